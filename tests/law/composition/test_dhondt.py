"""D'Hondt: classic sharings computed by hand, ties left open, and what must hold for any votes."""

from fractions import Fraction
from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.composition.dhondt import Award, Claim, DhondtQuestion, dhondt, quotient, shared
from tests.law.asked import example_of, refused, replied

VOTES = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 5000), min_size=1)


def ask(votes, seats, **more):
    claims = [{"id": name, "votes": count} for name, count in votes.items()]
    return replied("dhondt", {"seats": seats, "claims": claims, **more})


@pytest.mark.parametrize(
    ("votes", "seats", "won"),
    [
        ({"A": 100, "B": 80, "C": 30, "D": 20}, 8, {"A": 4, "B": 3, "C": 1, "D": 0}),
        ({"A": 340_000, "B": 280_000, "C": 160_000, "D": 60_000}, 7, {"A": 3, "B": 3, "C": 1, "D": 0}),
        ({"A": 53_000, "B": 24_000, "C": 23_000}, 7, {"A": 4, "B": 2, "C": 1}),
        ({"A": 416, "B": 338, "C": 246}, 5, {"A": 2, "B": 2, "C": 1}),
        ({"A": 10}, 3, {"A": 3}),
        ({"A": 10, "B": 0}, 3, {"A": 3, "B": 0}),
        ({"A": 7, "B": 7}, 2, {"A": 1, "B": 1}),
        ({"A": 7, "B": 7}, 4, {"A": 2, "B": 2}),
        ({"A": 0, "B": 0}, 0, {"A": 0, "B": 0}),
    ],
)
def test_classic_sharings(votes, seats, won):
    result, steps = ask(votes, seats)
    assert result == {"verdict": "decided", "seats": won, "tied": (), "undecided": 0}
    assert len(steps) == seats


@pytest.mark.parametrize(
    ("votes", "seats", "won", "tied", "undecided"),
    [
        ({"A": 7, "B": 7}, 1, {"A": 0, "B": 0}, ("A", "B"), 1),
        ({"A": 7, "B": 7}, 3, {"A": 1, "B": 1}, ("A", "B"), 1),
        ({"A": 7, "B": 7, "C": 7}, 2, {"A": 0, "B": 0, "C": 0}, ("A", "B", "C"), 2),
        ({"B": 100, "A": 200}, 2, {"B": 0, "A": 1}, ("A", "B"), 1),
        ({"A": 300, "B": 200, "C": 100}, 5, {"A": 2, "B": 1, "C": 0}, ("A", "B", "C"), 2),
    ],
)
def test_a_tie_on_the_last_quotient_is_left_open(votes, seats, won, tied, undecided):
    result, _ = ask(votes, seats)
    assert result == {"verdict": "tie", "seats": won, "tied": tied, "undecided": undecided}


@pytest.mark.parametrize(
    ("votes", "seats", "won", "tied", "undecided"),
    [
        ({"B": 100, "A": 200}, 2, {"B": 0, "A": 2}, (), 0),
        ({"A": 300, "B": 200, "C": 100}, 5, {"A": 3, "B": 2, "C": 0}, (), 0),
        ({"A": 200, "B": 100, "C": 100}, 3, {"A": 2, "B": 0, "C": 0}, ("B", "C"), 1),
        ({"A": 7, "B": 7}, 1, {"A": 0, "B": 0}, ("A", "B"), 1),
        ({"A": 9, "B": 7}, 1, {"A": 1, "B": 0}, (), 0),
    ],
)
def test_a_tie_goes_to_the_larger_number_when_asked(votes, seats, won, tied, undecided):
    result, _ = ask(votes, seats, tie_break="larger")
    assert result == {"verdict": "tie" if tied else "decided", "seats": won, "tied": tied, "undecided": undecided}


def test_explanation():
    _, steps = ask({"A": 1000, "B": 333}, 4)
    assert steps == [
        "1er siège : A, 1\u202f000 voix ÷ 1 = 1\u202f000. (méthode d’Hondt)",
        "2e siège : A, 1\u202f000 voix ÷ 2 = 500. (méthode d’Hondt)",
        "3e siège : A, 1\u202f000 voix ÷ 3 = 333,33. (méthode d’Hondt)",
        "4e siège : B, 333 voix ÷ 1 = 333. (méthode d’Hondt)",
    ]


