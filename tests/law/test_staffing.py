"""How many care workers a period needs: every row of the table, its edges and its explanation."""

import json
from datetime import date
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.asking import ask
from preau.law.results import CannotCompute, Refused
from preau.law.staffing.care import CareStaffingQuestion, SecondAdult, care_staffing
from preau.law.staffing.norms import GapReading, Norms, norms_on, started_slices, workers_needed
from preau.law.staffing.scope import Operator, OperatorKind

TUESDAY = date(2026, 11, 17)
SUMMER = date(2026, 7, 20)
ARTICLE = "(décret du 3 juillet 2003, art. 16, § 1er, al. 2"
SUPPOSED = f"L’opérateur est supposé tenu par les taux d’encadrement. {ARTICLE})"
NOT_GIVEN = f"L’encadrement de l’année précédente n’est pas donné : il ne peut pas baisser. {ARTICLE})"
ADULTS = "(décret du 3 juillet 2003, art. 16, § 1er, al. 5)"
TWO = f"Plus de 6 enfants : deux adultes présents, ou le second joignable et là dans un délai raisonnable. {ADULTS}"
WHERE = f"Il n’est pas dit où est le second adulte. {ADULTS}"
ONE_ENOUGH = f"Avec 6 enfants ou moins, le décret ne demande pas de second adulte. {ADULTS}"
LEADER = (
    "Un responsable de projet est garanti ; il peut aussi être accueillant, et suivre plusieurs lieux. "
    "(décret du 3 juillet 2003, art. 16, § 1er, al. 1er, et § 2)"
)


def asked(starts, ends, under_six=0, six_and_over=0, *, after_school=False, day=TUESDAY, **more):
    counts = {} if "births" in more else {"under_six": under_six, "six_and_over": six_and_over}
    return care_staffing(
        CareStaffingQuestion(day=day, starts=starts, ends=ends, after_school=after_school, **counts, **more)
    )


def lines(answer):
    return [step.line for step in answer.steps]


@pytest.mark.parametrize(
    ("children", "workers", "second"),
    [
        (0, 0, False),
        (1, 1, False),
        (6, 1, False),
        (7, 1, True),
        (18, 1, True),
        (19, 2, True),
        (36, 2, True),
        (37, 3, True),
    ],
)
@pytest.mark.parametrize("half", [True, False])
def test_after_school_one_for_eighteen_whatever_the_age(children, workers, second, half):
    young = children // 2 if half else children
    found = asked("15:30", "18:30", young, children - young, after_school=True)
    assert (found.workers, found.pooled, found.second_adult_needed) == (workers, workers, second)
    (part,) = found.parts
    assert (part.children_per_worker, part.under_six, part.six_and_over) == ((18,), None, None)


