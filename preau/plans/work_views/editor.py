"""The editor of a draft, its print view, its files, and undo."""

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
from preau.plans import acts
from preau.plans.access import can_approve, can_edit
from preau.plans.acts.undo import UNDOABLE
from preau.plans.documents import document_of
from preau.plans.files import MIME_TYPES, plan_file
from preau.plans.models import AnnualActionPlan
from preau.plans.presentation import view_of
from preau.plans.work_views.common import EDITORS, READERS, offer_undo, readable_plan, to_editor
from preau.plans.work_views.state import editor_state, transmission_of


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
        "may_approve": can_approve(request.actor, plan, state.lacking),
        "last_act": history_of(plan).filter(act__in=UNDOABLE, person=request.actor.person).first(),
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
    served: dict[int, list[int]] = {}
    links = found.actions.filter(objectives__isnull=False).values_list("objectives", "number").order_by("number")
    for objective_id, number in links:
        served.setdefault(objective_id, []).append(number)
    objectives = tuple((objective, tuple(served.get(objective.pk, ()))) for objective in found.objectives.all())
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


@require_POST
@who_may(EDITORS)
def undo(request: Request, plan_id: int, entry_id: int) -> HttpResponse:
    """Take one modification back, or say why it can no longer be."""
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
    if extension not in MIME_TYPES:
        raise Http404(extension)
    made: datetime = plan.published_at or plan.updated_at
    return plan_file(plan, extension, made)
