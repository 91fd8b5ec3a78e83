"""What is done with the periods of a place: added, corrected, copied, taken away."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import Http404
from msgspec import to_builtins
from msgspec.structs import replace

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow
from preau.law.care_offer import WEEKDAYS_OF, CarePeriodKind
from preau.operators.describing import describing_place
from preau.operators.description import ActivityText, PeriodText, period_text
from preau.operators.models import CareActivity, CarePeriod, CarePlace, OpeningHours
from preau.operators.offer.checking import blocking, check_period
from preau.operators.offer.forms import OWN
from preau.operators.writing import add_periods

Activities = Sequence[tuple[int | None, ActivityText]]


def add_period(actor: Actor, place_id: int, text: PeriodText) -> CarePeriod:
    """Add a period; the same one sent twice is found, not made. Raises NotNow with what blocks, Forbidden, Http404."""
    with describing_place(actor, place_id) as place:
        held = _held(place)
        for row, known in held.items():
            if known == text:
                return row
        return _add(actor, place, text, list(held.values()))


def _add(actor: Actor, place: CarePlace, text: PeriodText, others: list[PeriodText]) -> CarePeriod:
    _check(text, others)
    (row,) = add_periods(place, [text])
    record(actor, "operators.add_period", place, {"period": row.pk, "after": to_builtins(text)})
    return row


def _held(place: CarePlace) -> dict[CarePeriod, PeriodText]:
    rows = place.periods.prefetch_related("hours", "activities", "fees__activity")
    return {row: period_text(row) for row in rows}


def _check(text: PeriodText, others: list[PeriodText]) -> None:
    found = blocking(check_period(text, others))
    if found:
        raise NotNow(found[0].sentence)


def save_period(
    actor: Actor, place_id: int, version: int | None, period_id: int, text: PeriodText, activities: Activities
) -> CarePeriod:
    """Correct a period: its days, hours, children and activities. Fees and staffing are left as they are.

    Raises Stale, NotNow with what blocks, Forbidden, Http404.
    """
    with describing_place(actor, place_id, version) as place:
        held = _held(place)
        row = next((one for one in held if one.pk == period_id), None)
        if row is None:
            raise Http404("period")
        _check(text, [one for other, one in held.items() if other != row])
        before = to_builtins(held[row])
        for name in OWN:
            if name not in {"hours", "holidays"}:
                setattr(row, name, getattr(text, name))
        row.holidays = list(text.holidays)
        row.save()
        row.hours.all().delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(period=row, weekday=one.weekday, starts=one.starts, ends=one.ends) for one in text.hours
        )
        _write_activities(row, activities)
        after = to_builtins(_held(place)[row])
        record(actor, "operators.save_period", place, {"period": row.pk, "before": before, "after": after})
    return row


def _write_activities(period: CarePeriod, activities: Activities) -> None:
    """Write the activities told; those no longer told go away, unless a fee hangs on them."""
    known = {one.pk: one for one in period.activities.all()}
    kept: set[int] = set()
    for key, text in activities:
        row = known.get(key or 0) if key not in kept else None
        row = row or CareActivity(period=period)
        row.title, row.subject, row.is_new = text.title, text.subject, text.is_new
        row.save()
        kept.add(row.pk)
    for row in known.values():
        if row.pk in kept:
            continue
        if row.fees.exists():
            raise NotNow(f"Un tarif est demandé pour « {row.title} » : retirez d’abord ce tarif.")
        row.delete()


def copy_period(actor: Actor, place_id: int, period_id: int, to_place_id: int, changes: dict[str, Any]) -> CarePeriod:
    """Copy a period into a place of the same operator, this one or another; the same copy twice is found, not made.

    `changes`: `kind`, `label`, `with_fees`. The weekdays on which the new kind does not fall are left out. Raises
    NotNow with what blocks, Forbidden, Http404.
    """
    with transaction.atomic():
        seen = CarePlace.objects.visible_to(actor).filter(pk=place_id).first()
        with describing_place(actor, to_place_id) as place:
            if seen is None or seen.operator_id != place.operator_id:
                raise Http404("place")
            source = next((one for row, one in _held(seen).items() if row.pk == period_id), None)
            if source is None:
                raise Http404("period")
            text = as_kind(source, CarePeriodKind(changes["kind"]), changes["label"])
            text = text if changes["with_fees"] else replace(text, fees=())
            held = _held(place)
            for row, known in held.items():
                if known == text and row.pk != period_id:
                    return row
            return _add(actor, place, text, list(held.values()))


def as_kind(period: PeriodText, kind: CarePeriodKind, label: str) -> PeriodText:
    """Return a period as one of another kind: on the weekdays it can fall on, in no break it does not know."""
    hours = tuple(one for one in period.hours if one.weekday in WEEKDAYS_OF[kind])
    holidays = period.holidays if kind == period.kind else ()
    return replace(period, kind=kind.value, label=label, hours=hours, holidays=holidays)


def remove_period(actor: Actor, place_id: int, period_id: int) -> None:
    """Take a period away, with its hours, activities and fees. Http404 when it is gone already."""
    with describing_place(actor, place_id) as place:
        row = place.periods.prefetch_related("hours", "activities", "fees__activity").filter(pk=period_id).first()
        if row is None:
            raise Http404("period")
        record(actor, "operators.remove_period", place, {"period": row.pk, "before": to_builtins(period_text(row))})
        row.delete()
