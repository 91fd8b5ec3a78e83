"""Two people on one plan, and one person who clicks twice: nothing is lost, nothing is there twice."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check
from tests.browser.editor import MINE, Editor, plan_with_objective
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
FIRST = "En 2027-2028, réunir 12 directions d’école"
HERS = "En 2027-2028, réunir 12 directions d’école en octobre"
HIS = "En 2027-2028, réunir 12 directions d’école en mars"


def two_on_one_objective(open_page, commune, javascript: bool = True) -> tuple[Editor, Editor]:
    """Return the same draft open in two browsers, with one objective."""
    hers = sign_in(open_page(), commune.email)
    editor = plan_with_objective(hers, FIRST, javascript)
    his = sign_in(open_page(), commune.email)
    his.goto(hers.url)
    return editor, Editor(his)


@EVERYWHERE
@pytest.mark.parametrize(("keep", "kept"), [("Garder le mien", HIS), ("Garder l’autre", HERS)], ids=["his", "hers"])
def test_the_second_to_write_sees_both_texts_and_nothing_is_lost(open_page, commune, keep, kept):
    hers, his = two_on_one_objective(open_page, commune)
    hers.write_objective(1, HERS)
    his.text_of(1).fill(HIS)
    conflict = his.page.get_by_role("alert")
    expect(conflict).to_contain_text(HERS)
    expect(conflict).to_contain_text(HIS)
    expect(his.status).to_have_text("Deux textes à comparer.")
    check(his.page)
    conflict.get_by_role("button", name=keep).click()
    expect(his.text_of(1)).to_have_value(kept)
    his.page.get_by_role("link", name="Voir l’historique").click()
    texts = his.page.get_by_text("Voir le texte")
    expect(texts.first).to_be_visible()
    for summary in texts.all():
        summary.click()
    for text in (FIRST, HERS, HIS):
        expect(his.page.get_by_text(text, exact=True).first).to_be_visible()
    check(his.page)


@pytest.mark.parametrize("javascript", [False], ids=["no-js"])
def test_the_second_to_save_sees_both_texts_without_script(open_page, commune):
    hers, his = two_on_one_objective(open_page, commune, javascript=False)
    hers.write_objective(1, HERS, javascript=False)
    his.text_of(1).fill(HIS)
    his.save_objective(1)
    expect(his.page.get_by_role("heading", name="Deux personnes ont écrit au même endroit")).to_be_visible()
    expect(his.page.get_by_role("alert")).to_contain_text(HERS)
    his.page.get_by_role("button", name="Garder l’autre").click()
    expect(his.text_of(1)).to_have_value(HERS)
    his.toast.get_by_role("button", name="Annuler").click()
    expect(his.text_of(1)).to_have_value(HIS)


def test_words_not_yet_kept_hold_the_page(open_page, commune):
    hers, his = two_on_one_objective(open_page, commune)
    hers.write_objective(1, HERS)
    his.text_of(1).fill(HIS)
    expect(his.page.get_by_role("alert")).to_be_visible()
    his.add_action()
    expect(his.page.get_by_role("alert")).to_be_in_viewport()
    expect(his.text_of(1)).to_have_value(HIS)
    his.page.get_by_role("button", name="Garder le mien").click()
    expect(his.page.get_by_role("alert")).to_have_count(0)
    expect(his.text_of(1)).to_have_value(HIS)


def test_two_people_in_two_fields_both_win(open_page, commune):
    hers, his = two_on_one_objective(open_page, commune)
    hers.write_objective(1, HERS)
    his.objective(1).get_by_text("Lien avec le programme CLE").click()
    with his.page.expect_response(lambda answer: "/objectifs/" in answer.url and answer.ok):
        his.objective(1).get_by_label("Besoin ou ligne du programme CLE servi").fill("Ligne 4")
    his.expect_saved()
    expect(his.text_of(1)).to_have_value(HERS)
    with his.page.expect_response(lambda answer: "/objectifs/" in answer.url and answer.ok):
        his.objective(1).get_by_label("Titre court, pour la page publique").fill("Réunions")
    his.expect_saved()
    hers.page.reload()
    expect(hers.text_of(1)).to_have_value(HERS)
    expect(hers.objective(1).get_by_label("Besoin ou ligne du programme CLE servi")).to_have_value("Ligne 4")


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_second_click_adds_nothing_twice(page, commune, javascript):
    sign_in(page, commune.email)
    page.goto(MINE)
    page.get_by_role("button", name="Commencer une page blanche pour 2027-2028").dblclick()
    editor = Editor(page)
    page.get_by_role("button", name="Ajouter un objectif").dblclick()
    expect(editor.text_of(1)).to_be_visible()
    expect(page.get_by_text("1 objectif, 0 action")).to_be_visible()
    editor.objective(1).get_by_role("button", name="Ajouter une action").dblclick()
    page.get_by_role("link", name="Revenir au plan").click()
    expect(page.get_by_text("1 objectif, 1 action")).to_be_visible()


def test_one_s_own_save_is_nobody_else_s(page, commune):
    """« Terminer » pressed while the page still saves by itself."""
    sign_in(page, commune.email)
    editor = plan_with_objective(page, FIRST)
    editor.add_action()
    for name in ("Formation du personnel", "Locaux", "Matériel"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Terminer").click()
    expect(editor.action(1).locator(".chip:not(.add)")).to_have_text(["Formation du personnel", "Matériel", "Locaux"])
