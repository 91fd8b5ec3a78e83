"""The components page: every component in every state, in light and dark, at both widths; and the shared script."""

import pytest

from tests.browser.accessibility import assert_accessible, assert_fits

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])


@EVERYWHERE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_can_be_read(page, scheme):
    page.emulate_media(color_scheme=scheme)
    assert page.goto("/composants/").status == 200
    assert_fits(page)
    assert_accessible(page)


def test_the_colours_of_the_reader_are_kept(page):
    page.emulate_media(forced_colors="active")
    page.goto("/composants/")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_what_needs_a_script_is_only_there_with_one(page, javascript):
    page.goto("/composants/")
    assert page.get_by_role("button", name="Imprimer").is_visible() == javascript
    assert page.get_by_role("button", name="Fermer").is_visible() == javascript


def test_a_toast_is_put_away(page):
    page.goto("/composants/")
    page.get_by_role("button", name="Fermer").click()
    assert page.locator(".toast").count() == 0


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_the_table_is_filtered_and_ordered_by_its_address(page):
    page.goto("/composants/")
    page.get_by_label("Province").select_option("Namur")
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_role("link", name="Code NIS").click()
    assert "province=Namur" in page.url
    assert "tri=code" in page.url
    assert page.get_by_text("38 communes").is_visible()
    page.get_by_role("link", name="Page suivante").click()
    assert page.get_by_text("Page 2 sur 8").is_visible()
    page.get_by_role("link", name="Tout montrer").click()
    assert "province" not in page.url
