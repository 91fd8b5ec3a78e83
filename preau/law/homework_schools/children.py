"""Which children count in a homework school: those of 6 to 15 on the day of presence (EDD decree, art. 7 and 18)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from preau.law.calendar import ONE_DAY, add_months
from preau.law.catalogue import rule
from preau.law.homework_schools.qualification import whole_years
from preau.law.homework_schools.verdicts import decree
from preau.law.homework_schools.years import rule_set
from preau.law.inputs import Day, Question
from preau.law.results import Answer, Step
from preau.law.words import counted, full_date

FIRST_AGE, LAST_AGE = 6, 15


class ChildAgeQuestion(Question, frozen=True, kw_only=True):
    """A child and a day of presence."""

    birth_date: Annotated[date, Meta(description="date de naissance de l’enfant")]
    day: Day


class ChildAge(Answer, frozen=True, kw_only=True):
    """The age on the day, whether the child counts among the 6 to 15, the first and the last day that count."""

    age: int
    counts: bool
    from_day: date
    to_day: date


@rule(
    title="École de devoirs : cet enfant compte-t-il parmi les 6 à 15 ans ?",
    articles=(decree("art. 7, § 3, 2°"), decree("art. 18, b)")),
    example={"birth_date": "2015-10-06", "day": "2026-10-05"},
)
def edd_child_age(question: ChildAgeQuestion) -> ChildAge:
    """Return whether a child counts on a day: from the 6th birthday to the eve of the 16th.

    Raises Refused for a day before the birth, CannotCompute before 1 September 2013.
    """
    rule_set(question.day)
    age = whole_years(question.birth_date, question.day)
    from_day = add_months(question.birth_date, 12 * FIRST_AGE)
    to_day = add_months(question.birth_date, 12 * (LAST_AGE + 1)) - ONE_DAY
    counts = FIRST_AGE <= age <= LAST_AGE
    said = "compte" if counts else "ne compte pas"
    return ChildAge(
        age=age,
        counts=counts,
        from_day=from_day,
        to_day=to_day,
        steps=(
            Step(
                f"{counted(age, 'an', 'ans')} le {full_date(question.day)} : l’enfant {said}.",
                decree("art. 7, § 3, 2°"),
            ),
            Step(
                "« 6 à 15 ans » va du 6e anniversaire à la veille du 16e, du "
                f"{full_date(from_day)} au {full_date(to_day)}.",
                decree("art. 7, § 3, 2°"),
                kind="reading",
            ),
        ),
    )
