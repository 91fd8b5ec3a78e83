"""Legal holidays and school years, against the libraries `holidays` and `workalendar` and a slow count of our own."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workalendar.europe import Belgium

from preau.law.annual_plan import SchoolYear
from preau.law.calendar import (
    activity_year_start,
    add_months,
    add_working_days,
    day_off,
    easter,
    is_working_day,
    known_school_years,
    legal_holidays,
    month_length,
    next_working_day,
    previous_working_day,
    quarter_end,
    school_holiday,
    school_year,
)
from preau.law.texts import text
from tests.law import slow_counting

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2003, 1, 1), date(2040, 12, 31))


def d(written):
    return date.fromisoformat(written)


@pytest.mark.parametrize("year", range(2003, 2041))
def test_the_ten_legal_holidays(year):
    ours = legal_holidays(year)
    sundays = {easter(year), easter(year) + timedelta(days=49)}  # this library also lists Easter and Pentecost
    assert set(ours) == set(holidays.Belgium(years=year)) - sundays
    assert set(ours) == {day for day, _ in Belgium().holidays(year)}
    assert set(ours) == slow_counting.closed_days(year)
    assert list(ours) == sorted(ours)
    assert sum(1 + name.count(" et ") for name in ours.values()) == 10


@given(st.integers(1583, 2500))
def test_easter_by_another_algorithm(year):
    assert easter(year) == slow_counting.easter_sunday(year)


@pytest.mark.parametrize(
    "day", ["1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23", "2019-04-21", "2026-04-05", "2031-04-13"]
)
def test_easter_as_printed(day):
    assert easter(d(day).year) == d(day)


def test_the_names_of_the_holidays():
    assert {day.isoformat()[5:]: name for day, name in legal_holidays(2026).items()} == {
        "01-01": "Nouvel An",
        "04-06": "lundi de Pâques",
        "05-01": "fête du Travail",
        "05-14": "Ascension",
        "05-25": "lundi de Pentecôte",
        "07-21": "fête nationale",
        "08-15": "Assomption",
        "11-01": "Toussaint",
        "11-11": "Armistice",
        "12-25": "Noël",
    }


def test_the_order_that_lists_them_is_known():
    assert text("holidays_order").short == "arrêté royal du 18 avril 1974"


def test_two_holidays_may_share_a_day():
    assert legal_holidays(2008)[date(2008, 5, 1)] == "Ascension et fête du Travail"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-01", "Toussaint"),
        ("2026-11-06", ""),
        ("2026-11-07", "samedi"),
        ("2026-11-08", "dimanche"),
        ("2026-09-28", ""),
        ("2027-09-27", ""),
        ("2027-03-26", ""),
        ("2026-11-02", ""),
        ("2027-11-15", ""),
        ("2028-12-26", ""),
    ],
)
def test_days_off(day, why):
    assert day_off(d(day)) == why
    assert is_working_day(d(day)) is not bool(why)


@pytest.mark.parametrize(
    ("raw", "after", "before"),
    [
        ("2027-04-25", "2027-04-26", "2027-04-23"),
        ("2026-12-25", "2026-12-28", "2026-12-24"),
        ("2027-01-01", "2027-01-04", "2026-12-31"),
        ("2027-05-16", "2027-05-18", "2027-05-14"),
        ("2027-05-06", "2027-05-07", "2027-05-05"),
        ("2027-02-12", "2027-02-12", "2027-02-12"),
        ("2027-02-13", "2027-02-15", "2027-02-12"),
        ("2031-04-14", "2031-04-15", "2031-04-11"),
    ],
)
def test_the_nearest_working_days(raw, after, before):
    assert next_working_day(d(raw)) == d(after)
    assert previous_working_day(d(raw)) == d(before)


@settings(max_examples=50)
@given(DAYS, st.integers(-60, 60))
def test_working_days_are_counted_one_by_one(day, count):
    assert add_working_days(day, count) == slow_counting.raw("WD", count, day)
    assert next_working_day(day) == slow_counting.forward(day)
    assert previous_working_day(day) == slow_counting.backward(day)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-31", 2, "2025-02-28"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-12-15", 12, "2025-12-15"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-03-31", 0, "2025-03-31"),
    ],
)
def test_months_date_to_date(day, count, found):
    assert add_months(d(day), count) == d(found)


@settings(max_examples=50)
@given(DAYS, st.integers(-500, 500))
def test_months_are_counted_one_by_one(day, count):
    assert add_months(day, count) == slow_counting.months_later(day, count)


@settings(max_examples=50)
@given(DAYS)
def test_the_ends_of_months_and_quarters(day):
    assert date(day.year, day.month, month_length(day.year, day.month)) == slow_counting.last_of_month(
        day.year, day.month
    )
    assert quarter_end(day) == slow_counting.quarter_later(day, 0)


def test_the_four_quarters():
    assert [quarter_end(date(2026, month, 15)).isoformat()[5:] for month in range(1, 13)] == (
        ["03-31"] * 3 + ["06-30"] * 3 + ["09-30"] * 3 + ["12-31"] * 3
    )


def test_the_school_years_known():
    assert [year.start for year in known_school_years()] == list(range(2010, 2029))


@pytest.mark.parametrize("year", known_school_years(), ids=str)
def test_days_without_lessons(year):
    calendar = school_year(year.start)
    library = holidays.Belgium(years=(year.start, year.start + 1), subdiv="French", categories="school")
    days = [calendar.first_day + n * ONE_DAY for n in range((calendar.last_day - calendar.first_day).days + 1)]
    weekdays = [day for day in days if day.weekday() < 5]
    ours = {day for day in weekdays if calendar.day_off(day)}
    assert ours == {day for day in weekdays if day in library or day in legal_holidays(day.year)}
    assert [one.kind for one in calendar.breaks] == ["automne", "hiver", "détente", "printemps"]
    assert all(one.first_day.weekday() == 0 and one.last_day.weekday() == 4 for one in calendar.breaks)
    assert calendar.first_day.weekday() < 5
    assert calendar.sources
    assert calendar.certainty


@pytest.mark.parametrize("start", range(2010, 2028))
def test_summer_lies_between_two_school_years(start):
    day = school_year(start).last_day + ONE_DAY
    library = holidays.Belgium(years=start + 1, subdiv="French", categories="school", language="nl")
    while day < school_year(start + 1).first_day:
        assert school_holiday(day)
        assert day.weekday() > 4 or library[day].startswith("Zomervakantie") or day in legal_holidays(day.year)
        day += ONE_DAY
    assert not school_holiday(day)


def test_a_school_year_and_its_summer():
    calendar = school_year(2026)
    assert calendar.year == SchoolYear(2026)
    assert calendar.day_off(date(2026, 11, 1)) == "vacances d’automne"
    assert calendar.day_off(date(2027, 7, 5)) == "vacances d’été"
    assert calendar.day_off(date(2026, 8, 23)) == "vacances d’été"
    assert calendar.day_off(date(2026, 11, 11)) == "commémoration du 11 novembre"
    assert calendar.day_off(date(2026, 9, 1)) == ""
    assert calendar.day_off(date(2026, 9, 5)) == "samedi"
    assert calendar.certainty == (
        "une source pour toutes les périodes ; automne et été confirmés par la page d’une commune"
    )


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2027-02-21", ""),
        ("2027-02-22", "vacances de détente"),
        ("2027-03-07", "vacances de détente"),
        ("2027-03-08", ""),
        ("2027-03-29", "lundi de Pâques"),
        ("2027-03-06", "vacances de détente"),
        ("2026-09-05", ""),
        ("2027-07-02", ""),
        ("2027-07-03", "vacances d’été"),
        ("2027-07-21", "vacances d’été"),
        ("2027-08-29", "vacances d’été"),
        ("2027-08-30", ""),
        ("2029-07-06", ""),
        ("2029-07-07", "vacances d’été"),
        ("2029-08-20", "vacances d’été"),
        ("2029-08-21", None),
        ("2029-10-01", None),
        ("2010-08-31", None),
        ("2010-09-01", ""),
        ("2028-11-11", "Armistice"),
    ],
)
def test_school_holidays(day, why):
    assert school_holiday(d(day)) == why


@pytest.mark.parametrize("start", [2003, 2009, 2029, 2050])
def test_an_unknown_year_is_not_guessed(start):
    assert school_year(start) is None


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 8, 23), date(2025, 8, 25)),  # since 2022 lessons begin in August, and the activity year with them
        (date(2026, 8, 24), date(2026, 8, 24)),
        (date(2027, 2, 1), date(2026, 8, 24)),
        (date(2022, 8, 28), date(2021, 9, 1)),
        (date(2022, 8, 29), date(2022, 8, 29)),
        (date(2018, 8, 31), date(2017, 9, 1)),
        (date(2018, 9, 1), date(2018, 9, 1)),  # lessons began on the 3rd: the law said the 1st
        (date(2050, 8, 31), date(2049, 9, 1)),
        (date(2050, 9, 1), date(2050, 9, 1)),
    ],
)
def test_the_activity_year_of_homework_schools(day, first):
    assert activity_year_start(day) == first
