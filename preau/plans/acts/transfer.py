"""Acts that bring content into a draft: taking over a past plan, merging a workbook that came back."""

from typing import Any

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import history_of
from preau.foundation.journal.models import Entry
from preau.law.annual_plan import AnnualPlan
from preau.plans.acts.content import (
    ACTION_WORDS,
    OBJECTIVE_WORDS,
    action_row,
    add_content,
    objective_row,
    topics_of,
)
from preau.plans.acts.editing import editing, renumber
from preau.plans.acts.state import set_topics
from preau.plans.documents import document_of
from preau.plans.merging import compare, fingerprint, merged_document
from preau.plans.models import AnnualActionPlan
from preau.plans.takeover import chosen_part, moved_document


def take_over(
    actor: Actor, plan_id: int, source: AnnualActionPlan, objectives: set[int], actions: set[int]
) -> Entry | None:
    """Copy the chosen objectives and actions (numbers in `source`) into the draft, their years moved to its own.

    `source` must come from `visible_to(actor)`: one may start from any plan one can read. The same choice made twice
    in a row, by a second click, is copied once.
    """
    chosen = {
        "plan": source.pk,
        "school_year": str(source.school_year),
        "objectives": sorted(objectives),
        "actions": sorted(actions),
    }
    with editing(actor, plan_id, "plans.take_over") as edit:
        last = history_of(edit.plan).first()
        if last and (last.act, last.person_id, last.payload.get("source")) == (
            "plans.take_over",
            actor.person_id,
            chosen,
        ):
            return last
        moved = moved_document(document_of(source), source.school_year, edit.plan.school_year)
        add_content(edit.plan, chosen_part(moved, objectives, actions))
        edit.note["source"] = chosen
    return edit.entry


def replace_content(actor: Actor, plan_id: int, document: AnnualPlan, source: str) -> Entry | None:
    """Make `document` the whole content of a draft; what it held before comes back by undo. `source` names the file."""
    with editing(actor, plan_id, "plans.replace") as edit:
        plan = edit.plan
        plan.actions.all().delete()
        plan.objectives.all().delete()
        if plan.comment != document.comment:
            plan.comment, plan.comment_version = document.comment, plan.comment_version + 1
            plan.save(update_fields=["comment", "comment_version"])
        add_content(plan, document)
        edit.note["source"] = source
    return edit.entry


class PlanChanged(Exception):  # noqa: N818 - a situation the page explains
    """The plan is no longer the one that was compared with the workbook. Nothing is written."""


def merge(
    actor: Actor, plan_id: int, document: AnnualPlan, accepted: set[str], source: str, compared: str
) -> Entry | None:
    """Write the accepted parts of a workbook into the draft it came from.

    `accepted` names parts as "comment", "objective:3", "action:12" (numbers in the workbook). A part whose number
    the plan has replaces its words; another is added at the end. Nothing is deleted. `source` names the file,
    `compared` is the fingerprint of the plan the person compared: raises PlanChanged when it is another now.
    """
    with editing(actor, plan_id, "plans.merge") as edit:
        plan = edit.plan
        present = document_of(plan)
        if fingerprint(present) != compared:
            raise PlanChanged
        document = merged_document(present, document)
        if "comment" in accepted and plan.comment != document.comment:
            plan.comment, plan.comment_version = document.comment, plan.comment_version + 1
            plan.save(update_fields=["comment", "comment_version"])
        held = {objective.number: objective for objective in plan.objectives.all()}
        changed = {part.name for part in compare(present, document).parts} & accepted
        for objective in document.objectives:
            if f"objective:{objective.number}" not in changed:
                continue
            if objective.number in held:
                _rewrite(held[objective.number], objective, OBJECTIVE_WORDS)
            else:
                held[objective.number] = objective_row(plan, objective, objective.number)
                held[objective.number].save(force_insert=True)
        _merge_actions(plan, document, changed, {number: row.pk for number, row in held.items()})
        # A part left out leaves no hole: cards move by their number.
        renumber(plan.objectives.all())
        renumber(plan.actions.all())
        edit.note["source"] = source
    return edit.entry


def _merge_actions(plan: AnnualActionPlan, document: AnnualPlan, changed: set[str], key_of: dict[int, int]) -> None:
    held = {action.number: action for action in plan.actions.all()}
    for action in document.actions:
        if f"action:{action.number}" not in changed:
            continue
        keys = [key_of[number] for number in action.objectives if number in key_of]
        row = held.get(action.number)
        if row is None:
            row = action_row(plan, action, action.number)
            row.save(force_insert=True)
        else:
            _rewrite(row, action, ACTION_WORDS)
        set_topics(row, topics_of(action))
        row.objectives.set(keys)


def _rewrite(row: Any, data: Any, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, getattr(data, name))
    row.version += 1
    row.save(update_fields=[*names, "version"])
