"""Legal holidays and school years, against the library `holidays`."""

from datetime import date, timedelta

import holidays
import pytest

from preau.law.annual_plan import SchoolYear
from preau.law.calendar import (
    day_off,
    easter,
    is_working_day,
    known_school_years,
    legal_holidays,
    next_working_day,
    school_year,
)


@pytest.mark.parametrize("year", range(2003, 2036))
def test_the_ten_legal_holidays(year):
    sundays = {easter(year), easter(year) + timedelta(days=49)}  # the library also lists Easter and Pentecost
    assert set(legal_holidays(year)) == set(holidays.Belgium(years=year)) - sundays
    assert sum(1 + name.count(" et ") for name in legal_holidays(year).values()) == 10


def test_two_holidays_may_share_a_day():
    assert legal_holidays(2008)[date(2008, 5, 1)] == "Ascension et fête du Travail"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 1), "Toussaint"),
        (date(2026, 11, 7), "samedi"),
        (date(2026, 9, 28), ""),
        (date(2027, 9, 27), ""),
        (date(2027, 3, 26), ""),
    ],
)
def test_days_off(day, why):
    assert day_off(day) == why
    assert is_working_day(day) is not bool(why)


@pytest.mark.parametrize(
    ("raw", "due"),
    [
        (date(2027, 4, 25), date(2027, 4, 26)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 5, 16), date(2027, 5, 18)),
        (date(2027, 5, 6), date(2027, 5, 7)),
        (date(2027, 2, 12), date(2027, 2, 12)),
    ],
)
def test_the_next_working_day(raw, due):
    assert next_working_day(raw) == due


@pytest.mark.parametrize("year", known_school_years(), ids=str)
def test_days_without_lessons(year):
    calendar = school_year(year.start)
    library = holidays.Belgium(years=(year.start, year.start + 1), subdiv="French", categories="school")
    days = [calendar.first_day + timedelta(days=n) for n in range((calendar.last_day - calendar.first_day).days + 1)]
    weekdays = [day for day in days if day.weekday() < 5]
    ours = {day for day in weekdays if calendar.day_off(day)}
    theirs = {day for day in weekdays if day in library or day in legal_holidays(day.year)}
    local = {date(2021, 4, 30), date(2021, 5, 14)}  # one school's page only: see the notes of that year
    assert ours - local == theirs - local


def test_a_school_year_and_its_summer():
    calendar = school_year(2026)
    assert calendar.year == SchoolYear(2026)
    assert [one.kind for one in calendar.breaks] == ["automne", "hiver", "détente", "printemps"]
    assert calendar.day_off(date(2026, 11, 1)) == "vacances d’automne"
    assert calendar.day_off(date(2027, 7, 5)) == "vacances d’été"
    assert calendar.day_off(date(2026, 11, 11)) == "commémoration du 11 novembre"
    assert calendar.day_off(date(2026, 9, 1)) == ""
    assert calendar.sources
    assert calendar.certainty


@pytest.mark.parametrize("start", [2003, 2009, 2029, 2050])
def test_an_unknown_year_is_not_guessed(start):
    assert school_year(start) is None
