"""The page of an operator: what is left, what can be signed; and what others read of it."""

from datetime import date

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.models import Case
from preau.operators.bodies.hub import hub_of
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made
from tests.operators.bodies.made import browser_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def operator(zone):
    return made.operator(zone)


def page_of(operator):
    return reverse("operators:operator", args=[operator.pk])


def described(operator):
    """Describe everything a declaration asks."""
    made.full_place(operator)
    made.contact(operator)
    made.held(operator)
    operator.projects.create(number=1, text="Notre projet", created_at=made.NOW)
    operator.subsidies = "aucune"
    operator.save()


def test_each_part_says_what_is_left(operator):
    operator.body.iban = operator.body.street = operator.subsidies = ""
    operator.body.save()
    hub = hub_of(made.actor(operator), operator)
    tags = {part.title: part.tag for part in hub.parts}
    assert tags == {
        "Décrire l’organisme": "À compléter",
        "Décrire l’opérateur": "À compléter",
        "Dire qui contacter": "À compléter",
        "Donner les agréments et reconnaissances": "Facultatif",
        "Donner les assurances": "Facultatif",
        "Écrire le projet d’accueil": "À compléter",
    }
    assert "Donnez le compte bancaire" in hub.parts[0].hint
    assert hub.left == 4
    [zoned] = hub.declarations
    assert not zoned.ready
    assert {one.code for one in zoned.blocking} >= {"seat", "contact", "no_place"}


def test_a_place_without_what_is_asked_is_to_complete_and_a_full_one_is_described(operator):
    bare, full = made.place(operator), made.full_place(operator)
    made.place(operator, closed_on=date(2026, 6, 30))
    hub = hub_of(made.actor(operator), operator)
    assert {part.title: part.kind for part in hub.places} == {bare.name: "", full.name: "done"}
    assert hub.closed == 1


def test_what_is_whole_is_ready_to_sign_and_only_the_signatory_is_asked(operator):
    described(operator)
    [zoned] = hub_of(made.actor(operator), operator).declarations
    assert (zoned.ready, zoned.blocking) == (True, ())
    hers = words(browser_of(made.actor(operator)).get(page_of(operator)))
    assert "Prêt à signer" in hers
    assert "Relire et déclarer" in hers
    secretary = words(browser_of(made.actor(operator, Role.OPERATOR_SECRETARY)).get(page_of(operator)))
    assert "Le pouvoir organisateur relit et déclare." in secretary
    assert "Relire et déclarer" not in secretary


def test_a_contact_nobody_confirmed_for_a_year_blocks_signing(operator):
    described(operator)
    operator.body.contacts.update(confirmed_on=date(2025, 11, 20))
    [zoned] = hub_of(made.actor(operator), operator).declarations
    assert not zoned.ready
    assert [one.address_name for one in zoned.blocking] == ["contacts"]


def test_once_declared_it_is_signed_again_only_when_something_changed(operator, zone):
    declaration = made.declared(operator, zone)
    signatory = made.actor(operator)
    [zoned] = hub_of(signatory, operator).declarations
    assert (zoned.case.state_id, zoned.changed, zoned.ready) == ("submitted", False, False)
    operator.phone = "065 99 99 99"
    operator.save()
    [zoned] = hub_of(signatory, operator).declarations
    assert (zoned.declaration, zoned.ready) == (declaration, True)


def test_a_care_worker_reads_and_is_offered_nothing_to_write(operator):
    made.full_place(operator)
    page = browser_of(made.actor(operator, Role.CARE_WORKER)).get(page_of(operator)).content.decode()
    for name in ("operator_edit", "place_new"):
        assert reverse(f"operators:{name}", args=[operator.pk]) not in page
    assert "Vous lisez ce qui est décrit" in page


def test_the_coordination_prepares_while_nobody_acts_then_reads_what_is_declared(operator, zone):
    place = made.place(operator, name="Brouillon jamais déclaré")
    browser = browser_of(made.coordinator(zone))
    before = words(browser.get(page_of(operator)))
    assert place.name in before
    assert "Personne n’agit encore dans Préau" in before
    made.mandate(operator)
    after = words(browser.get(page_of(operator)))
    assert place.name not in after
    assert "A un compte" in after
    one = browser_of(actor_for(MandateFactory(approval_officer=True), made.NOW))
    assert place.name not in words(one.get(page_of(operator)))


def test_another_commune_does_not_know_it(operator):
    assert browser_of(made.coordinator(ZoneFactory())).get(page_of(operator)).status_code == 404


def test_the_page_costs_the_same_with_many_places_and_zones(operator, counted_queries):
    described(operator)
    browser = browser_of(made.actor(operator))
    browser.get(page_of(operator))
    with counted_queries() as few:
        browser.get(page_of(operator))
    for _ in range(3):
        elsewhere = ZoneFactory()
        made.full_place(operator, made.commune_of(elsewhere))
        made.begin(made.actor(operator), operator, elsewhere)
        made.full_place(operator)
    with counted_queries() as many:
        page = browser.get(page_of(operator))
    assert len(page.context["hub"].declarations) == 4
    assert len(many) == len(few), many.sql
    assert len(many) <= 30, many.sql


def test_the_home_costs_the_same_with_many_operators(operator, zone, counted_queries):
    browser = browser_of(made.actor(operator))
    home = reverse("operators:home")
    browser.get(home)
    with counted_queries() as few:
        browser.get(home)
    for _ in range(4):
        made.full_place(made.operator(zone, body=operator.body))
    with counted_queries() as many:
        assert words(browser.get(home)).count("1 lieu") == 4
    assert len(many) == len(few), many.sql


def test_a_declaration_without_case_is_not_shown(operator):
    Case.objects.all().delete()
    assert hub_of(made.actor(operator), operator).declarations == ()
