"""A title of the list sent by a house and confirmed by ONE; an old list taken over on a phone."""

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from tests.browser.accessibility import check
from tests.browser.hours import OFFICER, SECRETARY, write_hours
from tests.browser.people import add_second_factor, sign_in
from tests.documents.building import Sheet, xlsx
from tests.documents.made_papers import pdf

PAPER = {"name": "brevet.pdf", "mimeType": "application/pdf", "buffer": pdf()}
LIST = xlsx(
    Sheet(
        [
            ["Nom", "Prénom", "Fonction", "Organisme", "Formation", "Date", "Heures"],
            ["Ballon", "Zoé", "Accueillante", "Les Ateliers de la Corde", "Contes dehors", "12/03/2025", "7h30"],
        ],
        name="Formations",
    )
)


@pytest.fixture
def written(site):
    write_hours(site.data)
    return site


def enter(page: Page, who: str) -> Page:
    return sign_in(page, f"{who}@{DOMAIN}")


def test_a_title_of_the_list_is_sent_and_confirmed(written, open_page):
    house, one = enter(open_page(), SECRETARY), enter(open_page(), OFFICER)
    house.goto("/equipe/")
    house.get_by_role("link", name="Sam Balançoire").click()
    house.get_by_role("link", name="Demander une qualification").click()
    check(house, "Demander la qualification")
    house.get_by_role("radio", name="Brevet d’animateur de centres de vacances").check()
    house.get_by_label("Copie du titre").set_input_files(PAPER)
    house.get_by_role("button", name="Envoyer la demande").click()
    check(house, "Sam Balançoire")
    one.goto("/equipe/qualifications/")
    check(one, "Demandes de qualification")
    one.goto(house.url)
    if one.get_by_role("link", name="Confirmer que c’est moi").count():
        one.get_by_role("link", name="Confirmer que c’est moi").click()
        add_second_factor(one)
    one.get_by_role("button", name="Confirmer le titre").click()
    expect(one.get_by_text("La qualification est reconnue")).to_be_visible()
    house.reload()
    expect(house.get_by_text("La personne est qualifiée")).to_be_visible()


@pytest.mark.parametrize("device", ["phone"])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_an_old_list_is_taken_over_on_a_phone(written, page, javascript):
    enter(page, SECRETARY)
    page.goto("/formations/listes/")
    check(page, "Reprendre une liste", javascript)
    sheet = {"name": "liste.xlsx", "mimeType": "application/octet-stream", "buffer": LIST}
    page.get_by_label("Classeur").set_input_files(sheet)
    page.get_by_role("button", name="Lire la liste").click()
    check(page, "Vérifiez ce qui sera repris", javascript)
    if page.get_by_label("Zoé Ballon").count():  # the first time: nobody knows since when she works there
        page.get_by_label("Zoé Ballon").fill("2024-09-02")
        page.get_by_role("button", name="Enregistrer mes réponses").click()
    page.get_by_role("button", name="Reprendre 1 personne et 1 formation").click()
    check(page, "Cette liste est reprise", javascript)
