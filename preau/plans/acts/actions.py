"""Acts on the actions of a plan."""

from typing import Any

from django.db.models import Max

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.models import Entry
from preau.plans.acts.editing import editing, just_added, member, merged_values, move_row, renumber
from preau.plans.acts.state import ACTION_FIELDS, action_row, set_topics
from preau.plans.models import AnnualActionPlan, PlannedAction

LINKS = ("objectives", "topics")


def add_action(
    actor: Actor, plan_id: int, objective_id: int | None = None, values: dict[str, Any] | None = None
) -> tuple[PlannedAction, Entry | None]:
    """Add an action at the end of the plan, serving an objective when one is given, with some first values.

    Asked twice in a row without values for the same objective, return the same.
    """
    with editing(actor, plan_id, "plans.add_action") as edit:
        bare = 0 if values else just_added(edit, actor, "plans.add_action", "actions")
        held = edit.plan.actions.filter(pk=bare, text="", objectives=objective_id).first()
        if held is not None:
            return held, None
        number = (edit.plan.actions.aggregate(last=Max("number"))["last"] or 0) + 1
        action = PlannedAction.objects.create(plan=edit.plan, number=number)
        first = {"objectives": [objective_id] if objective_id else [], **(values or {})}
        _write(edit.plan, action, first)
    return action, edit.entry


def save_action(
    actor: Actor, plan_id: int, action_id: int, version: int, values: dict[str, Any]
) -> tuple[PlannedAction, Entry | None]:
    """Save some fields of an action.

    Besides its own fields, `values` may hold "objectives" (list of keys) and "topics" (list of [kind, number]).
    `version` is the one the person read; raises Conflict when someone else wrote otherwise in the same field since.
    """
    with editing(actor, plan_id, "plans.save_action") as edit:
        action = member(edit.plan.actions.prefetch_related("topics", "objectives"), action_id)
        held = action_row(action)
        wanted = {name: sorted(value) if name in LINKS else value for name, value in values.items()}
        changed = merged_values(edit.plan, f"actions:{action_id}", action, version, wanted, held)
        if changed:
            action.version += 1
            action.save(update_fields=["version"])
            _write(edit.plan, action, changed)
    return action, edit.entry


def move_action(actor: Actor, plan_id: int, action_id: int, position: int) -> Entry | None:
    """Put an action at `position` among all the actions of the plan (1 is the first)."""
    with editing(actor, plan_id, "plans.move_action") as edit:
        move_row(edit.plan.actions.all(), action_id, position)
    return edit.entry


def delete_action(actor: Actor, plan_id: int, action_id: int) -> Entry | None:
    """Take an action out of the plan; the journal keeps it whole, so that undo brings it back."""
    with editing(actor, plan_id, "plans.delete_action") as edit:
        member(edit.plan.actions, action_id).delete()
        renumber(edit.plan.actions.all())
    return edit.entry


def _write(plan: AnnualActionPlan, action: PlannedAction, values: dict[str, Any]) -> None:
    own = [name for name in values if name in ACTION_FIELDS]
    for name in own:
        setattr(action, name, values[name])
    if own:
        action.save(update_fields=own)
    if "objectives" in values:
        # Only objectives of the same plan: a key of another plan is dropped, never linked.
        action.objectives.set(plan.objectives.filter(pk__in=values["objectives"]))
    if "topics" in values:
        set_topics(action, [(kind, number) for kind, number in values["topics"]])
