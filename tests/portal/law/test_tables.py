"""The tables of the law: every rule, limit and dated value is reachable and says what is not known."""

import re

import pytest
from django.urls import reverse

from preau.law.catalogue import RULES
from preau.law.parameters import parameters
from preau.law.time_limits import limits
from preau.portal.law.simulators import BY_RULE, OWERS, ower_of
from preau.portal.law.tables import length_words
from tests.portal.law.asking_pages import words_of

pytestmark = pytest.mark.django_db


def test_every_rule_is_one_click_away(client, counted_queries):
    with counted_queries() as counted:
        page = client.get("/loi/").content.decode()
    assert len(counted) == 0, counted.sql
    for rule_id in RULES:
        known = BY_RULE.get(rule_id)
        assert f'href="/loi/{known.slug}/"' in page if known else f'href="/loi/regles/{rule_id}/"' in page
    for name in ("law:limits", "law:parameters", "portal:legal_texts", "law_api:index"):
        assert f'href="{reverse(name)}"' in page


def test_every_limit_has_its_page(client):
    page = client.get("/loi/delais/").content.decode()
    for one in limits():
        assert f'href="/loi/delais/{one.id}/"' in page
        words = words_of(client.get(f"/loi/delais/{one.id}/"))
        assert one.id in words
        assert length_words(one)
        assert "Calculer la date" in words


@pytest.mark.parametrize("ower", OWERS)
def test_limits_are_kept_by_who_owes_them(client, ower):
    page = client.get("/loi/delais/", {"par": ower}).content.decode()
    shown = set(re.findall(r'href="/loi/delais/([^"/]+)/"', page))
    assert shown == {one.id for one in limits() if ower_of(one) == ower}
    assert shown


def test_limits_are_found_by_words(client):
    page = client.get("/loi/delais/", {"q": "  ETAT des   lieux observatoire "})
    assert 'href="/loi/delais/D10/"' in page.content.decode()
    assert "Aucun délai ne répond" in words_of(client.get("/loi/delais/", {"q": "hippopotame"}))
    assert client.get("/loi/delais/", {"q": "\0", "par": "personne"}).status_code == 200


@pytest.mark.parametrize(
    ("limit_id", "words"),
    [
        ("D10", "150 jours calendrier"),
        ("D31", "le 31 décembre de la même année"),
        ("D30", "le texte ne donne pas de jour"),
    ],
)
def test_a_length_is_said_in_words(limit_id, words):
    assert next(length_words(one) for one in limits() if one.id == limit_id) == words


def test_every_value_has_its_history_and_the_unknown_is_said(client):
    page = client.get("/loi/parametres/").content.decode()
    for one in parameters():
        assert f'href="/loi/parametres/{one.name}/"' in page
        words = words_of(client.get(f"/loi/parametres/{one.name}/"))
        assert ("Inconnu" in words) == any(value.known is None for value in one.values)
    assert "Inconnu" in page
    assert "Aucune valeur ne répond" in words_of(client.get("/loi/parametres/?q=hippopotame"))


@pytest.mark.parametrize("address", ["/loi/delais/D999/", "/loi/parametres/rien/", "/loi/regles/rien/", "/loi/rien/"])
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_limit_leads_to_its_calculation(client):
    page = client.get("/loi/delais/D10/").content.decode()
    assert 'href="/loi/echeance/?limit=D10"' in page
    words = words_of(client.get("/loi/echeance/?limit=D10"))
    assert "Ce délai part de : première réunion de la CCA" in words.replace("\xa0", " ")
