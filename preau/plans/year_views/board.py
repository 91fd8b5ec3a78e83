"""The board of actions, grouped by objective or by state, and their calendar by month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.typography import plural
from preau.law.annual_plan import SchoolYear
from preau.law.calendar import month_length, school_holiday
from preau.law.words import MONTHS, WEEKDAYS
from preau.plans.access_year import can_follow
from preau.plans.acts.followup import PLANNED, UNPLANNED, Item
from preau.plans.models import AnnualActionPlan, Progress
from preau.plans.periods import proposed
from preau.plans.presentation import objective_label
from preau.plans.report_text import first_words
from preau.plans.work_views.common import READERS
from preau.plans.year_forms import BY_STATE, LATE, NOBODY, BoardFilters
from preau.plans.year_views.common import approved_plan

OWED = (Progress.TO_DO, Progress.UNDER_WAY)
_TAGS = {Progress.TO_DO: "", Progress.UNDER_WAY: "wait", Progress.DONE: "done", Progress.DROPPED: "quiet"}
_ONE_TAP = (Progress.TO_DO, Progress.UNDER_WAY, Progress.DONE)


@dataclass(frozen=True)
class Card:
    """One action as the board shows it. `to` gives what each button of a state sends, and its words."""

    item: Item
    name: str
    text: str
    state: str
    version: int
    reason: str
    starts_on: date | None
    due_on: date | None
    late: bool
    in_charge: Any
    responsible: str
    period: str
    notes: int
    objectives: tuple[int, ...]

    @property
    def anchor(self) -> str:
        return f"{self.item.kind}-{self.item.pk}"

    @property
    def short(self) -> str:
        """Return the first words of the text on one line."""
        return first_words(self.text, 90)

    @property
    def state_words(self) -> str:
        return Progress(self.state).label

    @property
    def state_tag(self) -> str:
        return _TAGS[Progress(self.state)]

    @property
    def to(self) -> tuple[tuple[str, str], ...]:
        return tuple((f"{one.value}:{self.version}", str(one.label)) for one in _ONE_TAP if one != self.state)


@dataclass(frozen=True)
class Group:
    """Cards under one heading."""

    heading: str
    cards: tuple[Card, ...]
    number: int = 0

    @property
    def done(self) -> int:
        return sum(card.state == Progress.DONE for card in self.cards)


def cards_of(plan: AnnualActionPlan, today: date) -> list[Card]:
    """Return every action of a plan with where it stands: three queries whatever their number."""
    people = "progress__in_charge__person", "progress__in_charge__organisation"
    actions = plan.actions.select_related("progress", *people).prefetch_related("objectives")
    cards = [_planned(action, today) for action in actions.annotate(notes=Count("progress_notes"))]
    unplanned = plan.unplanned_actions.select_related("objective").annotate(noted=Count("notes"))
    return [*cards, *(_unplanned(action, today) for action in unplanned)]


def _planned(action: Any, today: date) -> Card:
    held = getattr(action, "progress", None)
    state, due_on = (held.state, held.due_on) if held else (Progress.TO_DO.value, None)
    return Card(
        Item(PLANNED, action.pk),
        f"Action {action.number}",
        action.text,
        state,
        held.version if held else 0,
        held.reason if held else "",
        held.starts_on if held else None,
        due_on,
        _is_late(state, due_on, today),
        held.in_charge if held else None,
        action.responsible,
        action.period,
        action.notes,
        tuple(sorted(one.number for one in action.objectives.all())),
    )


def _unplanned(action: Any, today: date) -> Card:
    late = _is_late(action.state, action.due_on, today)
    objectives = (action.objective.number,) if action.objective else ()
    return Card(
        Item(UNPLANNED, action.pk),
        "Action non prévue",
        action.text,
        action.state,
        action.version,
        action.reason,
        None,
        action.due_on,
        late,
        None,
        "",
        "",
        action.noted,
        objectives,
    )


def _is_late(state: str, due_on: date | None, today: date) -> bool:
    return due_on is not None and due_on < today and state in OWED


@require_safe
@who_may(READERS)
def board(request: Request, plan_id: int) -> HttpResponse:
    """Show where the actions of an approved plan stand."""
    plan = approved_plan(request, plan_id)
    today = request.actor.today
    cards = cards_of(plan, today)
    objectives = [(one.number, objective_label(one.title, one.text)) for one in plan.objectives.all()]
    people = {str(card.in_charge.pk): str(card.in_charge.person) for card in cards if card.in_charge}
    filters = BoardFilters(
        request.GET,
        objectives=[(number, f"{number}. {label}"[:70]) for number, label in objectives],
        people=sorted(people.items(), key=lambda pair: pair[1]),
    )
    filters.is_valid()
    shown = [card for card in cards if _wanted(card, filters)]
    by_state = filters.asked("par") == BY_STATE
    context = {
        "plan": plan,
        "today": today,
        "may": can_follow(request.actor, plan),
        "table": {"filters": filters, "kept": (), "count_words": plural(len(shown), "action")},
        "groups": list(_by_state(shown) if by_state else _by_objective(shown, objectives)),
        "counts": [(one.label, sum(card.state == one for card in cards)) for one in Progress],
        "late": sum(card.late for card in cards),
        "readable": sum(card.due_on is None and _is_readable(card, plan.school_year) for card in cards),
        "back": request.GET.urlencode(),
    }
    return render(request, "plans/year/followup_board.html", context)


def _is_readable(card: Card, year: SchoolYear) -> bool:
    return bool(card.period) and proposed(card.period, year) is not None


def _wanted(card: Card, filters: BoardFilters) -> bool:
    objective, charge = filters.asked("objectif"), filters.asked("charge")
    if objective and objective not in card.objectives:
        return False
    if charge and charge != (str(card.in_charge.pk) if card.in_charge else NOBODY):
        return False
    return filters.asked("retard") != LATE or card.late


def _by_objective(cards: list[Card], objectives: Iterable[tuple[int, str]]) -> Iterator[Group]:
    """Yield each objective with the actions it is the first to be served by; those that serve none come last."""
    for number, label in objectives:
        found = tuple(card for card in cards if card.objectives[:1] == (number,))
        if found:
            yield Group(label, found, number)
    loose = tuple(card for card in cards if not card.objectives)
    if loose:
        yield Group("Sans objectif", loose)


def _by_state(cards: list[Card]) -> Iterator[Group]:
    for state in Progress:
        found = tuple(card for card in cards if card.state == state)
        if found:
            yield Group(str(state.label), found)


@dataclass(frozen=True)
class Day:
    """One day of the calendar: the school holiday it falls in, and what is due."""

    day: date
    holiday: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Month:
    """A month: its weeks from Monday (None outside the month), what is due in it, its holidays in words."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    days: tuple[Day, ...]
    holidays: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{MONTHS[self.first.month - 1].capitalize()} {self.first.year}"


