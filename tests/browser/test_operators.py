"""Operators: from the invitation to three places declared, a correction by remark, a list taken over, who helps."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check
from tests.browser.letters import link_in_letter, post_office
from tests.browser.operators import add_fee, add_period, declare, fill, follow, open_account, press, staff
from tests.browser.people import Coordination, add_second_factor, sign_in

HOUSE = "La Toupie bleue asbl"
PRICES = (
    ("Avant l’école", "Par demi-heure commencée", "0,50"),
    ("Après l’école", "Par demi-heure commencée", "0,50"),
    ("Mercredi après-midi", "Par jour d’accueil", "3"),
)
SAID = "Lundi, mardi, jeudi et vendredi de 15 h 30 à 17 h 30"
WRONG, RIGHT = "0417.497.107", "TVA BE 0417 497 106"


def invite(page: Page, commune: Coordination) -> tuple[str, str]:
    """The coordination invites an operator that Préau does not know; return the address written to, and its commune."""
    sign_in(page, commune.email)
    page.get_by_role("link", name="Opérateurs", exact=True).click()
    check(page, "Opérateurs de l’accueil")
    where = page.locator(".kicker").first.inner_text()
    page.get_by_role("link", name="Inviter un opérateur").click()
    add_second_factor(page)
    check(page, "Inviter un opérateur")
    address = f"ondine.{commune.slug}@exemple.test"
    fill(
        page,
        {"Nom de l’organisme": HOUSE, "Prénom et nom": "Ondine Marelle", "Son adresse électronique": address},
    )
    press(page, "Envoyer l’invitation", HOUSE)
    expect(page.get_by_text(f"Invitation envoyée à {address}")).to_be_visible()
    check(page, HOUSE)
    return address, where


def describe_body(page: Page) -> None:
    """She says who answers for the asbl; a number that is wrong by one figure is not taken."""
    follow(page, "Décrire l’organisme", "L’organisme")
    check(page)
    fill(
        page,
        {
            "Forme juridique": "ASBL",
            "Numéro d’entreprise (BCE)": WRONG,
            "Personne responsable": "Ondine Marelle, présidente",
            "Rue et numéro du siège": "rue du Préau 3",
            "Code postal": "B-7000",
            "Localité": "Mons",
            "Compte bancaire (IBAN)": "BE68 5390 0754 7034",
        },
    )
    press(page, "Enregistrer", "L’organisme")
    expect(page.get_by_role("link", name=re.compile("faute de frappe"))).to_be_visible()
    check(page, "L’organisme")
    expect(page.get_by_label("Personne responsable")).to_have_value("Ondine Marelle, présidente")
    fill(page, {"Numéro d’entreprise (BCE)": RIGHT})
    press(page, "Enregistrer", HOUSE)
    expect(page.get_by_text("0417.497.106")).to_be_visible()
    check(page, HOUSE)


def describe_operator(page: Page) -> None:
    """She says what the operator is, whom to write to, and which project it has."""
    follow(page, HOUSE, HOUSE)
    follow(page, "Décrire l’opérateur", "L’opérateur")
    check(page)
    fill(
        page,
        {
            "Cet opérateur est": "Rien de cela",
            "Il participe au programme CLE de la commune": "Oui",
            "Les tarifs et réductions sont dans le règlement remis aux familles": "Oui",
            "Subventions reçues pour cette offre": "aucune",
        },
    )
    press(page, "Enregistrer", HOUSE)
    follow(page, "Écrire le projet d’accueil", "Projet d’accueil")
    follow(page, "Donner le projet d’accueil", "Projet d’accueil, version 1")
    check(page)
    fill(page, {"Texte du projet": "Chaque enfant choisit entre jouer, se reposer et participer."})
    press(page, "Enregistrer la version", "Projet d’accueil")
    check(page)
    follow(page, HOUSE, HOUSE)
    follow(page, "Dire qui contacter", "Qui contacter")
    follow(page, "Ajouter une personne", "Ajouter une personne de contact")
    check(page)
    fill(page, {"Prénom et nom": "Sam Luge", "Adresse électronique": "sam@exemple.test"})
    page.get_by_label("La déclaration et l’agrément").check()
    press(page, "Enregistrer", "Qui contacter")
    check(page)


def describe_first_place(page: Page, commune: str) -> None:
    """A place after school and on Wednesday, hours typed as they come, an overlap caught before anything is sent."""
    follow(page, "Ajouter un lieu", "Ajouter un lieu")
    check(page)
    fill(
        page,
        {"Nom du lieu": "Le Marronnier", "Rue et numéro": "rue du Préau 3", "Localité": commune, "Commune": commune},
    )
    press(page, "Ajouter le lieu", "Le Marronnier")
    check(page)
    follow(page, "Dire pour quels enfants", "Enfants accueillis")
    fill(page, {"Nombre de places": "24", "Dès l’âge de": "2,5", "Jusqu’à l’âge de": "12 ans"})
    press(page, "Enregistrer", "Le Marronnier")
    follow(page, "Donner les horaires", "Quand ce lieu accueille")
    add_period(page, "Après l’école", {"lundi": ("15h30", "1730")}, same=True)
    expect(page.get_by_text(SAID).first).to_be_visible()
    follow(page, "Avant l’école", "Ajouter : Avant l’école")
    fill(page, {"lundi, de": "7h", "lundi, à": "16"})
    expect(page.locator("#constat")).to_contain_text("Après l’école")
    expect(page.get_by_role("heading", name="À corriger")).to_be_visible()
    check(page)
    fill(page, {"lundi, à": "8.20"})
    expect(page.get_by_role("heading", name="À corriger")).to_have_count(0)
    page.get_by_label("Activité", exact=True).first.fill("Lecture au calme")
    press(page, "Ajouter la période", "Quand ce lieu accueille")
    add_period(page, "Mercredi après-midi", {"mercredi": ("12:15", "17h45")})
    check(page)


def price_and_staff(page: Page) -> None:
    """She gives the price of each period and who cares for the children; what the law asks is said beside."""
    follow(page, "Le Marronnier", "Le Marronnier")
    follow(page, "Donner les tarifs", "Ce que les familles paient")
    check(page)
    for period, unit, amount in PRICES:
        add_fee(page, period, unit, amount)
    expect(page.get_by_text("Chaque période a son tarif")).to_be_visible()
    check(page)
    follow(page, "Le Marronnier", "Le Marronnier")
    follow(page, "Prévoir l’encadrement", "Qui encadre les enfants")
    for period, _, _ in PRICES:
        staff(page, period, "6", "12", "2")
    expect(page.get_by_text("Chaque période a l’encadrement que le décret demande")).to_be_visible()
    check(page)


def copy_place(page: Page, name: str, street: str) -> None:
    """She copies the first place elsewhere: only its name and its address are new."""
    follow(page, "Le Marronnier", "Le Marronnier")
    follow(page, "Copier ce lieu", "Copier Le Marronnier")
    check(page)
    fill(page, {"Nom du lieu": name, "Rue et numéro": street})
    fill(page, {"Localité": page.get_by_label("Commune", exact=True).input_value()})
    press(page, "Créer la copie", name)
    expect(page.get_by_text(SAID).first).to_be_visible()
    follow(page, HOUSE, HOUSE)


def read_and_sign(page: Page) -> None:
    """She reads everything again, completes what is missing, proves who she is, and declares; a second press is one."""
    follow(page, "Voir la déclaration", "Relire, puis déclarer l’offre")
    expect(page.get_by_role("heading", name="À compléter avant de déclarer")).to_be_visible()
    check(page)
    follow(page, "Le Passeur : donnez l’adresse", "Adresse")
    check(page)
    fill(page, {"Rue et numéro": "quai du Hautbois 7"})
    press(page, "Enregistrer", "Le Passeur")
    follow(page, HOUSE, HOUSE)
    check(page)
    follow(page, "Relire et déclarer", "Relire, puis déclarer l’offre")
    expect(page.get_by_role("heading", name="À compléter avant de déclarer")).to_have_count(0)
    declare(page)
    check(page)


@pytest.mark.parametrize("device", ["desktop"])
def test_from_the_invitation_to_three_places_declared(page, open_page, site, commune):
    address, where = invite(page, commune)
    her = open_page()
    with post_office(site.data):
        open_account(her, link_in_letter(site.data, address))
    check(her)
    her.get_by_role("link", name="Mon organisme", exact=True).first.click()
    follow(her, HOUSE, HOUSE)
    describe_body(her)
    describe_operator(her)
    follow(her, "Mon organisme", HOUSE)
    follow(her, HOUSE, HOUSE)
    describe_first_place(her, where)
    price_and_staff(her)
    copy_place(her, "La Cour verte", "rue de l’École 12")
    copy_place(her, "Le Passeur", "")
    read_and_sign(her)
    page.goto("/declarations/")
    check(page)
    follow(page, HOUSE, HOUSE)
    check(page)
    expect(page.get_by_text("BE68")).to_have_count(0)
    press(page, "Noter comme lue", HOUSE)
    visitor = open_page()
    visitor.goto(f"/accueil/?ou={commune.slug}")
    for place in ("Le Marronnier", "La Cour verte", "Le Passeur"):
        expect(visitor.get_by_role("link", name=place, exact=True)).to_be_visible()
    check(visitor)
