"""The pages anybody meets first: they answer, at both widths, with and without JavaScript, and axe is content."""

import pytest

from tests.browser.accessibility import assert_accessible, assert_fits
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
PUBLIC = ["/", "/compte/connexion/", "/plans/"]


@EVERYWHERE
@pytest.mark.parametrize("address", PUBLIC)
def test_a_visitor_reads_it(page, address):
    answer = page.goto(address)
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert_fits(page)
    assert_accessible(page)


@EVERYWHERE
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_coordinator_signs_in(page, commune):
    sign_in(page, commune.email)
    assert page.get_by_text("Vous agissez comme").first.is_visible()
