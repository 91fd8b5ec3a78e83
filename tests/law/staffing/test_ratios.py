"""How many care workers a period needs: every row of the table, its edges, the bare number."""

from datetime import date
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.results import CannotCompute
from preau.law.staffing.norms import GapReading, Norms, norms_on, started_slices, workers_needed
from tests.law.plain import lines
from tests.law.staffing.periods import TUESDAY, asked

SUMMER = date(2026, 7, 20)


@pytest.mark.parametrize(
    ("children", "workers", "second"),
    [
        (0, 0, False),
        (1, 1, False),
        (6, 1, False),
        (7, 1, True),
        (18, 1, True),
        (19, 2, True),
        (36, 2, True),
        (37, 3, True),
    ],
)
@pytest.mark.parametrize("half", [True, False])
def test_after_school_one_for_eighteen_whatever_the_age(children, workers, second, half):
    young = children // 2 if half else children
    found = asked("15:30", "18:30", young, children - young, after_school=True)
    assert (found.workers, found.pooled, found.second_adult_needed) == (workers, workers, second)
    (part,) = found.parts
    assert (part.children_per_worker, part.under_six, part.six_and_over) == ((18,), None, None)


@pytest.mark.parametrize(
    ("under_six", "six_and_over", "workers", "pooled"),
    [
        (8, 0, 1, 1),
        (9, 0, 2, 2),
        (0, 12, 1, 1),
        (0, 13, 2, 2),
        (5, 7, 2, 2),
        (2, 3, 2, 1),
        (9, 13, 4, 3),
        (7, 16, 3, 3),
        (0, 0, 0, 0),
    ],
)
def test_long_care_one_for_eight_and_one_for_twelve(under_six, six_and_over, workers, pooled):
    found = asked("09:00", "17:00", under_six, six_and_over, day=SUMMER)
    assert (found.workers, found.pooled) == (workers, pooled)
    (part,) = found.parts
    assert part.children_per_worker == (8, 12)
    assert (part.workers, part.pooled) == (workers, pooled)
    assert (part.under_six, part.six_and_over) == (-(-under_six // 8), -(-six_and_over // 12))


@pytest.mark.parametrize(
    ("starts", "ends", "after_school", "workers", "parts"),
    [
        ("12:30", "18:00", True, 2, [("12:30", "18:00", 2)]),  # Wednesday afternoon
        ("07:00", "08:30", False, 2, [("07:00", "08:30", 2)]),  # before school
        ("16:00", "20:00", True, 4, [("16:00", "19:00", 2), ("19:00", "20:00", 4)]),
        ("16:00", "19:00", True, 2, [("16:00", "19:00", 2)]),
        ("15:00", "19:00", True, 2, [("15:00", "19:00", 2)]),
        ("15:00", "19:01", True, 4, [("15:00", "19:00", 2), ("19:00", "19:01", 4)]),
        ("17:00", "19:30", True, 2, [("17:00", "19:30", 2)]),  # past 19:00, less than three hours in all
        ("16:30", "19:30", True, 4, [("16:30", "19:00", 2), ("19:00", "19:30", 4)]),  # three hours exactly
        ("19:00", "23:00", True, 4, [("19:00", "23:00", 4)]),
        ("09:00", "11:59", False, 2, [("09:00", "11:59", 2)]),
        ("09:00", "12:00", False, 4, [("09:00", "12:00", 4)]),
        ("09:00", "12:01", False, 4, [("09:00", "12:01", 4)]),
        ("00:00", "24:00", False, 4, [("00:00", "24:00", 4)]),
        (540, 719, False, 2, [("09:00", "11:59", 2)]),
    ],
)
def test_nine_young_and_thirteen_older_children(starts, ends, after_school, workers, parts):
    found = asked(starts, ends, 9, 13, after_school=after_school)
    assert found.workers == workers
    assert [(part.starts, part.ends, part.workers) for part in found.parts] == parts


@pytest.mark.parametrize(
    ("starts", "ends", "after_school"), [("09:00", "12:00", False), ("16:30", "19:30", True), ("20:00", "23:00", True)]
)
def test_exactly_three_hours_with_the_other_reading(starts, ends, after_school):
    found = asked(starts, ends, 9, 13, after_school=after_school, gap_reading=GapReading.LOOSER)
    assert found.workers == 2
    assert [part.children_per_worker for part in found.parts] == [(18,)]


def test_the_other_reading_changes_nothing_beyond_three_hours():
    assert asked("09:00", "12:01", 9, 13, gap_reading=GapReading.LOOSER).workers == 4
    after_school = asked("16:00", "19:00", 9, 13, after_school=True)
    assert "exactement" not in " ".join(lines(after_school))


@pytest.mark.parametrize(("children", "workers"), [(12, 1), (13, 2), (24, 2), (25, 3)])
def test_flexible_care_keeps_one_for_twelve(children, workers):
    found = asked("18:00", "20:00", 0, children, flexible=True)
    assert found.workers == max(workers, -(-children // 18))
    noun = "accueillant" if workers == 1 else "accueillants"
    assert (
        f"Accueil flexible subventionné, un accueillant pour 12 enfants présents dans le lieu : {workers} {noun}. "
        "(arrêté du 3 décembre 2003, art. 26/10, § 1er, 7°)"
    ) in lines(found)


def test_flexible_care_before_its_norm_and_with_a_stricter_one():
    assert asked("18:00", "20:00", 0, 13, flexible=True, day=date(2018, 1, 1)).workers == 2
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2018"):
        asked("18:00", "20:00", 0, 13, flexible=True, day=date(2017, 12, 31))
    assert asked("18:00", "22:00", 9, 3, flexible=True).workers == 3


def test_before_the_decree():
    assert norms_on(date(2004, 1, 1)) == Norms(18, 8, 12, 180, 1140, 6, 6)
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2004"):
        asked("09:00", "17:00", 1, 1, day=date(2003, 12, 31))


@settings(max_examples=50, deadline=None)
@given(
    starts=st.integers(0, 1439),
    length=st.integers(1, 1440),
    young=st.integers(0, 200),
    old=st.integers(0, 200),
    after_school=st.booleans(),
    gap=st.sampled_from(GapReading),
)
def test_the_bare_number_agrees_with_the_rule_and_with_fractions(starts, length, young, old, after_school, gap):
    ends = min(starts + length, 1440)
    found = asked(starts, ends, young, old, after_school=after_school, gap_reading=gap)
    assert (
        workers_needed(norms_on(TUESDAY), starts, ends, young, old, after_school=after_school, gap=gap) == found.workers
    )
    long = any(part.children_per_worker == (8, 12) for part in found.parts)
    per_age = ceil(Fraction(young, 8)) + ceil(Fraction(old, 12))
    assert found.workers == (per_age if long else ceil(Fraction(young + old, 18)))
    assert found.pooled == ceil(Fraction(young, 8) + Fraction(old, 12) if long else Fraction(young + old, 18))
    more = asked(starts, ends, young + 1, old, after_school=after_school, gap_reading=gap)
    assert found.workers <= more.workers <= found.workers + 1


def test_the_bare_number_by_default():
    norms = norms_on(TUESDAY)
    assert workers_needed(norms, 540, 720, 9, 13) == 4
    assert workers_needed(norms, 540, 719, 9, 13) == 2
    assert [started_slices(children, 18) for children in (0, 1, 18, 19)] == [0, 1, 1, 2]
