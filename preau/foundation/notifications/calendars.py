"""Dates as iCalendar: the same bytes as long as nothing changes, the same event under the same name for ever."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from preau.foundation.notifications.registry import FeedEvent

REFRESHED = timedelta(hours=12)


def calendar_of(name: str, events: Iterable[FeedEvent]) -> bytes:
    """Return `events` as a calendar called `name`, in the order of the days."""
    calendar = Calendar()
    calendar.add("prodid", "-//Préau//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    for event in sorted(events, key=lambda one: (_moment(one.start), one.uid)):
        calendar.add_component(_component(event))
    return calendar.to_ical()


def _moment(start: date | datetime) -> datetime:
    """Return when an event begins: a whole day, at midnight in Brussels."""
    return start if isinstance(start, datetime) else timezone.make_aware(datetime.combine(start, time()))


def _component(one: FeedEvent) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@preau")
    event.add("sequence", one.sequence)
    for changed in ("dtstamp", "last-modified"):
        event.add(changed, one.changed_at.astimezone(UTC))
    if isinstance(one.start, datetime):
        event.add("dtstart", one.start.astimezone(UTC))
        if isinstance(one.end, datetime):
            event.add("dtend", one.end.astimezone(UTC))
    else:
        event.add("dtstart", one.start)
        event.add("dtend", (one.end or one.start) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", one.summary)
    if one.place:
        event.add("location", one.place)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    address = settings.PUBLIC_ADDRESS + one.address
    event.add("description", f"{one.description}\n{address}".strip())
    event.add("url", address)
    return event
