"""The pages of a place: write it down, its task list, one page per group of questions."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.operators.access import EDITORS, can_describe
from preau.operators.description import place_text
from preau.operators.models import CareOperator, CarePlace
from preau.operators.offer.drawing import weeks_of
from preau.operators.places import acts
from preau.operators.places.common import READERS, address_of, crumbs_of, editable, seen_place, whole_place
from preau.operators.places.forms import (
    AddressForm,
    ChildrenForm,
    NewPlaceForm,
    PremisesForm,
    columns_of,
    values_of,
)
from preau.operators.places.hub import lines_of
from preau.operators.places.reading import ages_words

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@who_may(EDITORS)
def place_new(request: Request, operator_id: int) -> HttpResponse:
    """Write a place of an operator down."""
    rows = CareOperator.objects.described_by(request.actor).select_related("body__organisation")
    operator = get_object_or_404(rows, pk=operator_id)
    require(can_describe(request.actor, operator))
    hub = reverse("operators:operator", args=[operator.pk])
    page = FormPage(
        title="Ajouter un lieu",
        submit="Ajouter le lieu",
        back=hub,
        back_words="Revenir à l’opérateur",
        lede="Un nom et une commune suffisent pour commencer.",
        crumbs=((hub, operator.name),),
    )
    form = NewPlaceForm(request.POST or None, actor=request.actor)

    def add(values: dict[str, Any]) -> str:
        return address_of(acts.add_place(request.actor, operator.pk, columns_of(values)))

    return answer_form(request, form, page, add, "Lieu ajouté. Décrivez-le ici.")


@require_safe
@who_may(READERS)
def place(request: Request, place_id: int) -> HttpResponse:
    """Show a place as a list of what is told and what is missing."""
    row = whole_place(request.actor, place_id)
    text = place_text(row)
    may = can_describe(request.actor, row.operator)
    context = {
        "place": row,
        "operator": row.operator,
        "lines": lines_of(row, text, request.actor.today),
        "may_describe": may,
        "weeks": weeks_of(text),
        "ages": ages_words(row.youngest_months, row.oldest_months),
        "closed": row.closed_on is not None and row.closed_on < request.actor.today,
    }
    return render(request, "operators/places/place.html", context)


def _group(request: Request, row: CarePlace, form: forms.Form, title: str, lede: str = "") -> HttpResponse:
    """Answer the page of one group of questions."""
    page = FormPage(
        title=title,
        submit="Enregistrer",
        back=address_of(row),
        back_words="Revenir au lieu",
        lede=lede,
        crumbs=crumbs_of(row),
    )

    def save(values: dict[str, Any]) -> str:
        return address_of(acts.save_place(request.actor, row.pk, values["version"], columns_of(values)))

    return answer_form(request, form, page, save, "Enregistré.")


@require_http_methods(FORM)
@who_may(EDITORS)
def place_address(request: Request, place_id: int) -> HttpResponse:
    """Say where a place is."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    form = AddressForm(request.POST or None, initial=values_of(row), actor=request.actor)
    return _group(request, row, form, "Adresse", "La commune décide à quelle zone ce lieu est déclaré.")


@require_http_methods(FORM)
@who_may(EDITORS)
def place_premises(request: Request, place_id: int) -> HttpResponse:
    """Say what a place is like."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    return _group(request, row, PremisesForm(request.POST or None, initial=values_of(row)), "Locaux et accès")


@require_http_methods(FORM)
@who_may(EDITORS)
def place_children(request: Request, place_id: int) -> HttpResponse:
    """Say for which children a place is."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    lede = "Une période peut avoir ses propres âges et son nombre de places."
    return _group(request, row, ChildrenForm(request.POST or None, initial=values_of(row)), "Enfants accueillis", lede)
