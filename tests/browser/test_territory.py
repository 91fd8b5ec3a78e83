"""The coordination takes a list over and sees its territory; ONE reads it, and says who answers."""

import re

from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from tests.browser.accessibility import check
from tests.browser.operators import fill, follow, press
from tests.browser.people import sign_in
from tests.browser.workbooks import payload
from tests.operators.importing.made import HEAD, ROWS, workbook

LISTED = "ASBL Les Lutins"
ONE, READER = f"agrement.one@{DOMAIN}", f"secretariat.marronniers@{DOMAIN}"


def take_over_list(page: Page) -> None:
    """A list with a column that nobody could guess is read, settled and written in one act, pressed twice."""
    page.goto("/operateurs/")
    follow(page, "Reprendre une liste", "Reprendre une liste")
    check(page)
    page.get_by_label("Classeur").set_input_files(payload("programme.xlsx", b"MZ" + bytes(2000)))
    page.get_by_role("button", name="Lire la liste").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    check(page)
    head, rows = [*HEAD, "Gommettes"], [[*row, mark] for row, mark in zip(ROWS, ("oui", "non", "oui"), strict=True)]
    page.get_by_label("Classeur").set_input_files(payload("lieux.xlsx", workbook(rows, head)))
    page.get_by_role("button", name="Lire la liste").click()
    expect(page.get_by_role("heading", name="1 colonne pas comprise")).to_be_visible()
    check(page, "Vérifiez ce qui sera repris")
    page.get_by_label("« Gommettes »").select_option(label="Espace extérieur")
    press(page, "Enregistrer mes choix", "Vérifiez ce qui sera repris")
    expect(page.get_by_role("heading", name="1 colonne pas comprise")).to_have_count(0)
    page.get_by_label("Ce que devient Les Coccinelles").select_option(label="Laisser de côté")
    press(page, "Enregistrer mes choix", "Vérifiez ce qui sera repris")
    page.get_by_role("button", name="Reprendre 1 opérateur et 2 lieux").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette liste est reprise")
    check(page)


def note_down(page: Page) -> None:
    """She reads what was taken over, and notes it down: families find it, said to be noted by the commune."""
    follow(page, LISTED, LISTED)
    check(page)
    follow(page, "Relire et noter", f"Noter l’offre de {LISTED}")
    check(page)
    page.get_by_role("button", name="Noter l’offre").dblclick()
    expect(page.get_by_text("l’offre est publiée comme notée par la commune")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(r"^Version \d"))).to_have_count(1)
    check(page)


def test_a_list_is_taken_over_noted_down_and_seen_on_the_territory(page, open_page, commune):
    sign_in(page, commune.email)
    take_over_list(page)
    note_down(page)
    page.get_by_role("link", name="Territoire", exact=True).click()
    check(page, "Quel accueil existe")
    expect(page.get_by_role("region", name="Où rien n’est ouvert")).to_be_visible()
    follow(page, "Lieux et carte", "Les lieux d’accueil et leur carte")
    expect(page.get_by_role("row", name=LISTED)).to_have_count(2)
    expect(page.locator("svg[role], svg").first).to_be_visible()
    check(page)
    follow(page, "Opérateurs", "Qui a déclaré son offre")
    check(page)
    for path, name in (("/territoire/", "Télécharger en"), ("/operateurs/listes/", "Le classeur complet")):
        page.goto(path)
        with page.expect_download() as download:
            page.get_by_role("link", name=name).first.click()
        assert download.value.failure() is None
    visitor = open_page()
    visitor.goto(f"/accueil/?ou={commune.slug}")
    visitor.get_by_role("link", name="Centre", exact=True).click()
    expect(visitor.get_by_text("Noté par la commune", exact=True)).to_be_visible()
    check(visitor, "Centre")


def test_one_reads_a_declaration_a_territory_and_says_who_answers(page, open_page):
    """The officer for approvals is away: everybody she helps sees who answers for her meanwhile."""
    sign_in(page, ONE)
    follow(page, re.compile("^Lire .* déclarations"), "L’offre déclarée par les opérateurs")
    check(page)
    page.get_by_label("État").select_option(label="Déclaration à lire")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_role("cell", name="À lire").first).to_be_visible()
    page.get_by_role("region", name="Déclarations").get_by_role("link").last.click()
    expect(page.get_by_role("heading", name="Répondre à l’opérateur")).to_be_visible()
    check(page)
    page.goto("/territoire/")
    page.get_by_label("Commune ou zone").select_option(label="Charleroi")
    press(page, "Lire ce territoire", "Quel accueil existe")
    check(page)
    page.goto("/qui-m-aide/charges/")
    check(page)
    follow(page, "Noter une absence", "Noter une absence")
    check(page)
    fill(page, {"Du": "2026-11-20", "Au": "2026-11-30"})
    page.get_by_label("Qui répond").select_option(label="Yaël Puzzle, Validation des formations")
    press(page, "Noter cette absence", "Qui répond à qui")
    expect(page.get_by_role("region", name="Absences")).to_contain_text("Yaël Puzzle répond")
    check(page)
    her = sign_in(open_page(), READER)
    her.goto("/qui-m-aide/")
    expect(her.get_by_role("region", name="Agrément et déclaration")).to_contain_text("Yaël Puzzle")
    check(her, "Qui vous aide")
    page.get_by_role("button", name=re.compile("^Retirer")).click()
    expect(page.get_by_text("Personne n’est absent")).to_be_visible()
