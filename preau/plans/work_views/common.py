"""What the work pages share: finding the plan, answering a save, offering to undo."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from preau.foundation.accounts.access import Policy, require, roles
from preau.foundation.accounts.requests import Request
from preau.foundation.journal.models import Entry
from preau.foundation.ui.messages import done
from preau.plans.access import can_edit
from preau.plans.acts import Conflict, UndoImpossible, undo
from preau.plans.models import DRAFT_EDITORS, DRAFT_READERS, AnnualActionPlan

EDITORS: Policy = roles(*DRAFT_EDITORS, label="la coordination ATL et la présidence de la CCA")
READERS: Policy = roles(*DRAFT_READERS, label="la coordination ATL, la présidence et les membres de la CCA")

KEEP_OTHER = "keep_other"  # the button « Garder l’autre »

FIELD_LABELS = {
    "text": "Texte",
    "title": "Titre court",
    "programme_line": "Besoin ou ligne du programme CLE servi",
    "cca_comment": "Commentaire de la CCA",
    "comment": "Commentaire libre",
    "other_mission": "Autre mission",
    "responsible": "Personne ou service en charge",
    "period": "Période",
    "indicator": "Indicateur",
    "link": "Lien",
    "recurrent": "Revient chaque année",
    "objectives": "Objectifs servis",
    "topics": "Axes, aspects et missions",
}


def readable_plan(request: Request, plan_id: int) -> AnnualActionPlan:
    """Return the plan if it is one of the zone acted for; Http404 for another's: work pages are at home only."""
    actor = request.actor
    plans = AnnualActionPlan.objects.visible_to(actor).filter(zone_id=actor.zone_id).select_related("zone")
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise Http404("plan")
    return plan


def editable_plan(request: Request, plan_id: int) -> AnnualActionPlan:
    """Return the plan if the actor may change it; Http404 or Forbidden otherwise."""
    plan = readable_plan(request, plan_id)
    require(can_edit(request.actor, plan))
    return plan


def wants_fragment(request: Request) -> bool:
    """Tell whether the page's own script saves in the background (and shows the answer itself)."""
    return request.headers.get("X-Preau-Autosave") == "1"


def to_editor(plan_id: int, anchor: str = "") -> HttpResponseRedirect:
    """Send back to the editor, at the card concerned."""
    return HttpResponseRedirect(reverse("plans:editor", args=[plan_id]) + (f"#{anchor}" if anchor else ""))


def offer_undo(request: Request, plan_id: int, entry: Entry | None, sentence: str) -> None:
    """Tell what was done, with « Annuler »; nothing to tell when nothing changed."""
    if entry is not None:
        done(request, sentence, undo_url=reverse("plans:undo", args=[plan_id, entry.pk]))


def moved_answer(request: Request, plan_id: int, entry: Entry | None, sentence: str, anchor: str) -> HttpResponse:
    """Answer a move of a card: back to it with « Annuler », or nothing when the page loads anew by itself."""
    offer_undo(request, plan_id, entry, sentence)
    return HttpResponse(status=204) if wants_fragment(request) else to_editor(plan_id, anchor)


def saved_answer(request: Request, version: int, **more: Any) -> JsonResponse:
    """Answer a background save: the new version and the words « Enregistré à 10 h 42 ».

    `fields` are those where another's words were kept: left as they were on the page, they would come back with the
    new version and undo them.
    """
    at = timezone.localtime(request.actor.now)
    return JsonResponse({"version": version, "saved": f"Enregistré à {at.hour} h {at.minute:02d}", **more})


def conflict_answer(
    request: Request, plan: AnnualActionPlan, conflict: Conflict, submit_to: str, shown: Callable[[str, Any], str]
) -> HttpResponse:
    """Answer a save that came second: both texts, and the choice. Nothing typed is lost.

    `shown` writes a field's value in French. The form sends the typed values again with the present version.
    """
    context = {
        "plan": plan,
        "conflict": conflict,
        "fields": [
            {"label": FIELD_LABELS[name], "theirs": shown(name, theirs), "mine": shown(name, mine)}
            for name, (theirs, mine) in conflict.fields.items()
        ],
        "submit_to": submit_to,
        "again": resubmission(request, conflict.version),
    }
    if wants_fragment(request):
        return render(request, "plans/work/conflict_fragment.html", context, status=409)
    return render(request, "plans/work/conflict.html", context, status=409)


def keep_other(request: Request, plan: AnnualActionPlan, entry: Entry | None) -> None:
    """Withdraw the words just saved if the person prefers the other's: so the journal has both."""
    if entry is None or KEEP_OTHER not in request.POST:
        return
    try:
        undone = undo(request.actor, plan.pk, entry.pk)
    except UndoImpossible as impossible:
        messages.warning(request, str(impossible))
    else:
        offer_undo(request, plan.pk, undone, "L’autre texte est gardé. Le vôtre reste dans l’historique.")


def resubmission(request: Request, version: int) -> list[tuple[str, str]]:
    """Return the request's own fields as hidden ones, with the version to submit with now."""
    again = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"version", "csrfmiddlewaretoken", KEEP_OTHER}
    ]
    return [*again, ("version", str(version))]
