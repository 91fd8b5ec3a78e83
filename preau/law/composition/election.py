"""Component 1 of a CCA: the municipal council elects its own (decree of 3 July 2003, art. 6, § 1; order, art. 2, § 1).

One seat goes to the member the college designates. The other k − 1 are elected by the councillors, each with k − 2
votes; the largest numbers of votes win, a tie goes to the youngest.
"""

from collections import Counter
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.composition.facts import (
    DECREE,
    MOST_ASKED,
    ORDER,
    Communes,
    Fact,
    Person,
    Seats,
    check_once,
    check_seats,
)
from preau.law.inputs import Count, Day, Question
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.words import counted, full_date, listed

COUNCIL = DECREE.cite("art. 6, § 1er, 1°")
ELECTION = ORDER.cite("art. 2, § 1er, 1°")
MOST_COUNCILLORS = 99


class Candidate(Question, frozen=True, kw_only=True):
    """A councillor who declared to stand. `votes` when no ballots are given."""

    id: Person
    votes: Annotated[Count | None, Meta(description="voix reçues, si les bulletins ne sont pas donnés")] = None
    born: Annotated[Day | None, Meta(description="date de naissance ; elle ne sert qu’à départager")] = None
    excluded_group: Annotated[
        Fact, Meta(description="membre d’un groupe politique qui ne respecte pas les principes démocratiques")
    ] = Fact.UNKNOWN


Ballot = Annotated[tuple[Person, ...], Meta(max_length=MOST_ASKED)]
Ballots = Annotated[tuple[Ballot, ...], Meta(max_length=MOST_COUNCILLORS)]
Voters = Annotated[int, Meta(ge=1, le=MOST_COUNCILLORS)]


class Component1Question(Question, frozen=True, kw_only=True):
    """The size of the component, who the college designated, who stood, and the votes or the ballots."""

    day: Annotated[Day, Meta(description="jour de l’élection")]
    seats: Seats
    communes: Communes = 1
    designee: Annotated[Person, Meta(description="membre désigné par le collège")]
    candidates: Annotated[
        tuple[Candidate, ...], Meta(max_length=MOST_ASKED, description="conseillers qui se sont portés candidats")
    ]
    councillors: Annotated[Voters | None, Meta(description="conseillers qui ont voté")] = None
    ballots: Annotated[Ballots | None, Meta(description="un bulletin par conseiller")] = None


class Component1Election(Answer, frozen=True, kw_only=True):
    """Who is elected, largest number of votes first; `effective` the whole component, the college's member first."""

    votes_per_councillor: int
    elected: tuple[str, ...]
    effective: tuple[str, ...]
    set_aside: tuple[str, ...]
    vacant: int
    votes: dict[str, int]


class _Result(Struct, frozen=True):
    candidate: Candidate
    rank: int
    votes: int


@rule(
    title="L’élection des conseillers communaux à la CCA (composante 1)",
    articles=(COUNCIL, ELECTION),
    example={
        "day": "2025-01-20",
        "seats": 4,
        "designee": "échevine",
        "councillors": 21,
        "candidates": [
            {"id": "A", "votes": 15, "excluded_group": "no"},
            {"id": "B", "votes": 11, "excluded_group": "no"},
            {"id": "C", "votes": 8, "born": "1990-04-02", "excluded_group": "no"},
            {"id": "D", "votes": 8, "born": "1984-11-30", "excluded_group": "no"},
        ],
    },
)
def component_1_election(question: Component1Question) -> Component1Election:
    """Return who the council elected.

    Raises Refused for votes that cannot be, CannotCompute when a birth date decides and is not known, or for a joint
    CCA, whose texts do not say how the councils share the seats.
    """
    check_seats(question.day, question.seats, question.communes)
    if question.communes > 1:
        raise CannotCompute(
            "Impossible à calculer : le texte ne dit pas comment les conseils de plusieurs communes se partagent les"
            " sièges d’une CCA conjointe.",
            "communes",
        )
    _check_people(question)
    each = question.seats - 2
    results = _results(question, each)
    open_seats = question.seats - 1
    ranked = sorted((one for one in results if _eligible(one)), key=lambda one: -one.votes)
    elected, tie_steps = _elected(ranked, open_seats)
    set_aside = tuple(one.candidate.id for one in results if one.candidate.excluded_group is Fact.YES)
    names = tuple(one.candidate.id for one in elected)
    return Component1Election(
        votes_per_councillor=each,
        elected=names,
        effective=(question.designee, *names),
        set_aside=set_aside,
        vacant=open_seats - len(elected),
        votes={one.candidate.id: one.votes for one in results},
        steps=_steps(question, elected, set_aside, tie_steps),
    )


def _check_people(question: Component1Question) -> None:
    people = [("designee", question.designee)]
    people += [(f"candidates[{rank}].id", one.id) for rank, one in enumerate(question.candidates)]
    check_once(people, "« {value} » est donné deux fois : une même personne n’a qu’un siège.")
    for rank, one in enumerate(question.candidates):
        if one.born is not None and one.born >= question.day:
            raise Refused(f"candidates[{rank}].born", "La date de naissance doit précéder l’élection.")


