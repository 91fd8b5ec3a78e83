"""Undo: replay the difference an act wrote in the journal, backwards, when nothing changed since."""

from typing import Any

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import history_of
from preau.foundation.journal.models import Entry
from preau.plans.acts.editing import Followed, editing, member, renumber
from preau.plans.acts.state import ACTION_FIELDS, KINDS, OBJECTIVE_FIELDS, set_topics, snapshot
from preau.plans.models import AnnualActionPlan, PlannedAction, PriorityObjective

UNDOABLE = frozenset(
    f"plans.{verb}"
    for verb in (
        "add_objective",
        "save_objective",
        "move_objective",
        "delete_objective",
        "save_comment",
        "add_action",
        "save_action",
        "move_action",
        "delete_action",
        "take_over",
        "merge",
        "replace",
        "put_back",
        "undo",
    )
)


class UndoImpossible(Exception):  # noqa: N818 - a situation the page explains
    """The act cannot be undone; the text says why, in French."""


def undo(actor: Actor, plan_id: int, entry_id: int) -> Entry | None:
    """Undo one act on a plan's content, whoever did it. Undoing an undo does the act again.

    Raises Http404 for an entry that is not of this plan, UndoImpossible when what the act wrote was changed since:
    the later text is never lost.
    """
    try:
        return _undo(actor, plan_id, entry_id)
    except Followed as followed:
        raise UndoImpossible(followed.reason) from None


def _undo(actor: Actor, plan_id: int, entry_id: int) -> Entry | None:
    with editing(actor, plan_id, "plans.undo") as edit:
        entry = member(history_of(edit.plan), entry_id)
        if entry.act not in UNDOABLE:
            raise UndoImpossible("Cette modification ne s’annule pas.")
        before, after = entry.payload.get("before", {}), entry.payload.get("after", {})
        _check_untouched(snapshot(edit.plan), after)
        restore(edit.plan, before, after)
        edit.note["undone"] = entry_id
    return edit.entry


def _check_untouched(now: dict[str, Any], after: dict[str, Any]) -> None:
    """Refuse when a value the act wrote is no longer there. Numbers move by themselves and do not count."""
    refusal = UndoImpossible("Ce texte a changé depuis : l’historique garde les deux versions.")
    if "comment" in after and now["comment"] != after["comment"]:
        raise refusal
    for kind in KINDS:
        for key, written in after.get(kind, {}).items():
            held = now[kind].get(key)
            if written is None and held is not None:
                raise UndoImpossible("Ce qui avait été retiré est déjà revenu.")
            if written is None:
                continue
            if held is None or any(held[name] != value for name, value in written.items() if name != "number"):
                raise refusal


def restore(plan: AnnualActionPlan, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Write the side `before` of a difference over the side `after`, rows in the place they had."""
    if "comment" in before:
        plan.comment = before["comment"]
        plan.comment_version += 1
        plan.save(update_fields=["comment", "comment_version"])
    for kind, model in (("objectives", PriorityObjective), ("actions", PlannedAction)):
        rows = before.get(kind, {})
        model.objects.filter(plan=plan, pk__in=[key for key, row in rows.items() if row is None]).delete()
        for key, row in rows.items():
            if row is None:
                continue
            if after[kind][key] is None:
                _recreate(plan, model, int(key), row)
            else:
                _write_back(plan, model.objects.get(pk=key), row)
    renumber(plan.objectives.all())
    renumber(plan.actions.all())


def _recreate(plan: AnnualActionPlan, model: type, pk: int, row: dict[str, Any]) -> None:
    names = OBJECTIVE_FIELDS if model is PriorityObjective else ACTION_FIELDS
    # Beyond any version somebody may still have on screen: saving from there shows both texts.
    version = history_of(plan).count() + 1
    # The deleted row comes back before the one that took its number.
    made = model.objects.create(  # type: ignore[attr-defined]
        pk=pk, plan=plan, version=version, **{name: row[name] for name in names}
    )
    if model is PlannedAction:
        _link(plan, made, row)


def _write_back(plan: AnnualActionPlan, held: Any, row: dict[str, Any]) -> None:
    own = [name for name in row if name not in {"objectives", "topics"}]
    for name in own:
        setattr(held, name, row[name])
    # A number alone is not a new version: nobody's typing is disturbed by it.
    held.version += 1 if set(row) - {"number"} else 0
    held.save(update_fields=[*own, "version"])
    _link(plan, held, row)


def _link(plan: AnnualActionPlan, action: Any, row: dict[str, Any]) -> None:
    if "objectives" in row:
        action.objectives.set(plan.objectives.filter(pk__in=row["objectives"]))
    if "topics" in row:
        set_topics(action, [(kind, number) for kind, number in row["topics"]])
