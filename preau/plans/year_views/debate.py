"""The draft before the CCA: its text with the remarks of the members, the sitting it goes to, its frozen versions."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from preau.commissions.api import NotNow, address_to_prepare, planned_meetings, put_on_agenda
from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import offers
from preau.foundation.ui.messages import done
from preau.plans import acts
from preau.plans.access import can_edit
from preau.plans.acts.revision import put_back as put_text_back
from preau.plans.cases import case_of_plan
from preau.plans.models import AnnualActionPlan, PlanRevision
from preau.plans.notices import seated
from preau.plans.presentation import objective_label
from preau.plans.revision_pages import differences, ground_of
from preau.plans.revisions import approved_revision, present_revision, text_of
from preau.plans.work_views.common import EDITORS, READERS, offer_undo, readable_plan
from preau.plans.year_views.reading import YEAR_READERS, posted_number

_HERE = ("draft", "ask_changes", "revise")


@dataclass(frozen=True)
class Spoken:
    """A place of the plan one can speak about: its words, and the key of its remarks."""

    field: str
    label: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Group:
    """An objective with its actions (no objective: the actions that serve none)."""

    objective: Spoken | None
    actions: tuple[Spoken, ...]


@require_safe
@who_may(READERS)
def debate(request: Request, plan_id: int) -> HttpResponse:
    """Show the draft to debate, each objective and action with what the members say of it."""
    return _page(request, readable_plan(request, plan_id))


def _page(request: Request, plan: AnnualActionPlan, status: int = 200, problem: str = "") -> HttpResponse:
    case = case_of_plan(plan)
    here = [offer for offer in offers(request.actor, case) if offer.act.id in _HERE and offer.may]
    editable = bool(can_edit(request.actor, plan))
    context = {
        "plan": plan,
        "case": case,
        "groups": _groups(plan),
        "offers": here,
        "ground": ground_of(plan),
        "revisions": list(plan.revisions.all()),
        "editable": editable,
        "meetings": planned_meetings(plan.zone_id, request.actor.today)
        if editable and case.state_id == "draft"
        else [],
        "prepare_meeting": address_to_prepare(
            plan.zone_id, f"Plan d’action {plan.school_year}", reverse("plans:debate", args=[plan.pk])
        ),
        "unreachable": [one.name for one in seated(plan.zone_id, request.actor.today) if not one.email]
        if editable
        else [],
        "problem": problem,
    }
    return render(request, "plans/year/debate.html", context, status=status)


def _groups(plan: AnnualActionPlan) -> list[Group]:
    actions = list(plan.actions.prefetch_related("objectives"))
    home = {row.pk: min((o.number for o in row.objectives.all()), default=0) for row in actions}

    def spoken(row) -> Spoken:
        return Spoken(f"action:{row.pk}", f"Action {row.number}", row.text, f"action-{row.number}")

    groups = [
        Group(
            Spoken(
                f"objective:{row.pk}",
                f"Objectif {row.number} : {objective_label(row.title, row.text)}",
                row.text,
                f"objectif-{row.number}",
            ),
            tuple(spoken(action) for action in actions if home[action.pk] == row.number),
        )
        for row in plan.objectives.all()
    ]
    loose = tuple(spoken(action) for action in actions if home[action.pk] == 0)
    return [*groups, *([Group(None, loose)] if loose else [])]


@require_POST
@who_may(EDITORS)
def agenda(request: Request, plan_id: int) -> HttpResponse:
    """Put the draft to the vote of a meeting to come: what is voted is the text of that moment, frozen."""
    plan = readable_plan(request, plan_id)
    require(can_edit(request.actor, plan))
    meeting_id = posted_number(request, "meeting")
    revision = present_revision(plan) or plan.revisions.first()
    if revision is None:
        return _page(request, plan, 422, "Envoyez d’abord le projet aux membres de la CCA.")
    if not meeting_id:
        return _page(request, plan, 422, "Choisissez la réunion de la CCA.")
    title = f"Plan d’action annuel {plan.school_year} : débat et approbation"
    text = "Le projet, avec les remarques des membres, se lit dans Préau. Le vote porte sur le texte de ce moment-là."
    try:
        put_on_agenda(request.actor, meeting_id, "decision", title, text, revision)
    except NotNow as refusal:
        return _page(request, plan, 422, str(refusal))
    done(request, "Le plan est à l’ordre du jour, à mettre au vote.")
    return redirect("commissions:meeting", meeting_id)


@require_safe
@who_may(YEAR_READERS)
def revision(request: Request, plan_id: int, revision_id: int) -> HttpResponse:
    """Show what one frozen text changes, from the text approved before it and to the text of today."""
    shown = get_object_or_404(
        PlanRevision.objects.visible_to(request.actor).select_related("plan__zone"), pk=revision_id, plan_id=plan_id
    )
    before = (
        PlanRevision.objects.visible_to(request.actor)
        .filter(plan_id=plan_id, number__lt=shown.number, approved_on__isnull=False)
        .first()
    )
    present = None
    if can_edit(request.actor, shown.plan):
        held = present_revision(shown.plan)
        present = held is not None and held.pk == shown.pk
    context = {
        "plan": shown.plan,
        "revision": shown,
        "before": before,
        "changed": differences(text_of(before), text_of(shown)) if before else (),
        "current": approved_revision(shown.plan) == shown,
        "present": present,
    }
    return render(request, "plans/year/revision.html", context)


@require_POST
@who_may(EDITORS)
def put_back(request: Request, plan_id: int, revision_id: int) -> HttpResponse:
    """Make a frozen text the present one again; undo takes it back."""
    plan = readable_plan(request, plan_id)
    try:
        entry = put_text_back(request.actor, plan.pk, revision_id)
    except acts.Followed as followed:
        return _page(request, plan, 422, followed.reason)
    offer_undo(request, plan.pk, entry, "Le texte est remis tel qu’il était.")
    return redirect("plans:debate", plan.pk)
