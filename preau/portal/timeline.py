"""The year of the coordination as a line: what the law dates, what ONE advises, what is done, why each date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.charts import Lane, Mark, Span, Year
from preau.foundation.ui.patterns import CountStep
from preau.law.annual_plan import SchoolYear
from preau.law.calendar import school_year
from preau.law.plan_dates import plan_dates
from preau.law.results import Step
from preau.law.time_limits import DueDate
from preau.plans.models import DRAFT_EDITORS, AnnualActionPlan

_LABELS = {
    "D31": "transmis",
    "D32": "transmis",
    "D33-preparation": "évaluer, préparer",
    "D33-objectives": "objectifs fixés",
    "D33-approval": "débat en CCA",
    "D33-two-months": "finalisé",
}
_APPROVAL = {"D33-approval", "D33-two-months", "D33-objectives", "D33-preparation"}
_REPORT = "D32"


@dataclass(frozen=True)
class Reason:
    """Why a date is that date: what was read in the texts, then the days counted, each with its article."""

    due: DueDate
    readings: tuple[Step, ...]
    days: tuple[CountStep, ...]


@dataclass(frozen=True)
class Timeline:
    """The line of the year and the reason of each of its dates, in order."""

    year: Year
    reasons: tuple[Reason, ...]


def timeline_for(
    actor: Actor, plans: tuple[AnnualActionPlan, ...], met: Mapping[tuple[int, str], date] = MappingProxyType({})
) -> Timeline:
    """Return the school year under way for the zone of `actor`, from its plans and the limits they kept; no query."""
    present = SchoolYear.containing(actor.today)
    approved = {plan.start_year: plan for plan in plans if plan.approved_on}
    dates = plan_dates(present)
    lanes: dict[str, list[Mark]] = {_lane(due): [] for due in dates}
    for due in dates:
        kept_on = met.get((due.year.start, due.limit.id))
        if kept_on is not None:
            if present.first_day <= kept_on <= present.last_day:
                lanes[_lane(due)].append(_kept(due, kept_on))
        elif due.limit.id not in _APPROVAL or due.year.start not in approved:
            lanes[_lane(due)].append(_mark(due, actor))
    for year, plan in approved.items():
        lane = f"Plan {SchoolYear(year)}"
        if lane in lanes and plan.approved_on and present.first_day <= plan.approved_on <= present.last_day:
            lanes[lane].append(_approval(plan))
    line = Year(
        title=f"L’année {present} de la coordination",
        start=present.first_day,
        end=present.last_day,
        lanes=[Lane(label, marks, _spans(label, present)) for label, marks in lanes.items()],
        today=actor.today,
        holidays=_holidays(present),
    )
    return Timeline(line, tuple(reason_of(due) for due in dates))


def _lane(due: DueDate) -> str:
    return f"{'Rapport' if due.limit.id == _REPORT else 'Plan'} {due.year}"


def _mark(due: DueDate, actor: Actor) -> Mark:
    mine = not due.soft and actor.role in DRAFT_EDITORS
    return Mark(
        due.due,
        _LABELS.get(due.limit.id, due.title),
        "due" if mine else "soft",
        legal=not due.soft,
        what=due.title,
        rule=due.article,
        status="Conseil de l’ONE" if due.soft else "Date légale",
    )


def _kept(due: DueDate, day: date) -> Mark:
    """Return the mark of a limit that was kept, on the day it was; late or not, it is done."""
    status = "Fait" if day <= due.due else "Fait après la date légale"
    return Mark(
        day, _LABELS.get(due.limit.id, due.title), "done", legal=False, what=due.title, rule=due.article, status=status
    )


def _approval(plan: AnnualActionPlan) -> Mark:
    assert plan.approved_on is not None  # noqa: S101 - the caller looked
    what = f"Plan {plan.school_year} approuvé par la CCA"
    return Mark(
        plan.approved_on, "approuvé", "done", legal=False, what=what, rule="décret du 3 juillet 2003, art. 11/1"
    )


def _spans(label: str, present: SchoolYear) -> tuple[Span, ...]:
    return (Span(present.first_day, present.last_day),) if label == f"Plan {present}" else ()


def _holidays(present: SchoolYear) -> tuple[Span, ...]:
    calendar = school_year(present.start)
    if calendar is None:
        return ()
    return tuple(Span(one.first_day, one.last_day, one.name) for one in calendar.breaks)


def reason_of(due: DueDate) -> Reason:
    """Return the steps of a due date, those without a day first."""
    return Reason(
        due,
        readings=tuple(step for step in due.steps if step.day is None),
        days=tuple(CountStep(step.day, step.text_fr, step.article) for step in due.steps if step.day),
    )
