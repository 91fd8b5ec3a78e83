"""The dates of an answer as a calendar: all-day events, the same ones each time the same question is asked."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from preau.law.results import Answer, explanation

# When the way these events are written last changed: an answer itself knows no clock.
REVISED = datetime(2026, 11, 21, tzinfo=UTC)
REFRESHED = timedelta(days=7)


@dataclass(frozen=True)
class Dated:
    """One date of an answer: `key` tells it from the others of the same answer."""

    key: str
    day: date
    title: str
    words: tuple[str, ...]


def dates_of(answer: Any) -> tuple[Dated, ...]:
    """Return the dates an answer asks somebody to keep; none for an amount or a norm."""
    return tuple(_dates(answer))


def _dates(answer: Any) -> Iterator[Dated]:
    if hasattr(answer, "links"):
        for one in answer.links:
            if one.due and not one.done_on:
                yield Dated(one.id, one.due, one.title, (*explanation(one), f"Si la date passe : {one.consequence}"))
    elif hasattr(answer, "roads"):
        for one in answer.roads:
            if one.due:
                yield Dated(one.id, one.due, f"Dernier jour du recours devant {one.body}", explanation(one))
    elif isinstance(getattr(answer, "due", None), date):
        title = getattr(answer, "title", "") or "Échéance"
        consequence = getattr(answer, "consequence", "")
        after = (f"Si la date passe : {consequence}",) if consequence else ()
        yield Dated("due", answer.due, title, (*explanation(answer), *after))


def calendar_of(answer: Answer, *, name: str, address: str, question: str) -> bytes:
    """Return the dates of an answer as iCalendar; `question` (rule and query) makes the names of events its own."""
    calendar = Calendar()
    calendar.add("prodid", "-//Préau//La loi//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    for one in dates_of(answer):
        calendar.add_component(_event(one, address, question))
    return calendar.to_ical()


def _event(one: Dated, address: str, question: str) -> Event:
    event = Event()
    stamp = hashlib.sha256(f"{question} {one.key}".encode()).hexdigest()[:32]
    event.add("uid", f"{stamp}@preau")
    event.add("dtstamp", REVISED)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", one.title)
    event.add("description", "\n".join((*one.words, address)))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
