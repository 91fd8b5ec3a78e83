"""The conditions of the yearly subsidy of a homework school (EDD decree, art. 17, § 1er)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.homework_schools.thresholds import ChildrenAverage, children_average
from preau.law.homework_schools.verdicts import (
    Criterion,
    Verdict,
    all_of,
    conclusion,
    decree,
    overall,
    tally,
    verdict,
    with_verdict,
)
from preau.law.homework_schools.years import rule_set
from preau.law.inputs import Day, Question
from preau.law.results import Answer, Refused, Step
from preau.law.time_limits import due, limit
from preau.law.words import full_date

CONDITIONS = decree("art. 17, § 1er")
REGULAR_YEARS = 2  # of the three before the application, after a suspension
REGULAR = Step(
    "« Fonctionnement régulier » n’est pas défini : lu F3, F4 et F5 remplies cette année-là, sans exiger la "
    "reconnaissance.",
    CONDITIONS,
    kind="reading",
)


class SubsidySuspension(Question, frozen=True, kw_only=True):
    """A suspension of the activities by the body; absent: unknown."""

    suspended_on: Annotated[date, Meta(description="premier jour sans activité")]
    resumed_on: Annotated[date, Meta(description="jour de la reprise ; absent : inconnu")] | None = None
    derogation_used: (
        Annotated[bool, Meta(description="dérogation déjà obtenue pendant cette période de reconnaissance")] | None
    ) = None


class SubsidyConditionsQuestion(Question, frozen=True, kw_only=True):
    """One homework school on the day of its application; absent: unknown."""

    day: Day
    recognised: Annotated[bool, Meta(description="école de devoirs reconnue")] | None = None
    regular_years: Annotated[
        tuple[bool | None, ...],
        Meta(max_length=3, description="fonctionnement régulier par année d’activités, la plus récente d’abord"),
    ] = ()
    suspension: SubsidySuspension | None = None
    proof: Annotated[bool, Meta(description="la preuve des critères est apportée")] | None = None
    children: ChildrenAverage = ChildrenAverage()
    team_respected: Annotated[bool, Meta(description="art. 7, § 4, respecté en fait (edd_session)")] | None = None
    opening_met: Annotated[bool, Meta(description="ouverture F5 (edd_opening)")] | None = None
    priority: (
        Annotated[
            bool,
            Meta(description="priorité aux enfants qui maîtrisent mal le français ou sans soutien scolaire ou social"),
        ]
        | None
    ) = None


class SubsidyConditions(Answer, frozen=True, kw_only=True):
    """The verdict on the whole, each condition, the codes that fail, are unknown or rest on a derogation."""

    verdict: Verdict
    conditions: tuple[Criterion, ...]
    not_met: tuple[str, ...]
    unknown: tuple[str, ...]
    derogations: tuple[str, ...]


@rule(
    title="École de devoirs : les conditions de la subvention",
    articles=(CONDITIONS,),
    example={
        "day": "2026-09-28",
        "recognised": True,
        "regular_years": [True],
        "proof": True,
        "children": {"attendances": 1500, "opening_days": 120, "density": "480"},
        "team_respected": True,
        "opening_met": True,
        "priority": True,
    },
)
def edd_subsidy_conditions(question: SubsidyConditionsQuestion) -> SubsidyConditions:
    """Return the verdict on each condition of the subsidy; the whole is met only when every one is.

    Raises CannotCompute before 1 September 2013, Refused for a suspension that ends before it starts.
    """
    rules = rule_set(question.day)
    conditions = (
        Criterion("F0", verdict(question.recognised), "l’école de devoirs est reconnue.", CONDITIONS),
        _regular(question),
        Criterion("F2", verdict(question.proof), "la preuve des critères est apportée.", CONDITIONS),
        children_average("F3", CONDITIONS, question.children, question.day),
        Criterion(
            "F4",
            verdict(question.team_respected),
            "les normes d’équipe sont respectées en fait.",
            f"{CONDITIONS} ; {decree('art. 7, § 4')}",
        ),
        Criterion(
            "F5", verdict(question.opening_met), "l’ouverture après l’école suffit, 20 semaines au moins.", CONDITIONS
        ),
        Criterion(
            "F6",
            verdict(question.priority),
            "la priorité va aux enfants qui maîtrisent mal le français ou sans soutien scolaire ou social chez eux.",
            CONDITIONS,
        ),
    )
    return SubsidyConditions(
        verdict=overall(one.verdict for one in conditions),
        conditions=conditions,
        not_met=with_verdict(conditions, Verdict.NOT_MET),
        unknown=with_verdict(conditions, Verdict.UNKNOWN),
        derogations=tuple(one.code for one in conditions if one.derogation),
        steps=(
            Step(f"Règles {rules.id}, en vigueur le {full_date(question.day)}.", rules.source),
            *(one.step for one in conditions),
            REGULAR,
            conclusion(conditions, "Toutes les conditions de la subvention sont remplies.", CONDITIONS),
        ),
    )


def _regular(question: SubsidyConditionsQuestion) -> Criterion:
    """Return F1: regular in the year before, or by derogation two years of three after a suspension of a year."""
    last = question.regular_years[0] if question.regular_years else None
    if last is True:
        sentence = "fonctionnement régulier pendant l’année d’activités précédente."
        return Criterion("F1", Verdict.MET, sentence, CONDITIONS)
    if question.suspension is None:
        sentence = "le fonctionnement régulier pendant l’année d’activités précédente est demandé."
        return Criterion("F1", verdict(last), sentence, CONDITIONS)
    padded = (*question.regular_years, None, None, None)[:3]
    unused = None if question.suspension.derogation_used is None else not question.suspension.derogation_used
    short = _short(question.suspension)
    derogation = all_of(short, tally(padded).reach(REGULAR_YEARS), unused)
    known = None if derogation is False and last is None else derogation
    sentence = (
        "après une suspension d’un an au plus par le pouvoir organisateur, deux années régulières sur les trois "
        f"précédentes suffisent, une fois par période de reconnaissance ; années régulières : {tally(padded).words}, "
        f"suspension d’un an au plus : {_answer(short)}, dérogation encore possible : {_answer(unused)}."
    )
    return Criterion("F1", verdict(known), sentence, CONDITIONS, derogation is True)


def _short(suspension: SubsidySuspension) -> bool | None:
    if suspension.resumed_on is None:
        return None
    if suspension.resumed_on < suspension.suspended_on:
        raise Refused("suspension.resumed_on", "La reprise ne peut pas précéder la suspension.")
    return suspension.resumed_on <= due(limit("EDD-suspension"), suspension.suspended_on).raw


def _answer(known: bool | None) -> str:
    return {True: "oui", False: "non", None: "à préciser"}[known]
