"""Folding text, writing dates and numbers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.words import (
    cardinal,
    counted,
    euros,
    fold,
    fold_with_offsets,
    full_date,
    listed,
    long_date,
    number,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Mise en ŒUVRE", "mise en oeuvre"),
        ("L’été à Pâques", "l'ete a paques"),
        ("  Qualité\n des\tservices ", "qualite des services"),
        ("2020–2021…", "2020-2021..."),
        ("", ""),
    ],
)
def test_fold(typed, folded):
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_and_offsets_follow(typed):
    once = fold(typed)
    assert fold(once) == once
    folded, offsets = fold_with_offsets(typed)
    assert folded == once
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert all(0 <= place <= len(typed) for place in offsets)


def test_dates_and_numbers():
    assert full_date(date(2020, 9, 1)) == "1er septembre 2020"
    assert long_date(date(2020, 12, 31)) == "jeudi 31 décembre 2020"
    assert [cardinal(n) for n in (-1, 0, 1, 4, 16, 17)] == ["-1", "zéro", "un", "quatre", "seize", "17"]
    assert [counted(n, "enfant", "enfants") for n in (0, 1, 2, 1939)] == [
        "0 enfant",
        "1 enfant",
        "2 enfants",
        "1\u202f939 enfants",
    ]
    assert counted(-2, "jour", "jours") == "-2 jours"
    assert counted(-1, "jour", "jours") == "-1 jour"
    assert counted(Decimal("1.5"), "heure", "heures") == "1,5 heure"
    assert [number(n) for n in (0, 1234567, Decimal("1234.50"), Decimal("0.4"), Decimal("3"))] == [
        "0",
        "1\u202f234\u202f567",
        "1\u202f234,50",
        "0,4",
        "3",
    ]
    assert [euros(Decimal(n)) for n in ("63867", "0.4", "2516.125")] == [
        "63\u202f867,00\u00a0€",
        "0,40\u00a0€",
        "2\u202f516,12\u00a0€",
    ]
    assert [listed(items) for items in ([], ["1"], ["ab"], ["1", "2"], ["1", "2", "3"])] == [
        "",
        "1",
        "ab",
        "1 et 2",
        "1, 2 et 3",
    ]
