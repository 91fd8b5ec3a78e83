"""A parent looks for care: on a phone, with and without JavaScript, whatever way the commune is typed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check, look

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
WITH_AND_WITHOUT = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])


def ask(page: Page, where: str, age: str, when: str) -> None:
    """Ask the question of most parents: where, how old, when."""
    page.get_by_label("Où ?").fill(where)
    page.get_by_label("Âge de l’enfant").fill(age)
    page.get_by_label("Quand ?").select_option(label=when)
    page.get_by_role("button", name="Chercher").click()


@pytest.mark.parametrize("device", ["phone"])
@WITH_AND_WITHOUT
def test_a_parent_finds_a_place_on_a_phone(page, javascript):
    page.goto("/accueil/")
    check(page, "Trouver un accueil", javascript)
    ask(page, "Charlroi", "4", "Mercredi après-midi")
    expect(page.get_by_text("voici Charleroi")).to_be_visible()
    found = page.locator("#resultats li").filter(has_text="€ par heure")
    expect(found.first).to_contain_text("Mercredi")
    check(page, "Trouver un accueil", javascript)
    page.get_by_role("link", name="Voir sur la carte").click()
    expect(page.locator("#carte")).to_be_in_viewport()
    place = found.first.get_by_role("link").first
    name = place.inner_text()
    place.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_role("region", name="Quand")).to_contain_text("mercredi")
    expect(page.get_by_role("region", name="À quel prix")).to_contain_text(re.compile(r"\d,\d\d\s€\spar heure"))
    check(page, name, javascript)


@EVERYWHERE
def test_a_question_that_nothing_answers_leads_further(page):
    page.goto("/accueil/?ou=Charleroi&age=4&quand=weekend&a=23:30")
    look(page)
    page.goto("/accueil/?ou=Xyzabcd")
    look(page)


def test_the_answer_follows_each_choice(page):
    """With JavaScript nobody has to press « Chercher »; the address says the question, to be kept or sent."""
    page.goto("/accueil/?ou=Charleroi")
    page.get_by_label("Quand ?").select_option(label="Mercredi après-midi")
    expect(page.locator("#resultats").get_by_text("mercredi après-midi", exact=True).first).to_be_visible()
    expect(page).to_have_url(re.compile("quand=wednesday_afternoon"))
    page.reload()
    expect(page.get_by_label("Quand ?")).to_have_value("wednesday_afternoon")
    page.get_by_text(re.compile("^Jour, heures, prix")).click()
    check(page)


@EVERYWHERE
def test_from_the_question_to_the_place_in_few_gestures(page, counted):
    page.goto("/accueil/")
    with counted("Trouver un accueil du mercredi, jusqu’à la page du lieu", 6):
        ask(page, "charleroi", "4", "Mercredi après-midi")
        # Before the answer this list is the communes', whose links stay on the page.
        expect(page.get_by_role("heading", name=re.compile(r"lieux?, Charleroi"))).to_be_visible()
        page.locator("#resultats li").first.get_by_role("link").first.click()
        expect(page.get_by_role("heading", name="À quel prix")).to_be_visible()
