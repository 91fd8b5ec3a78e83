"""A house with a secretary who has a browser."""

from collections.abc import Iterator

import pytest

from preau.foundation import clock
from preau.foundation.accounts.roles import Role
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    """Hold the clock at the day of `made`, whatever the day of the machine."""
    with clock.frozen(operators.NOW):
        yield


@pytest.fixture
def now(at):
    return at("2026-11-21")


@pytest.fixture
def zone(db, now):
    return ZoneFactory()


@pytest.fixture
def operator(zone):
    return operators.operator(zone)


@pytest.fixture
def actor(operator):
    return operators.actor(operator, Role.OPERATOR_SECRETARY)


@pytest.fixture
def browser(actor):
    return browser_of(actor)
