"""The pages of the staffing of a place: the whole table, and the form of one period."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.operators.access import EDITORS, PLACE_READERS, can_describe
from preau.operators.models import CarePeriod, CarePlace
from preau.operators.pages import FormPage, answer_form
from preau.operators.staffing import acts
from preau.operators.staffing.asking import Staffed, staffed
from preau.operators.staffing.forms import StaffingForm

LISTS = (
    "operator__recognitions",
    Prefetch("periods", CarePeriod.objects.prefetch_related("hours", "activities", "fees__activity")),
)


@dataclass(frozen=True)
class StaffedPeriod:
    """A period with what the law says of it."""

    row: CarePeriod
    staffed: Staffed


@require_safe
@who_may(PLACE_READERS)
def staffing(request: Request, place_id: int) -> HttpResponse:
    """Show who cares for whom in every period of a place, and what the law says of it."""
    place = _seen(request, place_id)
    periods = [StaffedPeriod(row, staffed(place, row, request.actor.today)) for row in place.periods.all()]
    unknown = [one.row.pk for one in periods if one.staffed.answer is None]
    context = {
        "place": place,
        "operator": place.operator,
        "periods": periods,
        "unknown": len(unknown),
        "first_unknown": unknown[0] if unknown else None,
        "faulty": sum(one.staffed.faulty for one in periods),
        "in_cle_supposed": place.operator.in_cle is None,
        "can_write": bool(can_describe(request.actor, place.operator)),
    }
    return render(request, "operators/staffing/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def staffing_period(request: Request, place_id: int, period_id: int) -> HttpResponse:
    """Say whom a period expects and who cares for them."""
    place = _seen(request, place_id)
    require(can_describe(request.actor, place.operator))
    period = get_object_or_404(place.periods, pk=period_id)
    told = {name: getattr(period, name) for name in StaffingForm.base_fields if name != "version"}
    form = StaffingForm(request.POST or None, initial={"version": place.version, **told})
    hub = reverse("operators:place", args=[place.pk])
    table = reverse("operators:staffing", args=[place.pk])
    page = FormPage(
        f"Encadrement : {period.words}",
        "Enregistrer l’encadrement",
        back=table,
        back_words="Retour à l’encadrement",
        lede="Un jour ordinaire. Ce que vous ne savez pas encore peut rester vide.",
        crumbs=((hub, place.name), (table, "Encadrement")),
    )

    def act(cleaned: dict[str, Any]) -> str:
        acts.save_staffing(request.actor, place.pk, period.pk, form.values(), version=cleaned["version"])
        return f"{table}#periode-{period.pk}"

    return answer_form(request, form, page, act, "Encadrement enregistré.")


def _seen(request: Request, place_id: int) -> CarePlace:
    """Return a place the actor may see, with its lists; Http404 for another's."""
    rows = CarePlace.objects.visible_to(request.actor).select_related("operator__body__organisation")
    return get_object_or_404(rows.prefetch_related(*LISTS), pk=place_id)
