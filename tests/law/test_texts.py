"""The legal texts known."""

from datetime import date

import pytest

from preau.law.texts import TEXT_IDS, text, texts


def test_every_text_has_its_title_and_says_how_it_is_known():
    assert [one.id for one in texts()] == list(TEXT_IDS)
    for one in texts():
        assert one.title
        assert one.known_as


def test_an_unknown_date_or_address_is_none():
    guide = text("guide")
    assert (guide.address, guide.dated, guide.number) == (None, None, None)


def test_citing():
    assert text("order").cite("art. 3/1") == "arrêté du 3 décembre 2003, art. 3/1"
    assert text("guide").cite("") == "guide de l’ONE sur le plan d’action annuel"


def test_changes_known_on_a_day():
    acts = [version.act for version in text("decree").changes_until(date(2009, 8, 6))]
    assert acts == ["décret du 1er juillet 2005", "décret du 26 mars 2009"]
    assert all(version.in_force for version in text("order").changes_until(date(2030, 1, 1)))


@pytest.mark.parametrize("unknown", ["", "loi"])
def test_an_unknown_text(unknown):
    with pytest.raises(FileNotFoundError):
        text(unknown)
