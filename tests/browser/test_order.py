"""Putting objectives in order: by dragging, by keys, by buttons; and a whole plan written with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.arrival import press
from tests.browser.editor import MINE, Editor, blank_plan
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
TEXTS = ("Premier, en 2027", "Deuxième, en 2027", "Troisième, en 2027")


def three_objectives(page, javascript: bool = True) -> Editor:
    editor = blank_plan(page)
    for number, text in enumerate(TEXTS, start=1):
        editor.add_objective()
        editor.write_objective(number, text, javascript)
    return editor


def expect_order(editor: Editor, *order: int) -> None:
    for number, place in enumerate(order, start=1):
        expect(editor.text_of(number)).to_have_value(TEXTS[place - 1])


def test_an_objective_is_dragged_by_its_number(page, commune):
    sign_in(page, commune.email)
    editor = three_objectives(page)
    editor.text_of(1).focus()  # both are then in the window
    editor.objective(2).locator("[data-handle]").first.drag_to(editor.text_of(1), steps=10)
    expect_order(editor, 2, 1, 3)
    editor.toast.get_by_role("button", name="Annuler").click()
    expect_order(editor, 1, 2, 3)


def test_an_objective_moves_with_the_arrows(page, commune):
    sign_in(page, commune.email)
    editor = three_objectives(page)
    editor.text_of(1).focus()
    press(page, "Alt+ArrowDown")
    expect_order(editor, 2, 1, 3)
    expect(editor.text_of(2)).to_be_focused()
    press(page, "Alt+ArrowDown")
    expect_order(editor, 2, 3, 1)
    expect(editor.text_of(3)).to_be_focused()
    press(page, "Alt+ArrowUp")
    expect_order(editor, 2, 1, 3)


@EVERYWHERE
@pytest.mark.parametrize("javascript", [False], ids=["no-js"])
def test_an_objective_moves_with_buttons(page, commune):
    sign_in(page, commune.email)
    editor = three_objectives(page, javascript=False)
    expect(editor.objective(1).get_by_role("button", name="Monter")).to_be_disabled()
    editor.objective(3).get_by_role("button", name="Monter l’objectif 3").click()
    expect_order(editor, 1, 3, 2)
    editor.objective(1).get_by_role("button", name="Descendre l’objectif 1").click()
    expect_order(editor, 3, 1, 2)
    editor.objective(2).get_by_role("button", name="Retirer l’objectif 2").click()
    expect_order(editor, 3, 2)
    editor.toast.get_by_role("button", name="Annuler").click()
    expect_order(editor, 3, 1, 2)


def tab_to(page, what) -> None:
    """Press Tab until `what` has the focus, as somebody without a mouse does."""
    for _ in range(150):
        if what.evaluate("element => element === document.activeElement"):
            return
        press(page, "Tab")
    raise AssertionError(f"Tab ne mène pas à {what}")


def test_a_plan_is_written_with_the_keyboard_alone(page, commune):
    sign_in(page, commune.email)
    page.goto(MINE)
    tab_to(page, page.get_by_role("button", name="Commencer une page blanche pour 2027-2028"))
    press(page, "Enter")
    editor = Editor(page)
    expect(page.get_by_role("heading", name="Pas encore d’objectif")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Ajouter un objectif"))
    press(page, "Enter")
    tab_to(page, editor.text_of(1))
    page.keyboard.type("En 2027-2028, la coordination ATL formera 12 accueillantes.")
    editor.expect_saved()
    tab_to(page, editor.objective(1).get_by_role("button", name="Ajouter une action"))
    press(page, "Enter")
    text = page.get_by_role("textbox", name="Ce qui sera fait")
    expect(text).to_be_visible()
    tab_to(page, text)
    page.keyboard.type("Deux journées de formation")
    for name in ("La mise en œuvre du dispositif de coordination", "Formation du personnel"):
        tab_to(page, page.get_by_role("checkbox", name=name))
        press(page, "Space")
    tab_to(page, page.get_by_role("button", name="Terminer"))
    press(page, "Enter")
    expect(editor.lacks.get_by_role("heading")).to_have_text("L’annexe 4 est complète")


def test_keys_add_an_objective_and_an_action(page, commune):
    sign_in(page, commune.email)
    editor = blank_plan(page)
    press(page, "Alt+o")
    expect(editor.text_of(1)).to_be_visible()
    editor.text_of(1).focus()
    press(page, "Alt+a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Action 1")
