"""The cap on what parents pay, per child and day (EDD decree, art. 7, § 2, 6°; order, art. 9).

The indexed amounts of ONE were not found, nor the reference month and the rounding of the index: a cap worked out from
price indices is never official.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.homework_schools.amounts import cents
from preau.law.homework_schools.verdicts import WORDS, Verdict, decree, order, verdict
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.words import euros, full_date, number

CONDITION, CAP = decree("art. 7, § 2, 6°"), order("art. 9")
RESIDENTIAL_SINCE = date(2015, 7, 1)


class DayKind(StrEnum):
    """What kind of day the fee is asked for."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    RESIDENTIAL = "residential"


class FeeCapQuestion(Question, frozen=True, kw_only=True):
    """A day, its kind, the fee asked per child; the two price indices for an estimate."""

    day: Day
    kind: DayKind
    minutes: Annotated[int, Meta(ge=0, le=1440, description="durée d’un jour de vacances, en minutes")] | None = None
    asked: Annotated[Decimal, Meta(description="participation demandée par enfant et par jour, en euros")] | None = None
    index_2004: Annotated[Decimal, Meta(description="indice des prix en vigueur le 1er septembre 2004")] | None = None
    index_of_day: Annotated[Decimal, Meta(description="indice des prix du jour, même base")] | None = None


class FeeCap(Answer, frozen=True, kw_only=True):
    """The cap in euros (None: there is none, or a free day needs none), whether it is official, the verdict on the fee.

    `verdict` is None when no fee is given, unknown when the cap is only an estimate.
    """

    cap: Decimal | None
    base: Decimal | None
    official: bool
    verdict: Verdict | None


class FeeScale(Struct, frozen=True):
    """Which parameter holds the base and the official amounts of a kind of day, and how to name it."""

    name: str
    words: str


ORDINARY = FeeScale("ordinary", "jour ordinaire, ou jour de vacances de 6 heures ou moins")
LONG_HOLIDAY = FeeScale("long_holiday", "jour de vacances de plus de 6 heures")


@rule(
    title="École de devoirs : le plafond de la participation des parents",
    articles=(CONDITION, CAP),
    example={
        "day": "2026-10-05",
        "kind": "ordinary",
        "asked": "2.50",
        "index_2004": "115.20",
        "index_of_day": "198.40",
    },
)
def edd_fee_cap(question: FeeCapQuestion) -> FeeCap:
    """Return the cap on the fee of a day and the verdict on the fee asked.

    Raises CannotCompute when the indexed amount is unknown and no price index is given, or the base is unknown then;
    Refused when an index is zero.
    """
    if question.kind is DayKind.RESIDENTIAL:
        return _residential(question)
    scale = _scale(question)
    base = parameter(f"homework_schools.fees.base_{scale.name}").amount(question.day)
    steps = [Step(f"Base au 1er septembre 2004, {scale.words} : {euros(base)}.", CAP)]
    if question.asked == 0:
        steps.append(Step("La gratuité est toujours permise.", CONDITION))
        return FeeCap(cap=None, base=base, official=False, verdict=Verdict.MET, steps=tuple(steps))
    official = _official(scale, question.day)
    cap = official if official is not None else _estimated(question, base, scale, steps)
    found = _judged(question.asked, cap, official is not None, steps)
    steps.append(Step("Le plafond vaut par enfant et par jour.", CAP, kind="reading"))
    return FeeCap(cap=cap, base=base, official=official is not None, verdict=found, steps=tuple(steps))


def _residential(question: FeeCapQuestion) -> FeeCap:
    if question.day < RESIDENTIAL_SINCE:
        raise CannotCompute(
            "Impossible à calculer : la règle d’un jour résidentiel n’est pas connue avant le "
            f"{full_date(RESIDENTIAL_SINCE)}.",
            "day",
        )
    free = Step("Un jour résidentiel n’a pas de plafond : la participation peut y être plus élevée.", CAP)
    found = None if question.asked is None else Verdict.MET
    return FeeCap(cap=None, base=None, official=True, verdict=found, steps=(free,))


def _scale(question: FeeCapQuestion) -> FeeScale:
    """Return the scale of the day; a holiday of unknown length cannot be told."""
    if question.kind is DayKind.ORDINARY:
        return ORDINARY
    if question.minutes is None:
        raise CannotCompute("Impossible à calculer : la durée du jour de vacances est inconnue.", "minutes")
    long_day = parameter("homework_schools.fees.long_day_minutes").whole(question.day)
    return LONG_HOLIDAY if question.minutes > long_day else ORDINARY


def _official(scale: FeeScale, day: date) -> Decimal | None:
    try:
        return parameter(f"homework_schools.fees.official_{scale.name}").amount(day)
    except CannotCompute:
        return None


def _estimated(question: FeeCapQuestion, base: Decimal, scale: FeeScale, steps: list[Step]) -> Decimal:
    """Return the cap worked out from the two price indices, with the line that says it is not official."""
    for field in ("index_2004", "index_of_day"):
        if getattr(question, field) == 0:
            raise Refused(field, "Un indice des prix est plus grand que zéro.")
    if question.index_2004 is None or question.index_of_day is None:
        missing = "index_2004" if question.index_2004 is None else "index_of_day"
        raise CannotCompute(
            f"Impossible à calculer : le plafond indexé du {full_date(question.day)} n’est pas connu "
            f"({scale.words}). Donnez les deux indices des prix pour une estimation.",
            missing,
        )
    cap = cents(Fraction(base) * Fraction(question.index_of_day) / Fraction(question.index_2004))
    steps.append(
        Step(
            f"{euros(base)} × {number(question.index_of_day)} / {number(question.index_2004)} = {euros(cap)}, arrondi "
            "au cent.",
            CAP,
        )
    )
    steps.append(
        Step(
            "Montant non officiel : ni le mois de l’indice ni l’arrondi ne sont connus. Seul le montant de l’ONE vaut.",
            CAP,
            kind="warning",
        )
    )
    return cap


def _judged(asked: Decimal | None, cap: Decimal, official: bool, steps: list[Step]) -> Verdict | None:
    """Return the verdict on the fee asked; an estimate never decides."""
    if asked is None:
        return None
    below = asked <= cap
    found = verdict(below) if official else Verdict.UNKNOWN
    place = "ne dépasse pas" if below else "dépasse"
    steps.append(
        Step(
            f"La participation de {euros(asked)} {place} {euros(cap)} : {WORDS[found]}.",
            CONDITION,
            kind="step" if found is Verdict.MET else "warning",
        )
    )
    return found