@pytest.mark.parametrize(
    ("under_six", "six_and_over", "workers", "pooled"),
    [
        (8, 0, 1, 1),
        (9, 0, 2, 2),
        (0, 12, 1, 1),
        (0, 13, 2, 2),
        (5, 7, 2, 2),
        (2, 3, 2, 1),
        (9, 13, 4, 3),
        (7, 16, 3, 3),
        (0, 0, 0, 0),
    ],
)
def test_long_care_one_for_eight_and_one_for_twelve(under_six, six_and_over, workers, pooled):
    found = asked("09:00", "17:00", under_six, six_and_over, day=SUMMER)
    assert (found.workers, found.pooled) == (workers, pooled)
    (part,) = found.parts
    assert part.children_per_worker == (8, 12)
    assert (part.workers, part.pooled) == (workers, pooled)
    assert (part.under_six, part.six_and_over) == (-(-under_six // 8), -(-six_and_over // 12))


@pytest.mark.parametrize(
    ("starts", "ends", "after_school", "workers", "parts"),
    [
        ("12:30", "18:00", True, 2, [("12:30", "18:00", 2)]),  # Wednesday afternoon
        ("07:00", "08:30", False, 2, [("07:00", "08:30", 2)]),  # before school
        ("16:00", "20:00", True, 4, [("16:00", "19:00", 2), ("19:00", "20:00", 4)]),
        ("16:00", "19:00", True, 2, [("16:00", "19:00", 2)]),
        ("15:00", "19:00", True, 2, [("15:00", "19:00", 2)]),
        ("15:00", "19:01", True, 4, [("15:00", "19:00", 2), ("19:00", "19:01", 4)]),
        ("17:00", "19:30", True, 2, [("17:00", "19:30", 2)]),  # past 19:00, less than three hours in all
        ("16:30", "19:30", True, 4, [("16:30", "19:00", 2), ("19:00", "19:30", 4)]),  # three hours exactly
        ("19:00", "23:00", True, 4, [("19:00", "23:00", 4)]),
        ("09:00", "11:59", False, 2, [("09:00", "11:59", 2)]),
        ("09:00", "12:00", False, 4, [("09:00", "12:00", 4)]),
        ("09:00", "12:01", False, 4, [("09:00", "12:01", 4)]),
        ("00:00", "24:00", False, 4, [("00:00", "24:00", 4)]),
        (540, 719, False, 2, [("09:00", "11:59", 2)]),
    ],
)
def test_nine_young_and_thirteen_older_children(starts, ends, after_school, workers, parts):
    found = asked(starts, ends, 9, 13, after_school=after_school)
    assert found.workers == workers
    assert [(part.starts, part.ends, part.workers) for part in found.parts] == parts


@pytest.mark.parametrize(
    ("starts", "ends", "after_school"), [("09:00", "12:00", False), ("16:30", "19:30", True), ("20:00", "23:00", True)]
)
def test_exactly_three_hours_with_the_other_reading(starts, ends, after_school):
    found = asked(starts, ends, 9, 13, after_school=after_school, gap_reading=GapReading.LOOSER)
    assert found.workers == 2
    assert [part.children_per_worker for part in found.parts] == [(18,)]


def test_the_other_reading_changes_nothing_beyond_three_hours():
    assert asked("09:00", "12:01", 9, 13, gap_reading=GapReading.LOOSER).workers == 4
    after_school = asked("16:00", "19:00", 9, 13, after_school=True)
    assert "exactement" not in " ".join(lines(after_school))


def test_the_question_of_the_issue():
    found = asked("13:00", "18:30", 7, 16)
    assert (found.under_six, found.six_and_over, found.bound) == (7, 16, True)
    assert (found.norm_met, found.last_year_met, found.second_adult_met) == (None, None, None)
    assert lines(found) == [
        SUPPOSED,
        f"De 13:00 à 18:30, l’accueil dure en tout 5 h 30 d’affilée, plus de 3 h. {ARTICLE}, 2° et 3°)",
        f"7 enfants de moins de six ans, un accueillant par tranche entamée de 8 : 1 accueillant. {ARTICLE}, 2°)",
        f"16 enfants de six ans ou plus, un accueillant par tranche entamée de 12 : 2 accueillants. {ARTICLE}, 3°)",
        f"L’opérateur tend à assurer la présence de 3 accueillants. {ARTICLE})",
        "Lecture retenue : chaque âge a ses tranches. En additionnant 7/8 et 16/12, puis en arrondissant une fois, on "
        f"aurait 3 accueillants. {ARTICLE}, 2° et 3°)",
        NOT_GIVEN,
        TWO,
        WHERE,
        LEADER,
    ]
    assert [step.kind for step in found.steps] == [*["step"] * 5, "reading", "warning", "step", "warning", "step"]
    assert asked("13:00", "18:30", 7, 16, after_school=True).workers == 2


def test_the_explanation_after_school_and_before_school():
    assert lines(asked("15:30", "18:00", 2, 4, after_school=True, last_year=1, staff=1)) == [
        SUPPOSED,
        f"De 15:30 à 18:00, l’accueil suit l’école et finit au plus tard à 19:00. {ARTICLE}, 1°)",
        f"6 enfants, un accueillant par tranche entamée de 18 : 1 accueillant. {ARTICLE}, 1°)",
        f"L’opérateur tend à assurer la présence de 1 accueillant. {ARTICLE})",
        f"L’encadrement ne peut pas descendre sous celui de l’année précédente : 1 accueillant. {ARTICLE})",
        f"Présents : 1 accueillant. Le minimum est assuré. {ARTICLE})",
        ONE_ENOUGH,
        LEADER,
    ]
    before = lines(asked("07:00", "08:30", 2, 4))
    assert before[1] == f"De 07:00 à 08:30, l’accueil dure 1 h 30 d’affilée, moins de 3 h. {ARTICLE}, 1°)"


def test_the_explanation_of_a_period_cut_at_nineteen():
    found = asked("16:00", "20:00", 9, 13, after_school=True)
    assert lines(found)[1:6] == [
        "De 16:00 à 20:00, l’accueil suit l’école mais dépasse 19:00. Lecture retenue : il est coupé à 19:00 ; l’autre "
        f"lecture applique les taux de l’accueil long dès le début. {ARTICLE})",
        f"De 16:00 à 19:00, l’accueil suit l’école et finit au plus tard à 19:00. {ARTICLE}, 1°)",
        f"22 enfants, un accueillant par tranche entamée de 18 : 2 accueillants. {ARTICLE}, 1°)",
        f"De 19:00 à 20:00, l’accueil dure en tout 4 h d’affilée, plus de 3 h. {ARTICLE}, 2° et 3°)",
        f"9 enfants de moins de six ans, un accueillant par tranche entamée de 8 : 2 accueillants. {ARTICLE}, 2°)",
    ]
    assert found.steps[1].kind == "reading"


def test_the_explanation_of_three_hours():
    stricter = asked("09:00", "12:00", 9, 13)
    assert lines(stricter)[1:4] == [
        "Le décret vise moins et plus de 3 h, pas 3 h exactement. Lecture retenue : la norme la plus stricte, "
        f"4 accueillants ; l’autre donnerait 2. {ARTICLE})",
        f"3 h exactement : faites confirmer la norme par l’ONE. {ARTICLE})",
        f"De 09:00 à 12:00, l’accueil dure 3 h exactement. {ARTICLE}, 2° et 3°)",
    ]
    assert [step.kind for step in stricter.steps[1:4]] == ["reading", "warning", "step"]
    looser = asked("09:00", "12:00", 9, 13, gap_reading=GapReading.LOOSER)
    assert lines(looser)[1:5] == [
        "Le décret vise moins et plus de 3 h, pas 3 h exactement. Lecture demandée : la norme la moins stricte, "
        f"2 accueillants ; l’autre donnerait 4. {ARTICLE})",
        f"3 h exactement : faites confirmer la norme par l’ONE. {ARTICLE})",
        f"De 09:00 à 12:00, l’accueil dure 3 h exactement. {ARTICLE}, 1°)",
        f"22 enfants, un accueillant par tranche entamée de 18 : 2 accueillants. {ARTICLE}, 1°)",
    ]


@pytest.mark.parametrize(
    ("under_six", "six_and_over", "after_school", "told"),
    [(9, 13, False, True), (0, 13, False, False), (9, 0, False, False), (9, 13, True, False)],
)
def test_the_pooled_figure_is_told_for_long_care_of_mixed_ages(under_six, six_and_over, after_school, told):
    found = asked("13:00", "18:30", under_six, six_and_over, after_school=after_school)
    assert any("chaque âge a ses tranches" in line for line in lines(found)) is told


@pytest.mark.parametrize(
    ("staff", "last_year", "norm_met", "last_year_met", "line"),
    [
        (None, None, None, None, None),
        (None, 4, None, None, None),
        (3, None, True, None, f"Présents : 3 accueillants. Le minimum est assuré. {ARTICLE})"),
        (
            2,
            None,
            False,
            None,
            f"Présents : 2 accueillants. Il en manque 1 pour le minimum vers lequel l’opérateur tend. {ARTICLE})",
        ),
        (
            1,
            1,
            False,
            True,
            f"Présents : 1 accueillant. Il en manque 2 pour le minimum vers lequel l’opérateur tend. {ARTICLE})",
        ),
        (
            3,
            4,
            True,
            False,
            f"Présents : 3 accueillants, moins que l’année précédente : ce n’est pas permis. {ARTICLE})",
        ),
        (4, 4, True, True, f"Présents : 4 accueillants. Le minimum est assuré. {ARTICLE})"),
    ],
)
def test_never_below_last_year(staff, last_year, norm_met, last_year_met, line):
    found = asked("13:00", "18:30", 7, 16, staff=staff, last_year=last_year)
    assert (found.workers, found.norm_met, found.last_year_met) == (3, norm_met, last_year_met)
    present = [step for step in found.steps if step.text_fr.startswith("Présents")]
    assert [step.line for step in present] == ([line] if line else [])
    assert [step.kind for step in present] == ([] if line is None else ["step" if "assuré" in line else "warning"])


def test_more_last_year_than_the_norm_is_a_reading():
    found = asked("13:00", "18:30", 7, 16, last_year=4)
    reading = (
        f"Lecture retenue : un nombre d’accueillants pour la même période, même s’il y a moins d’enfants. {ARTICLE})"
    )
    assert lines(found)[6:8] == [
        f"L’encadrement ne peut pas descendre sous celui de l’année précédente : 4 accueillants. {ARTICLE})",
        reading,
    ]
    assert found.steps[7].kind == "reading"
    assert reading not in lines(asked("13:00", "18:30", 7, 16, last_year=3))


@pytest.mark.parametrize(
    ("children", "staff", "second", "met", "line"),
    [
        (6, 1, SecondAdult.NONE, None, None),
        (7, None, None, None, WHERE),
        (7, 1, None, None, WHERE),
        (7, 2, None, True, None),
        (7, 2, SecondAdult.NONE, True, None),
        (7, 1, SecondAdult.PRESENT, True, None),
        (7, 1, SecondAdult.ON_CALL, True, None),
        (7, 1, SecondAdult.NONE, False, f"Il n’y a pas de second adulte. {ADULTS}"),
        (7, None, SecondAdult.NONE, False, f"Il n’y a pas de second adulte. {ADULTS}"),
    ],
)
def test_the_second_adult(children, staff, second, met, line):
    found = asked("15:30", "18:00", 0, children, after_school=True, staff=staff, second_adult=second)
    assert (found.second_adult_needed, found.second_adult_met) == (children > 6, met)
    last = lines(found)[-2]
    assert last == (line or (TWO if children > 6 else ONE_ENOUGH))
    assert found.steps[-2].kind == ("warning" if line else "step")


def test_an_operator_that_is_not_bound_owes_two_adults_only():
    club = Operator(kind=OperatorKind.RECOGNISED_OTHERWISE, approved=False)
    found = asked("09:00", "17:00", 9, 13, operator=club, staff=1, last_year=3, flexible=True)
    assert (found.bound, found.workers, found.pooled, found.parts) == (False, None, None, ())
    assert (found.norm_met, found.last_year_met, found.second_adult_needed) == (None, None, True)
    assert lines(found) == [
        f"L’opérateur n’est pas tenu par les taux d’encadrement. {ARTICLE} à 4)",
        TWO,
        WHERE,
        LEADER,
    ]
    outside = asked("09:00", "17:00", 9, 13, operator=Operator(approved=False, in_cle=False))
    assert LEADER not in lines(outside)
    school = asked("09:00", "17:00", 9, 13, operator=Operator(kind=OperatorKind.SCHOOL))
    assert (school.bound, school.workers) == (True, 4)
    assert lines(school)[0] == f"L’opérateur est tenu par les taux d’encadrement. {ARTICLE} à 4)"


@pytest.mark.parametrize(
    ("operator", "field"),
    [
        (Operator(), "operator.approved"),
        (Operator(kind=OperatorKind.RECOGNISED_OTHERWISE), "operator.approved"),
        (Operator(approved=False), "operator.kind"),
    ],
)
def test_an_operator_not_known_well_enough(operator, field):
    with pytest.raises(CannotCompute) as refusal:
        asked("09:00", "17:00", 9, 13, operator=operator)
    assert refusal.value.field == field
    assert str(refusal.value) == "Impossible à calculer : il n’est pas dit si l’opérateur est tenu par les taux."


@pytest.mark.parametrize(("children", "workers"), [(12, 1), (13, 2), (24, 2), (25, 3)])
def test_flexible_care_keeps_one_for_twelve(children, workers):
    found = asked("18:00", "20:00", 0, children, flexible=True)
    assert found.workers == max(workers, -(-children // 18))
    noun = "accueillant" if workers == 1 else "accueillants"
    assert (
        f"Accueil flexible subventionné, un accueillant pour 12 enfants présents dans le lieu : {workers} {noun}. "
        "(arrêté du 3 décembre 2003, art. 26/10, § 1er, 7°)"
    ) in lines(found)


def test_flexible_care_before_its_norm_and_with_a_stricter_one():
    assert asked("18:00", "20:00", 0, 13, flexible=True, day=date(2018, 1, 1)).workers == 2
    with pytest.raises(CannotCompute, match="n’est pas connu avant le 1er janvier 2018"):
        asked("18:00", "20:00", 0, 13, flexible=True, day=date(2017, 12, 31))
    assert asked("18:00", "22:00", 9, 3, flexible=True).workers == 3


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


def test_before_the_decree():
    assert norms_on(date(2004, 1, 1)) == Norms(18, 8, 12, 180, 1140, 6, 6)
    with pytest.raises(CannotCompute, match="n’est pas connu avant le 1er janvier 2004"):
        asked("09:00", "17:00", 1, 1, day=date(2003, 12, 31))


@settings(max_examples=50, deadline=None)
@given(
    starts=st.integers(0, 1439),
    length=st.integers(1, 1440),
    young=st.integers(0, 200),
    old=st.integers(0, 200),
    after_school=st.booleans(),
    gap=st.sampled_from(GapReading),
)
def test_the_bare_number_agrees_with_the_rule_and_with_fractions(starts, length, young, old, after_school, gap):
    ends = min(starts + length, 1440)
    found = asked(starts, ends, young, old, after_school=after_school, gap_reading=gap)
    assert (
        workers_needed(norms_on(TUESDAY), starts, ends, young, old, after_school=after_school, gap=gap) == found.workers
    )
    long = any(part.children_per_worker == (8, 12) for part in found.parts)
    per_age = ceil(Fraction(young, 8)) + ceil(Fraction(old, 12))
    assert found.workers == (per_age if long else ceil(Fraction(young + old, 18)))
    assert found.pooled == ceil(Fraction(young, 8) + Fraction(old, 12) if long else Fraction(young + old, 18))
    more = asked(starts, ends, young + 1, old, after_school=after_school, gap_reading=gap)
    assert found.workers <= more.workers <= found.workers + 1


def test_the_bare_number_by_default():
    norms = norms_on(TUESDAY)
    assert workers_needed(norms, 540, 720, 9, 13) == 4
    assert workers_needed(norms, 540, 719, 9, 13) == 2
    assert [started_slices(children, 18) for children in (0, 1, 18, 19)] == [0, 1, 1, 2]


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
