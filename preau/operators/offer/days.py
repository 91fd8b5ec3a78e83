"""Which hours a place is open on a civil date, over the school calendar. Pure: a place as text in, hours out.

Care of the school weeks follows the lessons; care of the weekend falls outside the breaks; care of the holidays in the
breaks it names, or in all. A legal holiday closes the lessons; for the rest the operator says so by its closed days.
Days of leave outside the breaks belong to no period: nothing is open. What the calendar does not say is None.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from preau.law.calendar import ONE_DAY, SATURDAY, SchoolCalendar, legal_holidays, school_holiday, school_year
from preau.law.care_offer import SCHOOL_WEEK_KINDS, CarePeriodKind
from preau.operators.description import ClosureText, PeriodText, PlaceText

SUMMER = "été"
NOTHING: frozenset[CarePeriodKind] = frozenset()
_UNSURE_SUMMER = (8, 20)  # no school year has begun earlier: until then the summer is sure


@dataclass(frozen=True)
class SchoolDay:
    """What a day is for schools: in words, the kinds of care that can fall on it, the break (`part`: its key).

    `part` is a key of `law.care_offer.BREAKS`, the number of the week of summer, or "".
    """

    words: str
    kinds: frozenset[CarePeriodKind]
    part: str = ""


@dataclass(frozen=True)
class Opening:
    """One stretch of hours of a period, in minutes since midnight."""

    period: PeriodText
    starts: int
    ends: int


@lru_cache(maxsize=2**12)
def school_day(day: date) -> SchoolDay | None:
    """Return what `day` is for schools; None when the calendar of its year is not known."""
    words = school_holiday(day)
    if words is None:
        return None
    calendar = _calendar_of(day)
    if calendar is None:
        return SchoolDay(words, frozenset({CarePeriodKind.LONG_HOLIDAYS}), str(_summer_week(day)))
    for one in calendar.breaks:
        if day in one:
            return SchoolDay(words, frozenset({CarePeriodKind.SHORT_HOLIDAYS}), one.kind)
    if day.weekday() >= SATURDAY:
        return SchoolDay(words or "week-end", frozenset({CarePeriodKind.WEEKEND}))
    return SchoolDay(words, NOTHING) if words else SchoolDay("jour de classe", SCHOOL_WEEK_KINDS)


def _calendar_of(day: date) -> SchoolCalendar | None:
    """Return the school year whose lessons surround `day`, None in summer."""
    known = (school_year(start) for start in (day.year, day.year - 1))
    return next((one for one in known if one and one.first_day <= day <= one.last_day), None)


def _summer_week(day: date) -> int:
    """Return which week of summer `day` is in; the first begins on its first Monday, or holds its first weekday."""
    year = school_year(day.year - 1)
    first = (year.last_day if year else date(day.year, 6, 30)) + ONE_DAY
    monday = first - timedelta(days=first.weekday())
    if first.weekday() >= SATURDAY:
        monday += timedelta(days=7)
    return max(1, (day - monday).days // 7 + 1)


def open_on(place: PlaceText, day: date) -> list[Opening] | None:
    """Return the hours a place is open on `day`, in order; [] when it is closed, None when nobody can tell.

    Nobody can tell where the school calendar of the day is not known, unless the place is closed anyway.
    """
    if (place.opened_on and day < place.opened_on) or closure_on(place, day):
        return []
    what = school_day(day)
    if what is None:
        return None
    found = [
        Opening(period, one.starts, one.ends)
        for period in place.periods
        if _falls_on(period, day, what)
        for one in period.hours
        if one.weekday == day.weekday()
    ]
    return sorted(found, key=lambda one: (one.starts, one.ends))


def closure_on(place: PlaceText, day: date) -> ClosureText | None:
    """Return the closed days that hold `day`, None for none."""
    return next((one for one in place.closures if one.first_day <= day <= one.last_day), None)


def _falls_on(period: PeriodText, day: date, what: SchoolDay) -> bool:
    if CarePeriodKind(period.kind) not in what.kinds:
        return False
    if (period.first_day and day < period.first_day) or (period.last_day and day > period.last_day):
        return False
    return not period.holidays or not what.part or what.part in period.holidays


@dataclass(frozen=True)
class DayOf:
    """One day of a year of a place."""

    day: date
    what: SchoolDay
    closure: ClosureText | None
    openings: tuple[Opening, ...]
    legal: str

    @property
    def state(self) -> str:
        """Tell in a word what the place does: open, open-off (no lessons), closed, lessons, break, none."""
        if self.openings:
            return "open" if self.what.kinds & SCHOOL_WEEK_KINDS else "open-off"
        if self.closure:
            return "closed"
        if self.what.kinds == SCHOOL_WEEK_KINDS:
            return "lessons"
        return "break" if self.what.part else "none"


def year_of(place: PlaceText, start: int) -> list[DayOf] | None:
    """Return the days of the school year that starts in `start`, its summer included; None when it is not known.

    Where the next year is not known, its summer is followed as far as it is sure.
    """
    year, following = school_year(start), school_year(start + 1)
    if year is None:
        return None
    last = following.first_day - ONE_DAY if following else date(start + 1, *_UNSURE_SUMMER)
    days = (year.first_day + timedelta(days=after) for after in range((last - year.first_day).days + 1))
    return [found for day in days if (found := _day_of(place, day))]


def _day_of(place: PlaceText, day: date) -> DayOf | None:
    what = school_day(day)
    if what is None:
        return None
    openings = tuple(open_on(place, day) or ())
    return DayOf(day, what, closure_on(place, day), openings, legal_holidays(day.year).get(day, ""))
