"""The pages of the grid: what they write, where the figures lead, who reads what became of an action; the files."""

import csv
import io
import re
import zipfile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from preau.foundation.accounts.roles import Role
from preau.plans.grid.exports import HEAD
from preau.plans.grid.views import PER_PAGE
from preau.plans.models import AnnualActionPlan, PlannedAction, PlanStatus
from tests.factories import MandateFactory, OrganisationFactory, ZoneFactory, sign_in
from tests.plans.grid.test_counting import DOCUMENT, follow, report
from tests.plans.made import make_plan

pytestmark = pytest.mark.django_db
GRID, ACTIONS = "/grille/", "/grille/actions/"


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_nation_has_an_empty_grid(client) -> None:
    assert "Aucun plan approuvé ne répond" in page(client, GRID)
    assert "Aucune action" in page(client, ACTIONS)


def test_each_figure_leads_to_the_actions_it_counts(client) -> None:
    make_plan(document=DOCUMENT)
    make_plan(start_year=2021, document=DOCUMENT)
    html = page(client, GRID)
    cells = dict(re.findall(r'<a href="(/grille/actions/\?[^"]+)">([^<]+)<', html))
    assert len(cells) > 10
    for address, words in cells.items():
        asked = address.replace("&amp;", "&")
        listed = page(client, asked)
        shown = len(re.findall(r'<th scope="row">', listed))
        if "annee" in asked:
            assert shown == int(words), asked
        else:
            assert f"({shown})" in listed


def test_the_list_shows_the_actions_with_their_commune_year_and_objective(client) -> None:
    plan = make_plan(document=DOCUMENT)
    text = text_of(page(client, f"{ACTIONS}?aspect=12"))
    for words in (
        "Information des parents, 2020-2021",
        "1 action",
        plan.zone.name,
        "Imprimer",
        "Informer.",
        "Pas encore",
    ):
        assert words in text
    assert "Repeindre" not in text
    html = page(client, ACTIONS)
    assert reverse("plans:public", args=[plan.zone.slug, plan.school_year]) + "#action-3" in html


def test_the_list_says_what_became_of_an_action_to_those_who_may_know(client) -> None:
    plan = make_plan(document=DOCUMENT)
    follow(plan, _1="done")
    address = f"{ACTIONS}?commune={plan.zone.slug}"
    assert ">Fait<" not in page(client, address)
    sign_in(client, MandateFactory(organisation=OrganisationFactory(kind="coordination", zone=plan.zone)).person)
    assert "Fait" in page(client, address)
    assert "telle qu’elle est aujourd’hui" in page(client, f"{GRID}?commune={plan.zone.slug}")
    assert "Pas encore connue" in page(client, ACTIONS)  # the nation is read as the public reads it


def test_everybody_reads_it_once_the_report_is_transmitted(client) -> None:
    plan = make_plan(document=DOCUMENT)
    report(plan, _1="done", _2="dropped")
    text = text_of(page(client, ACTIONS))
    assert [words in text for words in ("Fait", "Abandonné", "À faire", "Pas encore")] == [True, True, True, False]
    assert "1 sur 3 dont la suite est connue" in text_of(page(client, GRID))
    assert "1 sur 3" in text_of(page(client, f"{GRID}?compter=faites"))


def test_what_is_not_known_is_never_written_not_done(client) -> None:
    make_plan(document=DOCUMENT)
    html = page(client, f"{GRID}?compter=faites")
    assert re.search(r">\?<", html)
    assert "0 sur" not in text_of(html)


def test_a_plan_in_revision_is_marked_and_keeps_its_new_words_at_home(client) -> None:
    plan = make_plan(document=DOCUMENT)
    AnnualActionPlan.objects.filter(pk=plan.pk).update(status=PlanStatus.REVISING)
    PlannedAction.objects.filter(plan=plan, number=3).update(text="Pas encore votée")
    address = f"{ACTIONS}?commune={plan.zone.slug}"
    assert "1 plan en révision" in text_of(page(client, GRID))
    public = page(client, address)
    assert "En révision" in public
    assert "Pas encore votée" not in public
    assert "Former." not in public
    sign_in(client, MandateFactory(organisation=OrganisationFactory(kind="coordination", zone=plan.zone)).person)
    assert "Pas encore votée" in page(client, address)


