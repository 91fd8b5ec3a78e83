"""Answering a notice: by the secret link of the seat, without an account, or signed in for one's own seat."""

from datetime import datetime

from django.http import Http404

from preau.commissions.acts.frame import NotNow, locked, seats_called
from preau.commissions.models import Attendance, Meeting, MeetingStatus
from preau.commissions.notices import Called, called_by_token, tell_substitute
from preau.commissions.seats import Seat, is_actor
from preau.foundation.accounts.access import no, require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.journal.api import record

BY_LINK = "Réponse par le lien de la convocation"
Reply = Attendance.Reply


def answer_by_link(token: str, now: datetime, choice: str) -> Called:
    """Note what the holder of the seat answers. Raises Http404 for a link that names no seat, NotNow when too late."""
    called = called_by_token(token)
    actor = system(now, BY_LINK)
    with locked(actor, called.meeting.pk) as meeting:
        _answer(actor, meeting, called.seat, choice)
    return called


def answer_own(actor: Actor, meeting_id: int, choice: str) -> None:
    """Note what a member signed in answers for her own seat."""
    with locked(actor, meeting_id) as meeting:
        seat = own_seat(actor, meeting)
        if seat is None:
            require(no("Vous n’êtes pas membre effectif convoqué à cette réunion : il n’y a pas de réponse à donner."))
        else:
            _answer(actor, meeting, seat, choice)


def own_seat(actor: Actor, meeting: Meeting) -> Seat | None:
    """Return the seat the actor holds at this meeting, None when she holds none."""
    return next((seat for seat in seats_called(meeting) if is_actor(seat.effective, actor)), None)


def _answer(actor: Actor, meeting: Meeting, seat: Seat, choice: str) -> None:
    if meeting.status != MeetingStatus.CONVENED or meeting.starts_at <= actor.now:
        raise NotNow("La réunion a commencé, ou n’a pas lieu : les réponses sont closes.")
    if choice not in {Reply.YES, Reply.SUBSTITUTE, Reply.NO}:
        raise NotNow("Choisissez une des réponses.")
    if choice == Reply.SUBSTITUTE and seat.substitute is None:
        raise NotNow("Vous n’avez pas de suppléant : répondez que vous venez ou que vous ne venez pas.")
    attendance = Attendance.objects.filter(meeting=meeting, seat=seat.first).first()
    if attendance is None:
        raise Http404("not called")
    if attendance.reply == choice:
        return
    before, attendance.reply, attendance.replied_at = attendance.reply, choice, actor.now
    attendance.save(update_fields=["reply", "replied_at"])
    payload = {"seat": seat.first.pk, "before": before, "after": choice}
    record(actor, "commissions.answer_notice", meeting, payload)
    if choice == Reply.SUBSTITUTE:
        tell_substitute(meeting, seat)
