"""The grid drawn: aspects by axis, aspects by year, each figure leading to the actions behind it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from preau.foundation.ui.charts import Grid, GridCell
from preau.foundation.ui.typography import number
from preau.law.annual_plan import ASPECTS, AXES, Heading, SchoolYear
from preau.plans.grid.asking import GridFilters
from preau.plans.grid.counting import ANY, Figures

Cells = Mapping[tuple[int, int, int], Figures]
Sums = dict[tuple[int, int, int | None], Figures]
NOUNS = {"actions": "actions", "objectifs": "objectifs", "faites": "actions faites"}
ONE_OF = {"actions": "action", "objectifs": "objectif", "faites": "action faite"}


class Column(NamedTuple):
    """A column of a grid: an axis (0: any) and a year (None: all)."""

    label: str
    axis: int
    year: int | None = None


def summed(cells: Cells) -> Sums:
    """Return the cells by (axis, aspect, year), and over all years under None."""
    sums: Sums = {}
    for (year, axis, aspect), figures in cells.items():
        sums[axis, aspect, year] = figures
        held = sums.get((axis, aspect, None))
        sums[axis, aspect, None] = held.plus(figures) if held else figures
    return sums


def total(sums: Sums, axis: int, aspect: int) -> Figures:
    """Return the figures of an axis and an aspect (0: any) over all years."""
    return sums.get((axis, aspect, None), Figures())


def by_axis(sums: Sums, filters: GridFilters) -> Grid:
    """Return the grid of aspects by axis, over all the years asked."""
    columns = [Column(axis.short, axis.number) for axis in _shown(AXES, filters.asked.axis)]
    last = Column("Ensemble", filters.asked.axis)
    return _grid("Aspects par axe de coordination", sums, filters, [*columns, last])


def by_year(sums: Sums, filters: GridFilters) -> Grid:
    """Return the grid of aspects by year, the oldest first."""
    axis = filters.asked.axis
    columns = [Column(str(SchoolYear(year)), axis, year) for year in sorted({year for *_, year in sums if year})]
    return _grid("Aspects, année par année", sums, filters, [*columns, Column("Ensemble", axis)])


def _grid(title: str, sums: Sums, filters: GridFilters, columns: Sequence[Column]) -> Grid:
    link = _Links(filters)
    rows = []
    for aspect in [*_shown(ASPECTS, filters.asked.aspect), None]:
        number_of = aspect.number if aspect else filters.asked.aspect
        line = [link.cell(sums.get((c.axis, number_of, c.year), Figures()), c, number_of) for c in columns]
        rows.append((aspect.short if aspect else "Ensemble", line))
    return Grid(title, "Aspect", [column.label for column in columns], rows)


def _shown(headings: Sequence[Heading], asked: int) -> list[Heading]:
    return [heading for heading in headings if asked in {ANY, heading.number}]


class _Links:
    """Cells that lead to the actions they count; what all addresses have in common is written once."""

    def __init__(self, filters: GridFilters) -> None:
        start = filters.address("plans:grid_actions", axe="", aspect="")
        self._start = start + ("&" if "?" in start else "?")
        self._measured = _MEASURED[filters.measure]
        self._noun, self._one = NOUNS[filters.measure], ONE_OF[filters.measure]

    def cell(self, figures: Figures, column: Column, aspect: int) -> GridCell:
        """Return the cell of these figures; one that counts nothing leads nowhere."""
        words, weight = self._measured(figures)
        if not figures.actions:
            return GridCell(words)
        place = {"axe": column.axis, "aspect": aspect, "annee": column.year}
        query = "&".join(f"{name}={value}" for name, value in place.items() if value)
        return GridCell(
            words, weight, (self._start + query).rstrip("?&"), self._one if words in {"0", "1"} else self._noun
        )


def _done(figures: Figures) -> tuple[str, float]:
    """« 12 sur 20 » of the actions whose fate is known; what is not known is never said not done."""
    if not figures.known:
        return ("?" if figures.actions else "0"), 0
    return f"{number(figures.done)} sur {number(figures.known)}", figures.done / figures.known


_MEASURED: dict[str, Callable[[Figures], tuple[str, float]]] = {
    "actions": lambda figures: (number(figures.actions), figures.actions),
    "objectifs": lambda figures: (number(figures.objectives), figures.objectives),
    "faites": _done,
}
