"""What the rules of homework schools share: verdicts, and money shared to the cent."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.homework_schools.amounts import cents, from_cents, shared
from preau.law.homework_schools.verdicts import (
    Criterion,
    Tally,
    Verdict,
    all_of,
    between,
    conclusion,
    overall,
    shown,
    tally,
    verdict,
    with_verdict,
)

MET, NOT_MET, UNKNOWN, NONE = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((MET, MET), MET),
        ((MET, UNKNOWN), UNKNOWN),
        ((UNKNOWN, NOT_MET), NOT_MET),
        ((MET, NONE), MET),
        ((NONE, UNKNOWN), UNKNOWN),
    ],
)
def test_one_failure_fails_and_one_unknown_leaves_all_unknown(verdicts, expected):
    assert overall(verdicts) is expected
    assert overall(reversed(verdicts)) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [((True, True), True), ((True, None), None), ((None, False), False), ((False, True), False)],
)
def test_all_of(facts, expected):
    assert all_of(*facts) is expected


@pytest.mark.parametrize(("known", "expected"), [(True, MET), (False, NOT_MET), (None, UNKNOWN)])
def test_verdict_of_a_yes_a_no_or_a_silence(known, expected):
    assert verdict(known) is expected


@pytest.mark.parametrize(
    ("surely", "possibly", "expected"), [(True, True, True), (False, True, None), (False, False, False)]
)
def test_between_the_worst_and_the_best_case(surely, possibly, expected):
    assert between(surely, possibly) is expected


def test_a_tally_counts_what_is_sure_and_what_is_possible():
    found = tally([True, None, False, True])
    assert found == Tally(2, 3)
    assert [found.reach(needed) for needed in (2, 3, 4)] == [True, None, False]
    assert (found.words, Tally(2, 2).words) == ("de 2 à 3", "2")


def test_a_criterion_as_a_line():
    lines = [Criterion("P1", one, "phrase.", "art. 7").step for one in (MET, NOT_MET, UNKNOWN, NONE)]
    assert [(step.line, step.kind) for step in lines] == [
        ("P1, rempli : phrase. (art. 7)", "step"),
        ("P1, non rempli : phrase. (art. 7)", "warning"),
        ("P1, à vérifier : phrase. (art. 7)", "warning"),
        ("P1, sans objet : phrase. (art. 7)", "step"),
    ]


@pytest.mark.parametrize(
    ("verdicts", "line", "kind"),
    [
        ((MET, NONE), "Tout va. (art. 7)", "step"),
        ((NOT_MET, UNKNOWN, NOT_MET), "Non rempli : C0 et C2 ; à vérifier : C1. (art. 7)", "warning"),
        ((UNKNOWN, MET), "À vérifier : C0. (art. 7)", "warning"),
    ],
)
def test_the_last_line_names_what_is_missing(verdicts, line, kind):
    criteria = [Criterion(f"C{rank}", one, "phrase.", "art. 7") for rank, one in enumerate(verdicts)]
    step = conclusion(iter(criteria), "Tout va.", "art. 7")
    assert (step.line, step.kind) == (line, kind)
    assert with_verdict(criteria, UNKNOWN) == tuple(one.code for one in criteria if one.verdict is UNKNOWN)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(10), "10"),
        (Fraction(1199, 120), "9,99"),
        (Fraction(2999, 300), "9,99"),
        (Fraction(25, 2), "12,50"),
        (Fraction(201, 200), "1"),
        (Fraction(101, 100), "1,01"),
        (Fraction(0), "0"),
    ],
)
def test_an_average_is_cut_and_never_rounded_up(value, expected):
    assert shown(value) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(49, 10000), "0.00"),
        (Fraction(13838, 3), "4612.67"),
        (Fraction(2516), "2516.00"),
    ],
)
def test_cents_round_a_half_upwards(amount, expected):
    assert str(cents(amount)) == expected


def test_leftover_cents_go_to_the_largest_remainders_then_to_the_first():
    third = [Fraction(1)] * 3
    assert shared(Decimal("0.01"), third) == (Decimal("0.01"), Decimal("0.00"), Decimal("0.00"))
    assert shared(Decimal("0.05"), third) == (Decimal("0.02"), Decimal("0.02"), Decimal("0.01"))
    assert shared(Decimal("0.10"), [Fraction(1), Fraction(5), Fraction(1)]) == (
        Decimal("0.02"),
        Decimal("0.07"),
        Decimal("0.01"),
    )
    assert str(from_cents(250)) == "2.50"


@settings(max_examples=50)
@given(
    st.integers(0, 10_000_000),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any),
)
def test_the_shares_always_sum_to_the_total(total, parts):
    shares = shared(from_cents(total), [Fraction(part) for part in parts])
    assert sum(shares) == from_cents(total)
    for share, part in zip(shares, parts, strict=True):
        assert abs(Fraction(share) * 100 - Fraction(total * part, sum(parts))) < 1
