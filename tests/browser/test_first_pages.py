"""The first page of somebody who works here, at both widths, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])


@EVERYWHERE
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_coordinator_signs_in(page, commune):
    sign_in(page, commune.email)
    expect(page.get_by_text("Vous agissez comme").first).to_be_visible()
