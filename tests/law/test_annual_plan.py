"""School years: how they are written, read and found."""

from datetime import date

import pytest

from preau.law.annual_plan import SchoolYear


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2026, 12, 31), 2026), (date(2027, 1, 1), 2026)],
)
def test_the_school_year_of_a_day(day, start):
    assert SchoolYear.containing(day) == SchoolYear(start)


def test_its_days_and_its_name():
    year = SchoolYear(2026)
    assert (year.first_day, year.last_day, str(year)) == (date(2026, 9, 1), date(2027, 8, 31), "2026-2027")


@pytest.mark.parametrize("written", ["2020-2021", " 2020-2021 ", "2020", "2020-"])
def test_a_school_year_is_read(written):
    assert SchoolYear.parse(written) == SchoolYear(2020)


@pytest.mark.parametrize("written", ["2020-2022", "2020-2020", "2020-2019"])
def test_years_that_do_not_follow_each_other(written):
    with pytest.raises(ValueError) as refused:
        SchoolYear.parse(written)
    assert str(refused.value) == f"« {written} » n’est pas une année scolaire : la seconde année suit la première."


@pytest.mark.parametrize("written", ["", "x", "2020-2021-2022", "-2021"])
def test_what_is_no_year(written):
    with pytest.raises(ValueError, match="invalid literal"):
        SchoolYear.parse(written)
