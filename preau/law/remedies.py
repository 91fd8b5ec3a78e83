"""The register of appeals: who may contest what, where, until when, with which effect (`data/remedies.json`).

The regime follows the day of notification of the decision: until 31 December 2026 the appeals of the decree of 2003,
from 1 January 2027 the Conseil de recours. The appeals of the homework schools stay beside it. Only administrative
appeals are in the register: the courts and the Conseil d'État are not.
"""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from preau.law.calendar import add_working_days
from preau.law.catalogue import rule
from preau.law.counting import NOUNS, Length, raw_day
from preau.law.data import read
from preau.law.inputs import Question
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.time_limits import Facts, Moment, TimeLimit, Unit, due, limit
from preau.law.words import counted, full_date, listed, long_date

NEW_REGIME = date(2027, 1, 1)
PORTAL_WORKING_DAYS = 3
EFFECTS = {
    "yes": "Le recours suspend la décision contestée.",
    "no": "Le texte ne dit pas que ce recours suspend la décision : elle s’applique entre-temps.",
    "unless_child_interest": "La décision contestée est suspendue pendant l’examen, sauf si l’intérêt de l’enfant "
    "demande son exécution immédiate.",
}
HEARINGS = {
    "right": "Qui introduit le recours a le droit d’être entendu.",
    "possible": "La Commission peut entendre qui introduit le recours.",
    "not_stated": "Le texte ne dit rien d’une audition.",
}
REGIMES = {
    "atl": "Aucune règle transitoire n’est connue : nous lisons que le jour de la notification dit le régime, l’ancien "
    "jusqu’au 31 décembre 2026, le Conseil de recours depuis le 1er janvier 2027.",
    "edd": "Aucune règle transitoire n’est connue : nous lisons que le jour de la notification dit si le Conseil de "
    "recours, depuis le 1er janvier 2027, s’ajoute aux recours propres aux écoles de devoirs.",
}
TWO_ROADS = (
    "Deux voies sont ouvertes : gardez le délai le plus court. Le Conseil de recours suspend la décision, l’autre voie "
    "non. L’ONE doit encore fixer ce que dit sa lettre."
)
STRADDLES = "Ce délai passe le 1er janvier 2027, où les recours changent : faites vérifier le dossier."
REGISTERED = (
    "Un recours reste une lettre recommandée, même si le portail existe : gardez le numéro et la date de l’envoi."
)
NOT_HERE = "Ce registre ne dit que les recours administratifs : le Conseil d’État et les tribunaux n’y sont pas."


class Decision(StrEnum):
    """The decisions that somebody may want to contest, for both sectors."""

    OPERATOR_APPROVAL_REFUSAL = "atl_operator_approval_refusal"
    OPERATOR_APPROVAL_WITHDRAWAL = "atl_operator_approval_withdrawal"
    OPERATOR_SUBSIDY_REFUSAL = "atl_operator_subsidy_refusal"
    OPERATOR_SUBSIDY_SUSPENSION = "atl_operator_subsidy_suspension"
    OPERATOR_SUBSIDY_RETENTION = "atl_operator_subsidy_retention"
    OPERATOR_SUBSIDY_WITHDRAWAL = "atl_operator_subsidy_withdrawal"
    CLE_REFUSAL = "atl_cle_refusal"
    CLE_AMENDMENT_REFUSAL = "atl_cle_amendment_refusal"
    CLE_WITHDRAWAL = "atl_cle_withdrawal"
    COORDINATION_SUBSIDY_REFUSAL = "atl_coordination_subsidy_refusal"
    COORDINATION_SUBSIDY_SUSPENSION = "atl_coordination_subsidy_suspension"
    RECOGNITION_REFUSAL = "edd_recognition_refusal"
    RECOGNITION_WITHDRAWAL = "edd_recognition_withdrawal"
    EDD_SUBSIDY_REFUSAL = "edd_subsidy_refusal"
    EDD_SUBSIDY_AMOUNT = "edd_subsidy_amount"
    EDD_DEROGATION_REFUSAL = "edd_derogation_refusal"
    EDD_EQUIVALENCE_REFUSAL = "edd_equivalence_refusal"

    @property
    def sector(self) -> str:
        return self.value[:3]


