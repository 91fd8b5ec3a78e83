"""The conditions that a homework school and its organising body must meet to be recognised (EDD decree, art. 7)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.homework_schools.thresholds import ChildrenAverage, SchoolSites, children_average, school_sites
from preau.law.homework_schools.verdicts import (
    Criterion,
    Verdict,
    all_of,
    conclusion,
    decree,
    overall,
    verdict,
    with_verdict,
)
from preau.law.homework_schools.years import rule_set
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Step
from preau.law.words import counted, full_date

BODY, SCHOOL, PUBLIC, TEAM = (decree(f"art. 7, § {rank}") for rank in ("1er", "2", "3", "4"))
FEE_CAP_SINCE = date(2014, 9, 1)


class LegalForm(StrEnum):
    """What an organising body may be."""

    PUBLIC_AUTHORITY = "public_authority"
    ASBL = "asbl"
    FOUNDATION = "foundation"
    INTERNATIONAL_ASSOCIATION = "international_association"
    COMPANY = "company"
    NATURAL_PERSON = "natural_person"
    OTHER = "other"


class Check(StrEnum):
    """The conditions that are declared or seen on the spot, or that another rule has judged (G6, S1, S4, S5)."""

    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"
    P6 = "P6"
    P7 = "P7"
    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"
    G5 = "G5"
    G6 = "G6"
    G7 = "G7"
    G8 = "G8"
    G9 = "G9"
    G10 = "G10"
    G11 = "G11"
    U1 = "U1"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"


CHECKS = {
    Check.P2: ("une comptabilité régulière permet d’identifier les activités de l’école de devoirs.", BODY),
    Check.P3: ("la publicité des activités est faite.", BODY),
    Check.P4: ("les locaux conviennent aux activités, avec assez d’hygiène et de sécurité.", BODY),
    Check.P5: ("le matériel pédagogique et ludique est là.", BODY),
    Check.P6: (
        "l’ONE reçoit toutes les données administratives fixées par le Gouvernement.",
        decree("art. 7, § 1er, 6°"),
    ),
    Check.P7: ("le pouvoir organisateur accepte le contrôle de l’ONE.", BODY),
    Check.G1: (
        "soutien scolaire et animations éducatives, ludiques, culturelles ou sportives, sans étude scolaire.",
        decree("art. 7, § 2, 1°"),
    ),
    Check.G2: ("le code de qualité est respecté, quel que soit l’âge des enfants.", decree("art. 7, § 2, 2°")),
    Check.G3: ("un projet d’accueil est fait avec l’équipe pédagogique et mis en œuvre.", SCHOOL),
    Check.G4: ("un plan d’action annuel est fait, réalisé et évalué.", SCHOOL),
    Check.G5: ("un règlement d’ordre intérieur est fait et appliqué.", SCHOOL),
    Check.G6: ("la participation demandée ne dépasse pas le plafond.", decree("art. 7, § 2, 6°")),
    Check.G7: ("l’équipe s’adresse aux enfants en français, sauf exception.", SCHOOL),
    Check.G8: ("l’action est coordonnée avec les familles.", SCHOOL),
    Check.G9: ("l’action est coordonnée avec les écoles des enfants, ensemble avec les familles.", SCHOOL),
    Check.G10: ("l’action est coordonnée avec les autres acteurs locaux, familles comprises.", SCHOOL),
    Check.G11: ("les droits de l’homme et de l’enfant sont respectés et défendus.", SCHOOL),
    Check.U1: ("l’école de devoirs est ouverte à tous, sans discrimination.", PUBLIC),
    Check.S1: ("trois personnes au moins, dont un coordinateur qualifié et un animateur qualifié.", TEAM),
    Check.S2: ("la formation qualifiante est proposée, encouragée et permise.", TEAM),
    Check.S3: ("la formation continue est proposée, encouragée et permise.", TEAM),
    Check.S4: ("un animateur présent par groupe de 12 enfants, un qualifié par tranche entamée de 3 animateurs.", TEAM),
    Check.S5: ("deux adultes présents, ou un second qui peut venir dans un délai raisonnable.", TEAM),
}


class Insurance(Question, frozen=True, kw_only=True):
    """The civil liability insurance; absent: unknown."""

    covers: (
        Annotated[
            bool,
            Meta(description="couvre le personnel d’animation, les dommages corporels et les actes des participants"),
        ]
        | None
    ) = None
    valid_from: Annotated[date, Meta(description="premier jour couvert")] | None = None
    valid_until: Annotated[date, Meta(description="dernier jour couvert")] | None = None


class RecognitionQuestion(Question, frozen=True, kw_only=True):
    """The file of one homework school on a day. `checks` holds a yes or a no by code; what is absent is unknown."""

    day: Day
    first_application: Annotated[bool, Meta(description="première demande : les chiffres de l’année sont annoncés")]
    legal_form: LegalForm | None = None
    is_school: Annotated[bool, Meta(description="le pouvoir organisateur est une école")] | None = None
    insurance: Insurance = Insurance()
    checks: Annotated[
        dict[Check, bool | None], Meta(description="oui ou non par code : P2 à P7, G1 à G11, U1, S1 à S5")
    ] = {}
    children: ChildrenAverage = ChildrenAverage()
    school_sites: SchoolSites = SchoolSites()
    weeks_open: (
        Annotated[int, Meta(ge=0, le=53, description="semaines scolaires ouvertes 2 heures hors école (edd_opening)")]
        | None
    ) = None


class Recognition(Answer, frozen=True, kw_only=True):
    """The verdict on the whole, each criterion, the codes that fail, are unknown or rest on a derogation.

    `forecast`: the figures of the year are announced, to be judged again at its end.
    """

    verdict: Verdict
    forecast: bool
    criteria: tuple[Criterion, ...]
    not_met: tuple[str, ...]
    unknown: tuple[str, ...]
    derogations: tuple[str, ...]


@rule(
    title="École de devoirs : les conditions de la reconnaissance",
    articles=(BODY, SCHOOL, PUBLIC, TEAM),
    example={
        "day": "2026-11-21",
        "first_application": True,
        "legal_form": "asbl",
        "is_school": False,
        "insurance": {"covers": True, "valid_from": "2026-01-01", "valid_until": "2026-12-31"},
        "checks": {"P2": True, "G7": True},
        "children": {"attendances": 1199, "opening_days": 120, "density": "149.9"},
        "school_sites": {"sites": 2, "independent": True},
        "weeks_open": 24,
    },
)
def edd_recognition_criteria(question: RecognitionQuestion) -> Recognition:
    """Return the verdict on each condition of recognition; the whole is met only when every one is.

    Raises CannotCompute before 1 September 2013.
    """
    rules = rule_set(question.day)
    criteria = (*_of_the_body(question), *_of_the_school(question), *_of_the_public(question), *_of_the_team(question))
    whole = overall(one.verdict for one in criteria)
    steps = [
        Step(f"Règles {rules.id}, en vigueur le {full_date(question.day)}.", rules.source),
        *(one.step for one in criteria),
        *_readings(question, criteria),
        conclusion(criteria, "Toutes les conditions sont remplies.", decree("art. 7")),
    ]
    return Recognition(
        verdict=whole,
        forecast=question.first_application,
        criteria=criteria,
        not_met=with_verdict(criteria, Verdict.NOT_MET),
        unknown=with_verdict(criteria, Verdict.UNKNOWN),
        derogations=tuple(one.code for one in criteria if one.derogation),
        steps=tuple(steps),
    )


def _checked(question: RecognitionQuestion, *codes: Check) -> tuple[Criterion, ...]:
    return tuple(Criterion(code.value, verdict(question.checks.get(code)), *CHECKS[code]) for code in codes)


def _of_the_body(question: RecognitionQuestion) -> tuple[Criterion, ...]:
    form, school = question.legal_form, question.is_school
    allowed = None if form is None else form in {LegalForm.PUBLIC_AUTHORITY, LegalForm.ASBL}
    return (
        Criterion("P1", verdict(allowed), "le pouvoir organisateur est une autorité publique ou une ASBL.", BODY),
        *_checked(question, Check.P2, Check.P3, Check.P4, Check.P5, Check.P6, Check.P7),
        _insured(question),
        Criterion(
            "P9", verdict(None if school is None else not school), "le pouvoir organisateur n’est pas une école.", BODY
        ),
    )


def _insured(question: RecognitionQuestion) -> Criterion:
    known, day = question.insurance, question.day
    begun = None if known.valid_from is None else known.valid_from <= day
    running = None if known.valid_until is None else known.valid_until >= day
    insured = all_of(known.covers, begun, running)
    sentence = (
        "une assurance en responsabilité civile couvre le personnel d’animation, les dommages corporels et les actes "
        f"des participants le {full_date(day)}."
    )
    return Criterion("P8", verdict(insured), sentence, BODY)


def _of_the_school(question: RecognitionQuestion) -> tuple[Criterion, ...]:
    found = _checked(question, *(code for code in Check if code.startswith("G")))
    if question.day >= FEE_CAP_SINCE:
        return found
    late = Criterion(
        "G6",
        Verdict.NOT_APPLICABLE,
        f"le plafond de participation n’est une condition que depuis le {full_date(FEE_CAP_SINCE)}.",
        CHECKS[Check.G6][1],
    )
    return tuple(late if one.code == late.code else one for one in found)


def _of_the_public(question: RecognitionQuestion) -> tuple[Criterion, ...]:
    return (
        *_checked(question, Check.U1),
        children_average("U2", decree("art. 7, § 3, 2°"), question.children, question.day),
        school_sites(question.school_sites, question.day),
        _open_weeks(question),
    )


def _open_weeks(question: RecognitionQuestion) -> Criterion:
    weeks = parameter("homework_schools.recognition.weeks").whole(question.day)
    minutes = parameter("homework_schools.recognition.week_minutes").whole(question.day)
    asked = f"il en faut {weeks} par an, d’au moins {minutes // 60} heures par semaine hors des heures scolaires."
    if question.weeks_open is None:
        return Criterion("U4", Verdict.UNKNOWN, f"les semaines d’ouverture sont inconnues ; {asked}", PUBLIC)
    found = counted(question.weeks_open, "semaine scolaire", "semaines scolaires")
    return Criterion("U4", verdict(question.weeks_open >= weeks), f"{found} d’ouverture ; {asked}", PUBLIC)


def _of_the_team(question: RecognitionQuestion) -> tuple[Criterion, ...]:
    return _checked(question, *(code for code in Check if code.startswith("S")))


def _readings(question: RecognitionQuestion, criteria: tuple[Criterion, ...]) -> list[Step]:
    """Return the lines that say how unclear points were read, only where they bear on this file."""
    found = []
    if question.legal_form is LegalForm.ASBL:
        found.append(
            Step(
                "L’ASBL de la loi du 27 juin 1921 est lue comme l’ASBL d’aujourd’hui ; fondations et associations "
                "internationales restent exclues.",
                BODY,
                kind="reading",
            )
        )
    if "U2" in [one.code for one in criteria if one.derogation]:
        found.append(
            Step(
                "La norme réduite vaut de plein droit sur le dernier chiffre de densité publié au dépôt ; l’arrêté "
                "demande pourtant de la solliciter.",
                decree("art. 7, § 3, 2°"),
                kind="reading",
            )
        )
    if question.first_application:
        found.append(
            Step(
                "Première demande : les chiffres annuels sont une prévision, à revoir à la fin de l’année d’activités.",
                PUBLIC,
                kind="warning",
            )
        )
    return found
