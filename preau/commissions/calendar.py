"""Meetings in people's calendars: the same event under the same name for ever, updated when the meeting changes."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from preau.commissions.models import Meeting, MeetingStatus
from preau.foundation.accounts.actors import Actor
from preau.foundation.notifications.api import FeedEvent, calendar_of, register_feed

_KEPT = timedelta(days=400)  # how far back an agenda still shows the meetings
_MOST = 200


def event_of(meeting: Meeting, address: str = "") -> FeedEvent:
    """Return a meeting as an event of an agenda. Its agenda items are read from the meeting (prefetch them)."""
    whom = f"Sous-commission « {meeting.sub_committee} »" if meeting.sub_committee else "CCA"
    points = [f"{item.number}. {item.title}" for item in meeting.agenda.all()]
    lines = [meeting.purpose, *points]
    cancelled = meeting.status == MeetingStatus.CANCELLED
    if cancelled:
        lines.insert(0, f"Annulée : {meeting.cancelled_because}")
    return FeedEvent(
        uid=str(meeting.uid),
        sequence=meeting.sequence,
        start=meeting.starts_at,
        end=meeting.ends_at,
        summary=f"{whom} de {meeting.cca.zone} : {meeting.purpose}",
        description="\n".join(lines),
        place=meeting.place,
        address=address or reverse("commissions:meeting", args=[meeting.pk]),
        changed_at=meeting.changed_at or meeting.starts_at,
        cancelled=cancelled,
    )


def ics_of(meeting: Meeting, address: str = "") -> bytes:
    """Return the one meeting as iCalendar."""
    return calendar_of(f"CCA de {meeting.cca.zone}", [event_of(meeting, address)])


def events(actor: Actor) -> Iterable[FeedEvent]:
    """Yield the meetings of the actor's zone that people were called to. Three queries."""
    if actor.zone_id is None:
        return
    rows = Meeting.objects.visible_to(actor).filter(cca__zone_id=actor.zone_id, starts_at__gte=actor.now - _KEPT)
    told = rows.exclude(status=MeetingStatus.PLANNED).exclude(status=MeetingStatus.CANCELLED, convened_at__isnull=True)
    for meeting in told.select_related("cca__zone", "sub_committee").prefetch_related("agenda")[:_MOST]:
        yield event_of(meeting)


def register() -> None:
    """Declare the feed of the meetings; called once, when the application starts."""
    register_feed(events)
