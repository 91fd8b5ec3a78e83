"""Where nothing is open, in sentences."""

import pytest

from preau.foundation.territory.models import Municipality
from preau.operators.territory.gaps import at, gaps
from preau.operators.territory.tallies import tallied
from tests.operators.territory.test_tallies import slot

TOWN = Municipality(pk=7, name="Ville inventée")
KINDS = {
    "before_school": ((0, 1, 2, 3, 4), 6 * 60, 9 * 60),
    "after_school": ((0, 1, 3, 4), 15 * 60, 18 * 60),
    "wednesday_afternoon": ((2,), 12 * 60, 18 * 60),
    "short_holidays": (range(5), 7 * 60, 18 * 60),
    "long_holidays": (range(5), 7 * 60, 18 * 60),
}


def open_everywhere(place=1, **fields):
    return [
        slot(place, starts, ends, weekday=day, kind=kind, **fields)
        for kind, (days, starts, ends) in KINDS.items()
        for day in days
    ]


def sentences(slots, weekday=None):
    return [gap.sentence for gap in gaps(tallied(slots), [TOWN], weekday)]


def without(kind, *days):
    return [one for one in open_everywhere() if one.kind != kind or (days and one.weekday not in days)]


def test_open_at_every_hour_for_every_age_there_is_no_gap():
    assert sentences(open_everywhere()) == []


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        (without("after_school"), ["Chaque jour après l’école, rien pour aucun âge à Ville inventée."]),
        (without("after_school", 4), ["Le vendredi après l’école, rien pour aucun âge à Ville inventée."]),
        (
            without("after_school", 0, 4),
            ["Le lundi et le vendredi après l’école, rien pour aucun âge à Ville inventée."],
        ),
        (without("wednesday_afternoon"), ["Le mercredi après-midi, rien pour aucun âge à Ville inventée."]),
        (
            [*without("wednesday_afternoon"), slot(1, 720, 1020, weekday=2, kind="wednesday_afternoon")],
            ["Le mercredi après-midi après 17 h, rien pour aucun âge à Ville inventée."],
        ),
        (
            [*without("wednesday_afternoon"), slot(1, 840, 1080, weekday=2, kind="wednesday_afternoon")],
            ["Le mercredi après-midi avant 14 h, rien pour aucun âge à Ville inventée."],
        ),
        (
            [
                *without("wednesday_afternoon"),
                slot(1, 720, 840, weekday=2, kind="wednesday_afternoon"),
                slot(1, 900, 1080, weekday=2, kind="wednesday_afternoon"),
            ],
            ["Le mercredi après-midi de 14 h à 15 h, rien pour aucun âge à Ville inventée."],
        ),
        (
            [*without("wednesday_afternoon"), slot(1, 720, 1080, 72, 144, weekday=2, kind="wednesday_afternoon")],
            ["Le mercredi après-midi, rien pour les enfants de 2,5 à 6 ans à Ville inventée."],
        ),
        (
            [*without("wednesday_afternoon"), slot(1, 720, 1080, 36, 108, weekday=2, kind="wednesday_afternoon")],
            ["Le mercredi après-midi, rien pour les enfants de 2,5 à 3 ans et 9 à 12 ans à Ville inventée."],
        ),
        (
            [*without("wednesday_afternoon"), slot(1, 720, 1080, None, None, weekday=2, kind="wednesday_afternoon")],
            [
                "Le mercredi après-midi, rien pour aucun âge à Ville inventée. À vérifier : 1 lieu ouvert sans âges "
                "connus, ou pour une partie de ces âges."
            ],
        ),
    ],
)
def test_gaps_in_words(slots, expected):
    assert sentences(slots) == expected


def test_the_gaps_of_one_day():
    assert sentences(without("after_school"), weekday=0) == [
        "Le lundi après l’école, rien pour aucun âge à Ville inventée."
    ]
    assert sentences(without("after_school"), weekday=2) == []


@pytest.mark.parametrize(
    ("name", "expected"), [("Mons", "à Mons"), ("Le Rœulx", "au Rœulx"), ("Les Bons Villers", "aux Bons Villers")]
)
def test_where_a_commune_is(name, expected):
    assert at(name) == expected
