"""A plan as its readers see it: prepared once as plain data, so that templates only loop.

Made from `documents.document_of`; the public page, the reading pages of the coordination and the print view share it,
with the template parts in `plans/parts/`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, FilteredRelation, Q

from preau.law.annual_plan import ASPECTS, AXES, MISSIONS, Action, AnnualPlan, Heading, Objective, SchoolYear
from preau.law.checklists import Coverage, coverage
from preau.law.words import cardinal, listed
from preau.plans.models import AnnualActionPlan, PlannedAction, TopicKind
from preau.plans.revisions import published_texts

_LABEL = 90  # characters of an objective's text that name it when it has no title
# « De septembre 2020 à août 2021, » opens most objectives: every link of a list would begin alike.
_PERIOD = re.compile(r"^[^,.]{0,60}\b\d{4}\b[^,.]{0,40},\s+(?=\S)")


@dataclass(frozen=True)
class Fact:
    """One thing an action says beside its text: its name and its lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ActionView:
    """An action, with the headings of annex 4 it touches and the other objectives it serves."""

    action: Action
    axes: tuple[Heading, ...]
    aspects: tuple[Heading, ...]
    missions: tuple[Heading, ...]
    also_serves: tuple[int, ...]

    @property
    def anchor(self) -> str:
        return f"action-{self.action.number}"

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return who, when, how much and the rest, leaving out what is not said."""
        action = self.action
        missions = (*(mission.short for mission in self.missions), action.other_mission)
        said = (
            ("Mission de la convention", missions),
            ("En charge", (action.responsible,)),
            ("Période", (action.period,)),
            ("Indicateur", (action.indicator,)),
            ("Autre dossier", (action.link,)),
            ("Fréquence", ("Revient chaque année" if action.recurrent else "",)),
        )
        return tuple(Fact(label, tuple(filter(None, lines))) for label, lines in said if any(lines))

    @property
    def also_serves_words(self) -> str:
        """Return « l’objectif 2 », « les objectifs 2 et 4 »."""
        numbers = listed(map(str, self.also_serves))
        return f"les objectifs {numbers}" if len(self.also_serves) > 1 else f"l’objectif {numbers}"


@dataclass(frozen=True)
class Reference:
    """An action that serves this objective too, and is described under the first one it serves."""

    action: int
    described_under: int


@dataclass(frozen=True)
class ObjectiveView:
    """An objective with the actions described under it and those described under another."""

    objective: Objective
    actions: tuple[ActionView, ...]
    references: tuple[Reference, ...]

    @property
    def anchor(self) -> str:
        return f"objectif-{self.objective.number}"

    @property
    def label(self) -> str:
        """Return what names it in a list of links."""
        return objective_label(self.objective.title, self.objective.text)


def objective_label(title: str, text: str) -> str:
    """Return the short title or, without one, the beginning of the text after its dates."""
    if title:
        return title
    text = _PERIOD.sub("", " ".join(text.split()))
    text = text[:1].upper() + text[1:]
    if len(text) <= _LABEL:
        return text
    return text[:_LABEL].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


@dataclass(frozen=True)
class PlanView:
    """A whole plan to read. Each action is described once: under the first objective it serves, or apart."""

    objectives: tuple[ObjectiveView, ...]
    apart: tuple[ActionView, ...]
    comment: str
    coverage: Coverage
    actions: int

    @property
    def objectives_heading(self) -> str:
        """Return « Les six objectifs », « L’objectif », or that there is none."""
        count = len(self.objectives)
        return {0: "Aucun objectif", 1: "L’objectif"}.get(count, f"Les {cardinal(count)} objectifs")


def view_of(document: AnnualPlan) -> PlanView:
    """Return the plan prepared for reading; no query."""
    known = {objective.number for objective in document.objectives}
    under: dict[int, list[ActionView]] = {number: [] for number in known}
    references: dict[int, list[Reference]] = {number: [] for number in known}
    apart: list[ActionView] = []
    for action in document.actions:
        first, *others = [number for number in action.objectives if number in known] or [0]
        shown = action_view(action, tuple(others))
        (under[first] if first else apart).append(shown)
        for number in others:
            references[number].append(Reference(action.number, first))
    objectives = tuple(
        ObjectiveView(objective, tuple(under[objective.number]), tuple(references[objective.number]))
        for objective in document.objectives
    )
    return PlanView(objectives, tuple(apart), document.comment, coverage(document), len(document.actions))


def action_view(action: Action, also_serves: tuple[int, ...] = ()) -> ActionView:
    """Return one action with its headings."""
    return ActionView(
        action,
        _headings(AXES, action.axes),
        _headings(ASPECTS, action.aspects),
        _headings(MISSIONS, action.missions),
        also_serves,
    )


def _headings(all_of_them: tuple[Heading, ...], numbers: Iterable[int]) -> tuple[Heading, ...]:
    return tuple(all_of_them[number - 1] for number in numbers)


@dataclass(frozen=True)
class AspectLine:
    """One aspect and the number of actions that name it in each plan."""

    heading: Heading
    counts: tuple[int, ...]


@dataclass(frozen=True)
class AspectsByYear:
    """Which aspects the plans of a zone named over the years: the columns are the years, oldest first."""

    years: tuple[SchoolYear, ...]
    lines: tuple[AspectLine, ...]


def aspects_by_year(plans: Sequence[AnnualActionPlan], most: int = 10) -> AspectsByYear | None:
    """Return the table of the newest `most` plans given, newest first; None when there is nothing to compare."""
    shown = list(reversed(plans[:most]))
    if len(shown) < 2:
        return None
    # From the actions, with the topics joined on the left: from the topics, a database may walk those of every plan.
    counted = (
        PlannedAction.objects.filter(plan__in=shown)
        .annotate(aspect=FilteredRelation("topics", condition=Q(topics__kind=TopicKind.ASPECT)))
        .order_by()
        .values_list("plan_id", "aspect__number")
        .annotate(Count("pk"))
    )
    counts = {(key, number): count for key, number, count in counted}
    for key, document in published_texts(shown).items():
        for aspect in ASPECTS:
            counts[key, aspect.number] = sum(1 for action in document.actions if aspect.number in action.aspects)
    return AspectsByYear(
        tuple(plan.school_year for plan in shown),
        tuple(AspectLine(a, tuple(counts.get((plan.pk, a.number), 0) for plan in shown)) for a in ASPECTS),
    )
