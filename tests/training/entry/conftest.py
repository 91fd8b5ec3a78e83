"""A house with a team of fourteen, its secretary with a browser, a training of the catalogue."""

import pytest

from preau.foundation.accounts.roles import Role
from preau.training import lookalikes
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.places.made import browser_of
from tests.staff import made as staff
from tests.training import made


@pytest.fixture(autouse=True)
def fresh_catalogue():
    lookalikes.forget()
    yield
    lookalikes.forget()


@pytest.fixture
def now(at):
    return at("2026-11-21")


@pytest.fixture
def operator(db, now):
    return operators.operator(ZoneFactory())


@pytest.fixture
def actor(operator, now):
    return operators.actor(operator, Role.OPERATOR_SECRETARY, now=now)


@pytest.fixture
def browser(actor):
    return browser_of(actor)


@pytest.fixture
def zoe(operator):
    return staff.person(operator, given_name="Zoé", family_name="Van den Berghe")


@pytest.fixture
def ali(operator):
    return staff.person(operator, given_name="Ali", family_name="Benali")


@pytest.fixture
def module(db):
    return made.module(made.provider("Les Ateliers du Tilleul"), "Jouer dehors en toute saison", hours=6)
