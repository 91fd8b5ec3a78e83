"""What an operator does in the browser to describe itself: a place, a period typed as people type, a price, a team."""

import re

from playwright.sync_api import Page, expect

from tests.browser.people import add_second_factor

PHRASE = "quatre toupies sous le marronnier"


def fill(page: Page, said: dict[str, str]) -> None:
    """Fill fields by their labels: a text, or a choice of a list."""
    for label, value in said.items():
        field = page.get_by_label(label, exact=True)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def press(page: Page, name: str, then: str) -> None:
    """Press a button of the page, and wait for the title of what follows."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(then)


def follow(page: Page, name: str | re.Pattern[str], then: str) -> None:
    """Follow a link of the page, and wait for the title of what follows."""
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(then)


def open_account(page: Page, link: str) -> Page:
    """Open the link of an invitation, and make the account it offers."""
    page.goto(link)
    page.get_by_label("Mot de passe", exact=True).fill(PHRASE)
    page.get_by_role("button", name="Ouvrir mon compte").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("à faire")
    return page


def write_project(page: Page) -> None:
    """From the page of the project: write its first version."""
    follow(page, "Donner le projet d’accueil", "Projet d’accueil, version 1")
    fill(page, {"Texte du projet": "Chaque enfant choisit entre jouer, se reposer et participer."})
    press(page, "Enregistrer la version", "Projet d’accueil")
    expect(page.get_by_text("Version 1").first).to_be_visible()


def add_period(page: Page, kind: str, hours: dict[str, tuple[str, str]], same: bool = False) -> None:
    """From the offer of a place: add a period with the hours of some days, told to the others by one press."""
    follow(page, kind, f"Ajouter : {kind}")
    for day, (starts, ends) in hours.items():
        fill(page, {f"{day}, de": starts, f"{day}, à": ends})
    if same:
        page.get_by_role("button", name="Mêmes heures chaque jour").click()
        expect(page.get_by_label("vendredi, à", exact=True)).not_to_have_value("")
    page.get_by_label("Activité", exact=True).first.fill("Jeux libres dans la cour")
    press(page, "Ajouter la période", "Quand ce lieu accueille")


def add_fee(page: Page, period: str, unit: str, amount: str) -> None:
    """From the fees of a place: give the price of a period, the same for everybody."""
    follow(page, f"Ajouter un tarif : {period}", f"Tarif : {period}")
    fill(
        page,
        {
            "Par quoi se compte le prix": unit,
            "Montant, en euros": amount,
            "Le même montant est demandé aux enfants d’autres communes": "Oui",
        },
    )
    press(page, "Ajouter ce tarif", "Ce que les familles paient")


def staff(page: Page, period: str, under_six: str, six_and_over: str, workers: str) -> None:
    """From the staffing of a place: say whom a period expects, and how many care for them."""
    follow(page, period, f"Encadrement : {period}")
    fill(
        page,
        {
            "Enfants de moins de six ans attendus": under_six,
            "Enfants de six ans ou plus attendus": six_and_over,
            "Accueillants prévus en même temps": workers,
            "Accueillants l’année précédente": workers,
            "Le second adulte": "Présent",
        },
    )
    press(page, "Enregistrer l’encadrement", "Qui encadre les enfants")


def declare(page: Page) -> None:
    """From the page that reads everything again: prove who one is when asked, press twice, end on what is declared."""
    page.get_by_role("link", name="Confirmer que c’est moi").click()
    add_second_factor(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Relire, puis déclarer l’offre")
    page.get_by_role("button", name="Déclarer l’offre").dblclick()
    expect(page.get_by_text("Votre offre est déclarée")).to_be_visible()
