"""The counting rules, against the worked cases of the law and a second way of counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.calendar import is_working_day, next_working_day
from preau.law.counting import (
    ANALOGY,
    DAY_RULE,
    HOLIDAYS_ORDER,
    LONGEST,
    MONTH_READING,
    RULES,
    WORKING_DAY_READING,
    YEAR_RULE,
    Counted,
    Length,
    Shift,
    check_length,
    count,
    count_paused,
    due_day,
    raw_day,
    shifted,
)
from preau.law.results import Refused, explanation
from preau.law.words import long_date
from tests.law import slow_counting

DAYS, WORKING, MONTHS, YEARS = Length
STARTS = st.dates(date(2003, 1, 1), date(2040, 12, 31))
LENGTHS = {DAYS: 900, WORKING: 200, MONTHS: 120, YEARS: 40}


@st.composite
def lengths(draw):
    unit = draw(st.sampled_from(list(Length)))
    return draw(st.integers(0, LENGTHS[unit])), unit


def d(written):
    return date.fromisoformat(written)


@pytest.mark.parametrize(
    ("length", "unit", "start", "raw", "due"),
    [
        (150, "CD", "2026-09-15", "2027-02-12", "2027-02-12"),
        (150, "CD", "2026-11-26", "2027-04-25", "2027-04-26"),
        (15, "CD", "2026-12-10", "2026-12-25", "2026-12-28"),
        (60, "CD", "2026-11-02", "2027-01-01", "2027-01-04"),
        (30, "CD", "2027-04-16", "2027-05-16", "2027-05-18"),
        (30, "CD", "2027-04-06", "2027-05-06", "2027-05-07"),
        (10, "CD", "2026-10-22", "2026-11-01", "2026-11-02"),
        (5, "YR", "2022-05-01", "2027-05-01", "2027-05-03"),
        (5, "YR", "2024-02-29", "2029-02-28", "2029-02-28"),
        (6, "MO", "2024-10-13", "2025-04-13", "2025-04-14"),
        (6, "MO", "2030-10-13", "2031-04-13", "2031-04-15"),
        (15, "WD", "2026-12-18", "2027-01-12", "2027-01-12"),
        (15, "WD", "2026-04-01", "2026-04-23", "2026-04-23"),
        (15, "CD", "2026-04-01", "2026-04-16", "2026-04-16"),
        (15, "WD", "2026-11-06", "2026-11-30", "2026-11-30"),
        (30, "CD", "2026-12-10", "2027-01-09", "2027-01-11"),
        (45, "CD", "2027-01-11", "2027-02-25", "2027-02-25"),
        (45, "CD", "2027-02-01", "2027-03-18", "2027-03-18"),
        (-1, "YR", "2024-02-29", "2023-02-28", "2023-02-28"),
        (-10, "WD", "2027-01-14", "2026-12-30", "2026-12-30"),
        (-120, "CD", "2026-08-31", "2026-05-03", "2026-05-04"),
        (-6, "MO", "2026-08-31", "2026-02-28", "2026-03-02"),
        (0, "CD", "2026-11-21", "2026-11-21", "2026-11-23"),
    ],
)
def test_the_worked_cases(length, unit, start, raw, due):
    assert raw_day(d(start), length, Length(unit)) == d(raw)
    assert due_day(d(start), length, Length(unit)) == d(due)
    found = count(d(start), length, Length(unit))
    assert (found.raw, found.due) == (d(raw), d(due))


def test_days_explained():
    assert explanation(count(d("2026-12-10"), 15, DAYS, event="adoption", article="art. 11")) == (
        "Le jeudi 10 décembre 2026 (adoption) ne compte pas. (décret du 3 juillet 2003, art. 1er, 7°)",
        "15 jours calendrier : le dernier jour est le vendredi 25 décembre 2026, compris jusqu’à minuit. (art. 11)",
        "Le vendredi 25 décembre 2026 est chômé (Noël), le 26 décembre 2026 est chômé (samedi), le 27 décembre 2026 "
        "est chômé (dimanche) : l’échéance est reportée au lundi 28 décembre 2026. "
        "(décret du 3 juillet 2003, art. 1er, 7° ; arrêté royal du 18 avril 1974)",
    )


def test_working_days_explained():
    found = count(d("2026-12-18"), 15, WORKING)
    assert explanation(found) == (
        f"Le vendredi 18 décembre 2026 ne compte pas. ({WORKING_DAY_READING})",
        "15 jours ouvrables : le dernier jour est le mardi 12 janvier 2027, compris jusqu’à minuit. "
        f"({WORKING_DAY_READING})",
    )
    assert [step.day for step in found.steps] == [d("2026-12-18"), d("2027-01-12")]


def test_months_explained():
    assert explanation(count(d("2030-10-13"), 6, MONTHS, event="élections")) == (
        f"Point de départ : le dimanche 13 octobre 2030 (élections). On compte de date à date. ({MONTH_READING})",
        f"6 mois : le dernier jour est le dimanche 13 avril 2031, compris jusqu’à minuit. ({MONTH_READING})",
        "Le dimanche 13 avril 2031 est chômé, le 14 avril 2031 est chômé (lundi de Pâques) : l’échéance est reportée "
        f"au mardi 15 avril 2031. ({MONTH_READING} ; arrêté royal du 18 avril 1974)",
    )


def test_years_explained_without_a_holiday_on_the_way():
    assert explanation(count(d("2021-02-27"), 1, YEARS, basis=ANALOGY)) == (
        f"Point de départ : le samedi 27 février 2021. On compte de date à date. ({ANALOGY})",
        f"1 an : le dernier jour est le dimanche 27 février 2022, compris jusqu’à minuit. ({ANALOGY})",
        f"Le dimanche 27 février 2022 est chômé : l’échéance est reportée au lundi 28 février 2022. ({ANALOGY})",
    )


def test_a_count_backwards_explained():
    assert explanation(count(d("2026-08-31"), -120, DAYS, shift=Shift.NONE, article="art. 5")) == (
        f"Le lundi 31 août 2026 ne compte pas. ({DAY_RULE})",
        "En remontant 120 jours calendrier, on arrive au dimanche 3 mai 2026. (art. 5)",
        "Le dimanche 3 mai 2026 est chômé (dimanche), mais ce jour n’est pas reporté. (art. 5)",
    )


def test_a_shift_backwards_explained():
    found = count(d("2026-08-31"), -122, DAYS, shift=Shift.BACKWARD)
    assert (found.raw, found.due) == (d("2026-05-01"), d("2026-04-30"))
    assert found.steps[-1].line == (
        "Le vendredi 1er mai 2026 est chômé (fête du Travail) : l’échéance est avancée au jeudi 30 avril 2026. "
        f"({DAY_RULE} ; {HOLIDAYS_ORDER})"
    )
    chain: list = []
    assert shifted(d("2031-04-14"), Shift.BACKWARD, chain, "règle") == d("2031-04-11")
    assert chain[0].text_fr == (
        "Le lundi 14 avril 2031 est chômé (lundi de Pâques), le 13 avril 2031 est chômé (dimanche), le 12 avril 2031 "
        "est chômé (samedi) : l’échéance est avancée au vendredi 11 avril 2031."
    )
    assert (chain[0].article, chain[0].day) == (f"règle ; {HOLIDAYS_ORDER}", d("2031-04-11"))


@pytest.mark.parametrize(
    ("length", "unit", "reached"),
    [
        (0, DAYS, "0 jour calendrier : le dernier jour est le lundi 23 novembre 2026, compris jusqu’à minuit."),
        (1, DAYS, "1 jour calendrier : le dernier jour est le mardi 24 novembre 2026, compris jusqu’à minuit."),
        (1, WORKING, "1 jour ouvrable : le dernier jour est le mardi 24 novembre 2026, compris jusqu’à minuit."),
        (2, WORKING, "2 jours ouvrables : le dernier jour est le mercredi 25 novembre 2026, compris jusqu’à minuit."),
        (1, MONTHS, "1 mois : le dernier jour est le mercredi 23 décembre 2026, compris jusqu’à minuit."),
        (1, YEARS, "1 an : le dernier jour est le mardi 23 novembre 2027, compris jusqu’à minuit."),
        (2, YEARS, "2 ans : le dernier jour est le jeudi 23 novembre 2028, compris jusqu’à minuit."),
        (-1, DAYS, "En remontant 1 jour calendrier, on arrive au dimanche 22 novembre 2026."),
    ],
)
def test_a_length_in_words(length, unit, reached):
    assert count(d("2026-11-23"), length, unit).steps[1].text_fr == reached


def test_an_open_day_adds_no_line():
    steps: list = []
    for shift in Shift:
        assert shifted(d("2026-11-23"), shift, steps, "règle") == d("2026-11-23")
    assert steps == []


def test_a_day_that_stays_closed_rests_on_the_rule_when_no_article_is_given():
    assert count(d("2026-11-20"), 1, DAYS, shift=Shift.NONE).steps[-1].article == DAY_RULE


def test_each_unit_has_its_rule():
    assert RULES == {DAYS: DAY_RULE, WORKING: WORKING_DAY_READING, MONTHS: MONTH_READING, YEARS: YEAR_RULE}
    assert DAY_RULE == "décret du 3 juillet 2003, art. 1er, 7°"
    assert YEAR_RULE == "décret du 3 juillet 2003, art. 1er, 8°"
    assert HOLIDAYS_ORDER == "arrêté royal du 18 avril 1974"
    assert MONTH_READING == "lecture retenue : le texte ne définit pas le mois, il est compté de date à date"
    assert WORKING_DAY_READING == "lecture retenue : du lundi au vendredi, sans les dix jours fériés légaux"
    assert ANALOGY == (
        "lecture retenue : le texte ne dit pas comment compter ; par analogie, décret du 3 juillet 2003, art. 1er, 7°"
    )


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        (DAYS, "La longueur va de 0 à 36\N{NARROW NO-BREAK SPACE}525 jours calendrier."),
        (WORKING, "La longueur va de 0 à 26\N{NARROW NO-BREAK SPACE}000 jours ouvrables."),
        (MONTHS, "La longueur va de 0 à 1\N{NARROW NO-BREAK SPACE}200 mois."),
        (YEARS, "La longueur va de 0 à 100 ans."),
    ],
)
def test_a_length_is_neither_negative_nor_endless(unit, message):
    check_length(0, unit)
    check_length(LONGEST[unit], unit)
    for length in (-1, LONGEST[unit] + 1):
        with pytest.raises(Refused) as raised:
            check_length(length, unit)
        assert (str(raised.value), raised.value.field) == (message, "length")
    with pytest.raises(Refused) as raised:
        check_length(-1, unit, "pauses")
    assert raised.value.field == "pauses"


def test_a_clock_that_stands_still():
    closed = {d("2026-11-03"): "grève", d("2026-11-05"): "panne", d("2026-11-06"): "panne", d("2026-11-07"): "fête"}
    found = count_paused(d("2026-11-02"), 3, lambda day: closed.get(day, ""), article="art. 9", event="dépôt")
    assert found == Counted(d("2026-11-09"), d("2026-11-09"), found.steps)
    assert explanation(found) == (
        f"Le lundi 2 novembre 2026 (dépôt) ne compte pas. ({DAY_RULE})",
        "Le délai ne court pas le 3 novembre 2026 (grève) : 1 jour de plus. (art. 9)",
        "Le délai ne court pas du 5 novembre 2026 au 6 novembre 2026 (panne) : 2 jours de plus. (art. 9)",
        "Le délai ne court pas le 7 novembre 2026 (fête) : 1 jour de plus. (art. 9)",
        "3 jours calendrier : le dernier jour est le lundi 9 novembre 2026, compris jusqu’à minuit. (art. 9)",
    )


def test_two_stops_for_one_reason_are_told_apart():
    stopped = {d("2026-11-03"), d("2026-11-05")}
    found = count_paused(d("2026-11-02"), 2, lambda day: "panne" if day in stopped else "", basis="règle")
    assert [step.line for step in found.steps] == [
        "Le lundi 2 novembre 2026 ne compte pas. (règle)",
        f"Le délai ne court pas le 3 novembre 2026 (panne) : 1 jour de plus. ({DAY_RULE})",
        f"Le délai ne court pas le 5 novembre 2026 (panne) : 1 jour de plus. ({DAY_RULE})",
        f"2 jours calendrier : le dernier jour est le vendredi 6 novembre 2026, compris jusqu’à minuit. ({DAY_RULE})",
    ]


def test_a_clock_that_stood_still_may_end_on_a_closed_day():
    found = count_paused(d("2026-11-12"), 2, lambda _: "", basis="règle")
    assert (found.raw, found.due) == (d("2026-11-14"), d("2026-11-16"))
    assert found.steps[-1].line == (
        "Le samedi 14 novembre 2026 est chômé, le 15 novembre 2026 est chômé (dimanche) : l’échéance est reportée au "
        "lundi 16 novembre 2026. (règle)"
    )


@settings(max_examples=50)
@given(STARTS, lengths())
def test_it_counts_like_the_slow_way(start, length):
    number, unit = length
    assert raw_day(start, number, unit) == slow_counting.raw(unit.value, number, start)
    assert raw_day(start, -number, unit) == slow_counting.raw(unit.value, -number, start)
    assert due_day(start, number, unit) == slow_counting.forward(raw_day(start, number, unit))


@settings(max_examples=50)
@given(STARTS, lengths())
def test_nothing_is_due_on_a_closed_day_and_the_explanation_names_the_days(start, length):
    number, unit = length
    found = count(start, number, unit)
    assert found.due == due_day(start, number, unit) == next_working_day(found.raw)
    assert is_working_day(found.due)
    assert not slow_counting.closed(found.due)
    assert found.raw <= found.due
    told = " ".join(explanation(found))
    assert long_date(start) in told
    assert long_date(found.raw) in told
    assert long_date(found.due) in told


@settings(max_examples=50)
@given(STARTS, lengths(), st.integers(1, 40))
def test_later_and_longer_never_fall_due_earlier(start, length, more):
    number, unit = length
    assert due_day(start, number, unit) <= due_day(start + timedelta(days=more), number, unit)
    assert due_day(start, number, unit) <= due_day(start, number + more, unit)
    assert raw_day(start, number, unit) < raw_day(start, number + more, unit)


@settings(max_examples=30)
@given(STARTS, st.integers(0, 200), st.sets(st.integers(1, 60)))
def test_standing_still_moves_the_end_by_its_days(start, length, stops):
    stopped = {start + timedelta(days=stop) for stop in stops}
    found = count_paused(start, length, lambda day: "arrêt" if day in stopped else "")
    during = sum(start < day <= found.raw for day in stopped)
    assert found.raw == start + timedelta(days=length + during)
    assert found.raw not in stopped
