"""The other bodies: Commission d'agrément, Commission d'avis of the homework schools, Conseil de recours.

Their seats are data (`data/bodies.json`), with the day from which they are known.
"""

from collections import Counter
from datetime import date
from functools import cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.composition.facts import MOST_ASKED, Fact, Person, check_once, norm
from preau.law.data import read
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.words import counted, full_date, listed

Verdict = Literal["complete", "incomplete", "unknown"]


class Seat(Struct, frozen=True):
    """Seats of one origin in a body: how many (`split`: when Namur and Luxembourg are apart), with a vote or not."""

    id: str
    number: int
    who: str
    advisory: bool = False
    split: int | None = None


class Body(Struct, frozen=True):
    """One body: its article, the day from which its seats are known, whether each member has a substitute.

    `of_name` starts with « du » or « de la ».
    """

    id: str
    of_name: str
    text: str
    article: str
    since: date
    substitutes: bool
    seats: tuple[Seat, ...]

    @property
    def citation(self) -> str:
        """Return the article that composes the body, with its text."""
        return text(self.text).cite(self.article)


@cache
def _bodies() -> dict[str, Body]:
    return {one.id: one for one in msgspec.convert(read("bodies.json"), tuple[Body, ...])}


def body(body_id: str, day: date) -> Body:
    """Return a body by its id; raises CannotCompute about `day` before its seats are known."""
    found = _bodies()[body_id]
    if day < found.since:
        raise CannotCompute(
            f"Impossible à calculer : la composition {found.of_name} n’est pas connue avant le"
            f" {full_date(found.since)}.",
            "day",
        )
    return found


class BodyMember(Question, frozen=True, kw_only=True):
    """A person and the seat he holds; whether a substitute is named."""

    id: Person
    seat: Annotated[str, Meta(max_length=3, description="siège du tableau : 1, 3a…")]
    substitute: Annotated[Fact, Meta(description="un suppléant est désigné")] = Fact.UNKNOWN


Members = Annotated[tuple[BodyMember, ...], Meta(max_length=MOST_ASKED, description="membres et leur siège")]


class CommissionQuestion(Question, frozen=True, kw_only=True):
    """The members of a body on a day."""

    day: Day
    members: Members


class EddCommissionQuestion(Question, frozen=True, kw_only=True):
    """The members of the Commission d'avis, its chair, and whether Namur and Luxembourg have separate coordinations."""

    day: Day
    members: Members
    separate_coordinations: Annotated[Fact, Meta(description="Namur et Luxembourg ont chacun leur coordination")]
    chair: Annotated[Person | None, Meta(description="qui préside")] = None


class AppealCouncilQuestion(Question, frozen=True, kw_only=True):
    """The members of the Conseil de recours, and since when the magistrate and his substitute can not sit."""

    day: Day
    members: Members
    magistrate_unavailable_since: Annotated[Day | None, Meta(description="magistrat indisponible depuis")] = None
    substitute_unavailable_since: Annotated[Day | None, Meta(description="son suppléant indisponible depuis")] = None


class BodyComposition(Answer, frozen=True, kw_only=True):
    """Whether each seat is held: seats with and without a vote, those missing by seat, substitutes missing or unknown.

    `chair` is who presides: a seat or a person, None when not known.
    """

    verdict: Verdict
    voting: int
    advisory: int
    missing: dict[str, int]
    without_substitute: tuple[str, ...]
    unknown_substitute: tuple[str, ...]
    chair: str | None


@rule(
    title="La Commission d’agrément est-elle au complet ?",
    articles=("décret du 3 juillet 2003, art. 22",),
    example={"day": "2026-09-01", "members": [{"id": "A", "seat": "1"}, {"id": "B", "seat": "2"}]},
)
def approval_commission_composition(question: CommissionQuestion) -> BodyComposition:
    """Return which of the thirteen seats are held."""
    known = body("approval_commission", question.day)
    chair = next((one.id for one in question.members if one.seat == "1"), None)
    return _composition(known, question.members, chair, [_chair_step(known, chair)])


@rule(
    title="La Commission d’avis des écoles de devoirs est-elle au complet ?",
    articles=("décret EDD du 28 avril 2004, art. 28",),
    example={
        "day": "2026-09-01",
        "separate_coordinations": "no",
        "chair": "A",
        "members": [{"id": "A", "seat": "1a", "substitute": "yes"}, {"id": "B", "seat": "8", "substitute": "yes"}],
    },
)
def edd_commission_composition(question: EddCommissionQuestion) -> BodyComposition:
    """Return which of the twelve or thirteen seats with a vote and of the nine without are held."""
    known = body("edd_commission", question.day)
    if question.separate_coordinations is Fact.UNKNOWN:
        raise CannotCompute(
            "Impossible à calculer : Namur et Luxembourg ont-ils chacun leur coordination (yes ou no) ? La Commission"
            " compte alors 13 voix, sinon 12.",
            "separate_coordinations",
        )
    if question.chair is not None and question.chair not in {one.id for one in question.members}:
        raise Refused("chair", "La présidence va à un membre de la Commission.")
    split = question.separate_coordinations is Fact.YES
    seats = tuple(
        msgspec.structs.replace(seat, number=seat.split) if split and seat.split else seat for seat in known.seats
    )
    known = msgspec.structs.replace(known, seats=seats)
    steps = [_chair_step(known, question.chair)]
    steps.append(Step("Le ministre de l’Enfance désigne la présidence parmi les membres.", known.citation))
    return _composition(known, question.members, question.chair, steps)