def _results(question: Component1Question, each: int) -> list[_Result]:
    if question.ballots is not None:
        counts = _counted_ballots(question, question.ballots, each)
        return [_Result(one, rank, counts[one.id]) for rank, one in enumerate(question.candidates)]
    results: list[_Result] = []
    for rank, one in enumerate(question.candidates):
        field = f"candidates[{rank}].votes"
        if one.votes is None:
            raise CannotCompute(f"Impossible à calculer : donnez les voix de {one.id}, ou les bulletins.", field)
        if question.councillors is not None and one.votes > question.councillors:
            voters = counted(question.councillors, "conseiller a", "conseillers ont")
            raise Refused(field, f"{one.id} ne peut pas avoir {one.votes} voix : {voters} voté.")
        results.append(_Result(one, rank, one.votes))
    if question.councillors is not None and sum(one.votes for one in results) > question.councillors * each:
        raise Refused(
            "candidates",
            f"Le total des voix dépasse {question.councillors * each} : {question.councillors} × {each} au plus.",
        )
    return results


def _counted_ballots(question: Component1Question, ballots: tuple[Ballot, ...], each: int) -> Counter[str]:
    known = {one.id for one in question.candidates}
    for rank, one in enumerate(question.candidates):
        if one.votes is not None:
            raise Refused(f"candidates[{rank}].votes", "Donnez les voix ou les bulletins, pas les deux.")
    if question.councillors is not None and len(ballots) > question.councillors:
        raise Refused("ballots", f"Il y a {len(ballots)} bulletins pour {question.councillors} votants.")
    for rank, ballot in enumerate(ballots):
        field = f"ballots[{rank}]"
        if len(ballot) > each:
            raise Refused(field, f"Ce bulletin porte {len(ballot)} voix : chaque conseiller a {each} voix.")
        check_once(
            ((f"{field}[{place}]", name) for place, name in enumerate(ballot)),
            "Ce bulletin donne deux voix à « {value} » : une voix par candidat.",
        )
        for place, name in enumerate(ballot):
            if name not in known:
                raise Refused(f"{field}[{place}]", f"« {name} » n’est pas candidat.")
    return Counter(name for ballot in ballots for name in ballot)


def _eligible(one: _Result) -> bool:
    if one.candidate.excluded_group is Fact.UNKNOWN:
        raise CannotCompute(
            f"Impossible à calculer : le groupe de {one.candidate.id} est-il exclu (yes ou no) ?",
            f"candidates[{one.rank}].excluded_group",
        )
    return one.candidate.excluded_group is Fact.NO


def _elected(ranked: list[_Result], seats: int) -> tuple[list[_Result], list[Step]]:
    """Return who wins a seat, and the lines about a tie on the last one, which goes to the youngest."""
    if len(ranked) <= seats or ranked[seats - 1].votes != ranked[seats].votes:
        return ranked[:seats], []
    last = ranked[seats].votes
    sure = [one for one in ranked if one.votes > last]
    level = [one for one in ranked if one.votes == last]
    dated = sorted(((_born(one), one) for one in level), key=lambda pair: pair[0], reverse=True)
    left = seats - len(sure)
    if dated[left - 1][0] == dated[left][0]:
        raise CannotCompute(
            f"Impossible à calculer : {dated[left - 1][1].candidate.id} et {dated[left][1].candidate.id} ont le même"
            " nombre de voix et la même date de naissance ; le texte ne dit pas qui l’emporte.",
            f"candidates[{dated[left][1].rank}].born",
        )
    winners = [one for _, one in dated[:left]]
    ages = listed(f"{one.candidate.id} ({full_date(born)})" for born, one in dated)
    names = listed(one.candidate.id for one in winners)
    step = Step(
        f"Égalité à {last} voix entre {ages} : {'le' if left == 1 else 'les'} plus jeune"
        f"{'' if left == 1 else 's'} l’emporte{'' if left == 1 else 'nt'}, {names}.",
        ELECTION,
    )
    return sure + winners, [step]


def _born(one: _Result) -> date:
    if one.candidate.born is None:
        raise CannotCompute(
            f"Impossible à calculer : {one.candidate.id} est à égalité pour le dernier siège ; donnez sa date de"
            " naissance, le plus jeune l’emporte.",
            f"candidates[{one.rank}].born",
        )
    return one.candidate.born


def _steps(
    question: Component1Question, elected: list[_Result], set_aside: tuple[str, ...], tie_steps: list[Step]
) -> tuple[Step, ...]:
    each, seats = question.seats - 2, question.seats - 1
    steps = [
        Step(f"Le membre désigné par le collège a un siège d’office : {question.designee}.", COUNCIL),
        Step(f"{question.seats} − 1 = {counted(seats, 'siège', 'sièges')} à élire parmi les candidats.", ELECTION),
        Step(f"Chaque conseiller a {seats} − 1 = {each} voix.", ELECTION),
    ]
    if question.ballots is not None:
        steps.append(
            Step(
                "Lecture retenue : un bulletin donne une voix au plus à un même candidat ; le texte n’en parle pas.",
                ELECTION,
                kind="reading",
            )
        )
    if set_aside:
        steps.append(Step(f"Ne peuvent pas siéger, groupe exclu : {listed(set_aside)}.", COUNCIL))
    steps += tie_steps
    votes = listed(f"{one.candidate.id} ({one.votes} voix)" for one in elected)
    steps.append(Step(f"Élus, les plus fortes voix d’abord : {votes or 'personne'}.", ELECTION))
    if elected and elected[-1].votes == 0:
        steps.append(
            Step("Un siège va à un candidat sans voix : le texte ne fixe pas de minimum.", ELECTION, kind="warning")
        )
    if len(elected) < seats:
        left = counted(seats - len(elected), "siège reste à pourvoir", "sièges restent à pourvoir")
        steps.append(Step(f"{left} : appelez d’autres candidatures.", ELECTION, kind="warning"))
    steps.append(
        Step(
            "Désignez un suppléant par membre effectif, de la même manière.", DECREE.cite("art. 6, § 2"), kind="warning"
        )
    )
    return tuple(steps)
