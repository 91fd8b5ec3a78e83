"""Acts of a sitting: open, note who is here and who replaces whom, keep the minutes, close, approve the minutes."""

from datetime import date

from django.db.models import F
from django.http import Http404

from preau.commissions.acts.agenda import item_of
from preau.commissions.acts.frame import NotNow, Stale, organising, seats_called
from preau.commissions.models import Attendance, Ballot, CcaMember, Decision, Meeting, MeetingStatus
from preau.commissions.seats import Seat, chain_of
from preau.foundation.accounts.access import NeedsSecondFactor
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record

Presence = Attendance.Presence
REPLACED = "substitute"  # the answer « remplacé par son suppléant »: present, by somebody else
CHOICES = (Presence.PRESENT.value, REPLACED, Presence.EXCUSED.value, Presence.ABSENT.value)

_ANSWERED = {
    Attendance.Reply.YES: Presence.PRESENT.value,
    Attendance.Reply.SUBSTITUTE: REPLACED,
    Attendance.Reply.NO: Presence.EXCUSED.value,
}


def open_sitting(actor: Actor, meeting_id: int) -> Meeting:
    """Open the sitting of a meeting convened for today or before, or record one held without a notice from here."""
    with organising(actor, meeting_id, MeetingStatus.PLANNED, MeetingStatus.CONVENED) as meeting:
        day = meeting.day
        if meeting.status == MeetingStatus.PLANNED and meeting.starts_at > actor.now:
            raise NotNow("Cette réunion n’est pas encore convoquée : envoyez d’abord la convocation.")
        if day > actor.today:
            raise NotNow("La séance s’ouvre le jour de la réunion, pas avant.")
        seats = seats_called(meeting)
        if not seats:
            raise NotNow("Personne ne siège ce jour-là : composez d’abord la CCA.")
        meeting.status, meeting.opened_at = MeetingStatus.SITTING, actor.now
        meeting.save(update_fields=["status", "opened_at"])
        called = set(meeting.attendances.values_list("seat_id", flat=True))
        present_day = {seat.first.pk for seat in seats}
        meeting.attendances.exclude(seat_id__in=present_day).delete()  # seats vacant since the notice
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, seat=seat.first) for seat in seats if seat.first.pk not in called
        )
        record(actor, "commissions.open_sitting", meeting, {"seats": len(seats)})
    return meeting


def mark_presence(actor: Actor, meeting_id: int, attendance_id: int, choice: str) -> bool:
    """Note a seat present, replaced, excused or absent; returns whether anything changed.

    Whoever comes in place of another votes anew: an open vote forgets the seat's ballot.
    """
    with organising(actor, meeting_id, MeetingStatus.SITTING) as meeting:
        attendance = meeting.attendances.select_related("seat").filter(pk=attendance_id).first()
        if attendance is None or choice not in CHOICES:
            raise Http404("attendance")
        seat = next((one for one in seats_called(meeting) if one.first.pk == attendance.seat_id), None)
        if seat is None and choice in {Presence.PRESENT, REPLACED}:
            raise NotNow("Plus personne ne tient ce siège.")
        sitting = _who_sits(meeting, seat, choice) if seat else None
        presence = Presence.PRESENT if sitting else Presence(choice)
        after = {"presence": str(presence), "sitting": sitting.pk if sitting else None}
        before = {"presence": attendance.presence, "sitting": attendance.sitting_id}
        if before == after:
            return False
        attendance.presence, attendance.sitting = presence, sitting
        attendance.save(update_fields=["presence", "sitting"])
        gone, _ = Ballot.objects.filter(
            decision__item__meeting=meeting, decision__verdict=Decision.Verdict.OPEN, seat_id=attendance.seat_id
        ).delete()
        payload = {"seat": attendance.seat_id, "before": before, "after": after, "ballots_forgotten": gone}
        record(actor, "commissions.mark_presence", meeting, payload)
    return True


def mark_as_answered(actor: Actor, meeting_id: int) -> int:
    """Note the seats still expected as their holders answered the notice; returns how many. One entry for all.

    Who said nothing stays expected, and so does a seat that nobody could sit for.
    """
    with organising(actor, meeting_id, MeetingStatus.SITTING) as meeting:
        seats = {seat.first.pk: seat for seat in seats_called(meeting)}
        noted = []
        for attendance in meeting.attendances.filter(presence=Presence.EXPECTED).exclude(reply=Attendance.Reply.NONE):
            choice, seat = _ANSWERED[Attendance.Reply(attendance.reply)], seats.get(attendance.seat_id)
            try:
                sitting = _who_sits(meeting, seat, choice) if seat else None
            except NotNow:
                continue
            if sitting is None and choice != Presence.EXCUSED:
                continue
            attendance.presence, attendance.sitting = Presence.PRESENT if sitting else Presence.EXCUSED, sitting
            noted.append(attendance)
        Attendance.objects.bulk_update(noted, ["presence", "sitting"])
        if noted:
            after = {str(one.seat_id): [one.presence, one.sitting_id] for one in noted}
            record(actor, "commissions.mark_as_answered", meeting, {"seats": after})
    return len(noted)


