"""The content of a plan as a snapshot, and the difference between two: what the journal keeps and undo replays.

A snapshot is {"comment": str, "objectives": {id: row}, "actions": {id: row}}; a difference has the same shape,
split in "before" and "after", with only what changed. A row that did not exist is None.
"""

from typing import Any

from preau.plans.models import ActionTopic, AnnualActionPlan, PlannedAction, PriorityObjective

OBJECTIVE_FIELDS = ("number", "title", "text", "programme_line", "cca_comment")
ACTION_FIELDS = (
    "number",
    "text",
    "comment",
    "other_mission",
    "responsible",
    "period",
    "indicator",
    "recurrent",
    "link",
)
KINDS = ("objectives", "actions")

Row = dict[str, Any]
Snapshot = dict[str, Any]
Difference = dict[str, dict[str, Any]]


def action_row(action: PlannedAction) -> Row:
    """Return an action as a plain row, its links included. Uses prefetched topics and objectives."""
    row = words_of_action(action)
    row["objectives"] = sorted(objective.pk for objective in action.objectives.all())
    row["topics"] = sorted([topic.kind, topic.number] for topic in action.topics.all())
    return row


def words_of_action(action: PlannedAction) -> Row:
    """Return an action's own fields as a plain row, without its links."""
    return {name: getattr(action, name) for name in ACTION_FIELDS}


def words_of_objective(objective: PriorityObjective) -> Row:
    """Return an objective as a plain row."""
    return {name: getattr(objective, name) for name in OBJECTIVE_FIELDS}


def snapshot(plan: AnnualActionPlan) -> Snapshot:
    """Return the whole content of the plan, read afresh (four queries)."""
    comment = AnnualActionPlan.objects.values_list("comment", flat=True).get(pk=plan.pk)
    objectives = PriorityObjective.objects.filter(plan=plan)
    actions = PlannedAction.objects.filter(plan=plan).prefetch_related("topics", "objectives")
    return {
        "comment": comment,
        "objectives": {str(o.pk): words_of_objective(o) for o in objectives},
        "actions": {str(a.pk): action_row(a) for a in actions},
    }


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """Return what changed between two snapshots; empty when nothing did."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    if before["comment"] != after["comment"]:
        old["comment"], new["comment"] = before["comment"], after["comment"]
    for kind in KINDS:
        for key in sorted(before[kind].keys() | after[kind].keys(), key=int):
            was, now = before[kind].get(key), after[kind].get(key)
            if was == now:
                continue
            if was is not None and now is not None:
                changed = [name for name in now if was[name] != now[name]]
                was, now = {name: was[name] for name in changed}, {name: now[name] for name in changed}
            old.setdefault(kind, {})[key] = was
            new.setdefault(kind, {})[key] = now
    return {"before": old, "after": new} if old else {}


def set_topics(action: PlannedAction, topics: list[tuple[str, int]]) -> None:
    """Make `topics` (kind, number) the topics of the action, writing only what changes."""
    wanted = {(str(kind), number) for kind, number in topics}
    held = {(topic.kind, topic.number): topic.pk for topic in ActionTopic.objects.filter(action=action)}
    ActionTopic.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    ActionTopic.objects.bulk_create(
        ActionTopic(action=action, kind=kind, number=number) for kind, number in sorted(wanted - held.keys())
    )
