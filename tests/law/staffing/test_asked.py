"""Questions on staffing: ages by date of birth, days without lessons, and what is refused."""

import json
from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.results import CannotCompute, Refused
from preau.law.staffing.care import CareStaffingQuestion, care_staffing
from tests.law.plain import lines
from tests.law.staffing.periods import ARTICLE, SUPPOSED, TUESDAY, asked


def test_ages_are_those_of_the_day():
    births = (date(2020, 11, 17), date(2020, 11, 18))
    found = asked("09:00", "17:00", births=births)
    assert (found.under_six, found.six_and_over, found.workers) == (1, 1, 2)
    assert lines(found)[0] == (
        f"17 novembre 2026 : L’âge de chaque enfant est compté ce jour-là, de date à date. {ARTICLE}, 2° et 3°)"
    )
    assert asked("09:00", "17:00", births=births, day=date(2026, 11, 18)).workers == 1
    assert asked("09:00", "17:00", births=()).workers == 0
    assert not any("vérifiez" in line for line in lines(found))


@pytest.mark.parametrize(
    ("births", "words"),
    [
        ((date(2014, 11, 17),), "1 enfant a"),
        ((date(2024, 5, 18),), "1 enfant a"),
        ((date(2014, 11, 17), date(2024, 5, 18), date(2020, 1, 1)), "2 enfants ont"),
    ],
)
def test_children_the_decree_may_not_be_for(births, words):
    second = asked("09:00", "17:00", births=births).steps[1]
    assert second.line == (
        f"{words} moins de deux ans et demi, ou douze ans et plus : vérifiez qu’ils sont visés. "
        "(décret du 3 juillet 2003, art. 2)"
    )
    assert second.kind == "warning"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 21), "fin de semaine"),
        (date(2026, 11, 20), ""),
        (date(2026, 11, 11), "commémoration du 11 novembre"),
        (date(2026, 7, 20), "vacances d’été"),
        (date(2099, 3, 3), ""),
    ],
)
def test_after_school_on_a_day_without_lessons(day, why):
    first = asked("15:30", "18:00", 1, 1, after_school=True, day=day).steps[0]
    if not why:
        assert first.line == SUPPOSED
        return
    assert first.text_fr == f"Il n’y a pas cours ce jour-là ({why}) : vérifiez « après l’école »."
    assert (first.kind, first.day, first.article) == ("warning", day, "décret du 3 juillet 2003, art. 16, § 1er, al. 2")
    assert asked("15:30", "18:00", 1, 1, day=day).steps[0].line == SUPPOSED


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        ("13:00", "13:00", "ends"),
        ("13:00", "12:59", "ends"),
        ("22:00", "06:00", "ends"),
        ("25:00", "26:00", "starts"),
        ("midi", "13:00", "starts"),
        ("13:00", 1441, "ends"),
        (-1, 100, "starts"),
    ],
)
def test_impossible_hours_are_refused(starts, ends, field):
    with pytest.raises(Refused) as refusal:
        asked(starts, ends, 1, 1)
    assert refusal.value.field == field


def test_the_sentences_of_refusals():
    with pytest.raises(Refused) as refusal:
        asked("13:00", "12:00", 1, 1)
    assert str(refusal.value) == (
        "La fin doit suivre le début, le même jour ; coupez à minuit un accueil qui passe la nuit."
    )
    for more in ({"under_six": 1}, {"six_and_over": 1}):
        with pytest.raises(Refused) as refusal:
            care_staffing(
                CareStaffingQuestion(day=TUESDAY, starts=1, ends=2, after_school=False, births=(TUESDAY,), **more)
            )
        assert refusal.value.field == "births"
        assert str(refusal.value) == (
            "Donnez les jours de naissance, ou bien les deux nombres d’enfants, pas les deux."
        )


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({}, "under_six", "de moins de six ans"),
        ({"six_and_over": 3}, "under_six", "de moins de six ans"),
        ({"under_six": 3}, "six_and_over", "de six ans ou plus"),
    ],
)
def test_a_number_not_given_is_not_zero(more, field, words):
    with pytest.raises(CannotCompute) as refusal:
        care_staffing(CareStaffingQuestion(day=TUESDAY, starts=1, ends=2, after_school=False, **more))
    assert refusal.value.field == field
    assert str(refusal.value) == f"Impossible à calculer : le nombre d’enfants {words} n’est pas donné."


EXAMPLE = {
    "day": "2026-11-20",
    "starts": "13:00",
    "ends": "18:30",
    "after_school": False,
    "under_six": 7,
    "six_and_over": 16,
}


def test_asked_in_json():
    found = ask("care_staffing", json.dumps(EXAMPLE))
    assert found.result["workers"] == 3
    assert found.result["parts"] == (
        {
            "starts": "13:00",
            "ends": "18:30",
            "children_per_worker": (8, 12),
            "under_six": 1,
            "six_and_over": 2,
            "workers": 3,
            "pooled": 3,
        },
    )


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"under_six": -1}, "out_of_range", "under_six"),
        ({"under_six": 1.5}, "wrong_type", "under_six"),
        ({"under_six": 1_000_001}, "out_of_range", "under_six"),
        ({"starts": "1 pm"}, "refused", "starts"),
        ({"starts": None}, "wrong_type", "starts"),
        ({"ends": "12:00"}, "refused", "ends"),
        ({"day": "1899-12-31"}, "refused", "day"),
        ({"after_school": "oui"}, "wrong_type", "after_school"),
        ({"births": ["2020-01-01"]}, "refused", "births"),
        ({"births": ["2020-01-01"] * 5001}, "out_of_range", "births"),
        ({"gap_reading": "other"}, "wrong_value", "gap_reading"),
        ({"children": 3}, "unknown_field", "children"),
        ({"six_and_over": None}, "cannot_compute", "six_and_over"),
    ],
)
def test_refusals_in_json(change, code, field):
    error = ask("care_staffing", json.dumps(EXAMPLE | change)).error
    assert (error.code, error.field) == (code, field)
