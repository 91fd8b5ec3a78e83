"""Who is there: those present, those of last year, the second adult, operators that are not bound."""

import pytest

from preau.law.results import CannotCompute
from preau.law.staffing.care import SecondAdult
from preau.law.staffing.scope import Operator, OperatorKind
from tests.law.plain import lines
from tests.law.staffing.periods import ADULTS, ARTICLE, LEADER, ONE_ENOUGH, TWO, WHERE, asked


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
