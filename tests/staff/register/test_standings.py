"""Somebody who has two functions reads where she stands for each, with what is left of the hundred hours."""

from datetime import date

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.staff.models import Assignment, GoodConductCheck
from preau.staff.todo import agenda_of
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made

pytestmark = pytest.mark.django_db


def test_each_function_has_its_own_standing(operator, browser):
    person = made.person(operator, starts_on=date(2025, 9, 1))
    contract = person.contracts.get()
    Assignment.objects.create(contract=contract, function="project_leader", starts_on=contract.starts_on)
    page = words(browser.get(reverse("staff:person", args=[person.pk])))
    assert "Accueillante ou accueillant : Se forme jusqu’au 1er septembre 2028" in page
    assert "Cent heures sont dues pour le 1er septembre 2028" in page
    assert "Responsable de projet : Qualification à demander" in page


def test_a_function_that_asks_for_no_title_says_so_in_the_list(operator, browser):
    made.person(operator, function="logistics")
    page = words(browser.get(reverse("staff:team")))
    assert "Aucun titre exigé" in page
    assert "Pas demandée" not in page


def test_the_list_keeps_to_the_extracts_the_home_counts(operator, browser, actor):
    seen, unseen = made.person(operator, family_name="Vue"), made.person(operator, family_name="Pasvue")
    GoodConductCheck.objects.create(
        person=seen,
        organisation=operator.body.organisation,
        extract_on=date(2025, 1, 1),
        seen_on=date(2025, 1, 1),
        cleared=True,
        recorded_at=made.NOW,
    )
    [task] = [one for one in agenda_of(actor).tasks if "extrait" in one.title]
    page = words(browser.get(task.address))
    assert str(unseen) in page
    assert str(seen) not in page


def test_a_project_leader_filters_by_no_extract(operator):
    leader = browser_of(operators.actor(operator, Role.PROJECT_LEADER))
    assert "Extrait à voir" not in words(leader.get(reverse("staff:team")))
