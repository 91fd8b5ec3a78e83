"""The pages of the staffing of a place: the whole table, and the form of one period."""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.operators.access import EDITORS, PLACE_READERS, can_describe
from preau.operators.models import CarePeriod, CarePlace
from preau.operators.places.common import crumbs_of, editable, seen_place, whole_place
from preau.operators.staffing import acts
from preau.operators.staffing.asking import Staffed, staffed
from preau.operators.staffing.forms import StaffingForm


@dataclass(frozen=True)
class StaffedPeriod:
    """A period with what the law says of it."""

    row: CarePeriod
    staffed: Staffed


@require_safe
@who_may(PLACE_READERS)
def staffing(request: Request, place_id: int) -> HttpResponse:
    """Show who cares for whom in every period of a place, and what the law says of it."""
    place = _whole(request, place_id)
    periods = [StaffedPeriod(row, staffed(place, row, request.actor.today)) for row in place.periods.all()]
    unknown = [one for one in periods if one.staffed.unsure]
    uncounted = [one.row.pk for one in unknown if not one.staffed.about_operator]
    context = {
        "place": place,
        "operator": place.operator,
        "periods": periods,
        "unknown": len(unknown),
        "first_uncounted": uncounted[0] if uncounted else None,
        "about_operator": any(one.staffed.about_operator for one in unknown),
        "faulty": sum(one.staffed.faulty for one in periods),
        "in_cle_supposed": place.operator.in_cle is None,
        "can_write": bool(can_describe(request.actor, place.operator)),
    }
    return render(request, "operators/staffing/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def staffing_period(request: Request, place_id: int, period_id: int) -> HttpResponse:
    """Say whom a period expects and who cares for them."""
    place = editable(request.actor, seen_place(request.actor, place_id))
    period = get_object_or_404(place.periods, pk=period_id)
    told = {name: getattr(period, name) for name in StaffingForm.base_fields if name != "version"}
    form = StaffingForm(request.POST or None, initial={"version": place.version, **told})
    table = reverse("operators:staffing", args=[place.pk])
    page = FormPage(
        f"Encadrement : {period.words}",
        "Enregistrer l’encadrement",
        back=table,
        back_words="Retour à l’encadrement",
        lede="Un jour ordinaire. Ce que vous ne savez pas encore peut rester vide.",
        crumbs=(*crumbs_of(place), (table, "Encadrement")),
    )

    def act(cleaned: dict[str, Any]) -> str:
        acts.save_staffing(request.actor, place.pk, period.pk, form.values(), version=cleaned["version"])
        return f"{table}#periode-{period.pk}"

    return answer_form(request, form, page, act, "Encadrement enregistré.")


def _whole(request: Request, place_id: int) -> CarePlace:
    """Return a place the actor reads, with what the law asks of it and of its operator; Http404 for another's."""
    place = whole_place(request.actor, place_id)
    prefetch_related_objects([place], "operator__recognitions")
    return place