class Channel(StrEnum):
    """How the decision was sent."""

    REGISTERED = "registered"
    ORDINARY = "ordinary"
    PORTAL = "portal"


Effect = Literal["yes", "no", "unless_child_interest"]
Hearing = Literal["right", "possible", "not_stated"]


class KnownRoad(Struct, frozen=True, forbid_unknown_fields=True):
    """One road of the register. `since`, `until`: days of notification; None: open. `article`: text id, article."""

    body: str
    sent_to: str
    form: tuple[str, ...]
    limit: str
    answer_limit: str
    answer: str
    suspensive: Effect
    heard: Hearing
    article: tuple[str, str]
    since: date | None
    until: date | None
    note: str

    def open_to(self, notified_on: date) -> bool:
        """Say whether a decision notified that day may take this road."""
        return (self.since or notified_on) <= notified_on <= (self.until or notified_on)


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """What must be said of a decision whatever the road."""

    kind: Literal["reading", "warning"]
    text: str
    article: tuple[str, str]


class KnownDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """One decision of the register: its name, to whom it is addressed, the roads in order."""

    title: str
    addressee: str
    roads: tuple[str, ...]
    notes: tuple[Note, ...]


class Register(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole register."""

    roads: dict[str, KnownRoad]
    decisions: dict[Decision, KnownDecision]


class RemediesQuestion(Question, frozen=True, kw_only=True):
    """A decision and how it reached the person: the old appeals count from receipt, the new from notification."""

    decision: Annotated[Decision, Meta(description="la décision contestée")]
    notified_on: Annotated[date, Meta(description="jour de la notification (envoi de la décision)")]
    received_on: Annotated[date, Meta(description="jour de la réception de la décision")] | None = None
    channel: Annotated[Channel, Meta(description="recommandé, courrier ordinaire ou portail")] = Channel.REGISTERED
    opened_on: Annotated[date, Meta(description="portail : jour de la première ouverture")] | None = None


class Road(Struct, frozen=True, kw_only=True):
    """One road of appeal. `raw`, `due` None: not known, and `why`.

    `without_stops`: the last day if nothing stopped the clock, for a clock that school holidays stop. `suspensive`:
    yes, no, or unless the interest of the child requires immediate execution.
    """

    id: str
    body: str
    sent_to: str
    form: tuple[str, ...]
    limit: str
    counts_from: Literal["notification", "receipt"]
    starts_on: date | None
    raw: date | None
    due: date | None
    safe: date | None
    without_stops: date | None
    why: str
    suspensive: Effect
    heard: Hearing
    answer: str
    answer_limit: str
    answer_within: str
    answered_by: str
    silence: str
    if_late: str
    article: str
    steps: tuple[Step, ...]


class Remedies(Answer, frozen=True, kw_only=True):
    """The roads open against a decision; `safe` is the earliest safe day of all of them (None: no road, or unknown)."""

    decision: Decision
    title: str
    addressee: str
    regime: Literal["until_2026", "from_2027"]
    roads: tuple[Road, ...]
    safe: date | None


@cache
def register() -> Register:
    """Return the register of appeals."""
    return msgspec.convert(read("remedies.json"), Register)


@rule(
    title="Les recours ouverts contre une décision",
    articles=(
        "décret du 3 juillet 2003, art. 27, § 5, 29 et 35, § 4",
        "décret ONE du 17 juillet 2002, art. 22/7",
        "décret EDD du 28 avril 2004, art. 6 et 16",
        "arrêté EDD du 25 juin 2004, art. 8/1",
    ),
    example={"decision": "edd_recognition_refusal", "notified_on": "2027-01-11"},
)
def remedies(question: RemediesQuestion) -> Remedies:
    """Return every administrative road of appeal against a decision, with its last day, its form and its effect.

    A road whose last day cannot be computed says why; the others are given all the same. Raises Refused for a decision
    received or opened before it was notified, CannotCompute for one older than the law that was read.
    """
    _check(question)
    known = register().decisions[question.decision]
    open_roads = [one for one in known.roads if register().roads[one].open_to(question.notified_on)]
    _check_known(open_roads, question.notified_on)
    received_on, received_steps = _received(question)
    roads = tuple(_road(one, question.notified_on, received_on) for one in open_roads)
    days = [road.safe for road in roads if road.safe]
    told = tuple(step for road in roads for step in _told(road))
    return Remedies(
        decision=question.decision,
        title=known.title,
        addressee=known.addressee,
        regime="from_2027" if question.notified_on >= NEW_REGIME else "until_2026",
        roads=roads,
        safe=min(days) if days else None,
        steps=(*_opening(question, known, roads), *received_steps, *told, *_closing(question, known, roads)),
    )


def _check(question: RemediesQuestion) -> None:
    for field in ("received_on", "opened_on"):
        day = getattr(question, field)
        if day is not None and day < question.notified_on:
            said = f"Une décision n’est pas reçue avant d’être notifiée (le {full_date(question.notified_on)})."
            raise Refused(field, said)


def _check_known(open_roads: list[str], notified_on: date) -> None:
    since = [limit(register().roads[one].limit).known_from or notified_on for one in open_roads]
    if since and notified_on < min(since):
        said = f"Impossible à calculer : ce recours n’est pas connu avant le {full_date(min(since))}."
        raise CannotCompute(said, "notified_on")


def _received(question: RemediesQuestion) -> tuple[date | None, tuple[Step, ...]]:
    """Return the day of receipt: the one given, else (homework schools) the one presumed of a notice on the portal."""
    if question.received_on or question.channel is not Channel.PORTAL or question.decision.sector != "edd":
        return question.received_on, ()
    third = add_working_days(question.notified_on, PORTAL_WORKING_DAYS)
    day = min(third, question.opened_on or third)
    said = (
        "Sur le portail, nous lisons la réception au jour de la première ouverture, au plus tard le troisième jour "
        f"ouvrable : le {long_date(day)}."
    )
    return day, (Step(said, text("edd_order").cite("art. 8/1"), day, "reading"),)


class _LastDay(Struct, frozen=True):
    """The last day of a road, or why it is not known."""

    raw: date | None = None
    due: date | None = None
    safe: date | None = None
    why: str = ""
    steps: tuple[Step, ...] = ()


def _road(road_id: str, notified_on: date, received_on: date | None) -> Road:
    known = register().roads[road_id]
    own, answer = limit(known.limit), limit(known.answer_limit)
    from_receipt = own.moment is Moment.RECEIVED
    start = received_on if from_receipt else notified_on
    last = _last_day(own, start, notified_on)
    stops = own.unit is Unit.SCHOOL_DAYS_OFF
    return Road(
        id=road_id,
        body=known.body,
        sent_to=known.sent_to,
        form=known.form,
        limit=known.limit,
        counts_from="receipt" if from_receipt else "notification",
        starts_on=start,
        raw=last.raw,
        due=last.due,
        safe=last.safe,
        without_stops=raw_day(notified_on, own.length or 0, Length.CALENDAR_DAYS) if stops else None,
        why=last.why,
        suspensive=known.suspensive,
        heard=known.heard,
        answer=known.answer,
        answer_limit=known.answer_limit,
        answer_within=_within(answer),
        answered_by=answer.owed_by,
        silence=answer.silence,
        if_late=own.consequence,
        article=text(known.article[0]).cite(known.article[1]),
        steps=last.steps,
    )


def _last_day(own: TimeLimit, start: date | None, notified_on: date) -> _LastDay:
    """Return the last day counted from `start`; without it, the safe day counted from the notification, which is first.

    The day of notification says which appeal applies, even when the receipt falls under the next one.
    """
    try:
        found = due(own, start or notified_on, Facts(notified=notified_on))
    except CannotCompute as missing:
        return _LastDay(why=str(missing))
    if start is not None:
        return _LastDay(found.raw, found.due, found.safe, steps=found.steps)
    why = "Impossible à calculer : ce délai court depuis la réception de la décision ; donnez « received_on »."
    said = "La notification vient avant la réception : compté depuis elle, le délai finit au plus tôt le"
    step = Step(f"{said} {long_date(found.due)}.", own.citation, found.due, "warning")
    return _LastDay(safe=found.safe, why=why, steps=(step,))


def _within(answer: TimeLimit) -> str:
    """Return in words how long the body has: « 60 jours calendrier depuis la réception du recours »."""
    size = counted(answer.length or 0, *NOUNS[Length.CALENDAR_DAYS])
    stops = ", sans compter les congés scolaires" if answer.unit is Unit.SCHOOL_DAYS_OFF else ""
    return f"{size} depuis la {answer.trigger}{stops}"


def _opening(question: RemediesQuestion, known: KnownDecision, roads: tuple[Road, ...]) -> tuple[Step, ...]:
    cite = text("governance_decree").cite("art. 20 et 37")
    day, who = long_date(question.notified_on), _to(known.addressee)
    said = [
        Step(f"Décision : {known.title}, notifiée le {day} {who}.", day=question.notified_on),
        Step(REGIMES[question.decision.sector], cite, kind="reading"),
    ]
    said += [Step(note.text, text(note.article[0]).cite(note.article[1]), kind=note.kind) for note in known.notes]
    if not roads:
        said.append(Step("Aucun recours administratif n’est ouvert contre cette décision.", cite))
    return tuple(said)


def _to(whom: str) -> str:
    """Return « à » with the words that follow: « au Gouvernement », « à l’ONE », « à la commune ou au bourgmestre »."""
    each = whom.split(" ou ")
    return " ou ".join(f"au {one.removeprefix('le ')}" if one.startswith("le ") else f"à {one}" for one in each)


def _told(road: Road) -> tuple[Step, ...]:
    """Return the lines of one road: where and until when, how it is counted, its effect, the answer."""
    form = listed(road.form)
    until = f"au plus tard le {long_date(road.due)}." if road.due else f"dernier jour inconnu. {road.why}"
    note = register().roads[road.id].note
    said = f"Recours devant {road.body}. À envoyer {_to(road.sent_to)} ({form}), {until}"
    lines = [Step(said, road.article, road.due), *road.steps]
    if road.without_stops:
        said = f"Sans aucun arrêt du délai, le dernier jour serait le {long_date(road.without_stops)}."
        lines.append(Step(said, road.article, road.without_stops))
    lines.append(Step(EFFECTS[road.suspensive], road.article))
    lines.append(Step(HEARINGS[road.heard], road.article))
    lines.append(Step(f"Réponse : {road.answer}, dans les {road.answer_within}. {road.silence}", road.article))
    if note:
        lines.append(Step(note, road.article, kind="reading"))
    return tuple(lines)


def _closing(question: RemediesQuestion, known: KnownDecision, roads: tuple[Road, ...]) -> tuple[Step, ...]:
    said = []
    if len(roads) > 1:
        said.append(Step(TWO_ROADS, text("one_decree").cite("art. 22/7"), kind="warning"))
    changes = any(register().roads[one].since for one in known.roads)
    last_days = [last for road in roads if (last := road.due or road.safe)]
    if question.notified_on < NEW_REGIME and changes and any(last >= NEW_REGIME for last in last_days):
        said.append(Step(STRADDLES, text("governance_decree").cite("art. 37"), kind="warning"))
    if roads:
        said.append(Step(REGISTERED, roads[0].article, kind="reading"))
    return (*said, Step(NOT_HERE))
