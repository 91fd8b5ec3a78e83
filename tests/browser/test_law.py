"""The law asked on its public pages: by a coordinator in a hurry, on a phone, with a keyboard, without JavaScript."""

import io

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible, assert_fits, check, look
from tests.browser.arrival import press

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
SIMULATORS = ["echeance", "programme-cle", "subvention-de-coordination", "encadrement", "cca", "formation", "recours"]
READ = [
    "/loi/",
    "/loi/delais/",
    "/loi/delais/?q=hippopotame",
    "/loi/delais/D10/",
    "/loi/parametres/",
    "/loi/parametres/subsidies.coordination.step/",
    "/loi/regles/edd_session/",
    "/loi/echeance/?limit=D10&from=2026-02-31",
    "/loi/echeance/?limit=D30&from=2026-09-15",
]


@EVERYWHERE
def test_the_tables_and_refusals_can_be_read(page):
    for address in READ:
        look(page, address)


@EVERYWHERE
@pytest.mark.parametrize("slug", SIMULATORS)
def test_each_simulator_can_be_read_empty_and_answered(page, slug):
    look(page, f"/loi/{slug}/")
    page.get_by_role("link", name="Voir un exemple").click()
    expect(page.get_by_role("heading", level=2, name="Changer la question")).to_be_visible()
    for summary in page.locator("main details > summary").all():
        summary.click()
    look(page)


@EVERYWHERE
@BOTH
def test_a_date_is_asked_by_the_keyboard_and_taken_away(page, javascript):
    page.goto("/")
    page.get_by_role("link", name="La loi", exact=True).first.click()
    page.get_by_role("link", name="Calculer un délai légal").click()
    page.get_by_label("Quel délai").select_option("D10")
    start = page.get_by_role("group", name="Jour de départ")
    for label, words in (("Jour", "15"), ("Mois", "sept"), ("Année", "2026")):
        start.get_by_label(label, exact=True).fill(words)
    press(page, "Enter")
    answer = page.get_by_role("heading", name="vendredi 12 février 2027")
    expect(answer).to_be_visible()
    expect(page).to_have_url("/loi/echeance/?limit=D10&from=2026-09-15")
    if javascript:
        expect(answer).to_be_focused()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Dates (ICS)").evaluate("link => { link.download = 'dates.ics'; link.click(); }")
    with open(taken.value.path(), "rb") as file:
        (event,) = Calendar.from_ical(io.BytesIO(file.read()).read()).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2027-02-12"


@BOTH
def test_what_is_wrong_leads_to_its_field(page, javascript):
    page.goto("/loi/echeance/")
    page.get_by_role("button", name="Calculer").last.click()
    expect(page.get_by_role("heading", name="Il y a deux choses à corriger")).to_be_visible()
    page.get_by_role("link", name="Donnez le jour de départ").click()
    if javascript:
        assert_accessible(page)


@EVERYWHERE
@BOTH
def test_a_line_is_added_to_a_ledger_and_taken_away(page):
    page.goto("/loi/formation/")
    page.get_by_role("link", name="Voir un exemple").click()
    expect(page.get_by_text("Il manque encore")).to_be_visible()
    page.get_by_role("button", name="Ajouter une ligne").click()
    expect(page.get_by_label("Heures")).to_have_count(3)
    line = page.get_by_role("group", name="Ligne 3")
    line.get_by_label("Jour").fill("2026-10-01")
    line.get_by_label("Heures").fill("20")
    line.get_by_label("État").select_option("validated")
    page.get_by_role("button", name="Calculer").last.click()
    expect(page.get_by_role("heading", name="16 heures pour le 2 septembre 2027")).to_be_visible()
    page.get_by_role("button", name="Retirer : Ligne 3").click()
    expect(page.get_by_label("Heures")).to_have_count(2)
    page.get_by_role("button", name="Calculer").last.click()
    expect(page.get_by_text("Il manque encore")).to_be_visible()
    assert_fits(page)


def test_the_address_is_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/loi/subvention-de-coordination/?children=4000&period=2024")
    page.get_by_role("button", name="Copier l’adresse").click()
    expect(page.get_by_role("button", name="Adresse copiée")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_on_paper_only_the_answer_is_left(page):
    page.goto("/loi/echeance/?limit=D10&from=2026-09-15")
    page.emulate_media(media="print")
    expect(page.get_by_text("vendredi 12 février 2027").first).to_be_visible()
    expect(page.get_by_role("heading", name="Changer la question")).to_be_hidden()
    expect(page.get_by_role("link", name="PDF")).to_be_hidden()


def test_a_zoom_of_400_percent_and_the_reader_s_own_colours(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(forced_colors="active")
    for slug in SIMULATORS:
        page.goto(f"/loi/{slug}/")
        page.get_by_role("link", name="Voir un exemple").click()
        expect(page.get_by_role("heading", level=2, name="Changer la question")).to_be_visible()
        check(page)
