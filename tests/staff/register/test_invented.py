"""The invented teams: the same each time, 25,000 people in the whole country, each as the constraints want them."""

import random

import pytest

from preau.foundation.territory.demonstration import DEMO, NATIONAL
from preau.staff.demonstration.invented import PEOPLE, TEAM, sizes, team
from tests.staff.made import TODAY


@pytest.mark.parametrize("houses", [1, 999, 2_117])
def test_the_country_has_25_000_people(houses):
    counts = sizes(NATIONAL, houses)
    assert sum(counts) == PEOPLE
    assert min(counts) > 0


def test_a_house_of_the_small_demonstration_has_three_to_eight():
    assert set(sizes(DEMO, 60)) <= set(range(3, 9))
    assert sizes(NATIONAL, 0) == []


def test_a_team_is_drawn_the_same_each_time():
    once, again = (list(team(random.Random("une équipe"), TEAM, TODAY)) for _ in range(2))
    assert once == again


def test_days_are_in_order_and_every_situation_is_there():
    people = [one for seed in range(40) for one in team(random.Random(seed), TEAM, TODAY)]
    for one in people:
        assert one.ends_on is None or one.ends_on >= one.starts_on
        assert one.extract_on is None or one.extract_on <= TODAY
        assert one.obtained_on is None or one.obtained_on < one.starts_on
        assert bool(one.title) or one.state not in {"qualified", "to_check", "not_qualified"}
    assert {one.state for one in people} == {"qualified", "to_check", "in_training", "none", "not_qualified"}
    assert any(one.leave for one in people)
    assert any(one.ends_on and one.ends_on < TODAY for one in people)
    assert any(one.extract_on is None for one in people)
