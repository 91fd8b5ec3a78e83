"""What is done with a row of the catalogue beside the queue: answer ONE, open again, merge, split."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import NeedsSecondFactor, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import ActRefused, AlreadyDone
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow
from preau.training.access import CATALOGUE, DECISION, can_answer, can_decide
from preau.training.catalogue import acts, deciding
from preau.training.catalogue.cases import Row, procedure_of, steps_of
from preau.training.catalogue.forms import MergeForm, StepForm, WordsForm
from preau.training.models import Status
from preau.training.procedure import catalogue_page
from preau.training.queue.acts import merge_card
from preau.training.queue.alike import alike, searched
from preau.training.queue.cards import row_of


def _visible(request: Request, code: str) -> Row:
    row = row_of(code)
    if row is None or not type(row).objects.visible_to(request.actor).filter(pk=row.pk).exists():
        raise Http404("row")
    return row


def _step(row: Row) -> int:
    return steps_of(procedure_of(row), [row.pk])[row.pk]


def _deciding(request: Request, code: str) -> Row:
    """Return the row an officer acts on. Raises Forbidden, NeedsSecondFactor: nothing is typed in vain."""
    row = _visible(request, code)
    require(can_decide(request.actor, row))
    if not request.actor.strong:
        raise NeedsSecondFactor
    return row


def _page(row: Row, title: str, submit: str, lede: str) -> FormPage:
    here = catalogue_page(row)
    crumbs = ((reverse("training:catalogue"), "Catalogue"), (here, str(row)))
    return FormPage(title, submit, here, "Revenir", lede, crumbs)


def _done(row: Row, act: Callable[[], Any]) -> str:
    """Do an act of the case; what stands in the way comes back above the form."""
    try:
        act()
    except ActRefused as refused:
        raise NotNow(str(refused)) from None
    except AlreadyDone:
        raise NotNow("Quelqu’un d’autre a décidé entre-temps : relisez la page.") from None
    return catalogue_page(row)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(CATALOGUE)
def answer(request: Request, code: str) -> HttpResponse:
    """Answer what ONE asks, for a house that entered this training."""
    row = _visible(request, code)
    require(can_answer(request.actor, row))
    if row.status != Status.ASKED:
        done(request, "L’ONE n’attend plus de réponse ici.")
        return redirect(catalogue_page(row))
    form = WordsForm(
        request.POST or None,
        label="Votre réponse",
        missing="Écrivez votre réponse",
        initial={"step": _step(row)},
    )
    page = _page(row, "Répondre à l’ONE", "Envoyer la réponse", row.reason)

    def act(cleaned: dict[str, Any]) -> str:
        return _done(row, lambda: deciding.answer(request.actor, row, cleaned["words"], cleaned["step"]))

    return answer_form(request, form, page, act, "Réponse envoyée à l’ONE.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def reopen(request: Request, code: str) -> HttpResponse:
    """Open a decision again: its hours wait for another one."""
    row = _deciding(request, code)
    initial = {"step": _step(row)}
    form = WordsForm(request.POST or None, label="Motif", missing="Écrivez le motif", initial=initial)
    lede = "Les heures attendront une nouvelle décision ; les maisons concernées sont prévenues."
    page = _page(row, f"Rouvrir la décision sur {row}", "Rouvrir", lede)

    def act(cleaned: dict[str, Any]) -> str:
        return _done(row, lambda: deciding.reopen(request.actor, row, cleaned["words"], cleaned["step"]))

    return answer_form(request, form, page, act, "Décision rouverte.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def split(request: Request, code: str) -> HttpResponse:
    """Split a merged row back."""
    row = _deciding(request, code)
    lede = f"« {row} » se lit aujourd’hui « {row.root} ». Séparé, il redevient ce qu’il était, avec ses saisies."
    page = _page(row, f"Séparer {row}", "Séparer", lede)
    form = StepForm(request.POST or None, initial={"step": _step(row)})

    def act(cleaned: dict[str, Any]) -> str:
        return _done(row, lambda: acts.split(request.actor, row, cleaned["step"]))

    return answer_form(request, form, page, act, "Séparé : chacun suit de nouveau sa propre décision.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(DECISION)
def merge(request: Request, code: str) -> HttpResponse:
    """Merge a row into another, found by its likeness or by words."""
    row = _deciding(request, code)
    words = request.GET.get("chercher", "")[:100]
    near = [one for one in (searched(row, words) if words else alike(row, ())) if type(one.decided) is type(row)]
    lede = "Choisissez celui qui reste. Toutes les saisies suivront sa décision."
    page = FormPage(
        f"Fusionner {row}",
        "Fusionner",
        catalogue_page(row),
        "Revenir",
        lede,
        ((reverse("training:catalogue"), "Catalogue"), (catalogue_page(row), str(row))),
        template="training/catalogue/merge.html",
    )
    form = MergeForm(request.POST or None, found=near, searched=words, initial={"step": _step(row)})

    def act(cleaned: dict[str, Any]) -> str:
        return _done(row, lambda: merge_card(request.actor, row, form.chosen(), cleaned["step"]))

    return answer_form(request, form, page, act, "Fusionné.")
