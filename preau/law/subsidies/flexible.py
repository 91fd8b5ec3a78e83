"""Flexible care: the complementary subsidy and its conditions (decree, art. 35/1; order, art. 26/10 and 26/11)."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.fees import FLEXIBLE_FIRST_INDEXED, year_cap
from preau.law.indexation import IndexValues, cents
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Step
from preau.law.subsidies.conditions import Condition, at_least, at_most, overall, stated
from preau.law.subsidies.posts import PostCost, flexible_posts, yearly_cost
from preau.law.subsidies.type_2 import SubsidisedDays
from preau.law.subsidies.type_2_conditions import ConditionsAnswer, Fact
from preau.law.subsidies.yearly import Articles, Deductions, YearlySubsidy, assembled
from preau.law.texts import text
from preau.law.words import euros, number

ART_10 = text("order").cite("art. 26/10, § 1er")
ART_11 = text("order").cite("art. 26/11, § 1er")
ART_FEE = f"{ART_10}, 4°"
ARTICLES = Articles(
    functioning=f"{ART_11}, 2°",
    replacement=f"{ART_11}, 3°",
    aids=f"{ART_11}, al. 2 et 3",
    total=text("order").cite("art. 26/11, § 2"),
)


class FlexibleSubsidyQuestion(Deductions, frozen=True, kw_only=True):
    """The subsidised flexible days, what a post costs, the replacement amount of the Office, the aids."""

    subsidised_days: SubsidisedDays
    care_worker: PostCost


class FlexibleSubsidy(YearlySubsidy, frozen=True, kw_only=True):
    """The parts of the yearly subsidy of flexible care."""


@rule(
    title="Accueil flexible : subvention annuelle",
    articles=(ART_11,),
    example={
        "day": "2026-01-01",
        "subsidised_days": 4100,
        "care_worker": {"lump_sum": "48000.00"},
        "replacement": "0",
        "aids": "0",
    },
)
def flexible_care_subsidy(question: FlexibleSubsidyQuestion) -> FlexibleSubsidy:
    """Return the highest yearly subsidy of flexible care.

    Raises CannotCompute before 2018, and for an unknown cost or unknown aids.
    """
    slice_days = parameter("subsidies.flexible.slice").whole(question.day)
    post = parameter("subsidies.flexible.post").amount(question.day)
    share = parameter("subsidies.flexible.functioning_share").amount(question.day)
    posts = flexible_posts(question.subsidised_days, question.day)
    steps = [
        Step(
            f"{number(post)} ETP par {number(slice_days)} journées complètes, le premier dès la première journée : "
            f"{number(posts)} ETP pour {number(question.subsidised_days)} journées.",
            f"{ART_11}, 1°",
        )
    ]
    if question.subsidised_days > slice_days:
        more = number(posts + post)
        said = (
            "Lecture retenue : le forfait du premier jour est celui de la première tranche. S’il s’ajoutait aux "
            f"tranches complètes, il y aurait {more} ETP."
        )
        steps.append(Step(said, f"{ART_11}, 1°", kind="reading"))
    cost, cost_steps = yearly_cost(question.care_worker, "care_worker", question.day, f"{ART_11}, 1°", "care_worker")
    amount = cents(posts * cost)
    steps += [*cost_steps, Step(f"Forfaits : {number(posts)} × {euros(cost)} = {euros(amount)}.", f"{ART_11}, 1°")]
    parts = assembled(amount, share, question, ARTICLES, steps)
    return FlexibleSubsidy(care_workers=posts, steps=tuple(steps), **parts)


class FlexibleConditionsQuestion(Question, frozen=True, kw_only=True):
    """What is known of one place of flexible care. None is unknown, and never met."""

    day: Day
    approved_and_subsidised: Annotated[Fact, Meta(description="agréé, avec le type 1 ou 2 pour ce lieu")] = None
    selected: Annotated[Fact, Meta(description="retenu dans une programmation")] = None
    opening_days: Annotated[int, Meta(ge=0, le=366, description="jours d’ouverture par an")] | None = None
    school_hours: Annotated[Decimal, Meta(description="heures flexibles par semaine, moyenne du trimestre")] | None = (
        None
    )
    holiday_hours: Annotated[Decimal, Meta(description="heures flexibles par semaine en vacances")] | None = None
    fee_per_hour: Annotated[Decimal, Meta(description="participation demandée par heure, en euros")] | None = None
    index_values: IndexValues = ()
    project: Annotated[Fact, Meta(description="projet d’accueil adapté, avec règlement d’ordre intérieur")] = None
    quality_plan: Annotated[Fact, Meta(description="plan d’amélioration de la qualité de moins de cinq ans")] = None
    clean_records: Annotated[Fact, Meta(description="extraits de casier judiciaire vierges")] = None
    most_children: Annotated[int, Meta(ge=0, le=10_000, description="enfants présents en même temps")] | None = None
    workers_present: Annotated[int, Meta(ge=0, le=10_000, description="accueillants alors présents")] | None = None


class FlexibleConditions(ConditionsAnswer, frozen=True, kw_only=True):
    """The verdict of all conditions together and of each; `fee_cap` None when it cannot be computed."""

    fee_cap: Decimal | None


@rule(
    title="Accueil flexible : conditions de la subvention",
    articles=(ART_10,),
    example={
        "day": "2024-01-01",
        "opening_days": 220,
        "school_hours": "15",
        "holiday_hours": "9",
        "fee_per_hour": "2.40",
        "most_children": 24,
        "workers_present": 2,
    },
)
def flexible_care_conditions(question: FlexibleConditionsQuestion) -> FlexibleConditions:
    """Return which conditions of flexible care are met for one place; raises CannotCompute before 2018."""

    def norm(name: str) -> Decimal:
        return parameter(f"subsidies.flexible.{name}").amount(question.day)

    fee, cap, fee_steps = _fee(question)
    school, holiday = question.school_hours, question.holiday_hours
    conditions = (
        stated(
            "approved_and_subsidised",
            "agrément et subvention de type 1 ou 2 pour ce lieu",
            question.approved_and_subsidised,
            f"{ART_10}, 1°",
        ),
        stated("selected", "retenu dans une programmation", question.selected, f"{ART_10}, 2°"),
        at_least(
            "opening_days", "jours d’ouverture par an", question.opening_days, norm("opening_days"), f"{ART_10}, 3°"
        ),
        at_least("school_hours", "heures flexibles en période scolaire", school, norm("school_hours"), f"{ART_10}, 3°"),
        at_least("holiday_hours", "heures flexibles en vacances", holiday, norm("holiday_hours"), f"{ART_10}, 3°"),
        fee,
        stated("project", "projet d’accueil adapté à l’accueil flexible", question.project, f"{ART_10}, 5°"),
        stated("quality_plan", "plan d’amélioration de la qualité", question.quality_plan, f"{ART_10}, 5°"),
        stated("clean_records", "extraits de casier judiciaire vierges", question.clean_records, f"{ART_10}, 6°"),
        _ratio(question, norm("children_per_worker")),
    )
    return FlexibleConditions(
        verdict=overall(conditions),
        conditions=conditions,
        fee_cap=cap,
        steps=(*(one.step for one in conditions), *fee_steps),
    )


def _fee(question: FlexibleConditionsQuestion) -> tuple[Condition, Decimal | None, tuple[Step, ...]]:
    """Return the condition on the fee per hour; a fee within the value of 2017 is met whatever the index since."""
    found = year_cap("fees.flexible_hour_cap", FLEXIBLE_FIRST_INDEXED, question.day, question.index_values, ART_FEE)
    words = "participation par heure flexible, en euros"
    if found.amount is not None:
        return at_most("fee_per_hour", words, question.fee_per_hour, found.amount, ART_FEE), found.amount, found.steps
    fee = question.fee_per_hour
    if fee is not None and fee <= found.first:
        said = "Lecture retenue : une participation qui ne dépasse pas le plafond de 2017 respecte le plafond indexé."
        reading = Step(said, ART_FEE, kind="reading")
        return at_most("fee_per_hour", words, fee, found.first, ART_FEE), None, (*found.steps, reading)
    return Condition("fee_per_hour", f"{words}, plafond indexé inconnu", "unknown", ART_FEE), None, found.steps


def _ratio(question: FlexibleConditionsQuestion, most: Decimal) -> Condition:
    words = f"au moins un accueillant pour {number(most)} enfants présents"
    children, workers = question.most_children, question.workers_present
    if children is None or workers is None:
        return Condition("ratio", words, "unknown", f"{ART_10}, 7°")
    seen = f"{words} (ici {number(children)} enfants, {number(workers)} accueillants)"
    return Condition("ratio", seen, "met" if children <= workers * most else "not_met", f"{ART_10}, 7°")
