"""The days a certificate names, in the shapes French gives them."""

from datetime import date

import pytest

from preau.training.certificates.days import named_days

MARCH = {12: date(2026, 3, 12), 13: date(2026, 3, 13), 14: date(2026, 3, 14)}


@pytest.mark.parametrize(
    "text",
    [
        "le 12/03/2026",
        "le 12-03-2026",
        "le 12.03.26",
        "le 12 / 03 / 2026",
        "2026-03-12",
        "le jeudi 12 mars 2026",
        "12 MARS 2026",
        "LE 12 MARS 2026.",
        "Date : 12/03/2026",
        "de 9h à 16h30 le 12/3/26",
        "l2/O3/2026",
        "12 rnars 2026",
        "née le 4 mai 1985 à Mons, a suivi le 12 mars 2026",
        "Date de naissance : 04/05/1985\nle 12 mars 2026",
        "a participé à Namur à la journée du 12 mars 2026",
    ],
)
def test_one_day(text: str) -> None:
    assert named_days(text).days == {MARCH[12]}


@pytest.mark.parametrize(
    "text",
    [
        "du 12 au 14 mars 2026",
        "du jeudi 12 au samedi 14 mars 2026",
        "les 12, 13 et 14 mars 2026",
        "les 12, 13, et 14 mars 2026",
        "12-13-14 mars 2026",
        "du 12/03/2026 au 14/03/2026",
        "du 12/03 au 14/03/2026",
        "du 12 au 14/03/2026",
        "12, 13 et 14/03/2026",
        "les jeudi 12, vendredi 13 et samedi 14 mars 2026",
        "les 12 mars, 13 mars et 14 mars 2026",
        "12/03/2026, 13/03/2026 et 14/03/2026",
        "les 12, 13 et 14 mars\nFait à Mons, le 20 mars 2026",
    ],
)
def test_several_days(text: str) -> None:
    assert named_days(text).days == set(MARCH.values())


def test_a_span_over_two_months_or_two_years() -> None:
    assert named_days("du 28 février au 1er mars 2026").days == {date(2026, 2, 28), date(2026, 3, 1)}
    assert min(named_days("du 30 décembre au 2 janvier 2026").days) == date(2025, 12, 30)


@pytest.mark.parametrize(
    "text",
    ["Fait à Mons, le 20 mars 2026", "Mons, le 20 mars 2026", "Délivré le 20/03/2026", "Fait à Mons,\nle 20 mars 2026"],
)
def test_the_day_of_the_paper_is_no_day_of_training(text: str) -> None:
    named = named_days(text)

    assert named.issued == {date(2026, 3, 20)}
    assert not named.days


def test_a_long_span_names_no_day() -> None:
    named = named_days("du 1er septembre 2025 au 30 juin 2026")

    assert named.spans == ((date(2025, 9, 1), date(2026, 6, 30)),)
    assert not named.days


def test_a_day_without_year_stays_without_year() -> None:
    assert named_days("les 12 et 13 mars").yearless == {(3, 12), (3, 13)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "née le 12/03/1985",
        "31 février 2026",
        "tél. 065/12.34.56, BCE 0123.456.789",
        "enfants de 3 à 12 ans en mars 2026",
    ],
)
def test_no_day_at_all(text: str) -> None:
    named = named_days(text)

    assert not named.days
    assert not named.yearless
