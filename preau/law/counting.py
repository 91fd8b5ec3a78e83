"""The counting rules: how a length of time becomes a day, with the lines that explain it.

R-DAY and R-YEAR are the decree's own (art. 1, 7° and 8°). The decree counts in months (R-MONTH) and in working days
(R-WD) without saying how: the readings kept are A2 (date to date, clipped to the end of the month) and A1 (Monday to
Friday without the ten legal holidays). The texts on homework schools define nothing: the same way of counting is kept
by analogy. `due_day` is the bare date; `count` the same date with its explanation.
"""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from preau.law.calendar import (
    ONE_DAY,
    add_months,
    add_working_days,
    day_off,
    legal_holidays,
    next_working_day,
    previous_working_day,
)
from preau.law.results import Refused, Step
from preau.law.texts import text
from preau.law.words import counted, full_date, long_date


class Length(StrEnum):
    """What a length is counted in."""

    CALENDAR_DAYS = "CD"
    WORKING_DAYS = "WD"
    MONTHS = "MO"
    YEARS = "YR"


class Shift(StrEnum):
    """What happens when the day counted is a Saturday, a Sunday or a legal holiday."""

    FORWARD = "forward"  # to the next working day
    BACKWARD = "backward"  # to the last working day before
    NONE = "none"  # nothing: a validity, a tacit decision, a fixed date


class Pause(Struct, frozen=True):
    """A stretch of days, first and last included, during which a clock does not run, and why."""

    first_day: date
    last_day: date
    reason: str


class Counted(Struct, frozen=True):
    """The day counted (`raw`), the day after any shift (`due`) and how both were found."""

    raw: date
    due: date
    steps: tuple[Step, ...]


NOUNS = {
    Length.CALENDAR_DAYS: ("jour calendrier", "jours calendrier"),
    Length.WORKING_DAYS: ("jour ouvrable", "jours ouvrables"),
    Length.MONTHS: ("mois", "mois"),
    Length.YEARS: ("an", "ans"),
}
LONGEST = {Length.CALENDAR_DAYS: 36_525, Length.WORKING_DAYS: 26_000, Length.MONTHS: 1_200, Length.YEARS: 100}
DAYS = Length.CALENDAR_DAYS  # reading a member of an Enum costs as much as the rest of a due date
DAY_RULE = text("decree").cite("art. 1er, 7°")
YEAR_RULE = text("decree").cite("art. 1er, 8°")
HOLIDAYS_ORDER = text("holidays_order").short
ANALOGY = "lecture retenue : le texte ne dit pas comment compter ; par analogie, décret du 3 juillet 2003, art. 1er, 7°"
MONTH_READING = "lecture retenue : le texte ne définit pas le mois, il est compté de date à date"
WORKING_DAY_READING = "lecture retenue : du lundi au vendredi, sans les dix jours fériés légaux"


def raw_day(start: date, length: int, unit: Length) -> date:
    """Return the day counted from `start`, itself not counted; backwards when `length` is negative.

    A working day that ends a count in working days is never moved further.
    """
    if unit == Length.CALENDAR_DAYS:
        return start + timedelta(days=length)
    if unit == Length.WORKING_DAYS:
        return add_working_days(start, length)
    return add_months(start, length * (12 if unit == Length.YEARS else 1))


def due_day(start: date, length: int, unit: Length) -> date:
    """Return the day by which an act is due: `raw_day`, moved to the next working day. The bare date, unexplained.

    The lengths of the law only: `check_length` is for those that somebody types.
    """
    if unit == DAYS:  # nearly all of them: spared a call
        return next_working_day(start + timedelta(length))
    return next_working_day(raw_day(start, length, unit))


def check_length(length: int, unit: Length, field: str = "length") -> None:
    """Raise Refused when a length is negative or longer than a century."""
    if not 0 <= length <= LONGEST[unit]:
        raise Refused(field, f"La longueur va de 0 à {counted(LONGEST[unit], *NOUNS[unit])}.")


