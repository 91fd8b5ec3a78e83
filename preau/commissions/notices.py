"""Notices of meetings: what is told, to whom at the moment of sending, and the secret link that answers them.

The secret of a link is signed from the meeting and the holder of the seat, never stored: the database keeps its digest.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.crypto import salted_hmac

from preau.commissions.acts.frame import seats_called
from preau.commissions.models import AdvisoryMember, Attendance, CcaMember, Meeting, MeetingStatus
from preau.commissions.seats import Seat
from preau.foundation.notifications.api import (
    Kind,
    Recipient,
    Reminder,
    register_audience,
    register_kind,
    register_reminder,
    tell,
)
from preau.foundation.notifications.models import Notice
from preau.foundation.ui.dates import clock, long_date

GROUP = "Réunions de la CCA"
REMIND_BEFORE = timedelta(days=3)
_SALT = "preau.commissions.reply"
_LETTERS = "commissions/letters"
_KINDS = {
    "convened": ("La convocation", "Réunion de la CCA, {day}"),
    "changed": ("Un changement de date, de lieu ou d’ordre du jour", "Changement : réunion de la CCA, {day}"),
    "cancelled": ("L’annulation d’une réunion", "Annulée : réunion de la CCA, {day}"),
    "replacing": ("L’appel d’un suppléant", "Vous remplacez un membre de la CCA, {day}"),
    "reminder": ("Le rappel d’une convocation sans réponse", "Viendrez-vous à la CCA, {day}"),
}
_AUDIENCES = {
    "convened": "commissions.called",
    "changed": "commissions.called",
    "cancelled": "commissions.called_off",
    "replacing": "commissions.replacing",
    "reminder": "commissions.silent",
}


@dataclass(frozen=True)
class Called:
    """A seat called to a meeting, as its link finds it."""

    attendance: Attendance
    meeting: Meeting
    seat: Seat


def reply_token(meeting: Meeting, holder_id: int) -> str:
    """Return the secret of the link by which the holder of a seat answers: the same each time, known to no table."""
    return salted_hmac(_SALT, f"{meeting.uid}:{holder_id}", algorithm="sha256").hexdigest()[:40]


def digest_of_reply(meeting: Meeting, holder_id: int) -> str:
    """Return what the database keeps of the link of a holder."""
    return _digest(reply_token(meeting, holder_id))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def called_by_token(token: str) -> Called:
    """Return the seat of a link, while its holder is the one who was called; Http404 for any other link."""
    rows = Attendance.objects.select_related("meeting__cca__zone", "meeting__sub_committee", "seat")
    attendance = rows.filter(reply_digest=_digest(token)).first()
    if attendance is None:
        raise Http404("link")
    seats = seats_called(attendance.meeting)
    seat = next((one for one in seats if one.first.pk == attendance.seat_id), None)
    if seat is None or attendance.reply_digest != digest_of_reply(attendance.meeting, seat.effective.pk):
        raise Http404("seat")
    return Called(attendance, attendance.meeting, seat)


def tell_called(what: str, meeting: Meeting) -> bool:
    """Write, in the act's transaction, what those called are to be told; False when it was told already."""
    key = f"commissions.{what}:{meeting.pk}:{meeting.sequence}"
    if Notice.objects.filter(key=key).exists():
        return False
    tell(f"commissions.{what}", _AUDIENCES[what], meeting, key=key, words=words_of(meeting))
    return True


def tell_substitute(meeting: Meeting, seat: Seat) -> None:
    """Tell a substitute that the effective member calls him to this meeting."""
    words = words_of(meeting) | {"seat": seat.first.pk, "effective": seat.effective.full_name}
    key = f"commissions.replacing:{meeting.pk}:{seat.first.pk}:{meeting.sequence}"
    tell("commissions.replacing", _AUDIENCES["replacing"], meeting, key=key, words=words)


def words_of(meeting: Meeting) -> dict[str, Any]:
    """Return what a letter says of a meeting: plain text."""
    return {
        "day": long_date(meeting.starts_at),
        "from": clock(meeting.starts_at),
        "to": clock(meeting.ends_at),
        "place": meeting.place,
        "purpose": meeting.purpose,
        "whom": f"sous-commission « {meeting.sub_committee} »" if meeting.sub_committee else "CCA",
        "zone": str(meeting.cca.zone),
        "method": meeting.method,
        "points": [
            {"line": f"{item.number}. {item.title} ({item.get_kind_display().lower()})", "text": item.text}
            for item in meeting.agenda.all()
        ],
        "reason": meeting.cancelled_because,
        "address": reverse("commissions:meeting", args=[meeting.pk]),
    }


