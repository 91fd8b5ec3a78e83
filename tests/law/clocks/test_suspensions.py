"""Clocks that stand still and clocks that begin anew."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.calendar import is_working_day
from preau.law.clocks import ActDates, SuspendedClockQuestion, Suspension, Terms, clock, days_between, suspended_clock
from preau.law.counting import Length, Shift
from preau.law.results import CannotCompute, Refused
from tests.law.clocks.running import CD, DAY, MO, WD, YR, pause, restart


def run(start: str, length: int, unit: Length, pauses=(), restarts=()):
    return clock(date.fromisoformat(start), Terms(length=length, unit=unit), tuple(pauses), tuple(restarts))


def figures(found) -> tuple[str, str, int, int]:
    return (str(found.raw), str(found.due), found.days_run, found.days_suspended)


@pytest.mark.parametrize(
    ("start", "length", "unit", "pauses", "expected"),
    [
        ("2026-11-02", 60, CD, [], ("2027-01-01", "2027-01-04", 60, 0)),
        ("2026-11-02", 60, CD, [("2026-12-21", "2027-01-03")], ("2027-01-15", "2027-01-15", 60, 14)),
        # the pause begins on the last day, then the day after it
        ("2026-11-02", 10, CD, [("2026-11-12", "2026-11-12")], ("2026-11-13", "2026-11-13", 10, 1)),
        ("2026-11-02", 10, CD, [("2026-11-13", "2026-11-13")], ("2026-11-12", "2026-11-12", 10, 0)),
        # a pause that began before the clock counts from the first day of the clock, the trigger left out
        ("2026-11-02", 10, CD, [("2026-10-20", "2026-11-03")], ("2026-11-13", "2026-11-13", 10, 1)),
        ("2026-11-02", 10, CD, [("2026-10-20", "2026-11-02")], ("2026-11-12", "2026-11-12", 10, 0)),
        # the second pause is met only because the first moved the end
        (
            "2026-11-02",
            10,
            CD,
            [("2026-11-14", "2026-11-15"), ("2026-11-10", "2026-11-11")],
            ("2026-11-16", "2026-11-16", 10, 4),
        ),
        # overlapping, touching, nested
        (
            "2026-11-02",
            30,
            CD,
            [("2026-11-05", "2026-11-10"), ("2026-11-08", "2026-11-12")],
            ("2026-12-10", "2026-12-10", 30, 8),
        ),
        (
            "2026-11-02",
            30,
            CD,
            [("2026-11-05", "2026-11-10"), ("2026-11-11", "2026-11-12")],
            ("2026-12-10", "2026-12-10", 30, 8),
        ),
        (
            "2026-11-02",
            30,
            CD,
            [("2026-11-05", "2026-11-12"), ("2026-11-06", "2026-11-07")],
            ("2026-12-10", "2026-12-10", 30, 8),
        ),
        # working days: only working days are taken from the clock
        ("2026-12-18", 15, WD, [], ("2027-01-12", "2027-01-12", 15, 0)),
        ("2026-12-18", 15, WD, [("2026-12-21", "2026-12-27")], ("2027-01-18", "2027-01-18", 15, 4)),
        ("2026-12-18", 15, WD, [("2026-12-26", "2026-12-27")], ("2027-01-12", "2027-01-12", 15, 0)),
        # months and years: the days suspended are added to the date
        ("2024-10-13", 6, MO, [("2025-01-01", "2025-01-10")], ("2025-04-23", "2025-04-23", 182, 10)),
        ("2024-02-29", 5, YR, [("2029-02-28", "2029-02-28")], ("2029-03-01", "2029-03-01", 1826, 1)),
        ("2026-11-02", 0, CD, [("2026-11-03", "2026-11-10")], ("2026-11-02", "2026-11-02", 0, 0)),
    ],
)
def test_suspensions(start, length, unit, pauses, expected):
    assert figures(run(start, length, unit, [pause(*one) for one in pauses])) == expected


def test_a_shift_follows_the_suspension():
    found = clock(
        date(2026, 11, 2), Terms(length=10, unit=CD, shift=Shift.BACKWARD), (pause("2026-11-05", "2026-11-06"),)
    )
    assert figures(found) == ("2026-11-14", "2026-11-13", 10, 2)


@pytest.mark.parametrize(
    ("day", "start", "raw"),
    [
        ("2026-11-03", "2026-11-03", "2026-11-13"),
        ("2026-11-12", "2026-11-12", "2026-11-22"),
        ("2026-11-13", "2026-11-02", "2026-11-12"),
    ],
)
def test_a_restart_begins_anew_until_the_last_day(day, start, raw):
    found = run("2026-11-02", 10, CD, [], [restart(day)])
    assert (str(found.start), str(found.raw)) == (start, raw)


def test_a_restart_on_the_day_the_limit_was_moved_to_still_counts():
    monday = run("2026-11-04", 10, CD, [], [restart("2026-11-16")])
    assert str(monday.start) == "2026-11-16"
    assert str(run("2026-11-04", 10, CD, [], [restart("2026-11-17")]).start) == "2026-11-04"


def test_restarts_are_taken_in_the_order_of_their_days_and_keep_the_suspensions_that_follow():
    found = run(
        "2026-11-02",
        10,
        CD,
        [pause("2026-11-04", "2026-11-05"), pause("2026-11-12", "2026-11-20", "congé")],
        [restart("2026-11-16", "seconde"), restart("2026-11-06", "première")],
    )
    assert figures(found) == ("2026-11-30", "2026-11-30", 10, 4)
    assert [step.text_fr for step in found.steps] == [
        "Le vendredi 6 novembre 2026, le délai repart de zéro (première) : ce qui avait couru, 2 jours calendrier, "
        "est perdu.",
        "Le lundi 16 novembre 2026, le délai repart de zéro (seconde) : ce qui avait couru, 5 jours calendrier, "
        "est perdu.",
        "Le lundi 16 novembre 2026 ne compte pas.",
        "Sans suspension, 10 jours calendrier mèneraient au jeudi 26 novembre 2026.",
        "Le délai ne court pas du 17 novembre 2026 au 20 novembre 2026 (congé) : 4 jours calendrier de plus.",
        "Avec 4 jours calendrier de suspension, le dernier jour est le lundi 30 novembre 2026, compris jusqu’à minuit.",
    ]


def test_what_comes_after_the_end_changes_nothing_and_is_said():
    found = run(
        "2026-11-02", 10, CD, [pause("2026-11-13", None, "grève"), pause("2026-12-01", None)], [restart("2026-12-01")]
    )
    assert figures(found) == ("2026-11-12", "2026-11-12", 10, 0)
    assert [(step.line, step.kind) for step in found.steps] == [
        (
            "Le délai a pris fin le 12 novembre 2026 : la remise à zéro du 1er décembre 2026 (nouvelle pièce) "
            f"ne change rien. ({DAY})",
            "warning",
        ),
        (f"Le lundi 2 novembre 2026 ne compte pas. ({DAY})", "step"),
        (
            f"10 jours calendrier : le dernier jour est le jeudi 12 novembre 2026, compris jusqu’à minuit. ({DAY})",
            "step",
        ),
        (
            "Le délai a pris fin le 12 novembre 2026 : la suspension du 13 novembre 2026 (grève) ne change rien. "
            f"({DAY})",
            "warning",
        ),
        (
            "Le délai a pris fin le 12 novembre 2026 : la suspension du 1er décembre 2026 (dossier incomplet) "
            f"ne change rien. ({DAY})",
            "warning",
        ),
    ]


def test_a_suspension_that_lasts_has_no_end_to_compute():
    with pytest.raises(CannotCompute) as raised:
        run("2026-11-02", 10, CD, [pause("2026-11-03", "2026-11-04"), pause("2026-11-12", None)])
    assert str(raised.value) == "Impossible à calculer : la suspension commencée le 12 novembre 2026 n’est pas finie."
    assert raised.value.field == "pauses[1].last_day"


def test_no_more_than_the_length_of_the_limit_is_lost():
    found = run("2026-11-04", 10, CD, [], [restart("2026-11-16")])
    assert found.steps[0].text_fr == (
        "Le lundi 16 novembre 2026, le délai repart de zéro (nouvelle pièce) : ce qui avait couru, "
        "10 jours calendrier, est perdu."
    )


def test_a_suspension_that_lasts_still_holds_the_clock_after_a_restart():
    with pytest.raises(CannotCompute, match="la suspension commencée le 15 novembre 2026 n’est pas finie"):
        run("2026-11-04", 10, CD, [pause("2026-11-15", None)], [restart("2026-11-16")])


@pytest.mark.parametrize(
    ("pauses", "restarts", "field", "message"),
    [
        (
            [pause("2026-11-05", "2026-11-04")],
            [],
            "pauses[0].last_day",
            "Une suspension finit au plus tôt le jour où elle commence.",
        ),
        (
            [],
            [restart("2026-11-05"), restart("2026-11-02")],
            "restarts[1].day",
            "Une remise à zéro vient après le départ du délai (2 novembre 2026).",
        ),
    ],
)
def test_days_in_the_wrong_order_are_refused(pauses, restarts, field, message):
    with pytest.raises(Refused) as raised:
        run("2026-11-02", 10, CD, pauses, restarts)
    assert (raised.value.field, str(raised.value)) == (field, message)


def test_days_between():
    assert days_between(date(2026, 11, 6), date(2026, 11, 16), CD) == 10
    assert days_between(date(2026, 11, 6), date(2026, 11, 16), WD) == 5
    assert days_between(date(2026, 11, 6), date(2026, 11, 6), WD) == 0


def test_the_whole_explanation():
    question = SuspendedClockQuestion(
        length=60,
        unit=CD,
        start=date(2026, 11, 3),
        pauses=(pause("2026-12-21", "2027-01-03"), pause("2027-01-04", "2027-01-04", "grève")),
    )
    found = suspended_clock(question)
    assert (found.limit, found.title, found.start, found.safe, found.tacit_from) == (
        None,
        "Délai libre",
        date(2026, 11, 3),
        date(2027, 1, 15),
        None,
    )
    assert (found.raw, found.due, found.days_run, found.days_suspended) == (
        date(2027, 1, 17),
        date(2027, 1, 18),
        60,
        15,
    )
    assert [step.line for step in found.steps] == [
        f"Le mardi 3 novembre 2026 ne compte pas. ({DAY})",
        f"Sans suspension, 60 jours calendrier mèneraient au samedi 2 janvier 2027. ({DAY})",
        "Le délai ne court pas du 21 décembre 2026 au 3 janvier 2027 (dossier incomplet) : 14 jours calendrier de "
        f"plus. ({DAY})",
        f"Le délai ne court pas le 4 janvier 2027 (grève) : 1 jour calendrier de plus. ({DAY})",
        "Avec 15 jours calendrier de suspension, le dernier jour est le dimanche 17 janvier 2027, compris jusqu’à "
        f"minuit. ({DAY})",
        f"Le dimanche 17 janvier 2027 est chômé : l’échéance est reportée au lundi 18 janvier 2027. ({DAY})",
    ]


STARTS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LENGTHS = st.sampled_from([(CD, 60), (CD, 1), (WD, 15), (WD, 40), (MO, 6), (YR, 1)])


@settings(max_examples=50, deadline=None)
@given(start=STARTS, terms=LENGTHS, offset=st.integers(1, 400), days=st.integers(1, 90))
def test_a_suspension_moves_the_end_by_its_own_length_or_changes_nothing(start, terms, offset, days):
    unit, length = terms
    first = start + timedelta(days=offset)
    last = first + timedelta(days=days - 1)
    one = Suspension(first_day=first, last_day=last, reason="x")
    plain, found = (clock(start, Terms(length=length, unit=unit), pauses) for pauses in ((), (one,)))
    if first > plain.raw:
        assert (found.raw, found.due, found.days_suspended) == (plain.raw, plain.due, 0)
        return
    moved = days_between(plain.raw, found.raw, unit)
    assert (
        moved
        == found.days_suspended
        == days_between(start, last, unit)
        - days_between(start, first, unit)
        + (1 if unit is not WD or is_working_day(first) else 0)
    )
    assert found.due >= plain.due
    assert is_working_day(found.due)
    twice = clock(start, Terms(length=length, unit=unit), (one, one))
    assert (twice.raw, twice.due) == (found.raw, found.due)


def test_the_words_of_a_clock_in_working_days():
    terms = Terms(length=15, unit=WD, article="art. X", event="l’adoption")
    found = clock(date(2026, 12, 18), terms, (pause("2026-12-28", "2026-12-29"),), (restart("2026-12-31"),))
    assert [(step.line, step.day) for step in found.steps] == [
        (
            "Le jeudi 31 décembre 2026, le délai repart de zéro (nouvelle pièce) : ce qui avait couru, 6 jours "
            "ouvrables, est perdu. (art. X)",
            date(2026, 12, 31),
        ),
        (
            "Le jeudi 31 décembre 2026 (l’adoption) ne compte pas. "
            "(lecture retenue : du lundi au vendredi, sans les dix jours fériés légaux)",
            date(2026, 12, 31),
        ),
        (
            "15 jours ouvrables : le dernier jour est le vendredi 22 janvier 2027, compris jusqu’à minuit. (art. X)",
            date(2027, 1, 22),
        ),
    ]
    found = clock(date(2026, 12, 18), terms, (pause("2026-12-28", "2026-12-29"),))
    assert [(step.line, step.day) for step in found.steps[1:]] == [
        ("Sans suspension, 15 jours ouvrables mèneraient au mardi 12 janvier 2027. (art. X)", date(2027, 1, 12)),
        (
            "Le délai ne court pas du 28 décembre 2026 au 29 décembre 2026 (dossier incomplet) : 2 jours ouvrables de "
            "plus. (art. X)",
            date(2026, 12, 29),
        ),
        (
            "Avec 2 jours ouvrables de suspension, le dernier jour est le jeudi 14 janvier 2027, compris jusqu’à "
            "minuit. (art. X)",
            date(2027, 1, 14),
        ),
    ]


def test_the_days_of_what_came_too_late():
    pauses, restarts = [pause("2026-11-13", None)], [restart("2026-12-01"), restart("2026-12-03")]
    found = run("2026-11-02", 10, CD, pauses, restarts)
    assert [(step.day, step.kind) for step in found.steps] == [
        (date(2026, 12, 1), "warning"),
        (date(2026, 12, 3), "warning"),
        (date(2026, 11, 2), "step"),
        (date(2026, 11, 12), "step"),
        (date(2026, 11, 13), "warning"),
    ]


def test_a_suspension_that_begins_on_the_day_of_a_restart_had_already_stopped_the_clock():
    found = run("2026-11-02", 10, CD, [pause("2026-11-06", "2026-11-06")], [restart("2026-11-06")])
    assert "ce qui avait couru, 3 jours calendrier, est perdu" in found.steps[0].text_fr


def test_a_clock_that_does_not_move_stays_on_a_closed_day_without_any_suspension():
    found = clock(date(2026, 11, 4), Terms(length=10, unit=CD, shift=Shift.NONE))
    assert (found.raw, found.due) == (date(2026, 11, 14), date(2026, 11, 14))


def test_a_free_clock_begins_anew_too():
    question = SuspendedClockQuestion(length=10, unit=CD, start=date(2026, 11, 2), restarts=(restart("2026-11-05"),))
    assert (suspended_clock(question).start, suspended_clock(question).raw) == (date(2026, 11, 5), date(2026, 11, 15))
    free = SuspendedClockQuestion(length=10, unit=CD, act=ActDates(sent=date(2026, 11, 2)))
    with pytest.raises(Refused) as raised:
        suspended_clock(free)
    assert raised.value.field == "from"
