"""Ages on a day, and which children the care of free time is for (decree of 3 July 2003, art. 2).

An age is counted from date to date, like every length of the law here: who was born on 29 February is a year older on
28 February of the years that have no 29th.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Refused, Step
from preau.law.texts import text
from preau.law.words import counted, full_date

SCOPE = text("decree").cite("art. 2")


class LastAge(StrEnum):
    """How « jusqu’à douze ans » is read."""

    UNTIL_TWELFTH_BIRTHDAY = "until_twelfth_birthday"
    THROUGH_TWELFTH_YEAR = "through_twelfth_year"


class EligibleChildQuestion(Question, frozen=True, kw_only=True):
    """A child, and the day asked about."""

    day: Day
    born: Annotated[date, Meta(description="jour de naissance")]
    in_primary_school: Annotated[
        bool | None, Meta(description="fréquente l’enseignement primaire ; inconnu : null")
    ] = None
    last_age: Annotated[LastAge, Meta(description="lecture de « jusqu’à douze ans »")] = LastAge.UNTIL_TWELFTH_BIRTHDAY


class EligibleChild(Answer, frozen=True, kw_only=True):
    """`eligible` is None when it hangs on what is not known; the age is in whole years and months beyond."""

    eligible: bool | None
    years: int
    months: int


def months_old(born: date, day: date) -> int:
    """Return the age in whole months on `day`; `born` must not be later."""
    months = (day.year - born.year) * 12 + day.month - born.month
    return months if add_months(born, months) <= day else months - 1


def ages_on(births: Iterable[date], day: date, limit: int = 6) -> tuple[int, int]:
    """Return how many of the children born on these days are under `limit` years on `day`, and how many are not.

    Raises Refused for a child born after that day.
    """
    younger = older = 0
    for rank, born in enumerate(births):
        if born > day:
            raise Refused(f"births[{rank}]", f"Cet enfant n’est pas né le {full_date(day)}.")
        if day < add_months(born, 12 * limit):
            younger += 1
        else:
            older += 1
    return younger, older


def is_of_age(born: date, day: date) -> bool:
    """Say whether a child is old enough for nursery school and has not turned twelve: open to all such children."""
    youngest = parameter("staffing.nursery_school_months").whole(day)
    return add_months(born, youngest) <= day < add_months(born, 12 * parameter("staffing.last_age").whole(day))


@rule(
    title="Un enfant peut-il être accueilli durant son temps libre ?",
    articles=(SCOPE,),
    example={"day": "2026-11-20", "born": "2023-06-01"},
)
def eligible_child(question: EligibleChildQuestion) -> EligibleChild:
    """Return whether the decree covers the care of a child on a day. Raises Refused for one not yet born."""
    day, born = question.day, question.born
    if born > day:
        raise Refused("born", f"Cet enfant n’est pas né le {full_date(day)}.")
    youngest = parameter("staffing.nursery_school_months").whole(day)
    oldest = parameter("staffing.last_age").whole(day)
    first = add_months(born, youngest)
    end = add_months(born, 12 * (oldest + (question.last_age is LastAge.THROUGH_TWELFTH_YEAR)))
    years, months = divmod(months_old(born, day), 12)
    steps = [Step(f"Né le {full_date(born)}, l’enfant a {_age(years, months)}.", day=day)]
    eligible: bool | None = True
    if question.in_primary_school:
        steps.append(Step("Il fréquente l’enseignement primaire : il est visé, quel que soit son âge.", SCOPE))
    elif day < first:
        eligible = False
        words = f"Il n’a l’âge de l’enseignement maternel, deux ans et demi, que le {full_date(first)}."
        steps.append(Step(words, SCOPE, first))
    elif day < end:
        words = f"Il a au moins l’âge de l’enseignement maternel : il est visé jusqu’à la veille du {full_date(end)}."
        steps.append(Step(words, SCOPE, end))
    else:
        eligible = None if question.in_primary_school is None else False
        words = f"Depuis le {full_date(end)}, il n’est visé que s’il fréquente encore l’enseignement primaire."
        steps.append(Step(words, SCOPE, end))
        if eligible is None:
            steps.append(Step("Ce n’est pas dit : donnez « in_primary_school ».", SCOPE, kind="warning"))
    steps.append(_reading(question.last_age))
    return EligibleChild(eligible=eligible, years=years, months=months, steps=tuple(steps))


def _age(years: int, months: int) -> str:
    written = counted(years, "an", "ans")
    return f"{written} et {months} mois" if months else written


def _reading(last_age: LastAge) -> Step:
    words = "Lecture retenue : « jusqu’à douze ans » va jusqu’au douzième anniversaire ; l’autre, jusqu’au treizième."
    if last_age is LastAge.THROUGH_TWELFTH_YEAR:
        words = "Lecture demandée : « jusqu’à douze ans » va jusqu’au treizième anniversaire, et non au douzième."
    return Step(words, SCOPE, kind="reading")
