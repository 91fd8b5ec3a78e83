"""The pages of the fees of a place: what is asked, what an hour costs, what the law says; who pays less."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.messages import done
from preau.operators.access import EDITORS, PLACE_READERS, can_describe
from preau.operators.fees import acts
from preau.operators.fees.forms import FeeForm, PeriodChoices, ReductionForm
from preau.operators.fees.reading import fees_of, reduction_words
from preau.operators.models import CarePeriod, CarePlace, Fee, FeeReduction
from preau.operators.places.common import crumbs_of, editable, seen_place, whole_place

FEE_COLUMNS = ("unit", "amount", "elsewhere", "includes", "derogation", "derogation_on")


@require_safe
@who_may(PLACE_READERS)
def fees(request: Request, place_id: int) -> HttpResponse:
    """Show the fees of a place, each judged today, and its reductions."""
    place = whole_place(request.actor, place_id)
    periods = fees_of(place, request.actor.today)
    unpriced = [period.row.pk for period in periods if not period.lines]
    context = {
        "place": place,
        "operator": place.operator,
        "periods": periods,
        "unpriced": len(unpriced),
        "first_unpriced": unpriced[0] if unpriced else None,
        "faulty": sum(line.check.faulty for period in periods for line in period.lines),
        "reductions": reduction_words(place.reductions.all()),
        "can_write": bool(can_describe(request.actor, place.operator)),
    }
    return render(request, "operators/fees/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def fee_new(request: Request, place_id: int, period_id: int) -> HttpResponse:
    """Ask something for a period, or for one of its activities."""
    place = _described(request.actor, place_id)
    period = get_object_or_404(place.periods, pk=period_id)
    return _answer_fee(request, place, period, None)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def fee(request: Request, place_id: int, fee_id: int) -> HttpResponse:
    """Change what is asked."""
    place = _described(request.actor, place_id)
    row = get_object_or_404(Fee.objects.select_related("period"), period__place=place, pk=fee_id)
    return _answer_fee(request, place, row.period, row)


def _answer_fee(request: Request, place: CarePlace, period: CarePeriod, row: Fee | None) -> HttpResponse:
    form = FeeForm(
        request.POST or None, activities=period.activities.all(), initial={"version": place.version, **_told(row)}
    )
    page = _page(place, f"Tarif : {period.words}", "Enregistrer ce tarif" if row else "Ajouter ce tarif")

    def act(cleaned: dict[str, Any]) -> str:
        acts.save_fee(
            request.actor,
            place.pk,
            period.pk,
            form.values(),
            version=cleaned["version"],
            fee_id=row.pk if row else None,
        )
        return f"{_address(place)}#periode-{period.pk}"

    return answer_form(request, form, page, act, "Tarif enregistré.")


def _told(row: Fee | None) -> dict[str, Any]:
    if row is None:
        return {}
    same = None if row.elsewhere is None else row.elsewhere == row.amount
    told = {name: getattr(row, name) for name in FEE_COLUMNS} | {"activity": row.activity_id or "", "same": same}
    return told | ({"elsewhere": None} if same else {}) | ({"amount": None} if row.unit == "free" else {})


@require_POST
@who_may(EDITORS)
def fee_remove(request: Request, place_id: int, fee_id: int) -> HttpResponse:
    """Take a fee away."""
    acts.remove_fee(request.actor, place_id, fee_id)
    done(request, "Tarif retiré.")
    return redirect("operators:fees", place_id)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def fees_copy(request: Request, place_id: int, period_id: int) -> HttpResponse:
    """Ask the same for other periods."""
    place = _described(request.actor, place_id)
    period = get_object_or_404(place.periods, pk=period_id)
    others = [one for one in place.periods.all() if one.pk != period.pk]
    form = PeriodChoices(request.POST or None, periods=others, initial={"version": place.version})
    lede = "Le tarif de toute la période remplace celui des périodes cochées. Les tarifs des activités ne bougent pas."
    page = _page(place, f"Copier les tarifs : {period.words}", "Copier les tarifs", lede)

    def act(cleaned: dict[str, Any]) -> str:
        to = [int(one) for one in cleaned["periods"]]
        acts.copy_fees(request.actor, place.pk, period.pk, to, version=cleaned["version"])
        return _address(place)

    return answer_form(request, form, page, act, "Tarifs copiés.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def reduction_new(request: Request, place_id: int) -> HttpResponse:
    """Say who pays less."""
    return _answer_reduction(request, _described(request.actor, place_id), None)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def reduction(request: Request, place_id: int, reduction_id: int) -> HttpResponse:
    """Change a reduction."""
    place = _described(request.actor, place_id)
    return _answer_reduction(request, place, get_object_or_404(place.reductions, pk=reduction_id))


def _answer_reduction(request: Request, place: CarePlace, row: FeeReduction | None) -> HttpResponse:
    told = {name: getattr(row, name) for name in ("ground", "words", "percent", "amount")} if row else {}
    form = ReductionForm(request.POST or None, initial={"version": place.version, **told})
    page = _page(place, "Réduction", "Enregistrer cette réduction" if row else "Ajouter cette réduction")

    def act(cleaned: dict[str, Any]) -> str:
        acts.save_reduction(
            request.actor,
            place.pk,
            form.values(),
            version=cleaned["version"],
            reduction_id=row.pk if row else None,
        )
        return f"{_address(place)}#reductions"

    return answer_form(request, form, page, act, "Réduction enregistrée.")


@require_POST
@who_may(EDITORS)
def reduction_remove(request: Request, place_id: int, reduction_id: int) -> HttpResponse:
    """Take a reduction away."""
    acts.remove_reduction(request.actor, place_id, reduction_id)
    done(request, "Réduction retirée.")
    return redirect("operators:fees", place_id)


def _described(actor: Actor, place_id: int) -> CarePlace:
    return editable(actor, seen_place(actor, place_id))


def _address(place: CarePlace) -> str:
    return reverse("operators:fees", args=[place.pk])


def _page(place: CarePlace, title: str, submit: str, lede: str = "") -> FormPage:
    return FormPage(
        title,
        submit,
        back=_address(place),
        back_words="Retour aux tarifs",
        lede=lede,
        crumbs=(*crumbs_of(place), (_address(place), "Tarifs")),
    )
