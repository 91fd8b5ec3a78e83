"""The plans of the demonstration: the real one of Mons 2020-2021, and invented ones for everybody else."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from preau.foundation.accounts.actors import system
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.demonstration import DEMO, MONS, NATIONAL, World
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import AnnualPlan, SchoolYear
from preau.plans.acts import import_plan
from preau.plans.acts.content import ACTION_WORDS, OBJECTIVE_WORDS, topics_of
from preau.plans.demonstration.cases import build as build_cases
from preau.plans.demonstration.phrases import begun_plan, invented_plan
from preau.plans.demonstration.year import build as build_years
from preau.plans.grid.counting import recount_all
from preau.plans.models import ActionTopic, AnnualActionPlan, PlannedAction, PlanStatus, PriorityObjective
from preau.plans.search import rebuild
from preau.plans.workbook import read_plan, to_document

WORKBOOK = Path(__file__).parent / "mons-2020-2021.xlsx"
REAL_YEAR = SchoolYear(2020)
# The published plan does not say when the CCA approved it.
REAL_APPROVAL = date(2020, 10, 31)
REAL_SOURCE = (
    "Plan publié de Mons, année 2020-2021, ses deux agents remplacés par leur fonction. Le jour de l’approbation "
    "n’est pas connu : le 31 octobre 2020, fin des deux premiers mois de l’année scolaire, est une supposition "
    "de la démonstration."
)
CHUNK = 200  # plans written at a time


@dataclass(frozen=True)
class _Invented:
    """A plan to write: approved on a day, or still a draft."""

    zone: Zone
    year: SchoolYear
    document: AnnualPlan
    approved_on: date | None


def build(world: World) -> dict[str, int]:
    """Write the plans of every zone of the world and index them for the search; return what was written."""
    _import_mons(world)
    coordinators = _coordinators()
    plans = [plan for zone in world.zones for plan in _plans_of(world, zone)]
    for start in range(0, len(plans), CHUNK):
        _write(plans[start : start + CHUNK], coordinators)
    rebuild(AnnualActionPlan.objects.exclude(zone__slug=MONS, start_year=REAL_YEAR.start))
    years = {**build_years(world), **build_cases(world)}
    recount_all()  # the reports of these years say what was done
    return {"plans": len(plans) + 1, **years}


def _import_mons(world: World) -> None:
    """Import the one real document, as anybody would: through its workbook."""
    proposal = read_plan(WORKBOOK.read_bytes(), WORKBOOK.name)
    if not proposal.is_whole:
        raise RuntimeError("Le classeur de Mons n’est pas compris en entier : " + repr(proposal.questions))
    actor = system(world.now, "Données de démonstration")
    import_plan(actor, world.zone(MONS), REAL_YEAR, to_document(proposal), REAL_APPROVAL, REAL_SOURCE)


def _plans_of(world: World, zone: Zone) -> list[_Invented]:
    """Return the invented plans of one zone. Mons has none for the present year: it is there to be prepared."""
    present = world.years[-1]
    years = world.years
    if zone.slug == MONS:
        years = years[:-1] if world.scale == NATIONAL else (world.years[-2],)
    plans = []
    for year in years:
        existed = (zone.valid_from is None or zone.valid_from <= year.first_day) and (
            zone.valid_to is None or zone.valid_to >= year.first_day
        )
        if not existed or (zone.slug == MONS and year == REAL_YEAR):
            continue
        rng = world.rng("plan", zone.slug, year.start)
        approved_on = year.first_day + timedelta(days=rng.randint(2, 58))
        fate = rng.random() if year == present and world.scale == DEMO else 0
        if fate > 0.8:
            continue  # not begun yet
        if fate > 0.5 or approved_on > world.today:
            plans.append(_Invented(zone, year, begun_plan(rng, year), None))
        else:
            plans.append(_Invented(zone, year, invented_plan(rng, year), approved_on))
    return plans


def _coordinators() -> dict[int, int]:
    """Return the key of the coordinator of each zone, who published its plans."""
    mandates = Mandate.objects.filter(role=Role.ATL_COORDINATOR, delegated_from__isnull=True).order_by("-pk")
    return dict(mandates.values_list("organisation__zone_id", "person_id"))


def _write(plans: list[_Invented], coordinators: dict[int, int]) -> None:
    """Write plans with all their rows, a few queries for the lot."""
    rows = AnnualActionPlan.objects.bulk_create(_plan_row(plan, coordinators) for plan in plans)
    made = PriorityObjective.objects.bulk_create(
        PriorityObjective(plan=row, number=o.number, **{name: getattr(o, name) for name in OBJECTIVE_WORDS})
        for row, plan in zip(rows, plans, strict=True)
        for o in plan.document.objectives
    )
    key_of = {(o.plan_id, o.number): o.pk for o in made}
    pairs = [(row, action) for row, plan in zip(rows, plans, strict=True) for action in plan.document.actions]
    actions = PlannedAction.objects.bulk_create(
        PlannedAction(plan=row, number=a.number, **{name: getattr(a, name) for name in ACTION_WORDS})
        for row, a in pairs
    )
    ActionTopic.objects.bulk_create(
        ActionTopic(action=saved, kind=kind, number=number)
        for saved, (_, action) in zip(actions, pairs, strict=True)
        for kind, number in topics_of(action)
    )
    link = PlannedAction.objectives.through
    link.objects.bulk_create(
        link(plannedaction_id=saved.pk, priorityobjective_id=key_of[row.pk, number])
        for saved, (row, action) in zip(actions, pairs, strict=True)
        for number in action.objectives
    )


def _plan_row(plan: _Invented, coordinators: dict[int, int]) -> AnnualActionPlan:
    begun = _noon(plan.year.first_day - timedelta(days=75))
    published = _noon(plan.approved_on + timedelta(days=1)) if plan.approved_on else None
    return AnnualActionPlan(
        zone=plan.zone,
        zone_slug=plan.zone.slug,
        start_year=plan.year.start,
        status=PlanStatus.APPROVED if published else PlanStatus.DRAFT,
        comment=plan.document.comment,
        approved_on=plan.approved_on,
        published_at=published,
        published_by_id=coordinators.get(plan.zone.pk) if published else None,
        created_at=begun,
        updated_at=published or begun,
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
