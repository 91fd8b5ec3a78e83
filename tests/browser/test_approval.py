"""The CCA approved the plan: the second factor is asked, the plan is published, anybody reads it."""

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import coordinator_email
from preau.foundation.territory.demonstration import MONS
from tests.browser.accessibility import check
from tests.browser.editor import Editor
from tests.browser.people import add_second_factor, sign_in
from tests.browser.test_workbook import import_mons

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])


def give_meeting(page: Page, day: str) -> None:
    """Fill in a meeting of the CCA held on paper."""
    page.get_by_label("Jour de la réunion de la CCA").fill(day)
    page.get_by_label("Où le procès-verbal est conservé").fill("classeur de la CCA")
    page.get_by_label("La CCA a vu le plan présenté").check()


def approve(page: Page, day: str) -> None:
    give_meeting(page, day)
    page.get_by_role("button", name="Enregistrer et publier le plan").click()


@EVERYWHERE
@BOTH
def test_an_approved_plan_is_read_by_anybody(page, open_page, commune, javascript):
    sign_in(page, commune.email)
    import_mons(page)
    page.get_by_role("link", name="Enregistrer l’approbation").click()
    add_second_factor(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enregistrer l’approbation par la CCA")
    check(page, javascript=javascript)
    approve(page, "2027-01-15")
    expect(page.get_by_role("link", name="un jour à venir")).to_be_visible()
    approve(page, "2020-10-20")
    expect(page.get_by_role("heading", name="Plan publié le 21 novembre 2026")).to_be_visible()
    check(page, javascript=javascript)
    visitor = open_page()
    visitor.goto(f"/plans/{commune.slug}/2020-2021/")
    expect(visitor.get_by_text("mardi 20 octobre 2020")).to_be_visible()
    expect(visitor.get_by_text("Se connecter")).to_be_visible()


def test_a_second_click_approves_once(page, commune):
    sign_in(page, commune.email)
    import_mons(page)
    page.get_by_role("link", name="Enregistrer l’approbation").click()
    add_second_factor(page)
    give_meeting(page, "2020-10-20")
    page.get_by_role("button", name="Enregistrer et publier le plan").dblclick()
    expect(page.get_by_role("heading", name="Plan publié le 21 novembre 2026")).to_be_visible()
    page.get_by_role("link", name="Historique").click()
    expect(page.get_by_text("a enregistré l’approbation par la CCA")).to_have_count(1)


def test_the_year_of_mons_from_take_over_to_publication(page, open_page):
    """The whole of it, once, on the commune that has the real plan."""
    sign_in(page, coordinator_email(MONS))
    page.goto("/travail/plans/annee/2026/reprendre/?de=2020")
    page.get_by_role("button", name="Tout reprendre").click()
    editor = Editor(page)
    expect(editor.text_of(1)).to_have_value(
        "De septembre 2026 à août 2027, réalisation de l'état des lieux/analyse des besoins en vue du renouvellement "
        "du programme CLE."
    )
    expect(editor.lacks.get_by_role("heading")).to_have_text("L’annexe 4 est complète")
    page.get_by_role("link", name="Enregistrer l’approbation").click()
    add_second_factor(page)
    approve(page, "2026-11-12")
    expect(page.get_by_role("heading", name="Plan publié le 21 novembre 2026")).to_be_visible()
    visitor = open_page()
    visitor.goto("/plans/?q=Mons")  # the home page names only the last few
    visitor.get_by_role("link", name="Mons, 2026-2027").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Mons, 2026-2027")
