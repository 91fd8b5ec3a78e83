"""Pieces of a description in French, as a person reads them; "" for what nobody knows."""

from collections.abc import Iterable
from datetime import date

from preau.law.care_offer import BREAKS, CarePeriodKind, FeeUnit
from preau.law.staffing.care import SecondAdult
from preau.law.travel import WORDS as TRAVEL_WORDS
from preau.law.travel import TravelMode
from preau.law.words import counted, euros, full_date, listed, number
from preau.operators.description import (
    ContactText,
    FeeText,
    PeriodText,
    RecognitionText,
    ReductionText,
    TransferText,
)
from preau.operators.models import ContactSubject, FeeReduction

SECOND_ADULT = {SecondAdult.PRESENT: "présent", SecondAdult.ON_CALL: "joignable", SecondAdult.NONE: "aucun"}


def joined(parts: Iterable[str], by: str = ", ") -> str:
    """Return what is known of these parts."""
    return by.join(part for part in parts if part)


def yes_or_no(fact: bool | None) -> str:
    return {True: "oui", False: "non", None: ""}[fact]


def span(first: date | None, last: date | None) -> str:
    """Return « du 1er septembre 2026 au 30 juin 2027 »."""
    if first and last:
        return f"du {full_date(first)} au {full_date(last)}"
    if first:
        return f"depuis le {full_date(first)}"
    return f"jusqu’au {full_date(last)}" if last else ""


def holidays(keys: Iterable[str]) -> str:
    """Return the breaks of a period in the holidays; « tous » is told by none."""
    return listed(BREAKS.get(key, f"semaine {key} d’été") for key in keys)


def period_name(period: PeriodText) -> str:
    """Return « Après l’école (site A) »."""
    name = CarePeriodKind(period.kind).words
    return f"{name} ({period.label})" if period.label else name


def fee(one: FeeText) -> str:
    """Return « 0,50 € par demi-heure commencée, collation comprise »."""
    unit = FeeUnit(one.unit)
    amount = unit.words if unit is FeeUnit.FREE else f"{euros(one.amount)} {unit.words}"
    granted = full_date(one.derogation_on) if one.derogation_on else ""
    return joined(
        (
            f"{one.activity} : {amount}" if one.activity else amount,
            f"comprend : {one.includes}" if one.includes else "",
            _elsewhere(one),
            f"plafond de {euros(one.derogation)} par dérogation du {granted}" if one.derogation is not None else "",
        )
    )


def _elsewhere(one: FeeText) -> str:
    if one.elsewhere is None:
        return ""
    asked = "autant" if one.elsewhere == one.amount else euros(one.elsewhere)
    return f"{asked} pour les enfants d’autres communes"


def reduction(one: ReductionText) -> str:
    """Return « Deuxième enfant et suivants : 20 % »."""
    ground = one.words or str(FeeReduction.Ground(one.ground).label)
    less = f"{number(one.percent.normalize())} %" if one.percent is not None else ""
    less = euros(one.amount) if one.amount is not None else less
    return joined((ground, less), " : ")


def staff(period: PeriodText) -> str:
    """Return who is expected and who cares for them."""
    small, big = period.expected_under_six, period.expected_six_and_over
    last_year = period.workers_last_year
    second = SECOND_ADULT[SecondAdult(period.second_adult)] if period.second_adult else ""
    return joined(
        (
            counted(small, "enfant de moins de six ans", "enfants de moins de six ans") if small is not None else "",
            counted(big, "enfant de six ans ou plus", "enfants de six ans ou plus") if big is not None else "",
            counted(period.workers, "accueillant", "accueillants") if period.workers is not None else "",
            f"{counted(last_year, 'accueillant', 'accueillants')} l’année d’avant" if last_year is not None else "",
            f"second adulte {second}" if second else "",
        )
    )


def transfer(one: TransferText) -> str:
    """Return how children travel, who goes with them, how long it takes."""
    supervised = {True: "encadré", False: "sans encadrement", None: ""}[one.supervised]
    return joined(
        (
            TRAVEL_WORDS[TravelMode(one.mode)],
            joined((supervised, one.supervision), " : "),
            f"{number(one.minutes)} minutes" if one.minutes is not None else "",
            "hors de la zone du programme CLE" if one.inside_zone is False else "",
            "les parents acceptent une durée plus longue" if one.consent else "",
        )
    )


def recognition(one: RecognitionText) -> str:
    """Return who granted it, under which reference, for which days."""
    return joined((one.granted_by, one.reference, span(one.valid_from, one.valid_to)))


def contact(one: ContactText) -> str:
    subjects = [str(ContactSubject(key).label).lower() for key in one.subjects if key in ContactSubject.values]
    return joined((one.email, one.phone, listed(subjects)))
