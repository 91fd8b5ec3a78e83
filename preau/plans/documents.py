"""A plan as plain data (`law.annual_plan.AnnualPlan`): what exports write, imports read and rules check."""

from typing import Any

from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.plans.models import AnnualActionPlan, PlannedAction, PriorityObjective, TopicKind

HANDLER = "Agent traitant: "  # the words of the canevas in use for who is in charge, at the end of the comment cell


def rows_of(plan: AnnualActionPlan) -> tuple[list[PriorityObjective], list[PlannedAction]]:
    """Return the plan's objectives and actions in order, links included. Four queries whatever its size."""
    return list(plan.objectives.all()), list(plan.actions.prefetch_related("topics", "objectives"))


def document_of(plan: AnnualActionPlan) -> AnnualPlan:
    """Return the plan's content as plain data, in order."""
    return document_from(plan, *rows_of(plan))


def document_from(
    plan: AnnualActionPlan, objectives: list[PriorityObjective], actions: list[PlannedAction]
) -> AnnualPlan:
    """Return rows already read (`rows_of`) as plain data."""
    number_of = {objective.pk: objective.number for objective in objectives}
    return AnnualPlan(
        objectives=tuple(objective_data(objective) for objective in objectives),
        comment=plan.comment,
        actions=tuple(action_data(action, number_of) for action in actions),
    )


def objective_data(objective: PriorityObjective) -> Objective:
    """Return one objective as plain data."""
    return Objective(
        number=objective.number,
        text=objective.text,
        title=objective.title,
        programme_line=objective.programme_line,
        cca_comment=objective.cca_comment,
    )


def action_data(action: PlannedAction, number_of: dict[int, int]) -> Action:
    """Return one action as plain data; `number_of` gives the number of each objective by its key."""
    topics: dict[str, list[int]] = {kind: [] for kind in TopicKind.values}
    for topic in action.topics.all():
        topics[topic.kind].append(topic.number)
    return Action(
        number=action.number,
        text=action.text,
        axes=tuple(sorted(topics[TopicKind.AXIS])),
        aspects=tuple(sorted(topics[TopicKind.ASPECT])),
        missions=tuple(sorted(topics[TopicKind.MISSION])),
        objectives=tuple(sorted(number_of[objective.pk] for objective in action.objectives.all())),
        comment=action.comment,
        other_mission=action.other_mission,
        responsible=action.responsible,
        period=action.period,
        indicator=action.indicator,
        recurrent=action.recurrent,
        link=action.link,
    )


def comment_cell(action: Action) -> str:
    """Return the « Commentaires libres » column of the canevas: the comment, then who is in charge."""
    lines = [action.comment] if action.comment else []
    if action.responsible:
        lines.append(HANDLER + action.responsible)
    return "\n".join(lines)


def plan_json(document: AnnualPlan, commune: str, school_year: str) -> dict[str, Any]:
    """Return the public JSON of a plan: the content of the canevas, axes and aspects numbered as in annex 4."""
    return {
        "commune": commune,
        "school_year": school_year,
        "objectives": [{"number": o.number, "text": o.text} for o in document.objectives],
        "comment": document.comment,
        "actions": [
            {
                "number": a.number,
                "text": a.text,
                "axes": list(a.axes),
                "aspects": list(a.aspects),
                "objectives": list(a.objectives),
                "comment": comment_cell(a),
            }
            for a in document.actions
        ],
    }
