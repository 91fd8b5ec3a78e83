"""« Mes avis » and « Mon agenda » in a real browser, in both widths and schemes, with and without JavaScript."""

import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import look
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])


@EVERYWHERE
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_an_agenda_is_made_read_and_revoked(page, commune, javascript):
    sign_in(page, commune.email)
    page.goto("/compte/")
    page.get_by_role("link", name="Mon agenda").click()
    page.get_by_role("button", name="Créer une adresse").click()
    expect(page.get_by_role("heading", name="L’adresse de votre agenda")).to_be_visible()
    address = page.locator("input[readonly]").input_value()
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert answer.read().startswith(b"BEGIN:VCALENDAR")
    if javascript:
        look(page)
    page.goto("/compte/agenda/")
    expect(page.get_by_text(re.compile(r"Adresse faite le"))).to_be_visible()
    assert address not in page.content()
    page.get_by_role("button", name=re.compile("Révoquer")).click()
    expect(page.get_by_text("elle n’ouvre plus rien").first).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address, timeout=20)


@EVERYWHERE
def test_the_two_pages_can_be_read_and_used(page, commune):
    sign_in(page, commune.email)
    page.goto("/compte/agenda/")
    look(page)
    page.goto("/compte/")
    page.get_by_role("link", name="Mes avis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes avis")
    look(page)
    one = page.locator("select").first
    one.select_option(label="Dans le résumé du jour")
    page.get_by_role("button", name="Garder ces choix").click()
    expect(page.get_by_text("Choix gardés.")).to_be_visible()
    expect(page.locator("select").first).to_have_value("digest")
