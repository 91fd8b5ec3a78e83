"""The editor of a draft, as somebody finds her way in it: by the words on the page."""

import re

from playwright.sync_api import Locator, Page, expect

NEXT_YEAR = 2027  # the coming school year, on the day the browser tests hold
MINE = "/travail/plans/"
SAVED = re.compile(r"Enregistré à \d+\sh\s\d\d")


class Editor:
    """A draft open in `page`. Numbers are those people read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.status = page.locator("#enregistrement")
        self.coverage = page.locator("#couverture")
        self.lacks = page.locator("#etat")
        self.toast = page.locator(".toast")

    def objective(self, number: int) -> Locator:
        """The card of an objective."""
        return self.page.locator("section.obj", has=self.text_of(number))

    def text_of(self, number: int) -> Locator:
        return self.page.get_by_role("textbox", name=f"Objectif {number}", exact=True)

    def advice_on(self, number: int) -> Locator:
        return self.objective(number).locator(".advice")

    def action(self, number: int) -> Locator:
        """The card of an action."""
        return self.page.locator(".act", has=self.page.get_by_role("heading", name=re.compile(rf"^Action {number}\b")))

    def add_objective(self) -> None:
        self.page.get_by_role("button", name="Ajouter un objectif").click()

    def add_action(self, objective: int = 1) -> None:
        self.objective(objective).get_by_role("button", name="Ajouter une action").click()

    def save_objective(self, number: int) -> None:
        """Press the button that stands there without JavaScript."""
        self.objective(number).get_by_role("button", name="Enregistrer l’objectif").click()

    def expect_saved(self) -> None:
        expect(self.status).to_have_text(SAVED)

    def write_objective(self, number: int, text: str, javascript: bool = True) -> None:
        """Write an objective and see it saved: by itself, or with the button."""
        if javascript:
            with self.page.expect_response(lambda answer: "/objectifs/" in answer.url and answer.ok):
                self.text_of(number).fill(text)
        else:
            self.text_of(number).fill(text)
            self.save_objective(number)
        self.expect_saved()


def blank_plan(page: Page, year: int = NEXT_YEAR) -> Editor:
    """Start an empty plan from the page of one's plans, and land in its editor."""
    page.goto(MINE)
    page.get_by_role("button", name=f"Commencer une page blanche pour {year}-{year + 1}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{year}-{year + 1}")
    return Editor(page)


def plan_with_objective(page: Page, text: str = "", javascript: bool = True) -> Editor:
    """Start an empty plan and add its first objective, written when `text` is given."""
    editor = blank_plan(page)
    editor.add_objective()
    expect(editor.text_of(1)).to_be_visible()
    if text:
        editor.write_objective(1, text, javascript)
    return editor
