"""The energy aid of 2022 and the holiday partnerships of art. 37bis."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.results import CannotCompute, Refused
from preau.law.subsidies.occasional import (
    EnergyAid2022Question,
    HolidayPartnershipsQuestion,
    energy_aid_2022,
    holiday_partnerships,
)
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines
from tests.law.test_indexation import value

ENERGY = "(arrêté du 3 décembre 2003, art. 26/13)"
D37 = "(décret du 3 juillet 2003, art. 37bis, § 1er)"


def energy(subsidy, places, **more):
    return energy_aid_2022(EnergyAid2022Question(subsidy=subsidy, places=places, **more))


@pytest.mark.parametrize(
    ("subsidy", "places", "more", "amount"),
    [
        ("type_1", 1, {}, 200),
        ("type_1", 2, {}, 300),
        ("type_2", 5, {}, 600),
        ("none", 5, {}, 0),
        ("type_2", 3, {"homework_school": True}, 300),
        ("type_2", 3, {"homework_school": True, "places_aided_as_homework_school": 1}, 200),
        ("type_2", 3, {"homework_school": True, "places_aided_as_homework_school": 3}, 0),
        ("type_1", 3, {"homework_school": True, "places_aided_as_homework_school": 3}, 400),
    ],
)
def test_the_energy_aid(subsidy, places, more, amount):
    assert energy(subsidy, places, **more).amount == amount


def test_the_energy_aid_explained():
    closed = f"Aide unique de 2022, close. {ENERGY}"
    assert lines(energy("type_1", 4)) == [f"200,00 € + 3 × 100,00 € = 500,00 €. {ENERGY}", closed]
    assert lines(energy("none", 4)) == [f"Ni demande de type 1 ni subvention de type 2 en 2022 : pas d’aide. {ENERGY}"]
    homework = energy("type_2", 2, homework_school=True, places_aided_as_homework_school=1)
    assert lines(homework) == [
        f"Aussi école de devoirs : 1 lieu sans l’aide des écoles de devoirs × 100,00 € = 100,00 €. {ENERGY}",
        closed,
    ]
    with pytest.raises(Refused) as refusal:
        energy("type_2", 2, homework_school=True, places_aided_as_homework_school=3)
    assert (refusal.value.field, str(refusal.value)) == (
        "places_aided_as_homework_school",
        "Pas plus de lieux aidés que de lieux.",
    )


def partnerships(day=date(2022, 10, 24), nursery="500000.00", approved=1, other=1, **more):
    return holiday_partnerships(
        HolidayPartnershipsQuestion(
            day=day,
            nursery_amount=None if nursery is None else Decimal(nursery),
            approved_partners=approved,
            other_partners=other,
            **more,
        )
    )


def test_the_partnerships_of_2022_explained():
    found = partnerships()
    assert (found.budget, found.nursery_least, found.verdict) == (1_000_000, 500_000, "met")
    assert lines(found) == [
        f"Montant annuel de 2022 : 1 000 000,00 €. {D37}",
        "Remplie : la moitié au moins pour l’âge de l’enseignement maternel (ici 500 000,00 € pour 500 000,00 €). "
        f"{D37}",
        f"Remplie : partenaire agréé ATL ou CDV, au moins 1 (ici 1). {D37}",
        f"Remplie : partenaires, dont un autre que le premier, au moins 2 (ici 2). {D37}",
        f"Pour les enfants de 30 mois à 15 ans. {D37}",
        f"Le montant par opérateur est défini par l’ONE ; il n’est pas connu ici. {D37}",
    ]
    assert kinds(found) == ["step"] * 5 + ["warning"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"nursery": "499999.99"}, {"nursery": "not_met"}),
        ({"nursery": None}, {"nursery": "unknown"}),
        ({"approved": 0, "other": 2}, {"approved_partner": "not_met"}),
        ({"approved": 1, "other": 0}, {"partners": "not_met"}),
        ({"approved": 2, "other": 0}, {}),
        ({"approved": None}, {"approved_partner": "unknown", "partners": "unknown"}),
        ({"other": None}, {"partners": "unknown"}),
    ],
)
def test_each_condition(changes, codes):
    found = partnerships(**changes)
    assert {one.code: one.verdict for one in found.conditions if one.verdict != "met"} == codes


def test_after_2022_the_budget_needs_health_indices():
    unknown = partnerships(date(2024, 2, 26))
    assert (unknown.budget, unknown.nursery_least, unknown.verdict) == (None, None, "unknown")
    assert lines(unknown)[:3] == [
        f"Montant annuel de 2022 : 1 000 000,00 €. {D37}",
        "Montant de 2024 : Impossible à calculer : il manque l’indice santé de janvier 2022, dans la même base que "
        f"janvier 2024 ; donnez-le. {D37}",
        f"À vérifier : la moitié au moins pour l’âge de l’enseignement maternel. {D37}",
    ]
    assert kinds(unknown)[1] == "warning"
    values = (value(date(2022, 1, 1), "2013", "118"), value(date(2024, 1, 1), "2013", "129.8"))
    known = partnerships(date(2024, 2, 26), "550000", index_values=values)
    assert (known.budget, known.nursery_least, known.verdict) == (1_100_000, 550_000, "met")
    assert lines(known)[1] == f"Indice santé, base 2013 : janvier 2024 129,8 / janvier 2022 118. {D37}"
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 29 août 2022"):
        partnerships(date(2022, 8, 28))
    assert partnerships(date(2022, 8, 29)).budget == 1_000_000


@pytest.mark.parametrize(
    ("rule", "changes", "refusal"),
    [
        ("energy_aid_2022", {"places": 0}, ("out_of_range", "places")),
        ("energy_aid_2022", {"subsidy": "type_3"}, ("wrong_value", "subsidy")),
        ("holiday_partnerships", {"day": "2020-01-01"}, ("cannot_compute", "day")),
        ("holiday_partnerships", {"nursery_amount": "-1"}, ("refused", "nursery_amount")),
    ],
)
def test_refusals(rule, changes, refusal):
    assert refused(rule, example_of(rule, changes))[:2] == refusal


@pytest.mark.parametrize("rule", ["energy_aid_2022", "holiday_partnerships"])
def test_the_examples(rule):
    assert replied(rule, example_of(rule))[0]
