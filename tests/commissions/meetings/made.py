"""A CCA that meets: its coordination, its chair and a member who have an account, a meeting at any stage."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from preau.commissions.acts import agenda, meetings, sitting, votes
from preau.commissions.models import AgendaItem, Attendance, Cca, CcaMember, Decision, Meeting
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import OrganisationKind, Role
from tests.commissions.composition.made import make_cca
from tests.factories import MandateFactory, OrganisationFactory, actor_for

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVENING = datetime(2026, 12, 1, 18, tzinfo=UTC)


@dataclass
class House:
    """The CCA of a zone with those who act for it."""

    cca: Cca
    coordinator: Mandate
    chair: Mandate
    member: Mandate

    def actor(self, who: str = "coordinator", now: datetime = NOW, strong: bool = True) -> Actor:
        return actor_for(getattr(self, who), now, strong)


def make_house(size: int = 3, zone=None, **facts) -> House:
    """Return a CCA whose chair and one member (2-1) sign in by the addresses of their seats."""
    cca = make_cca(size, zone=zone, **facts)
    home = OrganisationFactory(kind=OrganisationKind.COORDINATION, zone=cca.zone)
    mandates = [MandateFactory(organisation=home, role=role) for role in (Role.ATL_COORDINATOR, Role.CCA_CHAIR)]
    mandates.append(MandateFactory(organisation=home, role=Role.CCA_MEMBER))
    for mandate, number in ((mandates[1], 1), (mandates[2], 2)):
        held = CcaMember.objects.filter(component__cca=cca, component__number=number, rank=1, substitute_of=None)
        held.update(email=mandate.person.email.upper())
    return House(cca, *mandates)


def values(**more):
    return {
        "starts_at": EVENING,
        "ends_at": EVENING + timedelta(hours=2),
        "place": "Salle du préau",
        "purpose": "Plan de l’année",
        "method": "",
        "sub_committee_id": None,
        **more,
    }


def planned(house: House, **more) -> Meeting:
    """Return a meeting in preparation, with a point to decide."""
    meeting = meetings.prepare(house.actor(), house.cca, values(**more))
    agenda.add_item(house.actor(), meeting.pk, {"kind": "decision", "title": "Approuver le plan", "text": ""})
    return meeting


def convened(house: House, **more) -> Meeting:
    meeting = planned(house, **more)
    return meetings.convene(house.actor(), meeting.pk)


def in_session(house: House, present: int | None = None, **more) -> Meeting:
    """Return a meeting whose sitting is open, the first `present` seats (all by default) noted present."""
    meeting = convened(house, **more)
    sitting.open_sitting(house.actor(now=meeting.starts_at), meeting.pk)
    rows = list(meeting.attendances.select_related("seat"))
    for row in rows[: len(rows) if present is None else present]:
        row.presence, row.sitting = Attendance.Presence.PRESENT, row.seat
    Attendance.objects.bulk_update(rows, ["presence", "sitting"])
    meeting.refresh_from_db()
    return meeting


def put_to_vote(house: House, meeting: Meeting, *, by_name: bool = False) -> Decision:
    item = AgendaItem.objects.filter(meeting=meeting, kind="decision").first()
    assert item is not None
    return votes.open_vote(house.actor(now=meeting.starts_at), meeting.pk, item.pk, "La CCA approuve.", by_name=by_name)


def voted(house: House, meeting: Meeting, *counts: int) -> Decision:
    """Put to the vote by show of hands and close: for, against, abstentions, blank."""
    decision = put_to_vote(house, meeting)
    return votes.close_vote(house.actor(now=meeting.starts_at), meeting.pk, decision.pk, votes.Hands(*counts))
