"""Somebody new: one short page, once, and nothing said of whoever may be known elsewhere."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from preau.foundation import limiter
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.staff.models import Assignment, EmploymentContract, MoveRequest, StaffPerson
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made
from tests.staff.register.made import NEW, NUMBER, OTHER_NUMBER

pytestmark = pytest.mark.django_db
ADDRESS = "/equipe/nouvelle/"


@pytest.fixture
def elsewhere(zone):
    """Somebody of another house, with a number, a name and a birth date."""
    house = operators.operator(ZoneFactory())
    return made.person(
        house, given_name="Alix", family_name="Cerceau", birth_date=date(1991, 4, 2), national_number=NUMBER
    )


def test_a_person_is_written_with_her_contract_and_function_in_one_page(browser, operator):
    place = operators.place(operator)
    answer = browser.post(ADDRESS, {**NEW, "place": place.pk, "fte": "63,2"})
    person = StaffPerson.objects.get()
    assert answer.url == reverse("staff:person", args=[person.pk])
    contract = EmploymentContract.objects.get(person=person)
    assert (contract.organisation, contract.starts_on, contract.fte) == (
        operator.body.organisation,
        date(2026, 9, 1),
        Decimal("0.632"),
    )
    assignment = Assignment.objects.get(contract=contract)
    assert (assignment.function, assignment.place, assignment.starts_on) == ("care_worker", place, date(2026, 9, 1))
    page = words(browser.get(answer.url))
    assert "63,2 % d’un temps plein" in page
    assert "Inscription dans l’équipe" in page


def test_a_second_click_writes_nobody_twice(browser):
    plain = {name: value for name, value in NEW.items() if name != "birth_date"}
    first, second = (browser.post(ADDRESS, plain) for _ in range(2))
    assert first.url == second.url
    assert StaffPerson.objects.count() == 1
    assert Entry.objects.filter(act="staff.register_person").count() == 1


def test_a_number_is_shown_masked_and_never_enters_the_journal(browser):
    answer = browser.post(ADDRESS, {**NEW, "national_number": "85.00.00-997.12"})
    person = StaffPerson.objects.get()
    assert person.national_number == NUMBER
    page = browser.get(answer.url).content.decode()
    assert "••.••.••-•••.12" in page
    assert NUMBER not in page
    identity = browser.get(reverse("staff:identity", args=[person.pk])).content.decode()
    assert NUMBER not in identity
    assert all(NUMBER not in str(entry.payload) for entry in Entry.objects.all())


@pytest.mark.parametrize(
    "number",
    ["85000099713", "abc", "85071199722"],  # a wrong check digit, no number, a number born another day
    ids=["check", "letters", "birth"],
)
def test_a_number_that_does_not_fit_is_refused_in_the_same_words(browser, number):
    answer = browser.post(ADDRESS, {**NEW, "national_number": number})
    assert answer.status_code == 422
    assert "Relisez ce numéro : il ne va pas avec ce nom ou cette date de naissance" in words(answer)
    assert not StaffPerson.objects.exists()
    assert answer.context["form"]["family_name"].value() == "Cerceau"


def test_somebody_elses_number_is_refused_in_those_words_too(browser, elsewhere):
    answer = browser.post(ADDRESS, {**NEW, "family_name": "Toupie", "national_number": NUMBER})
    assert "Relisez ce numéro" in words(answer)
    assert "déjà connue" not in words(answer)
    assert StaffPerson.objects.count() == 1


@pytest.mark.parametrize("by", [{"national_number": NUMBER, "birth_date": ""}, {"given_name": "ALIX"}])
def test_somebody_known_elsewhere_is_asked_about_and_nothing_of_her_is_told(browser, elsewhere, by):
    answer = browser.post(ADDRESS, {**NEW, **by})
    assert answer.status_code == 422
    page = words(answer)
    assert "Une personne de ce nom est peut-être déjà connue" in page
    assert str(elsewhere.contracts.get().organisation) not in page
    assert elsewhere.email not in page
    assert StaffPerson.objects.count() == 1
    assert answer.context["form"]["starts_on"].value() == "2026-09-01"


def test_asking_her_consent_writes_a_request_and_no_contract(browser, elsewhere, operator):
    answer = browser.post(ADDRESS, {**NEW, "known": "ask"})
    assert answer.url == "/equipe/"
    assert MoveRequest.objects.get().organisation == operator.body.organisation
    assert not EmploymentContract.objects.filter(organisation=operator.body.organisation).exists()
    page = words(browser.get("/equipe/"))
    assert "1 accord attendu" in page
    assert browser.get(reverse("staff:person", args=[elsewhere.pk])).status_code == 404


def test_another_person_of_the_same_name_is_written_apart(browser, elsewhere):
    assert browser.post(ADDRESS, {**NEW, "known": "another"}).status_code == 302
    assert StaffPerson.objects.count() == 2
    assert not MoveRequest.objects.exists()


def test_a_colleague_is_not_written_twice_and_her_file_is_offered(browser, operator):
    there = made.person(operator, given_name="Alix", family_name="Cerceau", birth_date=date(1991, 4, 2))
    answer = browser.post(ADDRESS, NEW)
    assert answer.status_code == 422
    assert "Alix Cerceau est déjà dans votre registre" in words(answer)
    assert reverse("staff:person", args=[there.pk]) in answer.content.decode()
    assert StaffPerson.objects.count() == 1


def test_nobody_tries_many_names_in_a_minute(browser, operator):
    for number in range(limiter.PER_MINUTE["staff-known"]):
        assert browser.post(ADDRESS, {**NEW, "family_name": f"Nom{number}"}).status_code == 302
    answer = browser.post(ADDRESS, {**NEW, "family_name": "Encore"})
    assert "attendez un instant" in words(answer)
    assert answer.context["form"]["family_name"].value() == "Encore"


def test_missing_words_are_said_and_a_share_of_time_is_a_percentage(browser):
    answer = browser.post(ADDRESS, {"fte": "120"})
    for said in ("Donnez le prénom", "Donnez le nom", "Choisissez la fonction", "entre 0,1 et 100"):
        assert said in words(answer)


def test_nobody_is_asked_who_it_is_before_a_name_is_known(browser):
    answer = browser.post(ADDRESS, {**NEW, "family_name": "", "known": ""})
    assert answer.status_code == 422
    assert "Est-ce la même personne" not in words(answer)


def test_a_project_leader_writes_nobody(operator):
    leader = browser_of(operators.actor(operator, Role.PROJECT_LEADER))
    assert leader.get(ADDRESS).status_code == 403
    assert leader.post(ADDRESS, NEW).status_code == 403


def test_a_coordination_writes_its_own_coordinator(zone):
    coordinator = browser_of(operators.coordinator(zone))
    answer = coordinator.post(ADDRESS, {**NEW, "function": "atl_coordinator"})
    page = words(coordinator.get(answer.url))
    assert "À déposer pour le" in page
    assert "le contrat et le diplôme" in page


def test_an_account_of_the_house_is_tied_by_its_address(browser, operator):
    worker = operators.actor(operator, Role.CARE_WORKER)
    browser.post(ADDRESS, {**NEW, "email": worker.email.upper()})
    assert StaffPerson.objects.get().account == worker.person


def test_the_address_of_somebody_who_acts_elsewhere_ties_nothing(browser, zone):
    stranger = operators.actor(operators.operator(zone), Role.CARE_WORKER)
    browser.post(ADDRESS, {**NEW, "email": stranger.email})
    assert StaffPerson.objects.get().account is None


def test_identity_is_corrected_and_the_number_only_replaced(browser, operator):
    person = made.person(operator, national_number=NUMBER)
    address = reverse("staff:identity", args=[person.pk])
    sent = {"given_name": "Zoé", "family_name": "Craie", "phone": "065 12 34 56", "national_number": ""}
    assert browser.post(address, sent).status_code == 302
    person.refresh_from_db()
    assert (person.given_name, person.national_number, person.version) == ("Zoé", NUMBER, 2)
    assert browser.post(address, {**sent, "national_number": OTHER_NUMBER}).status_code == 302
    person.refresh_from_db()
    assert person.national_number == OTHER_NUMBER


def test_two_people_on_one_identity_the_second_is_told_and_loses_nothing(browser, operator):
    person = made.person(operator, given_name="Lou")
    address = reverse("staff:identity", args=[person.pk])
    version = browser.get(address).context["form"]["version"].value()
    sent = {"given_name": "Zoé", "family_name": person.family_name, "email": person.email, "version": version}
    assert browser.post(address, sent).status_code == 302
    late = browser.post(address, {**sent, "given_name": "Sam"})
    assert late.status_code == 422
    assert "Quelqu’un a enregistré autre chose" in words(late)
    assert late.context["form"]["given_name"].value() == "Sam"
    person.refresh_from_db()
    assert person.given_name == "Zoé"
