"""What families may be asked: the cap on a day of care of less than three hours, and no difference by residence."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.indexation import IndexValues, indexed
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Step
from preau.law.texts import text
from preau.law.words import euros, number

Verdict = Literal["met", "not_met", "unknown"]
DECREE_CAP = text("decree").cite("art. 32, al. 4")
ORDER_CAP = text("order").cite("art. 20")
RESIDENCE = text("decree").cite("art. 32, al. 2")
INFORMED = text("decree").cite("art. 32, al. 3")
FIRST_INDEXED = 2015  # the first civil year of which the cap is indexed
FLEXIBLE_FIRST_INDEXED = 2018

Hours = Annotated[Decimal, Meta(description="durée de l’accueil par jour, en heures")]
FeeAsked = Annotated[Decimal, Meta(description="montant demandé par jour, en euros")]
Granted = Annotated[Decimal, Meta(description="plafond accordé par dérogation du Gouvernement, en euros")]


class YearCap(Struct, frozen=True):
    """The cap of one year: None when no index lets it be computed. `reason` then says what is missing."""

    first: Decimal
    amount: Decimal | None
    steps: tuple[Step, ...]


def year_cap(name: str, first_indexed: int, day: date, index_values: IndexValues, article: str) -> YearCap:
    """Return the cap of the parameter `name` in the civil year of `day`, indexed from January to January.

    The value of the parameter is that of the year before `first_indexed`. The ratios of the years between cancel out,
    so only the two ends are needed within one base.
    """
    first = parameter(name).amount(day)
    if day.year < first_indexed:
        return YearCap(first, first, (Step(f"Plafond de {day.year} : {euros(first)}, pas encore indexé.", article),))
    start = Step(f"Plafond de {first_indexed - 1} : {euros(first)}.", article)
    try:
        found = indexed(first, date(first_indexed - 1, 1, 1), date(day.year, 1, 1), index_values, article=article)
    except CannotCompute as missing:
        why = f"Le plafond indexé de {day.year} n’est pas connu officiellement ici. {missing}"
        return YearCap(first, None, (start, Step(why, article, kind="warning")))
    warning = f"Plafond de {day.year} calculé : {euros(found.rounded)}. Ce n’est pas un chiffre officiel."
    return YearCap(first, found.rounded, (start, *found.steps, Step(warning, article, kind="warning")))


class FamilyFeeCapQuestion(Question, frozen=True, kw_only=True):
    """The day of the care, how long it lasts, any derogation and any index."""

    day: Day
    hours_per_day: Hours | None = None
    derogation: Granted | None = None
    index_values: IndexValues = ()


class FamilyFeeCap(Answer, frozen=True, kw_only=True):
    """`capped` says whether a cap applies; `cap` is None when none applies or when it cannot be computed.

    `first_value` is the value of 2014; `official` is true only where the text itself gives the figure.
    """

    capped: bool
    cap: Decimal | None
    first_value: Decimal
    official: bool


@rule(
    title="Plafond de la participation des familles (moins de trois heures)",
    articles=(DECREE_CAP, ORDER_CAP),
    example={"day": "2026-03-02", "hours_per_day": "2.5"},
)
def family_fee_cap(question: FamilyFeeCapQuestion) -> FamilyFeeCap:
    """Return the highest amount a family may be asked for one day of care; raises CannotCompute without duration."""
    first = parameter("fees.family_fee_cap").amount(question.day)
    limit = parameter("fees.capped_hours").amount(question.day)
    if question.hours_per_day is None:
        raise CannotCompute(
            f"Impossible à calculer : le plafond ne vaut que pour moins de {number(limit)} heures par jour ; "
            "donnez la durée de l’accueil.",
            "hours_per_day",
        )
    duration = number(question.hours_per_day)
    if question.hours_per_day >= limit:
        step = Step(f"{duration} h par jour : le plafond ne vaut que pour moins de {number(limit)} h.", DECREE_CAP)
        return FamilyFeeCap(capped=False, cap=None, first_value=first, official=True, steps=(step,))
    duration_step = Step(f"{duration} h par jour : moins de {number(limit)} h, un plafond s’applique.", DECREE_CAP)
    if question.derogation is not None:
        said = f"Dérogation accordée par le Gouvernement : le plafond est de {euros(question.derogation)}."
        check = Step("La dérogation doit aussi avoir été approuvée par la CCA.", ORDER_CAP, kind="warning")
        return FamilyFeeCap(
            capped=True,
            cap=question.derogation,
            first_value=first,
            official=True,
            steps=(duration_step, Step(said, ORDER_CAP), check),
        )
    found = year_cap("fees.family_fee_cap", FIRST_INDEXED, question.day, question.index_values, ORDER_CAP)
    return FamilyFeeCap(
        capped=True,
        cap=found.amount,
        first_value=first,
        official=question.day.year < FIRST_INDEXED,
        steps=(duration_step, *found.steps),
    )


class FeeCheckQuestion(FamilyFeeCapQuestion, frozen=True, kw_only=True):
    """The same, with what is asked of those who live in the municipality and of the others."""

    asked: FeeAsked
    asked_elsewhere: Annotated[Decimal, Meta(description="montant demandé aux enfants d’autres communes")] | None = None


class FeeCheck(Answer, frozen=True, kw_only=True):
    """A verdict for the cap and one for the equality of residents; `cap` is None when none applies or is known."""

    under_cap: Verdict
    same_for_all: Verdict
    cap: Decimal | None


@rule(
    title="Un montant demandé aux familles est-il permis ?",
    articles=(text("decree").cite("art. 32"), ORDER_CAP),
    example={"day": "2026-03-02", "hours_per_day": "2.5", "asked": "3.50", "asked_elsewhere": "3.50"},
)
def fee_check(question: FeeCheckQuestion) -> FeeCheck:
    """Return whether an amount asked per day respects the cap of that day and is the same wherever a child lives."""
    limit = family_fee_cap(
        FamilyFeeCapQuestion(
            day=question.day,
            hours_per_day=question.hours_per_day,
            derogation=question.derogation,
            index_values=question.index_values,
        )
    )
    highest = max(question.asked, question.asked_elsewhere or Decimal(0))
    under_cap, step = _under_cap(highest, limit)
    same, equal = _same_for_all(question)
    informed = Step("Les familles doivent connaître les montants et les réductions.", INFORMED)
    return FeeCheck(under_cap=under_cap, same_for_all=same, cap=limit.cap, steps=(*limit.steps, step, equal, informed))


def _under_cap(highest: Decimal, limit: FamilyFeeCap) -> tuple[Verdict, Step]:
    if not limit.capped:
        return "met", Step(f"{euros(highest)} demandés : aucun plafond ne s’applique.", DECREE_CAP)
    if limit.cap is not None:
        if highest <= limit.cap:
            return "met", Step(f"{euros(highest)} demandés : le plafond de {euros(limit.cap)} est respecté.", ORDER_CAP)
        excess = euros(highest - limit.cap)
        return "not_met", Step(f"{euros(highest)} demandés : {excess} de trop.", ORDER_CAP, kind="warning")
    if highest <= limit.first_value:
        said = (
            f"{euros(highest)} demandés : pas plus que le plafond de 2014. Lecture retenue : respecté, car le plafond "
            "indexé ne serait plus bas que si les prix avaient baissé depuis."
        )
        return "met", Step(said, ORDER_CAP, kind="reading")
    said = f"{euros(highest)} demandés, plus que le plafond de 2014 : impossible à dire sans le plafond de l’année."
    return "unknown", Step(said, ORDER_CAP, kind="warning")


def _same_for_all(question: FeeCheckQuestion) -> tuple[Verdict, Step]:
    if question.asked_elsewhere is None:
        said = "Le montant demandé aux enfants d’autres communes n’est pas donné."
        return "unknown", Step(said, RESIDENCE, kind="warning")
    if question.asked_elsewhere == question.asked:
        return "met", Step("Le montant est le même, où que l’enfant habite.", RESIDENCE)
    said = (
        f"{euros(question.asked)} pour la commune, {euros(question.asked_elsewhere)} pour les autres : "
        "aucune différence selon la résidence n’est permise."
    )
    return "not_met", Step(said, RESIDENCE, kind="warning")
