"""How type 2 and flexible care are paid: quarterly advances and the occupation test (order, art. 26/5 and 26/8)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.indexation import cents
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.subsidies.type_2 import SubsidisedDays
from preau.law.texts import text
from preau.law.words import MONTHS, euros, number

ART_ADVANCE = text("order").cite("art. 26/5, § 2")
ART_ANNUAL = text("order").cite("art. 26/5, § 2 et 3")
ART_OCCUPATION = text("order").cite("art. 26/8")
MONTHS_OF_YEAR = 12
SUMMER_QUARTER = (7, 8, 9)
WINDOW = 3  # months in a row


class MonthPresences(Question, frozen=True, kw_only=True):
    """The presence days of one month; None when they are not known."""

    month: Annotated[date, Meta(description="un jour du mois, AAAA-MM-JJ")]
    presences: Annotated[int, Meta(ge=0, le=10_000_000, description="journées de présence du mois")] | None = None


class Type2AdvanceQuestion(Question, frozen=True, kw_only=True):
    """The yearly subsidy and, to check the advance, three months in a row with their presence days."""

    day: Day
    yearly: Annotated[Decimal, Meta(description="subvention annuelle, en euros")]
    subsidised_days: SubsidisedDays
    months: Annotated[tuple[MonthPresences, ...], Meta(max_length=3, description="trois mois qui se suivent")] = ()


class Type2Advance(Answer, frozen=True, kw_only=True):
    """`full` the quarterly advance, `advance` what is paid; `reduced` None while the months are not given."""

    full: Decimal
    advance: Decimal
    reduced: bool | None
    monthly_threshold: Decimal


@rule(
    title="Type 2 : avance d’un trimestre",
    articles=(ART_ADVANCE,),
    example={
        "day": "2026-04-01",
        "yearly": "200000.00",
        "subsidised_days": 9240,
        "months": [
            {"month": "2026-01-01", "presences": 500},
            {"month": "2026-02-01", "presences": 480},
            {"month": "2026-03-01", "presences": 510},
        ],
    },
)
def type_2_advance(question: Type2AdvanceQuestion) -> Type2Advance:
    """Return the quarterly advance, reduced after three months in a row under 75 % of the monthly days.

    Raises Refused for months that are not three in a row, CannotCompute when unknown presences decide.
    """
    share = parameter("subsidies.type_2.advance").amount(question.day)
    least = parameter("subsidies.type_2.advance_occupancy").amount(question.day)
    full = cents(question.yearly * share)
    monthly = Decimal(question.subsidised_days) / MONTHS_OF_YEAR
    threshold = monthly * least
    steps = [
        Step(
            f"Avance : {number((share * 100).normalize())} % de {euros(question.yearly)} = {euros(full)}.", ART_ADVANCE
        ),
        Step(
            f"Seuil : {number(int(least * 100))} % d’un douzième de {number(question.subsidised_days)} journées, soit "
            f"{number(cents(threshold))} par mois.",
            ART_ADVANCE,
        ),
    ]
    steps.append(Step("Quatre avances par an ; le solde suit le dossier annuel, dû pour le 31 mars.", ART_ANNUAL))
    reduced, presences = _reduced(question, threshold, steps)
    advance = full
    if reduced:
        advance = cents(full * presences / (monthly * WINDOW))
        said = (
            f"Lecture retenue : l’avance est réduite dans le rapport des {number(presences)} journées réalisées aux "
            f"{number(cents(monthly * WINDOW))} journées subsidiables de ces trois mois, soit {euros(advance)}."
        )
        steps.append(Step(said, ART_ADVANCE, kind="reading"))
    return Type2Advance(full=full, advance=advance, reduced=reduced, monthly_threshold=threshold, steps=tuple(steps))


def _reduced(question: Type2AdvanceQuestion, threshold: Decimal, steps: list[Step]) -> tuple[bool | None, int]:
    """Return whether the advance is reduced and the presence days of the three months; add to `steps` why."""
    if not question.months:
        said = "Présences mensuelles non données : l’avance entière, sous réserve de ce seuil."
        steps.append(Step(said, ART_ADVANCE, kind="warning"))
        return None, 0
    _check_in_a_row(question.months)
    for one in question.months:
        if one.month.month in SUMMER_QUARTER:
            name = MONTHS[one.month.month - 1]
            steps.append(Step(f"{name.capitalize()} est du troisième trimestre civil, immunisé.", ART_ADVANCE))
            return False, 0
        if one.presences is not None and one.presences >= threshold:
            said = f"{number(one.presences)} journées en {MONTHS[one.month.month - 1]} : le seuil est atteint."
            steps.append(Step(said, ART_ADVANCE))
            return False, 0
    presences = 0
    for rank, one in enumerate(question.months):
        if one.presences is None:
            raise CannotCompute(
                f"Impossible à calculer : les présences de {MONTHS[one.month.month - 1]} manquent.",
                f"months[{rank}].presences",
            )
        presences += one.presences
    steps.append(Step("Trois mois de suite sous le seuil : l’avance est réduite.", ART_ADVANCE, kind="warning"))
    return True, presences


def _check_in_a_row(months: tuple[MonthPresences, ...]) -> None:
    first = months[0].month.replace(day=1)
    wanted = [add_months(first, count) for count in range(WINDOW)]
    if [one.month.replace(day=1) for one in months] != wanted:
        raise Refused("months", "Donnez trois mois qui se suivent, dans l’ordre.")


class YearOfPresences(Question, frozen=True, kw_only=True):
    """The capacity and the presence days of one year."""

    capacity: Annotated[int, Meta(ge=1, le=10_000_000, description="capacité subsidiée, en journées")]
    presences: Annotated[int, Meta(ge=0, le=10_000_000, description="journées réalisées")]


class Type2OccupationQuestion(Question, frozen=True, kw_only=True):
    """The year judged, the one before when it is known, and the envelope of the year."""

    day: Day
    year: YearOfPresences
    previous: YearOfPresences | None = None
    envelope: Annotated[Decimal, Meta(description="subvention annuelle, en euros")] | None = None


class Type2Occupation(Answer, frozen=True, kw_only=True):
    """`rate` of the year; `cut` and `envelope` None without an amount; `new_capacity` when two years were under."""

    rate: Decimal
    enough: bool
    cut: Decimal | None
    envelope: Decimal | None
    two_years_under: bool | None
    new_capacity: Decimal | None


@rule(
    title="Type 2 : occupation, réduction, nouvelle capacité",
    articles=(ART_OCCUPATION,),
    example={
        "day": "2026-01-01",
        "year": {"capacity": 10000, "presences": 8000},
        "previous": {"capacity": 10000, "presences": 8600},
        "envelope": "200000.00",
    },
)
def type_2_occupation(question: Type2OccupationQuestion) -> Type2Occupation:
    """Return whether 90 % of the capacity was reached, the cut of the envelope and the capacity after two years."""
    wanted = parameter("subsidies.type_2.occupancy").amount(question.day)
    rate = _rate(question.year)
    under = rate < wanted
    year = question.year
    steps = [
        Step(
            f"{number(year.presences)} journées sur {number(year.capacity)} : {_percent(rate)}, "
            f"{'moins de' if under else 'au moins'} {_percent(wanted)}.",
            ART_OCCUPATION,
        )
    ]
    cut, left = _cut(question, wanted, rate, steps)
    two_years, capacity = _two_years(question, wanted, under, steps)
    return Type2Occupation(
        rate=rate,
        enough=not under,
        cut=cut,
        envelope=left,
        two_years_under=two_years,
        new_capacity=capacity,
        steps=tuple(steps),
    )


def _rate(year: YearOfPresences) -> Decimal:
    return Decimal(year.presences) / year.capacity


def _percent(rate: Decimal) -> str:
    return f"{number(cents(rate * 100))} %"


def _cut(
    question: Type2OccupationQuestion, wanted: Decimal, rate: Decimal, steps: list[Step]
) -> tuple[Decimal | None, Decimal | None]:
    whole = question.envelope
    if whole is None:
        steps.append(
            Step("Réduction : impossible à calculer sans la subvention annuelle.", ART_OCCUPATION, kind="warning")
        )
        return None, None
    if rate >= wanted:
        steps.append(Step(f"L’enveloppe de {euros(whole)} est garantie, dépenses justifiées.", ART_OCCUPATION))
        return Decimal(0), whole
    cut = cents(whole * (wanted - rate))
    said = f"Réduction : {_percent(wanted)} − {_percent(rate)} = {_percent(wanted - rate)} de {euros(whole)}"
    steps.append(Step(f"{said}, soit {euros(cut)} ; il reste {euros(whole - cut)}.", ART_OCCUPATION))
    other = cents(whole * rate / wanted)
    said = f"Lecture retenue : l’écart en points. Dans le rapport des taux, il resterait {euros(other)}."
    steps.append(Step(said, ART_OCCUPATION, kind="reading"))
    return cut, whole - cut


def _two_years(
    question: Type2OccupationQuestion, wanted: Decimal, under: bool, steps: list[Step]
) -> tuple[bool | None, Decimal | None]:
    if not under:
        return False, None
    if question.previous is None:
        said = "Capacité : l’année précédente manque pour dire si elle change."
        steps.append(Step(said, ART_OCCUPATION, kind="warning"))
        return None, None
    before = _rate(question.previous)
    if before >= wanted:
        said = f"Année précédente : {_percent(before)}. La capacité ne change pas."
        steps.append(Step(said, ART_OCCUPATION))
        return False, None
    average = Decimal(question.year.presences + question.previous.presences) / 2
    said = (
        f"Année précédente : {_percent(before)}. Deux années de suite sous le seuil : la capacité devient la moyenne "
        f"des deux années, {number(average)} journées."
    )
    steps.append(Step(said, ART_OCCUPATION))
    return True, average
