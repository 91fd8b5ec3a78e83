"""The public pages of the offer: what anybody reads, what nobody sees, what search engines are told, at what cost."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from preau.operators.models import CarePlace, PublishedPlace
from preau.operators.search.rows import address_of_place
from tests.factories import MandateFactory, sign_in
from tests.operators.made import TODAY, contact, full_place, held
from tests.operators.search import made

pytestmark = pytest.mark.django_db

SEARCH = "/accueil/"


@pytest.fixture(autouse=True)
def _today(at):
    at("2026-11-21")


def words_of(response):
    body = re.sub(r"<script type=.application/ld\+json.>.*?</script>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.replace("\u00a0", " ")))


def ask(client, **asked):
    return client.get(SEARCH, asked)


# -- the search ------------------------------------------------------------------------------------


def test_anybody_searches_without_a_session(client):
    made.place(name="Les Lutins")
    response = ask(client, ou="mons")
    assert response.status_code == 200
    assert not response.cookies
    assert "Les Lutins" in words_of(response)
    assert "1 lieu, Mons" in words_of(response)


def test_before_a_question_the_communes_with_care(client):
    made.place("mons")
    made.place("binche")
    response = client.get(SEARCH)
    assert {"Mons", "Binche"} <= set(words_of(response).split())
    assert "Arlon" not in words_of(response)
    assert b'<svg class="map"' in response.content


def test_nothing_declared_anywhere(client):
    assert "Aucun accueil n’est encore déclaré ici" in words_of(client.get(SEARCH))


def test_a_mistyped_commune_is_found_and_said(client):
    made.place("charleroi", name="Les Lutins")
    words = words_of(ask(client, ou="charlroi"))
    assert "Les Lutins" in words
    assert "Nous ne connaissons pas « charlroi » : voici Charleroi." in words


def test_an_unknown_name_proposes(client):
    words = words_of(ask(client, ou="mon"))
    assert "Vouliez-vous dire Mons" in words


def test_what_nobody_knows_is_apart(client):
    made.place(name="Sans prix", periods=(made.period("after_school", (0,), 15, 18),))
    words = words_of(ask(client, ou="mons", prix="0"))
    assert words.index("Rien de ce qui est déclaré") < words.index("À vérifier auprès du lieu")
    assert words.index("À vérifier auprès du lieu") < words.index("Sans prix")


def test_a_date_of_birth_does_not_stay_in_the_address(client):
    response = ask(client, ou="mons", ne="2022-05-02", quand="after_school")
    assert response.status_code == 302
    assert response["Location"] == "/accueil/?ou=mons&age=4%2C5&quand=after_school"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("born", ["2030-01-01", "1950-01-01", "demain", "2026-02-31"])
def test_a_strange_date_of_birth_is_said(client, born):
    response = ask(client, ou="mons", ne=born)
    assert response.status_code == 200
    assert "Donnez" in words_of(response)


@pytest.mark.parametrize(
    "asked",
    [
        {"age": "4"},
        {"age": "2,5"},
        {"age": "30 mois"},
        {"quand": "wednesday_afternoon"},
        {"jour": "2", "de": "12:30", "a": "17:00"},
        {"a": "18h"},
        {"prix": "0"},
        {"ecole": "oui", "acces": "oui"},
    ],
)
def test_every_choice_is_in_the_address_and_comes_back_in_the_form(client, asked):
    made.place(name="Les Lutins")
    response = ask(client, ou="mons", **asked)
    assert response.status_code == 200
    form = response.context["form"]
    assert not form.errors
    assert not form.wanted.asks_nothing


@pytest.mark.parametrize(
    "asked",
    [
        {"age": "beaucoup"},
        {"age": "-1"},
        {"age": "9" * 400},
        {"quand": "jamais"},
        {"jour": "9"},
        {"jour": "-1"},
        {"de": "25:00"},
        {"a": "soir"},
        {"prix": "moins"},
        {"prix": "NaN"},
        {"ecole": "peut-être"},
        {"acces": "1"},
        {"apres": "1 OR 1=1"},
        {"apres": "9" * 80},
        {"voir": "tout"},
        {"ou": "'; DROP TABLE operators_publishedplace; --"},
        {"ou": "\0\0"},
        {"ou": "%00%"},
        {"ou": "a" * 5_000},
        {"ou": "<script>alert(1)</script>"},
        {"ou": "é" * 300},
        {"ou": "mons " * 200},
    ],
)
def test_hostile_questions_are_answered(client, asked):
    made.place(name="Les Lutins")
    response = client.get(SEARCH, {"ou": "mons", **asked})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content
    assert PublishedPlace.objects.exists()


def test_what_is_not_understood_asks_nothing_and_is_said(client):
    made.place(name="Les Lutins")
    response = ask(client, ou="mons", age="beaucoup")
    assert "Les Lutins" in words_of(response)
    assert "Écrivez un âge, comme 4, 2,5 ou 30 mois" in words_of(response)


def test_only_a_whole_commune_is_for_search_engines(client):
    made.place(name="Les Lutins")
    whole, narrow = ask(client, ou="mons"), ask(client, ou="mons", age="4")
    assert b"noindex" not in whole.content
    assert b"noindex" in narrow.content
    for response in (whole, narrow):
        assert b'<link rel="canonical" href="http://testserver/accueil/?ou=Mons">' in response.content


def test_a_visitor_who_has_the_page_is_told_so(client):
    row = made.place(name="Les Lutins")
    for address in (f"{SEARCH}?ou=mons", SEARCH, address_of_place(row), "/sitemap.xml"):
        first = client.get(address)
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    searched = client.get(f"{SEARCH}?ou=mons")["ETag"]
    made.place(name="Les Farfadets")
    again = client.get(f"{SEARCH}?ou=mons", headers={"If-None-Match": searched})
    assert again.status_code == 200
    assert "Les Farfadets" in words_of(again)


def test_a_signed_in_page_is_never_answered_from_memory(client):
    sign_in(client, MandateFactory().person)
    assert "ETag" not in ask(client, ou="mons")


def test_the_address_follows_the_question_when_htmx_asks(client):
    made.place()
    response = client.get(SEARCH, {"ou": "mons", "age": "", "quand": "weekend"}, headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "/accueil/?ou=mons&quand=weekend"


@pytest.mark.parametrize("rows", [1, 10, 1_000])
def test_the_same_queries_whatever_is_published(client, counted_queries, rows):
    owner = made.operator()
    made.publish_texts(owner, *(made.text() for _ in range(rows)))
    asked = {"ou": "mons", "quand": "after_school", "age": "4"}
    client.get(SEARCH, asked)
    with counted_queries() as counted:
        client.get(SEARCH, asked)
    assert len(counted) <= 7, counted.sql


# -- the page of a place -----------------------------------------------------------------------------


def test_the_page_of_a_place_says_what_is_declared(client):
    owner = made.operator(name="Les Marronniers")
    held(owner)
    row = made.publish_texts(owner, made.text(name="Le Préau vert"))[0]
    words = words_of(client.get(address_of_place(row)))
    for said in (
        "Le Préau vert",
        "Les Marronniers",
        "lundi, mardi, jeudi et vendredi de 15 h 30 à 18 h",
        "0,50 € par demi-heure commencée",
        "environ 1,00 € par heure",
        "comprend : collation",
        "Deuxième enfant et suivants : 20 %",
        "École voisine",
        "065 22 22 22",
        "Une collation est servie",
        "du 24 décembre 2026 au 2 janvier 2027",
        "Déclaration à l’ONE",
        "La déclaration de l’opérateur fait foi",
        "Déclaré par Les Marronniers le 21 novembre 2026",
    ):
        assert said in words, said


def test_what_is_not_known_is_said_not_given(client):
    row = made.place(
        name="Presque rien",
        periods=(),
        transfers=(),
        closures=(),
        reductions=(),
        phone="",
        email="",
        meals="",
        street="",
        postal_code="",
        locality="",
        in_school=None,
        school_name="",
        access="",
        capacity=None,
        youngest_months=None,
        oldest_months=None,
        outdoor=None,
        premises="",
        opened_on=None,
    )
    words = words_of(client.get(address_of_place(row)))
    assert words.count("Non fourni") >= 14
    assert "gratuit" not in words


def test_no_person_and_no_account_is_on_a_public_page(client):
    owner = made.operator()
    person = contact(owner, full_name="Contact Privé", email="prive@exemple.test", phone="0470 00 00 00")
    row = made.publish_texts(owner, made.text())[0]
    for address in (address_of_place(row), f"{SEARCH}?ou=mons", "/sitemap.xml"):
        body = client.get(address).content.decode()
        for secret in (person.full_name, person.email, person.phone, owner.body.iban, "Personne Responsable"):
            assert secret not in body, (address, secret)


def test_a_draft_is_never_visible(client):
    owner = made.operator(name="Brouillons asbl")
    shown = made.publish_texts(owner, made.text(name="Déclaré"))[0]
    draft = full_place(owner, name="Brouillon secret")
    CarePlace.objects.filter(pk=shown.pk).update(name="Nom pas encore déclaré")
    for address in (SEARCH, f"{SEARCH}?ou=mons", f"{SEARCH}?ou=brouillon+secret", address_of_place(shown)):
        words = words_of(client.get(address))
        assert "Nom pas encore déclaré" not in words, address
        assert "Brouillon secret" not in words, address
    for slug in ("brouillon-secret", "x"):
        assert client.get(reverse("operators:public_place", args=[draft.pk, slug])).status_code == 404
    assert "brouillon-secret" not in client.get("/sitemap.xml").content.decode()


def test_a_draft_that_was_closed_is_still_nobodys_business(client):
    draft = full_place(made.operator(), name="Brouillon fermé")
    CarePlace.objects.filter(pk=draft.pk).update(closed_on=TODAY)
    assert client.get(reverse("operators:public_place", args=[draft.pk, "x"])).status_code == 404


def test_what_takes_effect_later_does_not_exist_yet(client):
    owner = made.operator()
    draft = full_place(owner, name="Demain")
    made.declare(owner, effective_on=TODAY + timedelta(days=30))
    assert client.get(reverse("operators:public_place", args=[draft.pk, "demain"])).status_code == 404


def test_an_old_name_leads_to_the_present_one(client):
    row = made.place(name="Les Lutins")
    response = client.get(f"/accueil/{row.pk}/ancien-nom/")
    assert response.status_code == 301
    assert response["Location"] == f"/accueil/{row.pk}/les-lutins/"


def test_a_place_no_longer_declared_says_so_and_what_is_near(client):
    row = made.place(name="Fermé depuis")
    made.place(name="Encore ouvert")
    made.close(row)
    response = client.get(address_of_place(row))
    assert response.status_code == 410
    words = words_of(response)
    assert "Fermé depuis n’est plus déclaré" in words
    assert "Encore ouvert" in words
    assert "Fermé depuis" not in words_of(ask(client, ou="mons"))


def test_an_operator_who_stopped_leaves_the_neighbours(client):
    row = made.place(name="Cessé")
    made.place("frameries", name="À côté")
    made.declare(CarePlace.objects.get(pk=row.pk).operator, ends=True)
    response = client.get(address_of_place(row))
    assert response.status_code == 410
    assert "À côté" in words_of(response)


@pytest.mark.parametrize("key", ["0", "999999999", "9" * 30])
def test_a_place_that_never_was_is_not_found(client, key):
    assert client.get(f"/accueil/{key}/x/").status_code == 404


def test_search_engines_read_the_place_as_data(client):
    row = made.place(name="Le </script><b>Préau</b> & co", latitude="50.45400", longitude="3.95200")
    body = client.get(address_of_place(row)).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    assert block
    read = json.loads(block[1])
    assert read["@type"] == "ChildCare"
    assert read["name"] == "Le </script><b>Préau</b> & co"
    assert read["openingHours"] == ["Mo,Tu,Th,Fr 15:30-18:00", "We 12:00-17:30"]
    assert read["geo"] == {"@type": "GeoCoordinates", "latitude": 50.454, "longitude": 3.952}
    assert read["audience"]["suggestedMinAge"] == 2.5
    assert read["url"] == f"http://testserver{address_of_place(row)}"
    assert "</b>" not in block[1]


def test_what_is_not_known_is_not_told_to_search_engines(client):
    row = made.place(periods=(), phone="", youngest_months=None, oldest_months=None, access="", capacity=None)
    body = client.get(address_of_place(row)).content.decode()
    read = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)[1])
    for absent in ("openingHours", "telephone", "audience", "amenityFeature", "geo", "isAccessibleForFree"):
        assert absent not in read


def test_the_list_of_addresses(client):
    row = made.place(name="Les Lutins")
    body = client.get("/sitemap.xml").content.decode()
    assert f"<loc>http://testserver{address_of_place(row)}</loc><lastmod>2026-11-21</lastmod>" in body
    assert "<loc>http://testserver/accueil/?ou=Mons</loc>" in body


def test_what_the_page_of_a_place_costs(client, counted_queries):
    owner = made.operator()
    row = made.publish_texts(owner, *(made.text() for _ in range(8)))[0]
    client.get(address_of_place(row))
    with counted_queries() as counted:
        client.get(address_of_place(row))
    assert len(counted) <= 2, counted.sql
