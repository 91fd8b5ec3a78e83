"""Opening weeks, for recognition (U4) and for the subsidy (F5)."""

from datetime import date, timedelta

import pytest

from preau.law.asking import ask
from preau.law.homework_schools.opening import (
    OpeningPlace,
    OpeningQuestion,
    OpeningWeek,
    edd_opening,
    week_norm,
    week_ok,
)
from preau.law.homework_schools.verdicts import Tally
from preau.law.results import CannotCompute, Refused

DAY = date(2026, 9, 1)
MONDAY = date(2026, 9, 7)
RECOGNITION = "(décret EDD du 28 avril 2004, art. 7, § 3)"
SUBSIDY = "(décret EDD du 28 avril 2004, art. 17, § 1er)"


def weeks(count, minutes, *, first=MONDAY, school_week=True, other=0):
    return tuple(
        OpeningWeek(
            monday=first + timedelta(weeks=rank), after_school=minutes, other_minutes=other, school_week=school_week
        )
        for rank in range(count)
    )


def asked(*places, start=2026):
    return edd_opening(OpeningQuestion(start=start, places=tuple(OpeningPlace(weeks=place) for place in places)))


@pytest.mark.parametrize(
    ("minutes", "single", "several"),
    [
        ((100, 100, 100), True, True),
        ((150, 150), False, True),
        ((90, 90, 90), False, True),
        ((75, 75, 75, 75), True, True),
        ((59, 59, 59, 59, 59, 59), False, False),
        ((90, 90), False, True),
        ((90, 89), False, False),
        ((60, 120, 120), True, True),
        ((59, 120, 120, 60), True, True),
        ((59, 121, 120), False, True),
        ((180,), False, False),
    ],
)
def test_when_a_week_counts(minutes, single, several):
    assert week_ok(minutes, week_norm(DAY, several=False)) is single
    assert week_ok(minutes, week_norm(DAY, several=True)) is several
    whole = asked(weeks(20, minutes))
    assert whole.f5_weeks == (Tally(20, 20) if single else Tally(0, 0),)
    assert whole.f5 == ("met" if single else "not_met")
    both = asked(weeks(20, minutes), weeks(20, (100, 100)))
    assert both.f5 == ("met" if several else "not_met")
    assert both.f5_weeks[1] == Tally(20, 20)


@pytest.mark.parametrize(("count", "expected"), [(19, "not_met"), (20, "met")])
def test_twenty_weeks(count, expected):
    answer = asked(weeks(count, (100, 100, 100)))
    assert (answer.u4, answer.f5) == (expected, expected)


def test_every_place_needs_its_weeks():
    answer = asked(weeks(20, (100, 100)), weeks(19, (100, 100)))
    assert (answer.f5, answer.u4) == ("not_met", "met")


@pytest.mark.parametrize(
    ("minutes", "other", "u4"),
    [((60, 60), 0, "met"), ((60, 59), 0, "not_met"), ((0, 0), 120, "met"), ((0,) * 6 + (120,), 0, "met")],
)
def test_recognition_asks_two_hours_a_week_and_less_than_the_subsidy(minutes, other, u4):
    answer = asked(weeks(20, minutes, other=other))
    assert (answer.u4, answer.f5) == (u4, "not_met")


def test_hours_of_several_places_may_overlap():
    apart = asked(weeks(20, (60,)), weeks(20, (60,)))
    assert (apart.u4, apart.u4_weeks) == ("unknown", Tally(0, 20))
    assert asked(weeks(20, (60,)), weeks(20, (59,))).u4 == "not_met"
    assert asked(weeks(20, (120,)), weeks(20, (59,))).u4_weeks == Tally(20, 20)
    assert asked(weeks(10, (120,)), weeks(10, (120,), first=MONDAY + timedelta(weeks=10))).u4 == "met"


def test_unknown_hours_are_never_enough():
    answer = asked(weeks(20, (100, 100, None)))
    assert (answer.f5, answer.f5_weeks, answer.u4) == ("unknown", (Tally(0, 20),), "met")
    assert asked(weeks(20, (None,))).u4_weeks == Tally(0, 20)
    assert asked(weeks(20, (100, None))).f5 == "not_met"
    assert asked(weeks(20, (100, 100, 100, None))).f5 == "met"


