"""Type 1 out-of-school care: the functioning and positive differentiation subsidies (decree, art. 35, § 1er, and 36).

`provisional_amount` and `final_amount` are the bare arithmetic. Quarters are civil quarters.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.indexation import cents
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.words import counted, euros, listed, number

Verdict = Literal["yes", "no", "unknown"]
ART_24 = text("order").cite("art. 24")
ART_25 = text("order").cite("art. 25")
ART_26 = text("order").cite("art. 26")
ART_35 = text("decree").cite("art. 35, § 1er")
ART_36 = text("decree").cite("art. 36, § 1er")
ART_36_FEES = text("decree").cite("art. 36, § 2")
QUARTERS = (1, 2, 3, 4)

Year = Annotated[int, Meta(ge=1900, le=2100, description="année budgétaire")]
Presences = Annotated[int, Meta(ge=0, le=10_000_000, description="journées de présence, null si inconnues")]
Multiplier = Annotated[Decimal, Meta(description="coefficient multiplicateur fixé par l’ONE")]


class QuarterPresences(Question, frozen=True, kw_only=True):
    """The presence days of one place in one quarter; None when they are not known."""

    quarter: Annotated[int, Meta(ge=1, le=4, description="trimestre civil")]
    presences: Presences | None = None
    place: Annotated[str, Meta(max_length=200, description="lieu d’accueil")] = ""


Quarters = Annotated[tuple[QuarterPresences, ...], Meta(min_length=1, max_length=2000)]


def provisional_amount(presences: int, lump_sum: Decimal) -> Decimal:
    """Return what is paid during the year: presence days times the daily lump sum, in euros."""
    return presences * lump_sum


def final_amount(presences: int, lump_sum: Decimal, multiplier: Decimal) -> Decimal:
    """Return what is due for the year, in euros, rounded to the cent."""
    return cents(presences * lump_sum * multiplier)


class OperatingSubsidyQuestion(Question, frozen=True, kw_only=True):
    """The presence days of a budget year, and the multiplier of the Office once it is known."""

    year: Year
    quarters: Quarters
    multiplier: Multiplier | None = None


class OperatingSubsidy(Answer, frozen=True, kw_only=True):
    """`provisional` what is paid on the known presences; `final` and `balance` None while the year is not whole."""

    lump_sum: Decimal
    presences: int
    provisional: Decimal
    final: Decimal | None
    balance: Decimal | None


class PositiveDifferentiationSubsidy(OperatingSubsidy, frozen=True, kw_only=True):
    """The same, for the presence days of disadvantaged children, on top of the functioning subsidy."""


@rule(
    title="Subvention de fonctionnement de type 1",
    articles=(ART_35, ART_24, ART_26),
    example={
        "year": 2025,
        "quarters": [
            {"quarter": 1, "presences": 2400},
            {"quarter": 2, "presences": 2600},
            {"quarter": 3, "presences": 900},
            {"quarter": 4, "presences": 2700},
        ],
        "multiplier": "1.10",
    },
)
def operating_subsidy(question: OperatingSubsidyQuestion) -> OperatingSubsidy:
    """Return the functioning subsidy of a year: provisional amount, final amount and balance."""
    amounts, steps = _claim(question, "subsidies.type_1.lump_sum", ART_24)
    return OperatingSubsidy(**amounts, steps=steps)


@rule(
    title="Subvention de différenciation positive",
    articles=(ART_36, ART_25, ART_26),
    example={"year": 2025, "quarters": [{"quarter": 1, "presences": 300, "place": "École du Centre"}]},
)
def positive_differentiation_subsidy(question: OperatingSubsidyQuestion) -> PositiveDifferentiationSubsidy:
    """Return the positive differentiation subsidy of a year, on top of the functioning subsidy.

    Raises Refused for a line without its place: these presences are certified place by place.
    """
    for rank, line in enumerate(question.quarters):
        if not line.place:
            raise Refused(f"quarters[{rank}].place", "Ces présences se déclarent par lieu d’accueil : nommez le lieu.")
    amounts, steps = _claim(question, "subsidies.type_1.differentiation_lump_sum", ART_25)
    on_top = Step("Cette subvention s’ajoute à celle de fonctionnement.", ART_36)
    return PositiveDifferentiationSubsidy(**amounts, steps=(*steps, on_top))


def _claim(question: OperatingSubsidyQuestion, name: str, article: str) -> tuple[dict, tuple[Step, ...]]:
    lump_sum = parameter(name).amount(date(question.year, 1, 1))
    missing = _missing(question.quarters)
    steps = [_line(line, lump_sum, article) for line in question.quarters if line.presences is not None]
    presences = sum(line.presences or 0 for line in question.quarters)
    provisional = provisional_amount(presences, lump_sum)
    said = f"Présences déclarées : {counted(presences, 'journée', 'journées')}, {euros(provisional)} en provision."
    steps.append(Step(said, ART_26))
    if missing:
        final, more = None, [_open_step(f"Présences manquantes : {listed(missing)}.")]
    elif question.multiplier is None:
        why = f"Le coefficient de {question.year} n’est pas connu ; l’ONE le fixe dans les limites des crédits."
        final, more = None, [_open_step(why)]
    else:
        final = final_amount(presences, lump_sum, question.multiplier)
        more = [
            Step(f"Montant final : {euros(provisional)} × {number(question.multiplier)} = {euros(final)}.", article),
            Step(f"Solde : {euros(final)} − {euros(provisional)} = {euros(final - provisional)}.", ART_26),
        ]
    steps += more
    steps.append(
        Step("Lecture retenue : le trimestre comptable de l’ONE est le trimestre civil.", ART_26, kind="reading")
    )
    amounts = {
        "lump_sum": lump_sum,
        "presences": presences,
        "provisional": provisional,
        "final": final,
        "balance": None if final is None else final - provisional,
    }
    return amounts, tuple(steps)


def _line(line: QuarterPresences, lump_sum: Decimal, article: str) -> Step:
    presences = line.presences or 0
    place = f", {line.place}" if line.place else ""
    amount = euros(provisional_amount(presences, lump_sum))
    words = counted(presences, "journée", "journées")
    return Step(f"Trimestre {line.quarter}{place} : {words} × {euros(lump_sum)} = {amount}.", article)


def _missing(quarters: Sequence[QuarterPresences]) -> list[str]:
    """Return what is not declared, « trimestre 3 (École du Centre) »; raises Refused for a quarter given twice."""
    known: dict[str, dict[int, bool]] = {}
    for rank, line in enumerate(quarters):
        of_place = known.setdefault(line.place, {})
        if line.quarter in of_place:
            raise Refused(f"quarters[{rank}].quarter", f"Le trimestre {line.quarter} de ce lieu est donné deux fois.")
        of_place[line.quarter] = line.presences is not None
    return [
        f"trimestre {quarter}{f' ({place})' if place else ''}"
        for place, of_place in known.items()
        for quarter in QUARTERS
        if not of_place.get(quarter)
    ]


def _open_step(why: str) -> Step:
    return Step(f"Montant final et solde : impossible à calculer. {why}", ART_26, kind="warning")


class IncomeSource(StrEnum):
    """Whose amount of the guaranteed minimum income is kept."""

    ONE = "one"
    CNT = "cnt"


SOURCES = {IncomeSource.ONE: "l’ONE", IncomeSource.CNT: "le Conseil national du travail"}


class DisadvantagedChildQuestion(Question, frozen=True, kw_only=True):
    """The monthly net income of those who hold parental authority, on a day."""

    day: Day
    net_income: Annotated[Decimal, Meta(description="revenus nets du mois, additionnés, en euros")] | None = None
    source: Annotated[IncomeSource, Meta(description="montant de référence")] = IncomeSource.ONE


class DisadvantagedChild(Answer, frozen=True, kw_only=True):
    """`disadvantaged` by the source asked; the ceilings of both sources, None when one is not known that day."""

    disadvantaged: bool
    ceiling: Decimal
    ceiling_one: Decimal | None
    ceiling_cnt: Decimal | None
    sources_agree: bool | None


@rule(
    title="Enfant de milieu défavorisé (différenciation positive)",
    articles=(ART_36,),
    example={"day": "2024-09-02", "net_income": "2060.00"},
)
def disadvantaged_child(question: DisadvantagedChildQuestion) -> DisadvantagedChild:
    """Return whether the family's net income is at most the guaranteed minimum income of that day.

    Raises CannotCompute for an unknown income, or a day whose ceiling is not known for the source asked.
    """
    income = question.net_income
    if income is None:
        raise CannotCompute("Impossible à calculer : les revenus nets de la famille manquent.", "net_income")
    ceiling = parameter(f"subsidies.type_1.income_ceiling_{question.source}").amount(question.day)
    ceilings = {source: _ceiling(source, question.day) for source in IncomeSource}
    yes = income <= ceiling
    steps = [
        Step(
            f"Revenus nets {euros(income)}, revenu minimum mensuel moyen garanti {euros(ceiling)} selon "
            f"{SOURCES[question.source]} : {'au plus égal' if yes else 'plus élevé'}, l’enfant "
            f"{'compte' if yes else 'ne compte pas'}.",
            ART_36,
        )
    ]
    other = IncomeSource.CNT if question.source is IncomeSource.ONE else IncomeSource.ONE
    other_ceiling = ceilings[other]
    agree = None if other_ceiling is None else (income <= other_ceiling) == yes
    if other_ceiling is None:
        steps.append(Step(f"Le montant selon {SOURCES[other]} n’est pas connu ce jour-là.", ART_36, kind="warning"))
    else:
        same = "même réponse" if agree else "les sources se contredisent, la réponse serait l’inverse"
        said = f"Autre source : {euros(other_ceiling)} selon {SOURCES[other]} ({same})."
        steps.append(Step(said, ART_36, kind="reading" if agree else "warning"))
    return DisadvantagedChild(
        disadvantaged=yes,
        ceiling=ceiling,
        ceiling_one=ceilings[IncomeSource.ONE],
        ceiling_cnt=ceilings[IncomeSource.CNT],
        sources_agree=agree,
        steps=tuple(steps),
    )


def _ceiling(source: IncomeSource, day: date) -> Decimal | None:
    try:
        return parameter(f"subsidies.type_1.income_ceiling_{source}").amount(day)
    except CannotCompute:
        return None


class FeeReductionOwedQuestion(Question, frozen=True, kw_only=True):
    """The presence days of one disadvantaged child in a year, and the reduction given to its family."""

    year: Year
    presences: Presences
    multiplier: Multiplier | None = None
    granted: Annotated[Decimal, Meta(description="réduction accordée pour cet enfant, en euros")] | None = None


class FeeReductionOwed(Answer, frozen=True, kw_only=True):
    """`subsidy` received for the child and `owed` in reductions; provisional while the multiplier is unknown."""

    subsidy: Decimal
    owed: Decimal
    provisional: bool
    enough: Verdict
    missing: Decimal | None


@rule(
    title="Réduction due à une famille défavorisée",
    articles=(ART_36_FEES, ART_25),
    example={"year": 2025, "presences": 120, "granted": "30.00"},
)
def fee_reduction_owed(question: FeeReductionOwedQuestion) -> FeeReductionOwed:
    """Return the least reduction owed for one child: half of the differentiation subsidy received for it."""
    day = date(question.year, 1, 1)
    lump_sum = parameter("subsidies.type_1.differentiation_lump_sum").amount(day)
    share = parameter("subsidies.type_1.fee_reduction_share").amount(day)
    provisional = question.multiplier is None
    multiplier = Decimal(1) if question.multiplier is None else question.multiplier
    subsidy = cents(question.presences * lump_sum * multiplier)
    owed = cents(question.presences * lump_sum * multiplier * share)
    factor = "" if provisional else f" × {number(multiplier)}"
    words = counted(question.presences, "journée", "journées")
    steps = [Step(f"Subvention pour cet enfant : {words} × {euros(lump_sum)}{factor} = {euros(subsidy)}.", ART_25)]
    if provisional:
        said = "Lecture retenue : le forfait provisoire tant que le coefficient est inconnu, à revoir au solde."
        steps.append(Step(said, ART_25, kind="reading"))
    steps.append(Step(f"Réduction due : au moins la moitié, {euros(owed)}, outre les autres réductions.", ART_36_FEES))
    enough, missing, step = _granted(question.granted, owed)
    return FeeReductionOwed(
        subsidy=subsidy, owed=owed, provisional=provisional, enough=enough, missing=missing, steps=(*steps, step)
    )


def _granted(granted: Decimal | None, owed: Decimal) -> tuple[Verdict, Decimal | None, Step]:
    if granted is None:
        return "unknown", None, Step("La réduction accordée n’est pas donnée.", ART_36_FEES, kind="warning")
    missing = max(owed - granted, Decimal(0))
    if missing:
        said = f"Accordé {euros(granted)} : il manque {euros(missing)}."
        return "no", missing, Step(said, ART_36_FEES, kind="warning")
    return "yes", missing, Step(f"Accordé {euros(granted)} : suffisant.", ART_36_FEES)
