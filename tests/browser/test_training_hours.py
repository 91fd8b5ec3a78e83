"""The hours of a team, of a worker on her phone, and a refusal contested until everybody's hours are counted anew."""

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from tests.browser.accessibility import check, look
from tests.browser.hours import OFFICER, REFUSED, SECRETARY, WORKER, write_hours
from tests.browser.people import add_second_factor, sign_in

TEAM, ME, CONTESTS = "/formations/equipe/", "/formations/moi/", "/formations/contestations/"
WHY = "Le module apprend à raconter, c’est le thème 3 du programme."


@pytest.fixture
def written(site):
    write_hours(site.data)
    return site


def enter(page: Page, who: str) -> Page:
    return sign_in(page, f"{who}@{DOMAIN}")


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_the_team_at_a_glance(written, page):
    enter(page, SECRETARY)
    look(page, TEAM)
    page.get_by_label("Lieu").select_option(label="La Balançoire")
    page.get_by_role("button", name="Filtrer").click()
    line = page.get_by_role("row", name="Lou Balançoire")
    expect(line).to_contain_text("non reconnues")
    expect(line).to_contain_text("8 janvier 2027")
    expect(page.get_by_role("row", name="Éole Balançoire")).to_contain_text("Formation libre")
    with page.expect_download() as paper:
        page.get_by_role("link", name="Dossier d’agrément").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    page.get_by_role("link", name="Lou Balançoire").click()
    look(page)
    page.get_by_text("La réponse de la loi, ligne par ligne").click()
    check(page, "Heures de formation")


@pytest.mark.parametrize("device", ["phone"])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_worker_reads_her_hours_on_her_phone(written, page, javascript):
    enter(page, WORKER)
    page.goto(ME)
    check(page, "Mes heures de formation", javascript)
    expect(page.get_by_text("Ce qui est à valider ne compte jamais contre vous")).to_be_visible()
    with page.expect_download() as paper:
        page.get_by_role("link", name="Attestation (PDF)").click()
    assert paper.value.suggested_filename.startswith("mes-formations-")


def test_a_refusal_contested_and_everybody_s_hours_counted_anew(written, open_page):
    """The house contests, another officer upholds and validates: both colleagues have their hours."""
    house, one = enter(open_page(), SECRETARY), enter(open_page(), OFFICER)
    house.goto(TEAM)
    house.get_by_role("link", name="Lou Balançoire").click()
    line = house.get_by_role("row", name=REFUSED)
    expect(line).to_contain_text("Refusé")
    expect(line).to_contain_text("Le spectacle n’est pas un apprentissage.")
    line.get_by_role("link", name="Contester ce refus").click()
    house.get_by_role("button", name="Envoyer la contestation à l’ONE").click()
    check(house, "Contester le refus")
    house.get_by_label("Pourquoi ces heures devraient compter").fill(WHY)
    house.get_by_role("button", name="Envoyer la contestation à l’ONE").click()
    check(house, "Contestation")
    expect(house.get_by_text("Votre contestation est envoyée à l’ONE.")).to_be_visible()
    one.goto(CONTESTS)
    look(one)
    one.get_by_role("link", name=REFUSED).click()
    look(one)
    one.get_by_role("link", name="Décider", exact=True).click()
    if one.get_by_role("heading", name="Choisir un second facteur").count():
        add_second_factor(one)
    look(one)
    one.get_by_label("Accueillir et valider tout de suite").check()
    one.get_by_label("Les raisons, ou la question").fill("Le programme le prévoit.")
    one.get_by_role("button", name="Enregistrer").click()
    expect(one.get_by_text("le module est validé, et les heures de chacun suivent")).to_be_visible()
    for name in ("Lou Balançoire", "Sam Balançoire"):
        house.goto(TEAM)
        expect(house.get_by_role("row", name=name)).to_contain_text("20 h")
        house.get_by_role("link", name=name).click()
        expect(house.get_by_role("row", name=REFUSED)).to_contain_text("Validé")
