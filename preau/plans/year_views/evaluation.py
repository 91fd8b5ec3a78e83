"""What the CCA says of each objective, in June and once the year is over."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import case_of
from preau.foundation.ui.messages import done
from preau.plans.access_year import can_evaluate, is_evaluated
from preau.plans.acts import Conflict
from preau.plans.acts.evaluation import save_evaluation
from preau.plans.models import AnnualActionPlan, ObjectiveEvaluation, PriorityObjective
from preau.plans.presentation import objective_label
from preau.plans.work_views.common import READERS, saved_answer, wants_fragment
from preau.plans.work_views.objectives import refused
from preau.plans.year_data import evaluations_of
from preau.plans.year_forms import EvaluationForm
from preau.plans.year_views.board import Card, cards_of
from preau.plans.year_views.common import approved_plan, conflict_page, keeps_other

STAGES = {"premiere": ObjectiveEvaluation.Stage.FIRST, "finale": ObjectiveEvaluation.Stage.FINAL}
RESULT_TAGS = {
    ObjectiveEvaluation.Result.REACHED: "done",
    ObjectiveEvaluation.Result.PARTLY: "wait",
    ObjectiveEvaluation.Result.NOT_REACHED: "bad",
}


@dataclass(frozen=True)
class Line:
    """An objective, what was said of it, and its actions."""

    objective: PriorityObjective
    said: ObjectiveEvaluation | None
    cards: tuple[Card, ...]

    @property
    def label(self) -> str:
        return objective_label(self.objective.title, self.objective.text)

    @property
    def tag(self) -> str:
        return RESULT_TAGS.get(self.said.result, "") if self.said else ""  # type: ignore[call-overload]

    @property
    def evaluated(self) -> bool:
        return self.said is not None and bool(self.said.result)


@require_safe
@who_may(READERS)
def evaluation(request: Request, plan_id: int, stage: str = "") -> HttpResponse:
    """Show what is said of every objective at one stage: the last one that may be written when none is asked."""
    plan = approved_plan(request, plan_id)
    over = request.actor.today > plan.school_year.last_day
    chosen = _stage(stage or ("finale" if over else "premiere"))
    said = {one.objective_id: one for one in evaluations_of(plan, chosen)}
    cards = cards_of(plan, request.actor.today)
    lines = [
        Line(one, said.get(one.pk), tuple(card for card in cards if one.number in card.objectives))
        for one in plan.objectives.all()
    ]
    context = {
        "plan": plan,
        "stage": chosen,
        "slug": _slug(chosen),
        "lines": lines,
        "evaluated": sum(line.evaluated for line in lines),
        "may": can_evaluate(request.actor, plan, chosen),
        "adopted": is_evaluated(plan, chosen),
    }
    return render(request, "plans/year/evaluation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(READERS)
def objective(request: Request, plan_id: int, stage: str, objective_id: int) -> HttpResponse:
    """Show one objective with its actions and what is said of it; save what the form sends."""
    plan, chosen = approved_plan(request, plan_id), _stage(stage)
    found = get_object_or_404(plan.objectives, pk=objective_id)
    decision = can_evaluate(request.actor, plan, chosen)
    said = found.evaluations.filter(stage=chosen).first()
    shown = said or ObjectiveEvaluation(objective=found, stage=chosen, version=0)
    names = ("version", "result", "why", "helped", "hindered")
    form = EvaluationForm(request.POST or None, initial={name: getattr(shown, name) for name in names})
    if request.method == "POST":
        require(decision)
        if form.is_valid():
            return _save(request, plan, found, chosen, form)
        if wants_fragment(request):
            return refused(request, plan, form, request.path)
    objectives = list(plan.objectives.all())
    place = objectives.index(found)
    context = {
        "plan": plan,
        "stage": chosen,
        "slug": _slug(chosen),
        "line": Line(
            found, said, tuple(c for c in cards_of(plan, request.actor.today) if found.number in c.objectives)
        ),
        "first": _first_said(found) if chosen == ObjectiveEvaluation.Stage.FINAL else None,
        "form": form,
        "may": decision,
        "next": objectives[place + 1] if place + 1 < len(objectives) else None,
        "total": len(objectives),
        "case": case_of("annual_plan", plan),
    }
    return render(request, "plans/year/evaluation_objective.html", context, status=422 if form.errors else 200)


def _first_said(objective: PriorityObjective) -> ObjectiveEvaluation | None:
    return objective.evaluations.filter(stage=ObjectiveEvaluation.Stage.FIRST).exclude(result="").first()


def _save(
    request: Request, plan: AnnualActionPlan, found: PriorityObjective, stage: str, form: EvaluationForm
) -> HttpResponse:
    try:
        if not keeps_other(request):
            row, _entry = save_evaluation(
                request.actor, plan.pk, found.pk, stage, form.cleaned_data["version"], form.values()
            )
            if wants_fragment(request):
                return saved_answer(request, row.version)
    except Conflict as conflict:
        return conflict_page(request, plan, conflict, form, request.path)
    done(request, f"Évaluation de l’objectif {found.number} enregistrée.")
    following = plan.objectives.filter(number__gt=found.number).first()
    if "next" in request.POST and following is not None:
        return HttpResponseRedirect(reverse("plans:evaluation_objective", args=[plan.pk, _slug(stage), following.pk]))
    return HttpResponseRedirect(reverse("plans:evaluation_stage", args=[plan.pk, _slug(stage)]))


def _stage(slug: str) -> ObjectiveEvaluation.Stage:
    if slug not in STAGES:
        raise Http404("stage")
    return STAGES[slug]


def _slug(stage: str) -> str:
    return next(slug for slug, known in STAGES.items() if known == stage)
