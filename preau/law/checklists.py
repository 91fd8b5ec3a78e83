"""What a document still lacks, in sentences that say what to do: annex 4 for the annual plan.

Annex 4 judges the actions: each names at least one axis, one aspect and one objective. A priority objective that no
action serves yet, an empty free comment or an unnamed mission prevent nothing: they are observations.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from preau.law.annual_plan import (
    ANNEX_4,
    ASPECT_NUMBERS,
    ASPECTS,
    AXES,
    AXIS_NUMBERS,
    Action,
    AnnualPlan,
    Heading,
)
from preau.law.results import Missing, Observation, Place
from preau.law.words import cardinal, listed

OBJECTIVES_POINT = f"{ANNEX_4}, 1"
COMMENT_POINT = f"{ANNEX_4}, 2"
ACTIONS_POINT = f"{ANNEX_4}, 3"
MISSION_AXIS = 4
SHARED_FROM = 3  # below three actions, that most of them share an aspect says nothing


def missing_in_annual_plan(plan: AnnualPlan) -> tuple[Missing, ...]:
    """Return what annex 4 asks for and `plan` does not have, in the order of the document; empty when complete."""
    return (*_missing_in_objectives(plan), *_missing_in_actions(plan))


def _missing_in_objectives(plan: AnnualPlan) -> Iterator[Missing]:
    if not plan.objectives:
        yield Missing("no_objective", "Écrivez au moins un objectif prioritaire.", OBJECTIVES_POINT, Place("plan"))
    for objective in plan.objectives:
        if not objective.text.strip():
            sentence = f"Rédigez l’objectif {objective.number}."
            yield Missing("objective_text", sentence, OBJECTIVES_POINT, Place("objective", objective.number))


def _missing_in_actions(plan: AnnualPlan) -> Iterator[Missing]:
    if not plan.actions:
        sentence = "Ajoutez au moins une action : le plan traduit les objectifs en actions concrètes."
        yield Missing("no_action", sentence, ACTIONS_POINT, Place("plan"))
    known = {objective.number for objective in plan.objectives}
    for action in plan.actions:
        for code, sentence in _missing_in_action(action, known):
            yield Missing(code, sentence, ACTIONS_POINT, Place("action", action.number))


def _missing_in_action(action: Action, known: set[int]) -> Iterator[tuple[str, str]]:
    if not action.text.strip():
        yield "action_text", f"Décrivez l’action {action.number}."
    if not AXIS_NUMBERS.intersection(action.axes):
        yield "action_axis", f"Choisissez au moins un axe pour l’action {action.number}."
    if not ASPECT_NUMBERS.intersection(action.aspects):
        yield "action_aspect", f"Choisissez au moins un aspect de l’accueil pour l’action {action.number}."
    strangers = [str(number) for number in action.objectives if number not in known]
    if not known.intersection(action.objectives):
        yield "action_objective", f"Reliez l’action {action.number} à un objectif du plan."
    elif strangers:
        yield (
            "action_objective_unknown",
            f"L’action {action.number} renvoie à l’objectif {listed(strangers)}, qui n’est pas dans le plan : "
            "choisissez-en un autre ou retirez ce lien.",
        )


def observations_on_annual_plan(plan: AnnualPlan) -> tuple[Observation, ...]:
    """Return what is worth a look in `plan` and prevents nothing."""
    return tuple(_observations(plan))


def _observations(plan: AnnualPlan) -> Iterator[Observation]:
    for number in coverage(plan).objectives_without_action:
        sentence = f"Aucune action ne sert encore l’objectif {number}."
        yield Observation("objective_without_action", sentence, ACTIONS_POINT, Place("objective", number))
    for action in plan.actions:
        if MISSION_AXIS in action.axes and not (action.missions or action.other_mission.strip()):
            sentence = f"L’action {action.number} sert une mission de la convention : dites laquelle."
            yield Observation("action_mission", sentence, ACTIONS_POINT, Place("action", action.number))
    if plan.objectives and not plan.comment.strip():
        sentence = "La CCA peut dire ici le rapport entre ces objectifs et le programme CLE. C’est facultatif."
        yield Observation("no_comment", sentence, COMMENT_POINT, Place("comment"))
    shared = coverage(plan).observation
    if shared:
        yield Observation("shared_aspect", shared, ACTIONS_POINT, Place("plan"))


@dataclass(frozen=True)
class Touched:
    """One axis or aspect of annex 4 and the numbers of the actions that name it."""

    heading: Heading
    actions: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.actions)


@dataclass(frozen=True)
class Coverage:
    """What a plan touches, in the order of annex 4, and what stands alone; numbers are those of the plan."""

    axes: tuple[Touched, ...]
    aspects: tuple[Touched, ...]
    objectives_without_action: tuple[int, ...]
    actions_without_objective: tuple[int, ...]
    observation: str

    @property
    def strip(self) -> tuple[tuple[str, int], ...]:
        """Return each aspect by its short name, with the number of actions that name it."""
        return tuple((aspect.heading.short, aspect.count) for aspect in self.aspects)

    @property
    def aspects_touched(self) -> int:
        return sum(1 for aspect in self.aspects if aspect.actions)

    @property
    def axes_touched(self) -> int:
        return sum(1 for axis in self.axes if axis.actions)


def coverage(plan: AnnualPlan) -> Coverage:
    """Return which axes and aspects the actions of `plan` touch, and which objectives and actions are not linked."""
    objectives = [objective.number for objective in plan.objectives]
    served = {number for action in plan.actions for number in action.objectives}
    aspects = tuple(
        Touched(aspect, tuple(a.number for a in plan.actions if aspect.number in a.aspects)) for aspect in ASPECTS
    )
    return Coverage(
        axes=tuple(Touched(axis, tuple(a.number for a in plan.actions if axis.number in a.axes)) for axis in AXES),
        aspects=aspects,
        objectives_without_action=tuple(number for number in objectives if number not in served),
        actions_without_objective=tuple(
            action.number for action in plan.actions if not set(objectives).intersection(action.objectives)
        ),
        observation=_shared_aspect(aspects, len(plan.actions)),
    )


def _shared_aspect(aspects: tuple[Touched, ...], actions: int) -> str:
    most = max(aspect.count for aspect in aspects)
    if actions < SHARED_FROM or most * 2 <= actions:
        return ""
    share = (
        "Toutes les actions" if most == actions else f"{cardinal(most).capitalize()} actions sur {cardinal(actions)}"
    )
    return f"Un plan n’a pas à toucher tous les aspects. {share} visent le même : est-ce le choix de la CCA ?"
