"""What an operator holds: approvals, recognitions, affiliations, insurances, with their dates and their proof."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import PAPERS, FileRefused, ReceivedFile, receive, serve
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.versions import NotNow, Values, held_by, version_of
from preau.operators.access import EDITORS, PLACE_READERS, can_describe
from preau.operators.bodies.access import PROOF_READERS, can_read_proof
from preau.operators.bodies.acts import papers as acts
from preau.operators.bodies.acts.papers import INSURANCES, PURPOSE, RECOGNITIONS, SORTS, Paper, Sort
from preau.operators.bodies.forms import InsuranceForm, Kept, RecognitionForm
from preau.operators.bodies.hub import end_words, ending
from preau.operators.bodies.views.common import answer_kept, described_operator, operator_crumbs, seen_operator
from preau.operators.models import CareOperator

_GET_POST = ["GET", "HEAD", "POST"]
_FORMS = {RECOGNITIONS.slug: RecognitionForm, INSURANCES.slug: InsuranceForm}
_TITLES = {RECOGNITIONS.slug: "Ajouter un agrément ou une reconnaissance", INSURANCES.slug: "Ajouter une assurance"}


@dataclass(frozen=True)
class ShownPaper:
    """A paper as the page shows it, with what is to be known of its end."""

    row: Any
    end: str
    over: bool


@require_safe
@who_may(PLACE_READERS)
def papers(request: Request, operator_id: int) -> HttpResponse:
    """List what an operator holds."""
    operator = seen_operator(request, operator_id)
    may = can_describe(request.actor, operator)
    if not may and operator.body.organisation_id != request.actor.organisation_id:
        require(may)
    today = request.actor.today
    context = {
        "operator": operator,
        "crumbs": operator_crumbs(request, operator),
        "recognitions": _shown(operator.recognitions.select_related("proof"), today),
        "insurances": _shown(operator.insurances.select_related("proof"), today),
        "may_edit": may,
    }
    return render(request, "operators/bodies/papers.html", context)


def _shown(rows: Any, today: date) -> list[ShownPaper]:
    held = list(rows)
    near = {row.pk for row in ending(held, today)}
    return [
        ShownPaper(row, end_words(row, today) if row.pk in near else "", bool(row.valid_to and row.valid_to < today))
        for row in held
    ]


@require_http_methods(_GET_POST)
@who_may(EDITORS)
def paper_new(request: Request, operator_id: int, sort: str) -> HttpResponse:
    """Add a paper, with its proof."""
    operator, kind = described_operator(request, operator_id), _sort(sort)

    def save(version: int | None, values: Values) -> str:
        acts.add_paper(request.actor, operator.pk, kind, values, _received(request, form))
        return _list(operator, kind)

    form: Kept = _FORMS[kind.slug](request.POST or None, request.FILES or None)
    return answer_kept(request, form, _page(request, operator, kind, _TITLES[kind.slug]), save, "C’est ajouté.")


@require_http_methods(_GET_POST)
@who_may(EDITORS)
def paper(request: Request, operator_id: int, sort: str, key: int) -> HttpResponse:
    """Correct a paper, or give its proof."""
    operator, kind = described_operator(request, operator_id), _sort(sort)
    row = _row(operator, kind, key)
    held = held_by(row, kind.fields)

    def save(version: int | None, values: Values) -> str:
        acts.save_paper(request.actor, operator.pk, kind, row.pk, version, values, _received(request, form))
        return _list(operator, kind)

    initial = {**held, "version": version_of(held)}
    form: Kept = _FORMS[kind.slug](request.POST or None, request.FILES or None, initial=initial)
    if row.proof is not None:
        form.fields["proof"].label = "Remplacer la preuve"
    return answer_kept(request, form, _page(request, operator, kind, str(row)), save, "C’est enregistré.")


@require_http_methods(_GET_POST)
@who_may(EDITORS)
def paper_drop(request: Request, operator_id: int, sort: str, key: int) -> HttpResponse:
    """Take away a paper written by mistake; one that ended is given its last day instead."""
    operator, kind = described_operator(request, operator_id), _sort(sort)
    row = _row(operator, kind, key)
    page = FormPage(
        title=f"Retirer : {row}",
        lede="Pour ce qui a été écrit par erreur. S’il a pris fin, donnez plutôt son dernier jour : l’histoire reste.",
        submit="Retirer",
        back=_list(operator, kind),
        back_words="Revenir",
        crumbs=(*operator_crumbs(request, operator), (_list(operator, kind), "Papiers")),
    )

    def act(cleaned: dict[str, Any]) -> str:
        acts.drop_paper(request.actor, operator.pk, kind, row.pk)
        return _list(operator, kind)

    return answer_form(
        request, forms.Form(request.POST if request.method == "POST" else None), page, act, f"{row} : retiré."
    )


@require_safe
@who_may(PROOF_READERS)
def paper_proof(request: Request, operator_id: int, sort: str, key: int) -> HttpResponse:
    """Send the proof of a paper."""
    operator, kind = seen_operator(request, operator_id), _sort(sort)
    require(can_read_proof(request.actor, operator))
    row = _row(operator, kind, key)
    if row.proof is None:
        raise Http404("proof")
    return serve(row.proof)


def _received(request: Request, form: Kept) -> ReceivedFile | None:
    """Return the proof sent with a form, checked and kept; None when none was. Raises NotNow with what is wrong."""
    upload = form.cleaned_data.get("proof")
    if upload is None:
        return None
    try:
        return receive(request.actor, upload, PURPOSE, PAPERS)
    except FileRefused as refusal:
        raise NotNow(str(refusal)) from None


def _sort(slug: str) -> Sort:
    if slug not in SORTS:
        raise Http404("sort")
    return SORTS[slug]


def _row(operator: CareOperator, kind: Sort, key: int) -> Paper:
    rows = kind.model.objects.select_related("proof")
    found: Paper = get_object_or_404(rows, pk=key, operator=operator)
    return found


def _list(operator: CareOperator, kind: Sort) -> str:
    return reverse("operators:papers", args=[operator.pk]) + f"#{kind.slug}"


def _page(request: Request, operator: CareOperator, kind: Sort, title: str) -> FormPage:
    back = _list(operator, kind)
    return FormPage(
        title=title,
        submit="Enregistrer",
        back=back,
        back_words="Revenir",
        crumbs=(*operator_crumbs(request, operator), (back, "Papiers")),
    )
