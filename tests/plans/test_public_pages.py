"""The public pages of plans: what anybody reads, what nobody sees, at what cost."""

import json
import re

import pytest
from django.urls import reverse

from preau.law.annual_plan import ASPECTS, Action, AnnualPlan, Objective, SchoolYear
from preau.plans import public_views
from preau.plans.listing import address_of
from preau.plans.models import AnnualActionPlan
from preau.plans.search import FOUND_PER_PAGE
from tests.factories import MandateFactory, MunicipalityFactory, OrganisationFactory, ZoneFactory, sign_in
from tests.plans.made import DOCUMENT, make_plan, make_plans

pytestmark = pytest.mark.django_db

YEAR = SchoolYear(2020)
TRAITS = [
    "",
    "chair",
    "member",
    "secretary",
    "signatory",
    "operator_secretary",
    "approval_officer",
    "training_officer",
    "commission_member",
    "observer",
    "ministry",
]


def addresses_of(plan):
    args = [plan.zone_slug, plan.school_year]
    return {
        "list": reverse("plans:list"),
        "search": reverse("plans:list") + "?q=cabanon",
        "zone": reverse("plans:zone", args=[plan.zone_slug]),
        "plan": reverse("plans:public", args=args),
        **{extension: reverse("plans:download", args=[*args, extension]) for extension in ("pdf", "xlsx", "json")},
    }


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().replace("\u00a0", " ")))


@pytest.fixture
def plan():
    zone = ZoneFactory(name="Tilleul", slug="tilleul", municipalities=[MunicipalityFactory(name="Tilleul")])
    return make_plan(zone)


def test_anybody_reads_a_plan_without_a_session(client, plan):
    response = client.get("/plans/tilleul/2020-2021/")
    assert response.status_code == 200
    assert not response.cookies
    words = text_of(response)
    for expected in (
        "Tilleul, 2020-2021",
        "Les deux objectifs",
        "Former l’équipe",
        "De septembre à juin, former 12 accueillantes aux premiers soins.",
        "Besoin n° 3",
        "Suite du programme CLE.",
        "Réserver une salle",
        "Avec l’école des Tilleuls.",
        "Mise en œuvre de la coordination",
        "d’octobre à mars",
        "12 attestations",
        "Accompagner les opérateurs",
        "Revient chaque année",
        "Actions qui ne sont reliées à aucun objectif",
        "Repeindre le local.",
        "Ces objectifs suivent l’état des lieux.",
        "mardi 8 septembre 2020",
        "1er septembre 2020 au 31 août 2021",
    ):
        assert expected in words, expected


def test_an_action_that_serves_two_objectives_is_described_once_and_referred_to(client, plan):
    page = client.get("/plans/tilleul/2020-2021/").content.decode()
    assert page.count("Réserver une salle") == 1
    assert 'href="#action-1"' in page
    assert "Cette action sert aussi l’objectif 2." in page
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_what_people_typed_is_never_markup(client):
    tricks = "<script>alert(1)</script> & « oui »"
    trap = make_plan(
        document=AnnualPlan(
            objectives=(Objective(1, tricks, tricks, tricks, tricks),),
            comment=tricks,
            actions=(Action(1, f"• {tricks}", (1,), (1,), (1,), tricks, responsible=tricks, link=tricks),),
        )
    )
    for address in ("plan", "list"):
        page = client.get(addresses_of(trap)[address], {"q": "alert"}).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_the_strip_says_what_each_aspect_gets(client, plan):
    page = text_of(client.get("/plans/tilleul/2020-2021/"))
    assert all(aspect.short in page for aspect in ASPECTS)
    assert f"{ASPECTS[7].short} 1 action" in page
    assert f"{ASPECTS[0].short} – aucune action" in page