@require_safe
@who_may(READERS)
def calendar(request: Request, plan_id: int) -> HttpResponse:
    """Show the actions of a plan month by month, by the day they are due."""
    plan = approved_plan(request, plan_id)
    cards = cards_of(plan, request.actor.today)
    year = plan.school_year
    dated = [card for card in cards if card.due_on]
    context = {
        "plan": plan,
        "today": request.actor.today,
        "months": list(months_of(year, dated)),
        "outside": [c for c in dated if c.due_on and not year.first_day <= c.due_on <= year.last_day],
        "undated": [card for card in cards if card.due_on is None and card.state in OWED],
        "known": school_holiday(year.first_day) is not None,
        "weekdays": [(name[:2], name) for name in WEEKDAYS],
    }
    return render(request, "plans/year/followup_calendar.html", context)


def months_of(year: SchoolYear, cards: list[Card]) -> Iterator[Month]:
    """Yield the twelve months of the school year."""
    due: dict[date, list[Card]] = {}
    for card in cards:
        if card.due_on:
            due.setdefault(card.due_on, []).append(card)
    for shift in range(12):
        civil, month = divmod(8 + shift, 12)
        first = date(year.start + civil, month + 1, 1)
        length = month_length(first.year, first.month)
        days = [_day(first + timedelta(days=number), due) for number in range(length)]
        before: list[Day | None] = [None] * first.weekday()
        after: list[Day | None] = [None] * (-(first.weekday() + length) % 7)
        cells = [*before, *days, *after]
        weeks = tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))
        names = tuple(dict.fromkeys(one.holiday for one in days if one.holiday))
        yield Month(first, weeks, tuple(one for one in days if one.cards), names)


def _day(day: date, due: dict[date, list[Card]]) -> Day:
    return Day(day, school_holiday(day) or "", tuple(due.get(day, ())))
