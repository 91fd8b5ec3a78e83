"""A coordination with its CCA: what the tests of acts and pages start from."""

import pytest

from preau.foundation.accounts.roles import Role
from tests.commissions.composition.made import make_cca
from tests.factories import MandateFactory, actor_for


@pytest.fixture
def now(at):
    return at("2026-11-21")


@pytest.fixture
def coordinator(db, now):
    return actor_for(MandateFactory(manager=True), now, strong=True)


@pytest.fixture
def zone(coordinator):
    return coordinator.mandate.organisation.zone


@pytest.fixture
def cca(zone):
    return make_cca(zone=zone)


@pytest.fixture
def reader(coordinator, now):
    """A member of the CCA, by her mandate: she reads it."""
    return actor_for(MandateFactory(organisation=coordinator.mandate.organisation, role=Role.CCA_MEMBER), now)
