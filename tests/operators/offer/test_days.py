"""Which hours a place is open on a civil date: lessons, breaks, summer, weekends, closed days, years not known."""

from datetime import date, timedelta

import pytest

from preau.law.care_offer import CarePeriodKind
from preau.operators.description import ClosureText, PeriodText, PlaceText
from preau.operators.offer.days import open_on, school_day, year_of
from preau.operators.offer.year import year_drawing
from tests.operators.made import hours

WEEK = (0, 1, 2, 3, 4)


def place(*periods, **said):
    return PlaceText(name="Lieu", nis="Z0000", periods=periods, **said)


def opened(place, day):
    found = open_on(place, date.fromisoformat(day))
    return None if found is None else [(one.starts, one.ends) for one in found]


BEFORE = PeriodText(kind="before_school", hours=hours(WEEK, 420, 500))
AFTER = PeriodText(kind="after_school", hours=hours((0, 1, 3, 4), 930, 1080))
WEDNESDAY = PeriodText(kind="wednesday_afternoon", hours=hours((2,), 720, 1050))
WEEKEND = PeriodText(kind="weekend", hours=hours((5,), 540, 720))
BREAKS = PeriodText(kind="short_holidays", hours=hours(WEEK, 450, 1050))
SUMMER = PeriodText(kind="long_holidays", hours=hours(WEEK, 450, 1050))
WHOLE = place(AFTER, BEFORE, WEDNESDAY, WEEKEND, BREAKS, SUMMER)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-23", [(420, 500), (930, 1080)]),  # a Monday of lessons
        ("2026-11-25", [(420, 500), (720, 1050)]),  # a Wednesday
        ("2026-11-21", [(540, 720)]),  # a Saturday
        ("2026-11-22", []),  # a Sunday
        ("2026-11-11", []),  # Armistice: no lessons
        ("2026-11-02", []),  # a day of leave outside the breaks belongs to no period
        ("2026-10-19", [(450, 1050)]),  # first Monday of the autumn break
        ("2026-10-24", []),  # a Saturday of the break: the weekend care falls outside
        ("2026-12-25", [(450, 1050)]),  # in a break the operator says when it closes
        ("2027-07-05", [(450, 1050)]),
        ("2027-07-21", [(450, 1050)]),
        ("2027-07-04", []),  # a Sunday of summer
        ("2026-08-21", [(450, 1050)]),  # the last Friday before the lessons
        ("2026-08-24", [(420, 500), (930, 1080)]),
        ("2009-10-05", None),
        ("2040-10-05", None),
    ],
)
def test_a_day_opens_what_falls_on_it(day, expected):
    assert opened(WHOLE, day) == expected


def test_a_break_or_a_week_that_was_not_chosen_is_closed():
    some = place(PeriodText(kind="short_holidays", holidays=("hiver",), hours=hours(WEEK, 450, 1050)))
    assert opened(some, "2026-12-22") == [(450, 1050)]
    assert opened(some, "2026-10-20") == []
    weeks = place(PeriodText(kind="long_holidays", holidays=("1", "8"), hours=hours(WEEK, 450, 1050)))
    days = ("2027-07-05", "2027-07-12", "2027-08-23", "2027-08-27")
    assert [bool(opened(weeks, day)) for day in days] == [True, False, True, True]


def test_a_period_has_its_first_and_last_day():
    some = place(
        PeriodText(
            kind="after_school", first_day=date(2026, 11, 23), last_day=date(2026, 11, 24), hours=hours(WEEK, 930, 1080)
        )
    )
    days = ("2026-11-20", "2026-11-23", "2026-11-24", "2026-11-26")
    assert [bool(opened(some, day)) for day in days] == [False, True, True, False]


def test_closed_days_close_even_where_the_calendar_is_not_known():
    closed = place(AFTER, closures=(ClosureText(first_day=date(2026, 11, 23), last_day=date(2040, 11, 23)),))
    assert opened(closed, "2026-11-23") == []
    assert opened(closed, "2040-10-05") == []
    assert opened(closed, "2040-11-24") is None


def test_before_it_opened_a_place_is_closed():
    assert opened(place(AFTER, opened_on=date(2026, 11, 24)), "2026-11-23") == []


@pytest.mark.parametrize(
    ("day", "week"),
    [("2011-07-01", "1"), ("2011-07-04", "2"), ("2027-07-03", "1"), ("2027-07-05", "1"), ("2027-08-29", "8")],
)
def test_weeks_of_summer_are_counted_from_their_first_weekday(day, week):
    assert school_day(date.fromisoformat(day)).part == week


def test_each_day_of_a_known_year_is_one_thing():
    days = [date(2026, 8, 24) + timedelta(days=after) for after in range(371)]
    assert {school_day(day).kinds for day in days} == {
        frozenset({CarePeriodKind.BEFORE_SCHOOL, CarePeriodKind.AFTER_SCHOOL, CarePeriodKind.WEDNESDAY_AFTERNOON}),
        frozenset({CarePeriodKind.WEEKEND}),
        frozenset({CarePeriodKind.SHORT_HOLIDAYS}),
        frozenset({CarePeriodKind.LONG_HOLIDAYS}),
        frozenset(),
    }


def test_a_year_says_each_day_what_open_on_says():
    days = year_of(WHOLE, 2026)
    assert (days[0].day, days[-1].day) == (date(2026, 8, 24), date(2027, 8, 29))
    assert all(list(one.openings) == open_on(WHOLE, one.day) for one in days)
    assert year_of(WHOLE, 2040) is None


def test_the_last_known_year_is_followed_as_far_as_it_is_sure():
    assert year_of(WHOLE, 2028)[-1].day == date(2029, 8, 20)


def test_the_year_drawn_says_the_same_in_its_table():
    drawing = year_drawing(WHOLE, 2026, date(2026, 11, 21))
    assert sum(row.opened for row in drawing.rows) == drawing.opened == drawing.svg.count('class="d-open')
    winter = next(one for one in drawing.stretches if "hiver" in one.name)
    assert (winter.first, winter.words) == (date(2026, 12, 21), "ouvert tous les jours de semaine (10)")
    assert drawing.svg.count("d-now") == 1
    unknown = year_drawing(WHOLE, 2040, date(2026, 11, 21))
    assert (unknown.known, unknown.rows) == (False, [])