@pytest.mark.parametrize(("school_week", "tally"), [(True, Tally(20, 20)), (False, Tally(0, 0))])
def test_only_school_weeks_count(school_week, tally):
    answer = asked(weeks(20, (100, 100, 100), school_week=school_week))
    assert (answer.u4_weeks, answer.f5_weeks) == (tally, (tally,))


def test_a_week_is_a_school_week_when_one_place_says_so():
    assert asked(weeks(20, (120,), school_week=False), weeks(20, (120,))).u4 == "met"
    unknown = {"school_week": None, "first": date(2060, 9, 6)}
    answer = asked(
        weeks(20, (120,), **unknown), weeks(20, (120,), school_week=False, first=date(2060, 9, 6)), start=2060
    )
    assert (answer.u4_weeks, answer.u4) == (Tally(0, 20), "unknown")


@pytest.mark.parametrize(
    ("monday", "tally"),
    [
        (date(2026, 10, 5), Tally(1, 1)),
        (date(2026, 10, 26), Tally(0, 0)),  # autumn holiday
        (date(2026, 12, 28), Tally(0, 0)),
        (date(2027, 6, 28), Tally(0, 0)),  # three days before 30 June, at 90 minutes each
        (date(2027, 7, 5), Tally(0, 0)),
    ],
)
def test_school_weeks_come_from_the_calendar(monday, tally):
    answer = asked(weeks(1, (90, 90, 90, 90, 90), first=monday, school_week=None))
    assert answer.f5_weeks == (tally,)


def test_a_school_week_of_one_day_of_lessons():
    for rank, monday in enumerate((date(2026, 11, 9), date(2026, 8, 24))):
        answer = asked(weeks(1, (0, 0, 0, 0, 120), first=monday, school_week=None))
        assert answer.u4_weeks == Tally(1, 1), rank
    assert asked(weeks(1, (120,), first=date(2027, 7, 5), school_week=None)).u4_weeks == Tally(0, 0)
    friday_only = asked(weeks(1, (120,), first=date(2027, 6, 28), school_week=None))
    assert friday_only.u4_weeks == Tally(1, 1)


def test_an_unknown_calendar_leaves_the_weeks_unknown():
    answer = asked(weeks(20, (100, 100, 100), first=date(2060, 9, 6), school_week=None), start=2060)
    assert (answer.u4, answer.f5, answer.f5_weeks) == ("unknown", "unknown", (Tally(0, 20),))
    assert asked(weeks(20, (10,), first=date(2060, 9, 6), school_week=None), start=2060).f5 == "not_met"


@pytest.mark.parametrize(
    ("monday", "minutes", "expected"),
    [
        (date(2026, 8, 24), (100, 100, 100, 100, 100), 0),
        (date(2026, 8, 31), (100, 100, 100, 0, 0), 0),  # Monday lies before 1 September
        (date(2026, 8, 31), (0, 100, 100, 100, 0), 1),
        (date(2027, 6, 28), (100, 100, 100, 0, 0), 1),  # up to Wednesday 30 June
        (date(2027, 6, 28), (0, 100, 100, 100, 0), 0),
    ],
)
def test_the_window_of_the_subsidy(monday, minutes, expected):
    assert asked(weeks(1, minutes, first=monday)).f5_weeks == (Tally(expected, expected),)


def test_the_weekend_is_not_after_school():
    assert asked(weeks(20, (0, 0, 0, 100, 100, 100, 100))).f5 == "not_met"


