"""A refused module with the hours of somebody on it: its house, the officer who refused, another officer."""

from datetime import date

import pytest

from preau.foundation.accounts.roles import Role
from preau.training.catalogue.deciding import refuse
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.places.made import browser_of
from tests.staff import made as staff
from tests.training import made

DAY = date(2026, 3, 2)


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
def refuser(db, now):
    return staff.officer()


@pytest.fixture
def officer(db, now):
    return staff.officer()


@pytest.fixture
def module(operator, worker, refuser):
    body = made.provider("Les Ateliers du Préau")
    waiting = made.module(body, "Conter avec les mains", status="proposed")
    made.entry(operator, waiting, [worker], {DAY: 6})
    refuse(refuser, waiting, "outside_programme", "Trop loin des enfants.")
    waiting.refresh_from_db()
    return waiting


@pytest.fixture
def record(module, worker):
    return worker.training_records.get()
