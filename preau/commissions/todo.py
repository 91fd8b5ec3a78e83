"""What the CCA asks of a person, for her home: answer a notice, vote, convene in time, hold a sitting, minutes."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from preau.commissions.access_meetings import ORGANISER_ROLES, SEAT_ROLES
from preau.commissions.counting import count_of
from preau.commissions.models import Attendance, Cca, Meeting, MeetingStatus
from preau.commissions.seats import seat_of_actor, seats_in_office
from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.todo import Task
from preau.law.time_limits import due, limit
from preau.law.words import full_date

_WARNED = timedelta(days=180)  # before the end of the year: in time to convene twice
_MOST = 3  # minutes named one by one


def tasks_of(actor: Actor) -> Iterator[Task]:
    """Yield what the meetings of the CCA ask of `actor`; the same few queries however many there were."""
    if actor.role not in SEAT_ROLES | ORGANISER_ROLES or actor.zone_id is None:
        return
    cca = Cca.objects.filter(zone_id=actor.zone_id).first()
    if cca is None:
        return
    meetings = list(cca.meetings.order_by("-starts_at")[:24])
    if actor.role in SEAT_ROLES:
        yield from _seated(actor, cca, meetings)
    if actor.role in ORGANISER_ROLES:
        yield from _organised(actor, cca, meetings)


def _seated(actor: Actor, cca: Cca, meetings: list[Meeting]) -> Iterator[Task]:
    standing = [one for one in meetings if one.status in {MeetingStatus.CONVENED, MeetingStatus.SITTING}]
    found = seat_of_actor(seats_in_office(cca, actor.today), actor) if standing else None
    if found is None:
        return
    silent = set(
        Attendance.objects.filter(
            meeting__in=standing, seat_id=found[0].first.pk, reply=Attendance.Reply.NONE
        ).values_list("meeting_id", flat=True)
    )
    for meeting in standing:
        day = full_date(meeting.day)
        if meeting.status == MeetingStatus.SITTING:
            address = reverse("commissions:vote", args=[meeting.pk])
            yield Task("Suivre la séance et voter", f"{meeting.purpose}, {meeting.place}.", address, day=meeting.day)
        elif meeting.pk in silent:
            address = reverse("commissions:meeting", args=[meeting.pk])
            why = f"{meeting.purpose}, le {day}, {meeting.place}. Empêché ? Votre suppléant peut venir."
            yield Task("Répondre à la convocation de la CCA", why, address, day=meeting.day)


def _asked_of_organisers(meeting: Meeting, actor: Actor) -> Task | None:
    """Return what a meeting asks of those who organise it: convene it, hold it, say whether it was held, close it."""
    what, when = f"{meeting.purpose}, {meeting.place}.", full_date(meeting.day)
    page = reverse("commissions:meeting", args=[meeting.pk])
    if meeting.status == MeetingStatus.SITTING:
        title = "Tenir la séance de la CCA" if meeting.day >= actor.today else "Lever la séance de la CCA"
        return Task(title, what, reverse("commissions:sitting", args=[meeting.pk]), day=meeting.day)
    if meeting.status not in {MeetingStatus.PLANNED, MeetingStatus.CONVENED}:
        return None
    if meeting.day < actor.today:
        # Nobody said whether it was held: until then it counts for nothing, and the subsidy hangs on the count.
        why = f"{meeting.purpose}, le {when}. Tenue, ouvrez sa séance pour l’enregistrer ; sinon, annulez-la."
        return Task("Dire si la réunion de la CCA a eu lieu", why, page, day=meeting.day)
    if meeting.status == MeetingStatus.PLANNED:
        why = f"{meeting.purpose}, le {when}. Personne n’est encore prévenu."
        return Task("Envoyer la convocation de la CCA", why, page, day=meeting.day)
    return Task("Ouvrir la séance de la CCA", what, page, day=meeting.day) if meeting.day == actor.today else None


def _organised(actor: Actor, cca: Cca, meetings: list[Meeting]) -> Iterator[Task]:
    year = actor.today.year
    count = count_of(cca, meetings, year, actor.today)
    until = due(limit("D05"), actor.today)
    if count.answer.verdict == "in_time" and count.answer.to_plan and until.due - actor.today <= _WARNED:
        why = (
            f"La CCA s’est réunie {count.answer.held} fois sur {count.answer.needed} en {year}. "
            "Sans cela la subvention de coordination est perdue."
        )
        yield Task("Convoquer la CCA avant la fin de l’année", why, reverse("commissions:meetings"), until)
    for meeting in meetings:
        asked = _asked_of_organisers(meeting, actor)
        if asked is not None:
            yield asked
    pending = [one for one in meetings if one.status == MeetingStatus.HELD and one.minutes_approved_on is None]
    for meeting in pending[1 : 1 + _MOST]:  # the last one is approved at the next meeting
        why = f"{meeting.purpose}, réunion du {full_date(meeting.day)}."
        yield Task("Faire approuver un procès-verbal", why, reverse("commissions:minutes_approve", args=[meeting.pk]))
