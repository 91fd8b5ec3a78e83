"""The pages of the queue of ONE: read it, decide a card, decide several at once."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from preau.foundation.accounts.access import NeedsSecondFactor, require, require_strong, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import ActRefused, AlreadyDone, CaseAct
from preau.foundation.ui.messages import done
from preau.foundation.ui.typography import number
from preau.law.training.refusals import Refusable
from preau.law.words import counted
from preau.training.access import DECISION, QUEUE, can_decide
from preau.training.catalogue import acts as catalogue
from preau.training.catalogue import deciding
from preau.training.catalogue.cases import Row
from preau.training.models import Encoding, Status, TrainingModule
from preau.training.queue import acts, cards
from preau.training.queue.alike import alike, searched
from preau.training.queue.forms import AcceptForm, AskForm, MergeForm, RefuseForm
from preau.training.queue.opened import Effect, effect_of, on_card, opened
from preau.training.queue.page import Asked, Bound, current_themes, queue_context

MEANWHILE = "Quelqu’un d’autre a déjà décidé de cette carte entre-temps : rien n’a été écrit."
SENT_ON = "Décision donnée à contresigner : elle touche beaucoup de personnes, une autre personne de l’ONE la confirme."


@require_safe
@who_may(QUEUE)
def queue(request: Request) -> HttpResponse:
    """Show the queue, with one card open. `confirmer` asks for the second factor before anything is typed."""
    if "confirmer" in request.GET and not request.actor.strong:
        raise NeedsSecondFactor
    return render(request, "training/queue/queue.html", queue_context(request.actor, request.GET))


@require_POST
@who_may(DECISION)
def decide(request: Request, code: str, verb: str) -> HttpResponse:
    """Do what was chosen on a card; what is missing comes back on the card, as typed."""
    actor = request.actor
    row = cards.row_of(code)
    if row is None:
        raise Http404("card")
    require(can_decide(actor, row))
    if verb not in UNSIGNED:
        require_strong(actor)
    step = _step(request.POST.get("step", ""))
    effect = effect_of(on_card(row))
    try:
        said, undo = VERBS[verb](actor, row, request, step)
    except _Incomplete as incomplete:
        return _back(request, code, Bound({verb: incomplete.form}, verb))
    except ActRefused as refused:
        return _back(request, code, Bound(_sent_forms(verb, request, row), verb, str(refused)))
    except AlreadyDone:
        return _back(request, code, Bound(_sent_forms(verb, request, row), verb, MEANWHILE), status=409)
    kept = Asked.read(request.GET)
    following = request.GET.get("suite", "") if verb not in STAYING else code
    words = f"{said} {touched(effect)}" if undo else said
    address = reverse("training:queue_decide", args=[code, "annuler"])
    done(request, words, f"{address}?{kept.kept}" if undo else None)
    return redirect(kept.address(carte=following))


def touched(effect: Effect) -> str:
    """Return what a decision touches: « 37 personnes, 214 h, 12 opérateurs. »."""
    people = counted(effect.people, "personne", "personnes")
    houses = counted(effect.houses, "opérateur", "opérateurs")
    return f"{people}, {number(effect.hours, 2 if effect.hours % 1 else 0)} h, {houses}."


class _Incomplete(Exception):  # noqa: N818 - the form says what to correct
    def __init__(self, form: Any) -> None:
        super().__init__()
        self.form = form


def _back(request: Request, code: str, bound: Bound, status: int = 422) -> HttpResponse:
    address = request.GET.copy()
    address["chercher"] = request.POST.get("chercher", "")
    context = queue_context(request.actor, address, code, bound)
    return render(request, "training/queue/queue.html", context, status=status)


def _step(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 9 else None


def _form(verb: str, request: Request, row: Row) -> Any:
    """Return the form of a verb, as sent; None for a verb that asks for nothing."""
    if verb == "refuser":
        about = Refusable.MODULE if isinstance(row, TrainingModule) else Refusable.PROVIDER
        return RefuseForm(request.POST, about=about, auto_id="r_%s")
    if verb == "demander":
        return AskForm(request.POST, auto_id="q_%s")
    if verb not in ("accepter", "fusionner"):
        return None
    themes = current_themes(request.actor)
    card = opened(row, themes)
    if verb == "accepter":
        return AcceptForm(request.POST, card=card, themes=themes, auto_id="a_%s")
    words = request.POST.get("chercher", "")[:100]
    near = searched(row, words) if words else alike(row, card.encodings)
    return MergeForm(request.POST, found=near, auto_id="f_%s")


def _sent_forms(verb: str, request: Request, row: Row) -> dict[str, Any]:
    form = _form(verb, request, row)
    return {} if form is None else {verb: form}


def _valid(verb: str, request: Request, row: Row) -> Any:
    form = _form(verb, request, row)
    if not form.is_valid():
        raise _Incomplete(form)
    return form


def _said(act: CaseAct, row: Row, word: str) -> tuple[str, bool]:
    """Return what was done, and whether one gesture takes it back."""
    if act.act_id == deciding.SENT:
        return SENT_ON, False
    return f"« {row} » {word}.", True


def _accept(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    form = _valid("accepter", request, row)
    if isinstance(row, TrainingModule):
        theme, early = form.theme_of(row.pk)
        act = deciding.validate_module(actor, row, theme, step, early_childhood=early, functions=form.functions)
        return _said(act, row, "validé")
    chosen = [(line, form.theme_of(line.module.pk)) for line in form.card.modules]
    modules = [(line.module, line.step, theme) for line, theme in chosen if theme is not None]
    return _said(acts.accept_provider(actor, row, form.accepted(), modules, step), row, "validé")


def _refuse(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    said = _valid("refuser", request, row).cleaned_data
    act = deciding.refuse(actor, row, said["reason_code"], said["reason"], said["would_accept"], step)
    return _said(act, row, "refusé")


def _merge(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    target = _valid("fusionner", request, row).chosen()
    act = acts.merge_card(actor, row, target, step)
    return _said(act, row, f"fusionné avec « {target.decided} »")


def _ask(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    deciding.ask(actor, row, _valid("demander", request, row).cleaned_data["question"], step)
    return "Question envoyée aux maisons concernées. Leurs heures restent en attente.", False


def _take_back(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    merged = row.root_id != row.pk
    if not merged and row.status not in (Status.ACCEPTED, Status.REFUSED):
        return f"La décision sur « {row} » est déjà annulée.", False
    acts.take_back(actor, row)
    return f"Décision annulée : « {row} » attend de nouveau.", False


def _assign(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    mine = actor.mandate is not None and row.assigned_to_id == actor.mandate.pk
    leave = request.POST.get("laisser") == "1"
    if leave and not mine:
        return "Cette carte n’est pas à vous.", False
    deciding.assign(actor, row, None if leave else actor.mandate)
    return ("Cette carte n’est plus à vous." if leave else "Cette carte est à vous."), False


def _countersign(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    deciding.countersign(actor, row, step)
    return f"Décision contresignée : « {row} ».", True


def _decline(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    deciding.decline(actor, row, step)
    return f"« {row} » revient dans la file.", False


def _take_out(actor: Actor, row: Row, request: Request, step: int | None) -> tuple[str, bool]:
    written = _step(request.POST.get("encodage", ""))
    path = "module__root" if isinstance(row, TrainingModule) else "module__root__provider__root"
    encoding = Encoding.objects.filter(pk=written or 0, **{path: row.pk}).first()
    if encoding is None:
        return "Cette écriture n’est plus dans cette carte.", False
    alone = catalogue.take_out(actor, encoding)
    return f"« {encoding.module_text} » est sorti de cette carte et attend à part : « {alone} ».", False


VERBS: dict[str, Callable[[Actor, Row, Request, int | None], tuple[str, bool]]] = {
    "accepter": _accept,
    "refuser": _refuse,
    "fusionner": _merge,
    "demander": _ask,
    "annuler": _take_back,
    "attribuer": _assign,
    "contresigner": _countersign,
    "renvoyer": _decline,
    "sortir": _take_out,
}
UNSIGNED = frozenset({"attribuer", "sortir", "demander", "renvoyer"})  # what commits nobody
STAYING = frozenset({"annuler", "attribuer", "sortir"})  # the card stays open afterwards