def test_the_explanation_of_opening():
    answer = asked(weeks(20, (100, 100, 100, 59, 1)), weeks(19, (60, 0, 0, 0, 0, 30)))
    assert [step.line for step in answer.steps] == [
        f"U4, rempli : semaines de 2 heures au moins hors des heures scolaires : 20 ; il en faut 20. {RECOGNITION}",
        "Une semaine compte pour la subvention avec 180 minutes au moins sur 2 jours au moins ; un jour de moins de 60 "
        f"minutes ne compte pas. {SUBSIDY}",
        f"F5, lieu 1, rempli : semaines qui comptent du 1er septembre au 30 juin : 20 ; il en faut 20. {SUBSIDY}",
        f"F5, lieu 2, non rempli : semaines qui comptent du 1er septembre au 30 juin : 0 ; il en faut 20. {SUBSIDY}",
        "« Après les heures scolaires » vise les jours de semaine après la classe, mercredi après-midi compris ; la "
        f"reconnaissance compte aussi les matins et les week-ends. {SUBSIDY}",
        "Une semaine écourtée par un congé ou par le 1er septembre ou le 30 juin garde les mêmes seuils, sur ses jours "
        f"restants. {SUBSIDY}",
        f"40 jours d’ouverture trop courts, de moins de 60 minutes. {SUBSIDY}",
        "Plusieurs lieux comptés comme une école de devoirs : chacun atteint les seuils réduits, sans que tous "
        f"ensemble doivent encore atteindre 5 heures sur 3 jours. {SUBSIDY}",
    ]
    assert [step.kind for step in answer.steps] == [
        "step",
        "step",
        "step",
        "warning",
        "reading",
        "reading",
        "warning",
        "reading",
    ]
    short = asked(weeks(1, (59,))).steps[-1]
    assert short.line == f"1 jour d’ouverture trop court, de moins de 60 minutes. {SUBSIDY}"
    single = asked(weeks(1, (100, 100, None)))
    assert [step.text_fr for step in single.steps][1:3] == [
        "Une semaine compte pour la subvention avec 300 minutes au moins sur 3 jours au moins ; un jour de moins de 60 "
        "minutes ne compte pas.",
        "F5, non rempli : semaines qui comptent du 1er septembre au 30 juin : de 0 à 1 ; il en faut 20.",
    ]
    assert len(single.steps) == 5


@pytest.mark.parametrize(
    ("places", "field", "message"),
    [
        (
            (weeks(1, (60,)), weeks(1, (60,), first=date(2026, 9, 8))),
            "places[1].weeks[0].monday",
            "Une semaine se donne par son lundi.",
        ),
        (
            (weeks(1, (60,), first=date(2026, 8, 17)),),
            "places[0].weeks[0].monday",
            "Cette semaine n’est pas de l’année d’activités 2026.",
        ),
        (
            (weeks(1, (60,), first=date(2027, 9, 6)),),
            "places[0].weeks[0].monday",
            "Cette semaine n’est pas de l’année d’activités 2026.",
        ),
        (
            (weeks(1, (60,)) + weeks(1, (90,)),),
            "places[0].weeks[1].monday",
            "Cette semaine est donnée deux fois pour le même lieu.",
        ),
    ],
)
def test_impossible_weeks(places, field, message):
    with pytest.raises(Refused) as refusal:
        asked(*places)
    assert (refusal.value.field, str(refusal.value)) == (field, message)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ('{"start": 2012, "places": [{"weeks": []}]}', "start"),
        ('{"start": 2026, "places": []}', "places"),
        (
            '{"start": 2026, "places": [{"weeks": [{"monday": "2026-09-07", "after_school": [1441]}]}]}',
            "places[0].weeks[0].after_school[0]",
        ),
        (
            '{"start": 2026, "places": [{"weeks": [{"monday": "2026-09-07", "after_school": []}]}]}',
            "places[0].weeks[0].after_school",
        ),
    ],
)
def test_bad_input_names_the_field(question, field):
    reply = ask("edd_opening", question)
    assert (reply.ok, reply.error.field.replace("...", "0")) == (False, field)


def test_the_first_year_of_the_law():
    assert asked(weeks(20, (100, 100, 100), first=date(2013, 9, 2)), start=2013).f5 == "met"
    with pytest.raises(CannotCompute):
        week_norm(date(2013, 8, 31), several=False)


@pytest.mark.parametrize(("start", "monday"), [(2029, date(2029, 8, 20)), (2025, date(2026, 8, 31))])
def test_the_first_and_the_last_week_of_a_year(start, monday):
    assert asked(weeks(1, (120,), first=monday), start=start).u4_weeks == Tally(1, 1)


@pytest.mark.parametrize(("minutes", "u4", "f5"), [((119, None), 0, 0), ((99, 100, 100, None), 1, 0)])
def test_an_unknown_day_is_counted_as_nothing_at_worst(minutes, u4, f5):
    answer = asked(weeks(1, minutes))
    assert (answer.u4_weeks.surely, answer.f5_weeks[0].surely) == (u4, f5)
