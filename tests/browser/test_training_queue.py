"""The queue of ONE: by keyboard alone, one key and one confirmation a decision; without script; on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from tests.browser import server
from tests.browser.accessibility import check
from tests.browser.people import sign_in

ROOT = Path(__file__).resolve().parents[2]
OFFICER = f"formations.one@{DOMAIN}"
QUEUE = "/formations/file/?mot=kaleidoscope"
MODULE = "Jeux de cour du Kaléidoscope"

# Five modules that wait under an accepted body, and one under a body nobody knows; each test decides its own.
_WRITTEN = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from datetime import date
from preau.operators.models import CareOperator
from preau.training.models import ProgrammeTheme, TrainingProgramme
from tests.staff import made as staff
from tests.training import made
operator = CareOperator.objects.order_by("pk").first()
if not ProgrammeTheme.objects.exists():
    programme = TrainingProgramme.objects.create(title="Programme inventé", valid_from=date(2020, 1, 1))
    ProgrammeTheme.objects.create(programme=programme, number=1, title="Jeux, activités et créativité")
body = made.provider("Institut du Kaléidoscope")
for number in range(6):
    module = made.module(body, f"{MODULE} {{number}}", status="proposed", proposed_for=operator.body.organisation)
    people = [staff.person(operator) for _ in range(6 - number)]
    day = {{date(2026, 3, 2): 6}}
    made.other(operator, people, "Institut du Kaleidoscope", f"{MODULE} {{number}}", day, into=module)
"""


@pytest.fixture
def officer(site, page) -> Page:
    mark = site.data / "queue-written"
    if not mark.exists():
        server.preau(site.data, "shell", "-c", _WRITTEN)
        mark.touch()
    return sign_in(page, OFFICER)


def _open(page: Page, number: int) -> None:
    """Open the card of one of the modules."""
    page.goto(f"{QUEUE}+{number}")
    expect(page.get_by_role("heading", level=2, name=f"{MODULE} {number}")).to_be_visible()


def test_the_queue_is_worked_by_keyboard_alone(officer, counted):
    page = officer
    _open(page, 0)
    with counted("Décider d’une carte de la file", 2):
        page.keyboard.press("a")  # everything is proposed: the confirmation has the focus
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"« {MODULE} 0 » validé")).to_be_visible()
    expect(page.get_by_text("6 personnes, 36 h, 1 opérateur")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("attend de nouveau")).to_be_visible()
    _open(page, 1)
    page.keyboard.press("r")
    page.keyboard.type("Le contenu n’entre")
    page.keyboard.press("Tab")
    page.keyboard.type("Autre public")  # letters are letters in a field, not keys of the queue
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"« {MODULE} 1 » refusé")).to_be_visible()


def test_cards_follow_one_another_and_are_taken(officer):
    page = officer
    page.goto(QUEUE)
    first = page.locator("#h-carte").inner_text()
    page.keyboard.press("j")
    expect(page.locator("#h-carte")).not_to_have_text(first)
    page.keyboard.press("k")
    expect(page.locator("#h-carte")).to_have_text(first)
    page.keyboard.press("i")
    expect(page.get_by_text("Cette carte est à vous.")).to_be_visible()
    page.get_by_role("button", name="Raccourcis du clavier").click()
    page.keyboard.press("j")
    expect(page.locator("#h-carte")).to_have_text(first)
    check(page, "décision")


@pytest.mark.parametrize("javascript", [False], ids=["no-js"])
def test_a_card_is_refused_without_javascript_and_what_is_missing_comes_back(officer):
    page = officer
    _open(page, 2)
    page.locator("summary", has_text="Refuser").click()
    page.get_by_label("Motif").select_option("other")
    page.get_by_role("button", name="Refuser").click()
    expect(page.get_by_role("link", name="Écrivez le motif en quelques mots")).to_be_visible()
    page.get_by_label("Précisez, en quelques mots").fill("Une journée de vacances.")
    page.get_by_role("button", name="Refuser").click()
    expect(page.get_by_text(f"« {MODULE} 2 » refusé")).to_be_visible()


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_the_pages_of_the_queue_have_nothing_to_complain_of(officer):
    for address, title in (
        (QUEUE, "décision"),
        ("/formations/delais/", "Délais de validation"),
        ("/formations/catalogue/", "Catalogue des formations"),
        ("/formations/catalogue/?quoi=modules", "Catalogue des formations"),
        ("/formations/file/attestations/", "Attestations à vérifier"),
    ):
        officer.goto(address)
        check(officer, title)
