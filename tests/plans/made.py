"""Plans for tests: what they hold is invented."""

from datetime import UTC, date, datetime

from preau.foundation.territory.models import Zone
from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.plans.acts.content import add_content
from preau.plans.demonstration.cases import Story, give_cases
from preau.plans.grid.counting import recount
from preau.plans.models import ActionTopic, AnnualActionPlan, PlannedAction, PlanStatus, PriorityObjective
from preau.plans.search import index_plan, rebuild
from tests.factories import ZoneFactory

DOCUMENT = AnnualPlan(
    objectives=(
        Objective(
            1, "De septembre à juin, former 12 accueillantes aux premiers soins.", "Former l’équipe", "Besoin n° 3"
        ),
        Objective(2, "Informer les familles des activités du mercredi.", cca_comment="Suite du programme CLE."),
    ),
    comment="Ces objectifs suivent l’état des lieux.",
    actions=(
        Action(
            1,
            "• Réserver une salle\n• Inviter les accueillantes",
            axes=(1, 2),
            aspects=(8,),
            objectives=(1, 2),
            comment="Avec l’école des Tilleuls.",
            responsible="Coordination ATL",
            period="d’octobre à mars",
            indicator="12 attestations",
            recurrent=True,
        ),
        Action(2, "Imprimer un dépliant.", axes=(4,), aspects=(12, 13), objectives=(2,), missions=(2,)),
        Action(3, "Repeindre le local.", axes=(3,), aspects=(11,)),
    ),
)
PUBLISHED = datetime(2026, 9, 15, 8, tzinfo=UTC)


def plan_row(zone: Zone, start_year: int, approved: bool = True) -> AnnualActionPlan:
    """Return a plan not yet written, approved on 8 September of its year, or a draft."""
    return AnnualActionPlan(
        zone=zone,
        zone_slug=zone.slug,
        start_year=start_year,
        status=PlanStatus.APPROVED if approved else PlanStatus.DRAFT,
        approved_on=date(start_year, 9, 8) if approved else None,
        published_at=PUBLISHED if approved else None,
        created_at=PUBLISHED,
        updated_at=PUBLISHED,
    )


def story_of(plan: AnnualActionPlan) -> Story:
    """Return what was done of a plan: opened in June or, once approved, everything up to its approval."""
    june, approved = date(plan.start_year, 6, 20), plan.approved_on
    done = [("open", june)]
    if approved is not None:
        done += [("fix_objectives", june), ("draft", date(plan.start_year, 9, 1)), ("approve", approved)]
    return Story(plan, tuple(done))


def make_plan(
    zone: Zone | None = None, start_year: int = 2020, document: AnnualPlan = DOCUMENT, approved: bool = True
) -> AnnualActionPlan:
    """Return a plan with its content and its case, found by its words when approved."""
    plan = made_without_case(zone or ZoneFactory(), start_year, document, approved)
    give_cases([story_of(plan)])
    return plan


def made_without_case(
    zone: Zone, start_year: int, document: AnnualPlan = DOCUMENT, approved: bool = True
) -> AnnualActionPlan:
    """Return a plan whose case is still to be told."""
    plan = plan_row(zone, start_year, approved)
    plan.save()
    add_content(plan, document)
    index_plan(plan)
    recount(plan)
    return plan


def make_plans(count: int, text: str = "Former les accueillantes au mercredi.") -> None:
    """Make `count` approved plans of one objective and one action, over ten years, in few queries."""
    years = range(2016, 2026)
    zones = [ZoneFactory() for _ in range((count + len(years) - 1) // len(years))]
    pairs = [(zone, year) for zone in zones for year in years][:count]
    plans = AnnualActionPlan.objects.bulk_create([plan_row(zone, year) for zone, year in pairs])
    PriorityObjective.objects.bulk_create([PriorityObjective(plan=plan, number=1, text=text) for plan in plans])
    actions = PlannedAction.objects.bulk_create([PlannedAction(plan=plan, number=1, text=text) for plan in plans])
    ActionTopic.objects.bulk_create([ActionTopic(action=action, kind="aspect", number=8) for action in actions])
    rebuild(AnnualActionPlan.objects.filter(pk__in=[plan.pk for plan in plans]))
