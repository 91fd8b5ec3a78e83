"""An operator with a signatory who has a browser, and a bare place."""

import pytest

from tests.factories import ZoneFactory
from tests.operators import made
from tests.operators.places.made import browser_of


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
