"""Whom the staffing ratios and qualifications bind: the decision table."""

from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.results import CannotCompute
from preau.law.staffing.scope import (
    Operator,
    OperatorKind,
    StaffingBoundQuestion,
    is_bound,
    owes_project_leader,
    staffing_bound,
)

DAY = date(2026, 11, 20)
SCHOOL, ADULT = OperatorKind.SCHOOL, OperatorKind.ADULT_EDUCATION
OTHERWISE, OTHER = OperatorKind.RECOGNISED_OTHERWISE, OperatorKind.OTHER
DECREE = "décret du 3 juillet 2003"


def asked(day=DAY, **operator):
    return staffing_bound(StaffingBoundQuestion(day=day, operator=Operator(**operator)))


@pytest.mark.parametrize(
    ("kind", "approved", "bound"),
    [
        (SCHOOL, True, True),
        (SCHOOL, False, True),
        (SCHOOL, None, True),
        (ADULT, False, True),
        (OTHERWISE, True, True),
        (OTHERWISE, False, False),
        (OTHERWISE, None, None),
        (OTHER, True, True),
        (OTHER, False, True),
        (OTHER, None, True),
        (None, True, True),
        (None, False, None),
        (None, None, None),
    ],
)
def test_the_decision_table_inside_the_programme(kind, approved, bound):
    found = asked(kind=kind, approved=approved)
    assert (found.ratio, found.qualification, found.project_leader, found.two_adults) == (bound, bound, True, True)
    assert is_bound(Operator(kind=kind, approved=approved), DAY) is bound


@pytest.mark.parametrize(
    ("approved", "day", "bound"),
    [
        (True, DAY, True),
        (False, DAY, False),
        (None, DAY, None),
        (True, date(2015, 1, 1), True),
        (True, date(2014, 12, 31), False),
        (None, date(2014, 12, 31), False),
    ],
)
def test_outside_the_programme_only_the_approved_are_bound_and_since_2015(approved, day, bound):
    operator = Operator(kind=SCHOOL, approved=approved, in_cle=False)
    found = staffing_bound(StaffingBoundQuestion(day=day, operator=operator))
    assert (found.ratio, found.qualification, found.two_adults) == (bound, bound, True)
    assert found.project_leader is bound
    assert owes_project_leader(operator, day) is bound


@pytest.mark.parametrize(
    ("operator", "line", "kind"),
    [
        (
            {"kind": SCHOOL},
            "Une école ou une organisation d’éducation permanente est tenue, même sans agrément. "
            f"({DECREE}, art. 16, § 1er, al. 4, et art. 18)",
            "step",
        ),
        (
            {"kind": OTHER},
            "Un opérateur du programme CLE qui n’est reconnu à aucun autre titre est tenu. "
            f"({DECREE}, art. 16, § 1er, al. 2)",
            "step",
        ),
        (
            {"approved": True},
            f"Un opérateur agréé en vertu du décret est tenu. ({DECREE}, art. 16, § 1er, al. 2)",
            "step",
        ),
        (
            {"kind": OTHERWISE},
            "Il n’est pas dit si l’opérateur est agréé en vertu du décret : donnez « operator.approved ». "
            f"({DECREE}, art. 16, § 1er, al. 2)",
            "warning",
        ),
        (
            {"approved": False},
            "Il n’est pas dit si l’opérateur est reconnu à un autre titre : donnez « operator.kind ». "
            f"({DECREE}, art. 16, § 1er, al. 3, et art. 18)",
            "warning",
        ),
        (
            {"kind": OTHERWISE, "approved": False},
            "Un opérateur sans agrément ATL, reconnu à un autre titre, n’est pas tenu. "
            f"({DECREE}, art. 16, § 1er, al. 3, et art. 18)",
            "step",
        ),
        (
            {"in_cle": False},
            "Il n’est pas dit si l’opérateur est agréé en vertu du décret : donnez « operator.approved ». "
            f"({DECREE}, art. 16, § 1er, al. 2)",
            "warning",
        ),
        (
            {"in_cle": False, "approved": True},
            "Un opérateur agréé en vertu du décret est tenu, même hors programme CLE. "
            f"({DECREE}, art. 16, § 1er, al. 2)",
            "step",
        ),
        (
            {"in_cle": False, "approved": False},
            f"Hors programme CLE et sans agrément, l’opérateur n’est pas tenu. ({DECREE}, art. 16, § 1er, al. 2)",
            "step",
        ),
        (
            {"in_cle": False, "approved": True, "day": date(2010, 1, 1)},
            "Hors programme CLE, un opérateur n’est tenu que s’il est agréé, et depuis le 1er janvier 2015. "
            f"({DECREE}, art. 16, § 1er, al. 2)",
            "step",
        ),
    ],
)
def test_the_reason(operator, line, kind):
    first = asked(**operator).steps[0]
    assert (first.line, first.kind) == (line, kind)


def test_what_always_holds():
    adults = (
        "Dans tous les cas : plus de six enfants, deux adultes présents ou le second joignable. "
        f"({DECREE}, art. 16, § 1er, al. 5)"
    )
    leader = (
        "Un responsable de projet est garanti ; il peut aussi être accueillant, et suivre plusieurs lieux. "
        f"({DECREE}, art. 16, § 1er, al. 1er, et § 2)"
    )
    assert [step.line for step in asked(kind=SCHOOL).steps[1:]] == [leader, adults]
    assert [step.line for step in asked(in_cle=False, approved=False).steps[1:]] == [adults]
    assert [step.line for step in asked(in_cle=False).steps[1:]] == [adults]


def test_before_the_decree():
    assert asked(day=date(2004, 1, 1), kind=SCHOOL).ratio is True
    with pytest.raises(CannotCompute, match=r"le décret est en vigueur depuis le 1er janvier 2004\.") as refusal:
        asked(day=date(2003, 12, 31), kind=SCHOOL)
    assert refusal.value.field == "day"


def test_asked_in_json():
    found = ask("staffing_bound", b'{"day": "2026-11-20", "operator": {"kind": "school", "approved": false}}')
    assert found.result == {"ratio": True, "qualification": True, "project_leader": True, "two_adults": True}
    refused = ask("staffing_bound", b'{"day": "2026-11-20", "operator": {"kind": "club"}}').error
    assert (refused.code, refused.field) == ("wrong_value", "operator.kind")
