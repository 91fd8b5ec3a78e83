"""Saving, ordering and removing the objectives of a draft; the comment of the CCA; live advice."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.law.smart import advise
from preau.plans import acts
from preau.plans.forms import CommentForm, ObjectiveForm
from preau.plans.models import AnnualActionPlan
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
from preau.plans.work_views.state import state_fragments


def _as_is(name: str, value: Any) -> str:
    return value


def refused(request: Request, plan: AnnualActionPlan, form: Any, submit_to: str) -> HttpResponse:
    """Answer words the form refuses: the reason, the text kept in its field."""
    sentence = " ".join(error for errors in form.errors.values() for error in errors)
    if wants_fragment(request):
        return JsonResponse({"refused": sentence}, status=422)
    context = {"plan": plan, "form": form, "submit_to": submit_to}
    return render(request, "plans/work/refused.html", context, status=422)


@require_POST
@who_may(EDITORS)
def add(request: Request, plan_id: int) -> HttpResponse:
    """Add an objective; the browser puts the cursor in its text."""
    plan = editable_plan(request, plan_id)
    objective, _entry = acts.add_objective(request.actor, plan.pk)
    return to_editor(plan.pk, f"o{objective.pk}")


@require_POST
@who_may(EDITORS)
def save(request: Request, plan_id: int, objective_id: int) -> HttpResponse:
    """Save the words of an objective, or answer what is refused or in conflict."""
    plan = editable_plan(request, plan_id)
    address = reverse("plans:objective_save", args=[plan.pk, objective_id])
    form = ObjectiveForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form, address)
    try:
        objective, entry = acts.save_objective(
            request.actor, plan.pk, objective_id, form.cleaned_data["version"], form.values()
        )
    except acts.Conflict as conflict:
        return conflict_answer(request, plan, conflict, address, _as_is)
    keep_other(request, plan, entry)
    if wants_fragment(request):
        theirs = {name: getattr(objective, name) for name in form.values()}
        theirs = {name: kept for name, kept in theirs.items() if kept != form.cleaned_data[name]}
        return saved_answer(request, objective.version, fields=theirs, fragments=state_fragments(request, plan))
    return to_editor(plan.pk, f"objectif-{objective_id}")


@require_POST
@who_may(EDITORS)
def move(request: Request, plan_id: int, objective_id: int) -> HttpResponse:
    """Put an objective at the position sent."""
    plan = editable_plan(request, plan_id)
    entry = acts.move_objective(request.actor, plan.pk, objective_id, position_in(request))
    return moved_answer(request, plan.pk, entry, "Objectif déplacé.", f"objectif-{objective_id}")


@require_POST
@who_may(EDITORS)
def delete(request: Request, plan_id: int, objective_id: int) -> HttpResponse:
    """Take an objective out of the plan, with « Annuler »; its actions stay."""
    plan = editable_plan(request, plan_id)
    try:
        entry = acts.delete_objective(request.actor, plan.pk, objective_id)
    except acts.Followed as followed:
        messages.warning(request, followed.reason)
    else:
        offer_undo(request, plan.pk, entry, "Objectif retiré. Ses actions restent dans le plan.")
    return to_editor(plan.pk, "objectifs")


@require_POST
@who_may(EDITORS)
def save_comment(request: Request, plan_id: int) -> HttpResponse:
    """Save the free comment of the CCA, or answer what is refused or in conflict."""
    plan = editable_plan(request, plan_id)
    address = reverse("plans:comment_save", args=[plan.pk])
    form = CommentForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form, address)
    try:
        saved, entry = acts.save_comment(
            request.actor, plan.pk, form.cleaned_data["version"], form.cleaned_data["comment"]
        )
    except acts.Conflict as conflict:
        return conflict_answer(request, plan, conflict, address, _as_is)
    keep_other(request, plan, entry)
    if wants_fragment(request):
        return saved_answer(request, saved.comment_version, fragments=state_fragments(request, plan))
    return to_editor(plan.pk, "commentaire")


@require_POST
@who_may(EDITORS)
def advice(request: Request, plan_id: int) -> HttpResponse:
    """Return the SMART advice on a text being typed. It reads; it saves nothing."""
    plan = editable_plan(request, plan_id)
    found = advise(request.POST.get("text", ""), plan.school_year)
    return HttpResponse(render_to_string("plans/work/advice.html", {"advice": found}))


def position_in(request: Request) -> int:
    """Return the wanted position (1 is the first); anything else counts as the first."""
    text = request.POST.get("position", "")
    return int(text) if text.isdecimal() and len(text) < 6 else 1
