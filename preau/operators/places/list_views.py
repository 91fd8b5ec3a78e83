"""The pages of the journeys from school and of the closed days of a place."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.messages import done
from preau.foundation.ui.typography import plural
from preau.law.annual_plan import SchoolYear
from preau.operators.access import EDITORS, can_describe
from preau.operators.description import ClosureText, place_text
from preau.operators.models import CarePlace, ClosedDays
from preau.operators.places import list_acts as acts
from preau.operators.places.closures import open_holidays, present_school_year, remarks_on
from preau.operators.places.common import READERS, crumbs_of, editable, seen_place, tells, whole_place
from preau.operators.places.forms import ClosureForm, TransferForm
from preau.operators.places.travel import judged
from preau.operators.places.views import FORM

TRANSFERS, CLOSURES = "operators:transfers", "operators:closures"


def _form_page(row: CarePlace, route: str, words: str, title: str, submit: str) -> FormPage:
    """Return the words of a page with one form that hangs under a list of the place."""
    back = reverse(route, args=[row.pk])
    return FormPage(title, submit, back, f"Revenir aux {words.lower()}", crumbs=(*crumbs_of(row), (back, words)))


@require_safe
@who_may(READERS)
def transfers(request: Request, place_id: int) -> HttpResponse:
    """List the journeys from school, each with what the law says of it."""
    row = whole_place(request.actor, place_id)
    context = {
        "place": row,
        "journeys": [
            (one, judged(text, request.actor.today))
            for one, text in zip(row.transfers.all(), place_text(row).transfers, strict=True)
        ],
        "may_describe": can_describe(request.actor, row.operator),
    }
    return render(request, "operators/places/transfers.html", context)


@require_http_methods(FORM)
@who_may(EDITORS)
def transfer_new(request: Request, place_id: int) -> HttpResponse:
    """Write a journey down."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    page = _form_page(row, TRANSFERS, "Déplacements", "Ajouter un déplacement", "Ajouter le déplacement")

    def add(values: dict[str, Any]) -> str:
        acts.add_transfer(request.actor, row.pk, _without_version(values))
        return page.back

    return answer_form(request, TransferForm(request.POST or None), page, add, "Déplacement ajouté.")


@require_http_methods(FORM)
@who_may(EDITORS)
def transfer(request: Request, place_id: int, transfer_id: int) -> HttpResponse:
    """Correct a journey."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    held = row.transfers.filter(pk=transfer_id).first()
    if held is None:
        raise Http404("transfer")
    page = _form_page(row, TRANSFERS, "Déplacements", f"Déplacement, {held.school_name}", "Enregistrer")
    initial = {name: getattr(held, name) for name in acts.TRANSFER} | {"version": row.version}

    def save(values: dict[str, Any]) -> str:
        acts.save_transfer(request.actor, row.pk, values["version"], held.pk, _without_version(values))
        return page.back

    return answer_form(request, TransferForm(request.POST or None, initial=initial), page, save, "Enregistré.")


def _without_version(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "version"}


@require_POST
@who_may(EDITORS)
@tells(TRANSFERS)
def transfer_remove(request: Request, place_id: int, transfer_id: int) -> HttpResponse:
    """Take a journey away."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    acts.remove_transfer(request.actor, row.pk, transfer_id)
    done(request, "Déplacement retiré.")
    return redirect(TRANSFERS, row.pk)


@dataclass(frozen=True)
class ShownClosure:
    """Closed days with what is worth knowing of them."""

    row: ClosedDays
    remarks: list[str]


@require_safe
@who_may(READERS)
def closures(request: Request, place_id: int) -> HttpResponse:
    """List the closed days, those to come first, and the legal holidays the place would be open on."""
    row = whole_place(request.actor, place_id)
    text, today = place_text(row), request.actor.today
    rows = zip(row.closures.all(), text.closures, strict=True)
    shown = [ShownClosure(one, remarks_on(said, text)) for one, said in rows]
    context = {
        "place": row,
        "ahead": [one for one in shown if one.row.last_day >= today],
        "past": [one for one in reversed(shown) if one.row.last_day < today],
        "holidays": open_holidays(text, today),
        "year": SchoolYear(present_school_year(today)),
        "may_describe": can_describe(request.actor, row.operator),
    }
    return render(request, "operators/places/closures.html", context)


@require_http_methods(FORM)
@who_may(EDITORS)
def closure_new(request: Request, place_id: int) -> HttpResponse:
    """Write closed days down."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    page = _form_page(row, CLOSURES, "Fermetures", "Ajouter une fermeture", "Ajouter la fermeture")
    return _answer_closure(request, row, ClosureForm(request.POST or None, actor=request.actor), page, None)


@require_http_methods(FORM)
@who_may(EDITORS)
def closure(request: Request, place_id: int, closure_id: int) -> HttpResponse:
    """Correct closed days."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    held = row.closures.filter(pk=closure_id).first()
    if held is None:
        raise Http404("closure")
    initial = {"first_day": held.first_day, "last_day": held.last_day, "reason": held.reason, "version": row.version}
    page = _form_page(row, CLOSURES, "Fermetures", "Jours de fermeture", "Enregistrer")
    form = ClosureForm(request.POST or None, initial=initial, actor=request.actor)
    return _answer_closure(request, row, form, page, held.pk)


def _answer_closure(
    request: Request, row: CarePlace, form: forms.Form, page: FormPage, closure_id: int | None
) -> HttpResponse:
    def save(values: dict[str, Any]) -> str:
        new = ClosureText(**_without_version(values))
        version = None if closure_id is None else values["version"]
        _, met = acts.save_closure(request.actor, row.pk, version, closure_id, new)
        if met:
            done(request, f"Ces jours en touchaient d’autres : {plural(met + 1, 'fermeture')} n’en font plus qu’une.")
        return page.back

    return answer_form(request, form, page, save, "Fermeture enregistrée.")


@require_POST
@who_may(EDITORS)
@tells(CLOSURES)
def closure_remove(request: Request, place_id: int, closure_id: int) -> HttpResponse:
    """Take closed days away."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    acts.remove_closure(request.actor, row.pk, closure_id)
    done(request, "Fermeture retirée.")
    return redirect(CLOSURES, row.pk)


@require_POST
@who_may(EDITORS)
@tells(CLOSURES)
def closures_on_holidays(request: Request, place_id: int) -> HttpResponse:
    """Close the place on the legal holidays of the school year it would be open on."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    count = acts.close_on_holidays(request.actor, row.pk)
    done(request, f"{plural(count, 'jour férié ajouté,jours fériés ajoutés')}.")
    return redirect(CLOSURES, row.pk)
