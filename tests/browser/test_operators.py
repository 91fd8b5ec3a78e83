"""Operators: from the invitation to three places declared; a correction by remark, in two browsers."""

import re

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from tests.browser.accessibility import check
from tests.browser.letters import link_in_letter, post_office
from tests.browser.operators import (
    add_fee,
    add_period,
    declare,
    fill,
    follow,
    open_account,
    press,
    staff,
    write_project,
)
from tests.browser.people import Coordination, add_second_factor, sign_in

HOUSE = "La Toupie bleue asbl"
PRICES = (
    ("Avant l’école", "Par demi-heure commencée", "0,50"),
    ("Après l’école", "Par demi-heure commencée", "0,50"),
    ("Mercredi après-midi", "Par jour d’accueil", "3"),
)
SAID = "Lundi, mardi, jeudi et vendredi de 15 h 30 à 17 h 30"
REMARK = "Le folder de la rentrée dit 18 h 45 : laquelle de ces heures est juste ?"
TO_DECLARE = "Relire, puis déclarer l’offre"
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
    write_project(page)
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
    follow(page, "Voir la déclaration", TO_DECLARE)
    expect(page.get_by_role("heading", name="À compléter avant de déclarer")).to_be_visible()
    check(page)
    follow(page, "Le Passeur : donnez l’adresse", "Adresse")
    check(page)
    fill(page, {"Rue et numéro": "quai du Hautbois 7"})
    press(page, "Enregistrer", "Le Passeur")
    follow(page, HOUSE, HOUSE)
    check(page)
    follow(page, "Relire et déclarer", TO_DECLARE)
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


def remark_on_hours(page: Page, commune: Coordination) -> tuple[str, str]:
    """The coordination remarks on some hours and asks for a correction; return the key and the name of the operator."""
    sign_in(page, commune.email)
    page.goto("/operateurs/")
    link = page.get_by_role("link", name=re.compile("^Accueil extrascolaire communal"))
    name, key = link.inner_text(), re.findall(r"\d+", link.get_attribute("href") or "")[0]
    page.get_by_role("link", name=f"lire la déclaration de {name}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    section = page.locator(".declared").filter(has=page.get_by_role("heading", name="Après l’école")).first
    section.locator("summary").first.click()
    section.get_by_label("Votre remarque").fill(REMARK)
    section.get_by_role("button", name=re.compile("^Laisser la remarque")).click()
    expect(page.get_by_text(REMARK)).to_be_visible()
    page.get_by_text("Demander une correction", exact=True).click()
    page.get_by_label("Ce que vous demandez").fill("Corrigez l’heure du soir.")
    check(page)
    page.get_by_role("button", name="Demander la correction").click()
    expect(page.get_by_text("La correction est demandée")).to_be_visible()
    check(page)
    return key, name


def complete(page: Page) -> None:
    """She gives, one link after the other, what the demonstration left unknown and the annex asks."""
    lacking = page.get_by_role("region", name="À compléter avant de déclarer")
    while lacking.count():
        lacking.get_by_role("link").first.click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(TO_DECLARE)
        title = page.get_by_role("heading", level=1).inner_text()
        if title == "L’organisme":
            fill(page, {"Compte bancaire (IBAN)": "BE68539007547034"})
            press(page, "Enregistrer", "Commune")
        elif title == "L’opérateur":
            fill(page, {"Subventions reçues pour cette offre": "aucune"})
            press(page, "Enregistrer", "communal")
        elif title == "Projet d’accueil":
            write_project(page)
        elif title == "Ce que les familles paient":
            period = (
                page.locator("section", has_text="Tarif pas encore donné").first.get_by_role("heading").inner_text()
            )
            add_fee(page, period, "Par jour d’accueil", "2")
        else:
            page.get_by_role("button", name=re.compile("^Toujours exact")).first.click()
            expect(page.get_by_text("n’est possible")).to_have_count(0)
        check(page)
        page.goto("/")
        follow(page, "Corriger une déclaration", TO_DECLARE)


def mend_hours(page: Page) -> None:
    """From her home to the hours that the remark is about; she says what she did of it."""
    page.goto("/")
    check(page)
    follow(page, "Corriger une déclaration", TO_DECLARE)
    expect(page.get_by_text(REMARK)).to_be_visible()
    check(page)
    page.get_by_role("link", name="Aller à ce point").click()
    follow(page, re.compile("^Modifier : .* : Après l’école$"), "Quand ce lieu accueille")
    follow(page, "Modifier : Après l’école", "Après l’école")
    fill(page, {"lundi, à": "18h45"})
    press(page, "Enregistrer la période", "Quand ce lieu accueille")
    page.goto("/")
    follow(page, "Corriger une déclaration", TO_DECLARE)
    expect(page.get_by_text("Ce changement modifie le programme CLE")).to_be_visible()
    page.get_by_label("Suite donnée à cette remarque").fill("Le folder avait raison : 18 h 45.")
    page.get_by_role("button", name=re.compile("^Traitée")).click()
    expect(page.get_by_role("heading", name="à traiter")).to_have_count(0)


def test_a_correction_goes_round_by_a_remark(page, open_page, commune):
    key, name = remark_on_hours(page, commune)
    her = sign_in(open_page(), f"direction{key}@{DOMAIN}")
    mend_hours(her)
    complete(her)
    declare(her)
    check(her, name)
    page.goto("/")
    expect(page.get_by_role("link", name=re.compile("^Lire .*déclarations? d’opérateurs?$"))).to_be_visible()
    page.goto("/declarations/")
    follow(page, name, name)
    expect(page.get_by_text("Ce changement modifie le programme CLE")).to_be_visible()
    expect(page.get_by_role("region", name="Ce qui a changé")).to_contain_text(re.compile(r"18\sh\s45"))
    expect(page.get_by_role("link", name=re.compile(r"^Version \d"))).to_have_count(2)  # two presses, one version
    expect(page.get_by_text("Le folder avait raison")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Noter comme lue").dblclick()
    expect(page.get_by_text("Déclaration lue")).to_be_visible()
    her.goto("/")
    expect(her.get_by_role("region", name="Récemment décidé")).to_contain_text(name)
