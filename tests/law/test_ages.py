"""Ages counted from date to date, and which children the decree is for."""

from datetime import date

import msgspec
import pytest

from preau.law.ages import EligibleChildQuestion, LastAge, ages_on, eligible_child, is_of_age, months_old
from preau.law.asking import ask
from preau.law.results import CannotCompute, Refused

DAY = date(2026, 11, 20)
ART = "(décret du 3 juillet 2003, art. 2)"
READING = (
    f"Lecture retenue : « jusqu’à douze ans » va jusqu’au douzième anniversaire ; l’autre, jusqu’au treizième. {ART}"
)


def asked(born, day=DAY, **more):
    return eligible_child(EligibleChildQuestion(day=day, born=born, **more))


@pytest.mark.parametrize(
    ("born", "day", "months"),
    [
        (date(2020, 11, 20), DAY, 72),
        (date(2020, 11, 21), DAY, 71),
        (date(2020, 12, 1), DAY, 71),
        (DAY, DAY, 0),
        (date(2020, 2, 29), date(2026, 2, 28), 72),
        (date(2020, 2, 29), date(2026, 2, 27), 71),
        (date(2020, 2, 29), date(2024, 2, 28), 47),
        (date(2020, 2, 29), date(2024, 2, 29), 48),
    ],
)
def test_age_in_whole_months(born, day, months):
    assert months_old(born, day) == months


def test_ages_are_counted_on_the_day():
    births = (date(2020, 11, 20), date(2020, 11, 21), date(2015, 1, 1))
    assert ages_on(births, DAY) == (1, 2)
    assert ages_on(births, date(2026, 11, 21)) == (0, 3)
    assert ages_on(births, date(2026, 11, 19)) == (2, 1)
    assert ages_on(births, DAY, 12) == (3, 0)
    assert ages_on((), DAY) == (0, 0)


def test_a_child_not_born_is_refused():
    assert ages_on((DAY,), DAY) == (1, 0)
    with pytest.raises(Refused, match=r"Cet enfant n’est pas né le 20 novembre 2026\.") as refusal:
        ages_on((date(2020, 1, 1), date(2026, 11, 21)), DAY)
    assert refusal.value.field == "births[1]"


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (date(2024, 5, 20), True),
        (date(2024, 5, 21), False),
        (date(2014, 11, 21), True),
        (date(2014, 11, 20), False),
    ],
)
def test_open_to_all_from_two_and_a_half_to_twelve(born, of_age):
    assert is_of_age(born, DAY) is of_age
    assert asked(born, in_primary_school=False).eligible is of_age


@pytest.mark.parametrize(
    ("born", "more", "eligible"),
    [
        (date(2024, 5, 21), {}, False),
        (date(2024, 5, 21), {"in_primary_school": True}, True),
        (date(2014, 11, 20), {}, None),
        (date(2014, 11, 20), {"in_primary_school": True}, True),
        (date(2014, 11, 20), {"last_age": LastAge.THROUGH_TWELFTH_YEAR}, True),
        (date(2013, 11, 21), {"last_age": LastAge.THROUGH_TWELFTH_YEAR}, True),
        (date(2013, 11, 20), {"last_age": LastAge.THROUGH_TWELFTH_YEAR}, None),
    ],
)
def test_primary_school_and_the_other_reading(born, more, eligible):
    assert asked(born, **more).eligible is eligible


def test_the_whole_explanation():
    found = asked(date(2023, 6, 1))
    assert (found.years, found.months) == (3, 5)
    assert [step.line for step in found.steps] == [
        "20 novembre 2026 : Né le 1er juin 2023, l’enfant a 3 ans et 5 mois.",
        f"Il a au moins l’âge de l’enseignement maternel : il est visé jusqu’à la veille du 1er juin 2035. {ART}",
        READING,
    ]
    assert [step.kind for step in found.steps] == ["step", "step", "reading"]


def test_the_sentence_of_each_case():
    young = asked(date(2025, 6, 1))
    assert [step.line for step in young.steps][:2] == [
        "20 novembre 2026 : Né le 1er juin 2025, l’enfant a 1 an et 5 mois.",
        f"Il n’a l’âge de l’enseignement maternel, deux ans et demi, que le 1er décembre 2027. {ART}",
    ]
    old = asked(date(2014, 11, 20))
    assert [step.line for step in old.steps] == [
        "20 novembre 2026 : Né le 20 novembre 2014, l’enfant a 12 ans.",
        f"Depuis le 20 novembre 2026, il n’est visé que s’il fréquente encore l’enseignement primaire. {ART}",
        f"Ce n’est pas dit : donnez « in_primary_school ». {ART}",
        READING,
    ]
    assert old.steps[2].kind == "warning"
    assert len(asked(date(2014, 11, 20), in_primary_school=False).steps) == 3
    pupil = asked(date(2010, 1, 1), in_primary_school=True, last_age=LastAge.THROUGH_TWELFTH_YEAR)
    assert [step.line for step in pupil.steps][1:] == [
        f"Il fréquente l’enseignement primaire : il est visé, quel que soit son âge. {ART}",
        f"Lecture demandée : « jusqu’à douze ans » va jusqu’au treizième anniversaire, et non au douzième. {ART}",
    ]
    assert pupil.steps[2].kind == "reading"


def test_bad_questions():
    with pytest.raises(Refused, match=r"Cet enfant n’est pas né le 20 novembre 2026\.") as refusal:
        asked(date(2026, 11, 21))
    assert refusal.value.field == "born"
    assert asked(DAY).eligible is False
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2004"):
        asked(date(1998, 1, 1), date(2003, 12, 31))
    assert asked(date(1998, 1, 1), date(2004, 1, 1)).eligible is True


def test_asked_in_json():
    found = ask("eligible_child", b'{"day": "2026-11-20", "born": "2023-06-01"}')
    assert msgspec.to_builtins(found.result) == {"eligible": True, "years": 3, "months": 5}
    refused = ask("eligible_child", b'{"day": "2026-11-20", "born": "2023-02-30"}').error
    assert (refused.code, refused.field) == ("wrong_type", "born")
