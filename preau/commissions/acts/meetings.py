"""Acts on a meeting before it is held: prepare, change, convene, cancel."""

from datetime import datetime
from typing import Any

from django.db import transaction

from preau.commissions.access_meetings import can_organise
from preau.commissions.acts.frame import NotNow, Stale, organising, seats_called
from preau.commissions.models import Attendance, Cca, Meeting, MeetingStatus
from preau.commissions.notices import digest_of_reply, tell_called
from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record

BEFORE = (MeetingStatus.PLANNED, MeetingStatus.CONVENED)
FIELDS = ("starts_at", "ends_at", "place", "purpose", "method", "sub_committee_id")


def prepare(actor: Actor, cca: Cca, values: dict[str, Any]) -> Meeting:
    """Write down a meeting to come, or one that was held and is still to be recorded. Nobody is told yet.

    Raises NotNow for the same meeting a second time: a double click.
    """
    require(can_organise(actor, cca.zone_id))
    with transaction.atomic():
        Cca.objects.select_for_update(no_key=True).get(pk=cca.pk)
        same = {name: values[name] for name in ("starts_at", "purpose", "sub_committee_id")}
        if Meeting.objects.filter(cca=cca, **same).exclude(status=MeetingStatus.CANCELLED).exists():
            raise NotNow("Cette réunion est déjà préparée.")
        meeting = Meeting.objects.create(cca=cca, changed_at=actor.now, **values)
        record(actor, "commissions.prepare_meeting", meeting, plain(values))
    return meeting


def change(actor: Actor, meeting_id: int, version: int, values: dict[str, Any]) -> bool:
    """Change when, where or why; those called are told. Returns whether anything changed.

    Raises NotNow once the sitting is open, Stale when somebody else changed it meanwhile.
    """
    with organising(actor, meeting_id, *BEFORE) as meeting:
        before = {name: getattr(meeting, name) for name in values}
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return False
        if meeting.version != version:
            raise Stale(meeting.purpose, meeting.version)
        if meeting.status == MeetingStatus.CONVENED and "sub_committee_id" in changed:
            raise NotNow("Les convocations sont parties : annulez cette réunion pour en réunir d’autres membres.")
        for name, value in changed.items():
            setattr(meeting, name, value)
        meeting.version += 1
        _update_calendars(actor, meeting)
        meeting.save()
        if meeting.status == MeetingStatus.CONVENED:
            tell_called("changed", meeting)
        payload = {"before": plain({name: before[name] for name in changed}), "after": plain(changed)}
        record(actor, "commissions.change_meeting", meeting, payload)
    return True


def agenda_changed(actor: Actor, meeting: Meeting) -> None:
    """Give the calendars the new agenda of a locked meeting. Letters go when the coordination sends them."""
    _update_calendars(actor, meeting)
    meeting.save(update_fields=["sequence", "changed_at"])


def _update_calendars(actor: Actor, meeting: Meeting) -> None:
    meeting.changed_at = actor.now
    if meeting.status == MeetingStatus.CONVENED:
        meeting.sequence += 1


def send_agenda(actor: Actor, meeting_id: int) -> Meeting:
    """Send the agenda as it stands now to those called; the same one is sent once."""
    with organising(actor, meeting_id, MeetingStatus.CONVENED) as meeting:
        if not tell_called("changed", meeting):
            raise NotNow("Cet ordre du jour est déjà parti.")
        record(actor, "commissions.send_agenda", meeting, {"sequence": meeting.sequence})
    return meeting


def convene(actor: Actor, meeting_id: int) -> Meeting:
    """Call the members and their substitutes. Raises NotNow when it is done, or nothing is on the agenda."""
    with organising(actor, meeting_id, MeetingStatus.PLANNED) as meeting:
        if not meeting.agenda.exists():
            raise NotNow("Mettez au moins un point à l’ordre du jour avant de convoquer.")
        if meeting.starts_at <= actor.now:
            raise NotNow("Cette réunion est passée : ouvrez sa séance pour l’enregistrer, ou changez sa date.")
        seats = seats_called(meeting)
        if not seats:
            raise NotNow("Personne ne siège encore : composez d’abord la CCA.")
        meeting.status = MeetingStatus.CONVENED
        meeting.convened_at = meeting.changed_at = actor.now
        meeting.save()
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, seat=seat.first, reply_digest=digest_of_reply(meeting, seat.effective.pk))
            for seat in seats
        )
        record(actor, "commissions.convene_meeting", meeting, {"seats": len(seats)})
        tell_called("convened", meeting)
    return meeting


def call_holders(cca: Cca, now: datetime) -> None:
    """Give each seat called to a meeting to come the link of its present holder: who left answers for it no more."""
    coming = Meeting.objects.filter(cca=cca, status=MeetingStatus.CONVENED, starts_at__gt=now)
    for meeting in coming.select_for_update(no_key=True):
        digests = {seat.first.pk: digest_of_reply(meeting, seat.effective.pk) for seat in seats_called(meeting)}
        for row in meeting.attendances.all():
            if digests.get(row.seat_id, row.reply_digest) != row.reply_digest:
                row.reply_digest, row.reply, row.replied_at = digests[row.seat_id], Attendance.Reply.NONE, None
                row.save(update_fields=["reply_digest", "reply", "replied_at"])


def cancel(actor: Actor, meeting_id: int, reason: str) -> Meeting:
    """Call the meeting off; whoever was called is told why. Raises NotNow once the sitting is open."""
    with organising(actor, meeting_id, *BEFORE) as meeting:
        told = meeting.status == MeetingStatus.CONVENED
        meeting.status = MeetingStatus.CANCELLED
        meeting.cancelled_because = reason
        meeting.changed_at = actor.now
        meeting.sequence += 1
        meeting.save()
        record(actor, "commissions.cancel_meeting", meeting, {"reason": reason})
        if told:
            tell_called("cancelled", meeting)
    return meeting


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as the journal keeps them: moments as text."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
