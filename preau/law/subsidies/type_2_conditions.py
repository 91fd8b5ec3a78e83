"""The conditions of the type 2 subsidy, with what former FESC projects keep (order, art. 26/3 and 30/2 to 30/8)."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.indexation import cents
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Refused, Step
from preau.law.subsidies.conditions import Condition, Verdict, at_least, overall, stated
from preau.law.texts import text
from preau.law.words import counted, number

ART = text("order").cite("art. 26/3, § 1er")
ART_RATIO = f"{ART}, 7°"
ART_HOURS = f"{ART}, 4°"
ART_30_2 = text("order").cite("art. 30/2")
ART_30_5 = text("order").cite("art. 30/5")
ART_30_6 = text("order").cite("art. 30/6")
ART_30_7 = text("order").cite("art. 30/7")
ART_30_8 = text("order").cite("art. 30/8")

Fact = bool | None
Hours = Annotated[Decimal, Meta(description="heures")]


class FormerFesc(Question, frozen=True, kw_only=True):
    """What a project that the FESC paid in 2014 keeps. None is unknown."""

    homework_school_2016: Annotated[bool, Meta(description="école de devoirs avec une compensation en 2016")] = False
    other_functions: Annotated[bool, Meta(description="la subvention paie d’autres fonctions, depuis 2014")] = False
    subsidised_below_capacity: Annotated[Fact, Meta(description="capacité subsidiée plus petite que l’accueil")] = None
    ratio_of_decree: Annotated[Fact, Meta(description="encadrement de l’article 16 du décret respecté")] = None
    staffing_kept: Annotated[Fact, Meta(description="volume d’emploi maintenu")] = None


class Type2ConditionsQuestion(Question, frozen=True, kw_only=True):
    """What is known of an operator over a civil year. None is unknown, and never met."""

    day: Day
    approved: Annotated[Fact, Meta(description="agréé, ou dérogation de l’article 27, § 2")] = None
    selected: Annotated[Fact, Meta(description="retenu dans une programmation")] = None
    continuous: Annotated[Fact, Meta(description="offre continue toute l’année")] = None
    opening_days: (
        Annotated[int, Meta(ge=0, le=366, description="jours d’ouverture, fériés des semaines compris")] | None
    ) = None
    school_week_hours: Hours | None = None
    place_week_hours: Annotated[
        tuple[Decimal, ...], Meta(max_length=500, description="heures par semaine scolaire de chaque lieu")
    ] = ()
    same_group: Annotated[bool, Meta(description="ces lieux accueillent un même groupe : heures cumulées")] = False
    monday_to_friday: Annotated[Fact, Meta(description="réparties du lundi au vendredi")] = None
    holiday_weeks: Annotated[int, Meta(ge=0, le=53, description="semaines ouvertes en vacances")] | None = None
    holiday_day_hours: Hours | None = None
    project: Annotated[Fact, Meta(description="projet d’accueil conforme, avec règlement d’ordre intérieur")] = None
    quality_plan: Annotated[Fact, Meta(description="plan d’amélioration de la qualité de moins de cinq ans")] = None
    clean_records: Annotated[Fact, Meta(description="extraits de casier judiciaire vierges")] = None
    presence_days: Annotated[int, Meta(ge=0, le=10_000_000, description="journées de présence de l’année")] | None = (
        None
    )
    real_opening_days: Annotated[int, Meta(ge=1, le=366, description="jours d’ouverture réels")] | None = None
    worker_fte: (
        Annotated[Decimal, Meta(description="accueillants qualifiés sous contrat ou statutaires, ETP")] | None
    ) = None
    former_fesc: FormerFesc | None = None


class ConditionsAnswer(Answer, frozen=True, kw_only=True):
    """The verdict of all conditions together and of each."""

    verdict: Verdict
    conditions: tuple[Condition, ...]


class Type2Conditions(ConditionsAnswer, frozen=True, kw_only=True):
    """The same; `children_per_worker` is the yearly average, None while it cannot be computed."""

    children_per_worker: Decimal | None
    functioning_capped: bool


@rule(
    title="Type 2 : conditions de la subvention",
    articles=(ART, ART_30_5, ART_30_8),
    example={
        "day": "2026-01-01",
        "approved": True,
        "selected": True,
        "opening_days": 225,
        "school_week_hours": "24",
        "place_week_hours": ["16", "18"],
        "presence_days": 9240,
        "real_opening_days": 220,
        "worker_fte": "3",
    },
)
def type_2_conditions(question: Type2ConditionsQuestion) -> Type2Conditions:
    """Return which conditions of the type 2 subsidy are met; raises CannotCompute before 2018."""
    average, ratio_steps = _average(question)
    conditions = (*_stated(question), *_hours(question), _ratio(question, average))
    fesc = question.former_fesc
    steps = [one.step for one in conditions] + ratio_steps
    uncapped = fesc is not None and fesc.homework_school_2016
    if fesc is not None:
        said = "Ancien projet FESC : le personnel en fonction au 1er janvier 2015 est réputé qualifié."
        steps.append(Step(said, ART_30_2))
    if uncapped:
        steps.append(Step("Les frais de fonctionnement ne sont pas plafonnés à 10 %.", ART_30_7))
    return Type2Conditions(
        verdict=overall(conditions),
        conditions=conditions,
        children_per_worker=average,
        functioning_capped=not uncapped,
        steps=tuple(steps),
    )


def _stated(question: Type2ConditionsQuestion) -> tuple[Condition, ...]:
    return (
        stated("approved", "agrément, ou dérogation de l’article 27, § 2", question.approved, f"{ART}, 1°"),
        stated("selected", "retenu dans une programmation", question.selected, f"{ART}, 2°"),
        stated("continuous", "offre continue toute l’année", question.continuous, f"{ART}, 3°"),
        stated("monday_to_friday", "heures réparties du lundi au vendredi", question.monday_to_friday, ART_HOURS),
        stated(
            "project", "projet d’accueil conforme, avec règlement d’ordre intérieur", question.project, f"{ART}, 5°"
        ),
        stated(
            "quality_plan",
            "plan d’amélioration de la qualité, renouvelé tous les cinq ans",
            question.quality_plan,
            f"{ART}, 5°",
        ),
        stated("clean_records", "extraits de casier judiciaire vierges", question.clean_records, f"{ART}, 6°"),
    )


def _hours(question: Type2ConditionsQuestion) -> tuple[Condition, ...]:
    def norm(name: str) -> Decimal:
        return parameter(f"subsidies.type_2.{name}").amount(question.day)

    days = at_least("opening_days", "jours d’ouverture par an", question.opening_days, norm("opening_days"), ART_HOURS)
    weeks = at_least("holiday_weeks", "semaines en vacances", question.holiday_weeks, norm("holiday_weeks"), ART_HOURS)
    weekly = question.school_week_hours
    daily = question.holiday_day_hours
    if question.former_fesc is not None and question.former_fesc.homework_school_2016:
        least = norm("fesc_school_week_hours")
        return (
            days,
            at_least("school_week_hours", "heures par semaine scolaire", weekly, least, ART_30_8),
            weeks,
            at_least(
                "holiday_day_hours", "heures par jour de vacances", daily, norm("fesc_holiday_day_hours"), ART_30_8
            ),
        )
    place = _place_hours(question)
    return (
        days,
        at_least("school_week_hours", "heures par semaine scolaire", weekly, norm("school_week_hours"), ART_HOURS),
        at_least("place_week_hours", "heures par semaine et par lieu", place, norm("place_week_hours"), ART_HOURS),
        weeks,
        at_least("holiday_day_hours", "heures par jour de vacances", daily, norm("holiday_day_hours"), ART_HOURS),
    )


def _place_hours(question: Type2ConditionsQuestion) -> Decimal | None:
    """Return the hours that must reach the norm: the least of the places, or their sum for one same group."""
    if not question.place_week_hours:
        return None
    return sum(question.place_week_hours, Decimal(0)) if question.same_group else min(question.place_week_hours)


def _average(question: Type2ConditionsQuestion) -> tuple[Decimal | None, list[Step]]:
    """Return the yearly average of children per care worker, with the line that shows how."""
    days, opened, fte = question.presence_days, question.real_opening_days, question.worker_fte
    if days is None or opened is None or fte is None:
        return None, []
    if not fte:
        raise Refused("worker_fte", "Donnez un nombre d’accueillants plus grand que zéro.")
    average = Decimal(days) / opened / fte
    said = (
        f"{counted(days, 'journée', 'journées')} / {counted(opened, 'jour ouvert', 'jours ouverts')} / {number(fte)} "
        f"ETP = {_shown(average, question)} enfants par accueillant en moyenne."
    )
    return average, [Step(said, ART_RATIO)]


def _shown(average: Decimal, question: Type2ConditionsQuestion) -> str:
    """Return the average to the hundredth; what passes the norm by less is said, as it is compared exactly."""
    most = parameter("subsidies.type_2.children_per_worker").amount(question.day)
    barely = cents(average) == most < average
    return f"{'un peu plus de ' if barely else ''}{number(cents(average))}"


def _ratio(question: Type2ConditionsQuestion, average: Decimal | None) -> Condition:
    most = parameter("subsidies.type_2.children_per_worker").amount(question.day)
    words = "enfants par accueillant, moyenne de l’année"
    fesc = question.former_fesc
    if average is None or average <= most or fesc is None:
        verdict: Verdict = "unknown" if average is None else "met" if average <= most else "not_met"
        seen = "" if average is None else f" (ici {_shown(average, question)})"
        return Condition("ratio", f"{words}, au plus {number(most)}{seen}", verdict, ART_RATIO)
    if fesc.other_functions:
        said = f"{words}, au plus {number(most)} : l’opérateur paie d’autres fonctions, il garde cette norme"
        return Condition("ratio", said, "not_met", ART_30_6)
    facts = (fesc.subsidised_below_capacity, fesc.ratio_of_decree, fesc.staffing_kept)
    kept: Verdict = "not_met" if False in facts else "unknown" if None in facts else "met"
    said = (
        f"{words} au-delà de {number(most)} permise : capacité subsidiée plus petite que l’accueil, encadrement du "
        "décret respecté, emploi maintenu"
    )
    return Condition("ratio", said, kept, ART_30_5)
