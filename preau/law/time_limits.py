"""Time limits as data (`data/time_limits.json`) and the rule that turns one into a due date with its steps.

A unit of length has one counter in `COUNTERS`. A fixed date (rule R-FIX) is never moved, be it a Sunday: it runs to its
last minute in Brussels. A duty without a day (D30) gets none. Limits of the same year come in the order of their dates.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from preau.law.annual_plan import SchoolYear
from preau.law.calendar import day_off
from preau.law.data import read
from preau.law.results import CannotCompute, Step
from preau.law.texts import text
from preau.law.words import full_date


class Unit(StrEnum):
    """What a length is counted in."""

    FIXED_DATE = "fixed_date"
    NO_DAY = "no_day"  # the text binds and gives no day


@dataclass(frozen=True)
class FixedDate:
    """A day of the civil year in which the trigger starts, or `years` later."""

    month: int
    day: int
    years: int

    def of(self, year: SchoolYear) -> date:
        return date(year.start + self.years, self.month, self.day)


@dataclass(frozen=True)
class TimeLimit:
    """One row of the table of time limits.

    Soft: advised by a guide, without sanction. Validity None: unknown or open.
    """

    id: str
    title: str
    trigger: str
    unit: Unit
    length: FixedDate | None
    opens: FixedDate | None
    owed_by: str
    text: str
    article: str
    reading: str
    consequence: str
    silence: str
    valid_from: date | None
    valid_to: date | None
    soft: bool

    @property
    def citation(self) -> str:
        """Return the article with its text: « arrêté du 3 décembre 2003, art. 3/1 »."""
        return text(self.text).cite(self.article)

    def in_force(self, day: date) -> bool:
        """Say whether the limit binds (or advises) on `day`."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class DueDate:
    """The due date of one limit for the plan of one school year.

    `raw` is the date counted, `final` the date after any shift; `opens` the day from which the thing is expected, if
    it is said.
    """

    limit: TimeLimit
    year: SchoolYear
    raw: date
    final: date
    opens: date | None
    steps: tuple[Step, ...]

    @property
    def article(self) -> str:
        return self.limit.citation

    @property
    def soft(self) -> bool:
        return self.limit.soft

    @property
    def title(self) -> str:
        return self.limit.title


@cache
def limits() -> tuple[TimeLimit, ...]:
    """Return every time limit known, in the order of the table."""
    return tuple(_limit(row) for row in read("time_limits.json"))


def limit(limit_id: str) -> TimeLimit:
    """Return the limit of that id; raises KeyError."""
    for known in limits():
        if known.id == limit_id:
            return known
    raise KeyError(limit_id)


def due(limit: TimeLimit, school_year: SchoolYear) -> DueDate:
    """Return the due date of `limit` for the plan of `school_year`.

    Raises CannotCompute when the text gives no day or was not in force.
    """
    found = COUNTERS[limit.unit](limit, school_year)
    if not limit.in_force(found.final):
        raise CannotCompute(
            f"Impossible à calculer : {limit.citation}, n’est pas en vigueur le {full_date(found.final)}."
        )
    return found


def dates_of_plan(school_year: SchoolYear) -> tuple[DueDate, ...]:
    """Return the dates in the life of one plan, in order: from the June before it to the report of the year after."""
    found = [due(known, school_year) for known in limits() if _applies(known, school_year)]
    return tuple(sorted(found, key=lambda one: one.final))


def plan_dates(school_year: SchoolYear) -> tuple[DueDate, ...]:
    """Return what falls due from 1 September to 31 August of `school_year`, in order, for the line of the year.

    Three plans meet there: the year's own, the report of the plan before, the preparation of the plan after.
    """
    years = (SchoolYear(school_year.start + shift) for shift in (-1, 0, 1))
    found = [one for year in years for one in dates_of_plan(year)]
    within = [one for one in found if school_year.first_day <= one.final <= school_year.last_day]
    return tuple(sorted(within, key=lambda one: one.final))


def _applies(known: TimeLimit, school_year: SchoolYear) -> bool:
    return known.unit is not Unit.NO_DAY and known.in_force(COUNTERS[known.unit](known, school_year).final)


def _fixed_date(limit: TimeLimit, school_year: SchoolYear) -> DueDate:
    if limit.length is None:
        return _no_day(limit, school_year)
    day = limit.length.of(school_year)
    opens = limit.opens.of(school_year) if limit.opens else None
    steps = [Step(f"Plan de l’année {school_year}, du 1er septembre au 31 août.", PERIOD)]
    if opens:
        steps.append(Step("La période s’ouvre.", limit.citation, opens))
    steps.append(Step(limit.reading, limit.citation))
    steps.append(Step(_last_day(limit, day), limit.citation, day))
    return DueDate(limit, school_year, raw=day, final=day, opens=opens, steps=tuple(steps))


def _no_day(limit: TimeLimit, school_year: SchoolYear) -> DueDate:
    raise CannotCompute(
        f"Impossible à calculer : {limit.citation}, ne donne pas de jour pour le plan de l’année {school_year}."
    )


def _last_day(limit: TimeLimit, day: date) -> str:
    if limit.soft:
        return "Dernier jour conseillé."
    why = day_off(day)
    even_then = f", même si ce jour est chômé ({why})" if why else ""
    return f"Dernier jour, jusqu’à minuit. Une date fixe n’est pas reportée{even_then}."


PERIOD = text("decree").cite("art. 11/1, § 1er")
COUNTERS: dict[Unit, Callable[[TimeLimit, SchoolYear], DueDate]] = {
    Unit.FIXED_DATE: _fixed_date,
    Unit.NO_DAY: _no_day,
}


def _limit(row: dict[str, Any]) -> TimeLimit:
    values = dict(row)
    values["unit"] = Unit(values["unit"])
    for name in ("length", "opens"):
        values[name] = FixedDate(**values[name]) if values[name] else None
    for name in ("valid_from", "valid_to"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return TimeLimit(**values)
