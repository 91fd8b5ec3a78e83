"""The search box: half a word, a typing error, an acronym, the words in another order."""

import pytest

from preau.training.matching import suggest
from tests.training.matching.made import CATALOGUE


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("secours ped", "secours"),
        ("scours pediatrique", "secours"),
        ("caravane recyclage", "recyclage"),
        ("lcb", "secours"),
        ("observer 2", "deux"),
        ("valbrun psycho", "psycho"),
        ("psychomotricité hautcourt", "psycho-h"),
        ("faj conflits", "conflits-faj"),
        ("jeunesse en action groupe", "groupe"),
        ("disputes", "conflits"),
        ("marnelle", "secours"),
        ("comptine conte", "contes"),
    ],
)
def test_the_first_suggestion(words, first):
    assert next(one.module for one in suggest(CATALOGUE, words) if one.module) == first


@pytest.mark.parametrize("words", ["", "  ", "de la", "zzzz yyyy"])
def test_nothing_is_suggested_for_nothing(words):
    assert suggest(CATALOGUE, words) == []


def test_at_most_as_many_as_asked():
    assert len(suggest(CATALOGUE, "gestion observer accueil secours", 3)) <= 3
