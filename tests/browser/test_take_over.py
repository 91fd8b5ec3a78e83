"""Last year's plan taken over into the coming year: few gestures, the years moved, undone in one."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check
from tests.browser.editor import MINE, Editor
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
AIM = 15


@EVERYWHERE
def test_last_year_is_taken_over(page, commune, counted):
    with counted("Reprendre le plan de l’an dernier, connexion comprise", at_most=AIM):
        sign_in(page, commune.email)
        page.get_by_role("link", name="Plan d’action", exact=True).click()
        page.get_by_role("link", name="Reprendre le plan 2026-2027").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Que reprendre du plan 2026-2027 ?")
        page.get_by_role("button", name="Tout reprendre").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Plan d’action 2027-2028")
    editor = Editor(page)
    expect(editor.toast).to_contain_text("Les années sont passées à 2027-2028")
    expect(page.locator("#plan > div")).not_to_contain_text("2026-2027")
    check(page)
    editor.toast.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("heading", name="Pas encore d’objectif")).to_be_visible()
    expect(editor.toast).to_contain_text("Modification annulée")


@pytest.mark.parametrize("javascript", [False], ids=["no-js"])
@EVERYWHERE
def test_some_of_last_year_is_taken_over_without_script(page, commune):
    sign_in(page, commune.email)
    page.goto(MINE)
    page.get_by_role("link", name="Reprendre le plan 2026-2027").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Que reprendre du plan 2026-2027 ?")
    for box in page.get_by_role("checkbox").all():
        box.set_checked(False)
    first = page.get_by_role("group", name="Objectif", exact=False).first
    for box in first.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Reprendre ce qui est coché").click()
    editor = Editor(page)
    expect(editor.text_of(1)).to_be_visible()
    expect(editor.text_of(2)).to_have_count(0)
    editor.toast.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("heading", name="Pas encore d’objectif")).to_be_visible()


def test_one_objective_is_taken_from_beside_the_plan(page, commune):
    sign_in(page, commune.email)
    page.goto(MINE)
    page.get_by_role("button", name="Commencer une page blanche pour 2027-2028").click()
    page.get_by_role("button", name="Reprendre l’objectif 1 de 2026-2027").click()
    editor = Editor(page)
    expect(editor.text_of(1)).not_to_be_empty()
    expect(editor.action(1)).to_be_visible()


def test_nothing_ticked_says_so(page, commune):
    sign_in(page, commune.email)
    page.goto("/travail/plans/annee/2027/reprendre/")
    for box in page.get_by_role("checkbox").all():
        box.set_checked(False)
    page.get_by_role("button", name="Reprendre ce qui est coché").click()
    expect(page.get_by_text("Cochez au moins un objectif ou une action à reprendre.")).to_be_visible()
