"""What is known of the year of a plan, as plain data: what its report is written from."""

from dataclasses import dataclass

from preau.law.annual_plan import SchoolYear
from preau.plans.models import (
    ActionProgress,
    AnnualActionPlan,
    ObjectiveEvaluation,
    PlannedAction,
    PriorityObjective,
    TopicKind,
)
from preau.plans.presentation import objective_label


@dataclass(frozen=True)
class ObjectiveFact:
    """An objective and what the CCA said of it; `result` is empty while it said nothing."""

    number: int
    label: str
    result: str = ""
    why: str = ""
    helped: str = ""
    hindered: str = ""


@dataclass(frozen=True)
class ActionFact:
    """An action and where it stands; `state` is empty while nobody said it. Number 0: nobody had planned it."""

    number: int
    text: str
    state: str = ""
    reason: str = ""
    axes: tuple[int, ...] = ()
    objectives: tuple[int, ...] = ()


@dataclass(frozen=True)
class YearFacts:
    """The year of one plan."""

    year: SchoolYear
    objectives: tuple[ObjectiveFact, ...]
    actions: tuple[ActionFact, ...]
    unplanned: tuple[ActionFact, ...]


def facts_of(plan: AnnualActionPlan) -> YearFacts:
    """Return what is known of the year of a plan, read afresh: six queries whatever its size."""
    objectives = list(plan.objectives.all())
    said = {one.objective_id: one for one in evaluations_of(plan, ObjectiveEvaluation.Stage.FINAL)}
    number_of = {objective.pk: objective.number for objective in objectives}
    actions = plan.actions.select_related("progress").prefetch_related("topics", "objectives")
    return YearFacts(
        year=plan.school_year,
        objectives=tuple(objective_fact(one, said.get(one.pk)) for one in objectives),
        actions=tuple(action_fact(one, getattr(one, "progress", None)) for one in actions),
        unplanned=tuple(
            ActionFact(0, one.text, one.state, one.reason, objectives=_served(one.objective_id, number_of))
            for one in plan.unplanned_actions.all()
        ),
    )


def objective_fact(objective: PriorityObjective, said: ObjectiveEvaluation | None) -> ObjectiveFact:
    """Return one objective with what the CCA said of it."""
    label = objective_label(objective.title, objective.text)
    if said is None:
        return ObjectiveFact(objective.number, label)
    return ObjectiveFact(objective.number, label, said.result, said.why, said.helped, said.hindered)


def _served(objective_id: int | None, number_of: dict[int, int]) -> tuple[int, ...]:
    return () if objective_id is None else (number_of[objective_id],)


def action_fact(action: PlannedAction, progress: ActionProgress | None) -> ActionFact:
    """Return one action with where it stands; its topics and objectives are those prefetched."""
    return ActionFact(
        number=action.number,
        text=action.text,
        state=progress.state if progress else "",
        reason=progress.reason if progress else "",
        axes=tuple(sorted(topic.number for topic in action.topics.all() if topic.kind == TopicKind.AXIS)),
        objectives=tuple(sorted(one.number for one in action.objectives.all())),
    )


def evaluations_of(plan: AnnualActionPlan, stage: str) -> list[ObjectiveEvaluation]:
    """Return what the CCA said at one stage, the objectives in order."""
    found = ObjectiveEvaluation.objects.filter(objective__plan=plan, stage=stage)
    return list(found.order_by("objective__number"))