def test_a_commune_is_found_by_its_name(client) -> None:
    plan = make_plan(document=DOCUMENT)
    member = plan.zone.members.get()
    for name in (plan.zone.name, member.municipality.name, plan.zone.slug):
        response = client.get(GRID, {"commune": name})
        assert f"Grille d’analyse : {plan.zone.name}" in text_of(response.content.decode())
    response = client.get(GRID, {"commune": "Nulle-Part"})
    assert response.status_code == 404
    assert "Aucune commune ne s’appelle « Nulle-Part »" in text_of(response.content.decode())
    assert client.get(ACTIONS, {"commune": "Nulle-Part"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "de=abc",
        "a=99999999999999999999",
        "axe=77",
        "aspect=-1",
        "mission=%00",
        "province=%00",
        "compter=tout",
        "annee=²",
        "page=0",
        "commune=%00",
    ],
)
def test_what_is_not_understood_filters_nothing(client, query: str) -> None:
    make_plan(document=DOCUMENT)
    for address in (GRID, ACTIONS):
        assert "Aucun" not in page(client, f"{address}?{query}").replace("Aucune commune", "")


def test_the_grid_of_a_coordination_is_one_click_away(client) -> None:
    zone = ZoneFactory()
    mandate = MandateFactory(role=Role.CCA_CHAIR, organisation=OrganisationFactory(kind="coordination", zone=zone))
    sign_in(client, mandate.person)
    assert f"commune={zone.slug}" in page(client, GRID)
    assert "Ma commune" not in page(client, f"{GRID}?commune={zone.slug}")


@pytest.mark.parametrize("address", [GRID, ACTIONS, f"{GRID}?compter=faites", "/grille/grille.csv"])
def test_queries_are_the_same_for_one_and_many(client, counted_queries, address: str) -> None:
    make_plan(document=DOCUMENT)
    page(client, address)
    with counted_queries() as one:
        page(client, address)
    for _ in range(12):
        make_plan(document=DOCUMENT)
    with counted_queries() as many:
        page(client, address)
    assert len(one) == len(many) <= 6, many.sql


def test_a_long_list_has_pages(client) -> None:
    for _ in range(PER_PAGE // 3 + 1):
        make_plan(document=DOCUMENT)
    first = page(client, f"{ACTIONS}?compter=objectifs")
    assert "Page 1 sur 2" in text_of(first)
    assert "compter=objectifs&amp;page=2" in first
    assert "Page suivante" not in page(client, f"{ACTIONS}?page=2")


def test_the_workbook_and_the_text_say_the_same(client) -> None:
    report(make_plan(document=DOCUMENT), _1="done")
    response = client.get("/grille/grille.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    rows = book.get_sheet_by_name("Grille").to_python()
    assert tuple(rows[0]) == HEAD
    assert rows[1] == ["2020-2021", "Tous les axes", "Tous les aspects", 1, 2, 3, 3, 1, 0]
    notes = dict(book.get_sheet_by_name("À lire").to_python())
    assert notes["Commune"] == "Toutes"
    text = client.get("/grille/grille.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert lines[: len(rows)] == [[str(int(v)) if isinstance(v, float) else str(v) for v in row] for row in rows]


def test_files_are_named_by_what_they_hold(client, settings) -> None:
    plan = make_plan(document=DOCUMENT)
    response = client.get("/grille/grille.csv", {"commune": plan.zone.slug, "de": "2020"})
    assert re.search(
        rf'attachment; filename="grille-{plan.zone.slug}-\d{{4}}-\d\d-\d\d\.csv"', response["Content-Disposition"]
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get("/grille/grille.exe").status_code == 404


def test_no_cell_begins_a_formula(client) -> None:
    plan = make_plan(zone=ZoneFactory(name="=cmd|'/c calc'!A0"), document=DOCUMENT)
    text = client.get("/grille/grille.csv", {"commune": plan.zone.slug}).content.decode("utf-8-sig")
    assert "'=cmd" in text
    assert not re.search(r'(^|;)"?[=+@-]', text, re.MULTILINE)
    book = client.get("/grille/grille.xlsx", {"commune": plan.zone.slug}).content
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist())
