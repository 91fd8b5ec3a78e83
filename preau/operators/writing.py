"""The other way: a place that comes in as text (a workbook, another software, a copy) becomes rows.

Called inside the act that received it, which locks, checks and journals.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from msgspec import Struct

from preau.foundation.territory.api import municipality_by_nis
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


def write_place(
    operator: CareOperator, text: PlaceText, now: datetime, place: CarePlace | None = None, received_from: str = ""
) -> CarePlace:
    """Write a place and all it holds, over `place` when given; return it. Raises LookupError for an unknown commune."""
    municipality = municipality_by_nis(text.nis)
    if municipality is None:
        raise LookupError(text.nis)
    row = place or CarePlace(operator=operator, version=0)
    for name in text.__struct_fields__:
        if name not in _OWN:
            setattr(row, name, getattr(text, name))
    row.municipality = municipality
    if received_from:
        row.received_from, row.received_at = received_from, now
    row.version, row.updated_at = row.version + 1, now
    row.save()
    _write_lists(row, text)
    return row


def _write_lists(place: CarePlace, text: PlaceText) -> None:
    place.transfers.all().delete()
    place.closures.all().delete()
    place.reductions.all().delete()
    Transfer.objects.bulk_create(Transfer(place=place, **_plain(one)) for one in text.transfers)
    ClosedDays.objects.bulk_create(ClosedDays(place=place, **_plain(one)) for one in text.closures)
    FeeReduction.objects.bulk_create(FeeReduction(place=place, **_plain(one)) for one in text.reductions)
    write_periods(place, text.periods)


def write_periods(place: CarePlace, texts: tuple[PeriodText, ...]) -> None:
    """Replace the periods of a place by these, in this order."""
    place.periods.all().delete()
    rows = CarePeriod.objects.bulk_create(
        CarePeriod(place=place, position=rank, holidays=list(one.holidays), **_plain(one, _LISTS))
        for rank, one in enumerate(texts)
    )
    pairs = list(zip(rows, texts, strict=True))
    OpeningHours.objects.bulk_create(
        OpeningHours(period=row, **_plain(one)) for row, text in pairs for one in text.hours
    )
    made = CareActivity.objects.bulk_create(
        CareActivity(period=row, **_plain(one)) for row, text in pairs for one in text.activities
    )
    by_title = {(one.period_id, one.title): one for one in made}
    Fee.objects.bulk_create(
        Fee(period=row, activity=by_title.get((row.pk, one.activity)), **_plain(one, {"activity"}))
        for row, text in pairs
        for one in text.fees
    )


def _plain(text: Struct, but: Collection[str] = ()) -> dict[str, Any]:
    return {name: getattr(text, name) for name in text.__struct_fields__ if name not in but}
