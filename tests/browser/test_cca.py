"""The CCA: compose it, mend a fault, read the verdict change; on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from preau.foundation.territory.demonstration import MONS
from tests.browser.accessibility import look
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
CCA = "/cca/"
LAWFUL = "La composition est conforme aujourd’hui"


def open_seat(page: Page, number: int, rank: int) -> None:
    """Open what there is to do with a seat, on the page of the CCA."""
    page.locator(f"#siege-{number}-{rank} summary").click()


@EVERYWHERE
def test_a_substitute_who_leaves_makes_it_unlawful_until_another_is_designated(page, commune):
    sign_in(page, commune.email)
    page.get_by_role("link", name="CCA", exact=True).first.click()
    expect(page.get_by_role("heading", name=LAWFUL)).to_be_visible()
    look(page)
    seat = page.locator("#siege-4-2")
    open_seat(page, 4, 2)
    look(page)
    seat.get_by_role("link", name="Noter un départ").nth(1).click()
    expect(page.get_by_text("un nouveau suppléant est à désigner de la même manière")).to_be_visible()
    look(page)
    page.get_by_label("Parce que").fill("Déménagement")
    page.get_by_role("button", name="Noter ce départ").click()
    expect(page.get_by_role("heading", name="La composition n’est pas conforme : 1 point à corriger")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Composante 4 : désignez un suppléant").click()
    name = page.get_by_label("Prénom et nom du suppléant")
    name.fill("Camille Cerceau")
    page.get_by_label("Adresse électronique du suppléant").fill("pas une adresse")
    page.get_by_role("button", name="Enregistrer le siège").click()
    expect(page.get_by_role("heading", name="Il y a une chose à corriger")).to_be_visible()
    expect(name).to_have_value("Camille Cerceau")
    look(page)
    page.get_by_label("Adresse électronique du suppléant").fill(f"camille.{commune.slug}@exemple.test")
    page.get_by_label("Implication directe et ancrage local du suppléant").select_option(label="Oui")
    page.get_by_role("button", name="Enregistrer le siège").click()
    expect(page.get_by_role("heading", name=LAWFUL)).to_be_visible()
    expect(seat).to_contain_text("Camille Cerceau")


@EVERYWHERE
def test_a_list_is_pasted_settled_and_written(page, commune):
    sign_in(page, commune.email)
    page.goto(f"{CCA}ensemble/")
    page.get_by_label("Sièges par composante").select_option(value="4")
    look(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Siège 4, à pourvoir")).to_have_count(5)
    page.get_by_role("link", name="Reprendre une liste").click()
    expect(page.get_by_label("Liste collée depuis un tableur")).to_be_visible()
    look(page)
    page.get_by_label("Liste collée depuis un tableur").fill(
        "4;Ondine Marelle;ondine@exemple.test;La Toupie asbl;Sam Luge\nbibliothèque;Élie Craie;;Ludothèque;Jo Plumier"
    )
    page.get_by_role("button", name="Lire la liste").click()
    expect(page.get_by_role("heading", name="Vérifiez ce qui a été compris")).to_be_visible()
    look(page)
    page.get_by_label("Composante de la ligne 2").select_option(value="5")
    page.get_by_role("button", name="Reprendre les lignes cochées").click()
    expect(page.locator("#siege-4-4")).to_contain_text("Ondine Marelle")
    expect(page.locator("#siege-5-4")).to_contain_text("Élie Craie")


def test_two_browsers_on_one_seat(page, open_page, commune):
    other = open_page()
    for one in (page, other):
        sign_in(one, commune.email)
        one.goto(f"{CCA}composantes/5/sieges/1/")
    for one, house in ((page, "Première maison"), (other, "Seconde maison")):
        one.get_by_label("Organisation qui mandate").fill(house)
        one.get_by_role("button", name="Enregistrer le siège").click()
        expect(one.get_by_text("Première maison")).to_be_visible()
    expect(other.get_by_role("heading", name="Deux personnes ont écrit au même endroit")).to_be_visible()
    look(other)
    other.get_by_role("button", name="Garder le mien").click()
    expect(other.locator("#siege-5-1")).to_contain_text("Seconde maison")


@EVERYWHERE
def test_a_member_reads_who_sits_without_the_addresses_of_others(page):
    sign_in(page, f"membre1.{MONS}@{DOMAIN}")
    page.goto(CCA)
    look(page)
    expect(page.get_by_text("Gérer")).to_have_count(0)
    expect(page.get_by_text(f"@{DOMAIN}")).to_have_count(1)
    page.get_by_role("link", name="Changer l’adresse").click()
    expect(page).not_to_have_url(re.compile(f"{CCA}$"))
    look(page)
    page.goto(f"{CCA}?jour=2025-05-01")
    expect(page.get_by_role("heading", level=1)).to_contain_text("La CCA au")
    look(page)
