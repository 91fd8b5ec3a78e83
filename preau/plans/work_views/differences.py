"""Fields that differ, in words: between the plan and a workbook, between two people, between before and after."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from preau.law.annual_plan import ASPECTS, AXES, MISSIONS
from preau.plans.merging import Part
from preau.plans.models import AnnualActionPlan, TopicKind
from preau.plans.work_views.common import FIELD_LABELS

_HEADINGS = {"axes": AXES, "aspects": ASPECTS, "missions": MISSIONS}
_TOPICS = {TopicKind.AXIS: AXES, TopicKind.ASPECT: ASPECTS, TopicKind.MISSION: MISSIONS}
_LABELS = {**FIELD_LABELS, "axes": "Axes", "aspects": "Aspects", "missions": "Missions"}


def differing(part: Part) -> list[tuple[str, str, str]]:
    """Return (label, in the plan, in the workbook) for each field that differs; new parts differ from nothing."""
    if isinstance(part.incoming, str):
        return [("Texte", str(part.held), part.incoming)]
    rows = []
    for field in fields(part.incoming):
        incoming = getattr(part.incoming, field.name)
        held = getattr(part.held, field.name) if part.held is not None else type(incoming)()
        if field.name != "number" and incoming != held:
            rows.append((_LABELS[field.name], in_words(field.name, held), in_words(field.name, incoming)))
    return rows


def in_words(name: str, value: Any) -> str:
    """Return a field's value as a person reads it."""
    if name in _HEADINGS:
        return ", ".join(_HEADINGS[name][number - 1].short for number in value)
    if name == "objectives":
        return ", ".join(f"objectif {number}" for number in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def row_in_words(plan: AnnualActionPlan) -> Callable[[str, Any], str]:
    """Return how to write, as a person reads it, a field of a row of this plan as the journal keeps it."""
    numbers = dict(plan.objectives.values_list("pk", "number"))

    def shown(name: str, value: Any) -> str:
        if name == "objectives":
            return ", ".join(f"objectif {numbers.get(key, '?')}" for key in value) or "aucun"
        if name == "topics":
            return ", ".join(_TOPICS[TopicKind(kind)][number - 1].short for kind, number in value) or "aucun"
        if name == "recurrent":
            return "oui" if value else "non"
        return str(value)

    return shown
