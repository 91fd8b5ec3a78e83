"""Ages and coordinates, as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.operators.places.reading import age_words, ages_words, coordinates_of, months_of


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("2 ans et demi", 30),
        ("deux ans et demi", 30),
        ("2,5", 30),
        ("2.5 ans", 30),
        ("2 1/2", 30),
        ("2½", 30),
        ("2 ans 1/2", 30),
        ("2 ans et 6 mois", 30),
        ("30 mois", 30),
        ("30", 30),
        ("dès 3 ans", 36),
        ("12 ans", 144),
        ("12", 144),
        ("Douze ans", 144),
        ("jusqu’à 12 ans", 144),
        ("18", 216),
        ("19", 19),
        ("1 an", 12),
    ],
)
def test_an_age_is_understood(written, months):
    assert months_of(written) == months


@pytest.mark.parametrize("written", ["", "petits", "2,5 mois", "-3", "19 ans", "2 ans et", "12 ans 3", "999", "٣ ans"])
def test_another_thing_is_no_age(written):
    with pytest.raises(ValueError):
        months_of(written)


@given(st.integers(0, 216))
def test_an_age_written_is_read_back(months):
    assert months_of(age_words(months)) == months


def test_both_ages_in_words():
    assert ages_words(30, 144) == "de 2 ans et demi à 12 ans"
    assert (ages_words(36, None), ages_words(None, 72), ages_words(None, None)) == ("dès 3 ans", "jusqu’à 6 ans", "")


@pytest.mark.parametrize(
    "written",
    [
        "50,454; 3,952",
        "50.454, 3.952",
        "50,454, 3,952",
        "50.454 3.952",
        "3.952; 50.454",
        "geo:50.454,3.952",
        "https://carte.test/@50.454,3.952,17z",
        "https://carte.test/#map=17/50.454/3.952",
        "https://carte.test/?mlat=50.4540&mlon=3.9520#map=12/50.40/3.90",
        "  50.45400000001, 3.95200000001 ",
    ],
)
def test_a_point_is_understood(written):
    assert coordinates_of(written) == (Decimal("50.45400"), Decimal("3.95200"))


@pytest.mark.parametrize("written", ["", "50.454", "48.85, 2.35", "50,454", "rue 12, 7000 Mons", "1.5.2, 3.4"])
def test_another_thing_is_no_point(written):
    with pytest.raises(ValueError):
        coordinates_of(written)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(written):
    for read in (months_of, coordinates_of):
        try:
            read(written)
        except ValueError:
            continue
