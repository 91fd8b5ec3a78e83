"""How a published place stands in the list of the coordination."""

from collections.abc import Sequence
from dataclasses import dataclass

from preau.law.care_offer import CarePeriodKind
from preau.operators.models import PublishedPlace
from preau.operators.offer.hours import said_from_to
from preau.operators.places.reading import ages_words
from preau.operators.territory.behind import Figure
from preau.operators.territory.coverage import Evening
from preau.operators.territory.reading import Slot, Territory


@dataclass(frozen=True)
class PlaceRow:
    """One place; `number` is its mark on the map. Hours, ages and seats are those of the figure, or the place's own."""

    place: PublishedPlace
    number: int
    when: str
    ages: str
    capacity: int | None
    evening: Evening


def place_rows(places: Sequence[PublishedPlace], territory: Territory, figure: Figure, first: int) -> list[PlaceRow]:
    """Return the rows of these places, numbered from `first`."""
    return [_row(place, territory, figure, number) for number, place in enumerate(places, first)]


def _row(place: PublishedPlace, territory: Territory, figure: Figure, number: int) -> PlaceRow:
    slots = territory.slots_by_place.get(place.pk, [])
    evening = territory.evenings.get(place.pk, "unknown")
    if not figure.asks_hours:
        ages = ages_words(place.youngest_months, place.oldest_months)
        return PlaceRow(place, number, _periods(slots), ages, place.capacity, evening)
    there = [slot for slot in slots if (slot.kind, slot.weekday) == (figure.kind, figure.weekday)]
    seats = [slot.capacity for slot in there if slot.capacity is not None]
    when = " ; ".join(dict.fromkeys(said_from_to(slot.starts, slot.ends) for slot in there))
    ages = " ; ".join(dict.fromkeys(filter(None, (ages_words(slot.youngest, slot.oldest) for slot in there))))
    return PlaceRow(place, number, when, ages, max(seats, default=None), evening)


def _periods(slots: Sequence[Slot]) -> str:
    kinds = {slot.kind for slot in slots}
    names = [kind.words for kind in CarePeriodKind if kind.value in kinds]
    return ", ".join([*names[:1], *(name[:1].lower() + name[1:] for name in names[1:])])
