"""The coordination subsidy of a municipality (decree, art. 34 and 42).

`base_amount` is the bare arithmetic; the rules around it explain. A period runs from 1 October to 30 September and is
named by the civil year it starts in.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.inputs import Children, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Step
from preau.law.texts import text
from preau.law.words import counted, euros, number

ART_34 = text("decree").cite("art. 34, al. 2")
ART_34_PAYEE = text("decree").cite("art. 34, al. 3")
ART_40 = text("decree").cite("art. 40")
ART_42 = text("decree").cite("art. 42")
ONE_TABLE = "tableau publié par l’ONE"

Period = Annotated[
    int, Meta(ge=1900, le=2099, description="année du 1er octobre où la période commence : 2024 pour 2024-2025")
]


class Reading(StrEnum):
    """How the slices beyond 4,000 children are counted."""

    ONE_TABLE = "one_table"  # a slice is started with the 4,000th child: the Office's own table
    LITERAL = "literal"  # the decree's words: a slice is started with the 4,001st


class Scale(Struct, frozen=True):
    """The numbers of art. 34 on one day."""

    base: Decimal
    medium_supplement: Decimal
    medium: int
    large: int
    step: int
    step_supplement: Decimal
    most_steps: int


@lru_cache(maxsize=512)
def scale(day: date) -> Scale:
    """Return the numbers of art. 34 in force on `day`; raises CannotCompute before the law that is known."""

    def known(name: str) -> Decimal:
        return parameter(f"subsidies.coordination.{name}").amount(day)

    return Scale(
        base=known("base"),
        medium_supplement=known("medium_supplement"),
        medium=int(known("medium_threshold")),
        large=int(known("large_threshold")),
        step=int(known("step")),
        step_supplement=known("step_supplement"),
        most_steps=int(known("most_steps")),
    )


def slices(children: int, numbers: Scale, reading: Reading = Reading.ONE_TABLE) -> int:
    """Return how many slices of 2,000 children are counted beyond 4,000, three at most."""
    beyond = children - numbers.large
    if beyond < 0:
        return 0
    started = beyond // numbers.step + 1 if reading is Reading.ONE_TABLE else -(-beyond // numbers.step)
    return min(numbers.most_steps, started)


def base_amount(children: int, day: date, reading: Reading = Reading.ONE_TABLE) -> Decimal:
    """Return the yearly subsidy in euros before indexation, by the numbers of art. 34 in force on `day`."""
    numbers = scale(day)
    if children < numbers.large:
        return numbers.base + numbers.medium_supplement if children >= numbers.medium else numbers.base
    return numbers.base + numbers.step_supplement * slices(children, numbers, reading)


def indexed_base(base: Decimal, day: date) -> Decimal:
    """Return what the Office published for a base amount in the period of `day`; raises CannotCompute otherwise."""
    return parameter(f"subsidies.coordination.indexed_{int(base)}").amount(day)


def period_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the period `day` belongs to."""
    start = day.year if day.month >= 10 else day.year - 1
    return date(start, 10, 1), date(start + 1, 9, 30)


def period_words(start: int) -> str:
    """Return the name of a period: « 2024-2025 »."""
    return f"{start}-{start + 1}"


class CoordinationSubsidyQuestion(Question, frozen=True, kw_only=True):
    """The children aged 3 to 12 domiciled in the municipality, or in all those of a joint area, and the period."""

    children: Children
    period: Period
    reading: Annotated[Reading, Meta(description="tableau de l’ONE, ou mots du décret")] = Reading.ONE_TABLE
    joint_area: Annotated[bool, Meta(description="plusieurs communes forment une zone commune")] = False
    association: Annotated[bool, Meta(description="une asbl assure la coordination")] = False


class CoordinationSubsidy(Answer, frozen=True, kw_only=True):
    """`base` before indexation; `indexed` what the Office published for the period, None when it is not known."""

    period: str
    slices: int
    base: Decimal
    indexed: Decimal | None
    factor: Decimal | None
    other_reading: Decimal
    payee: str


