"""The home of each role: what there is to do, and never what does not exist."""

import re
from datetime import date

import pytest
from django.urls import reverse

from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.plans.demonstration.cases import Story, give_cases
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory, ZoneFactory, sign_in
from tests.plans.made import made_without_case, make_plan, make_plans, story_of

pytestmark = pytest.mark.django_db

COMPLETE = AnnualPlan(
    objectives=(Objective(1, "De septembre à juin, former 12 accueillantes."),),
    actions=(Action(1, "Réserver une salle", (1,), (8,), (1,)),),
)
LACKING = AnnualPlan(objectives=(Objective(1, "Former"),))


@pytest.fixture
def zone():
    return ZoneFactory(name="Tilleul")


@pytest.fixture(autouse=True)
def _november(at):
    at("2026-11-21")


def home(client, zone=None, trait="", organisation=None):
    organisation = organisation or (OrganisationFactory(zone=zone) if zone else None)
    traits = {trait: True} if trait else {}
    mandate = MandateFactory(**traits, **({"organisation": organisation} if organisation else {}))
    sign_in(client, mandate.person)
    response = client.get("/")
    assert response.status_code == 200
    return response


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().replace("\u00a0", " ")))


def heading_of(response):
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


def test_a_visitor_sees_what_is_readable_without_an_account_and_gets_no_cookie(client, counted_queries):
    plan = make_plan()
    with counted_queries() as counted:
        response = client.get("/")
    assert len(counted) == 1, counted.sql
    assert not response.cookies
    page = response.content.decode()
    assert reverse("plans:public", args=[plan.zone_slug, plan.school_year]) in page
    assert reverse("account_login") in page
    assert 'name="q"' in page


@pytest.mark.parametrize("trait", ["", "chair"])
def test_no_plan_yet_is_the_first_thing_to_do(client, zone, trait):
    response = home(client, zone, trait)
    assert heading_of(response) == "Une chose à faire"
    words = words_of(response)
    assert "Préparer le plan d’action 2026-2027" in words
    assert "dans 40 jours" in words
    assert "arrêté du 3 décembre 2003, art. 3/1" in words
    assert reverse("plans:mine") in response.content.decode()


def test_a_draft_says_what_annex_4_lacks(client, zone):
    draft = make_plan(zone, 2026, LACKING, approved=False)
    response = home(client, zone)
    words = words_of(response)
    assert "Compléter le plan d’action 2026-2027" in words
    assert "Il manque une chose pour l’annexe 4. D’abord : Ajoutez au moins une action" in words
    assert reverse("plans:editor", args=[draft.pk]) in response.content.decode()


def test_a_complete_draft_waits_for_the_cca(client, zone):
    draft = make_plan(zone, 2026, COMPLETE, approved=False)
    response = home(client, zone)
    words = words_of(response)
    assert "Enregistrer l’approbation du plan d’action 2026-2027" in words
    assert "Chez la CCA" in words
    assert reverse("plans:approve", args=[draft.pk]) in response.content.decode()


def test_an_approved_plan_is_decided_and_waits_to_be_sent(client, zone):
    plan = make_plan(zone, 2026, COMPLETE)
    response = home(client, zone)
    assert heading_of(response) == "Une chose à faire"
    words = words_of(response)
    assert "Approuvé 8 septembre 2026 Plan d’action 2026-2027" in words
    assert "Envoyer le plan d’action 2026-2027" in words
    assert reverse("plans:diffusion", args=[plan.pk]) in response.content.decode()


def test_the_secretary_of_the_council_is_asked_to_inform_it_once_the_plan_is_sent(client, zone):
    assert heading_of(home(client, zone, "secretary")) == "Rien à faire aujourd’hui"
    plan = made_without_case(zone, 2026, COMPLETE)
    give_cases([Story(plan, (*story_of(plan).acts, ("transmit", date(2026, 10, 1))))])
    response = home(client, zone, "secretary")
    assert "Informer le conseil communal du plan d’action 2026-2027" in words_of(response)


def test_one_reads_what_it_received(client, zone):
    plan = made_without_case(zone, 2026, COMPLETE)
    give_cases([Story(plan, (*story_of(plan).acts, ("transmit", date(2026, 10, 1))))])
    words = words_of(home(client, trait="approval_officer"))
    assert "Tilleul, plan d’action annuel 2026-2027" in words
    assert "Reçu le 1er octobre 2026" in words


@pytest.mark.parametrize(
    ("day", "heading", "words"),
    [
        ("2026-12-24", "Une chose à faire, cette semaine", "dans 7 jours"),
        ("2026-12-30", "Une chose à faire, pour demain", "demain"),
        ("2026-12-31", "Une chose à faire, pour aujourd’hui", "aujourd’hui"),
        ("2027-01-02", "Une chose à faire, en retard", "dépassé de 2 jours"),
        ("2027-06-02", "Deux choses à faire, dont une en retard", "Préparer le plan d’action 2027-2028"),
    ],
)
def test_the_heading_says_how_pressing_it_is(client, zone, at, day, heading, words):
    at(day)
    response = home(client, zone)
    assert heading_of(response) == heading
    assert words in words_of(response)


