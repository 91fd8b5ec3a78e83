"""The advice measured on objectives labelled by hand; the floors are what was truly measured, rounded down."""

import pytest

from preau.law.smart import CODES
from scripts.law_pages.smart import HALVES, collection, measure

# code: (precision, recall) at least
FLOORS = {
    "untouched": {
        "vague": (1.0, 0.93),
        "no_result": (1.0, 0.97),
        "no_period": (1.0, 1.0),
        "outside_year": (1.0, 1.0),
        "two_objectives": (1.0, 0.88),
        "several_owners": (1.0, 1.0),
        "too_long": (1.0, 1.0),
    },
    "later": {
        "vague": (1.0, 0.80),
        "no_result": (0.85, 0.94),
        "no_period": (1.0, 1.0),
        "outside_year": (1.0, 1.0),
        "two_objectives": (1.0, 1.0),
        "several_owners": (1.0, 1.0),
        "too_long": (1.0, 1.0),
    },
    "last": {
        "vague": (0.9, 0.52),
        "no_result": (0.78, 0.94),
        "no_period": (0.94, 1.0),
        "outside_year": (1.0, 1.0),
        "two_objectives": (1.0, 0.8),
        "several_owners": (1.0, 1.0),
        "too_long": (1.0, 1.0),
    },
}


@pytest.mark.parametrize("half", FLOORS)
def test_precision_and_recall_do_not_fall(half):
    figures = measure(half)
    for code, (precision, recall) in FLOORS[half].items():
        assert figures[code].precision >= precision, code
        assert figures[code].recall >= recall, code


def test_the_collection_is_whole():
    objectives = collection()["objectives"]
    assert len({one["text"] for one in objectives}) == len(objectives) >= 156
    assert {one["half"] for one in objectives} == set(HALVES)
    assert sum(one["half"] == "published" for one in objectives) == 6
    assert sum(one["half"] in ("untouched", "later", "last") for one in objectives) * 2 >= len(objectives)
    for one in objectives:
        assert set(one["codes"]) <= set(CODES) - {"empty"}
        assert len(set(one["codes"])) == len(one["codes"])
