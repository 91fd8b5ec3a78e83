"""Writing the plan: objectives with advice, saves by itself; actions, chips, what the plan touches and still lacks."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check
from tests.browser.editor import Editor, plan_with_objective
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
VAGUE = "Améliorer la qualité de l’accueil"
SMART = "De septembre 2027 à juin 2028, la coordination ATL réunira 12 responsables de projet au moins trois fois."
AIM_ACTION = 6


@EVERYWHERE
def test_an_objective_is_advised_while_typing_and_saves_itself(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page)
    expect(editor.text_of(1)).to_be_focused()
    editor.text_of(1).press_sequentially(VAGUE)
    expect(editor.advice_on(1)).to_contain_text("C’est un conseil : il n’empêche pas de soumettre.")
    editor.expect_saved()
    check(page)
    editor.write_objective(1, SMART)
    expect(editor.advice_on(1).locator("li.on")).to_have_count(3)  # the two others are for the CCA
    expect(editor.advice_on(1)).not_to_contain_text("C’est un conseil")
    page.reload()
    expect(editor.text_of(1)).to_have_value(SMART)


@EVERYWHERE
@pytest.mark.parametrize("javascript", [False], ids=["no-js"])
def test_an_objective_is_saved_by_its_button(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, VAGUE, javascript=False)
    expect(editor.advice_on(1)).to_contain_text("C’est un conseil")
    editor.write_objective(1, SMART, javascript=False)
    expect(editor.text_of(1)).to_have_value(SMART)
    expect(editor.advice_on(1)).not_to_contain_text("C’est un conseil")


def describe(editor: Editor, text: str) -> None:
    """Add an action to objective 1 and fill in what annex 4 asks: its words, an axis, an aspect."""
    page = editor.page
    editor.add_action()
    page.get_by_role("textbox", name="Ce qui sera fait").fill(text)
    page.get_by_role("checkbox", name="La mise en œuvre du dispositif de coordination").check()
    page.get_by_role("checkbox", name="Formation du personnel").check()
    page.get_by_role("button", name="Terminer").click()


def expect_complete(editor: Editor, text: str) -> None:
    expect(editor.action(1)).to_contain_text(text)
    expect(editor.action(1).locator(".chip")).to_have_text(
        ["Mise en œuvre de la coordination", "Formation du personnel"]
    )
    expect(editor.coverage).to_contain_text("1 aspect sur 13")
    expect(editor.lacks.get_by_role("heading")).to_have_text("L’annexe 4 est complète")


@EVERYWHERE
def test_an_action_completes_annex_4(page, commune, counted):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, SMART)
    expect(editor.coverage).to_contain_text("0 aspect sur 13")
    expect(editor.lacks).to_contain_text("Ajoutez au moins une action")
    with counted("Ajouter une action", at_most=AIM_ACTION):
        describe(editor, "Inviter les responsables de projet")
        expect_complete(editor, "Inviter les responsables de projet")
    check(page)


@pytest.mark.parametrize("javascript", [False], ids=["no-js"])
@EVERYWHERE
def test_an_action_completes_annex_4_without_script(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, SMART, javascript=False)
    describe(editor, "Inviter les responsables de projet")
    expect_complete(editor, "Inviter les responsables de projet")


def test_what_is_missing_leads_to_where_it_is_mended(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, SMART)
    editor.add_action()
    expect(page.get_by_role("heading", level=1)).to_have_text("Action 1")
    page.get_by_role("link", name="Revenir au plan").click()
    editor.lacks.get_by_role("link", name="Choisissez au moins un aspect de l’accueil pour l’action 1.").click()
    expect(page.get_by_role("checkbox", name="Formation du personnel")).to_be_visible()


def test_bullets_typed_in_a_text_are_a_list(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, SMART)
    describe(editor, "Pour commencer :\n- écrire aux écoles\n- réserver la salle")
    expect(editor.action(1).locator("ul.bul > li")).to_have_text(["écrire aux écoles", "réserver la salle"])


def test_the_comment_of_the_cca_and_the_link_with_the_programme_are_kept(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, SMART)
    editor.objective(1).get_by_text("Lien avec le programme CLE").click()
    with page.expect_response(lambda answer: "/objectifs/" in answer.url and answer.ok):
        editor.objective(1).get_by_label("Besoin ou ligne du programme CLE servi").fill("Ligne 4 du programme")
    with page.expect_response(lambda answer: "/commentaire/" in answer.url and answer.ok):
        page.get_by_label("Commentaire libre de la CCA").fill("La CCA retrouve ici ses priorités.")
    page.get_by_role("link", name="Vue à imprimer").click()
    expect(page.get_by_text("Ligne 4 du programme")).to_be_visible()
    expect(page.get_by_text("La CCA retrouve ici ses priorités.")).to_be_visible()
    check(page)


def test_nothing_is_lost_when_the_network_goes(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, SMART)
    page.context.set_offline(True)
    editor.text_of(1).fill(SMART + " Malgré le vent.")
    expect(editor.status).to_have_text("Pas enregistré : pas de réseau. Votre texte reste ici.")
    expect(editor.text_of(1)).to_have_value(SMART + " Malgré le vent.")
    page.context.set_offline(False)
    editor.expect_saved()
    page.reload()
    expect(editor.text_of(1)).to_have_value(SMART + " Malgré le vent.")


def test_what_was_just_typed_is_saved_on_the_way_out(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, SMART)
    editor.text_of(1).fill("Tapé juste avant de partir")
    page.get_by_role("link", name="Vue à imprimer").click()
    expect(page.get_by_role("article").first).to_contain_text("Tapé juste avant de partir")
    page.get_by_role("link", name="Modifier").click()
    editor.text_of(1).fill("Tapé juste avant d’ajouter une action")
    editor.add_action()
    page.get_by_role("link", name="Revenir au plan").click()
    expect(editor.text_of(1)).to_have_value("Tapé juste avant d’ajouter une action")
