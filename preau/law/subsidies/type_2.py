"""Type 2 out-of-school care: posts, and yearly subsidy (order, art. 26/4).

The rules of today hold from 1 January 2018; what was before is not known here.
"""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.indexation import cents
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Refused, Step
from preau.law.subsidies.posts import PostCost, care_worker_posts, project_leader_posts, two_steps, yearly_cost
from preau.law.subsidies.yearly import Articles, Deductions, YearlySubsidy, assembled
from preau.law.texts import text
from preau.law.words import counted, euros, number

ART_WORKERS = text("order").cite("art. 26/4, § 1er, 1°")
ART_LEADERS = text("order").cite("art. 26/4, § 1er, 2°")
ART_HOMEWORK = text("order").cite("art. 26/4, § 1er, dernier al.")
ARTICLES = Articles(
    functioning=text("order").cite("art. 26/4, § 1er, 3°"),
    replacement=text("order").cite("art. 26/4, § 1er, 4°"),
    aids=text("order").cite("art. 26/4, § 1er, al. 2 et 3"),
    total=text("order").cite("art. 26/4, § 2"),
)

SubsidisedDays = Annotated[int, Meta(ge=0, le=10_000_000, description="journées subsidiables d’une année")]


FlexibleDays = Annotated[int, Meta(ge=0, le=10_000_000, description="journées flexibles subsidiables")]
HomeworkDays = Annotated[
    int,
    Meta(ge=0, le=10_000_000, description="dont écoles de devoirs d’un ancien projet FESC compensé en 2016"),
]


class Type2PostsQuestion(Question, frozen=True, kw_only=True):
    """The subsidised days of a year; among them those of homework schools that keep the increase of 50 %."""

    day: Day
    subsidised_days: SubsidisedDays
    flexible_days: FlexibleDays = 0
    homework_days: HomeworkDays = 0


class Type2Posts(Answer, frozen=True, kw_only=True):
    """Posts in full-time equivalents, and the days they were counted on."""

    worker_days: Decimal
    leader_days: Decimal
    care_workers: Decimal
    project_leaders: Decimal


@rule(
    title="Type 2 : postes subventionnés",
    articles=(ART_WORKERS, ART_LEADERS),
    example={"day": "2026-01-01", "subsidised_days": 9240},
)
def type_2_posts(question: Type2PostsQuestion) -> Type2Posts:
    """Return the care workers and project leaders paid for, in FTE; raises CannotCompute before 2018."""
    workers = two_steps("worker", question.day)
    leaders = two_steps("leader", question.day)
    days, steps = _counted_days(question)
    leader_days = days + question.flexible_days
    care = care_worker_posts(days, question.day)
    lead = project_leader_posts(leader_days, question.day)
    steps.append(
        Step(
            f"Accueillants : {number(workers.small_post)} ETP par {number(workers.small_slice)} journées complètes "
            f"jusqu’à {number(workers.threshold)}, puis {number(workers.large_post)} par {number(workers.large_slice)} "
            f"journées complètes : {number(care)} ETP pour {number(days)} journées.",
            ART_WORKERS,
        )
    )
    if question.flexible_days:
        flexible = counted(question.flexible_days, "journée flexible", "journées flexibles")
        steps.append(Step(f"À ajouter pour le responsable de projet : {flexible}.", ART_LEADERS))
    steps.append(
        Step(
            f"Responsable de projet : {number(leaders.small_post)} ETP par tranche entamée de "
            f"{number(leaders.small_slice)} journées jusqu’à {number(leaders.threshold)}, puis "
            f"{number(leaders.large_post)} par {number(leaders.large_slice)} journées complètes : {number(lead)} ETP "
            f"pour {number(leader_days)} journées.",
            ART_LEADERS,
        )
    )
    return Type2Posts(
        worker_days=days, leader_days=leader_days, care_workers=care, project_leaders=lead, steps=tuple(steps)
    )


def _counted_days(question: Type2PostsQuestion) -> tuple[Decimal, list[Step]]:
    days = Decimal(question.subsidised_days)
    if not question.homework_days:
        return days, []
    if question.homework_days > question.subsidised_days:
        raise Refused("homework_days", "Ces journées font partie des journées subsidiables : au plus autant.")
    share = parameter("subsidies.type_2.homework_majoration").amount(question.day)
    more = (question.homework_days * share).normalize()
    said = f"{number(question.homework_days)} journées d’école de devoirs majorées de moitié : {number(days)} + "
    return days + more, [Step(f"{said}{number(more)} = {number(days + more)} journées.", ART_HOMEWORK)]


class Type2SubsidyQuestion(Deductions, frozen=True, kw_only=True):
    """The days, what a post costs, the replacement amount of the Office and the aids to deduct."""

    subsidised_days: SubsidisedDays
    flexible_days: FlexibleDays = 0
    homework_days: HomeworkDays = 0
    care_worker: PostCost
    project_leader: PostCost


class Type2Subsidy(YearlySubsidy, frozen=True, kw_only=True):
    """The parts of the yearly subsidy of type 2, and the project leaders in FTE."""

    project_leaders: Decimal


@rule(
    title="Type 2 : subvention annuelle",
    articles=(ART_WORKERS, ART_LEADERS, ARTICLES.functioning, ARTICLES.replacement, ARTICLES.aids),
    example={
        "day": "2026-01-01",
        "subsidised_days": 9240,
        "care_worker": {"lump_sum": "48000.00"},
        "project_leader": {"lump_sum": "60000.00"},
        "replacement": "1500.00",
        "aids": "20000.00",
    },
)
def type_2_subsidy(question: Type2SubsidyQuestion) -> Type2Subsidy:
    """Return the highest yearly subsidy of type 2; raises CannotCompute for an unknown cost or unknown aids."""
    posts = type_2_posts(
        Type2PostsQuestion(
            day=question.day,
            subsidised_days=question.subsidised_days,
            flexible_days=question.flexible_days,
            homework_days=question.homework_days,
        )
    )
    worker, worker_steps = yearly_cost(question.care_worker, "care_worker", question.day, ART_WORKERS, "care_worker")
    leader, leader_steps = yearly_cost(
        question.project_leader, "project_leader", question.day, ART_LEADERS, "project_leader"
    )
    care, lead = cents(posts.care_workers * worker), cents(posts.project_leaders * leader)
    steps = [*posts.steps, *worker_steps, *leader_steps]
    said = f"{number(posts.care_workers)} × {euros(worker)} + {number(posts.project_leaders)} × {euros(leader)}"
    steps.append(Step(f"Forfaits : {said} = {euros(care + lead)}.", f"{ART_WORKERS} et 2°"))
    share = parameter("subsidies.type_2.functioning_share").amount(question.day)
    parts = assembled(care + lead, share, question, ARTICLES, steps)
    steps.append(Step("Les participations des familles ne sont pas déduites.", ARTICLES.total))
    return Type2Subsidy(
        care_workers=posts.care_workers, project_leaders=posts.project_leaders, steps=tuple(steps), **parts
    )