@rule(
    title="Subvention de coordination d’une année",
    articles=(ART_34, ART_42, ART_40),
    example={"children": 4000, "period": 2024},
)
def coordination_subsidy(question: CoordinationSubsidyQuestion) -> CoordinationSubsidy:
    """Return the yearly coordination subsidy: base and indexed amount.

    Raises CannotCompute for a period before the law that is known.
    """
    day = date(question.period, 10, 1)
    numbers = scale(day)
    base = base_amount(question.children, day, question.reading)
    other = Reading.LITERAL if question.reading is Reading.ONE_TABLE else Reading.ONE_TABLE
    other_base = base_amount(question.children, day, other)
    steps = [_children_step(question), _base_step(question, numbers, base)]
    if other_base != base:
        steps.append(_reading_step(question, base, other_base))
    indexed, factor, step = _indexed(base, day)
    steps.append(step)
    payee = "l’asbl qui assure la coordination" if question.association else "la commune"
    if question.joint_area:
        payee = "l’asbl qui assure la coordination" if question.association else "la commune désignée dans le programme"
    steps.append(Step(f"La subvention est versée à {payee}.", ART_34_PAYEE if question.association else ART_34))
    return CoordinationSubsidy(
        period=period_words(question.period),
        slices=slices(question.children, numbers, question.reading),
        base=base,
        indexed=indexed,
        factor=factor,
        other_reading=other_base,
        payee=payee,
        steps=tuple(steps),
    )


def _children_step(question: CoordinationSubsidyQuestion) -> Step:
    children = counted(question.children, "enfant", "enfants")
    if question.joint_area:
        said = f"{children} de 3 à 12 ans dans l’ensemble des communes de la zone : elles comptent pour une seule."
        return Step(said, ART_40)
    said = f"{children} de 3 à 12 ans dans la commune. La subvention est due une fois par commune, quel que soit "
    return Step(f"{said}le nombre de ses programmes CLE.", ART_34)


def _base_step(question: CoordinationSubsidyQuestion, numbers: Scale, base: Decimal) -> Step:
    if question.children < numbers.medium:
        return Step(f"Moins de {number(numbers.medium)} enfants : {euros(base)} avant indexation.", ART_34)
    if question.children < numbers.large:
        said = (
            f"De {number(numbers.medium)} à {number(numbers.large - 1)} enfants : {euros(numbers.base)} + "
            f"{euros(numbers.medium_supplement)} = {euros(base)} avant indexation."
        )
        return Step(said, ART_34)
    count = slices(question.children, numbers, question.reading)
    said = (
        f"{counted(count, 'tranche', 'tranches')} de {number(numbers.step)} enfants à partir de "
        f"{number(numbers.large)}, au plus {numbers.most_steps} : {euros(numbers.base)} + {count} × "
        f"{euros(numbers.step_supplement)} = {euros(base)} avant indexation."
    )
    return Step(said, ART_34)


def _reading_step(question: CoordinationSubsidyQuestion, base: Decimal, other: Decimal) -> Step:
    if question.reading is Reading.ONE_TABLE:
        said = (
            f"Lecture retenue : le tableau de l’ONE ({euros(base)}). Les mots du décret, pris à la lettre (tranche "
            f"entamée au-delà du seuil), donneraient {euros(other)}."
        )
    else:
        said = (
            f"Lecture demandée : les mots du décret à la lettre (tranche entamée au-delà du seuil), {euros(base)}. Le "
            f"tableau de l’ONE, appliqué en pratique, donne {euros(other)}."
        )
    return Step(said, ART_34, kind="reading")


def _indexed(base: Decimal, day: date) -> tuple[Decimal | None, Decimal | None, Step]:
    period = period_words(day.year)
    try:
        indexed = indexed_base(base, day)
    except CannotCompute as missing:
        return None, None, Step(f"Montant indexé de {period}. {missing}", ART_42, kind="warning")
    factor = (indexed / base).quantize(Decimal("0.0001"))
    said = f"Montant indexé de {period}, publié par l’ONE : {euros(indexed)}, soit environ la base × "
    return indexed, factor, Step(f"{said}{number(factor)}.", f"{ART_42} ; {ONE_TABLE}")
