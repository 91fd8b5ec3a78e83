"""How the coordination subsidy is paid: the first year, the advance, the balance."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.results import CannotCompute, Refused
from preau.law.subsidies.coordination_payments import (
    CoordinationAdvanceQuestion,
    CoordinationFirstYearQuestion,
    coordination_advance,
    coordination_first_year,
)
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines

ART = "(décret du 3 juillet 2003, art. 34, al. 2)"
ORDER_21 = "(arrêté du 3 décembre 2003, art. 21)"
ORDER_28 = "(arrêté du 3 décembre 2003, art. 28)"


def first_year(meeting, signed, **more):
    return coordination_first_year(
        CoordinationFirstYearQuestion(first_meeting=meeting, agreement_signed=signed, **more)
    )


@pytest.mark.parametrize(
    ("meeting", "signed", "days", "length", "months", "amount", "monthly"),
    [
        (date(2024, 11, 20), date(2025, 1, 15), 259, 365, 9, "23852.13", "25210.50"),
        (date(2025, 1, 15), date(2024, 11, 20), 259, 365, 9, "23852.13", "25210.50"),
        (date(2024, 10, 1), date(2024, 10, 1), 365, 365, 12, "33614.00", "33614.00"),
        (date(2025, 9, 30), date(2025, 9, 1), 1, 365, 1, "92.09", "2801.17"),
        (date(2023, 12, 31), date(2024, 1, 1), 274, 366, 9, "25164.58", "25210.50"),
        (date(2024, 12, 31), date(2024, 10, 31), 274, 365, 10, "25233.52", "28011.67"),
    ],
)
def test_the_first_year_by_day_and_by_month(meeting, signed, days, length, months, amount, monthly):
    found = first_year(meeting, signed, full_year=Decimal(33614))
    assert (found.days, found.days_of_period, found.months) == (days, length, months)
    assert (found.amount, found.monthly) == (Decimal(amount), Decimal(monthly))
    assert found.first_day == max(meeting, signed)
    assert (found.last_day.month, found.last_day.day) == (9, 30)


def test_the_first_year_explained():
    found = first_year(date(2024, 11, 20), date(2025, 1, 15), children=2_500)
    assert found.full_year == 33614
    assert lines(found) == [
        "Première réunion de la CCA le 20 novembre 2024, convention signée le 15 janvier 2025 : les deux "
        f"conditions sont remplies le 15 janvier 2025. {ORDER_28}",
        "Année entière 2024-2025, 2 500 enfants : 33 614,00 €, montant publié par l’ONE. "
        "(décret du 3 juillet 2003, art. 34, al. 2 ; tableau publié par l’ONE)",
        "Du 15 janvier 2025 au 30 septembre 2025 : 259 jours sur 365. 33 614,00 € × 259 / 365 = 23 852,13 €. "
        f"{ORDER_28}",
        "L’ONE compte par mois, depuis celui où les deux conditions sont remplies : 9 mois sur 12, soit 25 "
        "210,50 €. En cas d’écart, le montant de l’ONE vaut. (pratique de l’ONE)",
    ]
    assert kinds(found) == ["step", "step", "step", "reading"]
    given_amount = first_year(date(2025, 9, 30), date(2025, 9, 1), full_year=Decimal(33614))
    assert lines(given_amount)[1] == f"Année entière : 33 614,00 €, montant donné. {ART}"
    assert "1 jour sur 365" in lines(given_amount)[2]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"first_meeting": None},
            "first_meeting",
            "Impossible à calculer : la date de la première réunion de la CCA manque.",
        ),
        (
            {"agreement_signed": None},
            "agreement_signed",
            "Impossible à calculer : la date de signature de la convention manque.",
        ),
        (
            {"children": None},
            "full_year",
            "Impossible à calculer : donnez le montant d’une année entière, ou le nombre d’enfants.",
        ),
    ],
)
def test_the_first_year_waits_for_what_is_unknown(changes, field, message):
    question = example_of("coordination_first_year", changes)
    assert refused("coordination_first_year", question) == ("cannot_compute", field, message)


def test_the_first_year_needs_an_amount_that_is_published():
    with pytest.raises(CannotCompute, match="n’est pas connue le 1er octobre 2025"):
        first_year(date(2025, 11, 1), date(2025, 11, 1), children=100)
    assert first_year(date(2025, 11, 1), date(2025, 11, 1), full_year=Decimal(365)).amount == 334


# The advance


def advance(**more):
    return coordination_advance(CoordinationAdvanceQuestion(period=2024, full_year=Decimal("63867.00"), **more))


def test_the_advance_explained():
    found = advance(advanced=Decimal("51093.60"))
    assert (found.highest, found.balance) == (Decimal("51093.60"), Decimal("12773.40"))
    assert (found.advance_from, found.advance_until) == (date(2025, 1, 1), date(2025, 3, 31))
    assert found.claim_by == date(2025, 12, 31)
    assert lines(found) == [
        f"Avance : au plus 80 % de 63 867,00 €, soit 51 093,60 €. {ORDER_21}",
        f"Elle peut être versée du 1er janvier 2025 au 31 mars 2025 ; l’ONE n’y est pas tenu. {ORDER_21}",
        f"Les trimestres sont lus comme des trimestres civils. {ORDER_21}",
        "31 décembre 2025 : Déclaration de créance et pièces justificatives : à l’ONE dans le trimestre qui suit la "
        f"période, sinon le solde n’est pas payé. {ORDER_21}",
        f"Solde : 63 867,00 € − 51 093,60 € = 12 773,40 €. {ORDER_21}",
    ]
    assert kinds(found) == ["step", "step", "reading", "step", "step"]


def test_an_advance_too_high_unknown_or_impossible():
    assert lines(advance(advanced=Decimal("51093.61")))[-1] == f"L’avance dépasse le maximum permis. {ORDER_21}"
    unknown = advance()
    assert unknown.balance is None
    assert (lines(unknown)[-1], kinds(unknown)[-1]) == (
        f"Solde : impossible à calculer sans l’avance versée. {ORDER_21}",
        "warning",
    )
    assert advance(advanced=Decimal("63867.00")).balance == 0
    with pytest.raises(Refused, match="L’avance ne peut pas dépasser la subvention de la période") as refusal:
        advance(advanced=Decimal("63867.01"))
    assert refusal.value.field == "advanced"
    assert replied("coordination_advance", example_of("coordination_advance"))[0]["balance"] is None
