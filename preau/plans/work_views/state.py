"""What the editor shows of a draft: cards, what it touches, what annex 4 still lacks, the dates that wait."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse

from preau.foundation.accounts.requests import Request
from preau.law.annual_plan import AnnualPlan, SchoolYear
from preau.law.checklists import Coverage, coverage, missing_in_annual_plan, observations_on_annual_plan
from preau.law.results import Missing, Observation, Place
from preau.law.smart import SmartAdvice, advise
from preau.law.time_limits import DueDate, due, limit
from preau.plans.access import can_approve
from preau.plans.documents import document_from, rows_of
from preau.plans.models import AnnualActionPlan, PlannedAction, Point, PriorityObjective
from preau.plans.presentation import ActionView, action_view


@dataclass(frozen=True)
class Ordered:
    """Where a card stands: its key and numbers as text, ready for addresses, since a template slowly localises each."""

    key: str
    number: str
    above: str
    below: str
    first: bool
    last: bool


@dataclass(frozen=True)
class ActionCard:
    """An action as the editor shows it: its row, its place, its words and headings."""

    row: PlannedAction
    place: Ordered
    view: ActionView


@dataclass(frozen=True)
class ObjectiveCard:
    """An objective with its place, its advice and its actions."""

    row: PriorityObjective
    place: Ordered
    version: str
    advice: SmartAdvice
    actions: tuple[ActionCard, ...]
    point: Point | None = None  # the point to work on it was made from, in June


@dataclass(frozen=True)
class Lack:
    """One thing to do, with the address of the place where it is done."""

    remark: Missing | Observation
    address: str


@dataclass(frozen=True)
class EditorState:
    """The whole draft, ready to show."""

    plan: AnnualActionPlan
    document: AnnualPlan
    objectives: tuple[ObjectiveCard, ...]
    loose_actions: tuple[ActionCard, ...]
    coverage: Coverage
    missing: tuple[Lack, ...]
    observations: tuple[Lack, ...]
    transmission: DueDate

    @property
    def lacking(self) -> tuple[Missing, ...]:
        return missing_in_annual_plan(self.document)

    @property
    def complete(self) -> bool:
        return not self.missing


def editor_state(plan: AnnualActionPlan) -> EditorState:
    """Read a plan (five queries) and prepare what the editor shows."""
    objectives, actions = rows_of(plan)
    document = document_from(plan, objectives, actions)
    # An action that serves several objectives is edited under the first; the others refer to it.
    home = {row.pk: min(data.objectives, default=0) for row, data in zip(actions, document.actions, strict=True)}
    cards = {
        row.pk: ActionCard(
            row, _place(row, len(actions)), action_view(data, tuple(n for n in data.objectives if n != home[row.pk]))
        )
        for row, data in zip(actions, document.actions, strict=True)
    }
    address_of = _addresses(plan, objectives, actions)
    points = {point.objective_id: point for point in Point.objects.filter(objective__plan=plan)}
    return EditorState(
        plan=plan,
        document=document,
        objectives=tuple(
            ObjectiveCard(
                row,
                _place(row, len(objectives)),
                str(row.version),
                advise(row.text, plan.school_year),
                tuple(cards[action.pk] for action in actions if home[action.pk] == row.number),
                points.get(row.pk),
            )
            for row in objectives
        ),
        loose_actions=tuple(cards[action.pk] for action in actions if home[action.pk] == 0),
        coverage=coverage(document),
        missing=tuple(Lack(item, address_of(item.where)) for item in missing_in_annual_plan(document)),
        observations=tuple(Lack(item, address_of(item.where)) for item in observations_on_annual_plan(document)),
        transmission=transmission_of(plan.school_year),
    )


def _place(row: PriorityObjective | PlannedAction, count: int) -> Ordered:
    number = row.number
    return Ordered(str(row.pk), str(number), str(number - 1), str(number + 1), number == 1, number == count)


def transmission_of(year: SchoolYear) -> DueDate:
    """Return the day by which the plan must be at the commission and the council (D31)."""
    return due(limit("D31"), year.first_day)


def _addresses(
    plan: AnnualActionPlan, objectives: list[PriorityObjective], actions: list[PlannedAction]
) -> Callable[[Place], str]:
    editor = reverse("plans:editor", args=[plan.pk])
    objective_keys = {row.number: row.pk for row in objectives}
    action_keys = {row.number: row.pk for row in actions}

    def address_of(place: Place) -> str:
        if place.kind == "objective":
            return f"{editor}#objectif-{objective_keys[place.number]}"
        if place.kind == "action":
            return reverse("plans:action_edit", args=[plan.pk, action_keys[place.number]])
        return f"{editor}#commentaire" if place.kind == "comment" else f"{editor}#objectifs"

    return address_of


def state_fragments(request: Request, plan: AnnualActionPlan) -> dict[str, str]:
    """Return the parts of the editor that a background save changes, by the id of their place."""
    fresh = AnnualActionPlan.objects.select_related("zone").get(pk=plan.pk)
    state = editor_state(fresh)
    may_approve = can_approve(request.actor, fresh, state.lacking)
    context = {"state": state, "plan": fresh, "may_approve": may_approve, "actor": request.actor}
    return {
        "approbation": render_to_string("plans/work/approval.html", context, request),
        "couverture": render_to_string("plans/work/coverage.html", context, request),
        "etat": render_to_string("plans/work/checklist.html", context, request),
    }
