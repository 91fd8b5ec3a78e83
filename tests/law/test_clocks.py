"""Clocks that stand still and clocks that begin anew."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law import clocks
from preau.law.asking import ask
from preau.law.calendar import is_working_day
from preau.law.catalogue import known_rule
from preau.law.clocks import (
    ActDates,
    Restart,
    SuspendedClockQuestion,
    Suspension,
    Terms,
    clock,
    days_between,
    suspended_clock,
)
from preau.law.counting import Length, Shift
from preau.law.results import CannotCompute, Refused
from preau.law.time_limits import Moment, TimeLimit

CD, WD, MO, YR = Length.CALENDAR_DAYS, Length.WORKING_DAYS, Length.MONTHS, Length.YEARS
DAY = "décret du 3 juillet 2003, art. 1er, 7°"


def pause(first: str, last: str | None, reason: str = "dossier incomplet") -> Suspension:
    last_day = date.fromisoformat(last) if last else None
    return Suspension(first_day=date.fromisoformat(first), last_day=last_day, reason=reason)


def restart(day: str, reason: str = "nouvelle pièce") -> Restart:
    return Restart(day=date.fromisoformat(day), reason=reason)


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


LIMITS = {
    "X1": TimeLimit(
        id="X1",
        title="Rendre l’avis",
        trigger="la réception du dossier",
        moment=Moment.RECEIVED,
        unit="CD",
        length=10,
        owed_by="la commission",
        text="decree",
        article="art. 23",
        reading="Lecture d’essai.",
        consequence="aucune",
        silence="rien",
    ),
    "X2": TimeLimit(
        id="X2",
        title="Décider",
        trigger="le dépôt du dossier complet",
        moment=Moment.EVENT,
        unit="CD",
        length=120,
        shift=Shift.NONE,
        tacit=True,
        owed_by="l’ONE",
        text="edd_decree",
        article="art. 4",
        consequence="acquise",
        silence="acquise",
    ),
    "X3": TimeLimit(
        id="X3",
        title="Se conformer",
        trigger="la mise en demeure",
        moment=Moment.SENT,
        unit="CD",
        length=None,
        owed_by="la commune",
        text="decree",
        article="art. 28",
        consequence="retrait",
        silence="rien",
    ),
    "X4": TimeLimit(
        id="X4",
        title="Convoquer",
        trigger="le terme",
        moment=Moment.EVENT,
        unit="YR",
        length=-1,
        owed_by="la commune",
        text="decree",
        article="art. 26",
        consequence="perte",
        silence="rien",
    ),
}


@pytest.fixture
def table(monkeypatch):
    known = {one_id: LIMITS[one_id] for one_id in LIMITS}
    monkeypatch.setattr(clocks, "limit", known.__getitem__)


@pytest.mark.usefixtures("table")
def test_a_limit_takes_the_date_it_counts_from_and_its_own_articles():
    act = ActDates(sent=date(2026, 11, 2), received=date(2026, 11, 4), adopted=date(2026, 10, 1))
    found = suspended_clock(SuspendedClockQuestion(limit="X1", act=act, pauses=(pause("2026-11-05", "2026-11-06"),)))
    assert (found.limit, found.title, found.start, found.raw, found.due) == (
        "X1",
        "Rendre l’avis",
        date(2026, 11, 4),
        date(2026, 11, 16),
        date(2026, 11, 16),
    )
    assert [step.line for step in found.steps] == [
        "Lecture d’essai. (décret du 3 juillet 2003, art. 23)",
        f"Le mercredi 4 novembre 2026 (la réception du dossier) ne compte pas. ({DAY})",
        "Sans suspension, 10 jours calendrier mèneraient au samedi 14 novembre 2026. "
        "(décret du 3 juillet 2003, art. 23)",
        "Le délai ne court pas du 5 novembre 2026 au 6 novembre 2026 (dossier incomplet) : 2 jours calendrier de "
        "plus. (décret du 3 juillet 2003, art. 23)",
        "Avec 2 jours calendrier de suspension, le dernier jour est le lundi 16 novembre 2026, compris jusqu’à "
        "minuit. (décret du 3 juillet 2003, art. 23)",
    ]


@pytest.mark.usefixtures("table")
def test_silence_is_counted_from_the_end_of_a_tacit_limit():
    found = suspended_clock(
        SuspendedClockQuestion(limit="X2", start=date(2026, 11, 21), restarts=(restart("2026-11-30"),))
    )
    assert (found.raw, found.due, found.tacit_from) == (date(2027, 3, 30), date(2027, 3, 30), date(2027, 3, 31))
    assert found.steps[-1].line == (
        "Sans réponse, la décision est acquise dès le mercredi 31 mars 2027. (décret EDD du 28 avril 2004, art. 4)"
    )
    assert found.steps[1].article.startswith("lecture retenue : le texte ne dit pas comment compter")


@pytest.mark.usefixtures("table")
def test_a_tacit_limit_on_a_closed_day_is_not_moved():
    found = suspended_clock(
        SuspendedClockQuestion(limit="X2", start=date(2026, 11, 20), pauses=(pause("2026-12-01", "2026-12-01"),))
    )
    assert (found.raw, found.due, found.safe) == (date(2027, 3, 21), date(2027, 3, 21), date(2027, 3, 19))
    assert found.steps[-2].line == (
        "Le dimanche 21 mars 2027 est chômé (dimanche), mais ce jour n’est pas reporté. (lecture retenue : le texte "
        "ne dit pas comment compter ; par analogie, décret du 3 juillet 2003, art. 1er, 7°)"
    )


def test_real_limits_of_the_tables():
    clock_of_t2 = suspended_clock(SuspendedClockQuestion(limit="T2", start=date(2026, 11, 30)))
    assert (clock_of_t2.raw, clock_of_t2.due, clock_of_t2.tacit_from) == (
        date(2027, 3, 30),
        date(2027, 3, 30),
        date(2027, 3, 31),
    )
    mandate = suspended_clock(SuspendedClockQuestion(limit="D02", start=date(2024, 10, 13)))
    assert (mandate.raw, mandate.safe) == (date(2030, 10, 13), None)
    notice = SuspendedClockQuestion(limit="D60", length=60, act=ActDates(notified=date(2026, 11, 2)))
    assert suspended_clock(notice).due == date(2027, 1, 4)
    paid = suspended_clock(
        SuspendedClockQuestion(limit="T12", start=date(2026, 12, 15), pauses=(pause("2027-01-01", "2027-01-01"),))
    )
    assert paid.raw == date(2027, 3, 16)
    assert "le texte ne définit pas le mois" in paid.steps[1].article


@pytest.mark.usefixtures("table")
def test_a_length_set_by_the_office_is_given_with_the_question():
    question = SuspendedClockQuestion(limit="X3", length=70, act=ActDates(sent=date(2026, 11, 2)))
    assert suspended_clock(question).raw == date(2027, 1, 11)
    with pytest.raises(CannotCompute) as raised:
        suspended_clock(SuspendedClockQuestion(limit="X3", start=date(2026, 11, 2)))
    assert raised.value.field == "length"


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("question", "field", "message"),
    [
        (
            {"limit": "X1", "from": "2026-11-02", "unit": "CD"},
            "unit",
            "Un délai de la table a son unité : donnez soit « limit », soit « length » et « unit ».",
        ),
        (
            {"limit": "Z" * 70, "from": "2026-11-02"},
            "limit",
            f"« {'Z' * 60} » n’est pas un délai de la table. La liste est donnée par « preau law limits ».",
        ),
        (
            {"limit": "X4", "from": "2026-11-02"},
            "limit",
            "Le délai X4 se compte en remontant : il ne peut pas être suspendu.",
        ),
        ({"limit": "X2"}, "from", "Donnez le jour de départ dans « from » (AAAA-MM-JJ)."),
        (
            {"limit": "X2", "act": {"sent": "2026-11-02"}},
            "from",
            "Donnez le jour de départ dans « from » (AAAA-MM-JJ).",
        ),
        (
            {"limit": "X1", "act": {"sent": "2026-11-02"}},
            "act.received",
            "Impossible à calculer : ce délai court depuis la date de réception ; donnez « act.received ».",
        ),
        (
            {"limit": "X1"},
            "act.received",
            "Impossible à calculer : ce délai court depuis la date de réception ; donnez « act.received ».",
        ),
        (
            {"limit": "X3", "length": 60, "act": {"received": "2026-11-02"}},
            "act.sent",
            "Impossible à calculer : ce délai court depuis la date d’envoi ; donnez « act.sent ».",
        ),
        ({"length": 10, "unit": "CD"}, "from", "Donnez le jour de départ dans « from » (AAAA-MM-JJ)."),
        ({"unit": "CD"}, "length", "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR)."),
        ({"length": 10}, "unit", "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR)."),
        ({"length": -1, "unit": "MO"}, "length", "La longueur va de 0 à 1\u202f200 mois."),
    ],
)
def test_what_cannot_be_asked(question, field, message):
    reply = ask("suspended_clock", json.dumps(question))
    assert not reply.ok
    assert (reply.error.field, reply.error.message) == (field, message)


def test_a_limit_that_is_no_length_has_no_clock():
    reply = ask("suspended_clock", '{"limit": "D31", "from": "2026-09-01"}')
    assert (reply.error.field, reply.error.message) == (
        "limit",
        "Le délai D31 n’est pas une durée en jours, en mois ou en ans : rien ne court.",
    )


def test_the_example_is_answered():
    example = known_rule("suspended_clock").example
    reply = ask("suspended_clock", json.dumps(example))
    assert reply.ok
    assert reply.result == {
        "limit": None,
        "title": "Délai libre",
        "start": "2026-11-02",
        "raw": "2027-01-15",
        "due": "2027-01-15",
        "safe": "2027-01-15",
        "days_run": 60,
        "days_suspended": 14,
        "tacit_from": None,
    }


def test_the_three_dates_of_an_act_are_kept_apart():
    act = ActDates(
        sent=date(2026, 1, 1), received=date(2026, 1, 2), adopted=date(2026, 1, 3), notified=date(2026, 1, 4)
    )
    assert [act.on(moment) for moment in Moment] == [
        {"sent": act.sent, "received": act.received, "adopted": act.adopted, "notified": act.notified}.get(moment)
        for moment in Moment
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


@pytest.mark.usefixtures("table")
def test_the_day_of_the_tacit_decision_is_on_its_line():
    found = suspended_clock(SuspendedClockQuestion(limit="X2", start=date(2026, 11, 30)))
    assert found.steps[-1].day == date(2027, 3, 31)
