"""An operator with a signatory who has a browser, and a bare place."""

from collections.abc import Iterator

import pytest

from preau.foundation import clock
from tests.factories import ZoneFactory
from tests.operators import made
from tests.operators.places.made import browser_of


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    """Hold the clock at the day of `made`, whatever the day of the machine."""
    with clock.frozen(made.NOW):
        yield


@pytest.fixture
def now(at):
    return at("2026-11-21")


@pytest.fixture
def zone(db, now):
    return ZoneFactory()


@pytest.fixture
def operator(zone):
    return made.operator(zone)


@pytest.fixture
def actor(operator, now):
    return made.actor(operator, now=now)


@pytest.fixture
def place(operator):
    return made.place(operator, name="Le Ballon")


@pytest.fixture
def browser(actor):
    return browser_of(actor)
