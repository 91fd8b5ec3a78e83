"""What makes a presence day: type 1, type 2 and flexible care."""

from datetime import date

import pytest

from preau.law.results import CannotCompute, Refused
from preau.law.subsidies.presences import (
    PresenceDayFlexibleQuestion,
    PresenceDayType1Question,
    PresenceDayType2Question,
    clock_words,
    minutes_of,
    presence_day_flexible,
    presence_day_type_1,
    presence_day_type_2,
)
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines

MONDAY, SATURDAY, SUNDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 6)
A23 = "(arrêté du 3 décembre 2003, art. 23)"
A26 = "(arrêté du 3 décembre 2003, art. 26/2)"
A9 = "(arrêté du 3 décembre 2003, art. 26/9)"
D35 = "(décret du 3 juillet 2003, art. 35, § 1er)"
GOOD = {
    "registered": True,
    "minutes_after_classes": 15,
    "fetched_at_end": False,
    "led_home": False,
    "already_counted": False,
    "counted_elsewhere": False,
    "open_until": "17:30",
}
READING = (
    "Lecture retenue : l’accueil est ouvert jusqu’à 17 h 30 au moins, l’enfant ne doit rester que 15 minutes. " + D35
)
ONCE = f"Matin et après-midi ne comptent qu’une fois. {A26}"
UNSURE = "On ne peut pas encore le dire."


def type_1(day=MONDAY, **changes):
    return presence_day_type_1(PresenceDayType1Question(day=day, **{**GOOD, **changes}))


def type_2(day=MONDAY, holiday=False, registered=True, **facts):
    return presence_day_type_2(PresenceDayType2Question(day=day, holiday=holiday, registered=registered, **facts))


def flexible(day=MONDAY, **hours):
    return presence_day_flexible(PresenceDayFlexibleQuestion(day=day, **hours))


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, "yes"),
        ({"minutes_after_classes": 14}, "no"),
        ({"minutes_after_classes": 0}, "no"),
        ({"minutes_after_classes": 1440}, "yes"),
        ({"registered": False}, "no"),
        ({"fetched_at_end": True}, "no"),
        ({"led_home": True}, "no"),
        ({"already_counted": True}, "no"),
        ({"counted_elsewhere": True}, "no"),
        ({"open_until": "17:29"}, "no"),
        ({"open_until": "18:00"}, "yes"),
        *(({name: None}, "unknown") for name in GOOD),
        ({"registered": None, "led_home": True}, "no"),
    ],
)
def test_type_1(changes, counts):
    found = type_1(**changes)
    assert found.counts == counts
    end = {"yes": "La journée compte.", "no": "La journée ne compte pas.", "unknown": UNSURE}[counts]
    assert lines(found)[-2:] == [READING, f"{end} {A23}"]


def test_type_1_explained():
    found = type_1()
    assert lines(found) == [
        f"Oui : inscrit et pris en charge par le personnel. {A23}",
        f"15 minutes après la fin des cours : au moins 15. {A23}",
        f"Pas repris par ses parents à la fin des cours. {A23}",
        f"Pas reconduit par le rang. {A23}",
        f"Pas déjà compté ce jour-là. {D35}",
        f"Pas compté pour un milieu d’accueil subventionné. {D35}",
        f"Oui : ouvert au moins jusqu’à 17 h 30. {D35}",
        READING,
        f"La journée compte. {A23}",
    ]
    assert kinds(found) == ["step"] * 7 + ["reading", "step"]


def test_type_1_says_what_excludes_and_what_is_missing():
    refused_day = type_1(registered=False, minutes_after_classes=14, led_home=True)
    assert lines(refused_day)[:4] == [
        f"Non : pas inscrit et pris en charge par le personnel. {A23}",
        f"14 minutes après la fin des cours : moins de 15. {A23}",
        f"Pas repris par ses parents à la fin des cours. {A23}",
        f"Exclu : reconduit par le rang. {A23}",
    ]
    unknown = presence_day_type_1(PresenceDayType1Question(day=MONDAY))
    assert lines(unknown)[:3] == [
        f"À savoir : inscrit et pris en charge par le personnel ? {A23}",
        f"À savoir : combien de minutes après la fin des cours ? {A23}",
        f"À savoir : repris par ses parents à la fin des cours ? {A23}",
    ]
    assert kinds(unknown) == ["warning"] * 7 + ["reading", "step"]


