"""Somebody comes back to a house that had her: a new contract within a year, else she is asked first."""

from datetime import date

import pytest
from django.urls import reverse

from preau.foundation.ui.versions import NotNow
from preau.staff.access import can_renew
from preau.staff.models import EmploymentContract, MoveRequest
from preau.staff.moving.acts import answer
from preau.staff.register.acts.contracts import add_contract
from preau.staff.register.acts.people import ask_back
from tests.operators import made as operators
from tests.operators.bodies.made import typed, words
from tests.staff import made

pytestmark = pytest.mark.django_db


def of(person, name, *more):
    return reverse(f"staff:{name}", args=[person.pk, *more])


def assert_asked_back(browser, person):
    """Assert that a new contract is not written before she says yes, and that she is asked once."""
    address = of(person, "contract_new")
    assert "elle a travaillé ailleurs depuis" in words(browser.get(address))
    assert browser.post(address, {"starts_on": "2026-12-01"}).status_code == 422
    for _ in range(2):
        assert browser.post(address, {"starts_on": "2026-12-01", "function": "care_worker"}).url == "/equipe/"
    asked = MoveRequest.objects.get(person=person)
    assert not EmploymentContract.objects.filter(person=person, starts_on=date(2026, 12, 1)).exists()
    answer(made.worker(person), asked.pk, accepted=True)
    assert EmploymentContract.objects.filter(person=person, starts_on=date(2026, 12, 1)).exists()


def test_who_left_more_than_a_year_ago_is_asked_first(operator, browser):
    assert_asked_back(browser, made.person(operator, ends_on=date(2025, 6, 30)))


def test_who_worked_elsewhere_since_is_asked_even_within_a_year(operator, browser, actor, zone):
    person = made.person(operator, ends_on=date(2026, 6, 30))
    contract = person.contracts.get()
    made.contract(person, operators.operator(zone), starts_on=date(2026, 7, 1), ends_on=date(2026, 8, 31))
    sent = {**typed(browser.get(of(person, "contract", contract.pk))), "ends_on": ""}
    page = browser.post(of(person, "contract", contract.pk), sent)
    assert page.status_code == 422
    assert "demandez-lui d’abord son accord" in words(page)
    earlier = {**sent, "ends_on": "2026-06-28"}  # a slip is still mended
    assert browser.post(of(person, "contract", contract.pk), earlier).status_code == 302
    with pytest.raises(NotNow):
        add_contract(actor, person.pk, {"starts_on": date(2026, 12, 1), "ends_on": None, "status": "", "fte": None})
    assert_asked_back(browser, person)


def test_a_house_that_never_had_her_brings_nobody_back(actor, zone):
    assert not can_renew(actor, made.person(operators.operator(zone)))


def test_nobody_is_asked_when_a_contract_is_enough(operator, actor):
    with pytest.raises(NotNow):
        ask_back(actor, made.person(operator, ends_on=date(2026, 6, 30)).pk, date(2026, 12, 1), "care_worker")
