"""The points of a care project, by what the operator does and by day."""

from datetime import date

import pytest

from preau.law.completeness import Verdict
from preau.law.results import CannotCompute, explanation
from tests.law.completeness.files import TODAY, asked, ids

ALWAYS = [
    "development",
    "mixed_group",
    "family_life",
    "respect",
    "priority_access",
    "activities",
    "project_leader",
    "team",
    "staffing",
    "second_adult",
    "families",
    "quality_code",
]
PLAIN = {
    "over_five_programmes": False,
    "children_travel": False,
    "fees_asked": False,
    "type_2": False,
    "flexible": False,
}


def test_a_project_that_deals_with_every_point_is_complete():
    found = asked("care_project", ALWAYS, **PLAIN)
    assert found.verdict is Verdict.COMPLETE
    assert found.missing == found.undetermined == ()


@pytest.mark.parametrize(
    ("fact", "point"),
    [
        ("fees_asked", "fees"),
        ("children_travel", "travel"),
        ("type_2", "house_rules"),
        ("flexible", "flexible_hours"),
    ],
)
def test_a_point_comes_with_what_the_operator_does(fact, point):
    assert ids(asked("care_project", ALWAYS, **{**PLAIN, fact: True}).missing) == [point]
    unknown = asked("care_project", ALWAYS, **{**PLAIN, fact: None})
    assert (unknown.verdict, ids(unknown.undetermined)) == (Verdict.UNKNOWN, [point])


def test_beyond_five_programmes_nobody_has_priority():
    without = [point for point in ALWAYS if point != "priority_access"]
    assert ids(asked("care_project", without, **PLAIN).missing) == ["priority_access"]
    assert asked("care_project", without, **{**PLAIN, "over_five_programmes": True}).verdict is Verdict.COMPLETE


@pytest.mark.parametrize(("day", "expected"), [(date(2024, 2, 1), []), (date(2024, 2, 2), ["respect"])])
def test_the_respect_of_each_child_is_asked_since_february_2024(day, expected):
    without = [point for point in ALWAYS if point != "respect"]
    assert ids(asked("care_project", without, day, **PLAIN).missing) == expected


def test_what_was_not_read_is_said():
    lines = "\n".join(explanation(asked("care_project", ALWAYS, TODAY, **PLAIN)))
    assert "Le code de qualité (arrêté du 17 décembre 2003), que le projet doit suivre, n’a pas été lu ici" in lines


def test_before_2015_the_list_is_not_known():
    with pytest.raises(CannotCompute, match="avant le 1er janvier 2015"):
        asked("care_project", ALWAYS, date(2014, 12, 31))
