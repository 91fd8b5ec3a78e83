"""The communes of a zone side by side: children, places for them at a few telling moments, until 17:30 or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from preau.foundation.territory.models import Municipality
from preau.foundation.ui.typography import number
from preau.law.care_offer import CarePeriodKind
from preau.law.words import counted
from preau.operators.models import ChildrenCount
from preau.operators.territory.ages import EVERY_AGE
from preau.operators.territory.coverage import Counted, counted_by
from preau.operators.territory.panels import HOUR, Cell, cell_of, week_of, worst
from preau.operators.territory.reading import Territory
from preau.operators.territory.tallies import STEP, Figures, Tallies

FROM_AGE, TO_AGE = 3, 12  # the children the decree counts (art. 34)
# When the places of a commune are compared to its children.
MOMENTS = (
    (CarePeriodKind.AFTER_SCHOOL, 16 * HOUR + 30),
    (CarePeriodKind.WEDNESDAY_AFTERNOON, 14 * HOUR),
    (CarePeriodKind.SHORT_HOLIDAYS, 10 * HOUR),
    (CarePeriodKind.LONG_HOLIDAYS, 10 * HOUR),
)


@dataclass(frozen=True)
class Sight:
    """What a commune offers at a moment, on the day with the fewest places, against its children (None: not given)."""

    kind: CarePeriodKind
    cell: Cell
    children: int | None

    @property
    def words(self) -> str:
        """Return the seats: « 240 places », « au moins 90 places »."""
        if not self.cell.places:
            return "aucun lieu ouvert"
        if self.cell.unsized == self.cell.places:
            return "capacité pas connue"
        seats = counted(self.cell.capacity, "place", "places")
        return f"au moins {seats}" if self.cell.unsized else seats

    @property
    def per_hundred(self) -> str:
        """Return the seats for a hundred children, or why nobody can say."""
        if not self.children or not self.cell.places:
            return ""
        if self.cell.unsized:
            return f"{counted(self.cell.unsized, 'lieu', 'lieux')} sans capacité connue"
        share = (Decimal(100 * self.cell.capacity) / self.children).quantize(Decimal(1), ROUND_HALF_UP)
        return f"{number(share)} pour 100 enfants"


@dataclass(frozen=True)
class CommuneRow:
    """One commune: its last count of children, its places, what it offers at each moment of MOMENTS."""

    commune: Municipality
    children: ChildrenCount | None
    places: int
    silent: int
    sights: tuple[Sight, ...]
    evening: Counted


def commune_rows(territory: Territory, communes: Iterable[Municipality], holiday: str = "") -> list[CommuneRow]:
    """Return a row per commune: one query for the children."""
    there = tuple(communes)
    counts = last_counts(there)
    evenings = counted_by([one.pk for one in there], territory.evenings, territory.places)
    tallies = territory.tallies(holiday)
    return [
        CommuneRow(
            commune,
            counts.get(commune.pk),
            territory.places_by_commune[commune.pk],
            territory.silent.get(commune.pk, 0),
            _sights(tallies, commune, counts.get(commune.pk)),
            evenings[commune.pk],
        )
        for commune in there
    ]


def last_counts(communes: Iterable[Municipality]) -> dict[int, ChildrenCount]:
    """Return the latest count of children of 3 to 12 of each commune that has one, by its key."""
    rows = ChildrenCount.objects.filter(municipality__in=list(communes), from_age=FROM_AGE, to_age=TO_AGE)
    return {row.municipality_id: row for row in rows.order_by("day")}


def _sights(tallies: Tallies, commune: Municipality, children: ChildrenCount | None) -> tuple[Sight, ...]:
    found = []
    for kind, minute in MOMENTS:
        cells = [
            cell_of(
                tallies.get((commune.pk, kind.value, day, EVERY_AGE), Figures()),
                kind,
                day,
                minute,
                minute + STEP,
                needed=True,
            )
            for day in week_of(kind)
        ]
        found.append(Sight(kind, worst(cells), children.count if children else None))
    return tuple(found)
