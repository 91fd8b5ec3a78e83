"""The conditions of recognition, P1 to S5."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from preau.law.asking import ask
from preau.law.homework_schools.recognition import (
    CHECKS,
    Check,
    Insurance,
    LegalForm,
    RecognitionQuestion,
    edd_recognition_criteria,
)
from preau.law.homework_schools.thresholds import ChildrenAverage, SchoolSites, children_average, school_sites
from preau.law.results import CannotCompute

DAY = date(2026, 11, 21)
ART = "décret EDD du 28 avril 2004, art. 7"
CODES = (
    *(f"P{rank}" for rank in range(1, 10)),
    *(f"G{rank}" for rank in range(1, 12)),
    *(f"U{rank}" for rank in range(1, 5)),
    *(f"S{rank}" for rank in range(1, 6)),
)
FULL = RecognitionQuestion(
    day=DAY,
    first_application=False,
    legal_form=LegalForm.PUBLIC_AUTHORITY,
    is_school=False,
    insurance=Insurance(covers=True, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31)),
    checks=dict.fromkeys(Check, True),
    children=ChildrenAverage(attendances=1200, opening_days=120, density=Decimal(480)),
    school_sites=SchoolSites(sites=3, independent=False, derogation=False),
    weeks_open=20,
)


def judged(code=None, **changes):
    answer = edd_recognition_criteria(msgspec.structs.replace(FULL, **changes))
    return next(one for one in answer.criteria if one.code == code) if code else answer


def test_a_full_file_meets_every_condition():
    answer = judged()
    assert tuple(one.code for one in answer.criteria) == CODES
    assert {one.verdict for one in answer.criteria} == {"met"}
    assert (answer.verdict, answer.forecast) == ("met", False)
    assert (answer.not_met, answer.unknown, answer.derogations) == ((), (), ())
    assert answer.steps[0].line == "Règles EDD-2022b, en vigueur le 21 novembre 2026. (décret du 14 décembre 2022)"
    assert answer.steps[-1].line == f"Toutes les conditions sont remplies. ({ART})"
    assert len(answer.steps) == len(CODES) + 2


def test_an_empty_file_is_unknown_from_end_to_end():
    answer = edd_recognition_criteria(RecognitionQuestion(day=DAY, first_application=True))
    assert (answer.verdict, answer.forecast) == ("unknown", True)
    assert answer.unknown == CODES
    assert answer.steps[-1].text_fr.startswith("À vérifier : P1, P2, ")


@pytest.mark.parametrize("code", list(Check))
def test_each_declared_condition(code):
    sentence, article = CHECKS[code]
    for known, expected in ((True, "met"), (False, "not_met"), (None, "unknown")):
        found = judged(code.value, checks={**FULL.checks, code: known})
        assert (found.verdict, found.sentence, found.article) == (expected, sentence, article)
        assert judged(checks={**FULL.checks, code: known}).verdict == expected
    silent = {one: True for one in Check if one is not code}
    assert judged(checks=silent).unknown == (code.value,)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (LegalForm.PUBLIC_AUTHORITY, "met"),
        (LegalForm.ASBL, "met"),
        (LegalForm.FOUNDATION, "not_met"),
        (LegalForm.INTERNATIONAL_ASSOCIATION, "not_met"),
        (LegalForm.COMPANY, "not_met"),
        (LegalForm.NATURAL_PERSON, "not_met"),
        (LegalForm.OTHER, "not_met"),
        (None, "unknown"),
    ],
)
def test_p1_the_legal_form(form, expected):
    found = judged("P1", legal_form=form)
    assert (found.verdict, found.sentence, found.article) == (
        expected,
        "le pouvoir organisateur est une autorité publique ou une ASBL.",
        f"{ART}, § 1er",
    )


@pytest.mark.parametrize(("school", "expected"), [(False, "met"), (True, "not_met"), (None, "unknown")])
def test_p9_a_school_is_never_recognised(school, expected):
    found = judged("P9", is_school=school)
    assert (found.verdict, found.sentence) == (expected, "le pouvoir organisateur n’est pas une école.")


@pytest.mark.parametrize(
    ("covers", "first", "last", "expected"),
    [
        (True, DAY, DAY, "met"),
        (True, date(2026, 11, 22), date(2027, 11, 22), "not_met"),
        (True, date(2026, 1, 1), date(2026, 11, 20), "not_met"),
        (False, None, None, "not_met"),
        (None, DAY, DAY, "unknown"),
        (True, None, DAY, "unknown"),
        (True, DAY, None, "unknown"),
    ],
)
def test_p8_the_insurance(covers, first, last, expected):
    found = judged("P8", insurance=Insurance(covers=covers, valid_from=first, valid_until=last))
    assert (found.verdict, found.sentence) == (
        expected,
        "une assurance en responsabilité civile couvre le personnel d’animation, les dommages corporels et les actes "
        "des participants le 21 novembre 2026.",
    )


def test_g6_is_a_condition_since_1_september_2014():
    early = judged("G6", day=date(2014, 8, 31), checks={})
    assert (early.verdict, early.article) == ("not_applicable", f"{ART}, § 2, 6°")
    assert early.sentence == "le plafond de participation n’est une condition que depuis le 1er septembre 2014."
    assert judged("G6", day=date(2014, 9, 1), checks={}).verdict == "unknown"
    assert judged("G5", day=date(2014, 8, 31), checks={}).verdict == "unknown"


@pytest.mark.parametrize(
    ("density", "attendances", "days", "expected", "derogation"),
    [
        ("150.0", 1200, 120, "met", False),
        ("150.0", 1199, 120, "not_met", False),
        ("480", 1199, 120, "not_met", False),
        ("149.9", 960, 120, "met", True),
        ("149.9", 959, 120, "not_met", False),
        ("149.9", 1200, 120, "met", False),
        ("150", 1080, 120, "not_met", False),
        (None, 960, 120, "unknown", False),
        (None, 1199, 120, "unknown", False),
        (None, 1200, 120, "met", False),
        (None, 959, 120, "not_met", False),
        ("480", None, 120, "unknown", False),
        ("480", 1200, None, "unknown", False),
        ("0", 960, 120, "met", True),
    ],
)
def test_u2_children_per_opening_day(density, attendances, days, expected, derogation):
    known = None if density is None else Decimal(density)
    figures = ChildrenAverage(attendances=attendances, opening_days=days, density=known)
    found = judged("U2", children=figures)
    assert (found.verdict, found.derogation, found.article) == (expected, derogation, f"{ART}, § 3, 2°")


@pytest.mark.parametrize(
    ("density", "sentence"),
    [
        (
            "149.9",
            "1 199 présences sur 120 jours d’ouverture, soit 9,99 par jour en moyenne ; il en faut 8, car la "
            "commune compte 149,9 habitants par km², moins de 150.",
        ),
        (
            "150",
            "1 199 présences sur 120 jours d’ouverture, soit 9,99 par jour en moyenne ; il en faut 10, car la "
            "commune compte 150 habitants par km², pas moins de 150.",
        ),
        (
            None,
            "1 199 présences sur 120 jours d’ouverture, soit 9,99 par jour en moyenne ; il en faut 10, ou 8 si la "
            "commune compte moins de 150 habitants par km², ce qui n’est pas connu.",
        ),
    ],
)
def test_u2_is_explained(density, sentence):
    known = None if density is None else Decimal(density)
    figures = ChildrenAverage(attendances=1199, opening_days=120, density=known)
    assert children_average("U2", "art.", figures, DAY).sentence.replace("\N{NARROW NO-BREAK SPACE}", " ") == sentence


def test_u2_without_figures_is_explained():
    assert children_average("U2", "art.", ChildrenAverage(), DAY).sentence == (
        "les présences ou les jours d’ouverture sont inconnus ; il faut 10 enfants par jour en moyenne."
    )
    one = children_average("U2", "art.", ChildrenAverage(attendances=1, opening_days=1), DAY).sentence
    assert one.startswith("1 présence sur 1 jour d’ouverture, soit 1 par jour")


@pytest.mark.parametrize(
    ("sites", "independent", "derogation", "expected", "by_derogation"),
    [
        (3, False, False, "met", False),
        (4, None, None, "met", False),
        (2, True, False, "met", True),
        (2, False, False, "not_met", False),
        (1, False, True, "met", True),
        (1, None, True, "met", True),
        (1, True, False, "not_met", False),
        (2, False, True, "met", True),
        (2, None, False, "unknown", False),
        (2, False, None, "unknown", False),
        (1, True, None, "unknown", False),
        (2, True, None, "met", True),
        (0, True, True, "not_met", False),
        (None, True, True, "unknown", False),
    ],
)
def test_u3_school_sites(sites, independent, derogation, expected, by_derogation):
    figures = SchoolSites(sites=sites, independent=independent, derogation=derogation)
    found = judged("U3", school_sites=figures)
    assert (found.verdict, found.derogation, found.article) == (expected, by_derogation, f"{ART}, § 3, 3°")


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            SchoolSites(sites=2, independent=False, derogation=False),
            "2 implantations scolaires ; il en faut 3, ou 2 dans des locaux indépendants (dans une école ou liés à "
            "elle), ou 1 par dérogation de l’ONE (pas accordée).",
        ),
        (
            SchoolSites(sites=1, independent=True, derogation=True),
            "1 implantation scolaire ; il en faut 3, ou 2 dans des locaux indépendants (indépendants de toute école), "
            "ou 1 par dérogation de l’ONE (accordée).",
        ),
        (
            SchoolSites(sites=2),
            "2 implantations scolaires ; il en faut 3, ou 2 dans des locaux indépendants (à préciser), ou 1 par "
            "dérogation de l’ONE (à préciser).",
        ),
        (SchoolSites(), "le nombre d’implantations scolaires est inconnu ; il en faut 3."),
    ],
)
def test_u3_is_explained(figures, sentence):
    assert school_sites(figures, DAY).sentence == sentence


@pytest.mark.parametrize(("weeks", "expected"), [(20, "met"), (19, "not_met"), (1, "not_met"), (None, "unknown")])
def test_u4_weeks(weeks, expected):
    found = judged("U4", weeks_open=weeks)
    there = {
        None: "les semaines d’ouverture sont inconnues",
        1: "1 semaine scolaire d’ouverture",
        19: "19 semaines scolaires d’ouverture",
        20: "20 semaines scolaires d’ouverture",
    }[weeks]
    assert (found.verdict, found.article) == (expected, f"{ART}, § 3")
    assert found.sentence == (
        f"{there} ; il en faut 20 par an, d’au moins 2 heures par semaine hors des heures scolaires."
    )


def test_derogations_readings_and_failures_are_named():
    answer = judged(
        first_application=True,
        legal_form=LegalForm.ASBL,
        is_school=True,
        children=ChildrenAverage(attendances=960, opening_days=120, density=Decimal("149.9")),
        school_sites=SchoolSites(sites=2, independent=True),
        weeks_open=None,
    )
    assert answer.derogations == ("U2", "U3")
    assert (answer.not_met, answer.unknown, answer.verdict, answer.forecast) == (("P9",), ("U4",), "not_met", True)
    assert [(step.line, step.kind) for step in answer.steps[-4:]] == [
        (
            "L’ASBL de la loi du 27 juin 1921 est lue comme l’ASBL d’aujourd’hui ; fondations et associations "
            f"internationales restent exclues. ({ART}, § 1er)",
            "reading",
        ),
        (
            "La norme réduite vaut de plein droit sur le dernier chiffre de densité publié au dépôt ; l’arrêté demande "
            f"pourtant de la solliciter. ({ART}, § 3, 2°)",
            "reading",
        ),
        (
            "Première demande : les chiffres annuels sont une prévision, à revoir à la fin de l’année d’activités. "
            f"({ART}, § 3)",
            "warning",
        ),
        (f"Non rempli : P9 ; à vérifier : U4. ({ART})", "warning"),
    ]


def test_before_september_2013_nothing_is_judged():
    with pytest.raises(CannotCompute) as refusal:
        judged(day=date(2013, 8, 31))
    assert refusal.value.field == "day"
    assert judged(day=date(2027, 1, 1)).steps[0].text_fr == "Règles EDD-2027, en vigueur le 1er janvier 2027."


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ('{"day": "2026-11-21"}', "first_application"),
        ('{"day": "2026-11-21", "first_application": true, "legal_form": "club"}', "legal_form"),
        ('{"day": "2026-11-21", "first_application": true, "children": {"opening_days": 0}}', "children.opening_days"),
        ('{"day": "2026-11-21", "first_application": true, "children": {"attendances": -1}}', "children.attendances"),
        ('{"day": "2026-11-21", "first_application": true, "children": {"density": "-1"}}', "children.density"),
        ('{"day": "2026-11-21", "first_application": true, "weeks_open": 54}', "weeks_open"),
    ],
)
def test_bad_input_names_the_field(question, field):
    reply = ask("edd_recognition_criteria", question)
    assert (reply.ok, reply.error.field) == (False, field)
    assert reply.error.message
