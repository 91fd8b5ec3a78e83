"""The meetings of each commune of the access tests, one in every state.

Those to come hold the word of the commune, which ONE must not read; the one held, which all authorities read, none.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from preau.commissions.acts import agenda, meetings, sitting, sub_committees, votes
from preau.commissions.models import AgendaItem, Attendance, CcaMember, Decision, Meeting, SubCommittee
from preau.commissions.notices import reply_token
from tests.factories import actor_for

if TYPE_CHECKING:
    from tests.access.world import Side


@dataclass
class Meetings:
    """The meetings of a commune, with what their addresses name."""

    planned: Meeting
    planned_item: AgendaItem
    convened: Meeting
    token: str
    sitting: Meeting
    sitting_item: AgendaItem
    attendance: Attendance
    vote: Decision
    held: Meeting
    held_item: AgendaItem
    decided: Decision
    sub_committee: SubCommittee


def make_side_meetings(side: "Side", now: datetime) -> Meetings:
    """Write the meetings as the coordination of the commune does."""
    actor = actor_for(side.mandates["atl_coordinator"], now, strong=True)
    word = side.words["coordination"]

    def meeting(at: datetime, secret: str) -> tuple[Meeting, AgendaItem]:
        when = {"starts_at": at, "ends_at": at + timedelta(hours=2), "method": "", "sub_committee_id": None}
        made = meetings.prepare(actor, side.cca, {**when, "place": f"Salle {secret}", "purpose": f"Réunion {secret}"})
        point = {"kind": "decision", "title": f"Décider {secret}", "text": ""}
        return made, agenda.add_item(actor, made.pk, point)

    planned, planned_item = meeting(now + timedelta(days=20), word)
    convened, _ = meeting(now + timedelta(days=10), word)
    meetings.convene(actor, convened.pk)
    present, sitting_item = meeting(now - timedelta(hours=1), word)
    attendance = _sit(actor, present)
    vote = votes.open_vote(actor, present.pk, sitting_item.pk, f"Oui {word}", by_name=True)
    held, held_item = meeting(now - timedelta(days=30), "tenue")
    _sit(actor, held)
    decided = votes.open_vote(actor, held.pk, held_item.pk, "La CCA approuve.", by_name=False)
    votes.close_vote(actor, held.pk, decided.pk, votes.Hands(8, 4))
    sitting.close_sitting(actor, held.pk)
    first = CcaMember.objects.filter(component__cca=side.cca, substitute_of=None).order_by("pk").first()
    assert first is not None
    made = sub_committees.create(actor, side.cca, {"name": f"Vacances {word}", "purpose": ""}, [first])
    return Meetings(
        planned, planned_item, convened, reply_token(convened, first.pk), present, sitting_item, attendance, vote,
        held, held_item, decided, made,
    )  # fmt: skip


def _sit(actor, meeting: Meeting) -> Attendance:
    """Open the sitting, everybody present."""
    sitting.open_sitting(actor, meeting.pk)
    rows = list(meeting.attendances.select_related("seat"))
    for row in rows:
        row.presence, row.sitting = Attendance.Presence.PRESENT, row.seat
    Attendance.objects.bulk_update(rows, ["presence", "sitting"])
    return rows[0]
