import pytest

from preau.foundation.accounts.roles import Role
from preau.training.lookalikes import forget
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of


@pytest.fixture(autouse=True)
def _own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _catalogue():
    forget()


@pytest.fixture
def operator(at):
    at("2026-11-21")
    return operators.operator(ZoneFactory())


@pytest.fixture
def actor(operator):
    return operators.actor(operator, Role.OPERATOR_SECRETARY)


@pytest.fixture
def browser(actor):
    return browser_of(actor)