def test_a_draft_does_not_exist_for_the_public(client):
    secret = AnnualPlan(objectives=(Objective(1, "Confidentissime cabanon"),))
    draft = make_plan(document=secret, approved=False)
    mine = MandateFactory(organisation=OrganisationFactory(zone=draft.zone))
    for visitor in (None, mine, MandateFactory()):
        client.logout()
        if visitor:
            sign_in(client, visitor.person, strong=True)
        for name, address in addresses_of(draft).items():
            response = client.get(address)
            assert response.status_code == (200 if name in {"list", "search", "zone"} else 404), name
            assert "onfidentissime" not in response.content.decode(), name
    assert "Aucun plan n’est encore publié" in client.get(addresses_of(draft)["zone"]).content.decode()


@pytest.mark.parametrize("trait", TRAITS)
def test_every_role_reads_what_is_public(client, plan, trait):
    mandate = MandateFactory(**({trait: True} if trait else {}))
    sign_in(client, mandate.person)
    for name in ("list", "search", "zone", "plan", "json"):
        assert client.get(addresses_of(plan)[name]).status_code == 200, name


@pytest.mark.parametrize(
    "address",
    [
        "/plans/nulle-part/",
        "/plans/nulle-part/2020-2021/",
        "/plans/tilleul/2019-2020/",
        "/plans/tilleul/2020-2022/",
        "/plans/tilleul/2020/",
        "/plans/tilleul/2020-2021/plan.exe",
        "/plans/tilleul/2020-2021/plan.",
    ],
)
def test_what_does_not_exist_is_not_found(client, plan, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_only_answer_reading(client, plan, method):
    for address in addresses_of(plan).values():
        assert getattr(client, method)(address).status_code == 405


def test_downloads_say_what_they_are(client, plan):
    kinds = {
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
    }
    for extension, kind in kinds.items():
        response = client.get(addresses_of(plan)[extension])
        assert response.status_code == 200
        assert response["Content-Type"].split(";")[0] == kind
        assert response["Content-Disposition"] == f'attachment; filename="plan-tilleul-2020-2021.{extension}"'
        assert response["ETag"]


def test_the_json_is_the_plan(client, plan):
    content = json.loads(client.get(addresses_of(plan)["json"]).content)
    assert content["commune"] == plan.zone.members.get().municipality.nis
    assert content["school_year"] == "2020-2021"
    assert content["objectives"] == [{"number": o.number, "text": o.text} for o in DOCUMENT.objectives]
    assert [action["axes"] for action in content["actions"]] == [[1, 2], [4], [3]]


@pytest.mark.parametrize("name", ["plan", "json", "xlsx"])
def test_a_visitor_does_not_fetch_twice_what_did_not_change(client, plan, name):
    address = addresses_of(plan)[name]
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    AnnualActionPlan.objects.filter(pk=plan.pk).update(updated_at=plan.updated_at.replace(year=2027))
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200
    assert first["Cache-Control"] == "no-cache"


def test_a_new_style_sheet_makes_a_page_anew(client, plan, monkeypatch):
    address = addresses_of(plan)["plan"]
    tag = client.get(address)["ETag"]
    monkeypatch.setattr(public_views, "asset", lambda name: f"/static/{name}.0123")
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_signed_in_pages_are_never_answered_from_memory(client, plan):
    tag = client.get("/plans/tilleul/2020-2021/")["ETag"]
    sign_in(client, MandateFactory().person)
    response = client.get("/plans/tilleul/2020-2021/", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert "ETag" not in response


def test_the_list_is_filtered_and_keeps_its_filters_in_the_address(client):
    hainaut = ZoneFactory(name="Ormaie", municipalities=[MunicipalityFactory(province="Hainaut")])
    make_plan(hainaut, 2021)
    make_plan(hainaut, 2019)
    make_plan(ZoneFactory(name="Saulaie"), 2021)
    page = text_of(client.get("/plans/", {"q": "former", "annee": "2021", "province": "Hainaut"}))
    assert "Ormaie, 2021-2022" in page
    assert "Ormaie, 2019-2020" not in page
    assert "Saulaie" not in page
    html = client.get("/plans/", {"annee": "2021", "province": "Hainaut"}).content.decode()
    assert '<option value="2021" selected>' in html
    assert "<option selected>Hainaut</option>" in html


@pytest.mark.parametrize("asked", ["annee=abc", "annee=99999", "annee=²²²²", "province=%00", "apres=%00-x", "q=%00"])
def test_a_strange_question_is_a_question(client, plan, asked):
    assert client.get(f"/plans/?{asked}").status_code == 200


def test_the_address_in_a_list_is_the_router_s(plan):
    assert address_of(plan) == addresses_of(plan)["plan"]


def test_pages_of_the_list_link_to_each_other(client):
    make_plans(FOUND_PER_PAGE + 2)
    first = client.get("/plans/", {"q": "mercredi"})
    assert len(first.context["rows"]) == FOUND_PER_PAGE
    second = client.get(first.context["next"])
    assert len(second.context["rows"]) == 2
    assert not second.context["next"]
    assert "<mark>mercredi</mark>" in second.content.decode()
    assert client.get(second.context["first"]).context["rows"][0].plan == first.context["rows"][0].plan


def test_a_misspelt_word_leads_to_the_right_one(client, plan):
    page = client.get("/plans/", {"q": "acceuillantes mercredi", "annee": "2020"})
    address = page.context["corrections"][0][1]
    assert "Vouliez-vous dire" in page.content.decode()
    assert "annee=2020" in address
    assert [row.plan for row in client.get(address).context["rows"]] == [plan]


def test_a_commune_is_proposed_by_the_beginning_of_its_name(client):
    zone = ZoneFactory(name="Val d’Ormaie", municipalities=[MunicipalityFactory(name="Ézée", slug="ezee")])
    page = client.get("/plans/", {"q": "éz"})
    assert reverse("plans:zone", args=[zone.slug]) in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "Aucun plan n’est encore publié"),
        ({"q": "zythum"}, "Aucun plan ne répond"),
        ({"q": "zythum", "annee": "2020"}, "Chercher dans toutes les années"),
        ({"apres": "2003-zzz"}, "La liste s’arrête ici"),
    ],
)
def test_an_empty_list_says_what_to_do(client, asked, words):
    assert words in client.get("/plans/", asked).content.decode()


