"""The editor of a draft, its print view, its history, its files, and undo."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.journal.api import history_of
from preau.foundation.journal.models import Entry
from preau.plans import acts
from preau.plans.access import can_approve, can_edit
from preau.plans.acts.undo import UNDOABLE
from preau.plans.documents import document_of
from preau.plans.files import plan_file
from preau.plans.models import AnnualActionPlan
from preau.plans.presentation import view_of
from preau.plans.work_views.common import EDITORS, READERS, offer_undo, readable_plan, to_editor
from preau.plans.work_views.state import editor_state, transmission_of

HISTORY_LENGTH = 200

ACT_WORDS = {
    "plans.start": "a commencé le plan",
    "plans.import": "a importé le plan",
    "plans.take_over": "a repris le plan d’une autre année",
    "plans.replace": "a remplacé le plan par un classeur",
    "plans.merge": "a repris un classeur revenu",
    "plans.add_objective": "a ajouté un objectif",
    "plans.save_objective": "a changé un objectif",
    "plans.move_objective": "a déplacé un objectif",
    "plans.delete_objective": "a retiré un objectif",
    "plans.save_comment": "a changé le commentaire de la CCA",
    "plans.add_action": "a ajouté une action",
    "plans.save_action": "a changé une action",
    "plans.move_action": "a déplacé une action",
    "plans.delete_action": "a retiré une action",
    "plans.undo": "a annulé une modification",
    "plans.approve": "a enregistré l’approbation par la CCA",
}


@require_safe
@who_may(READERS)
def editor(request: Request, plan_id: int) -> HttpResponse:
    """Show the editor; those who may only read get the print view."""
    plan = readable_plan(request, plan_id)
    decision = can_edit(request.actor, plan)
    if not decision:
        return preview(request, plan_id)
    state = editor_state(plan)
    context = {
        "state": state,
        "plan": plan,
        "previous": _previous(request, plan),
        "may_approve": can_approve(request.actor, plan, len(state.missing)),
        "last_act": history_of(plan).filter(act__in=UNDOABLE, person_id=request.actor.person_id).first(),
    }
    return render(request, "plans/work/editor.html", context)


@dataclass(frozen=True)
class PreviousPlan:
    """The last plan before this one, to take over from."""

    plan: AnnualActionPlan
    objectives: tuple[Any, ...]


def _previous(request: Request, plan: AnnualActionPlan) -> PreviousPlan | None:
    earlier = AnnualActionPlan.objects.visible_to(request.actor).filter(
        zone_id=plan.zone_id, start_year__lt=plan.start_year
    )
    found = earlier.order_by("-start_year").first()
    if found is None:
        return None
    document = document_of(found)
    objectives = tuple(
        (objective, tuple(action for action in document.actions if objective.number in action.objectives))
        for objective in document.objectives
    )
    return PreviousPlan(found, objectives)


@require_safe
@who_may(READERS)
def preview(request: Request, plan_id: int) -> HttpResponse:
    """Show the plan as it reads and prints."""
    plan = readable_plan(request, plan_id)
    context = {
        "plan": plan,
        "view": view_of(document_of(plan)),
        "may_edit": can_edit(request.actor, plan),
        "transmission": transmission_of(plan.school_year),
    }
    return render(request, "plans/work/preview.html", context)


@dataclass(frozen=True)
class HistoryLine:
    """One act of the journal in words."""

    entry: Entry
    who: str
    words: str
    undoable: bool


@require_safe
@who_may(READERS)
def history(request: Request, plan_id: int) -> HttpResponse:
    """Show who did what on the plan, newest first, each change with its undo while the plan is a draft."""
    plan = readable_plan(request, plan_id)
    editable = bool(can_edit(request.actor, plan))
    lines = [
        HistoryLine(
            entry,
            str(entry.person) if entry.person else entry.acting_as,
            ACT_WORDS.get(entry.act, entry.act),
            editable and entry.act in UNDOABLE,
        )
        for entry in history_of(plan)[:HISTORY_LENGTH]
    ]
    return render(request, "plans/work/history.html", {"plan": plan, "lines": lines, "length": HISTORY_LENGTH})


@require_POST
@who_may(EDITORS)
def undo(request: Request, plan_id: int, entry_id: int) -> HttpResponse:
    plan = readable_plan(request, plan_id)
    try:
        entry = acts.undo(request.actor, plan.pk, entry_id)
    except acts.UndoImpossible as impossible:
        messages.warning(request, str(impossible))
    else:
        offer_undo(request, plan.pk, entry, "Modification annulée.")
    return to_editor(plan.pk)


@require_safe
@who_may(READERS)
def download(request: Request, plan_id: int, extension: str) -> HttpResponse:
    """Download the draft or approved plan as a file."""
    plan = readable_plan(request, plan_id)
    if extension not in {"xlsx", "pdf", "json"}:
        raise Http404(extension)
    made: datetime = plan.published_at or plan.updated_at
    return plan_file(plan, extension, made)
