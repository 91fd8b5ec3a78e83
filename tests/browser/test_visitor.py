"""Somebody without an account: finds the plan of a commune by a word, reads it, takes its files."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
STARTS = {"PDF, à imprimer": b"%PDF-", "Tableur (XLSX)": b"PK\x03\x04", "Données (JSON)": b"{"}


@EVERYWHERE
@BOTH
def test_a_plan_is_found_by_a_word_and_its_files_taken(page, javascript):
    page.goto("/")
    page.get_by_label("Une commune, un sujet").fill("Mons handicap")
    page.get_by_role("button", name="Chercher dans les plans").click()
    found = page.get_by_role("row").filter(has=page.get_by_role("link", name="Mons, 2020-2021"))
    expect(found).to_be_visible()
    check(page, javascript=javascript)
    page.get_by_role("link", name="Mons, 2020-2021").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mons, 2020-2021")
    for name, start in STARTS.items():
        with page.expect_download() as taken:
            page.get_by_role("link", name=name).click()
        with open(taken.value.path(), "rb") as file:
            assert file.read(8).startswith(start)
        assert "mons-2020-2021" in taken.value.suggested_filename


@BOTH
def test_a_word_nobody_wrote_leads_somewhere(page):
    page.goto("/plans/?q=hippopotame")
    expect(page.get_by_role("heading", name="Aucun plan ne répond à cette recherche")).to_be_visible()
    page.get_by_role("link", name="Voir tous les plans").click()
    expect(page.get_by_role("row").nth(1)).to_be_visible()
