"""A second way of counting, slow and plain, that shares nothing with `preau.law`: it walks day by day.

Easter comes from Knuth's account of the lunar calendar, school holidays from the library `holidays`, and the limits are
copied again by hand from the law, so that a slip in the tables or in the arithmetic shows as a difference.
"""

from datetime import date, timedelta
from functools import cache

import holidays

DAY = timedelta(days=1)


def easter_sunday(year):
    """Return Easter (Knuth, The Art of Computer Programming, 1.3.2, exercise 14)."""
    golden = year % 19 + 1
    century = year // 100 + 1
    dropped_leap_years = 3 * century // 4 - 12
    moon_correction = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - dropped_leap_years - 10
    epact = (11 * golden + 20 + moon_correction - dropped_leap_years) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact
    if full_moon < 21:
        full_moon += 30
    march = full_moon + 7 - (sunday + full_moon) % 7
    return date(year, 3, 1) + (march - 1) * DAY


@cache
def closed_days(year):
    """Return the ten legal holidays of a year."""
    sunday = easter_sunday(year)
    fixed = ["01-01", "05-01", "07-21", "08-15", "11-01", "11-11", "12-25"]
    return {date.fromisoformat(f"{year}-{day}") for day in fixed} | {sunday + n * DAY for n in (1, 39, 50)}


def closed(day):
    return day.isoweekday() > 5 or day in closed_days(day.year)


def forward(day):
    while closed(day):
        day += DAY
    return day


def backward(day):
    while closed(day):
        day -= DAY
    return day


def last_of_month(year, month):
    day = date(year, month, 28)
    while (day + DAY).month == month:
        day += DAY
    return day


def months_later(day, count):
    """Go month by month, then down from the 31st until the day exists."""
    year, month = day.year, day.month
    for _ in range(abs(count)):
        month += 1 if count > 0 else -1
        if month in {0, 13}:
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    number = day.day
    while number > last_of_month(year, month).day:
        number -= 1
    return date(year, month, number)


def days_later(day, count, skipped=lambda _: False):
    """Walk day by day; a skipped day does not count."""
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        if not skipped(day):
            left -= 1
    return day


@cache
def school_days(year):
    return holidays.Belgium(years=year, subdiv="French", categories="school", language="nl")


def without_school(day):
    """Say whether an appeal stands still: a school holiday or a day of leave, Shrove Tuesday alone excepted."""
    name = school_days(day.year).get(day, "")
    return day in closed_days(day.year) or (bool(name) and name != "Vastenavond")


def quarter_later(day, count):
    """Return the last day of the quarter, `count` quarters after the one of `day`."""
    while day.month % 3:
        day = months_later(day, 1)
    day = months_later(day.replace(day=1), 3 * count)
    return last_of_month(day.year, day.month)


def raw(unit, length, start):
    if unit == "CD":
        return days_later(start, length)
    if unit == "WD":
        return days_later(start, length, closed)
    if unit == "MO":
        return months_later(start, length)
    if unit == "YR":
        return months_later(start, 12 * length)
    if unit == "SCHOOL":
        return days_later(start, length, without_school)
    if unit == "QE":
        return quarter_later(start, length)
    if unit == "LWD":
        end = quarter_later(start, 0)
        later = months_later(end.replace(day=1), length)
        return last_of_month(later.year, later.month)
    month, day, years = length
    return date(start.year + years, month, day)


SHIFTS = {"forward": forward, "backward": backward, "none": lambda day: day}


def counted(unit, length, shift, start):
    """Return the raw day and the due day."""
    found = raw(unit, length, start)
    return found, SHIFTS[shift](found)


ACTS = {  # in days, working days, months or years; moved forward
    "CD": "D06 90 D07 30 D10 150 D11 150 D12 60 D14 15 D15 90 D16 60 D17 30 D18 60 D19 60 D40 10 D41 30 D44 60 D45 30 "
    "D51 120 D53 60 D70 30 D71 30 D72 30 D73 30 D73-council 30 D74 60 D75 30 D77 30 D107 60 "
    "T3 30 T6 30 T7 90 T8 120 T9 30 T11 90 T23 30 T24 120",
    "WD": "D43 15 D50 15 D52 15",
    "MO": "D01 6 D08 9 D84 3 D86 3 T12 3 T16 6",
    "YR": "D21 -1 D22 2 D23 2 D64 5 D65 5 D66 1 D67 3 D102-check 5 D103 5 D103-three-years 3 T27 3",
    "SCHOOL": "D54 45 D55 60 T28 45 T29 60",
}
UNMOVED = {
    "CD": "T2 120 T18 -120 T22 120",
    "WD": "T13 -10",
    "MO": "D63-suspension 6 D82 3 T25 -6",
    "YR": "D02 6 D20 5 D89 5 D90 3 D100 3 D101 3 D102 3 T15 5 T26 5 EDD-suspension 1 EDD-experience -3",
    "QE": "D87 1 D87-period 4",
}
FIXED = {
    "D05": (12, 31, 0),
    "D31": (12, 31, 0),
    "D32": (12, 31, 1),
    "D33": (12, 31, 0),
    "D33-preparation": (6, 30, 0),
    "D33-objectives": (6, 30, 0),
    "D33-approval": (9, 15, 0),
    "D33-two-months": (10, 31, 0),
    "D80": (3, 31, 1),
    "D81": (12, 31, 0),
    "D85": (3, 31, 1),
    "D103-proposal": (4, 30, 0),
    "D104": (3, 1, 0),
    "D105": (5, 15, 0),
    "D106": (10, 31, 0),
    "D106-balance": (12, 31, 0),
    "D106-advance": (3, 31, 1),
    "T5": (3, 31, 0),
    "T14": (12, 31, 0),
    "T19": (9, 30, 0),
    "T20": (2, 15, 1),
    "T21": (9, 30, 1),
}
WITHOUT_A_DAY = ["D03", "D04", "D30", "D76", "D88", "T1", "T2-notice", "T4", "T10", "T17"]
SET_BY_ONE = ["D60", "D61", "D62", "D63"]
OF_THE_COUNCIL = ["D13", "D42"]


def _spread(table, shift):
    for unit, written in table.items():
        words = written.split()
        for known, length in zip(words[::2], words[1::2], strict=True):
            yield known, (unit, int(length), shift)


LIMITS = {
    **dict(_spread(ACTS, "forward")),
    **dict(_spread(UNMOVED, "none")),
    **{known: ("FIX", day, "none") for known, day in FIXED.items()},
    "D83": ("LWD", 3, "backward"),
}
