"""The engine on a procedure no room owns: states, roles, second clicks, clocks, audience, the journal."""

import pytest
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.casework.api import ActRefused, AlreadyDone, Case, Supplied, open_case, perform
from preau.foundation.casework.models import Piece
from preau.foundation.journal.api import history_of
from tests.factories import MandateFactory, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(at):
    return actor_for(MandateFactory(), at("2026-09-01"), strong=True)


@pytest.fixture
def officer(at):
    return actor_for(MandateFactory(approval_officer=True), at("2026-09-02"), strong=True)


@pytest.fixture
def case(coordinator):
    zone = coordinator.mandate.organisation.zone
    return open_case(coordinator, "convention", "commit", zone, "Convention", zone_id=zone.pk)


def _send(coordinator, case):
    for need in ("agreement_proposal", "function_definition"):
        given = {"given_by": coordinator.person, "given_as": "coordination", "given_at": coordinator.now}
        Piece.objects.create(case=case, need_id=need, kept_at="Maison communale, dossier 12", **given)
    return perform(coordinator, case.pk, "send", 1, Supplied(attested=frozenset({"model_complete"})))


def test_an_act_moves_the_case_with_one_entry(case, coordinator, officer):
    assert (case.state_id, case.step) == ("draft", 1)
    _send(coordinator, case)
    case.refresh_from_db()
    assert (case.state_id, case.step) == ("submitted", 2)
    assert [entry.act for entry in history_of(case)] == ["convention.send", "convention.commit"]
    assert [clock.limit_id for clock in case.clocks.all() if clock.running] == ["D06"]


def test_what_is_missing_is_said_and_nothing_is_written(case, coordinator):
    with pytest.raises(ActRefused) as refused:
        perform(coordinator, case.pk, "send", 1)
    assert [finding.sentence.split(" ")[0] for finding in refused.value.missing] == ["Joignez", "Joignez", "Confirmez"]
    case.refresh_from_db()
    assert (case.state_id, case.step, history_of(case).count()) == ("draft", 1, 1)


def test_a_second_click_finds_the_act_done(case, coordinator):
    _send(coordinator, case)
    with pytest.raises(AlreadyDone) as done:
        perform(coordinator, case.pk, "send", 1)
    assert done.value.last.act_id == "send"
    assert history_of(case).count() == 2


def test_opening_twice_is_one_case(case, coordinator):
    zone = coordinator.mandate.organisation.zone
    assert open_case(coordinator, "convention", "commit", zone, "Encore", zone_id=zone.pk) == case


def test_another_s_act_is_refused_with_its_reason_and_another_s_case_is_not_there(case, coordinator, officer):
    with pytest.raises(Http404):
        perform(officer, case.pk, "agree", 1)  # nothing was sent to ONE yet
    _send(coordinator, case)
    with pytest.raises(Forbidden, match="l’ONE"):
        perform(coordinator, case.pk, "agree", 2)
    stranger = actor_for(MandateFactory(), coordinator.now, strong=True)
    with pytest.raises(Http404):
        perform(stranger, case.pk, "send", 2)


def test_an_act_that_keeps_a_limit_asks_for_a_second_factor(case, coordinator, officer):
    _send(coordinator, case)
    weak = actor_for(officer.mandate, officer.now)
    with pytest.raises(NeedsSecondFactor):
        perform(weak, case.pk, "agree", 2, Supplied(facts={"signatures": "Signée des deux parties."}))
    perform(officer, case.pk, "agree", 2, Supplied(facts={"signatures": "Signée des deux parties."}))
    assert Case.objects.get(pk=case.pk).state_id == "signed"
