"""The conditions of type 2, and what former FESC projects keep."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.results import Refused
from preau.law.subsidies.conditions import Condition, overall
from preau.law.subsidies.type_2_conditions import FormerFesc, Type2ConditionsQuestion, type_2_conditions
from tests.law.plain import kinds, lines

DAY = date(2026, 1, 1)
A3 = "arrêté du 3 décembre 2003, art. 26/3, § 1er"


ALL_MET = {
    "approved": True,
    "selected": True,
    "continuous": True,
    "opening_days": 220,
    "school_week_hours": Decimal("23.5"),
    "place_week_hours": (Decimal(16), Decimal(20)),
    "monday_to_friday": True,
    "holiday_weeks": 7,
    "holiday_day_hours": Decimal(10),
    "project": True,
    "quality_plan": True,
    "clean_records": True,
    "presence_days": 9_240,
    "real_opening_days": 220,
    "worker_fte": Decimal(3),
}


def conditions(**changes):
    return type_2_conditions(Type2ConditionsQuestion(day=DAY, **{**ALL_MET, **changes}))


def verdicts(found):
    return {one.code: one.verdict for one in found.conditions}


def test_all_conditions_met_explained():
    found = conditions()
    assert (found.verdict, found.children_per_worker, found.functioning_capped) == ("met", 14, True)
    assert lines(found) == [
        f"Remplie : agrément, ou dérogation de l’article 27, § 2. ({A3}, 1°)",
        f"Remplie : retenu dans une programmation. ({A3}, 2°)",
        f"Remplie : offre continue toute l’année. ({A3}, 3°)",
        f"Remplie : heures réparties du lundi au vendredi. ({A3}, 4°)",
        f"Remplie : projet d’accueil conforme, avec règlement d’ordre intérieur. ({A3}, 5°)",
        f"Remplie : plan d’amélioration de la qualité, renouvelé tous les cinq ans. ({A3}, 5°)",
        f"Remplie : extraits de casier judiciaire vierges. ({A3}, 6°)",
        f"Remplie : jours d’ouverture par an, au moins 220 (ici 220). ({A3}, 4°)",
        f"Remplie : heures par semaine scolaire, au moins 23,5 (ici 23,5). ({A3}, 4°)",
        f"Remplie : heures par semaine et par lieu, au moins 16 (ici 16). ({A3}, 4°)",
        f"Remplie : semaines en vacances, au moins 7 (ici 7). ({A3}, 4°)",
        f"Remplie : heures par jour de vacances, au moins 10 (ici 10). ({A3}, 4°)",
        f"Remplie : enfants par accueillant, moyenne de l’année, au plus 14 (ici 14,00). ({A3}, 7°)",
        f"9 240 journées / 220 jours ouverts / 3 ETP = 14,00 enfants par accueillant en moyenne. ({A3}, 7°)",
    ]
    assert set(kinds(found)) == {"step"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"approved": False}, "approved"),
        ({"selected": False}, "selected"),
        ({"continuous": False}, "continuous"),
        ({"monday_to_friday": False}, "monday_to_friday"),
        ({"project": False}, "project"),
        ({"quality_plan": False}, "quality_plan"),
        ({"clean_records": False}, "clean_records"),
        ({"opening_days": 219}, "opening_days"),
        ({"school_week_hours": Decimal("23.4")}, "school_week_hours"),
        ({"place_week_hours": (Decimal("15.9"), Decimal(40))}, "place_week_hours"),
        ({"holiday_weeks": 6}, "holiday_weeks"),
        ({"holiday_day_hours": Decimal("9.9")}, "holiday_day_hours"),
        ({"presence_days": 9_241}, "ratio"),
    ],
)
def test_each_condition_can_fail_alone(changes, code):
    found = conditions(**changes)
    assert found.verdict == "not_met"
    assert [name for name, verdict in verdicts(found).items() if verdict != "met"] == [code]
    failed = next(step for step in found.steps if step.kind == "warning")
    assert failed.text_fr.startswith("Pas remplie : ")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, name) for name in ALL_MET if name not in ("presence_days", "real_opening_days", "worker_fte")),
        ("presence_days", "ratio"),
        ("real_opening_days", "ratio"),
        ("worker_fte", "ratio"),
    ],
)
def test_each_unknown_stays_unknown(name, code):
    found = conditions(**{name: () if name == "place_week_hours" else None})
    assert found.verdict == "unknown"
    assert [key for key, verdict in verdicts(found).items() if verdict != "met"] == [code]
    assert next(step for step in found.steps if step.kind == "warning").text_fr.startswith("À vérifier : ")


def test_what_is_not_met_settles_what_is_unknown():
    assert conditions(approved=None, selected=False).verdict == "not_met"
    assert overall([]) == "met"
    assert overall([Condition("a", "a", "unknown", "")]) == "unknown"


def test_a_ratio_just_over_is_judged_exactly_and_says_so():
    found = lines(conditions(presence_days=9_241))
    norm = "enfants par accueillant, moyenne de l’année, au plus 14"
    assert f"Pas remplie : {norm} (ici un peu plus de 14,00). ({A3}, 7°)" in found
    shown = "9 241 journées / 220 jours ouverts / 3 ETP = un peu plus de 14,00 enfants par accueillant en moyenne."
    assert f"{shown} ({A3}, 7°)" in found
    under = lines(conditions(presence_days=9_239))
    assert f"Remplie : {norm} (ici 14,00). ({A3}, 7°)" in under
    over = lines(conditions(presence_days=9_300))
    assert f"Pas remplie : {norm} (ici 14,09). ({A3}, 7°)" in over
    unknown = conditions(worker_fte=None)
    assert unknown.children_per_worker is None
    assert f"À vérifier : enfants par accueillant, moyenne de l’année, au plus 14. ({A3}, 7°)" in lines(unknown)
    with pytest.raises(Refused) as refusal:
        conditions(worker_fte=Decimal(0))
    assert (refusal.value.field, str(refusal.value)) == (
        "worker_fte",
        "Donnez un nombre d’accueillants plus grand que zéro.",
    )


def test_places_of_one_group_are_added_up():
    split = (Decimal(8), Decimal(8))
    assert verdicts(conditions(place_week_hours=split))["place_week_hours"] == "not_met"
    assert verdicts(conditions(place_week_hours=split, same_group=True))["place_week_hours"] == "met"
    assert verdicts(conditions(place_week_hours=(), same_group=True))["place_week_hours"] == "unknown"


KEPT = {"subsidised_below_capacity": True, "ratio_of_decree": True, "staffing_kept": True}


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (KEPT, "met"),
        ({**KEPT, "staffing_kept": None}, "unknown"),
        ({**KEPT, "ratio_of_decree": False}, "not_met"),
        ({**KEPT, "subsidised_below_capacity": False, "staffing_kept": None}, "not_met"),
        ({}, "unknown"),
        ({**KEPT, "other_functions": True}, "not_met"),
    ],
)
def test_the_ratio_of_a_former_fesc_project(facts, verdict):
    found = conditions(presence_days=20_000, former_fesc=FormerFesc(**facts))
    assert verdicts(found)["ratio"] == verdict
    assert verdicts(conditions(former_fesc=FormerFesc(**facts)))["ratio"] == "met"
    assert verdicts(conditions(worker_fte=None, former_fesc=FormerFesc(**facts)))["ratio"] == "unknown"


def test_what_a_former_fesc_project_keeps_is_said():
    found = conditions(presence_days=20_000, former_fesc=FormerFesc(**KEPT))
    assert lines(found)[12:] == [
        "Remplie : enfants par accueillant, moyenne de l’année au-delà de 14 permise : capacité subsidiée plus "
        "petite que l’accueil, encadrement du décret respecté, emploi maintenu. (arrêté du 3 décembre 2003, art. 30/5)",
        f"20 000 journées / 220 jours ouverts / 3 ETP = 30,30 enfants par accueillant en moyenne. ({A3}, 7°)",
        "Ancien projet FESC : le personnel en fonction au 1er janvier 2015 est réputé qualifié. "
        "(arrêté du 3 décembre 2003, art. 30/2)",
    ]
    other = conditions(presence_days=20_000, former_fesc=FormerFesc(other_functions=True))
    assert lines(other)[12] == (
        "Pas remplie : enfants par accueillant, moyenne de l’année, au plus 14 : l’opérateur paie d’autres "
        "fonctions, il garde cette norme. (arrêté du 3 décembre 2003, art. 30/6)"
    )


def test_a_former_project_that_is_a_homework_school():
    fesc = FormerFesc(homework_school_2016=True)
    found = conditions(
        former_fesc=fesc, school_week_hours=Decimal(16), place_week_hours=(), holiday_day_hours=Decimal(9)
    )
    assert (found.verdict, found.functioning_capped) == ("met", False)
    assert "place_week_hours" not in verdicts(found)
    article = "(arrêté du 3 décembre 2003, art. 30/8)"
    assert f"Remplie : heures par semaine scolaire, au moins 16 (ici 16). {article}" in lines(found)
    assert f"Remplie : heures par jour de vacances, au moins 9 (ici 9). {article}" in lines(found)
    assert lines(found)[-1] == (
        "Les frais de fonctionnement ne sont pas plafonnés à 10 %. (arrêté du 3 décembre 2003, art. 30/7)"
    )
    for changes in (
        {"school_week_hours": Decimal("15.9")},
        {"holiday_day_hours": Decimal("8.9")},
        {"opening_days": 219},
        {"holiday_weeks": 6},
    ):
        assert conditions(former_fesc=fesc, **changes).verdict == "not_met"
