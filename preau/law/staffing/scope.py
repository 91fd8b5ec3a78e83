"""Whom the staffing ratios and the qualifications bind (decree of 3 July 2003, art. 16, § 1, and art. 18)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Step
from preau.law.texts import text
from preau.law.words import full_date

DECREE = text("decree")
RATIO = DECREE.cite("art. 16, § 1er, al. 2")
EXEMPTION = DECREE.cite("art. 16, § 1er, al. 3, et art. 18")
BOUND_AGAIN = DECREE.cite("art. 16, § 1er, al. 4, et art. 18")
PROJECT_LEADER = DECREE.cite("art. 16, § 1er, al. 1er, et § 2")
TWO_ADULTS = DECREE.cite("art. 16, § 1er, al. 5")
IN_FORCE = date(2004, 1, 1)
APPROVED_BOUND_FROM = date(2015, 1, 1)
APPROVAL_UNKNOWN = Step(
    "Il n’est pas dit si l’opérateur est agréé en vertu du décret : donnez « operator.approved ».",
    RATIO,
    kind="warning",
)
PROJECT_LEADER_OWED = Step(
    "Un responsable de projet est garanti ; il peut aussi être accueillant, et suivre plusieurs lieux.", PROJECT_LEADER
)
TWO_ADULTS_OWED = Step(
    "Dans tous les cas : plus de six enfants, deux adultes présents ou le second joignable.", TWO_ADULTS
)


class OperatorKind(StrEnum):
    """What an operator is, besides its approval under the decree."""

    SCHOOL = "school"
    ADULT_EDUCATION = "adult_education"
    RECOGNISED_OTHERWISE = "recognised_otherwise"
    OTHER = "other"


class Operator(Question, frozen=True, kw_only=True):
    """What decides whether the ratios and qualifications bind an operator. None: not known."""

    kind: Annotated[
        OperatorKind | None,
        Meta(
            description="school : école organisée ou subventionnée par la Communauté française ; adult_education : "
            "organisation d’éducation permanente ; recognised_otherwise : agréé, reconnu, autorisé ou affilié à un "
            "autre titre en Communauté française ; other : rien de cela"
        ),
    ] = None
    approved: Annotated[bool | None, Meta(description="agréé en vertu du décret ATL")] = None
    in_cle: Annotated[bool, Meta(description="participe à un programme CLE")] = True


class StaffingBoundQuestion(Question, frozen=True, kw_only=True):
    """An operator, and the day asked about."""

    day: Day
    operator: Operator


class StaffingBound(Answer, frozen=True, kw_only=True):
    """What binds the operator; None when it hangs on what is not known."""

    ratio: bool | None
    qualification: bool | None
    project_leader: bool | None
    two_adults: bool


def is_bound(operator: Operator, day: date) -> bool | None:
    """Return whether the ratios and the qualifications bind an operator, None when not known. Bare, unexplained."""
    return _bound(operator, day)[0]


def owes_project_leader(operator: Operator, day: date) -> bool | None:
    """Return whether an operator guarantees a project leader, None when not known."""
    return operator.in_cle or (operator.approved if day >= APPROVED_BOUND_FROM else False)


@rule(
    title="Qui est tenu au taux d’encadrement et aux qualifications ?",
    articles=(RATIO, EXEMPTION, BOUND_AGAIN),
    example={"day": "2026-11-20", "operator": {"kind": "school", "approved": False}},
)
def staffing_bound(question: StaffingBoundQuestion) -> StaffingBound:
    """Return what art. 16 and 18 ask of an operator. Raises CannotCompute before the decree."""
    day, operator = question.day, question.operator
    if day < IN_FORCE:
        raise CannotCompute("Impossible à calculer : le décret est en vigueur depuis le 1er janvier 2004.", "day")
    bound, reason = _bound(operator, day)
    leader = owes_project_leader(operator, day)
    return StaffingBound(
        ratio=bound,
        qualification=bound,
        project_leader=leader,
        two_adults=True,
        steps=(reason, *((PROJECT_LEADER_OWED,) if leader else ()), TWO_ADULTS_OWED),
    )


def _bound(operator: Operator, day: date) -> tuple[bool | None, Step]:
    """Return the row of the table that decides, and its sentence."""
    if not operator.in_cle:
        return _outside(operator.approved, day)
    if operator.kind in {OperatorKind.SCHOOL, OperatorKind.ADULT_EDUCATION}:
        words = "Une école ou une organisation d’éducation permanente est tenue, même sans agrément."
        return True, Step(words, BOUND_AGAIN)
    if operator.kind is OperatorKind.OTHER:
        return True, Step("Un opérateur du programme CLE qui n’est reconnu à aucun autre titre est tenu.", RATIO)
    if operator.approved:
        return True, Step("Un opérateur agréé en vertu du décret est tenu.", RATIO)
    if operator.approved is None:
        return None, APPROVAL_UNKNOWN
    return _recognised_otherwise(operator.kind)


def _recognised_otherwise(kind: OperatorKind | None) -> tuple[bool | None, Step]:
    if kind is None:
        missing = "Il n’est pas dit si l’opérateur est reconnu à un autre titre : donnez « operator.kind »."
        return None, Step(missing, EXEMPTION, kind="warning")
    return False, Step("Un opérateur sans agrément ATL, reconnu à un autre titre, n’est pas tenu.", EXEMPTION)


def _outside(approved: bool | None, day: date) -> tuple[bool | None, Step]:
    if day < APPROVED_BOUND_FROM:
        since = full_date(APPROVED_BOUND_FROM)
        words = f"Hors programme CLE, un opérateur n’est tenu que s’il est agréé, et depuis le {since}."
        return False, Step(words, RATIO)
    if approved:
        return True, Step("Un opérateur agréé en vertu du décret est tenu, même hors programme CLE.", RATIO)
    if approved is None:
        return None, APPROVAL_UNKNOWN
    return False, Step("Hors programme CLE et sans agrément, l’opérateur n’est pas tenu.", RATIO)
