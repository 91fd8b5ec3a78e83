"""How type 2 is paid: quarterly advances and the occupation test."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.results import CannotCompute
from preau.law.subsidies.type_2_payments import (
    MonthPresences,
    Type2AdvanceQuestion,
    Type2OccupationQuestion,
    YearOfPresences,
    type_2_advance,
    type_2_occupation,
)
from tests.law.asked import example_of, refused
from tests.law.plain import kinds, lines

DAY = date(2026, 1, 1)
A5 = "(arrêté du 3 décembre 2003, art. 26/5, § 2)"
A8 = "(arrêté du 3 décembre 2003, art. 26/8)"


def advance(*counts, first=date(2026, 1, 5), days=9_240):
    months = [date(first.year + (first.month + n - 1) // 12, (first.month + n - 1) % 12 + 1, 9) for n in range(3)]
    return type_2_advance(
        Type2AdvanceQuestion(
            day=DAY,
            yearly=Decimal(200_000),
            subsidised_days=days,
            months=tuple(
                MonthPresences(month=month, presences=count) for month, count in zip(months, counts, strict=False)
            ),
        )
    )


def test_the_reduced_advance_explained():
    found = advance(500, 480, 510)
    assert (found.full, found.advance, found.reduced) == (45_000, Decimal("29025.97"), True)
    assert found.monthly_threshold == Decimal("577.5")
    assert lines(found) == [
        f"Avance : 22,5 % de 200 000,00 € = 45 000,00 €. {A5}",
        f"Seuil : 75 % d’un douzième de 9 240 journées, soit 577,50 par mois. {A5}",
        "Quatre avances par an ; le solde suit le dossier annuel, dû pour le 31 mars. "
        "(arrêté du 3 décembre 2003, art. 26/5, § 2 et 3)",
        f"Trois mois de suite sous le seuil : l’avance est réduite. {A5}",
        "Lecture retenue : l’avance est réduite dans le rapport des 1 490 journées réalisées aux 2 310,00 journées "
        f"subsidiables de ces trois mois, soit 29 025,97 €. {A5}",
    ]
    assert kinds(found) == ["step", "step", "step", "warning", "reading"]


def test_one_month_at_the_threshold_keeps_the_whole_advance():
    reached = advance(600, 600, 600, days=9_600)
    assert (reached.reduced, reached.advance) == (False, 45_000)
    assert lines(reached)[3] == f"600 journées en janvier : le seuil est atteint. {A5}"
    assert advance(599, 599, 600, days=9_600).reduced is False
    assert advance(599, 599, 599, days=9_600).reduced is True


@pytest.mark.parametrize(
    ("month", "reduced"),
    [(4, True), (5, False), (6, False), (7, False), (8, False), (9, False), (10, True), (11, True), (12, True)],
)
def test_the_summer_quarter_is_immune(month, reduced):
    found = advance(0, 0, 0, first=date(2026, month, 1))
    assert (found.reduced, found.advance) == (reduced, 0 if reduced else 45_000)


def test_the_immune_month_is_named():
    found = advance(1, 1, None, first=date(2026, 5, 1))
    assert lines(found)[3] == f"Juillet est du troisième trimestre civil, immunisé. {A5}"


def test_months_not_given_leave_the_check_open():
    found = advance()
    assert (found.reduced, found.advance) == (None, 45_000)
    assert lines(found)[3] == f"Présences mensuelles non données : l’avance entière, sous réserve de ce seuil. {A5}"
    assert kinds(found)[3] == "warning"


def test_an_unknown_month_decides_only_when_the_others_are_under():
    assert advance(None, 600, 0).reduced is False
    with pytest.raises(CannotCompute) as refusal:
        advance(10, None, 10)
    assert (refusal.value.field, str(refusal.value)) == (
        "months[1].presences",
        "Impossible à calculer : les présences de février manquent.",
    )


@pytest.mark.parametrize(
    "months",
    [
        ("2026-01-01",),
        ("2026-01-01", "2026-02-01"),
        ("2026-01-01", "2026-03-01", "2026-04-01"),
        ("2026-03-01", "2026-02-01", "2026-01-01"),
    ],
)
def test_three_months_in_a_row_are_wanted(months):
    question = example_of("type_2_advance", {"months": [{"month": month, "presences": 1} for month in months]})
    assert refused("type_2_advance", question) == (
        "refused",
        "months",
        "Donnez trois mois qui se suivent, dans l’ordre.",
    )


# Occupation


def occupation(presences, previous=None, envelope="200000.00", capacity=10_000):
    before = None if previous is None else YearOfPresences(capacity=10_000, presences=previous)
    return type_2_occupation(
        Type2OccupationQuestion(
            day=DAY,
            year=YearOfPresences(capacity=capacity, presences=presences),
            previous=before,
            envelope=None if envelope is None else Decimal(envelope),
        )
    )


def test_two_years_under_ninety_per_cent_explained():
    found = occupation(8_000, 8_601)
    assert (found.rate, found.enough, found.cut, found.envelope) == (Decimal("0.8"), False, 20_000, 180_000)
    assert (found.two_years_under, found.new_capacity) == (True, Decimal("8300.5"))
    assert lines(found) == [
        f"8 000 journées sur 10 000 : 80,00 %, moins de 90,00 %. {A8}",
        f"Réduction : 90,00 % − 80,00 % = 10,00 % de 200 000,00 €, soit 20 000,00 € ; il reste 180 000,00 €. {A8}",
        f"Lecture retenue : l’écart en points. Dans le rapport des taux, il resterait 177 777,78 €. {A8}",
        "Année précédente : 86,01 %. Deux années de suite sous le seuil : la capacité devient la moyenne des deux "
        f"années, 8 300,5 journées. {A8}",
    ]
    assert kinds(found) == ["step", "step", "reading", "step"]


def test_ninety_per_cent_is_enough():
    found = occupation(9_000, 100)
    assert (found.enough, found.cut, found.envelope) == (True, 0, 200_000)
    assert (found.two_years_under, found.new_capacity) == (False, None)
    assert lines(found) == [
        f"9 000 journées sur 10 000 : 90,00 %, au moins 90,00 %. {A8}",
        f"L’enveloppe de 200 000,00 € est garantie, dépenses justifiées. {A8}",
    ]
    assert occupation(8_999).enough is False
    assert occupation(8_999).cut == 20
    assert occupation(0).envelope == 20_000


def test_the_year_before_decides_on_the_capacity():
    unknown = occupation(8_000)
    assert (unknown.two_years_under, unknown.new_capacity) == (None, None)
    assert lines(unknown)[-1] == f"Capacité : l’année précédente manque pour dire si elle change. {A8}"
    assert kinds(unknown)[-1] == "warning"
    enough = occupation(8_000, 9_000)
    assert (enough.two_years_under, enough.new_capacity) == (False, None)
    assert lines(enough)[-1] == f"Année précédente : 90,00 %. La capacité ne change pas. {A8}"
    assert occupation(8_000, 8_999).two_years_under is True


def test_without_amount_no_cut():
    found = occupation(8_000, envelope=None)
    assert (found.cut, found.envelope) == (None, None)
    assert lines(found)[1] == f"Réduction : impossible à calculer sans la subvention annuelle. {A8}"
    assert kinds(found)[1] == "warning"
