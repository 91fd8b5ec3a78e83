"""The meetings of the demonstration: two held each year in every zone, but for those that show the risk of one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import msgspec
from django.utils import timezone

from preau.commissions.models import AgendaItem, Attendance, Cca, CcaMember, Decision, Meeting, MeetingStatus
from preau.commissions.notices import digest_of_reply
from preau.commissions.seats import Seat, seats_of
from preau.foundation.territory.demonstration import DEMO, MONS, World
from preau.law.cca_vote import CcaVoteQuestion, HouseRules, Vote, cca_vote

JUNE = (
    "Évaluation du plan et points de l’année qui vient",
    "Évaluer le plan de l’année",
    "Points de l’année qui vient",
)
AUTUMN = ("Plan d’action et rapport d’activité", "Rapport d’activité de l’an dernier", "Plan d’action de l’année")
SAID = {
    JUNE[1]: "Chaque objectif est relu en trois tables. Les stages d’été manquent de places pour les plus jeunes.",
    JUNE[2]: "- Places du mercredi\n- Formation des accueillantes\n- Information aux parents",
    AUTUMN[1]: "La coordination présente le rapport. Deux actions passent à l’année qui vient.",
    AUTUMN[2]: "Le plan est relu objectif par objectif, puis mis au vote.",
}
SOON = ("Objectifs de l’année et règlement d’ordre intérieur", "Suivi des actions depuis septembre")
PLACES = ("Salle du conseil, maison communale", "Bibliothèque communale, grande salle", "École communale, réfectoire")
RISKY = 3  # one zone in so many, at the smallest scale, has met once this year
CHUNK = 500
FRIDAY = 4


@dataclass(frozen=True)
class _Held:
    """A meeting to write: its zone, its day, the words of its season."""

    cca: Cca
    day: date
    words: tuple[str, str, str]


def build(world: World) -> dict[str, int]:
    """Write the meetings of every zone of the world; return what was written."""
    ccas = list(Cca.objects.filter(zone__in=world.zones).select_related("zone").order_by("zone__slug"))
    members = _members(ccas)
    held = [one for rank, cca in enumerate(ccas) for one in _held(world, cca, rank)]
    meetings = Meeting.objects.bulk_create((_meeting(world, one) for one in held), batch_size=CHUNK)
    items = AgendaItem.objects.bulk_create(
        (
            AgendaItem(meeting=meeting, number=number, title=title, kind=kind, minutes=SAID[title])
            for meeting, one in zip(meetings, held, strict=True)
            for number, (title, kind) in enumerate(zip(one.words[1:], ("debate", "decision"), strict=True), start=1)
        ),
        batch_size=CHUNK,
    )
    seats = {meeting.pk: seats_of(_begun(members[meeting.cca_id], meeting.day), meeting.day) for meeting in meetings}
    Attendance.objects.bulk_create(
        (row for meeting in meetings for row in _attendances(world, meeting, seats[meeting.pk])), batch_size=CHUNK
    )
    decided = [_decision(world, item, len(seats[item.meeting_id])) for item in items if item.kind == "decision"]
    Decision.objects.bulk_create([one for one in decided if one is not None], batch_size=CHUNK)
    coming = [_soon(world, cca, members[cca.pk]) for cca in ccas if world.scale == DEMO or cca.zone.slug == MONS]
    return {"meetings": len(meetings) + sum(one is not None for one in coming)}


def _members(ccas: list[Cca]) -> dict[int, list[CcaMember]]:
    found: dict[int, list[CcaMember]] = defaultdict(list)
    rows = CcaMember.objects.filter(component__cca__in=ccas).select_related("component")
    for row in rows.order_by("component__number", "rank", "pk"):
        found[row.component.cca_id].append(row)
    return found


def _begun(members: list[CcaMember], day: date) -> Iterator[CcaMember]:
    return (one for one in members if one.mandate_from <= day)


def _held(world: World, cca: Cca, rank: int) -> Iterator[_Held]:
    """Yield the meetings of October and of June, those that are past; a risky zone has met once this civil year."""
    rng = world.rng("meetings", cca.zone.slug)
    risky = world.scale == DEMO and rank % RISKY == 1 and cca.zone.slug != MONS
    for year in world.years:
        for day, words in ((date(year.start, 10, 1), AUTUMN), (date(year.start + 1, 6, 1), JUNE)):
            when = _weekday(day + timedelta(days=rng.randrange(20)))
            if when < world.today and not (risky and words is JUNE and when.year == world.today.year):
                yield _Held(cca, when, words)


def _weekday(day: date) -> date:
    """Return `day`, or the Monday after a weekend: nobody convenes a CCA on a Sunday."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > FRIDAY else day


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _meeting(world: World, one: _Held) -> Meeting:
    starts, ends = _at(one.day, 18, 30), _at(one.day, 20, 30)
    last = (world.today - one.day).days < 120
    return Meeting(
        cca=one.cca,
        status=MeetingStatus.HELD,
        starts_at=starts,
        ends_at=ends,
        place=world.rng("place", one.cca.zone.slug).choice(PLACES),
        purpose=one.words[0],
        method="En tables de quatre, puis tous ensemble.",
        convened_at=starts - timedelta(days=14),
        opened_at=starts,
        closed_at=ends,
        changed_at=ends,
        notes="La prochaine réunion est fixée en séance.",
        minutes_approved_on=None if last else min(one.day + timedelta(days=120), world.today),
    )


