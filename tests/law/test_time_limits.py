"""The dates of the annual plan: D30 to D33."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.annual_plan import SchoolYear
from preau.law.plan_dates import dates_of_plan, plan_dates
from preau.law.results import CannotCompute, explanation
from preau.law.texts import TEXT_IDS
from preau.law.time_limits import due, limit, limits


@pytest.mark.parametrize(
    ("limit_id", "final", "soft"),
    [
        ("D31", date(2020, 12, 31), False),
        ("D32", date(2021, 12, 31), False),
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


def test_a_fixed_date_is_not_moved_and_says_so():
    saturday = due(limit("D31"), SchoolYear(2022).first_day)
    assert saturday.due == date(2022, 12, 31)
    assert explanation(saturday)[-2:] == (
        "31 décembre 2022 : Dernier jour, jusqu’à minuit. Une date fixe n’est pas reportée. "
        "(arrêté du 3 décembre 2003, art. 3/1)",
        "Pour ne rien risquer : le vendredi 30 décembre 2022, dernier jour ouvrable avant. "
        "(arrêté du 3 décembre 2003, art. 3/1)",
    )


def test_before_the_law_there_is_no_due_date():
    with pytest.raises(CannotCompute, match="avant le 26 octobre 2009 ; vous demandez le 31 décembre 2008"):
        due(limit("D31"), SchoolYear(2008).first_day)
    assert all(one.soft for one in dates_of_plan(SchoolYear(2008)) if one.limit.id != "D32")


def test_the_decree_gives_no_day_for_the_approval_by_the_cca():
    with pytest.raises(CannotCompute, match="§ 1er, ne donne pas de jour"):
        due(limit("D30"), SchoolYear(2026).first_day)
    assert limit("D30").length is None
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


@given(st.integers(min_value=1990, max_value=2200))
def test_the_line_of_any_year_stays_within_it_and_in_order(start):
    year = SchoolYear(start)
    finals = [one.due for one in plan_dates(year)]
    assert finals == sorted(finals)
    assert all(year.first_day <= day <= year.last_day for day in finals)


def test_every_limit_is_whole():
    assert len({one.id for one in limits()}) == len(limits())
    for one in limits():
        assert one.text in TEXT_IDS
        assert all((one.title, one.trigger, one.owed_by, one.article, one.consequence, one.silence))


def test_an_unknown_limit():
    with pytest.raises(KeyError):
        limit("D99")
