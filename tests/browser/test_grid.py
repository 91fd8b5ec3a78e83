"""The grid of analysis: a visitor goes from a figure to the actions, and to the plan; nothing overflows."""

import csv

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])


@EVERYWHERE
@BOTH
def test_a_figure_leads_to_its_actions_and_to_the_plan(page, javascript):
    page.goto("/plans/mons/")
    page.get_by_role("link", name="Grille d’analyse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grille d’analyse : Mons")
    check(page, javascript=javascript)
    page.get_by_role("table", name="Aspects, année par année").get_by_role("link").first.click()
    expect(page.get_by_role("columnheader", name="Action")).to_have_count(1)
    check(page, javascript=javascript)
    page.get_by_role("rowheader").get_by_role("link", name="Mons").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mons, ")


@BOTH
def test_the_nation_is_asked_by_aspect_and_taken_away(page):
    page.goto("/grille/")
    page.get_by_role("combobox", name="Aspect").select_option("Coût")
    page.get_by_role("combobox", name="Compter").select_option("Les objectifs")
    page.get_by_role("button", name="Compter").click()
    expect(page.get_by_role("combobox", name="Aspect")).to_have_value("4")
    rows = page.get_by_role("table", name="Aspects par axe de coordination").get_by_role("rowheader")
    expect(rows).to_have_text(["Coût", "Ensemble"])
    with page.expect_download() as taken:
        page.get_by_role("link", name="Télécharger en CSV").click()
    with open(taken.value.path(), encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    assert {line[2] for line in lines[1:] if len(line) == len(lines[0])} == {"Coût"}


def test_a_commune_nobody_knows_leads_to_the_search(page):
    page.goto("/grille/")
    page.get_by_label("Commune").fill("Nulle-Part")
    page.get_by_role("button", name="Compter").click()
    page.get_by_role("link", name="Chercher dans les plans").click()
    expect(page.get_by_label("Une commune, un sujet")).to_have_value("Nulle-Part")
