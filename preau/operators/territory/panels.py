"""The matrix: one panel per period, age groups in rows, hours in columns, with the day it is read on.

Asked for no day in particular, a cell shows the day of the period on which the fewest places are open then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from preau.law.care_offer import WEEKDAYS_OF, CarePeriodKind
from preau.law.words import WEEKDAYS
from preau.operators.territory.ages import EVERY_AGE, GROUPS
from preau.operators.territory.tallies import COLUMNS, STEP, Figures, Tallies

HOUR = 60
EVENING = 17 * HOUR + 30  # the decree's hour (art. 14, al. 2): a line in the panel, the verdict is the law's
SATURDAY = 5
HOLIDAYS = (CarePeriodKind.SHORT_HOLIDAYS, CarePeriodKind.LONG_HOLIDAYS)
# What is always shown, and when nothing being open is a gap: from, to, minutes of a column. Nothing says that there
# must be care at weekends.
WINDOWS = {
    CarePeriodKind.BEFORE_SCHOOL: (7 * HOUR, 8 * HOUR, STEP),
    CarePeriodKind.AFTER_SCHOOL: (16 * HOUR, EVENING, STEP),
    CarePeriodKind.WEDNESDAY_AFTERNOON: (13 * HOUR, EVENING, STEP),
    CarePeriodKind.WEEKEND: (9 * HOUR, 17 * HOUR, HOUR),
    CarePeriodKind.SHORT_HOLIDAYS: (8 * HOUR, 17 * HOUR, HOUR),
    CarePeriodKind.LONG_HOLIDAYS: (8 * HOUR, 17 * HOUR, HOUR),
}
NEEDED = frozenset(CarePeriodKind) - {CarePeriodKind.WEEKEND}


@dataclass(frozen=True)
class Cell:
    """What is open from one minute to another, on the weekday it was read on; counts as in `tallies.Figures`.

    They are those of the half hour that begins at `at`; `varies`: other days of the period are not like this one.
    """

    weekday: int
    starts: int
    ends: int
    at: int
    places: int
    capacity: int
    unsized: int
    doubtful: int
    needed: bool
    varies: bool = False

    @property
    def is_gap(self) -> bool:
        """Tell whether nothing is surely open where one would look for it."""
        return self.needed and not self.places


@dataclass(frozen=True)
class Panel:
    """One period: its columns (from, to) and a row of cells for every age, then for each age group."""

    kind: CarePeriodKind
    weekdays: tuple[int, ...]
    columns: tuple[tuple[int, int], ...]
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]
    untold: int

    @property
    def name(self) -> str:
        """Return what tells this panel from the others, for addresses and ids."""
        return f"{self.kind.value}-{self.weekdays[0]}" if len(self.weekdays) == 1 else self.kind.value

    @property
    def title(self) -> str:
        """Return « Après l’école », « Week-end, samedi »."""
        return f"{self.kind.words}, {WEEKDAYS[self.weekdays[0]]}" if self._one_of_several else self.kind.words

    @property
    def _one_of_several(self) -> bool:
        return len(self.weekdays) == 1 and len(WEEKDAYS_OF[self.kind]) > 1

    @cached_property
    def is_empty(self) -> bool:
        """Tell whether no place at all is open."""
        return not any(cell.places for cell in self.rows[0][2])


def panels(
    tallies: Tallies, communes: Iterable[int], weekday: int | None, untold: dict[tuple[int, str], int]
) -> list[Panel]:
    """Return the panels of some communes together, on one weekday, or each on the worst day of its period."""
    there = tuple(communes)
    return [
        _panel(tallies, there, kind, days, sum(untold.get((commune, kind.value), 0) for commune in there))
        for kind, days in _days(weekday)
    ]


def _days(weekday: int | None) -> Iterator[tuple[CarePeriodKind, tuple[int, ...]]]:
    for kind in CarePeriodKind:
        days = sorted(WEEKDAYS_OF[kind])
        if weekday is not None:
            if weekday in days:
                yield kind, (weekday,)
        elif kind is CarePeriodKind.WEEKEND:
            yield from ((kind, (day,)) for day in days)
        else:
            yield kind, week_of(kind)


def week_of(kind: CarePeriodKind) -> tuple[int, ...]:
    """Return the days from Monday to Friday on which a period can fall."""
    return tuple(day for day in sorted(WEEKDAYS_OF[kind]) if day < SATURDAY)


def _panel(
    tallies: Tallies, communes: tuple[int, ...], kind: CarePeriodKind, days: tuple[int, ...], untold: int
) -> Panel:
    ages = ((EVERY_AGE, "Tous les âges"), *((group.key, group.words) for group in GROUPS))
    figures = {
        (age, day): together(tallies[key] for one in communes if (key := (one, kind.value, day, age)) in tallies)
        for age, _ in ages
        for day in days
    }
    needed = kind in NEEDED and (days[0] < SATURDAY)
    columns = _columns(kind, [figures[EVERY_AGE, day] for day in days])
    rows = tuple(
        (
            age,
            words,
            tuple(
                worst(cell_of(figures[age, day], kind, day, start, end, needed) for day in days)
                for start, end in columns
            ),
        )
        for age, words in ages
    )
    return Panel(kind, days, columns, rows, untold)


def together(several: Iterable[Figures]) -> Figures:
    """Return the counts of several communes as one."""
    total = Figures()
    for figures in several:
        total.add(figures)
    return total


def _columns(kind: CarePeriodKind, several: list[Figures]) -> tuple[tuple[int, int], ...]:
    """Return the hours shown: the usual ones, and all those at which a place is open."""
    first, last, step = WINDOWS[kind]
    opened = [column * STEP for figures in several for column in range(COLUMNS) if figures.places[column]]
    first = min([first, *(minute // step * step for minute in opened)])
    last = max([last, *(-(-(minute + STEP) // step) * step for minute in opened)])
    return tuple((minute, minute + step) for minute in range(first, last, step))


def cell_of(figures: Figures, kind: CarePeriodKind, weekday: int, starts: int, ends: int, needed: bool) -> Cell:
    """Return what is open from one minute to another: of its half hours, the one with the fewest places."""
    first, last, _ = WINDOWS[kind]
    column = min(range(starts // STEP, ends // STEP), key=lambda one: (figures.places[one], figures.capacity[one]))
    return Cell(
        weekday,
        starts,
        ends,
        column * STEP,
        figures.places[column],
        figures.capacity[column],
        figures.unsized[column],
        figures.doubtful[column],
        needed and first <= starts < last,
    )


def worst(cells: Iterable[Cell]) -> Cell:
    """Return the cell with the fewest places, seats and places to check; the first day of the week of those alike."""
    days = list(cells)
    found = min(days, key=lambda cell: (*_open(cell), cell.weekday))
    return replace(found, varies=True) if any(_open(cell) != _open(found) for cell in days) else found


def _open(cell: Cell) -> tuple[int, int, int]:
    return cell.places, cell.capacity, cell.doubtful