def test_explanation_of_ties():
    _, steps = ask({"A": 200, "B": 100, "C": 100}, 3)
    assert steps[1:] == [
        "2 sièges restent à attribuer : A, B et C ont le même quotient. Le texte ne départage pas : rien n’est attribué"
        " d’office. (méthode d’Hondt)"
    ]
    _, steps = ask({"A": 200, "B": 100, "C": 100}, 3, tie_break="larger")
    assert steps[2:] == [
        "Égalité au dernier quotient : 1 siège va au plus grand nombre, comme demandé ; le texte ne le dit pas, sans"
        " cela rien ne serait attribué. (méthode d’Hondt)",
        "1 siège reste à attribuer : B et C ont le même quotient. Le texte ne départage pas : rien n’est attribué"
        " d’office. (méthode d’Hondt)",
    ]
    _, steps = ask({"A": 300, "B": 200, "C": 100}, 5, tie_break="larger")
    assert "2 sièges vont au plus grand nombre" in steps[5]


def test_the_kinds_of_the_lines_about_ties():
    claims = (Claim(id="A", votes=200), Claim(id="B", votes=100), Claim(id="C", votes=100))
    question = DhondtQuestion(seats=3, claims=claims, tie_break="larger")
    assert [step.kind for step in dhondt(question).steps] == ["step", "step", "reading", "warning"]


@pytest.mark.parametrize(
    ("votes", "divisor", "written"), [(7, 2, "3,50"), (100, 3, "33,33"), (1, 30, "0,03"), (6, 3, "2")]
)
def test_quotients_are_written_with_two_decimals(votes, divisor, written):
    assert quotient(votes, divisor) == written


def test_the_order_of_awards():
    assert shared({"A": 5, "B": 4}, 3).awards == (Award(1, "A", 5, 1), Award(2, "B", 4, 1), Award(3, "A", 5, 2))
    assert shared({"A": 5, "B": 4}, 2, held=1).awards == (Award(1, "A", 5, 2), Award(2, "B", 4, 2))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"claims[1].id": "A"},
            ("refused", "claims[1].id", "« A » est donné deux fois : additionnez ses voix sur une seule ligne."),
        ),
        (
            {"claims": [{"id": "A", "votes": 0}]},
            ("cannot_compute", "claims", "Impossible à calculer : personne n’a de voix ni d’élève."),
        ),
        ({"claims[0].votes": -1}, ("out_of_range", "claims[0].votes", ANY)),
        ({"seats": -1}, ("out_of_range", "seats", ANY)),
        ({"seats": 1001}, ("out_of_range", "seats", ANY)),
        ({"claims": []}, ("out_of_range", "claims", ANY)),
    ],
)
def test_refusals(changes, expected):
    assert refused("dhondt", example_of("dhondt", changes)) == expected


@settings(max_examples=50)
@given(VOTES, st.integers(0, 40), st.sampled_from(["undecided", "larger"]))
def test_every_seat_is_given_or_left_open(votes, seats, tie_break):
    found = shared(votes, seats, tie_break=tie_break)
    assert sum(found.seats.values()) + found.undecided == seats
    assert len(found.awards) == sum(found.seats.values())
    assert bool(found.tied) == bool(found.undecided)
    assert found.undecided < max(len(found.tied), 1)


@settings(max_examples=50)
@given(VOTES, st.integers(0, 30))
def test_one_more_seat_never_takes_one_away_and_more_votes_never_give_fewer(votes, seats):
    fewer, more = shared(votes, seats), shared(votes, seats + 1)
    assert all(more.seats[name] >= fewer.seats[name] for name in votes)
    ordered = sorted(votes, key=lambda name: votes[name])
    if not fewer.tied:
        won = [fewer.seats[name] for name in ordered]
        assert won == sorted(won)


@settings(max_examples=50)
@given(VOTES, st.integers(1, 30))
def test_no_claim_without_a_seat_has_a_better_quotient_than_the_last_served(votes, seats):
    found = shared(votes, seats)
    if found.awards:
        last = Fraction(found.awards[-1].votes, found.awards[-1].divisor)
        assert all(Fraction(count, found.seats[name] + 1) <= last for name, count in votes.items())
