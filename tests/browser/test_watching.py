"""The watch itself sees: a page without name for its picture, a script refused, a click."""

import pytest

from tests.browser.accessibility import assert_accessible, assert_fits
from tests.browser.counting import Counter
from tests.browser.watch import Watch


def test_axe_names_what_is_wrong(page):
    page.goto("/")
    page.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_page_that_overflows_is_seen(page):
    page.goto("/")
    page.evaluate("() => document.querySelector('h1').style.setProperty('width', '3000px')")
    with pytest.raises(AssertionError, match="déborde"):
        assert_fits(page)


def test_the_content_policy_and_the_console_are_heard(open_page):
    quiet = open_page()
    loud = quiet.context.new_page()
    watch = Watch(loud)
    loud.goto("/")
    watch.check()
    with loud.expect_console_message():
        loud.evaluate("() => document.body.setAttribute('onclick', 'alert(1)')")
    with pytest.raises(AssertionError, match="console"):
        watch.check()


def test_a_journey_is_counted(page):
    counter = Counter(page)
    page.goto("/compte/connexion/")
    with counter.counted(page, "Se connecter", at_most=3) as tally:
        page.get_by_label("Adresse électronique").fill("personne@exemple.test")
        page.get_by_label("Mot de passe", exact=True).fill("un mot de passe quelconque")
        page.get_by_role("button", name="Se connecter", exact=True).click()
    assert (tally.clicks, tally.fields, tally.keys) == (1, 2, 0)
