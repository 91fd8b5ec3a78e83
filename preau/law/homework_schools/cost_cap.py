"""What is payable when a homework school stops or loses its recognition (EDD decree, art. 17, § 2; order, art. 4)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.homework_schools.amounts import cents
from preau.law.homework_schools.verdicts import decree, order
from preau.law.homework_schools.years import activity_year_of, source_steps
from preau.law.inputs import Question
from preau.law.results import Answer, CannotCompute, Step
from preau.law.words import counted, euros, full_date

NOTHING = Decimal("0.00")
STOP, WITHDRAWAL = decree("art. 17, § 2"), order("art. 4")


class StopEvent(StrEnum):
    """Why the activities end within the year."""

    CESSATION = "cessation"
    SUSPENSION = "suspension"
    WITHDRAWAL = "withdrawal"


class CostCapQuestion(Question, frozen=True, kw_only=True):
    """The event and its day, part b) of the year in euros, the costs proved and the advance paid; absent: unknown."""

    event: StopEvent
    effective_on: Annotated[date, Meta(description="jour d’effet : premier jour sans activité ou sans reconnaissance")]
    activity_part: Annotated[Decimal, Meta(description="partie b) de l’année, en euros")]
    costs: Annotated[Decimal, Meta(description="frais réellement supportés et prouvés, en euros")] | None = None
    advance_paid: Annotated[Decimal, Meta(description="avance déjà payée, en euros")] | None = None


class CostCap(Answer, frozen=True, kw_only=True):
    """The ceiling in euros; what is payable, to pay or to recover, None when the costs or the advance are unknown."""

    ceiling: Decimal
    payable: Decimal | None
    to_pay: Decimal | None
    to_recover: Decimal | None


@rule(
    title="École de devoirs : ce qui reste payable après une cessation, une suspension ou un retrait",
    articles=(STOP, WITHDRAWAL),
    example={
        "event": "withdrawal",
        "effective_on": "2026-02-02",
        "activity_part": "3932.04",
        "costs": "1500",
        "advance_paid": "3538.84",
    },
)
def edd_cost_cap(question: CostCapQuestion) -> CostCap:
    """Return the ceiling of the costs, what is payable and the settlement with the advance.

    Raises CannotCompute when the limits of the activity year are unknown and a withdrawal needs them, or before
    1 September 2013.
    """
    steps: list[Step] = []
    exact = _prorata(question, steps) if question.event is StopEvent.WITHDRAWAL else _whole(question, steps)
    ceiling = cents(exact)
    payable = None if question.costs is None else cents(Fraction(min(question.costs, ceiling)))
    if payable is None:
        steps.append(Step("Les frais prouvés sont inconnus : seul le plafond est donné.", STOP, kind="warning"))
    else:
        costs = question.costs or Decimal(0)
        steps.append(Step(f"Frais prouvés {euros(costs)}, plafond {euros(ceiling)} : {euros(payable)} payables.", STOP))
    to_pay, to_recover = _settled(payable, question.advance_paid, steps)
    steps.append(
        Step(
            "À la lettre, le plafond ne porte que sur la partie b) : la partie forfaitaire est perdue. L’ONE peut en "
            "décider autrement, avec un motif.",
            STOP,
            kind="reading",
        )
    )
    return CostCap(ceiling=ceiling, payable=payable, to_pay=to_pay, to_recover=to_recover, steps=tuple(steps))


def _whole(question: CostCapQuestion, steps: list[Step]) -> Fraction:
    activity_year_of(question.effective_on, "effective_on")
    steps.append(
        Step(
            f"Le pouvoir organisateur arrête le {full_date(question.effective_on)} : le plafond est la partie b) de la "
            f"dernière année d’activités, {euros(question.activity_part)}.",
            STOP,
        )
    )
    return Fraction(question.activity_part)


def _prorata(question: CostCapQuestion, steps: list[Step]) -> Fraction:
    year = activity_year_of(question.effective_on, "effective_on")
    if year.first_day is None or year.days is None:
        raise CannotCompute(
            f"Impossible à calculer : les limites de l’année d’activités {year.label} ne sont pas connues.",
            "effective_on",
        )
    before = (question.effective_on - year.first_day).days
    exact = Fraction(question.activity_part) * before / year.days
    steps += [
        Step(
            f"Année d’activités {year.label} : {counted(before, 'jour', 'jours')} avant le retrait du "
            f"{full_date(question.effective_on)}, sur {year.days} jours.",
            WITHDRAWAL,
        ),
        Step(
            f"Plafond : {euros(question.activity_part)} × {before} / {year.days} = {euros(cents(exact))}, arrondi au "
            "cent.",
            WITHDRAWAL,
        ),
        Step(
            "Le prorata compte les jours calendrier de l’année d’activités ; l’autre lecture compterait les jours "
            "d’ouverture.",
            WITHDRAWAL,
            kind="reading",
        ),
        *source_steps(year),
    ]
    return exact


def _settled(
    payable: Decimal | None, advance: Decimal | None, steps: list[Step]
) -> tuple[Decimal | None, Decimal | None]:
    """Return what is still to pay and what is to recover; None when the costs or the advance are unknown."""
    if payable is None:
        return None, None
    if advance is None:
        steps.append(Step("L’avance payée est inconnue : le décompte reste à faire.", STOP, kind="warning"))
        return None, None
    to_pay, to_recover = max(payable - advance, NOTHING), max(advance - payable, NOTHING)
    steps.append(
        Step(f"Avance payée {euros(advance)} : à payer {euros(to_pay)}, à récupérer {euros(to_recover)}.", STOP)
    )
    return to_pay, to_recover
