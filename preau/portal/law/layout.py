"""How the form of a question is laid out: fields in order, rows as blocks, what is rarely needed behind a summary."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms

from preau.portal.law.asked import Asked
from preau.portal.law.questionnaire import Group, Leaf, Part, Rows, leaves


@dataclass
class Block:
    """One piece of a form: a field, a group of blocks, or rows of them. `shape` names which."""

    shape: str
    label: str = ""
    path: str = ""
    bound: Any = None
    blocks: "list[Block]" = field(default_factory=list)
    several: bool = False


@dataclass
class Layout:
    """The form of a simulator: what is always shown, what opens on demand, and whether it is open."""

    first: list[Block]
    more: list[Block]
    open: bool


def laid_out(asked: Asked, form: forms.Form) -> Layout:
    """Return the form of a question, block by block."""
    more = asked.simulator.more
    first = [part for part in asked.parts.parts if part.shape not in more]
    rest = [part for part in asked.parts.parts if part.shape in more]
    return Layout(_blocks(first, form), _blocks(rest, form), _needed(asked, form, rest))


def _blocks(parts: Sequence[Part], form: forms.Form) -> list[Block]:
    return [_block(part, form) for part in parts]


def _block(part: Part, form: forms.Form) -> Block:
    if isinstance(part, Leaf):
        return Block("field", path=part.path, bound=form[part.path])
    if isinstance(part, Group):
        return Block("group", part.label, part.path, blocks=_blocks(part.parts, form))
    return _rows(part, form)


def _rows(rows: Rows, form: forms.Form) -> Block:
    blocks = [
        Block("row", f"Ligne {rank}", row.path, blocks=_blocks(row.parts, form), several=len(rows.rows) > 1)
        for rank, row in enumerate(rows.rows, start=1)
    ]
    return Block("rows", rows.label, rows.path, blocks=blocks)


def _needed(asked: Asked, form: forms.Form, parts: Sequence[Part]) -> bool:
    """Tell whether what stands behind « Préciser » must be seen: something there is said, missing or refused."""
    names = {leaf.path for part in parts for leaf in leaves(part)}
    if asked.editing:
        return any(asked.data.get(act, "").startswith(part.path) for act in ("plus", "moins") for part in parts)
    refused = asked.refusal
    if refused and asked.field_of(refused.field) in names:
        return True
    return asked.asked and bool(names & form.errors.keys() or names & {name for name, _ in asked.pairs})