def count(
    start: date,
    length: int,
    unit: Length,
    *,
    shift: Shift = Shift.FORWARD,
    event: str = "",
    article: str = "",
    basis: str = "",
) -> Counted:
    """Return the day reached from `start` with its steps.

    `event` is what happened on `start`, in words that follow « jour de »; `article` what fixes the length; `basis` the
    source of the counting rule when the decree of 3 July 2003 is not the text that binds.
    """
    raw = raw_day(start, length, unit)
    rule = basis or RULES[unit]
    of_event = f" ({event})" if event else ""
    if unit in (Length.CALENDAR_DAYS, Length.WORKING_DAYS):
        first = f"Le {long_date(start)}{of_event} ne compte pas."
    else:
        first = f"Point de départ : le {long_date(start)}{of_event}. On compte de date à date."
    size = counted(abs(length), *NOUNS[unit])
    reached = f"{size} : le dernier jour est le {long_date(raw)}, compris jusqu’à minuit."
    if length < 0:
        reached = f"En remontant {size}, on arrive au {long_date(raw)}."
    steps = [Step(first, rule, start), Step(reached, article or rule, raw)]
    due = shifted(raw, shift, steps, article or rule if shift is Shift.NONE else rule)
    return Counted(raw, due, tuple(steps))


def shifted(raw: date, shift: Shift, steps: list[Step], rule: str) -> date:
    """Return `raw` after its shift, and add to `steps` the line that says so when the day changes or stays closed.

    `rule` is what makes the day move, or stay; a legal holiday on the way adds the order that lists them.
    """
    why = day_off(raw)
    if not why:
        return raw
    if shift is Shift.NONE:
        steps.append(Step(f"Le {long_date(raw)} est chômé ({why}), mais ce jour n’est pas reporté.", rule, raw))
        return raw
    due = next_working_day(raw) if shift is Shift.FORWARD else previous_working_day(raw)
    reasons, basis = _closed_between(raw, due, rule)
    verb = "reportée au" if shift is Shift.FORWARD else "avancée au"
    steps.append(Step(f"{reasons} : l’échéance est {verb} {long_date(due)}.", basis, due))
    return due


def _closed_between(raw: date, due: date, rule: str) -> tuple[str, str]:
    """Return why the days from `raw` to the eve of `due` are closed, and what says so."""
    step = ONE_DAY if due > raw else -ONE_DAY
    words: list[str] = []
    basis = rule
    day = raw
    while day != due:
        why = day_off(day)
        name = long_date(day) if not words else full_date(day)
        words.append(f"le {name} est chômé" if why in name else f"le {name} est chômé ({why})")
        if day in legal_holidays(day.year):
            basis = f"{rule} ; {HOLIDAYS_ORDER}"
        day += step
    sentence = ", ".join(words)
    return sentence[:1].upper() + sentence[1:], basis


def count_paused(
    start: date,
    length: int,
    paused: Callable[[date], str],
    *,
    article: str = DAY_RULE,
    event: str = "",
    basis: str = "",
) -> Counted:
    """Return the day reached after `length` calendar days on which the clock ran.

    `paused(day)` gives the reason why the clock stands still on a day, or "". The last day always is one that counts.
    """
    day, left = start, length
    stretches: list[Pause] = []
    while left:
        day += ONE_DAY
        reason = paused(day)
        if not reason:
            left -= 1
        elif stretches and stretches[-1].reason == reason and stretches[-1].last_day == day - ONE_DAY:
            stretches[-1] = Pause(stretches[-1].first_day, day, reason)
        else:
            stretches.append(Pause(day, day, reason))
    rule = basis or DAY_RULE
    steps = [Step(f"Le {long_date(start)}{f' ({event})' if event else ''} ne compte pas.", rule, start)]
    steps += [Step(_stands_still(one), article, one.last_day) for one in stretches]
    size = counted(length, *NOUNS[Length.CALENDAR_DAYS])
    steps.append(Step(f"{size} : le dernier jour est le {long_date(day)}, compris jusqu’à minuit.", article, day))
    return Counted(day, shifted(day, Shift.FORWARD, steps, rule), tuple(steps))


def _stands_still(pause: Pause) -> str:
    days = (pause.last_day - pause.first_day).days + 1
    when = f"le {full_date(pause.first_day)}"
    if days > 1:
        when = f"du {full_date(pause.first_day)} au {full_date(pause.last_day)}"
    return f"Le délai ne court pas {when} ({pause.reason}) : {counted(days, 'jour', 'jours')} de plus."


RULES = {
    Length.CALENDAR_DAYS: DAY_RULE,
    Length.WORKING_DAYS: WORKING_DAY_READING,
    Length.MONTHS: MONTH_READING,
    Length.YEARS: YEAR_RULE,
}
