"""A workbook comes in, goes to a colleague, comes back. What is not understood is asked; what is not safe, refused."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check
from tests.browser.editor import MINE, Editor
from tests.browser.people import sign_in
from tests.browser.workbooks import MONS, REFUSED, changed, mons, payload

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
NO_SCRIPT = pytest.mark.parametrize("javascript", [False], ids=["no-js"])
AIM = 5
IMPORT = "/travail/plans/importer/"
FIRST_ACTION = "Coordonner la réalisation de l'état des lieux"


def import_mons(page: Page) -> Editor:
    """Import the workbook of Mons into the commune's own 2020-2021, from the page it is on."""
    page.get_by_role("link", name="Plan d’action", exact=True).click()
    page.get_by_role("link", name="Importer un classeur").click()
    page.get_by_label("Classeur du plan").set_input_files(mons())
    page.get_by_role("button", name="Lire le classeur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tout est compris")
    page.get_by_role("button", name="Créer le plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan d’action 2020-2021")
    return Editor(page)


@EVERYWHERE
def test_the_workbook_of_mons_is_imported(page, commune, counted):
    sign_in(page, commune.email)
    with counted("Importer le classeur de Mons, depuis l’accueil", at_most=AIM):
        editor = import_mons(page)
    expect(page.get_by_text("6 objectifs, 6 actions")).to_be_visible()
    expect(editor.action(1).locator(".chip")).to_have_text(
        ["Mise en œuvre de la coordination", "Développement du secteur", "Partenariat et coordination"]
    )
    check(page)


@EVERYWHERE
@NO_SCRIPT
def test_the_workbook_of_mons_is_imported_without_script(page, commune):
    sign_in(page, commune.email)
    import_mons(page)
    expect(page.get_by_text("6 objectifs, 6 actions")).to_be_visible()


def test_a_second_click_creates_one_plan(page, commune):
    sign_in(page, commune.email)
    page.goto(IMPORT)
    page.get_by_label("Classeur du plan").set_input_files(mons())
    page.get_by_role("button", name="Lire le classeur").dblclick()
    page.get_by_role("button", name="Créer le plan").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan d’action 2020-2021")
    page.goto(MINE)
    expect(page.get_by_role("link", name="2020-2021", exact=True)).to_have_count(1)


@EVERYWHERE
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_what_is_not_understood_is_asked(page, commune, javascript):
    sign_in(page, commune.email)
    page.goto(IMPORT)
    unknown = changed(MONS, {"Formation du personnel": "Zumba du personnel"})
    page.get_by_label("Classeur du plan").set_input_files(payload("plan-2020-2021.xlsx", unknown))
    page.get_by_role("button", name="Lire le classeur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 question avant de créer le plan")
    question = page.get_by_role("group").filter(has_text="Zumba du personnel")
    expect(question).to_be_visible()
    check(page, javascript=javascript)
    question.get_by_label("Formation du personnel").check()
    page.get_by_role("button", name="Répondre et créer le plan").click()
    expect(Editor(page).action(4).locator(".chip").last).to_have_text("Formation du personnel")


@EVERYWHERE
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_what_is_not_safe_is_refused_in_a_sentence(page, commune, javascript):
    sign_in(page, commune.email)
    for name, (content, sentence) in REFUSED.items():
        page.goto(IMPORT)
        page.get_by_label("Classeur du plan").set_input_files(payload(name, content))
        page.get_by_role("button", name="Lire le classeur").click()
        expect(page.get_by_role("alert")).to_contain_text(sentence)
        check(page, javascript=javascript)
    page.goto(IMPORT)
    page.get_by_role("button", name="Lire le classeur").click()
    expect(page.get_by_role("link", name="Choisissez un classeur XLSX ou ODS.")).to_be_visible()


@EVERYWHERE
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_workbook_goes_to_a_colleague_and_comes_back(page, commune, javascript):
    sign_in(page, commune.email)
    editor = import_mons(page)
    with page.expect_download() as sent:
        page.get_by_role("link", name="Envoyer le classeur à un collègue").click()
    back = changed(Path(sent.value.path()), {FIRST_ACTION: "Préparer avec les écoles l'état des lieux"})
    page.get_by_role("link", name="Reprendre le classeur revenu").click()
    page.get_by_label("Classeur du plan").set_input_files(payload("plan revenu.xlsx", back))
    page.get_by_role("button", name="Lire le classeur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que le classeur change")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_role("main")).to_contain_text(FIRST_ACTION)
    expect(page.get_by_role("main")).to_contain_text("Préparer avec les écoles")
    check(page, javascript=javascript)
    page.get_by_role("button", name="Reprendre ce qui est coché").click()
    expect(editor.action(1)).to_contain_text("Préparer avec les écoles")
    editor.toast.get_by_role("button", name="Annuler").click()
    expect(editor.action(1)).to_contain_text("Coordonner la réalisation")


def test_a_question_about_a_workbook_that_came_back_comes_first(page, commune):
    sign_in(page, commune.email)
    editor = import_mons(page)
    back = changed(MONS, {"Formation du personnel": "Zumba du personnel", FIRST_ACTION: "Préparer l'état des lieux"})
    page.get_by_role("link", name="Reprendre le classeur revenu").click()
    page.get_by_label("Classeur du plan").set_input_files(payload("plan revenu.xlsx", back))
    page.get_by_role("button", name="Lire le classeur").click()
    page.get_by_role("group").filter(has_text="Zumba").get_by_label("Locaux").check()
    page.get_by_role("button", name="Répondre").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    page.get_by_role("button", name="Reprendre ce qui est coché").click()
    expect(editor.action(1)).to_contain_text("Préparer l'état des lieux")
    expect(editor.action(4).locator(".chip").last).to_have_text("Locaux")
