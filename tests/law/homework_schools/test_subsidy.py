"""The conditions of the subsidy, F0 to F6."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from preau.law.asking import ask
from preau.law.homework_schools.subsidy import (
    SubsidyConditionsQuestion,
    SubsidySuspension,
    edd_subsidy_conditions,
)
from preau.law.homework_schools.thresholds import ChildrenAverage
from preau.law.results import CannotCompute, Refused

ART = "décret EDD du 28 avril 2004, art. 17, § 1er"
FULL = SubsidyConditionsQuestion(
    day=date(2026, 9, 28),
    recognised=True,
    regular_years=(True,),
    proof=True,
    children=ChildrenAverage(attendances=1500, opening_days=120, density=Decimal(480)),
    team_respected=True,
    opening_met=True,
    priority=True,
)
YEAR_OFF = SubsidySuspension(suspended_on=date(2024, 10, 1), resumed_on=date(2025, 10, 1), derogation_used=False)


def judged(code=None, **changes):
    answer = edd_subsidy_conditions(msgspec.structs.replace(FULL, **changes))
    return next(one for one in answer.conditions if one.code == code) if code else answer


def test_the_explanation_of_a_full_application():
    answer = judged()
    assert (answer.verdict, answer.not_met, answer.unknown, answer.derogations) == ("met", (), (), ())
    assert [step.line for step in answer.steps] == [
        "Règles EDD-2022b, en vigueur le 28 septembre 2026. (décret du 14 décembre 2022)",
        f"F0, rempli : l’école de devoirs est reconnue. ({ART})",
        f"F1, rempli : fonctionnement régulier pendant l’année d’activités précédente. ({ART})",
        f"F2, rempli : la preuve des critères est apportée. ({ART})",
        "F3, rempli : 1\N{NARROW NO-BREAK SPACE}500 présences sur 120 jours d’ouverture, soit 12,50 par jour en "
        f"moyenne ; il en faut 10, car la commune compte 480 habitants par km², pas moins de 150. ({ART})",
        f"F4, rempli : les normes d’équipe sont respectées en fait. ({ART} ; décret EDD du 28 avril 2004, art. 7, § 4)",
        f"F5, rempli : l’ouverture après l’école suffit, 20 semaines au moins. ({ART})",
        "F6, rempli : la priorité va aux enfants qui maîtrisent mal le français ou sans soutien scolaire ou social "
        f"chez eux. ({ART})",
        "« Fonctionnement régulier » n’est pas défini : lu F3, F4 et F5 remplies cette année-là, sans exiger la "
        f"reconnaissance. ({ART})",
        f"Toutes les conditions de la subvention sont remplies. ({ART})",
    ]
    assert {step.kind for step in answer.steps} == {"step", "reading"}


def test_an_empty_application_is_unknown():
    answer = edd_subsidy_conditions(SubsidyConditionsQuestion(day=date(2026, 9, 28)))
    assert (answer.verdict, answer.unknown) == ("unknown", ("F0", "F1", "F2", "F3", "F4", "F5", "F6"))
    assert answer.steps[-1].text_fr == "À vérifier : F0, F1, F2, F3, F4, F5 et F6."


@pytest.mark.parametrize(
    ("code", "field"),
    [("F0", "recognised"), ("F2", "proof"), ("F4", "team_respected"), ("F5", "opening_met"), ("F6", "priority")],
)
def test_each_condition_by_itself(code, field):
    for known, expected in ((True, "met"), (False, "not_met"), (None, "unknown")):
        assert judged(code, **{field: known}).verdict == expected
        assert judged(**{field: known}).verdict == expected


@pytest.mark.parametrize(
    ("attendances", "density", "expected", "derogation"),
    [
        (1200, "150", "met", False),
        (1199, "150", "not_met", False),
        (960, "149.9", "met", True),
        (959, "149.9", "not_met", False),
        (1199, None, "unknown", False),
    ],
)
def test_f3_children_of_the_year(attendances, density, expected, derogation):
    known = None if density is None else Decimal(density)
    figures = ChildrenAverage(attendances=attendances, opening_days=120, density=known)
    found = judged("F3", children=figures)
    assert (found.verdict, found.derogation, found.article) == (expected, derogation, ART)


@pytest.mark.parametrize(
    ("years", "expected"),
    [((True,), "met"), ((False,), "not_met"), ((None,), "unknown"), ((), "unknown"), ((False, True, True), "not_met")],
)
def test_f1_regular_in_the_year_before(years, expected):
    assert judged("F1", regular_years=years).verdict == expected


@pytest.mark.parametrize(
    ("years", "resumed_on", "used", "expected"),
    [
        ((False, True, True), date(2025, 10, 1), False, "met"),
        ((False, True, True), date(2025, 10, 2), False, "not_met"),
        ((False, True, True), date(2025, 10, 1), True, "not_met"),
        ((False, True, True), None, False, "unknown"),
        ((False, True, True), date(2025, 10, 1), None, "unknown"),
        ((False, True, False), date(2025, 10, 1), False, "not_met"),
        ((False, True), date(2025, 10, 1), False, "unknown"),
        ((False,), date(2025, 10, 1), False, "unknown"),
        ((None, True, True), date(2025, 10, 1), False, "met"),
        ((None, True, True), date(2025, 10, 2), False, "unknown"),
        ((True, False, False), date(2025, 10, 2), True, "met"),
        ((), date(2025, 10, 2), True, "unknown"),
    ],
)
def test_f1_after_a_suspension(years, resumed_on, used, expected):
    suspension = SubsidySuspension(suspended_on=date(2024, 10, 1), resumed_on=resumed_on, derogation_used=used)
    found = judged("F1", regular_years=years, suspension=suspension)
    by_derogation = expected == "met" and years[0] is not True
    assert (found.verdict, found.derogation) == (expected, by_derogation)


def test_the_derogation_is_explained():
    answer = judged(regular_years=(False, True, True), suspension=YEAR_OFF)
    assert answer.derogations == ("F1",)
    assert answer.steps[2].line == (
        "F1, rempli : après une suspension d’un an au plus par le pouvoir organisateur, deux années régulières sur les "
        "trois précédentes suffisent, une fois par période de reconnaissance ; années régulières : 2, suspension d’un "
        f"an au plus : oui, dérogation encore possible : oui. ({ART})"
    )
    unknown = SubsidySuspension(suspended_on=date(2024, 10, 1))
    found = judged("F1", regular_years=(False, True), suspension=unknown)
    assert found.sentence.endswith(
        "années régulières : de 1 à 2, suspension d’un an au plus : à préciser, dérogation encore possible : à "
        "préciser."
    )
    used = msgspec.structs.replace(YEAR_OFF, derogation_used=True, resumed_on=date(2026, 1, 1))
    found = judged("F1", regular_years=(False, True), suspension=used)
    assert found.sentence.endswith("suspension d’un an au plus : non, dérogation encore possible : non.")
    plain = judged("F1", regular_years=(False,))
    assert (plain.sentence, plain.article) == (
        "le fonctionnement régulier pendant l’année d’activités précédente est demandé.",
        ART,
    )


def test_a_suspension_does_not_end_before_it_starts():
    suspension = SubsidySuspension(suspended_on=date(2024, 10, 2), resumed_on=date(2024, 10, 1))
    with pytest.raises(Refused) as refusal:
        judged(regular_years=(False,), suspension=suspension)
    assert refusal.value.field == "suspension.resumed_on"
    assert str(refusal.value) == "La reprise ne peut pas précéder la suspension."
    same_day = msgspec.structs.replace(suspension, resumed_on=date(2024, 10, 2), derogation_used=False)
    assert judged("F1", regular_years=(False, True, True), suspension=same_day).verdict == "met"


def test_dates_and_bad_input():
    with pytest.raises(CannotCompute):
        judged(day=date(2013, 8, 31))
    assert judged(day=date(2013, 9, 1)).verdict == "met"
    reply = ask("edd_subsidy_conditions", '{"day": "2026-09-28", "regular_years": [true, true, true, true]}')
    assert (reply.ok, reply.error.field) == (False, "regular_years")