def test_the_zone_compares_its_years(client, plan):
    make_plan(plan.zone, 2021)
    page = client.get("/plans/tilleul/")
    words = text_of(page)
    assert "2020-2021" in words
    assert "2021-2022" in words
    assert page.context["by_year"].lines[7].counts == (1, 1)
    assert page.context["by_year"].lines[0].counts == (0, 0)


def test_a_joint_zone_names_its_communes(client):
    communes = [MunicipalityFactory(name="Ormaie"), MunicipalityFactory(name="Saulaie")]
    joint = make_plan(ZoneFactory(name="Val des Deux", municipalities=communes))
    for name in ("zone", "plan"):
        words = text_of(client.get(addresses_of(joint)[name]))
        assert "Ormaie et Saulaie" in words


def test_the_same_queries_for_one_ten_and_a_thousand_plans(client, counted_queries):
    costs = []
    shown = make_plan()
    for more in (0, 9, 990):
        make_plans(more)
        addresses = [
            "/plans/",
            "/plans/?annee=2020",
            "/plans/?q=former",
            "/plans/?q=former+accueillantes&province=Province+invent%C3%A9e",
            addresses_of(shown)["zone"],
            addresses_of(shown)["plan"],
        ]
        cost = []
        for address in addresses:
            with counted_queries() as counted:
                assert client.get(address).status_code == 200
            cost.append(len(counted))
        costs.append(cost)
    assert costs[0] == costs[1] == costs[2]
    assert max(costs[0]) <= 12, costs[0]
