"""Whether an offer covers after school until 17:30, and lasts two or four hours a day."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.care_offer import WEEKDAYS_OF, CarePeriodKind
from preau.law.coverage import (
    CareCoverageQuestion,
    OpeningPeriod,
    OpeningSlot,
    Run,
    care_coverage,
    merged,
)
from preau.law.hours_of_day import hour
from preau.law.results import CannotCompute, Refused, explanation
from tests.law.asked import example_of, kinds, refused, replied

DAY = date(2026, 11, 20)
BEFORE, AFTER, WEDNESDAY = "before_school", "after_school", "wednesday_afternoon"
WEEKEND, SHORT, LONG = "weekend", "short_holidays", "long_holidays"
OTHERS = (0, 1, 3, 4)


def period(kind, *slots, holidays=()):
    """Return a period of these slots: (weekday or weekdays, "15:30", "18:00")."""
    hours = [
        OpeningSlot(weekday=weekday, starts=starts, ends=ends)
        for days, starts, ends in slots
        for weekday in (days if isinstance(days, tuple) else (days,))
    ]
    return OpeningPeriod(kind=CarePeriodKind(kind), hours=tuple(hours), holidays=tuple(holidays))


def asked(*periods, day=DAY):
    return care_coverage(CareCoverageQuestion(day=day, periods=periods))


def evenings(answer):
    return " ".join({"met": "+", "not_met": "-", "unknown": "?"}[one.verdict] + one.until for one in answer.evenings)


FOUR_EVENINGS = period(AFTER, (OTHERS, "15:30", "18:00"))
WEDNESDAY_LONG = period(WEDNESDAY, (2, "12:30", "18:00"))


@pytest.mark.parametrize(
    ("periods", "expected", "until_evening", "without_wednesday"),
    [
        ([FOUR_EVENINGS, WEDNESDAY_LONG], "+18:00 +18:00 +18:00 +18:00 +18:00", "met", "met"),
        ([FOUR_EVENINGS], "+18:00 +18:00 - +18:00 +18:00", "not_met", "met"),
        ([FOUR_EVENINGS, period(WEDNESDAY)], "+18:00 +18:00 ? +18:00 +18:00", "unknown", "met"),
        ([period(AFTER), WEDNESDAY_LONG], "? ? +18:00 ? ?", "unknown", "unknown"),
        ([period(AFTER, (0, "15:30", "17:30"))], "+17:30 - - - -", "not_met", "not_met"),
        ([period(AFTER, (0, "15:30", "17:29"))], "-17:29 - - - -", "not_met", "not_met"),
        ([period(AFTER, (0, "17:30", "19:00"))], "- - - - -", "not_met", "not_met"),
        ([period(AFTER, (0, "17:29", "17:30"))], "+17:30 - - - -", "not_met", "not_met"),
        ([period(AFTER, (0, "15:30", "16:30"), (0, "16:45", "18:00"))], "?18:00 - - - -", "not_met", "not_met"),
        (
            [period(AFTER, (OTHERS, "12:00", "13:00"), (OTHERS, "15:30", "18:00")), WEDNESDAY_LONG],
            "?18:00 ?18:00 +18:00 ?18:00 ?18:00",
            "unknown",
            "unknown",
        ),
        ([period(AFTER, (0, "15:30", "18:00"), (0, "18:30", "19:00"))], "+18:00 - - - -", "not_met", "not_met"),
        (
            [period(AFTER, (0, "15:30", "16:30")), period(AFTER, (0, "16:30", "18:00"))],
            "+18:00 - - - -",
            "not_met",
            "not_met",
        ),
        ([period(AFTER, (0, "15:30", "16:30")), period(AFTER)], "?16:30 ? - ? ?", "not_met", "unknown"),
        ([period(AFTER, (0, 930, 1080))], "+18:00 - - - -", "not_met", "not_met"),
        ([period(BEFORE, (OTHERS, "06:00", "20:00"))], "- - - - -", "not_met", "not_met"),
        ([], "? ? ? ? ?", "unknown", "unknown"),
    ],
)
def test_after_school_until_half_past_five(periods, expected, until_evening, without_wednesday):
    found = asked(*periods)
    assert evenings(found) == expected
    assert (found.until_evening, found.without_wednesday) == (until_evening, without_wednesday)


@pytest.mark.parametrize(
    ("periods", "school_weeks", "days_off", "long_enough"),
    [
        ([FOUR_EVENINGS], "met", "not_met", "met"),
        ([period(AFTER, (0, "15:30", "17:30"))], "met", "not_met", "met"),
        ([period(AFTER, (0, "15:31", "17:30"))], "not_met", "not_met", "not_met"),
        ([period(AFTER, (0, "15:30", "17:30"), (1, "15:30", "16:30"))], "not_met", "not_met", "not_met"),
        ([period(BEFORE, (0, "07:30", "08:30")), period(AFTER, (0, "15:30", "16:30"))], "met", "not_met", "met"),
        (
            [period(AFTER, (0, "15:30", "17:00")), period(AFTER, (0, "16:00", "17:00"))],
            "not_met",
            "not_met",
            "not_met",
        ),
        ([period(BEFORE), period(AFTER, (OTHERS, "15:30", "18:00"))], "unknown", "not_met", "unknown"),
        ([period(BEFORE), FOUR_EVENINGS, WEDNESDAY_LONG], "met", "not_met", "met"),
        ([period(WEDNESDAY), period(AFTER, (0, "15:30", "16:30"))], "not_met", "not_met", "not_met"),
        ([period(WEEKEND, (5, "09:00", "13:00"))], "not_met", "met", "met"),
        ([period(WEEKEND, (5, "09:00", "12:59"))], "not_met", "not_met", "not_met"),
        ([period(WEEKEND, (5, "09:00", "11:00"), (5, "13:00", "15:00"))], "not_met", "met", "met"),
        ([period(SHORT, (0, "09:00", "16:00")), period(LONG, (0, "09:00", "12:00"))], "not_met", "not_met", "not_met"),
        ([period(SHORT, (0, "09:00", "16:00")), period(LONG)], "not_met", "unknown", "unknown"),
        ([period(SHORT, (0, "09:00", "12:00")), period(LONG)], "not_met", "not_met", "not_met"),
        ([period(SHORT, (0, "09:00", "12:00")), period(SHORT)], "not_met", "unknown", "unknown"),
        ([FOUR_EVENINGS, period(SHORT, (0, "09:00", "12:00"))], "met", "not_met", "met"),
        ([], "unknown", "unknown", "unknown"),
    ],
)
def test_two_hours_in_school_weeks_or_four_on_days_off(periods, school_weeks, days_off, long_enough):
    found = asked(*periods)
    assert (found.school_weeks, found.days_off, found.long_enough) == (school_weeks, days_off, long_enough)


def test_each_break_is_judged_by_its_own_hours():
    morning = period(SHORT, (0, "09:00", "12:00"), holidays=["automne"])
    afternoon = period(SHORT, (0, "13:00", "16:00"), holidays=["hiver"])
    assert asked(morning, afternoon).days_off == "not_met"
    both = period(SHORT, (0, "12:00", "13:00"))
    found = asked(morning, afternoon, both)
    assert found.days_off == "not_met"
    assert explanation(found)[-3].startswith(
        "Moins de 4 h par jour prévu le week-end ou en congé scolaire : petits congés scolaires, lundi (1 h)."
    )


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"periods[0].hours[0].weekday": 2},
            "periods[0].hours[0].weekday",
            "« Après l’école » ne tombe pas le mercredi",
        ),
        ({"periods[1].hours[0].weekday": 5}, "periods[1].hours[0].weekday", "ne tombe pas le samedi"),
        ({"periods[0].hours[1].starts": "25:00"}, "periods[0].hours[1].starts", "Écrivez une heure"),
        ({"periods[0].hours[1].ends": "15:30"}, "periods[0].hours[1].ends", "vient après l’heure de début"),
        ({"periods[0].holidays": ["automne"]}, "periods[0].holidays", "n’est pas une période de congé"),
    ],
)
def test_impossible_hours_are_refused(changes, field, message):
    code, where, said = refused("care_coverage", example_of("care_coverage", changes))
    assert (code, where) == ("refused", field)
    assert message in said


def test_before_2015_the_hours_of_the_approval_are_not_known():
    with pytest.raises(CannotCompute, match="avant le 1er janvier 2015"):
        asked(FOUR_EVENINGS, day=date(2014, 12, 31))
    assert asked(FOUR_EVENINGS, day=date(2015, 1, 1)).school_weeks == "met"


def test_the_example_is_explained():
    result, lines = replied("care_coverage", example_of("care_coverage"))
    assert result["evenings"][2] == {"weekday": 2, "until": "17:00", "interrupted": False, "verdict": "not_met"}
    programme, subsidy, approval = (
        "(décret du 3 juillet 2003, art. 14, al. 2)",
        "(décret du 3 juillet 2003, art. 35, § 1er)",
        "(décret du 3 juillet 2003, art. 27, § 1er, al. 1er)",
    )
    assert lines == [
        f"Lundi, mardi, jeudi et vendredi : accueil jusqu’à 17 h 30 au moins. {programme}",
        f"Mercredi (jusqu’à 17 h) : pas d’accueil jusqu’à 17 h 30. {programme}",
        "L’après-école n’est pas couvert chaque jour de semaine jusqu’à 17 h 30, ce que demande aussi la subvention de "
        f"type 1. {subsidy}",
        "Lecture retenue : « en semaine » va du lundi au vendredi, mercredi compris, depuis l’accueil qui suit les "
        "cours jusqu’à 17 h 30 sans interruption. L’autre lecture laisse le mercredi à part, car l’article 14 en fait "
        f"une période distincte. {programme}",
        f"Chaque jour prévu en semaine de cours compte au moins 2 h d’accueil. {approval}",
        "Lecture retenue : l’accueil avant et après l’école du même jour s’additionne, chaque minute comptée une fois, "
        f"et chaque jour prévu doit suffire. {approval}",
        f"Aucun jour d’accueil n’est prévu le week-end ou en congé scolaire. {approval}",
        f"La durée permet de demander l’agrément. {approval}",
        "Lecture retenue : « et/ou » ; l’une des deux durées suffit pour demander l’agrément. " + approval,
    ]


def test_an_interruption_is_told_apart_from_hours_that_are_missing():
    lines = explanation(asked(period(AFTER, (0, "15:00", "16:00"), (0, "17:00", "18:00")), period(WEDNESDAY)))
    assert lines[:3] == (
        "Mardi, jeudi et vendredi : pas d’accueil jusqu’à 17 h 30. (décret du 3 juillet 2003, art. 14, al. 2)",
        "Lundi : accueil interrompu, puis repris avant 17 h 30 : à comparer à la fin des cours. "
        "(décret du 3 juillet 2003, art. 14, al. 2)",
        "Mercredi : les horaires ne sont pas tous donnés. (décret du 3 juillet 2003, art. 14, al. 2)",
    )


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([FOUR_EVENINGS, WEDNESDAY_LONG], "ssrsrssr"),
        ([FOUR_EVENINGS], "swwrsrssr"),
        ([period(AFTER, (0, "15:30", "16:30"))], "wwrwrswr"),
        ([period(WEEKEND, (5, "09:00", "12:00"))], "wwrsrwwr"),
        ([], "wwrwrwwr"),
    ],
)
def test_kinds_of_lines(periods, expected):
    steps = asked(*periods).steps
    assert "".join({"step": "s", "reading": "r", "warning": "w"}[step.kind] for step in steps) == expected
    assert kinds("care_coverage", example_of("care_coverage")) == "swwrsrssr"


@st.composite
def periods(draw):
    kind = draw(st.sampled_from(CarePeriodKind))
    slots = []
    for _ in range(draw(st.integers(0, 4))):
        starts = draw(st.integers(0, 1439))
        ends = draw(st.integers(starts + 1, 1440))
        slots.append((draw(st.sampled_from(sorted(WEEKDAYS_OF[kind]))), hour(starts), hour(ends)))
    return period(kind, *slots)


ORDER = {"not_met": 0, "unknown": 1, "met": 2}


@given(st.lists(periods(), max_size=6))
def test_an_answer_does_not_depend_on_the_order_of_the_periods(offer):
    forward, backward = asked(*offer), asked(*reversed(offer))
    for name in ("until_evening", "without_wednesday", "evenings", "school_weeks", "days_off", "long_enough"):
        assert getattr(forward, name) == getattr(backward, name)
    assert ORDER[forward.without_wednesday] >= ORDER[forward.until_evening]


@given(st.lists(periods(), max_size=4), periods())
def test_more_hours_never_end_earlier(offer, more):
    before, after = asked(*offer, FOUR_EVENINGS), asked(*offer, more, FOUR_EVENINGS)
    for one, other in zip(before.evenings, after.evenings, strict=True):
        assert other.until >= one.until
        assert one.verdict != "met" or other.verdict == "met" or other.interrupted


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8))
def test_merged_runs_hold_the_same_minutes_each_once(pairs):
    runs = [Run(start, start + length) for start, length in pairs]
    found = merged(runs)
    minutes = {minute for run in runs for minute in range(run.starts, run.ends)}
    assert sorted(minutes) == [minute for run in found for minute in range(run.starts, run.ends)]
    assert all(one.ends < other.starts for one, other in pairwise(found))


def test_impossible_hours_raise_in_process_too():
    with pytest.raises(Refused):
        asked(period(AFTER, (2, "15:30", "18:00")))
