"""The words of an offer: each period and each unit has its own, and falls on days it can fall on."""

import pytest

from preau.law.calendar import known_school_years, school_year
from preau.law.care_offer import BREAKS, WEEKDAYS_OF, CarePeriodKind, FeeUnit


@pytest.mark.parametrize(
    ("kind", "school_week", "days"),
    [
        ("before_school", True, "01234"),
        ("after_school", True, "0134"),
        ("wednesday_afternoon", True, "2"),
        ("weekend", False, "56"),
        ("short_holidays", False, "0123456"),
        ("long_holidays", False, "0123456"),
    ],
)
def test_a_period_falls_where_its_name_says(kind, school_week, days):
    assert CarePeriodKind(kind).in_school_weeks is school_week
    assert WEEKDAYS_OF[CarePeriodKind(kind)] == {int(day) for day in days}


@pytest.mark.parametrize("words", [CarePeriodKind, FeeUnit])
def test_each_has_words_of_its_own(words):
    assert len({one.words for one in words}) == len(words)


def test_the_breaks_are_those_of_the_school_calendar():
    kinds = {one.kind for year in known_school_years() for one in school_year(year.start).breaks}
    assert set(BREAKS) <= kinds