def _attendances(world: World, meeting: Meeting, seats: list[Seat]) -> Iterator[Attendance]:
    """Yield who sat: most themselves, some by their substitute, one excused."""
    rng = world.rng("attendance", meeting.cca_id, meeting.day)
    for rank, seat in enumerate(seats):
        drawn = rng.random() if rank else 0.0
        sitting: CcaMember | None = seat.effective if drawn < 0.8 else seat.substitute if drawn < 0.92 else None
        presence = Attendance.Presence.PRESENT if sitting else Attendance.Presence.EXCUSED
        yield Attendance(meeting=meeting, seat=seat.first, presence=presence, sitting=sitting)


def _decision(world: World, item: AgendaItem, seats: int) -> Decision | None:
    """Return the vote of a point; None where nobody is known to have sat."""
    if not seats:
        return None
    meeting = item.meeting
    rng = world.rng("vote", meeting.cca_id, meeting.day)
    present = seats - seats // 5
    against, abstentions = rng.randrange(3), rng.randrange(3)
    in_favour = present - against - abstentions
    answer = _verdict(meeting.day, seats, present, in_favour, against, abstentions)
    return Decision(
        item=item,
        proposal=f"La CCA approuve : {item.title.lower()}.",
        by_name=False,
        members=seats,
        present=present,
        in_favour=in_favour,
        against=against,
        abstentions=abstentions,
        verdict=answer.verdict,
        steps=msgspec.to_builtins(answer.steps),
        opened_at=meeting.starts_at + timedelta(minutes=80),
        closed_at=meeting.starts_at + timedelta(minutes=85),
    )


@cache
def _verdict(day: date, members: int, present: int, in_favour: int, against: int, abstentions: int) -> Vote:
    return cca_vote(
        CcaVoteQuestion(
            day=day,
            members=members,
            present=present,
            in_favour=in_favour,
            against=against,
            abstentions=abstentions,
            house_rules=HouseRules(),
        )
    )


def _soon(world: World, cca: Cca, members: list[CcaMember]) -> Meeting | None:
    """Convene the meeting to come of Mons, with some answers; prepare that of a few others."""
    day = _weekday(world.today + timedelta(days=12))
    mons = cca.zone.slug == MONS
    if not mons and world.rng("soon", cca.zone.slug).random() < 0.6:
        return None
    convened = world.now - timedelta(days=2) if mons else None
    meeting = Meeting.objects.create(
        cca=cca,
        status=MeetingStatus.CONVENED if mons else MeetingStatus.PLANNED,
        starts_at=_at(day, 18, 30),
        ends_at=_at(day, 20, 30),
        place=PLACES[0],
        purpose=SOON[0],
        method="Lecture du plan avant la réunion ; trois tables, une par axe.",
        convened_at=convened,
        changed_at=convened or world.now,
    )
    titles = (("Approbation du procès-verbal", "decision"), (SOON[1], "information"), (AUTUMN[2], "decision"))
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, title=title, kind=kind)
        for number, (title, kind) in enumerate(titles, start=1)
    )
    if mons:
        replies = (Attendance.Reply.YES, Attendance.Reply.YES, Attendance.Reply.SUBSTITUTE, Attendance.Reply.NONE)
        Attendance.objects.bulk_create(
            Attendance(
                meeting=meeting,
                seat=seat.first,
                reply=replies[rank % 4],
                replied_at=None if replies[rank % 4] == Attendance.Reply.NONE else world.now,
                reply_digest=digest_of_reply(meeting, seat.effective.pk),
            )
            for rank, seat in enumerate(seats_of(_begun(members, day), day))
        )
    return meeting
