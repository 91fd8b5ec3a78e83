"""A house with its secretary's browser, a qualified care worker hired in 2022, a body whose hours count."""

import pytest

from preau.foundation.accounts.roles import Role
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.places.made import browser_of
from tests.staff import made as staff
from tests.training import made


@pytest.fixture
def now(at):
    return at("2026-11-21")


@pytest.fixture
def operator(db, now):
    return operators.operator(ZoneFactory())


@pytest.fixture
def secretary(operator, now):
    return operators.actor(operator, Role.OPERATOR_SECRETARY, now=now)


@pytest.fixture
def browser(secretary):
    return browser_of(secretary)


@pytest.fixture
def worker(operator):
    someone = staff.person(operator, given_name="Lou", family_name="Marelle")
    staff.credential(someone, "bacv")
    return someone


@pytest.fixture
def body(db):
    return made.provider("Les Ateliers du Préau")
