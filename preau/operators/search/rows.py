"""How a place stands in a list: its hours that answer, ages, price, access, who said it and when; what to check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from preau.foundation.ui.dates import full_date
from preau.foundation.ui.typography import NBSP
from preau.law.care_offer import CarePeriodKind
from preau.law.words import euros
from preau.operators.description import HoursText
from preau.operators.models import PlaceAccess, PublishedPlace
from preau.operators.offer.drawing import hours_words
from preau.operators.places.reading import ages_words
from preau.operators.search.asking import Wanted, search_address
from preau.operators.search.finding import Slot

_RANK = {kind.value: rank for rank, kind in enumerate(CarePeriodKind)}


@dataclass(frozen=True)
class Row:
    """One place of a list. `number` is its mark on the map; `to_check` says what nobody knows of what was asked."""

    place: PublishedPlace
    address: str
    number: int
    when: tuple[str, ...]
    ages: str
    price: str
    to_check: tuple[str, ...] = ()
    away: str = ""

    @property
    def full_access(self) -> bool:
        return self.place.access == PlaceAccess.FULL

    @property
    def said(self) -> str:
        """Return who said it and when: « déclaré le 3 novembre 2026 »."""
        verb = "noté par la commune le" if self.place.by_coordination else "déclaré le"
        return f"{verb} {full_date(self.place.declared_on)}"


def rows_of(
    places: Sequence[PublishedPlace],
    slots: Iterable[Slot],
    wanted: Wanted,
    first: int = 1,
    distances: dict[int, float] | None = None,
) -> list[Row]:
    """Return the rows of these places with their stretches of hours, numbered from `first`."""
    by_place: dict[int, list[Slot]] = {}
    for slot in slots:
        by_place.setdefault(slot.place_id, []).append(slot)
    away = distances or {}
    return [
        _row(place, by_place.get(place.pk, []), wanted, number, away.get(place.pk))
        for number, place in enumerate(places, first)
    ]


def _row(place: PublishedPlace, slots: list[Slot], wanted: Wanted, number: int, away: float | None) -> Row:
    sure = [slot for slot in slots if not _unknown_of(slot, wanted)]
    shown = sure or slots
    ages = {ages_words(slot.youngest_months, slot.oldest_months) for slot in shown}
    common = ages.pop() if len(ages) == 1 else ""
    return Row(
        place=place,
        address=address_of_place(place),
        number=number,
        when=tuple(when_of(shown, hours=wanted.asks_when)),
        ages=common or ages_words(place.youngest_months, place.oldest_months),
        price=price_of([slot.hourly for slot in shown]),
        to_check=tuple(_to_check(place, slots, sure, wanted)),
        away="" if away is None else f"à environ {max(1, round(away))} km",
    )


def address_of_place(place: PublishedPlace) -> str:
    """Return the address of a place's page, without asking the router: a list shows twenty."""
    return f"{search_address()}{place.pk}/{place.slug}/"


def _unknown_of(slot: Slot, wanted: Wanted) -> list[str]:
    """Return what is asked of a stretch of hours and not known."""
    unknown = []
    if wanted.age is not None and (slot.youngest_months is None or slot.oldest_months is None):
        unknown.append("les âges")
    if wanted.price is not None and slot.hourly is None:
        unknown.append("le prix")
    return unknown


def _to_check(place: PublishedPlace, slots: list[Slot], sure: list[Slot], wanted: Wanted) -> Iterable[str]:
    if wanted.asks_hours and not slots:
        yield "les horaires"
        if wanted.price is not None:
            yield "le prix"
        if wanted.age is not None and (place.youngest_months is None or place.oldest_months is None):
            yield "les âges"
    elif not sure:
        yield from dict.fromkeys(what for slot in slots for what in _unknown_of(slot, wanted))
    if wanted.accessible and place.access != PlaceAccess.FULL:
        yield "l’accès (en partie seulement)" if place.access == PlaceAccess.PARTLY else "l’accès"
    if wanted.in_school is not None and place.in_school is None:
        yield "si c’est dans une école"


def when_of(slots: Sequence[Slot], *, hours: bool) -> Iterable[str]:
    """Yield one line per period: with its days and hours, or its name alone."""
    by_period: dict[tuple[str, str], list[Slot]] = {}
    for slot in slots:
        by_period.setdefault((slot.kind, slot.label), []).append(slot)
    ordered = sorted(by_period.items(), key=lambda one: (_RANK.get(one[0][0], len(_RANK)), one[0][1]))
    if not hours:
        names = list(dict.fromkeys(CarePeriodKind(kind).words for (kind, _), _ in ordered))
        if names:
            yield ", ".join([names[0], *(name[:1].lower() + name[1:] for name in names[1:])])
        return
    for (kind, label), stretches in ordered:
        name = CarePeriodKind(kind).words
        told = f"{name} ({label})" if label else name
        told_hours = sorted((slot.weekday, slot.starts, slot.ends) for slot in stretches)
        hours_texts = [HoursText(weekday=day, starts=starts, ends=ends) for day, starts, ends in told_hours]
        yield f"{told}{NBSP}: {hours_words(hours_texts)}"


def price_of(prices: Iterable[Decimal | None]) -> str:
    """Return the lowest price of an hour as a parent reads it; "" when none is known."""
    known = sorted({price for price in prices if price is not None})
    if not known:
        return ""
    if not known[0]:
        return "gratuit" if len(known) == 1 else f"gratuit, ou environ {euros(known[1])} par heure"
    return f"{'à partir d’' if len(known) > 1 else ''}environ {euros(known[0])} par heure"
