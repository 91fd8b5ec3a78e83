"""Time limits as data (`data/time_limits/`) and the one rule that turns a limit into a due date with its steps.

Ids are those of the tables of the law: D01 to D107 for the accueil temps libre, T1 to T29 for homework schools. A unit
of length has one counter in `COUNTERS`. A duty without a day (D30) gets none.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from preau.law.annual_plan import SchoolYear
from preau.law.calendar import (
    ONE_DAY,
    activity_year_start,
    add_months,
    month_length,
    previous_working_day,
    quarter_end,
    school_holiday,
)
from preau.law.counting import ANALOGY, Counted, Length, Shift, check_length, count, count_paused, shifted
from preau.law.data import read
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.words import full_date, long_date

TABLES = ("plan.json", "atl.json", "edd.json")
DEFINES_DAYS = {"decree", "order"}  # the texts under the decree's own way of counting (art. 1er, 7° and 8°)
ASK_NOTIFIED = " Si la décision a été notifiée avant, donnez aussi « notified »."
SOMETIMES_OFF = "mardi gras"
SOMETIMES_OFF_READING = (
    "Le mardi gras n’est congé que certaines années : nous lisons qu’il n’arrête pas le délai. "
    "L’autre lecture donnerait un jour de plus."
)


class Unit(StrEnum):
    """What the length of a limit is counted in."""

    CALENDAR_DAYS = "CD"
    WORKING_DAYS = "WD"
    MONTHS = "MO"
    YEARS = "YR"
    SCHOOL_DAYS_OFF = "SCHOOL"  # calendar days that stand still in school holidays and days of leave (R-SCHOOL)
    COUNCIL_MEETINGS = "CM"  # sittings of the municipal council
    FIXED_DATE = "FIX"
    LAST_WORKING_DAY = "LWD"  # last working day of the n-th month after the quarter
    QUARTER_END = "QE"  # last day of the n-th calendar quarter that begins after the trigger
    NO_DAY = "NONE"  # the text binds and gives no day


class Moment(StrEnum):
    """Which of the dates of an act starts the count; sending, receipt and adoption are never the same date."""

    EVENT = "event"
    SENT = "sent"
    RECEIVED = "received"
    ADOPTED = "adopted"
    NOTIFIED = "notified"
    DUE_DATE = "due_date"  # the last day of another limit
    PERIOD = "period"  # the first day of the year or period concerned


class Period(StrEnum):
    """The period a limit looks at, when any day within it may stand for it."""

    SCHOOL_YEAR = "school_year"  # stands for its first day, 1 September
    OCTOBER_YEAR = "october_year"  # stands for its first day, 1 October
    ACTIVITY_YEAR = "activity_year"  # of homework schools; stands for its first day
    QUARTER = "quarter"  # stands for its last day

    def day_of(self, day: date) -> date:
        """Return the day that stands for the period `day` falls in."""
        if self is Period.QUARTER:
            return quarter_end(day)
        if self is Period.ACTIVITY_YEAR:
            return activity_year_start(day)
        if self is Period.SCHOOL_YEAR:
            return SchoolYear.containing(day).first_day
        return date(day.year if day.month >= 10 else day.year - 1, 10, 1)


class FixedDate(Struct, frozen=True):
    """A day of the civil year in which the trigger falls, or `years` later."""

    month: int
    day: int
    years: int = 0

    def of(self, start: date) -> date:
        return date(start.year + self.years, self.month, self.day)


class Bounds(Struct, frozen=True):
    """The shortest and the longest length that ONE may set; None: no bound."""

    at_least: int | None = None
    at_most: int | None = None


class TimeLimit(Struct, frozen=True, kw_only=True):
    """One row of the table of time limits.

    `length` is in `unit`, counted backwards when negative; None when ONE sets it (`bounds`), when the date is fixed
    (`fixed`, open from `opens`) or when the text gives none. Soft: advised, without sanction. `valid_from` None: the
    day of effect is unknown, the day of the text itself is the earliest; `valid_to` None: open. Nature: an act to be
    done, the end of a validity, or of a duty to keep papers. `period`: what the trigger is a day of.
    """

    id: str
    title: str
    trigger: str
    moment: Moment
    unit: Unit
    length: int | None = None
    bounds: Bounds | None = None
    fixed: FixedDate | None = None
    opens: FixedDate | None = None
    shift: Shift = Shift.FORWARD
    owed_by: str
    text: str
    article: str
    reading: str = ""
    consequence: str
    silence: str
    tacit: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    soft: bool = False
    nature: Literal["act", "validity", "retention"] = "act"
    period: Period | None = None

    @property
    def citation(self) -> str:
        """Return the article with its text: « arrêté du 3 décembre 2003, art. 3/1 »."""
        return text(self.text).cite(self.article)

    @property
    def known_from(self) -> date | None:
        """Return the first day on which the limit is known to bind or advise; None when nothing dates it."""
        return self.valid_from or text(self.text).dated

    def in_force(self, day: date) -> bool:
        """Say whether the limit is known to bind (or advise) on `day`."""
        return (self.known_from or day) <= day <= (self.valid_to or day)


class DueDate(Answer, frozen=True, kw_only=True):
    """The due date of one limit.

    `start` the trigger, `raw` the day counted, `due` the day after any shift, `safe` the last working day on which
    nobody can dispute that the act is in time (None when nothing is to be done: a validity, papers to keep), `opens`
    the day from which the thing is expected, `tacit_from` the day from which silence counts as a yes.
    """

    limit: TimeLimit
    start: date
    raw: date
    due: date
    safe: date | None = None
    opens: date | None = None
    tacit_from: date | None = None

    @property
    def article(self) -> str:
        return self.limit.citation

    @property
    def soft(self) -> bool:
        return self.limit.soft

    @property
    def title(self) -> str:
        return self.limit.title

    @property
    def year(self) -> SchoolYear:
        """Return the school year in which the count starts: the plan's own for the dates of a plan."""
        return SchoolYear.containing(self.start)


