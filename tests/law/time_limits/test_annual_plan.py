"""The dates of the annual plan: D30 to D33."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.annual_plan import SchoolYear
from preau.law.plan_dates import dates_of_plan, plan_dates
from preau.law.results import explanation
from preau.law.time_limits import due, limit


@pytest.mark.parametrize(
    ("limit_id", "final", "soft"),
    [
        ("D31", date(2020, 12, 31), False),
        ("D32", date(2021, 12, 31), False),
        ("D33", date(2020, 12, 31), True),
        ("D33-preparation", date(2020, 6, 30), True),
        ("D33-objectives", date(2020, 6, 30), True),
        ("D33-approval", date(2020, 9, 15), True),
        ("D33-two-months", date(2020, 10, 31), True),
    ],
)
def test_due_dates_of_2020(limit_id, final, soft):
    found = due(limit(limit_id), SchoolYear(2020).first_day)
    assert (found.raw, found.due, found.soft) == (final, final, soft)
    assert found.steps[-1].day == final
    assert found.article


def test_before_the_law_there_is_no_due_date():
    assert all(one.soft for one in dates_of_plan(SchoolYear(2008)))
    assert [one.limit.id for one in dates_of_plan(SchoolYear(2009)) if not one.soft] == ["D31", "D32"]


def test_the_decree_gives_no_day_for_the_approval_by_the_cca():
    assert "ne donne pas de jour pour cette approbation" in " ".join(
        explanation(due(limit("D31"), SchoolYear(2026).first_day))
    )


def test_the_life_of_one_plan():
    found = [one.limit.id for one in dates_of_plan(SchoolYear(2026))]
    assert found == ["D33-preparation", "D33-objectives", "D33-approval", "D33-two-months", "D31", "D32"]


def test_the_line_of_a_school_year_meets_three_plans():
    found = [(one.limit.id, str(one.year)) for one in plan_dates(SchoolYear(2026))]
    assert found == [
        ("D33-approval", "2026-2027"),
        ("D33-two-months", "2026-2027"),
        ("D32", "2025-2026"),
        ("D31", "2026-2027"),
        ("D33-preparation", "2027-2028"),
        ("D33-objectives", "2027-2028"),
    ]


@settings(max_examples=50)
@given(st.integers(min_value=1990, max_value=2200))
def test_the_line_of_any_year_stays_within_it_and_in_order(start):
    year = SchoolYear(start)
    finals = [one.due for one in plan_dates(year)]
    assert finals == sorted(finals)
    assert all(year.first_day <= day <= year.last_day for day in finals)