@pytest.mark.parametrize("ask_day", [type_1, type_2, flexible])
def test_before_2015_the_definitions_are_not_known(ask_day):
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2015"):
        ask_day(day=date(2014, 12, 31))
    assert ask_day(day=date(2015, 1, 1)).counts


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({"minutes_before_classes": 15}, "yes"),
        ({"minutes_before_classes": 14}, "unknown"),
        ({"minutes_before_classes": 14, "minutes_after_classes": 14}, "no"),
        ({"minutes_after_classes": 15}, "unknown"),
        ({"minutes_after_classes": 15, "fetched_at_end": False, "led_home": False}, "yes"),
        ({"minutes_before_classes": 0, "minutes_after_classes": 15, "fetched_at_end": True}, "no"),
        ({"minutes_before_classes": 0, "minutes_after_classes": 15, "led_home": True}, "no"),
        ({"minutes_before_classes": 20, "minutes_after_classes": 15, "led_home": True}, "yes"),
        ({"minutes_before_classes": 20, "registered": False}, "no"),
        ({"minutes_before_classes": 20, "registered": None}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_type_2_on_a_school_day(facts, counts):
    assert type_2(**facts).counts == counts


def test_type_2_explained():
    both = type_2(minutes_before_classes=20, minutes_after_classes=30, fetched_at_end=False, led_home=False)
    assert lines(both) == [
        f"Oui : inscrit et pris en charge par le personnel. {A26}",
        f"20 minutes avant le début des cours : au moins 15. {A26}",
        ONCE,
        f"La journée compte. {A26}",
    ]
    neither = type_2(minutes_before_classes=5, minutes_after_classes=30, fetched_at_end=True, led_home=False)
    assert lines(neither) == [
        f"Oui : inscrit et pris en charge par le personnel. {A26}",
        f"5 minutes avant le début des cours : moins de 15. {A26}",
        f"Exclu : repris par ses parents à la fin des cours. {A26}",
        ONCE,
        f"La journée ne compte pas. {A26}",
    ]
    after = type_2(minutes_before_classes=5, minutes_after_classes=30, fetched_at_end=False, led_home=None)
    assert lines(after)[1] == f"À savoir : reconduit par le rang ? {A26}"
    assert lines(after)[-1] == f"{UNSURE} {A26}"


@pytest.mark.parametrize(("minutes", "counts"), [(180, "yes"), (179, "no"), (None, "unknown")])
def test_type_2_on_a_holiday(minutes, counts):
    found = type_2(holiday=True, holiday_minutes=minutes, minutes_before_classes=60)
    assert found.counts == counts


def test_type_2_on_a_holiday_explained():
    assert lines(type_2(holiday=True, holiday_minutes=200)) == [
        f"Oui : inscrit et pris en charge par le personnel. {A26}",
        f"200 minutes un jour de vacances : au moins 180. {A26}",
        f"La journée compte. {A26}",
    ]
    assert type_2(holiday=True, holiday_minutes=200, registered=None).counts == "unknown"


@pytest.mark.parametrize(
    ("day", "hours", "counts"),
    [
        (MONDAY, {"arrives": "06:59"}, "yes"),
        (MONDAY, {"arrives": "07:00"}, "unknown"),
        (MONDAY, {"arrives": "07:00", "leaves": "18:00"}, "no"),
        (FRIDAY, {"arrives": "07:00", "leaves": "18:01"}, "yes"),
        (MONDAY, {"leaves": "18:01"}, "yes"),
        (MONDAY, {}, "unknown"),
        (SATURDAY, {"arrives": "09:20", "leaves": "12:20"}, "yes"),
        (SATURDAY, {"arrives": "09:20", "leaves": "12:19"}, "no"),
        (SUNDAY, {"arrives": "06:00", "leaves": "08:00"}, "no"),
        (SUNDAY, {"arrives": "06:00"}, "unknown"),
        (SUNDAY, {"leaves": "20:00"}, "unknown"),
    ],
)
def test_flexible(day, hours, counts):
    assert flexible(day, **hours).counts == counts


def test_flexible_explained():
    assert lines(flexible(arrives="06:15", leaves="08:00")) == [
        f"Présent avant 7 h en semaine. {A9}",
        f"La journée compte. {A9}",
    ]
    assert lines(flexible(arrives="16:00", leaves="19:00"))[0] == f"Présent après 18 h en semaine. {A9}"
    assert lines(flexible(arrives="08:00", leaves="16:00")) == [
        f"Non : pas présent avant 7 h. {A9}",
        f"Non : pas présent après 18 h. {A9}",
        f"La journée ne compte pas. {A9}",
    ]
    assert lines(flexible(SUNDAY, arrives="10:00", leaves="14:00"))[0] == (
        f"240 minutes un jour de week-end : au moins 180. {A9}"
    )


@pytest.mark.parametrize("leaves", ["08:00", "07:59"])
def test_nobody_leaves_before_arriving(leaves):
    with pytest.raises(Refused) as refusal:
        flexible(arrives="08:00", leaves=leaves)
    assert (refusal.value.field, str(refusal.value)) == ("leaves", "Le départ doit suivre l’arrivée.")


def test_times_of_the_day():
    assert [minutes_of(one) for one in ("00:00", "07:05", "17:30", "23:59")] == [0, 425, 1050, 1439]
    assert [clock_words(one) for one in (0, 425, 1050, 1080)] == ["0 h", "7 h 05", "17 h 30", "18 h"]


@pytest.mark.parametrize(
    ("rule", "changes", "refusal"),
    [
        ("presence_day_type_1", {"open_until": "24:00"}, ("wrong_value", "open_until")),
        ("presence_day_type_1", {"minutes_after_classes": -1}, ("out_of_range", "minutes_after_classes")),
        ("presence_day_type_1", {"minutes_after_classes": 1441}, ("out_of_range", "minutes_after_classes")),
        ("presence_day_type_1", {"day": "2010-01-01"}, ("cannot_compute", "day")),
        ("presence_day_type_2", {"holiday": ...}, ("missing_field", "holiday")),
        ("presence_day_flexible", {"arrives": "7:00"}, ("wrong_value", "arrives")),
        ("presence_day_flexible", {"leaves": "06:00"}, ("refused", "leaves")),
    ],
)
def test_refusals(rule, changes, refusal):
    assert refused(rule, example_of(rule, changes))[:2] == refusal


@pytest.mark.parametrize("rule", ["presence_day_type_1", "presence_day_type_2", "presence_day_flexible"])
def test_the_examples(rule):
    assert replied(rule, example_of(rule))[0] == {"counts": "yes"}
