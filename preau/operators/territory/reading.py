"""What is published of a zone, read in a few queries and kept until something is published anew there."""

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Max, Q, Sum

from preau.foundation.territory.api import municipalities_of
from preau.foundation.territory.models import Municipality, Zone
from preau.operators.models import PlaceWord, PublishedPlace, PublishedSlot
from preau.operators.search.words import UNKNOWN_OFFER
from preau.operators.territory.coverage import Evening, evening_of
from preau.operators.territory.tallies import Tallies, tallied

KEPT = 8  # zones kept in memory, the last ones asked for
Mark = tuple[int, int | None, int | None]


class Slot(NamedTuple):
    """One stretch of hours: `place` and `commune` are keys, hours minutes since midnight, ages months."""

    place: int
    commune: int
    kind: str
    weekday: int
    starts: int
    ends: int
    youngest: int | None
    oldest: int | None
    capacity: int | None
    holidays: tuple[str, ...]


@dataclass(frozen=True)
class Territory:
    """The published offer of a zone on a day. `untold` counts, by kind and commune, places with unknown hours.

    `silent`: places of which no period is known at all, by commune. `places` and `operators`: the commune and the
    operator of each place, by its key.
    """

    zone: Zone
    day: date
    communes: tuple[Municipality, ...]
    places: dict[int, int]
    operators: dict[int, int]
    slots: tuple[Slot, ...]
    untold: dict[tuple[int, str], int]
    silent: dict[int, int]
    _tallies: dict[str, Tallies] = field(default_factory=dict)

    def tallies(self, holiday: str = "") -> Tallies:
        """Return the counts of places and seats; `holiday`: in the holidays, only hours of this break."""
        if holiday not in self._tallies:
            self._tallies[holiday] = tallied(self.during(holiday))
        return self._tallies[holiday]

    def during(self, holiday: str) -> tuple[Slot, ...]:
        """Keep the hours that hold during a break: those of no break in particular, and its own."""
        if not holiday:
            return self.slots
        return tuple(slot for slot in self.slots if not slot.holidays or holiday in slot.holidays)

    @cached_property
    def places_by_commune(self) -> Counter[int]:
        return Counter(self.places.values())

    @cached_property
    def slots_by_place(self) -> dict[int, list[Slot]]:
        found: dict[int, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(slot.place, []).append(slot)
        return found

    @cached_property
    def evenings(self) -> dict[int, Evening]:
        """Whether each place covers after school until 17:30, by its key: one query more, the first time."""
        published = PublishedPlace.objects.filter(zone=self.zone).only("pk", "content")
        return {place.pk: evening_of(place, self.day) for place in published}


_held: OrderedDict[int, tuple[date, Mark, Territory]] = OrderedDict()


def territory_of(zone: Zone, day: date) -> Territory:
    """Return the offer published in a zone: one query when nothing changed since it was last read, else five."""
    mark = _mark(zone)
    held = _held.get(zone.pk)
    if held is not None and held[:2] == (day, mark):
        _held.move_to_end(zone.pk)
        return held[2]
    found = _read(zone, day)
    _held[zone.pk] = (day, mark, found)
    _held.move_to_end(zone.pk)
    while len(_held) > KEPT:
        _held.popitem(last=False)
    return found


def forget() -> None:
    """Forget every zone: the next question reads it again."""
    _held.clear()


def _mark(zone: Zone) -> Mark:
    """Return what changes whenever a declaration of the zone is published anew."""
    found = PublishedPlace.objects.filter(zone=zone).aggregate(
        places=Count("pk"), last=Max("revision"), all=Sum("revision")
    )
    return found["places"], found["last"], found["all"]


def _read(zone: Zone, day: date) -> Territory:
    published = PublishedPlace.objects.filter(zone=zone)
    owned = list(published.order_by().values_list("pk", "municipality", "operator"))
    present = Q(first_day__isnull=True) | Q(first_day__lte=day)
    lasting = Q(last_day__isnull=True) | Q(last_day__gte=day)
    rows = (
        PublishedSlot.objects.filter(present, lasting, place__zone=zone)
        .order_by("place")
        .values_list(
            "place",
            "municipality",
            "kind",
            "weekday",
            "starts",
            "ends",
            "youngest_months",
            "oldest_months",
            "capacity",
            "holidays",
        )
    )
    words = PlaceWord.objects.filter(place__zone=zone, word__startswith=UNKNOWN_OFFER)
    untold: Counter[tuple[int, str]] = Counter()
    silent: Counter[int] = Counter()
    for word, commune in words.values_list("word", "place__municipality"):
        kind = word.removeprefix(UNKNOWN_OFFER)
        if kind:
            untold[commune, kind] += 1
        else:
            silent[commune] += 1
    return Territory(
        zone,
        day,
        tuple(municipalities_of(zone)),
        {place: commune for place, commune, _ in owned},
        {place: operator for place, _, operator in owned},
        tuple(Slot(*row[:-1], tuple(map(str, row[-1]))) for row in rows),
        dict(untold),
        dict(silent),
    )
