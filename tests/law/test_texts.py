"""The legal texts known."""

from datetime import date

import pytest

from preau.law.texts import TEXT_IDS, text, texts

pytestmark = pytest.mark.usefixtures("anew")


def test_every_text_has_its_title_and_says_how_it_is_known():
    assert [one.id for one in texts()] == list(TEXT_IDS)
    for one in texts():
        assert one.title
        assert one.known_as


def test_the_dates_of_a_text():
    decree = text("decree")
    assert (decree.dated, decree.published, decree.consolidated_to) == (
        date(2003, 7, 3),
        date(2003, 8, 19),
        date(2024, 6, 21),
    )
    assert decree.number == "2003029415"


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


@pytest.mark.parametrize(
    ("text_id", "eve", "day", "act"),
    [
        ("decree", "2005-09-11", "2005-09-12", "décret du 1er juillet 2005"),
        ("decree", "2014-12-31", "2015-01-01", "décret du 26 mars 2009"),
        ("decree", "2021-04-01", "2021-04-02", "décret du 11 mars 2021"),
        ("decree", "2026-12-31", "2027-01-01", "décret du 18 avril 2024 réformant la gouvernance de l’ONE"),
        ("order", "2017-12-31", "2018-01-01", "arrêté du 20 décembre 2017"),
        ("edd_decree", "2013-08-31", "2013-09-01", "décret du 23 mai 2013"),
        ("edd_decree", "2014-08-31", "2014-09-01", "décret du 23 mai 2013"),
        ("edd_decree", "2022-11-14", "2022-11-15", "décret du 14 décembre 2022"),
        ("edd_order", "2015-03-07", "2015-03-08", "arrêté du 17 décembre 2014"),
        ("edd_order", "2022-12-31", "2023-01-01", "arrêté du 27 octobre 2022"),
        ("one_decree", "2026-12-31", "2027-01-01", "décret du 18 avril 2024"),
        ("governance_decree", "2024-07-15", "2024-07-16", "décret du 18 avril 2024"),
        ("data_decree", "2024-03-15", "2024-03-16", "décret du 1er février 2024"),
    ],
)
def test_a_change_counts_from_its_day_of_effect(text_id, eve, day, act):
    known = text(text_id)
    before = known.changes_until(date.fromisoformat(eve))
    after = known.changes_until(date.fromisoformat(day))
    assert after[:-1] == before
    assert (after[-1].act, after[-1].in_force) == (act, date.fromisoformat(day))


@pytest.mark.parametrize("known", texts(), ids=lambda known: known.id)
def test_the_changes_of_a_text_are_in_order_and_say_what_they_change(known):
    days = [version.in_force for version in known.versions if version.in_force]
    assert days == sorted(days)
    assert all(version.act and version.what for version in known.versions)


def test_how_many_changes_are_known():
    counts = {known.id: len(known.versions) for known in texts()}
    assert counts == {
        "decree": 12,
        "order": 12,
        "guide": 0,
        "one_decree": 3,
        "governance_decree": 3,
        "edd_decree": 11,
        "edd_order": 7,
        "data_decree": 1,
        "holidays_order": 0,
        "practice": 0,
    }


@pytest.mark.parametrize("unknown", ["", "loi"])
def test_an_unknown_text(unknown):
    with pytest.raises(FileNotFoundError):
        text(unknown)
