"""The list of operators: each reader's own, narrowed by the address, at a constant cost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.operators.bodies.acts.inviting import invite_first
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made
from tests.operators.bodies.made import browser_of, words

pytestmark = pytest.mark.django_db
PAGE = reverse("operators:list")


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def browser(zone):
    return browser_of(made.coordinator(zone))


def names(answer):
    return [str(row.operator) for row, *_ in answer.context["rows"]]


def test_the_coordination_sees_hers_alone_with_who_has_an_account(browser, zone):
    alone = made.operator(zone, name="A sans compte")
    asked = made.operator(zone, name="B invité")
    there = made.operator(zone, name="C avec compte")
    made.operator(ZoneFactory(), name="D ailleurs")
    invite_first(made.coordinator(zone), asked.pk, "Qui", "qui@exemple.test")
    made.mandate(there)
    page = browser.get(PAGE)
    assert names(page) == [str(alone), str(asked), str(there)]
    assert "Invité le 21 nov." in words(page)
    found = {asked: names(browser.get(PAGE, {"compte": asked})) for asked in ("oui", "invite", "non")}
    assert found == {"oui": ["C avec compte"], "invite": ["B invité"], "non": ["A sans compte"]}


def test_it_is_narrowed_by_name_and_by_state(browser, zone):
    made.operator(zone, name="En préparation")
    made.declared(made.operator(zone, name="Déjà déclaré"), zone)
    assert names(browser.get(PAGE, {"etat": "submitted"})) == ["Déjà déclaré"]
    assert names(browser.get(PAGE, {"q": "prépa"})) == ["En préparation"]
    assert len(names(browser.get(PAGE, {"etat": "rien de cela", "compte": "x", "page": "99999999999999"}))) == 0
    assert len(names(browser.get(PAGE, {"etat": "rien de cela", "tri": "-lieux"}))) == 2


@pytest.mark.parametrize("trait", ["approval_officer", "training_officer", "commission_member"])
def test_one_and_the_commission_see_all_by_commune(trait, zone):
    made.operator(zone, name="Ici")
    elsewhere = ZoneFactory(name="Zone du Nord")
    made.operator(elsewhere, name="Là-bas")
    reader = browser_of(actor_for(MandateFactory(**{trait: True}), made.NOW))
    assert names(reader.get(PAGE)) == ["Ici", "Là-bas"]
    assert names(reader.get(PAGE, {"commune": "du nord"})) == ["Là-bas"]
    assert names(reader.get(PAGE, {"commune": made.commune_of(zone).name})) == ["Ici"]
    assert "Inviter un opérateur" not in words(reader.get(PAGE))


def test_operators_do_not_see_the_list(zone):
    assert browser_of(made.actor(made.operator(zone), Role.OPERATOR_SIGNATORY)).get(PAGE).status_code == 403


def test_an_empty_list_says_how_to_begin(browser):
    page = words(browser.get(PAGE))
    assert "Aucun opérateur n’est connu" in page
    assert "Reprendre une liste" in page
    assert "Aucun opérateur ne répond à ces filtres" in words(browser.get(PAGE, {"q": "x"}))


def test_the_list_costs_the_same_with_many_and_shows_thirty(browser, zone, counted_queries):
    made.operator(zone)
    browser.get(PAGE)
    with counted_queries() as few:
        browser.get(PAGE)
    coordinator = made.coordinator(zone, made.NOW - timedelta(days=3))
    for rank in range(32):
        one = made.operator(zone)
        if rank % 3 == 0:
            made.mandate(one)
        elif rank % 3 == 1:
            invite_first(coordinator, one.pk, "Qui", f"qui{rank}@exemple.test")
    with counted_queries() as many:
        page = browser.get(PAGE)
    assert (len(names(page)), page.context["table"].page_words.replace("\xa0", " ")) == (30, "Page 1 sur 2")
    assert len(many) == len(few), many.sql