def _meeting_of(notice: Notice, *states: MeetingStatus) -> Meeting | None:
    rows = Meeting.objects.select_related("cca__zone", "sub_committee")
    return rows.filter(pk=notice.subject_id, status__in=states).first()


def called(notice: Notice) -> Iterable[Recipient]:
    """Yield those called to a meeting that still stands, members in office on its day: each holder with his link."""
    meeting = _meeting_of(notice, MeetingStatus.CONVENED)
    return _everybody(meeting) if meeting else ()


def called_off(notice: Notice) -> Iterable[Recipient]:
    """Yield those who were called to a meeting that is cancelled."""
    meeting = _meeting_of(notice, MeetingStatus.CANCELLED)
    return _everybody(meeting) if meeting else ()


def silent(notice: Notice) -> Iterable[Recipient]:
    """Yield the holders of a seat who have not answered the notice of a meeting that still stands."""
    meeting = _meeting_of(notice, MeetingStatus.CONVENED)
    if meeting is None:
        return
    waiting = set(meeting.attendances.filter(reply=Attendance.Reply.NONE).values_list("seat_id", flat=True))
    for seat in seats_called(meeting):
        if seat.first.pk in waiting and seat.effective.email:
            yield _holder(meeting, seat)


def replacing(notice: Notice) -> Iterable[Recipient]:
    """Yield the substitute whose effective member called him, while he does."""
    meeting = _meeting_of(notice, MeetingStatus.CONVENED)
    wanted = notice.words.get("seat")
    rows = Attendance.objects.filter(meeting=meeting, seat_id=wanted, reply=Attendance.Reply.SUBSTITUTE)
    if meeting is None or not rows.exists():
        return
    for seat in seats_called(meeting):
        if seat.first.pk == wanted and seat.substitute and seat.substitute.email:
            yield _recipient(seat.substitute)


def _everybody(meeting: Meeting) -> Iterable[Recipient]:
    for seat in seats_called(meeting):
        if seat.effective.email:
            yield _holder(meeting, seat)
        if seat.substitute and seat.substitute.email:
            yield _recipient(seat.substitute, replaces=seat.effective.full_name)
    for adviser in advisers_of(meeting):
        if adviser.email:
            yield _recipient(adviser)


def advisers_of(meeting: Meeting) -> list[AdvisoryMember]:
    """Return those who sit with an advisory voice on the day of the meeting; a sub-committee calls none."""
    if meeting.sub_committee_id is not None:
        return []
    day = meeting.day
    standing = Q(until__isnull=True) | Q(until__gte=day)
    return list(AdvisoryMember.objects.filter(standing, cca=meeting.cca, since__lte=day))


def _holder(meeting: Meeting, seat: Seat) -> Recipient:
    token = reply_token(meeting, seat.effective.pk)
    return _recipient(
        seat.effective,
        address=reverse("commissions:answer", args=[token]),
        calendar=reverse("commissions:answer_ics", args=[token]),
        answers=True,
    )


def _recipient(who: CcaMember | AdvisoryMember, **words: Any) -> Recipient:
    return Recipient(who.email, who.full_name, who.person_id, words=words)


def reminders(day: date, now: datetime) -> Iterable[Reminder]:
    """Yield one reminder per meeting three days ahead that somebody has not answered."""
    there = day + REMIND_BEFORE
    standing = Meeting.objects.filter(status=MeetingStatus.CONVENED, starts_at__date=there)
    for meeting in standing.select_related("cca__zone", "sub_committee").prefetch_related("agenda"):
        key = f"commissions.reminder:{meeting.pk}:{there.isoformat()}"
        yield Reminder("commissions.reminder", _AUDIENCES["reminder"], meeting, key, words_of(meeting))


def register() -> None:
    """Declare the kinds, audiences and reminders of the meetings; called once, when the application starts."""
    for what, (label, subject) in _KINDS.items():
        legal = what != "reminder"
        register_kind(Kind(f"commissions.{what}", label, legal, subject, f"{_LETTERS}/{what}.txt", GROUP))
    register_audience("commissions.called", called)
    register_audience("commissions.called_off", called_off)
    register_audience("commissions.replacing", replacing)
    register_audience("commissions.silent", silent)
    register_reminder(reminders)
