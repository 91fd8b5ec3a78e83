"""Acts on the frozen texts of a plan: put one back in the place of the present text."""

from typing import Any

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.models import Entry
from preau.plans.acts.content import topics_of
from preau.plans.acts.editing import editing, member
from preau.plans.acts.state import ACTION_FIELDS, OBJECTIVE_FIELDS, difference, snapshot
from preau.plans.acts.undo import restore
from preau.plans.models import PlanRevision
from preau.plans.revisions import text_of


def put_back(actor: Actor, plan_id: int, revision_id: int) -> Entry | None:
    """Make a frozen text the present one again, each objective and action in the row it was; undo takes it back.

    Raises Http404 for the text of another plan, Forbidden, Followed when it would delete what the year wrote about.
    """
    with editing(actor, plan_id, "plans.put_back") as edit:
        revision = member(edit.plan.revisions, revision_id)
        changed = difference(as_snapshot(revision), snapshot(edit.plan))
        if changed:
            restore(edit.plan, changed["before"], changed["after"])
            edit.note["revision"] = revision.number
    return edit.entry


def as_snapshot(revision: PlanRevision) -> dict[str, Any]:
    """Return a frozen text as `state.snapshot` gives the present one, each row under the key it had."""
    document, keys = text_of(revision), revision.keys
    objective_keys, action_keys = keys["objectives"], keys["actions"]
    return {
        "comment": document.comment,
        "objectives": {
            str(objective_keys[str(one.number)]): {name: getattr(one, name) for name in OBJECTIVE_FIELDS}
            for one in document.objectives
        },
        "actions": {
            str(action_keys[str(one.number)]): {
                **{name: getattr(one, name) for name in ACTION_FIELDS},
                "objectives": sorted(objective_keys[str(number)] for number in one.objectives),
                "topics": sorted([str(kind), number] for kind, number in topics_of(one)),
            }
            for one in document.actions
        },
    }