@rule(
    title="Le Conseil de recours est-il au complet, et qui le préside ?",
    articles=("décret ONE du 17 juillet 2002, art. 22/8",),
    example={"day": "2027-03-01", "members": [{"id": "A", "seat": "1", "substitute": "yes"}]},
)
def appeal_council_composition(question: AppealCouncilQuestion) -> BodyComposition:
    """Return which of the five seats are held and who presides: the magistrate, or the chair of ONE's board."""
    known = body("appeal_council", question.day)
    magistrate = next((one.id for one in question.members if one.seat == "1"), None)
    chair, steps = magistrate, [_chair_step(known, magistrate)]
    since = (question.magistrate_unavailable_since, question.substitute_unavailable_since)
    if since[0] is not None and since[1] is not None:
        both = max(since[0], since[1])
        limit = add_months(both, norm("chair_absence", question.day, known.id))
        if question.day > limit:
            chair = "président du conseil d’administration de l’ONE"
            why = f"plus de deux mois d’indisponibilité depuis le {full_date(both)}"
            steps = [Step(f"Le {chair} préside : {why} du magistrat et de son suppléant.", known.citation)]
        else:
            steps.append(
                Step(
                    "Magistrat et suppléant indisponibles : passé ce jour, le président du conseil d’administration"
                    " de l’ONE préside.",
                    known.citation,
                    limit,
                    kind="warning",
                )
            )
    steps.append(Step("Mandats de cinq ans, renouvelables.", known.citation))
    return _composition(known, question.members, chair, steps)


def _chair_step(known: Body, chair: str | None) -> Step:
    if chair is None:
        return Step("Qui préside n’est pas connu.", known.citation, kind="warning")
    return Step(f"{chair} préside.", known.citation)


def _composition(known: Body, members: tuple[BodyMember, ...], chair: str | None, more: list[Step]) -> BodyComposition:
    _check(known, members)
    held = Counter(one.seat for one in members)
    missing = {seat.id: seat.number - held[seat.id] for seat in known.seats if held[seat.id] < seat.number}
    without = tuple(one.id for one in members if known.substitutes and one.substitute is Fact.NO)
    unknown = tuple(one.id for one in members if known.substitutes and one.substitute is Fact.UNKNOWN)
    voting = sum(seat.number for seat in known.seats if not seat.advisory)
    advisory = sum(seat.number for seat in known.seats if seat.advisory)
    verdict: Verdict = "incomplete" if missing or without else "unknown" if unknown else "complete"
    steps = [Step(_size(voting, advisory), known.citation), *more]
    for seat in known.seats:
        if seat.id in missing:
            todo = counted(missing[seat.id], "membre à désigner", "membres à désigner")
            steps.append(Step(f"Siège {seat.id}, {seat.who} : {todo}.", known.citation, kind="warning"))
    if without:
        steps.append(Step(f"Désignez un suppléant pour {listed(without)}.", known.citation, kind="warning"))
    if unknown:
        steps.append(Step(f"À vérifier : le suppléant de {listed(unknown)}.", known.citation, kind="warning"))
    return BodyComposition(
        verdict=verdict,
        voting=voting,
        advisory=advisory,
        missing=missing,
        without_substitute=without,
        unknown_substitute=unknown,
        chair=chair,
        steps=tuple(steps),
    )


def _size(voting: int, advisory: int) -> str:
    words = f"{voting} sièges avec voix délibérative"
    return f"{words} et {advisory} avec voix consultative." if advisory else f"{words}."


def _check(known: Body, members: tuple[BodyMember, ...]) -> None:
    """Raise Refused for somebody twice, a seat that does not exist, or more members than seats."""
    check_once(
        ((f"members[{rank}].id", one.id) for rank, one in enumerate(members)),
        "« {value} » est donné deux fois : une personne n’a qu’un siège.",
    )
    numbers = {seat.id: seat.number for seat in known.seats}
    held: Counter[str] = Counter()
    for rank, one in enumerate(members):
        if one.seat not in numbers:
            raise Refused(f"members[{rank}].seat", f"Ce siège n’existe pas ; les sièges sont {listed(numbers)}.")
        held[one.seat] += 1
        if held[one.seat] > numbers[one.seat]:
            allowed = counted(numbers[one.seat], "membre", "membres")
            raise Refused(f"members[{rank}].seat", f"Le siège {one.seat} compte {allowed} au plus.")
