"""Comparing a workbook that came back with the draft it left from: what differs, part by part."""

import hashlib
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from preau.law.annual_plan import Action, AnnualPlan, Objective

# Not in the canevas: a workbook without these columns says nothing about them, so it never empties them.
_BESIDE_THE_CANEVAS = {
    "title",
    "programme_line",
    "cca_comment",
    "missions",
    "other_mission",
    "period",
    "indicator",
    "recurrent",
    "link",
}


@dataclass(frozen=True)
class Part:
    """One part of the plan that differs: its name ("action:3"), what the plan says, what the workbook says.

    `held` is None for a part the plan does not have yet. Objective and Action, or the comment as text.
    """

    name: str
    label: str
    held: Objective | Action | str | None
    incoming: Objective | Action | str


@dataclass(frozen=True)
class Comparison:
    """What a workbook changes in a draft; `absent` are parts of the plan the workbook does not have (they stay)."""

    parts: tuple[Part, ...]
    absent: tuple[str, ...]


Row = TypeVar("Row", Objective, Action)


def merged(held: Row, incoming: Row) -> Row:
    """Return the incoming row, completed with what its workbook cannot say."""
    kept = {
        field.name: getattr(held, field.name)
        for field in fields(held)
        if field.name in _BESIDE_THE_CANEVAS and not getattr(incoming, field.name)
    }
    return replace(incoming, **kept)


def merged_document(held: AnnualPlan, incoming: AnnualPlan) -> AnnualPlan:
    """Return the incoming plan with, row by row, what its workbook cannot say."""
    objectives = {o.number: o for o in held.objectives}
    actions = {a.number: a for a in held.actions}
    return AnnualPlan(
        objectives=tuple(merged(objectives[o.number], o) if o.number in objectives else o for o in incoming.objectives),
        comment=incoming.comment or held.comment,
        actions=tuple(merged(actions[a.number], a) if a.number in actions else a for a in incoming.actions),
    )


def compare(held: AnnualPlan, incoming: AnnualPlan) -> Comparison:
    """Return what `incoming` (already merged) changes in `held`, in the order of the plan."""
    parts = []
    objectives = {o.number: o for o in held.objectives}
    actions = {a.number: a for a in held.actions}
    if incoming.comment != held.comment:
        parts.append(Part("comment", "Commentaire libre de la CCA", held.comment, incoming.comment))
    for objective in incoming.objectives:
        present = objectives.pop(objective.number, None)
        if present != objective:
            parts.append(Part(f"objective:{objective.number}", f"Objectif {objective.number}", present, objective))
    for action in incoming.actions:
        known = actions.pop(action.number, None)
        if known != action:
            parts.append(Part(f"action:{action.number}", f"Action {action.number}", known, action))
    absent = [f"Objectif {number}" for number in objectives] + [f"Action {number}" for number in actions]
    return Comparison(tuple(parts), tuple(absent))


def fingerprint(document: AnnualPlan) -> str:
    """Return a short mark of a plan's content, to notice that it changed while someone was reading it."""
    return hashlib.sha256(repr(document).encode()).hexdigest()[:16]
