"""The dates the limits give: the worked cases of the law, dated cases counted twice, and any day."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.calendar import is_working_day
from preau.law.counting import Length, due_day
from preau.law.dates import DueDateQuestion, due_date
from preau.law.results import explanation
from preau.law.time_limits import Unit, due, limit, limits
from preau.law.words import full_date, long_date
from tests.law import slow_counting
from tests.law.asked import day as d

CASES = json.loads(Path(__file__).with_name("dated_cases.json").read_text(encoding="utf-8"))
MOVED = [known for known, (_, _, shift) in slow_counting.LIMITS.items() if shift == "forward"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.get('limit', case.get('unit'))}-{case['from']}")
def test_the_dated_cases(case):
    question = DueDateQuestion(
        limit=case.get("limit"),
        start=d(case["from"]),
        length=case.get("length"),
        unit=Length(case["unit"]) if "unit" in case else None,
        council=tuple(map(d, case.get("council", ()))),
    )
    found = due_date(question)
    assert (str(found.raw), str(found.due)) == (case["raw"], case["due"])
    if "council" in case:
        return
    unit, length, shift = slow_counting.LIMITS.get(
        case.get("limit"), (case.get("unit") or "CD", case.get("length"), "forward")
    )
    assert tuple(map(str, slow_counting.counted(unit, length, shift, d(case["from"])))) == (case["raw"], case["due"])


def test_there_are_enough_dated_cases_and_they_are_varied():
    years = {case["from"][:4] for case in CASES}
    assert len(CASES) >= 500
    assert years >= {str(year) for year in range(2004, 2035)}
    assert {case["limit"] for case in CASES if "limit" in case} >= {*slow_counting.LIMITS, "D13", "D42", "D60", "D63"}
    for year in (2012, 2026):
        assert {str(day) for day in slow_counting.closed_days(year)} <= {case["raw"] for case in CASES}


@pytest.mark.parametrize(
    ("known", "start", "raw", "end", "safe"),
    [
        ("D01", "2024-10-13", "2025-04-13", "2025-04-14", "2025-04-11"),
        ("D01", "2030-10-13", "2031-04-13", "2031-04-15", "2031-04-11"),
        ("D05", "2026-05-01", "2026-12-31", "2026-12-31", "2026-12-31"),
        ("D10", "2026-09-15", "2027-02-12", "2027-02-12", "2027-02-12"),
        ("D10", "2026-11-26", "2027-04-25", "2027-04-26", "2027-04-23"),
        ("D14", "2026-12-10", "2026-12-25", "2026-12-28", "2026-12-24"),
        ("D16", "2026-11-02", "2027-01-01", "2027-01-04", "2026-12-31"),
        ("D20", "2022-05-01", "2027-05-01", "2027-05-01", None),
        ("D20", "2024-02-29", "2029-02-28", "2029-02-28", None),
        ("D21", "2028-05-01", "2027-05-01", "2027-05-03", "2027-04-30"),
        ("D43", "2026-12-18", "2027-01-12", "2027-01-12", "2027-01-12"),
        ("D50", "2026-12-18", "2027-01-12", "2027-01-12", "2027-01-12"),
        ("D50", "2026-11-06", "2026-11-30", "2026-11-30", "2026-11-30"),
        ("D40", "2026-10-22", "2026-11-01", "2026-11-02", "2026-10-30"),
        ("D80", "2026-10-01", "2027-03-31", "2027-03-31", "2027-03-31"),
        ("D81", "2027-09-30", "2027-12-31", "2027-12-31", "2027-12-31"),
        ("D83", "2026-01-01", "2026-06-30", "2026-06-30", "2026-06-30"),
        ("D83", "2026-06-30", "2026-09-30", "2026-09-30", "2026-09-30"),
        ("D83", "2026-08-15", "2026-12-31", "2026-12-31", "2026-12-31"),
        ("D83", "2026-12-31", "2027-03-31", "2027-03-31", "2027-03-31"),
        ("D83", "2028-04-01", "2028-09-30", "2028-09-29", "2028-09-29"),
        ("D83", "2028-09-30", "2028-12-31", "2028-12-29", "2028-12-29"),
        ("D83", "2028-10-01", "2029-03-31", "2029-03-30", "2029-03-30"),
        ("D84", "2026-09-30", "2026-12-30", "2026-12-30", "2026-12-30"),
        ("D85", "2026-07-01", "2027-03-31", "2027-03-31", "2027-03-31"),
        ("D87", "2026-02-04", "2026-06-30", "2026-06-30", "2026-06-30"),
        ("D87-period", "2026-02-04", "2027-03-31", "2027-03-31", None),
        ("D89", "2026-12-31", "2031-12-31", "2031-12-31", None),
        ("D106", "2023-09-30", "2023-10-31", "2023-10-31", "2023-10-31"),
        ("D106-advance", "2022-10-01", "2023-03-31", "2023-03-31", "2023-03-31"),
        ("T2", "2026-09-30", "2027-01-28", "2027-01-28", "2027-01-28"),
        ("T2", "2026-11-21", "2027-03-21", "2027-03-21", "2027-03-19"),
        ("T2", "2026-11-30", "2027-03-30", "2027-03-30", "2027-03-30"),
        ("T2", "2027-05-03", "2027-08-31", "2027-08-31", "2027-08-31"),
        ("T6", "2026-12-10", "2027-01-09", "2027-01-11", "2027-01-08"),
        ("T6", "2027-01-11", "2027-02-10", "2027-02-10", "2027-02-10"),
        ("T6", "2027-02-01", "2027-03-03", "2027-03-03", "2027-03-03"),
        ("T12", "2026-12-15", "2027-03-15", "2027-03-15", "2027-03-15"),
        ("T13", "2027-01-14", "2026-12-30", "2026-12-30", "2026-12-30"),
        ("T18", "2026-08-31", "2026-05-03", "2026-05-03", "2026-04-30"),
        ("T18", "2027-08-31", "2027-05-03", "2027-05-03", "2027-05-03"),
        ("T18", "2028-08-31", "2028-05-03", "2028-05-03", "2028-05-03"),
        ("T18", "2029-08-31", "2029-05-03", "2029-05-03", "2029-05-03"),
        ("T18", "2031-08-31", "2031-05-03", "2031-05-03", "2031-05-02"),
        ("T19", "2026-08-24", "2026-09-30", "2026-09-30", "2026-09-30"),
        ("T19", "2028-08-28", "2028-09-30", "2028-09-30", "2028-09-29"),
        ("T20", "2026-08-24", "2027-02-15", "2027-02-15", "2027-02-15"),
        ("T21", "2027-08-30", "2028-09-30", "2028-09-30", "2028-09-29"),
        ("T25", "2026-11-21", "2026-05-21", "2026-05-21", None),
        ("T28", "2027-01-11", "2027-03-11", "2027-03-11", "2027-03-11"),
        ("T28", "2027-02-01", "2027-04-02", "2027-04-02", "2027-04-02"),
        ("D54", "2027-02-01", "2027-04-02", "2027-04-02", "2027-04-02"),
    ],
)
def test_the_worked_cases(known, start, raw, end, safe):
    found = due(limit(known), d(start))
    assert (found.raw, found.due) == (d(raw), d(end))
    assert found.safe == (safe and d(safe))
    assert (found.start, found.limit) == (d(start), limit(known))


@pytest.mark.parametrize(
    ("complete", "since"),
    [
        ("2026-09-30", "2027-01-29"),
        ("2026-11-21", "2027-03-22"),
        ("2026-11-30", "2027-03-31"),
        ("2027-05-03", "2027-09-01"),
    ],
)
def test_silence_recognises_a_homework_school(complete, since):
    found = due(limit("T2"), d(complete))
    assert found.tacit_from == d(since)
    assert due(limit("T22"), d(complete)).tacit_from == d(since)
    assert due(limit("D19"), d(complete)).tacit_from is None


@pytest.mark.parametrize("end", ["2026-08-31", "2027-08-31", "2028-08-31", "2029-08-31", "2031-08-31"])
def test_a_renewal_filed_on_the_last_day_is_decided_at_the_end(end):
    assert due(limit("T2"), due(limit("T18"), d(end)).due).due == d(end)


@pytest.mark.parametrize(
    ("known", "start", "opens"),
    [
        ("D05", "2026-05-01", "2026-01-01"),
        ("D80", "2026-10-01", "2027-01-01"),
        ("D81", "2026-09-30", "2026-10-01"),
        ("T5", "2026-05-01", "2026-01-01"),
        ("T19", "2026-08-24", None),
        ("D10", "2026-08-24", None),
    ],
)
def test_the_day_from_which_something_is_expected(known, start, opens):
    assert due(limit(known), d(start)).opens == (opens and d(opens))


@settings(max_examples=50)
@given(st.sampled_from(MOVED), st.dates(date(2027, 1, 1), date(2028, 9, 30)), st.integers(1, 30))
def test_what_is_moved_is_never_due_on_a_closed_day_nor_earlier_for_starting_later(known, start, more):
    row = limit(known)
    if row.valid_to:
        start -= timedelta(days=365 * (start.year - row.valid_to.year + 2))
        start = max(start, row.known_from or start)
    found = due(row, start)
    assert not slow_counting.closed(found.due)
    assert (found.raw, found.due) == slow_counting.counted(*slow_counting.LIMITS[known], start)
    if row.in_force(start + timedelta(days=more)):
        assert found.due <= due(row, start + timedelta(days=more)).due
    if row.unit.value in {"CD", "WD", "MO", "YR"}:
        assert found.due == due_day(start, row.length, Length(row.unit))


@settings(max_examples=50)
@given(st.sampled_from([row for row in limits() if row.id in slow_counting.LIMITS]), st.integers(0, 600))
def test_the_safe_day_is_a_working_day_in_time_and_the_lines_name_the_days(row, more):
    start = max(row.known_from or d("2004-01-01"), d("2004-01-01")) + timedelta(days=more)
    if row.unit is Unit.FIXED_DATE:
        start += timedelta(days=366)  # the day it falls on is the one that must be in force
    if not row.in_force(start):
        start = row.valid_to
    found = due(row, start)
    told = " ".join(explanation(found))
    if row.nature == "act":
        assert is_working_day(found.safe)
        assert found.safe <= min(found.raw, found.due)
        assert (found.due - found.safe).days <= 5
        assert row.soft or found.safe == found.due or long_date(found.safe) in told
    else:
        assert found.safe is None
    assert full_date(found.raw) in told
    assert full_date(found.due) in told
    assert row.citation in told
