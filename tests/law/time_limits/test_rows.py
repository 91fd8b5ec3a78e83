"""The rows of the table of time limits: all there, whole, and dated."""

import pytest

from preau.law.counting import Shift
from preau.law.results import CannotCompute
from preau.law.texts import TEXT_IDS, text
from preau.law.time_limits import COUNTERS, Bounds, Moment, TimeLimit, Unit, due, limit, limits
from tests.law import slow_counting
from tests.law.asked import day as d

ATL = [
    *(*range(1, 9), *range(10, 24), 30, 31, 32, 33, *range(40, 46), *range(50, 56), *range(60, 68), *range(70, 78)),
    *(*range(80, 91), *range(100, 108)),
]


def invented(**changes):
    row = {
        "id": "X1",
        "title": "Essayer",
        "trigger": "essai",
        "moment": Moment.EVENT,
        "unit": Unit.CALENDAR_DAYS,
        "owed_by": "personne",
        "text": "decree",
        "article": "art. 99",
        "consequence": "Rien.",
        "silence": "Rien.",
    }
    return TimeLimit(**{**row, **changes})


def test_every_row_of_both_laws_is_there():
    known = {one.id for one in limits()}
    assert {f"D{number:02}" for number in ATL} <= known
    assert {f"T{number}" for number in range(1, 30)} <= known
    assert len(known) == len(limits())


@pytest.mark.parametrize("row", limits(), ids=lambda row: row.id)
def test_every_row_is_whole(row):
    assert row.text in TEXT_IDS
    assert all((row.title, row.trigger, row.owed_by, row.article, row.consequence, row.silence))
    assert row.title[:1].isupper()
    assert not row.title.endswith(".")
    assert all(words.endswith(".") for words in (row.consequence, row.silence, row.reading or "."))
    assert row.citation == f"{text(row.text).short}, {row.article}"
    assert row.known_from is None or row.valid_to is None or row.known_from <= row.valid_to
    assert row.tacit is (row.id in {"T2", "T22"})
    if row.text in {"guide", "practice"}:
        assert row.soft
    if row.tacit or row.nature != "act":
        assert row.shift is Shift.NONE or row.unit is Unit.QUARTER_END
    if row.unit is Unit.NO_DAY:
        assert row.length is None
        assert len(row.reading) > 20
    if row.unit is Unit.FIXED_DATE:
        assert row.fixed
        assert row.length is None
    if row.nature == "validity":
        assert row.reading


def test_the_rows_say_what_the_second_copy_says():
    without = [row.id for row in limits() if row.unit is Unit.NO_DAY]
    assert sorted(without) == sorted(slow_counting.WITHOUT_A_DAY)
    others = {*slow_counting.LIMITS, *slow_counting.SET_BY_ONE, *slow_counting.OF_THE_COUNCIL}
    assert {row.id for row in limits()} == {*without, *others}
    for known, (unit, length, _) in slow_counting.LIMITS.items():
        assert limit(known).unit == unit
        assert limit(known).length == (None if unit == "FIX" else length)


@pytest.mark.parametrize(
    ("moment", "ids"),
    [
        (Moment.SENT, "D11 D12 D16 D17 D41 D42 D66 D73 T7"),
        (Moment.ADOPTED, "D14 D43 D70 D73-council T2-notice"),
        (Moment.NOTIFIED, "D54 D60 D61 D62 D63 D86 D107 T3 T6 T12 T23 T28"),
        (
            Moment.RECEIVED,
            "D06 D15 D18 D19 D44 D45 D50 D51 D52 D53 D55 D71 D72 D74 D75 D77 T1 T8 T9 T10 T11 T24 T29",
        ),
        (Moment.DUE_DATE, "D13 D21 T4 T18"),
    ],
)
def test_sending_receipt_adoption_and_notification_are_kept_apart(moment, ids):
    assert sorted(row.id for row in limits() if row.moment is moment) == sorted(ids.split())


def test_what_costs_the_coordination_subsidy():
    lost = {row.id for row in limits() if row.consequence.startswith("Perte de la subvention de coordination")}
    assert lost == {"D05", "D10", "D11", "D12", "D13", "D14", "D16", "D17", "D21"}


def test_the_bounds_of_the_lengths_that_one_sets():
    assert {known: limit(known).bounds for known in slow_counting.SET_BY_ONE} == {
        "D60": Bounds(60, None),
        "D61": Bounds(10, 75),
        "D62": Bounds(10, None),
        "D63": None,
    }


def test_the_dates_of_effect():
    ends = {"D08": "2010-07-26", "D103-three-years": "2021-04-01"}
    ends |= dict.fromkeys(["D50", "D51", "D52", "D53"], "2026-12-31")
    ends |= dict.fromkeys(["D104", "D105", "D106", "D106-balance", "D106-advance", "D107"], "2024-07-15")
    assert {row.id: str(row.valid_to) for row in limits() if row.valid_to} == ends
    since = {row.id: str(row.valid_from) for row in limits()}
    assert {known for known, day in since.items() if day == "2027-01-01"} == {"D54", "D55", "T28", "T29"}
    assert {known for known, day in since.items() if day == "2018-01-01"} == {"D64", "D65", "D66", "D84", "D85", "D86"}
    assert {known for known, day in since.items() if day == "2009-10-26"} == {"D06", "D08", "D31", "D32", "D106"}
    assert (since["D50"], since["D51"], since["D90"], since["D102"]) == (
        "2009-08-06",
        "2009-08-06",
        "2015-01-01",
        "2004-01-01",
    )
    assert (since["D103"], since["D88"], since["T26"]) == ("2021-04-02", "2023-09-01", "2024-03-16")
    assert (since["T2"], since["T9"], since["T12"]) == ("2013-09-01", "2015-03-08", "2016-09-01")
    assert (since["D10"], since["D20"], since["D01"]) == ("2004-01-01", "2004-01-01", "None")


def test_papers_to_keep_and_validities():
    natures = {row.id: row.nature for row in limits() if row.nature != "act"}
    assert [known for known, nature in natures.items() if nature == "retention"] == ["D89", "D90"]
    validities = "D02 D20 D63-suspension D82 D87-period D100 D101 D102 T15 T25 T26 EDD-suspension EDD-experience"
    assert [known for known, nature in natures.items() if nature == "validity"] == validities.split()


def test_a_row_without_its_day_or_its_reading():
    with pytest.raises(CannotCompute) as raised:
        due(invented(unit=Unit.FIXED_DATE), d("2026-05-01"))
    assert str(raised.value) == "Impossible à calculer : décret du 3 juillet 2003, art. 99, ne donne pas de jour."


@pytest.mark.parametrize(
    ("known", "day", "yes"),
    [
        ("D50", "2026-12-31", True),
        ("D50", "2027-01-01", False),
        ("D54", "2027-01-01", True),
        ("D54", "2026-12-31", False),
        ("D01", "2003-12-03", True),
        ("D01", "2003-12-02", False),
        ("D33", "1950-01-01", True),
    ],
)
def test_in_force_from_its_first_day_to_its_last(known, day, yes):
    assert limit(known).in_force(d(day)) is yes


def test_an_unknown_limit():
    with pytest.raises(KeyError):
        limit("D99")


def test_every_unit_has_its_counter():
    assert set(COUNTERS) == set(Unit)
