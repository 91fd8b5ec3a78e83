"""Somebody who leads a project and cares at once reads the hours of each function."""

from datetime import date

import pytest

from preau.staff.models import Assignment
from preau.training.ledger.reading import read_people
from tests.operators.made import TODAY
from tests.operators.places.made import words
from tests.staff import made as staff
from tests.training.ledger.test_pages import ledger

pytestmark = pytest.mark.django_db


def leads_too(person):
    contract = person.contracts.get()
    Assignment.objects.create(contract=contract, function="project_leader", starts_on=contract.starts_on)


def test_without_a_title_the_hundred_hours_are_read_beside_the_fifty(browser, operator):
    person = staff.person(operator, starts_on=date(2025, 9, 1))
    leads_too(person)
    said = words(browser.get(ledger(person)))
    assert "Cinquante heures en trois ans" in said
    assert "Aussi comme accueillante ou accueillant : du 1er septembre 2025 au 1er septembre 2028" in said
    assert "Cent heures en trois ans, sans titre, une seule fois. 100 heures manquent." in said


def test_with_a_title_for_care_nothing_is_read_beside(browser, operator):
    person = staff.person(operator, starts_on=date(2025, 9, 1))
    leads_too(person)
    staff.credential(person, "bacv")
    assert "Aussi comme accueillante" not in words(browser.get(ledger(person)))


def test_one_function_has_one_ledger(operator):
    person = staff.person(operator)
    assert read_people([person.pk], TODAY)[person.pk].beside is None
