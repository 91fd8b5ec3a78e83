"""Activity years and rule sets of homework schools."""

from datetime import date, timedelta

import pytest

from preau.law.calendar import known_school_years, school_year
from preau.law.homework_schools.years import (
    ActivityYearQuestion,
    activity_year,
    activity_year_of,
    edd_activity_year,
    rule_set,
    rule_sets,
)
from preau.law.results import CannotCompute

ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "first", "last", "days"),
    [
        (2013, date(2013, 9, 1), date(2014, 8, 31), 365),
        (2019, date(2019, 9, 1), date(2020, 8, 31), 366),
        (2021, date(2021, 9, 1), date(2022, 8, 28), 362),
        (2022, date(2022, 8, 29), date(2023, 8, 27), 364),
        (2023, date(2023, 8, 28), date(2024, 8, 25), 364),
        (2024, date(2024, 8, 26), date(2025, 8, 24), 364),
        (2025, date(2025, 8, 25), date(2026, 8, 23), 364),
        (2026, date(2026, 8, 24), date(2027, 8, 29), 371),
        (2060, None, None, None),
    ],
)
def test_limits_of_an_activity_year(start, first, last, days):
    year = activity_year(start)
    assert (year.first_day, year.last_day, year.days) == (first, last, days)
    assert year.label == f"{start}-{start + 1}"
    if last:
        assert activity_year_of(first).start == activity_year_of(last).start == start
        assert activity_year_of(last + ONE_DAY).start == start + 1


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2013, 9, 1), 2013),
        (date(2022, 8, 28), 2021),
        (date(2022, 8, 29), 2022),
        (date(2026, 8, 23), 2025),
        (date(2026, 8, 24), 2026),
        (date(2061, 8, 20), 2060),
        (date(2061, 9, 1), 2061),
        (date(2061, 1, 15), 2060),
    ],
)
def test_activity_year_of_a_day(day, start):
    assert activity_year_of(day).start == start


@pytest.mark.parametrize("day", [date(2060, 8, 21), date(2060, 8, 31)])
def test_late_august_of_an_unknown_calendar_is_not_known(day):
    with pytest.raises(CannotCompute) as refusal:
        activity_year_of(day, "recognised_on")
    assert refusal.value.field == "recognised_on"
    assert str(refusal.value) == (
        f"Impossible à calculer : le premier jour de l’année scolaire {day.year}-{day.year + 1} n’est pas connu."
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2013, 9, 1), "EDD-2013"),
        (date(2022, 8, 28), "EDD-2013"),
        (date(2022, 8, 29), "EDD-2022a"),
        (date(2022, 11, 14), "EDD-2022a"),
        (date(2022, 11, 15), "EDD-2022b"),
        (date(2026, 12, 31), "EDD-2022b"),
        (date(2027, 1, 1), "EDD-2027"),
    ],
)
def test_rule_set_of_a_day(day, expected):
    assert rule_set(day).id == expected


def test_the_law_before_2013_is_not_known():
    with pytest.raises(CannotCompute) as refusal:
        rule_set(date(2013, 8, 31))
    assert refusal.value.field == "day"
    assert str(refusal.value) == (
        "Impossible à calculer : le droit des écoles de devoirs n’est pas connu avant le 1er septembre 2013."
    )
    with pytest.raises(CannotCompute) as refusal:
        activity_year_of(date(2013, 8, 31), "complete_on")
    assert refusal.value.field == "complete_on"


def test_the_rule_sets_follow_each_other():
    days = [one.since for one in rule_sets()]
    assert days == sorted(set(days))
    assert all(one.what and one.source for one in rule_sets())


def test_the_explanation_of_a_year():
    answer = edd_activity_year(ActivityYearQuestion(day=date(2026, 2, 2)))
    assert (answer.activity_year, answer.first_day, answer.last_day, answer.rule_set) == (
        "2025-2026",
        date(2025, 8, 25),
        date(2026, 8, 23),
        "EDD-2022b",
    )
    article = "(décret EDD du 28 avril 2004, art. 2, § 2)"
    assert [step.line for step in answer.steps] == [
        f"Le lundi 2 février 2026 tombe dans l’année d’activités 2025-2026. {article}",
        f"Elle commence le lundi 25 août 2025. {article}",
        f"Elle finit le dimanche 23 août 2026. {article}",
        f"Calendrier scolaire 2025-2026 : {school_year(2025).certainty}. {article}",
        f"Calendrier scolaire 2026-2027 : {school_year(2026).certainty}. {article}",
        "Règles EDD-2022b, en vigueur depuis le 15 novembre 2022 : avance de 90 %, extrait de casier judiciaire tous "
        "les cinq ans dès le 16 mars 2024. (décret du 14 décembre 2022)",
    ]


def test_unknown_limits_say_so():
    answer = edd_activity_year(ActivityYearQuestion(day=date(2060, 11, 15)))
    assert (answer.first_day, answer.last_day, answer.rule_set) == (None, None, "EDD-2027")
    assert len(answer.steps) == 4
    assert {step.article for step in answer.steps[:3]} == {"décret EDD du 28 avril 2004, art. 2, § 2"}
    assert [(step.text_fr, step.kind) for step in answer.steps[1:3]] == [
        ("Son premier jour n’est pas connu : il dépend du calendrier scolaire.", "warning"),
        ("Son dernier jour n’est pas connu : il dépend du calendrier scolaire.", "warning"),
    ]


def test_the_last_known_school_year_has_no_known_end():
    last = known_school_years()[-1].start
    year = activity_year(last)
    assert year.first_day == school_year(last).first_day
    assert (year.last_day, year.days) == (None, None)


@pytest.mark.parametrize(("day", "sources"), [(date(2020, 10, 1), 0), (date(2021, 10, 1), 1), (date(2022, 10, 1), 2)])
def test_the_school_calendars_used_are_named(day, sources):
    answer = edd_activity_year(ActivityYearQuestion(day=day))
    assert sum("Calendrier scolaire" in step.text_fr for step in answer.steps) == sources