def _who_sits(meeting: Meeting, seat: Seat, choice: str) -> CcaMember | None:
    """Return who sits for the seat, as the law's chain of substitutes answers."""
    if choice not in {Presence.PRESENT, REPLACED}:
        return None
    chain = chain_of(seat, meeting.day, prevented=choice == REPLACED)
    if chain.capacity == "nobody":
        raise NotNow("Ce membre n’a pas de suppléant : personne ne vote pour ce siège.")
    return seat.substitute if chain.capacity == "replaces" else seat.effective


def save_item_minutes(actor: Actor, meeting_id: int, item_id: int, version: int, text: str) -> int:
    """Keep what was said on a point; returns the version to submit next. Raises Stale when another wrote meanwhile."""
    with organising(actor, meeting_id, MeetingStatus.SITTING, MeetingStatus.HELD) as meeting:
        check_not_approved(meeting)
        item = item_of(meeting, item_id)
        if item.minutes == text:
            return item.minutes_version
        if item.minutes_version != version:
            raise Stale(item.minutes, item.minutes_version)
        before, item.minutes = item.minutes, text
        item.minutes_version += 1
        item.save(update_fields=["minutes", "minutes_version"])
        payload = {"item": item.pk, "before": before, "after": text}
        record(actor, "commissions.save_minutes", meeting, payload)
    return item.minutes_version


def save_notes(actor: Actor, meeting_id: int, version: int, text: str) -> int:
    """Keep the notes that belong to no point; returns the version to submit next. Raises Stale."""
    with organising(actor, meeting_id, MeetingStatus.SITTING, MeetingStatus.HELD) as meeting:
        check_not_approved(meeting)
        if meeting.notes == text:
            return meeting.version
        if meeting.version != version:
            raise Stale(meeting.notes, meeting.version)
        before, meeting.notes = meeting.notes, text
        meeting.version += 1
        meeting.save(update_fields=["notes", "version"])
        record(actor, "commissions.save_notes", meeting, {"before": before, "after": text})
    return meeting.version


def check_not_approved(meeting: Meeting) -> None:
    """Raise NotNow once the CCA approved the minutes."""
    if meeting.minutes_approved_on is not None:
        raise NotNow("Le procès-verbal est approuvé : il ne se modifie plus.")


def close_sitting(actor: Actor, meeting_id: int) -> Meeting:
    """Close the sitting: whoever did not come is absent, the meeting counts as held. Raises NotNow with a vote open."""
    with organising(actor, meeting_id, MeetingStatus.SITTING) as meeting:
        if Decision.objects.filter(item__meeting=meeting, verdict=Decision.Verdict.OPEN).exists():
            raise NotNow("Un vote est encore ouvert : clôturez-le ou retirez-le, puis levez la séance.")
        present = meeting.attendances.filter(presence=Presence.PRESENT).count()
        if not present:
            raise NotNow("Personne n’est noté présent : pointez les membres présents, puis levez la séance.")
        absent = meeting.attendances.filter(presence=Presence.EXPECTED).update(presence=Presence.ABSENT)
        meeting.status, meeting.closed_at, meeting.changed_at = MeetingStatus.HELD, actor.now, actor.now
        meeting.sequence = F("sequence") + 1
        meeting.save(update_fields=["status", "closed_at", "changed_at", "sequence"])
        meeting.refresh_from_db(fields=["sequence"])
        record(actor, "commissions.close_sitting", meeting, {"present": present, "absent": absent})
    return meeting


def approve_minutes(actor: Actor, meeting_id: int, approved_on: date) -> Meeting:
    """Record that the CCA approved the minutes on a day, most often at its next meeting. Needs a second factor."""
    with organising(actor, meeting_id, MeetingStatus.HELD) as meeting:
        check_not_approved(meeting)
        if not (actor.strong or actor.is_system):
            raise NeedsSecondFactor
        if not meeting.day <= approved_on <= actor.today:
            raise NotNow("Donnez un jour depuis la réunion, au plus tard aujourd’hui.")
        meeting.minutes_approved_on = approved_on
        meeting.save(update_fields=["minutes_approved_on"])
        record(actor, "commissions.approve_minutes", meeting, {"approved_on": approved_on.isoformat()})
    return meeting
