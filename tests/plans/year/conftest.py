"""A coordination whose plan of 2026-2027 is approved, in November; and one year later, once it is over."""

import pytest

from tests.factories import actor_for, sign_in
from tests.plans.year.year_made import followed_plan


@pytest.fixture
def plan(zone):
    return followed_plan(zone)


@pytest.fixture
def after(coordinator, at):
    """The coordinator, once the year of the plan is over."""
    return actor_for(coordinator.mandate, at("2027-10-05"), strong=True)


@pytest.fixture
def page(client, coordinator):
    return sign_in(client, coordinator.person, strong=True, mandate=coordinator.mandate)
