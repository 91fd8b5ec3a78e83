"""The chain of seals: every finished day is sealed once, each seal holding the one before.

What the chain cannot see: entries of the day in progress, altered together with their digest before the night.
Sealing itself is journalled, so that the seal of the last day cannot vanish without leaving its entry.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from preau.foundation.journal.api import SystemAuthor, record
from preau.foundation.journal.digests import seal_digest
from preau.foundation.journal.models import Entry, Seal

BRUSSELS = ZoneInfo("Europe/Brussels")
SETTLING = timedelta(minutes=10)  # an act begun before midnight may still be written a little after it
SEALING = "journal.seal"
SEALER = "Sceau quotidien du journal"
CHUNK = 2_000  # entries read at a time


def midnight(day: date) -> datetime:
    """Return the moment `day` begins in Brussels."""
    return datetime.combine(day, time(), BRUSSELS)


def entries_between(start: date | None, end: date | None) -> QuerySet[Entry]:
    """Return the entries of the days from `start` (included) to `end` (excluded), in order of number."""
    entries = Entry.objects.order_by("pk")
    if start:
        entries = entries.filter(at__gte=midnight(start))
    return entries.filter(at__lt=midnight(end)) if end else entries


def entries_of(day: date) -> QuerySet[Entry]:
    """Return the entries of one day in Brussels, in order of number."""
    return entries_between(day, day + timedelta(days=1))


def seal_days(now: datetime) -> list[Seal]:
    """Seal every finished day that has entries and no seal yet, oldest first; return the new seals.

    Missed nights are caught up; a day without any entry has no seal (an entry slipped in later is then found,
    for it lies before a sealed day). Running it again does nothing.
    """
    with transaction.atomic():
        last = Seal.objects.order_by("day").last()
        made = []
        for day in _days_to_seal(last.day if last else None, (now - SETTLING).astimezone(BRUSSELS).date()):
            last = _seal(day, last.digest if last else "", now)
            made.append(last)
        for seal in made:
            record(SystemAuthor(now, SEALER), SEALING, seal, {"day": seal.day.isoformat(), "digest": seal.digest})
        return made


def _days_to_seal(last: date | None, today: date) -> Iterator[date]:
    """Yield each day with entries after `last` and before `today`, without reading the entries between."""
    start = last + timedelta(days=1) if last else None
    while True:
        first = entries_between(start, today).order_by("at").values_list("at", flat=True).first()
        if first is None:
            return
        day = first.astimezone(BRUSSELS).date()
        yield day
        start = day + timedelta(days=1)


def _seal(day: date, previous: str, now: datetime) -> Seal:
    entries = [list(pair) for pair in entries_of(day).values_list("pk", "digest").iterator(CHUNK)]
    return Seal.objects.create(
        day=day,
        entries=entries,
        previous=previous,
        digest=seal_digest(previous, day, now, entries),
        sealed_at=now,
    )
