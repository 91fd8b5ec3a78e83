"""Somebody nothing reaches consents on paper: printed by the secretary, given in by who signs, confirmed by ONE."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from tests.browser import server
from tests.browser.accessibility import check
from tests.browser.people import add_second_factor, sign_in
from tests.documents.made_papers import pdf

ROOT = Path(__file__).resolve().parents[2]
PAPER = {"name": "accord.pdf", "mimeType": "application/pdf", "buffer": pdf()}

# Known with a title and no address, and no house that ever employed her: ONE is asked at once.
_ASKED = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from datetime import date
from django.db import transaction
from preau.foundation import clock
from preau.foundation.accounts.models import Mandate
from preau.staff.models import StaffPerson
from preau.staff.moving import acts
from tests.factories import actor_for
held = Mandate.objects.get(person__email="secretariat.marronniers@{DOMAIN}")
person = StaffPerson.objects.create(given_name="Nova", family_name={{name!r}}, birth_date=date(1990, 1, 1),
                                    created_at=clock.now(), updated_at=clock.now())
with transaction.atomic():
    acts.ask_consent(actor_for(held, clock.now()), held.organisation, person, date(2026, 9, 1), "care_worker")
"""


def strongly(page: Page) -> None:
    """Set up a second factor where it is asked for; who gave one at sign-in is asked nothing more."""
    if page.get_by_role("link", name="Confirmer que c’est moi").count():
        page.get_by_role("link", name="Confirmer que c’est moi").click()
        add_second_factor(page)


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_paper_is_given_in_then_confirmed_by_one(site, open_page, device):
    name = f"Papillon {device}"
    server.preau(site.data, "shell", "-v0", "-c", _ASKED.format(name=name))
    secretary, director, officer = open_page(), open_page(), open_page()
    sign_in(secretary, f"secretariat.marronniers@{DOMAIN}").goto("/equipe/")
    secretary.get_by_role("link", name=f"Elle ne peut pas répondre en ligne ? : Nova {name}").click()
    check(secretary, "sur papier")
    expect(secretary.locator("input[type=file]")).to_have_count(0)

    sign_in(director, f"direction.marronniers@{DOMAIN}").goto(secretary.url)
    strongly(director)
    director.get_by_label("Signé le").fill("2026-11-20")
    director.locator("input[type=file]").set_input_files(PAPER)
    director.get_by_role("button", name="Déposer le papier signé").click()
    expect(director.get_by_role("heading", name="Il y a une chose à corriger")).to_be_visible()
    check(director)
    director.locator("input[type=file]").set_input_files(PAPER)
    director.get_by_role("checkbox", name="J’atteste").check()
    director.get_by_role("button", name="Déposer le papier signé").dblclick()
    expect(director.get_by_text("Le papier est déposé")).to_be_visible()

    sign_in(officer, f"agrement.one@{DOMAIN}").goto("/")
    officer.get_by_role("link", name=name).click()
    check(officer, "L’accord de")
    strongly(officer)
    check(officer, "L’accord de")
    officer.get_by_role("radio", name="Oui").check()
    officer.get_by_role("button", name="Répondre").click()
    expect(officer.get_by_text("L’accord est confirmé")).to_be_visible()
    secretary.goto("/equipe/")
    expect(secretary.get_by_role("link", name=f"Nova {name}")).to_be_visible()
