"""A coordination at work on a plan: what most tests of the room start from."""

import pytest

from preau.law.annual_plan import Action, AnnualPlan, Objective, SchoolYear
from preau.plans import acts
from tests.factories import MandateFactory, actor_for

YEAR = SchoolYear(2026)
DOCUMENT = AnnualPlan(
    objectives=(
        Objective(1, "Réunir la CCA deux fois entre septembre 2026 et juin 2027."),
        Objective(2, "Former douze accueillantes avant le 31 décembre 2026.", programme_line="Besoin 4"),
    ),
    comment="Ces objectifs servent les besoins 2 et 4.",
    actions=(
        Action(1, "- Convoquer\n- Rédiger le PV", (1,), (13,), (1,), recurrent=True, missions=(1,)),
        Action(2, "Réserver deux journées de formation", (2,), (8,), (2,), comment="Avec un opérateur."),
        Action(3, "Faire le bilan avec les opérateurs", (2, 3), (6, 13), (1, 2), responsible="Coordination ATL"),
    ),
)


@pytest.fixture
def now(at):
    return at("2026-11-21")


@pytest.fixture
def coordinator(db, now):
    return actor_for(MandateFactory(), now, strong=True)


@pytest.fixture
def zone(coordinator):
    return coordinator.mandate.organisation.zone


@pytest.fixture
def plan(coordinator, zone):
    return acts.import_plan(coordinator, zone, YEAR, DOCUMENT, source="un essai")
