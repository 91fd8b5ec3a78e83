"""What the year of a plan puts on the home of its coordination, from the draft to the operators told."""

import pytest

from preau.foundation.casework.models import Case
from preau.plans.models import CouncilInformation, Publicity, Transmission
from preau.plans.todo import agenda_of
from tests.factories import MandateFactory, OrganisationFactory, actor_for
from tests.plans.made import make_plan

pytestmark = pytest.mark.django_db
SEND = "Envoyer le projet de plan d’action 2026-2027 aux membres de la CCA"
KNOWN = "Faire connaître le plan d’action 2026-2027"
COUNCIL = "Informer le conseil communal du plan d’action 2026-2027"


def titles(actor):
    return [task.title for task in agenda_of(actor).tasks]


def test_a_complete_draft_is_first_sent_to_the_members(coordinator, zone):
    plan = make_plan(zone, 2026, approved=False)
    for action in plan.actions.all():
        action.objectives.set(plan.objectives.all())
    assert titles(coordinator)[:1] == [SEND]
    Case.objects.filter(subject_id=plan.pk, procedure_id="annual_plan").update(state_id="draft")
    assert SEND not in titles(coordinator)
    assert "Enregistrer l’approbation du plan d’action 2026-2027" in titles(coordinator)


def test_once_sent_the_operators_and_the_councils_are_still_to_be_told(coordinator, zone):
    """The guide, 5th step: sending is not making known."""
    plan = make_plan(zone, 2026)
    assert KNOWN not in titles(coordinator)
    sent = {"acting_as": "Coordination", "sha256": "0" * 64, "due_on": "2026-12-31"}
    Transmission.objects.create(plan=plan, document="plan", at=coordinator.now, **sent)
    assert {KNOWN, COUNCIL} <= set(titles(coordinator))
    member = actor_for(MandateFactory(member=True, organisation=coordinator.mandate.organisation), coordinator.now)
    assert not {KNOWN, COUNCIL} & set(titles(member))
    Publicity.objects.create(plan=plan, organisation=OrganisationFactory(zone=zone), told_at=coordinator.now)
    for commune in zone.municipalities.all():
        noted = {"session_on": "2026-11-10", "person": coordinator.someone, "at": coordinator.now}
        CouncilInformation.objects.create(plan=plan, municipality=commune, acting_as="Secrétariat", **noted)
    assert not {KNOWN, COUNCIL} & set(titles(coordinator))
