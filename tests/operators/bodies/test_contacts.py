"""Whom to write to: confirmed each year, taken away and kept, and what is blocked when nobody is left."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.operators.bodies.contacts import NOBODY, TOO_OLD, confirmed_until, contact_known
from preau.operators.models import ContactPerson
from tests.factories import ZoneFactory
from tests.operators import made
from tests.operators.bodies.made import browser_of, typed, words

pytestmark = pytest.mark.django_db
PAGE = reverse("operators:contacts")
NEW = {"full_name": "Dominique Exemple", "email": "dominique@exemple.test", "subjects": ["daily", "emergency"]}


@pytest.fixture
def operator():
    return made.operator(ZoneFactory())


@pytest.fixture
def browser(operator):
    return browser_of(made.actor(operator, Role.OPERATOR_SECRETARY))


def test_somebody_is_known_for_a_year_to_the_day(operator):
    assert contact_known(operator, made.TODAY) == (False, NOBODY)
    contact = made.contact(operator, confirmed_on=date(2025, 11, 21))
    assert confirmed_until(contact) == made.TODAY
    assert contact_known(operator, made.TODAY) == (True, "")
    assert contact_known(operator, made.TODAY + timedelta(days=1)) == (False, TOO_OLD)


def test_a_contact_of_the_body_answers_for_each_operator_and_one_of_another_operator_does_not(operator):
    beside = made.operator(operator.declarations.get().zone, body=operator.body)
    made.contact(operator)
    assert contact_known(beside, made.TODAY) == (False, NOBODY)
    ContactPerson.objects.update(operator=None)
    assert contact_known(beside, made.TODAY) == (True, "")


def test_somebody_is_added_and_a_second_click_adds_nobody(browser, operator):
    for _ in range(2):
        assert browser.post(reverse("operators:contact_new"), NEW).url == PAGE
    row = ContactPerson.objects.get(body=operator.body)
    assert (row.subjects, row.operator_id, row.confirmed_on) == (["daily", "emergency"], None, made.TODAY)
    page = words(browser.get(PAGE))
    assert "La vie de tous les jours, Les urgences ; pour tous les opérateurs" in page
    assert "jusqu’au 21 novembre 2027" in page


def test_what_is_missing_is_asked(browser):
    answer = browser.post(reverse("operators:contact_new"), {"full_name": "", "email": "x", "phone": "12"})
    assert answer.status_code == 422
    for said in ("Donnez le prénom et le nom", "comme nom@commune.be", "au moins un sujet", "comme 065 12 34 56"):
        assert said in words(answer)


def test_one_button_confirms_one_and_another_confirms_all(browser, operator):
    rows = [made.contact(operator, confirmed_on=date(2025, 1, 1)) for _ in range(3)]
    assert "Aucune déclaration n’est possible sans personne de contact" in words(browser.get(PAGE))
    for _ in range(2):
        browser.post(reverse("operators:contact_confirm", args=[rows[0].pk]))
    assert list(ContactPerson.objects.filter(confirmed_on=made.TODAY)) == [rows[0]]
    assert "Aucune déclaration" not in words(browser.get(PAGE))
    assert "3 personnes confirmées" in words(browser.post(reverse("operators:contacts_confirm"), follow=True))
    assert ContactPerson.objects.filter(confirmed_on=made.TODAY).count() == 3
    entries = Entry.objects.filter(act="operators.confirm_contacts").order_by("pk")
    assert [sorted(entry.payload["contacts"]) for entry in entries] == [
        [rows[0].pk],
        sorted(row.pk for row in rows[1:]),
    ]


def test_somebody_taken_away_is_kept_and_can_come_back(browser, operator):
    row = made.contact(operator)
    for _ in range(2):
        assert browser.post(reverse("operators:contact_end", args=[row.pk])).url == PAGE
    assert Entry.objects.filter(act="operators.end_contact").count() == 1
    page = words(browser.get(PAGE))
    assert "1 personne avant" in page
    assert NOBODY in page
    assert browser.get(reverse("operators:contact", args=[row.pk])).status_code == 404
    browser.post(reverse("operators:contact_back", args=[row.pk]))
    row.refresh_from_db()
    assert (row.ended_on, row.confirmed_on) == (None, made.TODAY)


def test_who_corrects_confirms(browser, operator):
    row = made.contact(operator, confirmed_on=date(2026, 1, 1))
    address = reverse("operators:contact", args=[row.pk])
    assert browser.post(address, {**typed(browser.get(address)), "phone": "065/12.34.56"}).url == PAGE
    row.refresh_from_db()
    assert (row.phone, row.confirmed_on) == ("065 12 34 56", made.TODAY)


def test_two_people_on_one_contact_the_second_sees_what_the_first_wrote(browser, operator):
    row = made.contact(operator)
    address = reverse("operators:contact", args=[row.pk])
    seen = typed(browser.get(address))
    other = browser_of(made.actor(operator))
    other.post(address, {**seen, "subjects": ["training"], "full_name": "Autre Nom"})
    answer = browser.post(address, {**seen, "full_name": "Encore Un"})
    assert answer.status_code == 422
    assert "« Autre Nom »" in words(answer)
    assert "Le personnel et les formations" in words(answer)


def test_the_operator_of_another_body_is_not_among_the_choices(browser, operator):
    stranger = made.operator(ZoneFactory())
    answer = browser.post(reverse("operators:contact_new"), {**NEW, "operator": stranger.pk})
    assert answer.status_code == 422
    assert not ContactPerson.objects.exists()


def test_another_house_and_other_roles_confirm_nothing(operator):
    row = made.contact(operator, confirmed_on=date(2026, 1, 1))
    stranger = browser_of(made.actor(made.operator(ZoneFactory())))
    worker = browser_of(made.actor(operator, Role.CARE_WORKER))
    for name in ("contact_confirm", "contact_end", "contact_back", "contact"):
        address = reverse(f"operators:{name}", args=[row.pk])
        assert (stranger.post(address, NEW).status_code, worker.post(address, NEW).status_code) == (404, 403)
    row.refresh_from_db()
    assert (row.confirmed_on, row.ended_on) == (date(2026, 1, 1), None)
    page = words(worker.get(PAGE))
    assert row.email in page
    assert "Toujours exact" not in page
