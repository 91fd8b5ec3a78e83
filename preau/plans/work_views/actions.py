"""Adding, editing, ordering and removing the actions of a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.plans import acts
from preau.plans.forms import ActionForm
from preau.plans.models import AnnualActionPlan, PlannedAction
from preau.plans.work_views.common import (
    EDITORS,
    conflict_answer,
    editable_plan,
    keep_other,
    moved_answer,
    offer_undo,
    saved_answer,
    to_editor,
    wants_fragment,
)
from preau.plans.work_views.differences import row_in_words
from preau.plans.work_views.objectives import position_in, refused


@require_POST
@who_may(EDITORS)
def add(request: Request, plan_id: int) -> HttpResponse:
    """Add an action to an objective and open it, the cursor in its text."""
    plan = editable_plan(request, plan_id)
    objective = request.POST.get("objective", "")
    key = int(objective) if objective.isdecimal() and len(objective) < 19 else None
    action, _entry = acts.add_action(request.actor, plan.pk, key)
    return redirect(reverse("plans:action_edit", args=[plan.pk, action.pk]) + "#id_text")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def edit(request: Request, plan_id: int, action_id: int) -> HttpResponse:
    """Show the form of an action; save what it sends, or answer what is refused or in conflict."""
    plan = editable_plan(request, plan_id)
    action = get_object_or_404(plan.actions.prefetch_related("topics", "objectives"), pk=action_id)
    if request.method == "POST":
        return _save(request, plan, action)
    form = ActionForm(initial=ActionForm.initial_of(action), plan=plan)
    return render(request, "plans/work/action.html", {"plan": plan, "action": action, "form": form})


def _save(request: Request, plan: AnnualActionPlan, action: PlannedAction) -> HttpResponse:
    address = reverse("plans:action_edit", args=[plan.pk, action.pk])
    form = ActionForm(request.POST, initial=ActionForm.initial_of(action), plan=plan)
    if not form.is_valid():
        if wants_fragment(request):
            return refused(request, plan, form, address)
        context = {"plan": plan, "action": action, "form": form}
        return render(request, "plans/work/action.html", context, status=422)
    try:
        saved, entry = acts.save_action(request.actor, plan.pk, action.pk, form.cleaned_data["version"], form.values())
    except acts.Conflict as conflict:
        return conflict_answer(request, plan, conflict, address, row_in_words(plan))
    keep_other(request, plan, entry)
    if wants_fragment(request):
        kept = ActionForm.initial_of(plan.actions.prefetch_related("topics", "objectives").get(pk=saved.pk))
        sent = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return saved_answer(request, saved.version, fields={n: kept[n] for n in sent if kept[n] != sent[n]})
    return to_editor(plan.pk, f"action-{action.pk}")


@require_POST
@who_may(EDITORS)
def move(request: Request, plan_id: int, action_id: int) -> HttpResponse:
    """Put an action at the position sent, among all the actions of the plan."""
    plan = editable_plan(request, plan_id)
    entry = acts.move_action(request.actor, plan.pk, action_id, position_in(request))
    return moved_answer(request, plan.pk, entry, "Action déplacée.", f"action-{action_id}")


@require_POST
@who_may(EDITORS)
def delete(request: Request, plan_id: int, action_id: int) -> HttpResponse:
    """Take an action out of the plan, with « Annuler »."""
    plan = editable_plan(request, plan_id)
    try:
        entry = acts.delete_action(request.actor, plan.pk, action_id)
    except acts.Followed as followed:
        messages.warning(request, followed.reason)
    else:
        offer_undo(request, plan.pk, entry, "Action retirée.")
    return to_editor(plan.pk, "objectifs")
