"""The page of a case: one for every procedure, for each reader, at a constant cost."""

import pytest
from django.test import Client
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.engine import perform
from preau.foundation.casework.models import CaseAct
from preau.foundation.casework.pieces import give_piece
from preau.foundation.casework.talking import ask_task, remark, send_message
from tests.casework.made import a_commune, communes, everything, opened
from tests.factories import MunicipalityFactory, sign_in

pytestmark = pytest.mark.django_db
COORDINATOR, OFFICER = Role.ATL_COORDINATOR, Role.APPROVAL_OFFICER


@pytest.fixture
def commune(at):
    at("2026-11-21")
    return a_commune()


@pytest.fixture
def case(commune):
    return opened(commune)


def browser(commune, role, strong=True) -> Client:
    mandate = commune.mandates[role]
    return sign_in(Client(), mandate.person, strong, mandate)


def page(case) -> str:
    return reverse("casework:case", args=[case.pk])


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def send_it(commune, case):
    actor = commune.actor(COORDINATOR)
    for need in ("agreement_proposal", "function_definition"):
        give_piece(actor, case, need, kept_at="Farde 12")
    return perform(actor, case.pk, "send", case.step, everything(case.procedure, case.procedure.act("send")))


def test_the_page_says_what_to_do(commune, case):
    text = words(browser(commune, COORDINATOR).get(page(case)))
    assert "Vous préparez la proposition de convention" in text
    assert "C’est à vous" in text
    assert "Joignez la proposition de convention." in text


def test_each_reads_the_state_in_her_words(commune, case):
    send_it(commune, case)
    assert "Proposition à examiner" in words(browser(commune, OFFICER).get(page(case)))
    home = words(browser(commune, COORDINATOR).get(page(case)))
    assert "L’ONE examine votre proposition" in home
    assert "Pourquoi le" in home


def test_those_it_was_not_told_to_find_nothing(commune, case):
    assert browser(commune, OFFICER).get(page(case)).status_code == 404
    assert browser(commune, Role.OPERATOR_SIGNATORY).get(page(case)).status_code == 404


def test_an_act_is_filled_in_read_again_and_done(commune, case):
    client = browser(commune, COORDINATOR)
    for need in ("agreement_proposal", "function_definition"):
        given = client.post(reverse("casework:piece", args=[case.pk, need]), {"kept_at": "Farde 12"})
        assert given.status_code == 302, words(given)
    address = reverse("casework:act", args=[case.pk, "send"])
    day = {"day_day": "20", "day_month": "11", "day_year": "2026"}
    assert client.get(address).status_code == 200
    typed = {"step": "1", "relire": "", "attested_model_complete": "on", **day}
    assert "donnez un jour d’après" in words(client.post(address, typed))
    typed |= {"day_day": "21"}
    again = words(client.post(address, typed))
    assert "Relire avant de confirmer" in again
    del typed["relire"]
    assert client.post(address, typed).status_code == 302
    assert CaseAct.objects.filter(case=case, act_id="send").count() == 1
    second = client.post(address, typed, follow=True)
    assert "C’était déjà fait" in words(second)
    assert CaseAct.objects.filter(case=case, act_id="send").count() == 1


def test_a_refusal_keeps_what_was_typed(commune, case):
    send_it(commune, case)
    client = browser(commune, OFFICER)
    address = reverse("casework:act", args=[case.pk, "agree"])
    answer = client.post(address, {"step": "2", "fact_signatures": "Signé à Liège", "day_day": "x"})
    assert answer.status_code == 422
    assert "Signé à Liège" in words(answer)


def test_the_second_factor_is_asked_before_the_form(commune, case):
    send_it(commune, case)
    answer = browser(commune, OFFICER, strong=False).get(reverse("casework:act", args=[case.pk, "agree"]))
    assert answer.status_code == 302
    assert "second" in answer["Location"] or "facteur" in answer["Location"]


def fill(commune, case, count):
    coordinator, officer = commune.actor(COORDINATOR), commune.actor(OFFICER)
    for n in range(count):
        remark(officer, case.pk, "need:agreement_proposal", f"Remarque {n}")
        send_message(officer, case.pk, f"Message {n}")
        ask_task(coordinator, case.pk, f"Tâche {n}", "one", None)
        give_piece(coordinator, case, "agreement_proposal", kept_at=f"Farde {n}")


def test_the_page_costs_the_same_with_fifty_remarks(commune, case, counted_queries):
    send_it(commune, case)
    client = browser(commune, COORDINATOR)
    fill(commune, case, 1)
    client.get(page(case))
    with counted_queries() as few:
        client.get(page(case))
    fill(commune, case, 50)
    client.get(page(case))
    with counted_queries() as many:
        answer = client.get(page(case))
    assert answer.status_code == 200
    assert len(few) == len(many) <= 30, many.sql


@pytest.mark.parametrize("role", [COORDINATOR, OFFICER])
def test_the_list_costs_the_same_with_many_cases(commune, case, counted_queries, role):
    send_it(commune, case)
    client = browser(commune, role)
    address = reverse("casework:mine")
    client.get(address)
    with counted_queries() as few:
        client.get(address)
    for other in communes(*[f"Autre commune {n}" for n in range(12)]) if role == OFFICER else []:
        send_it(other, opened(other))
    for municipality in MunicipalityFactory.create_batch(12):
        opened(commune, subject=municipality)
    with counted_queries() as many:
        answer = client.get(address)
    assert answer.status_code == 200
    assert len(few) == len(many) <= 20, many.sql
