"""Is this CCA lawfully composed on a day? Decree of 3 July 2003, art. 6 and 40; order of 3 December 2003, art. 2.

A fact nobody knows is listed, and never makes a composition lawful.
"""

from typing import Literal

from preau.law.catalogue import rule
from preau.law.composition.cca_members import check_members
from preau.law.composition.cca_question import (
    CcaQuestion,
    check_possible,
    component_size,
    members_of,
)
from preau.law.composition.cca_whole import check_advisers, check_chair, check_renewal, check_seats_filled, check_shape
from preau.law.composition.facts import DECREE, ORDER, component_sizes, norm, size_article
from preau.law.composition.findings import Finding, Findings
from preau.law.data import read
from preau.law.results import Answer, Step
from preau.law.words import cardinal, counted, full_date

Verdict = Literal["lawful", "not_lawful", "unknown"]


class CcaComposition(Answer, frozen=True, kw_only=True):
    """The verdict with what must be mended (`faults`) and what must be found out (`unknown`).

    `seats_each` the members of each component (k), `seats` those of the whole, `seated` the effective members given.
    """

    verdict: Verdict
    joint: bool
    seats_each: int
    seats: int
    seated: int
    faults: tuple[Finding, ...]
    unknown: tuple[Finding, ...]


@rule(
    title="Une CCA est-elle composée comme il faut ?",
    articles=(DECREE.cite("art. 6"), DECREE.cite("art. 40"), ORDER.cite("art. 2")),
    example=read("cca_example.json"),
)
def cca_composition(question: CcaQuestion) -> CcaComposition:
    """Return whether the CCA is lawfully composed on the day, and what to do about each fault.

    Raises Refused for what can not be, CannotCompute before the first known norm.
    """
    check_possible(question)
    size = component_size(question)
    found = Findings()
    check_shape(question, size, found)
    check_seats_filled(question, size, found)
    check_members(question, size, found)
    check_chair(question, found)
    check_advisers(question, found)
    check_renewal(question, found)
    verdict: Verdict = "not_lawful" if found.faults else "unknown" if found.unknown else "lawful"
    seats = size * norm("components", question.day)
    return CcaComposition(
        verdict=verdict,
        joint=question.joint,
        seats_each=size,
        seats=seats,
        seated=sum(len(members_of(question, number)) for number in range(1, 6)),
        faults=tuple(found.faults),
        unknown=tuple(found.unknown),
        steps=(*_frame(question, size, seats), *found.steps(), _conclusion(question, verdict, found)),
    )


def _frame(question: CcaQuestion, size: int, seats: int) -> tuple[Step, ...]:
    communes = len(question.communes)
    article = size_article(communes)
    allowed = component_sizes(question.day, communes)
    kind = "conjointe" if question.joint else "d’une seule commune"
    components = norm("components", question.day)
    return (
        Step(
            f"CCA {kind} : {cardinal(components)} composantes de même taille, de {allowed[0]} à {allowed[-1]} membres"
            f" effectifs chacune, soit de {allowed[0] * components} à {allowed[-1] * components} en tout.",
            article,
        ),
        Step(
            f"Ici, {size} par composante : {components} × {size} = {seats} membres effectifs, et autant de suppléants.",
            article,
        ),
    )


def _conclusion(question: CcaQuestion, verdict: Verdict, found: Findings) -> Step:
    day = full_date(question.day)
    if verdict == "lawful":
        return Step(f"Le {day}, la composition est conforme.")
    if verdict == "unknown":
        points = counted(len(found.unknown), "point reste à vérifier", "points restent à vérifier")
        return Step(f"Le {day}, on ne peut pas dire que la composition est conforme : {points}.")
    return Step(
        f"Le {day}, la composition n’est pas conforme :"
        f" {counted(len(found.faults), 'point à corriger', 'points à corriger')}."
    )
