"""What is not computed, and why: duties without a day, other times, lengths out of bounds."""

from datetime import timedelta

import pytest

from preau.law.results import CannotCompute, Refused
from preau.law.texts import text
from preau.law.time_limits import Facts, due, limit
from tests.law import slow_counting
from tests.law.asked import day as d


@pytest.mark.parametrize("known", slow_counting.WITHOUT_A_DAY)
def test_a_duty_without_a_day_says_so(known):
    row = limit(known)
    with pytest.raises(CannotCompute) as raised:
        due(row, d("2026-05-01"))
    assert str(raised.value) == f"Impossible à calculer : {row.citation}, ne donne pas de jour. {row.reading}"
    assert raised.value.field == "limit"


@pytest.mark.parametrize(
    ("known", "start", "said"),
    [
        (
            "D10",
            "2003-12-31",
            "art. 7, al. 3, n’est pas connu avant le 1er janvier 2004 ; vous demandez le 31 décembre",
        ),
        ("D01", "2003-12-02", "art. 2, § 1er, n’est pas connu avant le 3 décembre 2003 ; vous demandez le 2 décembre"),
        ("D54", "2026-12-31", "art. 22/7, n’est pas connu avant le 1er janvier 2027 ; vous demandez le 31 décembre"),
        ("T28", "2026-12-10", "art. 22/7, n’est pas connu avant le 1er janvier 2027 ; vous demandez le 10 décembre"),
        ("D50", "2027-01-01", "n’est plus en vigueur le 1er janvier 2027 : ce délai valait jusqu’au 31 décembre 2026."),
        ("D08", "2010-07-27", "n’est plus en vigueur le 27 juillet 2010 : ce délai valait jusqu’au 26 juillet 2010."),
        ("D104", "2025-01-01", "n’est plus en vigueur le 1er mars 2025 : ce délai valait jusqu’au 15 juillet 2024."),
        ("D106", "2024-09-30", "n’est plus en vigueur le 31 octobre 2024 : ce délai valait jusqu’au 15 juillet 2024."),
        ("D31", "2008-09-01", "art. 3/1, n’est pas connu avant le 26 octobre 2009 ; vous demandez le 31 décembre 2008"),
        ("D32", "2008-09-01", "art. 3/2, n’est pas connu avant le 26 octobre 2009 ; vous demandez le 31 décembre 2008"),
        ("D106", "2008-09-30", "art. 11, n’est pas connu avant le 26 octobre 2009 ; vous demandez le 31 octobre 2008"),
        ("D50", "2009-08-05", "n’est pas connu avant le 6 août 2009 ; vous demandez le 5 août 2009"),
        ("D90", "2014-12-31", "art. 27/1, n’est pas connu avant le 1er janvier 2015 ; vous demandez le 31 décembre"),
    ],
)
def test_outside_its_time_a_limit_is_not_computed(known, start, said):
    with pytest.raises(CannotCompute) as raised:
        due(limit(known), d(start))
    assert str(raised.value).startswith(f"Impossible à calculer : {text(limit(known).text).short}, ")
    assert said in str(raised.value)
    assert raised.value.field == "from"


def test_the_regime_of_an_appeal_is_that_of_the_notification():
    late = Facts(notified=d("2026-12-30"))
    assert due(limit("D50"), d("2027-01-04"), late).due == d("2027-01-25")
    assert due(limit("D51"), d("2027-01-20"), late).due == d("2027-05-20")
    with pytest.raises(CannotCompute, match="n’est pas connu avant le 1er janvier 2027"):
        due(limit("D55"), d("2027-01-20"), late)
    with pytest.raises(CannotCompute, match="n’est plus en vigueur le 2 janvier 2027"):
        due(limit("D53"), d("2026-12-31"), Facts(notified=d("2027-01-02")))


def test_an_unknown_school_calendar_stops_the_count():
    with pytest.raises(CannotCompute) as raised:
        due(limit("D54"), d("2029-08-01"))
    assert str(raised.value) == "Impossible à calculer : le calendrier scolaire du 21 août 2029 n’est pas connu."
    assert raised.value.field == "from"


@pytest.mark.parametrize("sittings", [(), ("2027-02-22",), ("2027-02-22", "2027-02-04", "2027-02-22")])
def test_two_sittings_are_needed(sittings):
    with pytest.raises(CannotCompute) as raised:
        due(limit("D13"), d("2027-02-04"), Facts(council=tuple(map(d, sittings))))
    assert str(raised.value) == (
        "Impossible à calculer : donnez les dates des séances du conseil communal après le 4 février 2027."
    )
    assert raised.value.field == "council"


@pytest.mark.parametrize(
    ("known", "length"), [("D60", 60), ("D60", 400), ("D61", 10), ("D61", 75), ("D62", 10), ("D63", 0)]
)
def test_a_length_within_its_bounds(known, length):
    found = due(limit(known), d("2026-03-02"), Facts(length=length))
    assert found.raw == d("2026-03-02") + timedelta(days=length)


@pytest.mark.parametrize(
    ("known", "length", "said"),
    [
        ("D60", 59, "Ce délai ne peut pas être plus court que 60 jours (décret du 3 juillet 2003, art. 28, al. 1er)."),
        ("D61", 9, "Ce délai ne peut pas être plus court que 10 jours (décret du 3 juillet 2003, art. 29, al. 1er)."),
        ("D61", 76, "Ce délai ne peut pas dépasser 75 jours (décret du 3 juillet 2003, art. 29, al. 1er)."),
        ("D62", 9, "Ce délai ne peut pas être plus court que 10 jours (décret du 3 juillet 2003, art. 39, al. 4)."),
        ("D63", -1, "La longueur va de 0 à 36\N{NARROW NO-BREAK SPACE}525 jours calendrier."),
        (
            "D10",
            150,
            "La longueur de ce délai est fixée (décret du 3 juillet 2003, art. 7, al. 3) : retirez « length ».",
        ),
    ],
)
def test_a_length_out_of_its_bounds(known, length, said):
    with pytest.raises(Refused) as raised:
        due(limit(known), d("2026-03-02"), Facts(length=length))
    assert (str(raised.value), raised.value.field) == (said, "length")


@pytest.mark.parametrize("known", slow_counting.SET_BY_ONE)
def test_a_length_that_one_sets_is_asked_for(known):
    with pytest.raises(CannotCompute) as raised:
        due(limit(known), d("2026-03-02"))
    assert str(raised.value) == "Impossible à calculer : l’ONE fixe ce délai. Donnez sa longueur en jours."
    assert raised.value.field == "length"