class Facts(Struct, frozen=True):
    """What a limit may need besides its trigger: the length that ONE set, the sittings of the council.

    `notified` is the day on which a contested decision was notified: it says which appeal applies (reading A25 of the
    change of 1 January 2027).
    """

    length: int | None = None
    council: tuple[date, ...] = ()
    notified: date | None = None


NO_FACTS = Facts()


@cache
def limits() -> tuple[TimeLimit, ...]:
    """Return every time limit known, in the order of the tables."""
    return tuple(
        row
        for table in TABLES
        for row in msgspec.convert(read(f"time_limits/{table}"), tuple[TimeLimit, ...], strict=True)
    )


@cache
def _by_id() -> dict[str, TimeLimit]:
    return {known.id: known for known in limits()}


def limit(limit_id: str) -> TimeLimit:
    """Return the limit of that id; raises KeyError."""
    return _by_id()[limit_id]


def due(limit: TimeLimit, start: date, facts: Facts = NO_FACTS) -> DueDate:
    """Return the due date of `limit` when its trigger falls on `start`.

    Raises CannotCompute when the text gives no day, was not in force or something is not known; Refused when a fact is
    impossible.
    """
    if limit.unit is not Unit.FIXED_DATE:
        unknown_regime = facts.notified is None and limit.moment is Moment.RECEIVED
        _check_in_force(limit, facts.notified or start, ASK_NOTIFIED if unknown_regime else "")
    found = COUNTERS[limit.unit](limit, start, facts)
    if limit.unit is Unit.FIXED_DATE:
        _check_in_force(limit, date(start.year, found.due.month, found.due.day))  # else for a year before the law
        _check_in_force(limit, found.due)
    return _explained(limit, start, found)


def _check_in_force(limit: TimeLimit, day: date, hint: str = "") -> None:
    if limit.in_force(day):
        return
    when = full_date(day)
    if limit.valid_to and day > limit.valid_to:
        until = full_date(limit.valid_to)
        said = f"{limit.citation}, n’est plus en vigueur le {when} : ce délai valait jusqu’au {until}.{hint}"
    else:
        since = full_date(limit.known_from or day)
        said = f"{limit.citation}, n’est pas connu avant le {since} ; vous demandez le {when}."
    raise CannotCompute(f"Impossible à calculer : {said}", "from")


def _explained(limit: TimeLimit, start: date, found: Counted) -> DueDate:
    cited = limit.citation
    steps = list(found.steps)
    if limit.reading:
        steps.insert(0, Step(limit.reading, cited, kind="reading"))
    safe = previous_working_day(min(found.raw, found.due)) if limit.nature == "act" else None
    if safe and safe != found.due and not limit.soft:
        steps.append(Step(f"Pour ne rien risquer : le {long_date(safe)}, dernier jour ouvrable avant.", cited, safe))
    tacit_from = found.due + ONE_DAY if limit.tacit else None
    if tacit_from:
        steps.append(Step(f"Sans réponse, la décision est acquise dès le {long_date(tacit_from)}.", cited, tacit_from))
    return DueDate(
        limit=limit,
        start=start,
        raw=found.raw,
        due=found.due,
        safe=safe,
        opens=limit.opens.of(start) if limit.opens else None,
        tacit_from=tacit_from,
        steps=tuple(steps),
    )


def _length(limit: TimeLimit, facts: Facts) -> int:
    """Return the length of the limit, or the one ONE set within its bounds."""
    if limit.length is not None:
        if facts.length is not None:
            raise Refused("length", f"La longueur de ce délai est fixée ({limit.citation}) : retirez « length ».")
        return limit.length
    if facts.length is None:
        raise CannotCompute("Impossible à calculer : l’ONE fixe ce délai. Donnez sa longueur en jours.", "length")
    check_length(facts.length, Length(limit.unit))
    bounds = limit.bounds or Bounds()
    if facts.length < (bounds.at_least or 0):
        raise Refused("length", f"Ce délai ne peut pas être plus court que {bounds.at_least} jours ({limit.citation}).")
    if bounds.at_most is not None and facts.length > bounds.at_most:
        raise Refused("length", f"Ce délai ne peut pas dépasser {bounds.at_most} jours ({limit.citation}).")
    return facts.length


