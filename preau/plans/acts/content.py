"""Writing plain plan data into a plan's rows: what import, take-over and merge share."""

from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.plans.acts.state import Row, Snapshot, words_of_action, words_of_objective
from preau.plans.models import ActionTopic, AnnualActionPlan, PlannedAction, PriorityObjective, TopicKind

OBJECTIVE_WORDS = ("title", "text", "programme_line", "cca_comment")
ACTION_WORDS = ("text", "comment", "other_mission", "responsible", "period", "indicator", "recurrent", "link")


def add_content(plan: AnnualActionPlan, document: AnnualPlan) -> None:
    """Add the objectives and actions of `document` after those the plan has; links are by number within `document`."""
    write_content(plan, document, plan.objectives.count(), plan.actions.count())


def write_content(plan: AnnualActionPlan, document: AnnualPlan, objectives: int = 0, actions: int = 0) -> Snapshot:
    """Write `document` into a plan that has so many `objectives` and `actions`; return what was written.

    The same few queries for three rows and for three hundred, and none to read them again.
    """
    objective_rows = PriorityObjective.objects.bulk_create(
        objective_row(plan, data, objectives + offset) for offset, data in enumerate(document.objectives, start=1)
    )
    key_of = {data.number: row.pk for data, row in zip(document.objectives, objective_rows, strict=True)}
    action_rows = PlannedAction.objects.bulk_create(
        action_row(plan, data, actions + offset) for offset, data in enumerate(document.actions, start=1)
    )
    written: Snapshot = {"objectives": {str(row.pk): words_of_objective(row) for row in objective_rows}, "actions": {}}
    for data, row in zip(document.actions, action_rows, strict=True):
        topics = sorted({(str(kind), number) for kind, number in topics_of(data)})
        serves = sorted({key_of[number] for number in data.objectives if number in key_of})
        links = {"objectives": serves, "topics": [list(topic) for topic in topics]}
        written["actions"][str(row.pk)] = {**words_of_action(row), **links}
    _link(written["actions"])
    if document.comment and not plan.comment:
        plan.comment = document.comment
        plan.comment_version += 1
        plan.save(update_fields=["comment", "comment_version"])
    return {"comment": plan.comment, **written}


def _link(actions: dict[str, Row]) -> None:
    """Write the topics and objectives of new actions, given as {key: row}."""
    ActionTopic.objects.bulk_create(
        ActionTopic(action_id=int(key), kind=kind, number=number)
        for key, row in actions.items()
        for kind, number in row["topics"]
    )
    serves = PlannedAction.objectives.through
    serves.objects.bulk_create(
        serves(plannedaction_id=int(key), priorityobjective_id=objective)
        for key, row in actions.items()
        for objective in row["objectives"]
    )


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
