"""How the coordination subsidy is paid: the first year, the advance and the balance (order, art. 21 and 28)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from preau.law.calendar import quarter_end
from preau.law.catalogue import rule
from preau.law.indexation import cents
from preau.law.inputs import Children, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.subsidies.coordination import (
    ART_34,
    ONE_TABLE,
    Period,
    base_amount,
    indexed_base,
    period_of,
    period_words,
)
from preau.law.texts import text
from preau.law.words import counted, euros, full_date, number

ART_21 = text("order").cite("art. 21")
ART_28 = text("order").cite("art. 28")
ONE_MONTHS = "pratique de l’ONE"
MONTHS_OF_PERIOD = 12

FullYear = Annotated[Decimal, Meta(description="subvention d’une année entière, en euros")]


class CoordinationFirstYearQuestion(Question, frozen=True, kw_only=True):
    """The two dates that open the first year, and the amount of a whole year or the children it depends on."""

    first_meeting: Annotated[date, Meta(description="première réunion de la CCA")] | None = None
    agreement_signed: Annotated[date, Meta(description="signature de la convention avec l’ONE")] | None = None
    full_year: FullYear | None = None
    children: Children | None = None


class CoordinationFirstYear(Answer, frozen=True, kw_only=True):
    """`amount` by day as the order says, `monthly` as the Office counts; the Office's figure is the one paid."""

    first_day: date
    last_day: date
    days: int
    days_of_period: int
    months: int
    full_year: Decimal
    amount: Decimal
    monthly: Decimal


@rule(
    title="Subvention de coordination : première année",
    articles=(ART_28, ART_34),
    example={"first_meeting": "2024-11-20", "agreement_signed": "2025-01-15", "children": 2500},
)
def coordination_first_year(question: CoordinationFirstYearQuestion) -> CoordinationFirstYear:
    """Return the subsidy of the first year, reduced to the days from both conditions to 30 September.

    Raises CannotCompute while a date or the amount of a whole year is unknown.
    """
    first, why = _first_day(question)
    opened, last = period_of(first)
    whole, amount_step = _full_year(question, opened)
    days, length = (last - first).days + 1, (last - opened).days + 1
    months = (last.year - first.year) * MONTHS_OF_PERIOD + last.month - first.month + 1
    amount, monthly = cents(whole * days / length), cents(whole * months / MONTHS_OF_PERIOD)
    by_day = (
        f"Du {full_date(first)} au {full_date(last)} : {counted(days, 'jour', 'jours')} sur {length}. "
        f"{euros(whole)} × {days} / {length} = {euros(amount)}."
    )
    by_month = (
        f"L’ONE compte par mois, depuis celui où les deux conditions sont remplies : {months} mois sur "
        f"{MONTHS_OF_PERIOD}, soit {euros(monthly)}. En cas d’écart, le montant de l’ONE vaut."
    )
    return CoordinationFirstYear(
        first_day=first,
        last_day=last,
        days=days,
        days_of_period=length,
        months=months,
        full_year=whole,
        amount=amount,
        monthly=monthly,
        steps=(why, amount_step, Step(by_day, ART_28), Step(by_month, ONE_MONTHS, kind="reading")),
    )


def _first_day(question: CoordinationFirstYearQuestion) -> tuple[date, Step]:
    if question.first_meeting is None:
        raise CannotCompute("Impossible à calculer : la date de la première réunion de la CCA manque.", "first_meeting")
    if question.agreement_signed is None:
        raise CannotCompute("Impossible à calculer : la date de signature de la convention manque.", "agreement_signed")
    first = max(question.first_meeting, question.agreement_signed)
    said = (
        f"Première réunion de la CCA le {full_date(question.first_meeting)}, convention signée le "
        f"{full_date(question.agreement_signed)} : les deux conditions sont remplies le {full_date(first)}."
    )
    return first, Step(said, ART_28)


def _full_year(question: CoordinationFirstYearQuestion, opened: date) -> tuple[Decimal, Step]:
    if question.full_year is not None:
        return question.full_year, Step(f"Année entière : {euros(question.full_year)}, montant donné.", ART_34)
    if question.children is None:
        raise CannotCompute(
            "Impossible à calculer : donnez le montant d’une année entière, ou le nombre d’enfants.", "full_year"
        )
    indexed = indexed_base(base_amount(question.children, opened), opened)
    children = counted(question.children, "enfant", "enfants")
    said = f"Année entière {period_words(opened.year)}, {children} : {euros(indexed)}, montant publié par l’ONE."
    return indexed, Step(said, f"{ART_34} ; {ONE_TABLE}")


class CoordinationAdvanceQuestion(Question, frozen=True, kw_only=True):
    """The amount of the period, and what was advanced if it is known."""

    period: Period
    full_year: FullYear
    advanced: Annotated[Decimal, Meta(description="avance versée, en euros")] | None = None


class CoordinationAdvance(Answer, frozen=True, kw_only=True):
    """`highest` the most the Office may advance; `balance` what is left once the claim is in, due by `claim_by`."""

    highest: Decimal
    advance_from: date
    advance_until: date
    balance: Decimal | None
    claim_by: date


@rule(
    title="Subvention de coordination : avance et solde",
    articles=(ART_21,),
    example={"period": 2024, "full_year": "63867.00"},
)
def coordination_advance(question: CoordinationAdvanceQuestion) -> CoordinationAdvance:
    """Return the highest advance, when it may be paid, the balance and the day by which it must be claimed.

    Raises Refused when the advance is higher than the subsidy.
    """
    share = parameter("subsidies.coordination.advance").amount(date(question.period, 10, 1))
    highest = cents(question.full_year * share)
    opens, closes = date(question.period + 1, 1, 1), date(question.period + 1, 3, 31)
    claim_by = quarter_end(date(question.period + 1, 10, 1))
    steps = [
        Step(
            f"Avance : au plus {number(int(share * 100))} % de {euros(question.full_year)}, soit {euros(highest)}.",
            ART_21,
        ),
        Step(f"Elle peut être versée du {full_date(opens)} au {full_date(closes)} ; l’ONE n’y est pas tenu.", ART_21),
        Step("Les trimestres sont lus comme des trimestres civils.", ART_21, kind="reading"),
        Step(
            "Déclaration de créance et pièces justificatives : à l’ONE dans le trimestre qui suit la période, sinon le "
            "solde n’est pas payé.",
            ART_21,
            claim_by,
        ),
    ]
    balance, balance_steps = _balance(question, highest)
    return CoordinationAdvance(
        highest=highest,
        advance_from=opens,
        advance_until=closes,
        balance=balance,
        claim_by=claim_by,
        steps=(*steps, *balance_steps),
    )


def _balance(question: CoordinationAdvanceQuestion, highest: Decimal) -> tuple[Decimal | None, list[Step]]:
    whole, advanced = question.full_year, question.advanced
    if advanced is None:
        return None, [Step("Solde : impossible à calculer sans l’avance versée.", ART_21, kind="warning")]
    if advanced > whole:
        raise Refused("advanced", "L’avance ne peut pas dépasser la subvention de la période.")
    balance = cents(whole - advanced)
    steps = [Step(f"Solde : {euros(whole)} − {euros(advanced)} = {euros(balance)}.", ART_21)]
    if advanced > highest:
        steps.append(Step("L’avance dépasse le maximum permis.", ART_21, kind="warning"))
    return balance, steps