def _counted(limit: TimeLimit, start: date, facts: Facts) -> Counted:
    unit = Length(limit.unit)
    dated = unit in (Length.CALENDAR_DAYS, Length.YEARS)  # months and working days are readings everywhere
    basis = ANALOGY if dated and limit.text not in DEFINES_DAYS else ""
    return count(
        start,
        _length(limit, facts),
        unit,
        shift=limit.shift,
        event=limit.trigger,
        article=limit.citation,
        basis=basis,
    )


def _school_days_off(limit: TimeLimit, start: date, facts: Facts) -> Counted:
    readings: list[Step] = []

    def paused(day: date) -> str:
        why = school_holiday(day)
        if why is None:
            said = f"le calendrier scolaire du {full_date(day)} n’est pas connu."
            raise CannotCompute(f"Impossible à calculer : {said}", "from")
        if why != SOMETIMES_OFF:
            return why
        readings.append(Step(SOMETIMES_OFF_READING, limit.citation, day, "reading"))
        return ""

    length = _length(limit, facts)
    found = count_paused(start, length, paused, article=limit.citation, event=limit.trigger, basis=ANALOGY)
    return Counted(found.raw, found.due, (*readings, *found.steps))


def _council(limit: TimeLimit, start: date, facts: Facts) -> Counted:
    needed = _length(limit, facts)
    after = sorted({day for day in facts.council if day > start})
    if len(after) < needed:
        raise CannotCompute(
            f"Impossible à calculer : donnez les dates des séances du conseil communal après le {full_date(start)}.",
            "council",
        )
    day = after[needed - 1]
    steps = [Step(f"Le {long_date(start)} ({limit.trigger}) ne compte pas.", limit.citation, start)]
    for rank, sitting in enumerate(after[:needed], start=1):
        steps.append(Step(f"{'1re' if rank == 1 else f'{rank}e'} séance du conseil communal.", limit.citation, sitting))
    return Counted(day, day, tuple(steps))


def _fixed_date(limit: TimeLimit, start: date, _: Facts) -> Counted:
    if limit.fixed is None:
        raise _no_day(limit)
    day = limit.fixed.of(start)
    steps = [Step(f"{limit.trigger[:1].upper()}{limit.trigger[1:]} : {full_date(start)}.", limit.citation)]
    if limit.opens:
        steps.append(Step("La période s’ouvre.", limit.citation, limit.opens.of(start)))
    if limit.soft:
        steps.append(Step("Dernier jour conseillé.", limit.citation, day))
    else:
        steps.append(Step("Dernier jour, jusqu’à minuit. Une date fixe n’est pas reportée.", limit.citation, day))
    return Counted(day, day, tuple(steps))


def _last_working_day(limit: TimeLimit, start: date, facts: Facts) -> Counted:
    end = quarter_end(start)
    last = add_months(end.replace(day=1), _length(limit, facts))
    raw = last.replace(day=month_length(last.year, last.month))
    steps = [
        Step(f"Le trimestre finit le {long_date(end)}.", limit.citation, end),
        Step(f"Le mois qui compte finit le {long_date(raw)}.", limit.citation, raw),
    ]
    day = shifted(raw, Shift.BACKWARD, steps, limit.citation)
    return Counted(raw, day, tuple(steps))


def _quarter_end(limit: TimeLimit, start: date, facts: Facts) -> Counted:
    end = add_months(quarter_end(start).replace(day=1), 3 * _length(limit, facts))
    day = end.replace(day=month_length(end.year, end.month))
    steps = (
        Step(f"Point de départ : le {long_date(start)} ({limit.trigger}).", limit.citation, start),
        Step(f"Le trimestre civil qui compte finit le {long_date(day)}.", limit.citation, day),
    )
    return Counted(day, day, steps)


def _none(limit: TimeLimit, _: date, __: Facts) -> Counted:
    raise _no_day(limit)


def _no_day(limit: TimeLimit) -> CannotCompute:
    return CannotCompute(
        f"Impossible à calculer : {limit.citation}, ne donne pas de jour. {limit.reading}".strip(), "limit"
    )


COUNTERS: dict[Unit, Callable[[TimeLimit, date, Facts], Counted]] = {
    Unit.CALENDAR_DAYS: _counted,
    Unit.WORKING_DAYS: _counted,
    Unit.MONTHS: _counted,
    Unit.YEARS: _counted,
    Unit.SCHOOL_DAYS_OFF: _school_days_off,
    Unit.COUNCIL_MEETINGS: _council,
    Unit.FIXED_DATE: _fixed_date,
    Unit.LAST_WORKING_DAY: _last_working_day,
    Unit.QUARTER_END: _quarter_end,
    Unit.NO_DAY: _none,
}
