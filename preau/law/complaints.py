"""Complaints about a CLE programme (decree, art. 38 and 39): on its making, on its amendment, on any other breach."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.inputs import Question
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.time_limits import NO_FACTS, Facts, due, limit
from preau.law.words import full_date, long_date


class ComplaintKind(StrEnum):
    """What the complaint is about: types A, B and C."""

    ELABORATION = "elaboration"
    AMENDMENT = "amendment"
    OTHER_BREACH = "other_breach"


OBJECTS = {
    ComplaintKind.ELABORATION: "la procédure d’élaboration du programme, ou le fait de n’y être pas retenu",
    ComplaintKind.AMENDMENT: "la procédure de modification du programme, ou le fait de n’y être pas retenu",
    ComplaintKind.OTHER_BREACH: "un autre manquement au décret ou au programme CLE",
}
PARAGRAPHS = {
    ComplaintKind.ELABORATION: "art. 39, al. 2",
    ComplaintKind.AMENDMENT: "art. 39, al. 3",
    ComplaintKind.OTHER_BREACH: "art. 39, al. 4",
}
OUTCOMES = {
    ComplaintKind.ELABORATION: (
        "rejet",
        "plainte fondée, et l’ONE dit quelles étapes sont à refaire",
    ),
    ComplaintKind.AMENDMENT: (
        "agrément de la modification",
        "refus d’agrément de la modification",
    ),
    ComplaintKind.OTHER_BREACH: (
        "classement",
        "mise en demeure puis mise en conformité",
        "mise en demeure puis retrait de l’agrément du programme, sans suspension possible",
    ),
}


class ComplaintRoadsQuestion(Question, frozen=True, kw_only=True):
    """A complaint and the dates of its road; each stage takes its own. None: unknown, or not yet."""

    kind: Annotated[ComplaintKind, Meta(description="objet : élaboration, modification, autre manquement")]
    adopted_on: Annotated[date, Meta(description="adoption par le conseil communal")] | None = None
    sent_on: (
        Annotated[date, Meta(description="modification que la CCA a envoyée sans changement : jour de l’envoi")] | None
    ) = None
    lodged_on: Annotated[date, Meta(description="jour où la plainte est introduite")] | None = None
    received_on: Annotated[date, Meta(description="réception de la plainte par la commission")] | None = None
    amendment_received_on: (
        Annotated[date, Meta(description="réception de la modification par la commission")] | None
    ) = None
    opinion_received_on: Annotated[date, Meta(description="réception de l’avis par l’ONE")] | None = None
    notice_on: Annotated[date, Meta(description="notification de la mise en demeure")] | None = None
    notice_days: Annotated[int, Meta(description="délai de la mise en demeure fixé par l’ONE, en jours")] | None = None


class ComplaintStage(Struct, frozen=True, kw_only=True):
    """One stage: who owes what and until when. `due` None: not known, and `why`."""

    id: str
    title: str
    owed_by: str
    starts_on: date | None
    raw: date | None
    due: date | None
    safe: date | None
    why: str
    consequence: str
    steps: tuple[Step, ...]


class ComplaintRoads(Answer, frozen=True, kw_only=True):
    """The stages in order. `in_time`: whether the complaint was lodged in time; None when it is not known."""

    kind: ComplaintKind
    lodged_with: str
    in_time: bool | None
    stages: tuple[ComplaintStage, ...]
    outcomes: tuple[str, ...]


@rule(
    title="Une plainte sur un programme CLE : où, jusqu’à quand, et la suite",
    articles=("décret du 3 juillet 2003, art. 38 et 39",),
    example={"kind": "elaboration", "adopted_on": "2027-10-21", "lodged_on": "2027-11-15"},
)
def complaint_roads(question: ComplaintRoadsQuestion) -> ComplaintRoads:
    """Return the stages of a complaint with their last days, and whether it was lodged in time.

    Raises Refused when the two roads of an amendment are mixed, or for a notice shorter than the law allows.
    """
    kind = question.kind
    _check(question)
    stages = _STAGES[kind](question)
    in_time = _in_time(question, stages[0])
    cite = text("decree").cite(PARAGRAPHS[kind])
    opening = (
        Step(
            "Toute personne qui montre un intérêt peut se plaindre, auprès de la commission d’agrément ; la CCA est "
            "informée de la plainte et de son résultat.",
            text("decree").cite("art. 38"),
        ),
        Step(f"Objet : {OBJECTS[kind]}.", cite),
    )
    outcomes = " ; ".join(OUTCOMES[kind])
    closing = Step(f"Issues possibles : {outcomes}.", cite)
    return ComplaintRoads(
        kind=kind,
        lodged_with="la commission d’agrément",
        in_time=in_time,
        stages=stages,
        outcomes=OUTCOMES[kind],
        steps=(*opening, *_verdict(question, in_time, cite), *(line for one in stages for line in _told(one)), closing),
    )


def _check(question: ComplaintRoadsQuestion) -> None:
    """Raise Refused when one of the dates comes before the one that must precede it."""
    order = (("lodged_on", "received_on"), ("received_on", "opinion_received_on"))
    for before, after in order:
        first, then = getattr(question, before), getattr(question, after)
        if first and then and then < first:
            raise Refused(after, f"Ce jour ne peut pas précéder le {full_date(first)} (« {before} »).")


def _elaboration(question: ComplaintRoadsQuestion) -> tuple[ComplaintStage, ...]:
    return (
        _stage("D70", question.adopted_on, "adopted_on"),
        _stage("D71", question.received_on, "received_on"),
        _stage("D72", question.opinion_received_on, "opinion_received_on"),
    )


def _amendment(question: ComplaintRoadsQuestion) -> tuple[ComplaintStage, ...]:
    if question.sent_on and question.adopted_on:
        said = "La CCA envoie la modification, ou le conseil l’adopte : donnez « sent_on » ou « adopted_on »."
        raise Refused("sent_on", said)
    if question.sent_on:
        lodging = _stage("D73", question.sent_on, "sent_on")
    else:
        lodging = _stage("D73-council", question.adopted_on, "adopted_on")
    return (
        lodging,
        _stage("D74", question.amendment_received_on, "amendment_received_on"),
        _stage("D75", question.opinion_received_on, "opinion_received_on"),
    )


def _other_breach(question: ComplaintRoadsQuestion) -> tuple[ComplaintStage, ...]:
    return (
        _stage("D76", question.lodged_on, "lodged_on"),
        _stage("D77", question.received_on, "received_on"),
        _stage("D62", question.notice_on, "notice_on", Facts(length=question.notice_days)),
    )


_STAGES = {
    ComplaintKind.ELABORATION: _elaboration,
    ComplaintKind.AMENDMENT: _amendment,
    ComplaintKind.OTHER_BREACH: _other_breach,
}


def _stage(limit_id: str, start: date | None, field: str, facts: Facts = NO_FACTS) -> ComplaintStage:
    known = limit(limit_id)
    found, why = None, f"Jour inconnu : {known.trigger} (« {field} »)."
    if limit_id == "D76":
        why = "La plainte peut être introduite à tout moment."
    elif start is not None:
        try:
            found, why = due(known, start, facts), ""
        except CannotCompute as missing:
            why = str(missing)
        except Refused as refusal:
            raise Refused("notice_days", str(refusal)) from None
    return ComplaintStage(
        id=known.id,
        title=known.title,
        owed_by=known.owed_by,
        starts_on=start,
        raw=found.raw if found else None,
        due=found.due if found else None,
        safe=found.safe if found else None,
        why=why,
        consequence=known.consequence,
        steps=found.steps if found else (),
    )


def _in_time(question: ComplaintRoadsQuestion, lodging: ComplaintStage) -> bool | None:
    if question.lodged_on is None:
        return None
    if question.kind is ComplaintKind.OTHER_BREACH:
        return True
    return None if lodging.due is None else question.lodged_on <= lodging.due


def _verdict(question: ComplaintRoadsQuestion, in_time: bool | None, article: str) -> tuple[Step, ...]:
    if question.lodged_on is None or in_time is None:
        return ()
    verdict = "dans le délai" if in_time else "hors délai : elle est irrecevable"
    said = f"La plainte est introduite le {full_date(question.lodged_on)}, {verdict}."
    return (Step(said, article, question.lodged_on),)


def _told(stage: ComplaintStage) -> tuple[Step, ...]:
    when = f"au plus tard le {long_date(stage.due)}." if stage.due else f"{stage.why[:1].lower()}{stage.why[1:]}"
    line = Step(f"{stage.title} ({stage.owed_by}) : {when}", limit(stage.id).citation, stage.due)
    return (line, *stage.steps)
