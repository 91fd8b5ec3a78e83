"""The fixed periods of three years: their hours by state and their explanation."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.results import CannotCompute
from preau.law.training.ledger import WindowState
from preau.law.training.norms import Hours, periods
from tests.law.plain import lines
from tests.law.training.records import (
    ART_20,
    DECREE_SINCE,
    ENTRY,
    FIRST,
    LEADER,
    PENDING,
    REFUSED,
    ledger,
    record,
    spans,
    spread,
    titled,
)

NEUTRAL = f"Les heures à valider ne comptent ni pour ni contre, tant que l’ONE n’a pas décidé. {ART_20}"
SECOND = ("continuing", date(2023, 9, 2), date(2026, 9, 1))
THIRD = ("continuing", date(2026, 9, 2), date(2029, 9, 1))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (ENTRY, [FIRST]),
        (date(2023, 9, 1), [FIRST]),
        (date(2023, 9, 2), [FIRST, SECOND]),
        (date(2026, 9, 1), [FIRST, SECOND]),
        (date(2026, 9, 2), [FIRST, SECOND, THIRD]),
    ],
)
def test_fixed_periods_of_three_years_follow_one_another(day, found):
    answer = titled(day)
    assert spans(answer) == found
    assert answer.due == found[-1][2]


def test_periods_from_the_twenty_ninth_of_february():
    assert [period.last for period in periods(date(2024, 2, 29), date(2036, 2, 29), 3)] == [
        date(2027, 2, 28),
        date(2030, 2, 28),
        date(2033, 2, 28),
        date(2036, 2, 29),
    ]
    assert periods(date(2024, 2, 29), date(2024, 2, 28), 3) == []


def test_a_period_may_end_on_a_sunday():
    assert titled(date(2024, 9, 1)).windows[0].last_day == date(2023, 9, 1)
    sunday = titled(date(2021, 1, 1), entry=date(2020, 5, 10))
    assert sunday.due == date(2023, 5, 10)
    assert titled(date(2021, 1, 1), entry=date(2020, 11, 1)).due == date(2023, 11, 1)


@pytest.mark.parametrize(
    ("day", "records", "state", "missing"),
    [
        (date(2023, 9, 1), spread(ENTRY, 50), WindowState.MET, 0),
        (date(2023, 9, 1), spread(ENTRY, 40), WindowState.RUNNING, 10),
        (date(2023, 9, 2), spread(ENTRY, 50), WindowState.MET, 0),
        (date(2023, 9, 2), spread(ENTRY, 40), WindowState.NOT_MET, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 1), 10, PENDING)], WindowState.PENDING, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 1), "9.99", PENDING)], WindowState.NOT_MET, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 1), 10, REFUSED)], WindowState.NOT_MET, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 1), 10)], WindowState.MET, 0),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 2), 10)], WindowState.NOT_MET, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2020, 8, 31), 10)], WindowState.NOT_MET, 10),
        (
            date(2023, 9, 2),
            [*spread(ENTRY, 40), record(date(2023, 9, 1), "9.99")],
            WindowState.NOT_MET,
            Decimal("0.01"),
        ),
        (date(2023, 9, 1), [*spread(ENTRY, 40), record(date(2023, 9, 1), 10, PENDING)], WindowState.RUNNING, 10),
        (date(2023, 9, 2), spread(ENTRY, 60), WindowState.MET, 0),
    ],
)
def test_where_a_period_stands(day, records, state, missing):
    first = titled(day, *records).windows[0]
    assert (first.state, first.missing, first.required) == (state, missing, 50)


def test_hours_by_state_stay_apart_and_the_rolling_figure_stands_beside():
    found = titled(
        date(2026, 3, 1),
        record(date(2023, 3, 1), 6),
        record(date(2023, 3, 2), 7),
        record(date(2024, 5, 6), "7.5"),
        record(date(2024, 5, 7), "1.25", PENDING),
        record(date(2024, 5, 8), 3, REFUSED),
        record(date(2026, 3, 1), 2),
    )
    first, second = found.windows
    assert (first.recognised, first.pending, first.refused, first.missing) == (13, 0, 0, 37)
    assert (second.recognised, second.pending, second.refused, second.missing) == (
        Decimal("9.5"),
        Decimal("1.25"),
        3,
        Decimal("40.5"),
    )
    assert (found.missing, found.due) == (Decimal("40.5"), date(2026, 9, 1))
    assert found.rolling_from == date(2023, 3, 2)
    assert found.rolling == Hours(Decimal("16.5"), Decimal("1.25"), Decimal(3))


def test_the_whole_explanation():
    found = titled(
        date(2026, 9, 2), *spread(ENTRY, 50), record(date(2024, 5, 6), "7.5"), record(date(2024, 5, 7), "1.25", PENDING)
    )
    assert lines(found) == [
        "Lecture retenue : des périodes de trois ans qui se suivent depuis le 1er septembre 2020 (entrée en fonction) "
        f"; l’autre lecture regarde les trois dernières années. {ART_20}",
        "Du 1er septembre 2020 au 1er septembre 2023, 50 heures reconnues sur 50 (0 à valider, 0 non reconnues) : "
        f"c’est assez. {ART_20}",
        "Du 2 septembre 2023 au 1er septembre 2026, 7,5 heures reconnues sur 50 (1,25 à valider, 0 non reconnues) : "
        f"il en a manqué 42,5. {ART_20}",
        "Du 2 septembre 2026 au 1er septembre 2029, 0 heure reconnue sur 50 (0 à valider, 0 non reconnues) : il en "
        f"manque 50, à suivre pour le 1er septembre 2029. {ART_20}",
        NEUTRAL,
        "Pour information, les trois dernières années, depuis le 3 septembre 2023 : 7,5 heures reconnues, 1,25 à "
        f"valider, 0 non reconnues. {ART_20}",
    ]
    assert [step.kind for step in found.steps] == ["reading", *["step"] * 5]


def test_the_sentence_of_a_period_that_waits_for_the_office():
    found = titled(date(2023, 9, 2), *spread(ENTRY, 40), record(date(2023, 9, 1), 10, PENDING))
    assert lines(found)[1] == (
        "Du 1er septembre 2020 au 1er septembre 2023, 40 heures reconnues sur 50 (10 à valider, 0 non reconnues) : il "
        f"en manque 10 ; la décision de l’ONE est attendue. {ART_20}"
    )


def test_before_the_decree_and_since():
    found = titled(date(2004, 1, 1), entry=date(1990, 1, 1), qualified=date(1990, 1, 1))
    assert spans(found) == [("continuing", date(2004, 1, 1), date(2007, 1, 1))]
    assert spans(ledger(date(2004, 1, 1), entry=date(1990, 1, 1))) == [
        ("untitled_start", date(2004, 1, 1), date(2007, 1, 1))
    ]
    early = ledger(date(2004, 1, 1), function=LEADER, entry=date(1990, 1, 1), assimilated=date(2003, 1, 1))
    assert spans(early) == [("assimilation", date(2004, 1, 1), date(2007, 1, 1))]
    with pytest.raises(CannotCompute) as refusal:
        titled(date(2003, 12, 31), entry=date(1990, 1, 1))
    assert (refusal.value.field, str(refusal.value)) == ("day", DECREE_SINCE)


@settings(max_examples=50, deadline=None)
@given(
    entry=st.dates(date(2004, 1, 1), date(2026, 1, 1)),
    length=st.integers(0, 9000),
    days=st.lists(st.integers(0, 9000), max_size=12, unique=True),
    untitled=st.booleans(),
)
def test_every_hour_since_entry_counts_once(entry, length, days, untitled):
    day = entry + timedelta(days=length)
    records = [record(entry + timedelta(days=after), "1.25") for after in days]
    found = ledger(day, *records, entry=entry, qualified=None if untitled else entry)
    assert sum(window.recognised for window in found.windows) == sum(one.hours for one in records if one.day <= day)
    assert found.windows[0].first_day == entry
    assert found.windows[-1].first_day <= day <= found.windows[-1].last_day
    for before, after in zip(found.windows, found.windows[1:], strict=False):
        assert after.first_day == before.last_day + timedelta(days=1)
