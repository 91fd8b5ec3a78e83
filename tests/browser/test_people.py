"""Who acts: an invitation from its message to a first reading, the switcher between mandates, an officer's codes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from preau.foundation.accounts.demonstration import DOMAIN, PASSWORD, SEVERAL
from tests.browser import server
from tests.browser.accessibility import assert_accessible, assert_fits, check
from tests.browser.editor import MINE, plan_with_objective
from tests.browser.people import add_second_factor, give_demonstration_code, sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
OFFICER = f"agrement.one@{DOMAIN}"


def link_sent_to(address: str, data: Path) -> str:
    """Let the worker send what waits; return the path that the message to `address` leads to."""
    server.preau(data, "db-worker", "--batch", "--queue-name", "*")
    letters = [file.read_text(encoding="utf-8") for file in sorted((data / "courrier").iterdir())]
    letter = next(text for text in letters if f"To: {address}" in text)
    return re.search(r"https?://[^/\s]+(/compte/invitation/\S+)", letter)[1]


@EVERYWHERE
@BOTH
def test_somebody_invited_sets_a_password_and_reads_the_draft(page, open_page, commune, site, device, javascript):
    sign_in(page, commune.email)
    plan_with_objective(page, "En 2027-2028, former 12 accueillantes", javascript)
    page.get_by_role("link", name="Personnes et accès").click()
    page.get_by_role("link", name="Inviter une personne").click()
    add_second_factor(page)
    invited = f"membre.{commune.slug}.{device}@exemple.test"
    page.get_by_label("Adresse électronique").fill(invited)
    page.get_by_label("Rôle").select_option(label="Membre de la CCA")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.get_by_role("main")).to_contain_text(invited)
    assert_fits(page)

    member = open_page()
    member.goto(link_sent_to(invited, site.data))
    member.get_by_label("Prénom et nom").fill("Camille Cerceau")
    member.get_by_label("Mot de passe", exact=True).fill("une comptine sous la pluie")
    check(member, javascript=javascript)
    member.get_by_role("button", name="Ouvrir mon compte").click()
    expect(member.get_by_text("Vous agissez comme").first).to_be_visible()
    member.goto(MINE)
    member.get_by_role("link", name="2027-2028", exact=True).click()
    expect(member.get_by_text("En 2027-2028, former 12 accueillantes")).to_be_visible()
    expect(member.get_by_text("La coordination ATL et la présidence de la CCA rédigent le plan")).to_be_visible()
    expect(member.get_by_role("link", name="Modifier")).to_have_count(0)
    check(member, javascript=javascript)


@EVERYWHERE
@BOTH
def test_a_person_with_several_mandates_says_as_whom_she_acts(page, javascript):
    sign_in(page, f"{SEVERAL}@{DOMAIN}")
    switcher = page.locator("details.acting")
    for organisation, role in (("Commune de Mons", "Membre de la CCA"), ("Commune de Jurbise", "Coordination ATL")):
        switcher.locator("summary").click()
        check(page, javascript=javascript)
        switcher.get_by_role("button", name=organisation).click()
        expect(switcher.locator("summary")).to_contain_text(organisation)
        expect(switcher.locator("summary")).to_contain_text(role)


def test_an_officer_signs_in_with_a_code(page):
    page.goto("/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(OFFICER)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Donnez votre second facteur")
    check(page)
    give_demonstration_code(page)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.get_by_text("Vous agissez comme")).to_be_visible()
    assert_accessible(page)
