"""What is done with the journeys from school and the closed days of a place."""

from collections.abc import Iterable
from typing import Any, cast

from django.http import Http404
from msgspec import to_builtins

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow
from preau.operators.describing import describing_place
from preau.operators.description import ClosureText, place_text
from preau.operators.models import CarePlace, ClosedDays, Transfer
from preau.operators.places.acts import plain
from preau.operators.places.closures import holiday_closures, joined

TRANSFER = ("school_name", "mode", "minutes", "supervised", "supervision", "inside_zone", "consent")


def add_transfer(actor: Actor, place_id: int, values: dict[str, Any]) -> Transfer:
    """Write a journey down; the same one sent twice is found, not made. Raises NotNow, Forbidden, Http404."""
    with describing_place(actor, place_id) as place:
        known = place.transfers.filter(**values).first()
        if known is not None:
            return known
        row = Transfer.objects.create(place=place, **values)
        record(actor, "operators.add_transfer", place, {"transfer": row.pk, "after": plain(values)})
    return row


def save_transfer(
    actor: Actor, place_id: int, version: int | None, transfer_id: int, values: dict[str, Any]
) -> Transfer:
    """Correct a journey. Raises Stale, NotNow, Forbidden, Http404."""
    with describing_place(actor, place_id, version) as place:
        row = _held(place.transfers, transfer_id)
        before = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        words = {"transfer": row.pk, "before": plain(before), "after": plain(values)}
        record(actor, "operators.save_transfer", place, words)
    return cast(Transfer, row)


def remove_transfer(actor: Actor, place_id: int, transfer_id: int) -> None:
    """Take a journey away. Http404 when it is gone already."""
    with describing_place(actor, place_id) as place:
        row = _held(place.transfers, transfer_id)
        before = {name: getattr(row, name) for name in TRANSFER}
        record(actor, "operators.remove_transfer", place, {"transfer": row.pk, "before": plain(before)})
        row.delete()


def save_closure(
    actor: Actor, place_id: int, version: int | None, closure_id: int | None, new: ClosureText
) -> tuple[ClosedDays, int]:
    """Write closed days down, or correct them; ranges they meet are made one. Return them, and how many those were."""
    with describing_place(actor, place_id, version) as place:
        rows = {row: _text(row) for row in place.closures.all()}
        own = None if closure_id is None else _held(place.closures, closure_id)
        if own is not None:
            del rows[own]
        whole, met = joined(new, rows.values())
        gone = [row for row, text in rows.items() if text in met]
        row = _write(place, own, whole)
        place.closures.filter(pk__in=[one.pk for one in gone]).delete()
        words = {"after": to_builtins(whole), "joined": [to_builtins(one) for one in met]}
        record(actor, "operators.save_closure", place, words)
    return row, len(gone)


def _write(place: CarePlace, own: ClosedDays | None, text: ClosureText) -> ClosedDays:
    row = own or ClosedDays(place=place)
    row.first_day, row.last_day, row.reason = text.first_day, text.last_day, text.reason
    row.save()
    return row


def remove_closure(actor: Actor, place_id: int, closure_id: int) -> None:
    """Take closed days away. Http404 when they are gone already."""
    with describing_place(actor, place_id) as place:
        row = _held(place.closures, closure_id)
        record(actor, "operators.remove_closure", place, {"before": to_builtins(_text(row))})
        row.delete()


def close_on_holidays(actor: Actor, place_id: int) -> int:
    """Close a place on the legal holidays to come this school year it would be open on; return how many.

    Raises NotNow for none.
    """
    with describing_place(actor, place_id) as place:
        found = holiday_closures(place_text(place), actor.today)
        if not found:
            raise NotNow("Ce lieu n’est ouvert aucun jour férié de cette année scolaire.")
        place.closures.bulk_create(ClosedDays(place=place, **_columns(one)) for one in found)
        record(actor, "operators.close_on_holidays", place, {"days": _days(found)})
    return len(found)


def _text(row: ClosedDays) -> ClosureText:
    return ClosureText(first_day=row.first_day, last_day=row.last_day, reason=row.reason)


def _columns(text: ClosureText) -> dict[str, Any]:
    return {name: getattr(text, name) for name in text.__struct_fields__}


def _days(closures: Iterable[ClosureText]) -> list[str]:
    return [one.first_day.isoformat() for one in closures]


def _held(rows: Any, key: int) -> Any:
    row = rows.filter(pk=key).first()
    if row is None:
        raise Http404("row")
    return row
