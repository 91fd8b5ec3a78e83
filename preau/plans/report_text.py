"""The activity report written from the follow-up and the evaluation, section by section. No database here.

Each section is one item of the checklist `activity_report`. What is not known is said to be unknown, or left empty
for the coordination to write: nothing is invented, nothing unknown is counted as not done.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator
from textwrap import shorten
from typing import NamedTuple

from preau.law.annual_plan import AXES
from preau.law.document_lists import checklist
from preau.law.words import counted, listed
from preau.plans.models import ObjectiveEvaluation, Progress
from preau.plans.year_data import ActionFact, ObjectiveFact, YearFacts

CHECKLIST = "activity_report"
_SHORT = 240  # characters of an action that name it in a list
_RESULT = ObjectiveEvaluation.Result
_IMPACT_HINT = (
    "Ce que cette année a changé pour les enfants, les familles, les équipes et les opérateurs : ce qui se voit, ce "
    "que des chiffres ou des paroles montrent, ce qu’il est trop tôt pour dire. Préau ne l’écrit pas à votre place."
)


class Section(NamedTuple):
    """A section of the report: its id in the checklist, its title, what the checklist asks, and help to write it."""

    id: str
    title: str
    sentence: str
    article: str
    hint: str


_TITLES = {
    "cca_evaluation": "L’évaluation du plan par la CCA",
    "objectives": "Les objectifs atteints et non atteints",
    "actions": "Les actions réalisées et non réalisées",
    "unplanned_actions": "Les actions réalisées sans être prévues",
    "reasons": "Les raisons, ce qui a aidé, les difficultés",
    "impact": "L’impact sur le secteur",
    "recap": "Le récapitulatif des actions de coordination",
}


def sections() -> tuple[Section, ...]:
    """Return the sections of the report, in the order of the checklist."""
    return tuple(
        Section(item.id, _TITLES[item.id], item.sentence, item.article, _IMPACT_HINT if item.id == "impact" else "")
        for item in checklist(CHECKLIST).items
    )


def prewritten(facts: YearFacts) -> dict[str, str]:
    """Return the text of every section, by its id, as the facts alone can write it."""
    return {section.id: "\n".join(_WRITERS[section.id](facts)) for section in sections()}


def _cca_evaluation(facts: YearFacts) -> Iterator[str]:
    said = [one for one in facts.objectives if one.result]
    total = counted(len(facts.objectives), "objectif", "objectifs")
    if not said:
        yield f"La CCA n’a pas encore évalué ce plan de {total}."
        return
    results = [(label, [one for one in said if one.result == value]) for value, label in _RESULT.choices]
    counts = listed(f"{label.lower()} : {len(found)}" for label, found in results)
    yield f"La CCA a évalué {len(said)} de ses {total}. Résultats : {counts}."
    lacking = [str(one.number) for one in facts.objectives if not one.result]
    if lacking:
        yield f"Pas encore évalués : {_numbered('objectif', lacking)}."
    for one in said:
        yield f"• {_name(one)} : {_RESULT(one.result).label.lower()}.{_then(one.why)}"


def _objectives(facts: YearFacts) -> Iterator[str]:
    for value, label in [*_RESULT.choices, ("", "Pas encore évalué")]:
        found = [one for one in facts.objectives if one.result == value]
        if found:
            yield f"{label} ({len(found)} sur {len(facts.objectives)}) :"
            yield from (f"• {_name(one)}" for one in found)


_STATES = (
    (Progress.DONE, "Réalisées"),
    (Progress.UNDER_WAY, "En cours"),
    (Progress.TO_DO, "Pas commencées"),
    (Progress.DROPPED, "Abandonnées"),
    ("", "Sans suivi noté"),
)


def _actions(facts: YearFacts) -> Iterator[str]:
    for state, label in _STATES:
        found = [one for one in facts.actions if one.state == state]
        if found:
            yield f"{label} ({len(found)} sur {len(facts.actions)}) :"
            yield from (f"• Action {one.number} : {_first_words(one)}{_because(one)}" for one in found)


def _unplanned(facts: YearFacts) -> Iterator[str]:
    if not facts.unplanned:
        yield "Le suivi ne note aucune action en dehors du plan."
    for state, label in _STATES:
        found = [one for one in facts.unplanned if one.state == state]
        if found:
            yield f"{label} :"
            yield from (f"• {_first_words(one)}{_for(one)}{_because(one)}" for one in found)


def _reasons(facts: YearFacts) -> Iterator[str]:
    for one in facts.objectives:
        said = (("Pourquoi", one.why), ("Ce qui a aidé", one.helped), ("Ce qui a freiné", one.hindered))
        lines = [f"• {label} : {_one_line(text)}" for label, text in said if text]
        if lines:
            yield _name(one)
            yield from lines
    dropped = [one for one in (*facts.actions, *facts.unplanned) if one.state == Progress.DROPPED]
    if dropped:
        yield "Actions abandonnées"
        yield from (f"• {_titled(one)} : {_one_line(one.reason)}" for one in dropped)


def _impact(facts: YearFacts) -> Iterator[str]:
    return iter(())


def _recap(facts: YearFacts) -> Iterator[str]:
    total = counted(len(facts.actions), "action", "actions")
    yield f"Le plan {facts.year} compte {total}. {_states_in_words(facts.actions)}"
    if facts.unplanned:
        more = counted(len(facts.unplanned), "action non prévue", "actions non prévues")
        yield f"S’y ajoutent : {more}. {_states_in_words(facts.unplanned)}"
    for axis in AXES:
        found = [one for one in facts.actions if axis.number in one.axes]
        if found:
            total = counted(len(found), "action", "actions")
            yield f"• Axe {axis.number}, {axis.short} : {total}. {_states_in_words(found)}"


def _states_in_words(actions: Iterable[ActionFact]) -> str:
    held = list(actions)
    counts = [(label.lower(), sum(one.state == state for one in held)) for state, label in _STATES]
    words = ", ".join(f"{label} : {count}" for label, count in counts if count)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


_WRITERS: dict[str, Callable[[YearFacts], Iterator[str]]] = {
    "cca_evaluation": _cca_evaluation,
    "objectives": _objectives,
    "actions": _actions,
    "unplanned_actions": _unplanned,
    "reasons": _reasons,
    "impact": _impact,
    "recap": _recap,
}


def _name(objective: ObjectiveFact) -> str:
    label = objective.label.rstrip(" .;:")
    return f"Objectif {objective.number}, {label}" if label else f"Objectif {objective.number}"


def _numbered(word: str, numbers: list[str]) -> str:
    return f"{word} {numbers[0]}" if len(numbers) == 1 else f"{word}s {listed(numbers)}"


def _one_line(text: str) -> str:
    """Return all the words of a text on one line: a list has one line for each thing."""
    return " ".join(text.split())


def _then(text: str) -> str:
    return f" {_one_line(text)}" if text else ""


def first_words(text: str, most: int = _SHORT) -> str:
    """Return the beginning of an action's text on one line, its bullets joined."""
    lines = (line.strip(" •-–*\t") for line in text.splitlines())
    return shorten("; ".join(line.rstrip(" .;") for line in lines if line), most, placeholder="…") or "sans texte"


def _first_words(action: ActionFact) -> str:
    return first_words(action.text)


def _titled(action: ActionFact) -> str:
    return f"Action {action.number}" if action.number else _first_words(action)


def _because(action: ActionFact) -> str:
    return f". Raison : {_one_line(action.reason)}" if action.state == Progress.DROPPED else ""


def _for(action: ActionFact) -> str:
    return f" (pour l’objectif {action.objectives[0]})" if action.objectives else ""


class Line(NamedTuple):
    """A line of a text compared with another: taken away, added, or the same in both."""

    mark: str
    words: str


def compared(present: str, proposed: str) -> tuple[Line, ...]:
    """Return the lines of two texts, what goes (-), what comes (+) and what stays ( )."""
    found = difflib.ndiff(present.splitlines(), proposed.splitlines())
    return tuple(Line(one[0], one[2:]) for one in found if one[0] in "+- " and one[2:].strip())
