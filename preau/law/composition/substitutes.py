"""Who votes for a seat of the CCA: the effective member, or his substitute (decree of 3 July 2003, art. 6, § 2)."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.composition.facts import DECREE, ORDER, Fact, Person, norm
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.words import cardinal, full_date

SUBSTITUTES = DECREE.cite("art. 6, § 2")
MANDATE = ORDER.cite("art. 2, § 1er")


class SubstituteQuestion(Question, frozen=True, kw_only=True):
    """One seat on one day: its two persons, who has resigned, who is prevented that day."""

    day: Day
    mandate_start: Annotated[Day, Meta(description="début du mandat")]
    effective: Annotated[Person, Meta(description="membre effectif")]
    substitute: Annotated[Person | None, Meta(description="suppléant ; null : il n’y en a pas")]
    effective_resigned: Annotated[Day | None, Meta(description="démission du membre effectif")] = None
    effective_prevented: Annotated[Fact, Meta(description="membre effectif empêché ce jour")] = Fact.NO
    substitute_resigned: Annotated[Day | None, Meta(description="démission du suppléant")] = None
    substitute_prevented: Annotated[Fact, Meta(description="suppléant empêché ce jour")] = Fact.NO


class SubstituteChain(Answer, frozen=True, kw_only=True):
    """Who votes on the day (None: nobody), in which capacity, and when the mandate ends.

    « finishes »: the substitute took the seat over; « replaces »: he sits for this meeting.
    """

    votes: str | None
    capacity: Literal["effective", "replaces", "finishes", "nobody"]
    vacant: bool
    mandate_ends: date


@rule(
    title="Qui vote : le membre effectif ou son suppléant ?",
    articles=(SUBSTITUTES, MANDATE),
    example={
        "day": "2026-09-15",
        "mandate_start": "2025-02-03",
        "effective": "A",
        "substitute": "B",
        "effective_prevented": "yes",
    },
)
def substitute_chain(question: SubstituteQuestion) -> SubstituteChain:
    """Return who votes for the seat.

    Raises Refused for dates that can not be, CannotCompute when it is not known whether the one who sits is prevented.
    """
    _check(question)
    years = norm("mandate", question.day)
    ends = add_months(question.mandate_start, 12 * years)
    steps: list[Step] = []
    gone = question.effective_resigned is not None and question.effective_resigned <= question.day
    votes, capacity = _sitting(question, gone, steps)
    vacant = gone and not _substitute_there(question)
    if ends <= question.day:
        steps.append(
            Step(
                f"Le mandat de {cardinal(years)} ans est échu le {full_date(ends)} : le siège reste occupé jusqu’à la"
                " désignation des nouveaux membres.",
                ORDER.cite("art. 29"),
                kind="warning",
            )
        )
    return SubstituteChain(votes=votes, capacity=capacity, vacant=vacant, mandate_ends=ends, steps=tuple(steps))


def _check(question: SubstituteQuestion) -> None:
    if question.substitute == question.effective:
        raise Refused("substitute", "Le suppléant est une autre personne que le membre effectif.")
    if question.mandate_start > question.day:
        raise Refused("day", f"Le mandat ne commence que le {full_date(question.mandate_start)}.")
    for name in ("effective_resigned", "substitute_resigned"):
        resigned = getattr(question, name)
        if resigned is not None and resigned < question.mandate_start:
            raise Refused(name, "Une démission ne peut pas précéder le mandat.")
    if question.substitute is None and question.substitute_resigned is not None:
        raise Refused("substitute_resigned", "Donnez le suppléant, ou retirez sa démission.")


def _substitute_there(question: SubstituteQuestion) -> bool:
    resigned = question.substitute_resigned
    return question.substitute is not None and (resigned is None or resigned > question.day)


def _sitting(
    question: SubstituteQuestion, gone: bool, steps: list[Step]
) -> tuple[str | None, Literal["effective", "replaces", "finishes", "nobody"]]:
    if not gone and not _prevented(question.effective_prevented, "effective_prevented"):
        steps.append(Step(f"{question.effective}, membre effectif, vote.", SUBSTITUTES))
        return question.effective, "effective"
    if gone:
        steps.append(Step(f"{question.effective} a démissionné.", SUBSTITUTES, question.effective_resigned))
    else:
        steps.append(Step(f"{question.effective} est empêché : il appelle son suppléant.", SUBSTITUTES))
    if not _substitute_there(question):
        todo = "désignez un nouveau membre et son suppléant, de la même manière" if gone else "désignez un suppléant"
        steps.append(Step(f"Il n’y a pas de suppléant, personne ne vote : {todo}.", SUBSTITUTES, kind="warning"))
        return None, "nobody"
    if gone:
        steps.append(
            Step(
                f"{question.substitute} achève le mandat ; le texte ne dit pas qui devient son suppléant, désignez-en"
                " un de la même manière.",
                SUBSTITUTES,
                kind="reading",
            )
        )
    if _prevented(question.substitute_prevented, "substitute_prevented"):
        steps.append(Step(f"{question.substitute} est empêché : personne ne vote.", SUBSTITUTES, kind="warning"))
        return None, "nobody"
    steps.append(Step(f"{question.substitute} vote.", SUBSTITUTES))
    return question.substitute, "finishes" if gone else "replaces"


def _prevented(fact: Fact, field: str) -> bool:
    if fact is Fact.UNKNOWN:
        raise CannotCompute("Impossible à calculer : cette personne est-elle empêchée ce jour (yes ou no) ?", field)
    return fact is Fact.YES
