"""The durations a certificate states, and the times of the day it does not."""

from decimal import Decimal

import pytest

from preau.training.certificates.durations import daily_hours, stated_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("6 heures", "6"),
        ("d’une durée de 6 heures", "6"),
        ("6h30", "6.5"),
        ("6 h 30", "6.5"),
        ("3 heures 30 minutes", "3.5"),
        ("7 heures et demie", "7.5"),
        ("6,5 heures", "6.5"),
        ("06h00", "6"),
        ("six heures", "6"),
        ("Nombre d’heures : 7,5", "7.5"),
        ("Durée : 12", "12"),
        ("2 jours de 6 heures", "12"),
        ("trois journées de 6 h", "18"),
        ("2 x 6h", "12"),
        ("une durée totale de 14h (2 jours)", "14"),
        ("9h00 - 12h00 et 13h00 - 16h00 soit 6h", "6"),
        ("dans le cadre des 50 heures de formation continue, 6 heures", "6"),
        ("50 heures de formation", "50"),
    ],
)
def test_a_stated_duration(text: str, hours: str) -> None:
    assert stated_hours(text) == {Decimal(hours)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "de 9h à 16h30",
        "de 9 heures à 16 heures 30",
        "9:00 à 16:00",
        "horaire : 9h-16h",
        "accueil à 8h45",
        "à 9h",
        "Durée : 2 jours",
        "50 heures par période de 3 ans",
        "l’obligation de 100 heures",
    ],
)
def test_what_is_no_duration(text: str) -> None:
    assert stated_hours(text) == frozenset()


def test_hours_for_each_day_are_kept_apart() -> None:
    assert daily_hours("deux jours, 6 heures par jour") == {Decimal(6)}
    assert stated_hours("6 heures par jour") == frozenset()
