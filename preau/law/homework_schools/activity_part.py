"""The activity part of the subsidy: a budget shared by the attendances of the year before (EDD decree, art. 18, b)).

A child of 6 to 15 present one day is 1 unit, a qualified person 6, at most one such person per six children. How this
cap is counted is not said: four readings are computed, one is kept for all.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from msgspec import Meta, Struct

from preau.law.calendar import SATURDAY
from preau.law.catalogue import rule
from preau.law.homework_schools.amounts import cents, shared
from preau.law.homework_schools.verdicts import decree
from preau.law.inputs import Day, Euros, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.words import counted, euros, number

SHARE, PAYMENT = decree("art. 18, b)"), decree("art. 17, § 2")


COUNTED_AS = (
    Step(
        "Présent une partie de la séance, on compte pour un jour. Un enfant présent le même jour dans deux écoles de "
        "devoirs du pouvoir organisateur compte une fois, dans la première.",
        SHARE,
        kind="reading",
    ),
    Step(
        "Seules les vacances de Noël, de Pâques et d’été déjà valorisées comme centre de vacances sont exclues par "
        "leur nom : les jours d’automne et de détente comptent, sauf s’ils sont payés ailleurs.",
        SHARE,
        kind="reading",
    ),
)


class CapMode(StrEnum):
    """How « at most one qualified person per six children » is counted."""

    DAY_FLOOR = "day_floor"
    DAY_EXACT = "day_exact"
    YEAR_EXACT = "year_exact"
    DAY_CEIL = "day_ceil"


MODES = {
    CapMode.DAY_FLOOR: "par jour, groupes complets de six enfants",
    CapMode.DAY_EXACT: "par jour, au prorata exact des enfants",
    CapMode.YEAR_EXACT: "sur l’année, au prorata exact des enfants",
    CapMode.DAY_CEIL: "par jour, groupes de six enfants entamés",
}


class ActivityDay(Question, frozen=True, kw_only=True):
    """One opening day of one homework school, from its registers."""

    day: Day
    children: Annotated[int, Meta(ge=0, le=10_000, description="enfants de 6 à 15 ans présents")]
    qualified: Annotated[int, Meta(ge=0, le=10_000, description="animateurs et coordinateurs qualifiés présents")]
    other_children: Annotated[int, Meta(ge=0, le=10_000, description="enfants d’un autre âge, non comptés")] = 0
    unqualified: Annotated[int, Meta(ge=0, le=10_000, description="personnes non qualifiées, non comptées")] = 0
    paid_elsewhere: Annotated[
        Literal["holiday_centre", "aes"] | None,
        Meta(description="jour déjà valorisé comme centre de vacances (Noël, Pâques, été) ou comme AES"),
    ] = None


class ActivitySchool(Question, frozen=True, kw_only=True):
    """One homework school with the days of the base year; `planned_days` extrapolates a first subsidy to a whole year.

    A child present in two schools of one body on a day is counted once, in the first.
    """

    name: Annotated[str, Meta(min_length=1, max_length=200, description="nom de l’école de devoirs")]
    days: Annotated[tuple[ActivityDay, ...], Meta(max_length=366, description="jours ouverts de l’année de base")]
    planned_days: (
        Annotated[int, Meta(ge=1, le=366, description="première subvention : jours d’ouverture prévus sur l’année")]
        | None
    ) = None


class ActivityPartQuestion(Question, frozen=True, kw_only=True):
    """The budget to share, all the schools that share it, and the day the advance is paid."""

    day: Day
    budget: Euros
    schools: Annotated[tuple[ActivitySchool, ...], Meta(min_length=1, max_length=1000, description="écoles de devoirs")]
    cap_mode: Annotated[CapMode, Meta(description="lecture du plafond d’une personne qualifiée par six enfants")] = (
        CapMode.DAY_FLOOR
    )


class ActivityShare(Struct, frozen=True):
    """What one school counts and gets: units, amount, advance and balance in euros."""

    name: str
    child_units: Decimal
    staff_units: Decimal
    units: Decimal
    amount: Decimal
    advance: Decimal
    balance: Decimal


class ModeShares(Struct, frozen=True):
    """What each school would count and get under one reading of the cap."""

    cap_mode: CapMode
    units: tuple[Decimal, ...]
    amounts: tuple[Decimal, ...]


class ActivityPart(Answer, frozen=True, kw_only=True):
    """The shares, whose sum is exactly the budget; the value of a unit, for reading only; all four readings."""

    schools: tuple[ActivityShare, ...]
    total_units: Decimal
    unit_value: Decimal
    advance_rate: Decimal
    modes: tuple[ModeShares, ...]


class Norms(Struct, frozen=True):
    """What the decree gives: units of a child and of a qualified person, children for one such person."""

    child: int
    qualified: int
    children_per_qualified: int


class Units(Struct, frozen=True):
    """Units of one school, exact."""

    children: Fraction
    staff: Fraction

    @property
    def total(self) -> Fraction:
        return self.children + self.staff


@rule(
    title="École de devoirs : la partie liée à l’activité, avance et solde",
    articles=(SHARE, PAYMENT),
    example={
        "day": "2027-02-15",
        "budget": "15000",
        "schools": [
            {"name": "A", "days": [{"day": "2025-10-06", "children": 12, "qualified": 1, "unqualified": 3}]},
            {"name": "B", "days": [{"day": "2025-10-06", "children": 11, "qualified": 2}]},
        ],
    },
)
def edd_activity_part(question: ActivityPartQuestion) -> ActivityPart:
    """Return the share of each school in the budget, its advance and its balance.

    Raises Refused for a budget with parts of cents or a day given twice, CannotCompute when there is nothing to share
    by or before 1 September 2013.
    """
    if question.budget != round(question.budget, 2):
        raise Refused("budget", "Le budget s’écrit en euros et en cents : deux décimales au plus.")
    norms = _norms(question.day)
    rate = parameter("homework_schools.subsidy.advance_rate").amount(question.day)
    days = [_counted_days(school, rank) for rank, school in enumerate(question.schools)]
    units = {mode: _all_units(question.schools, days, norms, mode) for mode in CapMode}
    kept = units[question.cap_mode]
    total = sum((one.total for one in kept), Fraction(0))
    if not total:
        raise CannotCompute("Impossible à calculer : aucune présence ne compte, il n’y a rien à partager.", "schools")
    modes = tuple(_mode_shares(question.budget, mode, units[mode]) for mode in CapMode)
    amounts = next(one.amounts for one in modes if one.cap_mode is question.cap_mode)
    shares = tuple(
        _share(school.name, one, amount, rate)
        for school, one, amount in zip(question.schools, kept, amounts, strict=True)
    )
    return ActivityPart(
        schools=shares,
        total_units=_two_decimals(total),
        unit_value=_six_decimals(Fraction(question.budget) / total),
        advance_rate=rate,
        modes=modes,
        steps=_steps(question, norms, days, kept, shares, rate),
    )


def _norms(day: date) -> Norms:
    return Norms(
        child=parameter("homework_schools.subsidy.child_units").whole(day),
        qualified=parameter("homework_schools.subsidy.qualified_units").whole(day),
        children_per_qualified=parameter("homework_schools.subsidy.children_per_qualified").whole(day),
    )


def _counted_days(school: ActivitySchool, rank: int) -> tuple[ActivityDay, ...]:
    """Return the days that count: Monday to Friday, not paid elsewhere. Raises Refused for a day given twice."""
    if len({one.day for one in school.days}) < len(school.days):
        raise Refused(f"schools[{rank}].days", "Un même jour est donné deux fois.")
    return tuple(one for one in school.days if one.day.weekday() < SATURDAY and one.paid_elsewhere is None)


def qualified_days(days: Sequence[ActivityDay], per_qualified: int, mode: CapMode) -> Fraction:
    """Return the days of qualified people that count, capped at one per `per_qualified` children."""
    if mode is CapMode.YEAR_EXACT:
        children = Fraction(sum(one.children for one in days), per_qualified)
        return min(Fraction(sum(one.qualified for one in days)), children)
    cap = CAPS[mode]
    return sum((min(Fraction(one.qualified), cap(one.children, per_qualified)) for one in days), Fraction(0))


CAPS: dict[CapMode, Callable[[int, int], Fraction]] = {
    CapMode.DAY_FLOOR: lambda children, size: Fraction(children // size),
    CapMode.DAY_EXACT: Fraction,
    CapMode.DAY_CEIL: lambda children, size: Fraction(-(-children // size)),
}


def _all_units(
    schools: Sequence[ActivitySchool], days: Sequence[tuple[ActivityDay, ...]], norms: Norms, mode: CapMode
) -> tuple[Units, ...]:
    return tuple(_units(school, counted, norms, mode) for school, counted in zip(schools, days, strict=True))


def _units(school: ActivitySchool, days: Sequence[ActivityDay], norms: Norms, mode: CapMode) -> Units:
    """Return the units of a school, extrapolated to its planned days for a first subsidy."""
    scale = Fraction(school.planned_days, len(school.days)) if school.planned_days and school.days else Fraction(1)
    children = sum(one.children for one in days) * norms.child
    staff = qualified_days(days, norms.children_per_qualified, mode) * norms.qualified
    return Units(children * scale, staff * scale)


def _mode_shares(budget: Decimal, mode: CapMode, units: Sequence[Units]) -> ModeShares:
    totals = [one.total for one in units]
    return ModeShares(mode, tuple(map(_two_decimals, totals)), shared(budget, totals))


def _share(name: str, units: Units, amount: Decimal, rate: Decimal) -> ActivityShare:
    advance = cents(Fraction(rate) * Fraction(amount))
    return ActivityShare(
        name=name,
        child_units=_two_decimals(units.children),
        staff_units=_two_decimals(units.staff),
        units=_two_decimals(units.total),
        amount=amount,
        advance=advance,
        balance=amount - advance,
    )


def _two_decimals(value: Fraction) -> Decimal:
    """Return units as a Decimal; only an extrapolation gives parts of a unit, shown to the hundredth."""
    return Decimal(int(value)) if value.denominator == 1 else cents(value)


def _six_decimals(value: Fraction) -> Decimal:
    return Decimal(int(value * 10**6 + Fraction(1, 2))) / 10**6


def _steps(
    question: ActivityPartQuestion,
    norms: Norms,
    days: Sequence[tuple[ActivityDay, ...]],
    units: Sequence[Units],
    shares: Sequence[ActivityShare],
    rate: Decimal,
) -> tuple[Step, ...]:
    total = sum((one.total for one in units), Fraction(0))
    value = _six_decimals(Fraction(question.budget) / total)
    steps = [
        Step(
            f"Un enfant de 6 à 15 ans présent un jour vaut {norms.child} unité, une personne qualifiée "
            f"{norms.qualified}, une personne par {norms.children_per_qualified} enfants au plus.",
            SHARE,
        ),
        _mode_step(question.cap_mode),
    ]
    for school, counted_days, share in zip(question.schools, days, shares, strict=True):
        steps += _school_steps(school, counted_days, share)
    steps.append(
        Step(
            f"{euros(question.budget)} pour {number(_two_decimals(total))} unités : {number(value)} € l’unité, avant "
            "tout arrondi.",
            SHARE,
        )
    )
    steps += [_amount_step(share, rate) for share in shares]
    steps.append(
        Step(
            "Aucun arrondi n’est fixé : calcul exact, puis au cent, les cents restants aux plus grands restes, si bien "
            "que la somme est exactement le budget. L’avance est arrondie au cent.",
            SHARE,
            kind="reading",
        )
    )
    steps.append(
        Step("La partie forfaitaire n’entre pas dans l’avance : elle est payée avec le solde.", PAYMENT, kind="reading")
    )
    return (*steps, *COUNTED_AS)


def _mode_step(mode: CapMode) -> Step:
    others = " ; ".join(words for one, words in MODES.items() if one is not mode)
    return Step(f"Plafond compté {MODES[mode]}. Autres lectures, données aussi : {others}.", SHARE, kind="reading")


def _school_steps(school: ActivitySchool, counted_days: Sequence[ActivityDay], share: ActivityShare) -> list[Step]:
    left_out = len(school.days) - len(counted_days)
    steps = []
    if left_out:
        words = counted(left_out, "jour non compté", "jours non comptés")
        steps.append(Step(f"{school.name} : {words} (week-end, ou jour valorisé ailleurs).", SHARE))
    if school.planned_days:
        steps.append(
            Step(
                f"{school.name} : première subvention, unités × {school.planned_days} jours prévus / "
                f"{len(school.days)} jours ouverts ; l’agent peut corriger.",
                SHARE,
                kind="reading",
            )
        )
    steps.append(
        Step(
            f"{school.name} : {number(share.child_units)} unités d’enfants + {number(share.staff_units)} unités de "
            f"personnes qualifiées = {number(share.units)}.",
            SHARE,
        )
    )
    return steps


def _amount_step(share: ActivityShare, rate: Decimal) -> Step:
    return Step(
        f"{share.name} : {euros(share.amount)}, avance de {number(int(rate * 100))} % {euros(share.advance)}, solde "
        f"{euros(share.balance)}.",
        PAYMENT,
    )