def test_members_read_the_draft_and_the_council_does_not(client, zone):
    assert "Chez la coordination ATL, qui ne l’a pas encore commencé." in words_of(home(client, zone, "member"))
    draft = make_plan(zone, 2026, LACKING, approved=False)
    assert "projet de plan" not in words_of(home(client, zone, "secretary"))
    response = home(client, zone, "member")
    page = response.content.decode()
    assert "Lire le projet de plan d’action 2026-2027" in words_of(response)
    assert reverse("plans:debate", args=[draft.pk]) in page
    assert f'href="{reverse("plans:editor", args=[draft.pk])}"' not in page
    assert "Compléter" not in page


@pytest.mark.parametrize("trait", ["", "chair", "member", "secretary"])
def test_the_year_is_drawn_with_its_reasons(client, zone, trait):
    words = words_of(home(client, zone, trait))
    for expected in (
        "L’année 2026-2027 de la coordination",
        "Pourquoi ces dates ?",
        "Rapport 2025-2026",
        "Plan 2027-2028",
        "arrêté du 3 décembre 2003, art. 3/2",
        "vacances d’hiver",
    ):
        assert expected in words, expected


@pytest.mark.parametrize("trait", ["", "member", "signatory", "approval_officer", "observer"])
def test_the_draft_of_another_commune_never_shows(client, zone, trait):
    make_plan(ZoneFactory(name="Saulaie-la-Grande"), 2026, LACKING, approved=False)
    response = home(client, zone if trait in {"", "member"} else None, trait)
    assert "Saulaie" not in response.content.decode()


@pytest.mark.parametrize("trait", ["signatory", "operator_secretary"])
def test_an_operator_finds_the_plan_of_her_commune_and_never_its_draft(client, zone, trait):
    make_plan(zone, 2025, COMPLETE)
    draft = make_plan(zone, 2026, LACKING, approved=False)
    organisation = OrganisationFactory(operator=True, zone=zone)
    response = home(client, trait=trait, organisation=organisation)
    words = words_of(response)
    assert "Plan d’action 2025-2026 , par la CCA" in words
    assert "2026-2027" not in words
    assert str(reverse("plans:preview", args=[draft.pk])) not in response.content.decode()


@pytest.mark.parametrize("trait", ["approval_officer", "training_officer", "commission_member", "observer", "ministry"])
def test_bodies_without_a_zone_search_and_read(client, trait):
    plan = make_plan(ZoneFactory(name="Ormaie"))
    response = home(client, trait=trait)
    assert heading_of(response) == "Lire les plans d’action des communes"
    assert reverse("plans:public", args=[plan.zone_slug, plan.school_year]) in response.content.decode()


def test_someone_without_a_mandate_learns_how_to_get_one(client):
    person = PersonFactory(email="line@exemple.test")
    sign_in(client, person)
    response = client.get("/")
    assert heading_of(response) == "Votre compte n’est rattaché à aucune organisation"
    assert "line@exemple.test" in response.content.decode()


@pytest.mark.parametrize("trait", ["", "member", "observer"])
def test_the_home_costs_the_same_for_one_plan_and_a_thousand(client, zone, counted_queries, trait):
    make_plan(zone, 2026, LACKING, approved=False)
    mandate = MandateFactory(
        **({trait: True} if trait else {}),
        **({"organisation": OrganisationFactory(zone=zone)} if trait != "observer" else {}),
    )
    sign_in(client, mandate.person)
    costs = []
    for more in (0, 10, 990):
        make_plans(more)
        with counted_queries() as counted:
            assert client.get("/").status_code == 200
        costs.append(len(counted))
    # Plans, cases, the CCA, operators and her own team each ask their few; no page of Préau asks more than thirty.
    assert costs[0] <= costs[1] == costs[2] <= 25, f"{costs} {counted.sql}"


@pytest.mark.parametrize("trait", ["", "member", "signatory", "observer"])
def test_no_link_of_the_home_is_dead(client, zone, trait):
    make_plan(zone, 2025, COMPLETE)
    make_plan(zone, 2026, LACKING, approved=False)
    response = home(client, zone if trait in {"", "member"} else None, trait)
    for address in set(re.findall(r'href="(/[^"#]*)"', response.content.decode())):
        if not address.startswith("/static/"):
            assert client.get(address).status_code in {200, 302}, address


def test_nothing_is_to_prepare_for_a_zone_that_ended(client, zone):
    zone.valid_to = date(2026, 8, 31)
    zone.save()
    for trait in ("", "member"):
        mine = home(client, zone, trait).context["home"]
        assert (mine.tasks, mine.waiting) == ((), ()), trait
        assert not client.get(reverse("plans:mine")).context["to_prepare"]
