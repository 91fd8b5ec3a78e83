"""Acts on the objectives of a plan and on the free comment of the CCA."""

from typing import Any

from django.db.models import Max

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.models import Entry
from preau.plans.acts.editing import editing, just_added, member, merged_values, move_row, renumber
from preau.plans.acts.state import words_of_objective
from preau.plans.models import AnnualActionPlan, PriorityObjective


def add_objective(actor: Actor, plan_id: int, text: str = "") -> tuple[PriorityObjective, Entry | None]:
    """Add an objective at the end of the plan; asked twice in a row without text, return the same."""
    with editing(actor, plan_id, "plans.add_objective") as edit:
        bare = 0 if text else just_added(edit, actor, "plans.add_objective", "objectives")
        objective = edit.plan.objectives.filter(pk=bare, text="").first()
        if objective is None:
            objective = PriorityObjective.objects.create(plan=edit.plan, number=_next_number(edit.plan), text=text)
    return objective, edit.entry


def save_objective(
    actor: Actor, plan_id: int, objective_id: int, version: int, values: dict[str, Any]
) -> tuple[PriorityObjective, Entry | None]:
    """Save some fields of an objective (title, text, programme_line, cca_comment).

    `version` is the one the person read; raises Conflict when someone else wrote otherwise in the same field since.
    """
    with editing(actor, plan_id, "plans.save_objective") as edit:
        objective = member(edit.plan.objectives, objective_id)
        held = words_of_objective(objective)
        changed = merged_values(edit.plan, f"objectives:{objective_id}", objective, version, values, held)
        if changed:
            for name, value in changed.items():
                setattr(objective, name, value)
            objective.version += 1
            objective.save(update_fields=[*changed, "version"])
    return objective, edit.entry


def move_objective(actor: Actor, plan_id: int, objective_id: int, position: int) -> Entry | None:
    """Put an objective at `position` (1 is the first; beyond the ends is the end)."""
    with editing(actor, plan_id, "plans.move_objective") as edit:
        move_row(edit.plan.objectives.all(), objective_id, position)
    return edit.entry


def delete_objective(actor: Actor, plan_id: int, objective_id: int) -> Entry | None:
    """Take an objective out of the plan. Its actions stay, without it: nothing typed disappears with it."""
    with editing(actor, plan_id, "plans.delete_objective") as edit:
        member(edit.plan.objectives, objective_id).delete()
        renumber(edit.plan.objectives.all())
    return edit.entry


def save_comment(actor: Actor, plan_id: int, version: int, comment: str) -> tuple[AnnualActionPlan, Entry | None]:
    """Save the free comment of the CCA (annex 4, point 2); raises Conflict like `save_objective`."""
    with editing(actor, plan_id, "plans.save_comment") as edit:
        plan = edit.plan
        stand_in = _CommentRow(plan.comment_version)
        held = {"comment": plan.comment}
        changed = merged_values(plan, "comment:", stand_in, version, {"comment": comment}, held)
        if changed:
            plan.comment = comment
            plan.comment_version += 1
            plan.save(update_fields=["comment", "comment_version"])
    return plan, edit.entry


class _CommentRow:
    """The comment seen as a row with a version of its own, so that it conflicts only with itself."""

    def __init__(self, version: int) -> None:
        self.version = version


def _next_number(plan: AnnualActionPlan) -> int:
    return (plan.objectives.aggregate(last=Max("number"))["last"] or 0) + 1
