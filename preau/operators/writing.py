"""The other way: places that come in as text (a workbook, another software, a copy) become rows.

Called inside the act that received them, which locks, checks and journals. Many places cost the same few queries.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from preau.foundation.territory.models import Municipality
from preau.operators.description import PeriodText, PlaceText
from preau.operators.models import (
    CareActivity,
    CareOperator,
    CarePeriod,
    CarePlace,
    ClosedDays,
    Fee,
    FeeReduction,
    OpeningHours,
    Transfer,
)

_OWN = frozenset({"key", "nis", "periods", "transfers", "closures", "reductions"})
_LISTS = frozenset({"hours", "activities", "fees", "holidays"})
_CHUNK = 500  # rows sent to the database at a time


def write_places(
    texts: Sequence[tuple[CareOperator, PlaceText]], now: datetime, received_from: str = ""
) -> list[CarePlace]:
    """Create these places and all they hold; return them in this order. Raises LookupError for an unknown commune."""
    communes = _communes(text for _, text in texts)
    rows = [_filled(CarePlace(operator=operator), text, communes, now, received_from) for operator, text in texts]
    CarePlace.objects.bulk_create(rows, _CHUNK)
    _write_lists([(row, text) for row, (_, text) in zip(rows, texts, strict=True)])
    return rows


def write_place(
    operator: CareOperator, text: PlaceText, now: datetime, place: CarePlace | None = None, received_from: str = ""
) -> CarePlace:
    """Write one place and all it holds, over `place` when given; return it. Raises as `write_places` does."""
    if place is None:
        return write_places([(operator, text)], now, received_from)[0]
    _filled(place, text, _communes([text]), now, received_from)
    place.version += 1
    place.save()
    for held in (place.transfers, place.closures, place.reductions, place.periods):
        held.all().delete()
    _write_lists([(place, text)])
    return place


def write_periods(place: CarePlace, texts: Iterable[PeriodText]) -> None:
    """Replace the periods of a place by these, in this order."""
    place.periods.all().delete()
    _write_periods([(place, rank, text) for rank, text in enumerate(texts)])


def add_periods(place: CarePlace, texts: Iterable[PeriodText]) -> list[CarePeriod]:
    """Write these periods after those the place has; return them."""
    first = place.periods.count()
    return _write_periods([(place, first + rank, text) for rank, text in enumerate(texts)])


def _communes(texts: Iterable[PlaceText]) -> dict[str, Municipality]:
    asked = {text.nis for text in texts}
    found = {row.nis: row for row in Municipality.objects.filter(nis__in=asked)}
    if asked - set(found):
        raise LookupError(sorted(asked - set(found))[0])
    return found


def _filled(
    row: CarePlace, text: PlaceText, communes: dict[str, Municipality], now: datetime, received_from: str
) -> CarePlace:
    for name, value in _plain(text, _OWN).items():
        setattr(row, name, value)
    row.municipality = communes[text.nis]
    if received_from:
        row.received_from, row.received_at = received_from, now
    row.updated_at = now
    return row


def _write_lists(pairs: Sequence[tuple[CarePlace, PlaceText]]) -> None:
    Transfer.objects.bulk_create(
        (Transfer(place=row, **_plain(one)) for row, text in pairs for one in text.transfers), _CHUNK
    )
    ClosedDays.objects.bulk_create(
        (ClosedDays(place=row, **_plain(one)) for row, text in pairs for one in text.closures), _CHUNK
    )
    FeeReduction.objects.bulk_create(
        (FeeReduction(place=row, **_plain(one)) for row, text in pairs for one in text.reductions), _CHUNK
    )
    _write_periods([(row, rank, one) for row, text in pairs for rank, one in enumerate(text.periods)])


def _write_periods(texts: Sequence[tuple[CarePlace, int, PeriodText]]) -> list[CarePeriod]:
    rows = CarePeriod.objects.bulk_create(
        (
            CarePeriod(place=place, position=rank, holidays=list(one.holidays), **_plain(one, _LISTS))
            for place, rank, one in texts
        ),
        _CHUNK,
    )
    pairs = [(row, text) for row, (_, _, text) in zip(rows, texts, strict=True)]
    OpeningHours.objects.bulk_create(
        (OpeningHours(period=row, **_plain(one)) for row, text in pairs for one in text.hours), _CHUNK
    )
    made = CareActivity.objects.bulk_create(
        (CareActivity(period=row, **_plain(one)) for row, text in pairs for one in text.activities), _CHUNK
    )
    by_title = {(one.period_id, one.title): one for one in made}
    Fee.objects.bulk_create(
        (
            Fee(period=row, activity=by_title.get((row.pk, one.activity)), **_plain(one, {"activity"}))
            for row, text in pairs
            for one in text.fees
        ),
        _CHUNK,
    )
    return rows


def _plain(text: Struct, but: Collection[str] = ()) -> dict[str, Any]:
    return {name: getattr(text, name) for name in text.__struct_fields__ if name not in but}
