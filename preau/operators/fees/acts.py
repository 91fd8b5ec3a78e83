"""What is done with the fees and reductions of a place: lock, may, write, journal."""

from collections.abc import Sequence
from typing import Any

from django.forms.models import model_to_dict
from django.http import Http404

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal import api as journal
from preau.foundation.ui.versions import NotNow, Stale
from preau.law.words import counted
from preau.operators.describing import describing_place
from preau.operators.models import CarePeriod, CarePlace, Fee, FeeReduction

GONE = "Cette période n’est plus dans la description du lieu."


def save_fee(
    actor: Actor,
    place_id: int,
    period_id: int,
    values: dict[str, Any],
    *,
    version: int | None = None,
    fee_id: int | None = None,
) -> Fee:
    """Write a fee of a period, a new one without `fee_id`; sent twice, the new one is written once.

    Raises NotNow when the period is gone, Http404 when the fee is, Stale when somebody wrote since `version`.
    """
    try:
        with describing_place(actor, place_id, version) as place:
            period = _period(place, period_id)
            fee = _fee(place, fee_id) if fee_id else Fee(period=period)
            before = _plain(fee) if fee_id else {}
            for name, value in values.items():
                setattr(fee, name, value)
            fee.save()
            journal.record(actor, "operators.save_fee", place, {"before": before, "after": _plain(fee)})
    except Stale:
        same = Fee.objects.filter(period__place=place_id, period=period_id, **values).first()
        if fee_id is None and same is not None:
            return same
        raise
    return fee


def remove_fee(actor: Actor, place_id: int, fee_id: int) -> None:
    """Take a fee away. Http404 when it is gone already."""
    with describing_place(actor, place_id) as place:
        fee = _fee(place, fee_id)
        journal.record(actor, "operators.remove_fee", place, {"before": _plain(fee)})
        fee.delete()


def copy_fees(actor: Actor, place_id: int, period_id: int, to: Sequence[int], *, version: int | None = None) -> int:
    """Ask the fees of one period for others too, in place of theirs; return how many fees were written.

    The fees of activities stay where they are: the other periods have activities of their own. Raises NotNow when
    a period is gone or has nothing to copy.
    """
    with describing_place(actor, place_id, version) as place:
        source = _period(place, period_id)
        fees = list(source.fees.filter(activity__isnull=True))
        targets = list(place.periods.filter(pk__in=to).exclude(pk=period_id))
        if not fees or not targets:
            raise NotNow("Il n’y a rien à copier : donnez d’abord le tarif de toute la période.")
        before = Fee.objects.filter(period__in=targets, activity__isnull=True)
        payload = {
            "from": source.words,
            "to": [one.words for one in targets],
            "before": [_plain(one) for one in before],
        }
        before.delete()
        rows = [
            Fee(period=target, **{name: getattr(fee, name) for name in COPIED}) for target in targets for fee in fees
        ]
        Fee.objects.bulk_create(rows)
        journal.record(actor, "operators.copy_fees", place, payload)
    return len(rows)


def save_reduction(
    actor: Actor,
    place_id: int,
    values: dict[str, Any],
    *,
    version: int | None = None,
    reduction_id: int | None = None,
) -> FeeReduction:
    """Write a reduction of a place, a new one without `reduction_id`; sent twice, the new one is written once."""
    try:
        with describing_place(actor, place_id, version) as place:
            row = _reduction(place, reduction_id) if reduction_id else FeeReduction(place=place)
            before = _plain(row) if reduction_id else {}
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            journal.record(actor, "operators.save_reduction", place, {"before": before, "after": _plain(row)})
    except Stale:
        same = FeeReduction.objects.filter(place=place_id, **values).first()
        if reduction_id is None and same is not None:
            return same
        raise
    return row


def remove_reduction(actor: Actor, place_id: int, reduction_id: int) -> None:
    """Take a reduction away. Http404 when it is gone already."""
    with describing_place(actor, place_id) as place:
        row = _reduction(place, reduction_id)
        journal.record(actor, "operators.remove_reduction", place, {"before": _plain(row)})
        row.delete()


COPIED = ("unit", "amount", "elsewhere", "includes", "derogation", "derogation_on")


def copied_words(count: int) -> str:
    """Return what was copied, for the message."""
    return f"{counted(count, 'tarif copié', 'tarifs copiés')}."


def _period(place: CarePlace, period_id: int) -> CarePeriod:
    period = place.periods.filter(pk=period_id).first()
    if period is None:
        raise NotNow(GONE)
    return period


def _fee(place: CarePlace, fee_id: int) -> Fee:
    fee = Fee.objects.filter(period__place=place, pk=fee_id).first()
    if fee is None:
        raise Http404("fee")
    return fee


def _reduction(place: CarePlace, reduction_id: int) -> FeeReduction:
    row = place.reductions.filter(pk=reduction_id).first()
    if row is None:
        raise Http404("reduction")
    return row


def _plain(row: Fee | FeeReduction) -> dict[str, Any]:
    """Return the columns as the journal keeps them."""
    return {name: None if value is None else str(value) for name, value in model_to_dict(row).items() if name != "id"}
