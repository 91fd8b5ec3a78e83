"""Writing plain plan data into a plan's rows: what import, take-over and merge share."""

from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.plans.acts.state import set_topics
from preau.plans.models import AnnualActionPlan, PlannedAction, PriorityObjective, TopicKind

OBJECTIVE_WORDS = ("title", "text", "programme_line", "cca_comment")
ACTION_WORDS = ("text", "comment", "other_mission", "responsible", "period", "indicator", "recurrent", "link")


def add_content(plan: AnnualActionPlan, document: AnnualPlan) -> None:
    """Add the objectives and actions of `document` after those the plan has; links are by number within `document`."""
    after_objectives = plan.objectives.count()
    after_actions = plan.actions.count()
    key_of: dict[int, int] = {}
    for offset, objective in enumerate(document.objectives, start=1):
        key_of[objective.number] = add_objective_row(plan, objective, after_objectives + offset).pk
    for offset, action in enumerate(document.actions, start=1):
        add_action_row(plan, action, after_actions + offset, [key_of[n] for n in action.objectives if n in key_of])
    if document.comment and not plan.comment:
        plan.comment = document.comment
        plan.comment_version += 1
        plan.save(update_fields=["comment", "comment_version"])


def add_objective_row(plan: AnnualActionPlan, objective: Objective, number: int) -> PriorityObjective:
    """Create one objective row from plain data."""
    words = {name: getattr(objective, name) for name in OBJECTIVE_WORDS}
    return PriorityObjective.objects.create(plan=plan, number=number, **words)


def add_action_row(plan: AnnualActionPlan, action: Action, number: int, objective_keys: list[int]) -> PlannedAction:
    """Create one action row from plain data, with its topics and objectives."""
    words = {name: getattr(action, name) for name in ACTION_WORDS}
    row = PlannedAction.objects.create(plan=plan, number=number, **words)
    set_topics(row, topics_of(action))
    row.objectives.set(objective_keys)
    return row


def topics_of(action: Action) -> list[tuple[str, int]]:
    """Return the topics of plain action data as (kind, number)."""
    return [
        *((TopicKind.AXIS, number) for number in action.axes),
        *((TopicKind.ASPECT, number) for number in action.aspects),
        *((TopicKind.MISSION, number) for number in action.missions),
    ]
