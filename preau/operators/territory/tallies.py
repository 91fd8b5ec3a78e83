"""How many places are open, and for how many children, at each half hour of each day, by commune, period and age.

Places with the same hours, ages and seats are counted together, so that hundreds of places cost little more than ten.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from preau.operators.territory.ages import EVERY_AGE, GROUPS

if TYPE_CHECKING:
    from preau.operators.territory.reading import Slot

STEP = 30  # minutes of a column
COLUMNS = 24 * 60 // STEP


class Figures:
    """Counts by half hour since midnight.

    `places` are open during the whole half hour and take the whole age group; `capacity` are their seats, without
    those of the `unsized` places, whose capacity nobody gave. `doubtful`: open, but for ages not known or only a part.
    """

    __slots__ = ("capacity", "doubtful", "places", "unsized")

    def __init__(self) -> None:
        self.places = [0] * COLUMNS
        self.capacity = [0] * COLUMNS
        self.unsized = [0] * COLUMNS
        self.doubtful = [0] * COLUMNS

    def at(self, column: int) -> tuple[int, int, int, int]:
        """Return the places, their seats, those without, those to check, at one half hour."""
        return self.places[column], self.capacity[column], self.unsized[column], self.doubtful[column]

    def add(self, other: "Figures") -> None:
        """Count another commune in."""
        for name in self.__slots__:
            mine, more = getattr(self, name), getattr(other, name)
            for column in range(COLUMNS):
                mine[column] += more[column]


Key = tuple[int, str, int, str]  # commune, kind of period, weekday, age group
Tallies = dict[Key, Figures]
Hours = tuple[int, int | None, int | None, int | None]  # half hours as bits, youngest, oldest, seats


@cache
def half_hours(starts: int, ends: int) -> int:
    """Return as bits the half hours that lie wholly between two minutes of a day."""
    first, last = -(-starts // STEP), ends // STEP
    return ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0


def tallied(slots: Iterable["Slot"]) -> Tallies:
    """Return the counts of these hours. A place open by several hours at once counts once, with its largest seats."""
    days: dict[tuple[int, int, str, int], list[Hours]] = {}
    for slot in slots:
        stretch = (half_hours(slot.starts, slot.ends), slot.youngest, slot.oldest, slot.capacity)
        days.setdefault((slot.place, slot.commune, slot.kind, slot.weekday), []).append(stretch)
    alike = Counter((day[1:], tuple(hours)) for day, hours in days.items())
    found: Tallies = {}
    for ((commune, kind, weekday), hours), count in alike.items():
        for age, surely, perhaps in _by_age(hours):
            figures = found.setdefault((commune, kind, weekday, age), Figures())
            _count(figures, surely, perhaps, count)
    return found


def _by_age(hours: tuple[Hours, ...]) -> Iterator[tuple[str, tuple[Hours, ...], int]]:
    """Yield each age group with the hours that take it whole, and the half hours of those that may."""
    yield EVERY_AGE, hours, 0
    for group in GROUPS:
        judged = [(one, group.covered(one[1], one[2])) for one in hours]
        surely = tuple(one for one, covered in judged if covered)
        perhaps = 0
        for one, covered in judged:
            if covered is None:
                perhaps |= one[0]
        if surely or perhaps:
            yield group.key, surely, perhaps


def _count(figures: Figures, surely: tuple[Hours, ...], perhaps: int, count: int) -> None:
    taken = 0
    for one in surely:
        taken |= one[0]
    for column in _bits(taken):
        seats = [one[3] for one in surely if one[0] >> column & 1 and one[3] is not None]
        figures.places[column] += count
        if seats:
            figures.capacity[column] += count * max(seats)
        else:
            figures.unsized[column] += count
    for column in _bits(perhaps & ~taken):
        figures.doubtful[column] += count


@cache
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(column for column in range(COLUMNS) if mask >> column & 1)
