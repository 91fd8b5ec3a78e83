"""The components page: every component in every state, in light and dark, at both widths; and the shared script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible, check

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])


@EVERYWHERE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_can_be_read(page, scheme):
    page.emulate_media(color_scheme=scheme)
    assert page.goto("/composants/").status == 200
    check(page)


def test_the_colours_of_the_reader_are_kept(page):
    page.emulate_media(forced_colors="active")
    page.goto("/composants/")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_what_needs_a_script_is_only_there_with_one(page, javascript):
    page.goto("/composants/")
    for name in ("Imprimer", "Fermer"):
        expect(page.get_by_role("button", name=name)).to_be_visible(visible=javascript)


def test_a_toast_is_put_away(page):
    page.goto("/composants/")
    page.get_by_role("button", name="Fermer").click()
    expect(page.locator(".toast")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_the_table_is_filtered_and_ordered_by_its_address(page):
    page.goto("/composants/")
    page.get_by_label("Province").select_option("Namur")
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_role("link", name="Code NIS").click()
    expect(page).to_have_url(re.compile("province=Namur.*tri=code|tri=code.*province=Namur"))
    expect(page.get_by_text("38 communes")).to_be_visible()
    page.get_by_role("link", name="Page suivante").click()
    expect(page.get_by_text("Page 2 sur 8")).to_be_visible()
    page.get_by_role("link", name="Tout montrer").click()
    expect(page).not_to_have_url(re.compile("province"))


def graft(page, html):
    """Put a fragment that uses htmx into the page."""
    page.evaluate(
        "html => { const main = document.querySelector('main'); main.insertAdjacentHTML('afterbegin', html);"
        " htmx.process(main); }",
        html,
    )


def test_what_to_correct_takes_the_focus_when_htmx_brings_it(page):
    page.goto("/composants/")
    graft(
        page, '<div id="cible"></div><button hx-get="/composants/" hx-select=".errors" hx-target="#cible">Voir</button>'
    )
    page.get_by_role("button", name="Voir").click()
    expect(page.locator("#cible .errors:focus, #cible .errors :focus").first).to_be_focused()


def test_a_form_that_cannot_be_sent_says_so_and_keeps_its_text(page):
    page.goto("/composants/")
    graft(page, '<form hx-post="/nulle-part/"><input name="mot" aria-label="Mot"><button>Envoyer</button></form>')
    page.get_by_label("Mot").fill("pas perdu")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#notices").get_by_text("Votre texte est encore à l’écran")).to_be_visible()
    expect(page.get_by_label("Mot")).to_have_value("pas perdu")
