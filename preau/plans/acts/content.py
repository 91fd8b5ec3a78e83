"""Writing plain plan data into a plan's rows: what import, take-over and merge share."""

from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.plans.models import ActionTopic, AnnualActionPlan, PlannedAction, PriorityObjective, TopicKind

OBJECTIVE_WORDS = ("title", "text", "programme_line", "cca_comment")
ACTION_WORDS = ("text", "comment", "other_mission", "responsible", "period", "indicator", "recurrent", "link")


def add_content(plan: AnnualActionPlan, document: AnnualPlan) -> None:
    """Add the objectives and actions of `document` after those the plan has; links are by number within `document`.

    The same few queries for three rows and for three hundred.
    """
    after_objectives = plan.objectives.count()
    after_actions = plan.actions.count()
    objectives = PriorityObjective.objects.bulk_create(
        objective_row(plan, objective, after_objectives + offset)
        for offset, objective in enumerate(document.objectives, start=1)
    )
    key_of = {data.number: row.pk for data, row in zip(document.objectives, objectives, strict=True)}
    actions = PlannedAction.objects.bulk_create(
        action_row(plan, action, after_actions + offset) for offset, action in enumerate(document.actions, start=1)
    )
    pairs = list(zip(document.actions, actions, strict=True))
    ActionTopic.objects.bulk_create(
        ActionTopic(action=row, kind=kind, number=number)
        for data, row in pairs
        for kind, number in dict.fromkeys(topics_of(data))
    )
    serves = PlannedAction.objectives.through
    serves.objects.bulk_create(
        serves(plannedaction_id=row.pk, priorityobjective_id=key_of[number])
        for data, row in pairs
        for number in dict.fromkeys(data.objectives)
        if number in key_of
    )
    if document.comment and not plan.comment:
        plan.comment = document.comment
        plan.comment_version += 1
        plan.save(update_fields=["comment", "comment_version"])


def objective_row(plan: AnnualActionPlan, objective: Objective, number: int) -> PriorityObjective:
    """Return one objective row made from plain data, not written yet."""
    words = {name: getattr(objective, name) for name in OBJECTIVE_WORDS}
    return PriorityObjective(plan=plan, number=number, **words)


def action_row(plan: AnnualActionPlan, action: Action, number: int) -> PlannedAction:
    """Return one action row made from plain data, not written yet; its topics and objectives apart."""
    words = {name: getattr(action, name) for name in ACTION_WORDS}
    return PlannedAction(plan=plan, number=number, **words)


def topics_of(action: Action) -> list[tuple[str, int]]:
    """Return the topics of plain action data as (kind, number)."""
    return [
        *((TopicKind.AXIS, number) for number in action.axes),
        *((TopicKind.ASPECT, number) for number in action.aspects),
        *((TopicKind.MISSION, number) for number in action.missions),
    ]
