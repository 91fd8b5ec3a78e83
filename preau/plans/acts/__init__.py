"""The acts of the plans room: the only code that changes a plan."""

from preau.plans.acts.actions import add_action, delete_action, move_action, save_action
from preau.plans.acts.editing import Conflict, Followed
from preau.plans.acts.lifecycle import NotApprovable, OutsideMeeting, PlanExists, approve, import_plan, start_plan
from preau.plans.acts.objectives import (
    add_objective,
    delete_objective,
    move_objective,
    save_comment,
    save_objective,
)
from preau.plans.acts.transfer import PlanChanged, merge, replace_content, take_over
from preau.plans.acts.undo import UndoImpossible, undo

__all__ = [
    "Conflict",
    "Followed",
    "NotApprovable",
    "OutsideMeeting",
    "PlanChanged",
    "PlanExists",
    "UndoImpossible",
    "add_action",
    "add_objective",
    "approve",
    "delete_action",
    "delete_objective",
    "import_plan",
    "merge",
    "move_action",
    "move_objective",
    "replace_content",
    "save_action",
    "save_comment",
    "save_objective",
    "start_plan",
    "take_over",
    "undo",
]
