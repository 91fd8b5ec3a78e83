"""Legal holidays, working days and school years.

The ten legal holidays are those of the royal order of 18 April 1974 (`texts`: holidays_order); Good Friday,
27 September, 2 and 15 November and 26 December are not among them.
« Jour ouvrable » is not defined by the decree of 3 July 2003: read as Monday to Friday without the ten legal holidays,
which art. 1, 7°, supports by treating Saturday as a day to move away from.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from preau.law.annual_plan import SchoolYear
from preau.law.data import read
from preau.law.words import WEEKDAYS

FIXED_HOLIDAYS = (
    (1, 1, "Nouvel An"),
    (5, 1, "fête du Travail"),
    (7, 21, "fête nationale"),
    (8, 15, "Assomption"),
    (11, 1, "Toussaint"),
    (11, 11, "Armistice"),
    (12, 25, "Noël"),
)
EASTER_HOLIDAYS = ((1, "lundi de Pâques"), (39, "Ascension"), (50, "lundi de Pentecôte"))
SATURDAY = 5
ONE_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (algorithm of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap_centuries, b = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    quarter, k = divmod(rest, 4)
    weekday = (32 + 2 * b + 2 * quarter - epact - k) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def legal_holidays(year: int) -> dict[date, str]:
    """Return the ten legal holidays of a year with their names in French, in order. Two may share a day."""
    sunday = easter(year)
    found: dict[date, str] = {}
    days = [(date(year, month, day), name) for month, day, name in FIXED_HOLIDAYS]
    days += [(sunday + timedelta(days=after), name) for after, name in EASTER_HOLIDAYS]
    for day, name in sorted(days):
        found[day] = f"{found[day]} et {name}" if day in found else name
    return found


def day_off(day: date) -> str:
    """Return why `day` is not a working day (« samedi », « Toussaint »), or "" when it is one."""
    holiday = legal_holidays(day.year).get(day, "")
    if holiday:
        return holiday
    return WEEKDAYS[day.weekday()] if day.weekday() >= SATURDAY else ""


def is_working_day(day: date) -> bool:
    """Say whether `day` is neither Saturday, Sunday nor a legal holiday."""
    return not day_off(day)


@lru_cache(maxsize=2**14)  # forty-five years of days: the same days come back, and this is the hot path
def next_working_day(day: date) -> date:
    """Return `day` itself when it is a working day, else the nearest that follows (decree, art. 1, 7°)."""
    while day.weekday() >= SATURDAY or day in legal_holidays(day.year):
        day += ONE_DAY
    return day


def previous_working_day(day: date) -> date:
    """Return `day` itself when it is a working day, else the nearest before."""
    while day.weekday() >= SATURDAY or day in legal_holidays(day.year):
        day -= ONE_DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """Return the `count`-th working day after `day` (before it when negative), `day` itself not counted."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= SATURDAY or day in legal_holidays(day.year):
            day += step
    return day


def add_months(day: date, count: int) -> date:
    """Return the same day `count` months later (earlier when negative), or the last of that month if it has none."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return (date(year + month // 12, month % 12 + 1, 1) - ONE_DAY).day


def quarter_end(day: date) -> date:
    """Return the last day of the calendar quarter of `day`."""
    month = (day.month + 2) // 3 * 3
    return date(day.year, month, month_length(day.year, month))


@dataclass(frozen=True)
class Break:
    """A school break, first and last weekday included; the weekends around it belong to it."""

    kind: str
    name: str
    first_day: date
    last_day: date

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day + timedelta(days=2)


@dataclass(frozen=True)
class SingleDay:
    """A day without lessons outside the breaks."""

    day: date
    name: str


@dataclass(frozen=True)
class SchoolCalendar:
    """The known calendar of a school year: lessons from `first_day` to `last_day`, and the days without."""

    year: SchoolYear
    first_day: date
    last_day: date
    breaks: tuple[Break, ...]
    single_days: tuple[SingleDay, ...]
    certainty: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    def day_off(self, day: date) -> str:
        """Return why there are no lessons on `day` (break, holiday, weekend, summer), or "" when there are."""
        return self.holiday(day) or day_off(day)

    def holiday(self, day: date) -> str:
        """Return which school holiday or day of leave `day` is, or "": a weekend outside the breaks is neither."""
        for one in self.breaks:
            if day in one:
                return one.name
        for single in self.single_days:
            if single.day == day:
                return single.name
        legal = legal_holidays(day.year).get(day, "")
        return legal or ("" if self.first_day <= day <= self.last_day else "vacances d’été")


@cache
def school_year(start: int) -> SchoolCalendar | None:
    """Return the calendar of the school year that starts in the civil year `start`; None when it is not known."""
    for known in read("school_calendar.json")["years"]:
        if known["start"] == start:
            return SchoolCalendar(
                year=SchoolYear(start),
                first_day=date.fromisoformat(known["first_day"]),
                last_day=date.fromisoformat(known["last_day"]),
                breaks=tuple(
                    Break(
                        one["kind"],
                        one["name"],
                        date.fromisoformat(one["first_day"]),
                        date.fromisoformat(one["last_day"]),
                    )
                    for one in known["breaks"]
                ),
                single_days=tuple(
                    SingleDay(date.fromisoformat(one["day"]), one["name"]) for one in known["single_days"]
                ),
                certainty=known["certainty"],
                notes=tuple(known["notes"]),
                sources=tuple(known["sources"]),
            )
    return None


def activity_year_start(day: date) -> date:
    """Return the first day of the activity year of homework schools that `day` falls in.

    Since the school years that begin in August, it is their first day; before, and where the calendar is not known,
    1 September (EDD decree, art. 2, § 2).
    """
    firsts = (date(start, 9, 1) for start in (day.year, day.year - 1))
    return next(first for first in map(_with_lessons, firsts) if first <= day)


def _with_lessons(september: date) -> date:
    known = school_year(september.year)
    return min(known.first_day, september) if known else september


def known_school_years() -> tuple[SchoolYear, ...]:
    """Return the school years whose calendar is known, in order."""
    return tuple(SchoolYear(known["start"]) for known in read("school_calendar.json")["years"])


def school_holiday(day: date) -> str | None:
    """Return which school holiday or day of leave `day` is, "" when it is neither, None when the calendar is unknown.

    What lies between the last lesson of a year and the first of the next is summer; where the next year is not known,
    the summer is sure until 20 August, as no year has begun earlier.
    """
    next_year, year = school_year(day.year), school_year(day.year - 1)
    if next_year and day >= next_year.first_day:
        return next_year.holiday(day)
    if year is None:
        return None
    if day <= year.last_day:
        return year.holiday(day)
    return "vacances d’été" if next_year or (day.month, day.day) <= (8, 20) else None
