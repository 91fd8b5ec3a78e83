"""Counting the approved plans by axis, aspect and year: live for one zone, from the kept counts for the nation.

An action counts once in each axis and aspect it touches, and once in all of them together (number 0). What became of
it counts only once the report of its plan is transmitted; those at home know it as soon as they follow the plan. A
plan in revision counts with the rows it has now.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value

from preau.foundation.accounts.actors import Actor
from preau.foundation.territory.models import Zone, ZoneMember
from preau.plans.models import (
    DRAFT_READERS,
    ActionProgress,
    ActionTopic,
    AnnualActionPlan,
    GridCount,
    GridSlice,
    PlannedAction,
    PlanStatus,
    Progress,
    TopicKind,
)

ANY = 0  # any axis, aspect or mission, or none
COUNTED = ("plans", "objectives", "actions", "known", "done", "dropped")


class Key(NamedTuple):
    """A cell: the first civil year, the mission, the axis, the aspect (0: any)."""

    year: int
    mission: int
    axis: int
    aspect: int


class Figures(NamedTuple):
    """What a cell counts. `known` actions are those of which it is known what became of them."""

    plans: int = 0
    objectives: int = 0
    actions: int = 0
    known: int = 0
    done: int = 0
    dropped: int = 0

    def plus(self, other: "Figures") -> "Figures":
        return Figures(*[one + more for one, more in zip(self, other, strict=True)])


@dataclass(frozen=True)
class Asked:
    """Which plans, and which part of the grid: years by their first civil year, both included."""

    first: int | None = None
    last: int | None = None
    province: str = ""
    zone: Zone | None = None
    axis: int = ANY
    aspect: int = ANY
    mission: int = ANY

    def plans(self) -> QuerySet[AnnualActionPlan]:
        """Return the approved plans asked."""
        return AnnualActionPlan.objects.filter(self.of_plans())

    def of_plans(self, path: str = "") -> Q:
        """Keep what belongs to the approved plans asked; `path` leads to the plan, as `plan__`."""
        kept = Q((f"{path}published_at__isnull", False))
        if self.zone is not None:
            kept &= Q((f"{path}zone", self.zone))
        elif self.province:
            kept &= Q((f"{path}zone__in", _zones_of(self.province)))
        if self.first is not None:
            kept &= Q((f"{path}start_year__gte", self.first))
        if self.last is not None:
            kept &= Q((f"{path}start_year__lte", self.last))
        return kept


def at_home(actor: Actor, zone: Zone | None) -> bool:
    """Tell whether the actor sees what becomes of the actions of this zone before its report is transmitted."""
    return zone is not None and actor.role in DRAFT_READERS and actor.zone_id == zone.pk


def figures_of(actor: Actor, asked: Asked) -> dict[tuple[int, int, int], Figures]:
    """Return the cells of the mission asked: (year, axis, aspect) -> figures. Cells where nothing is are not there."""
    cells = _live(actor, asked) if asked.zone is not None else _kept(asked)
    return {
        key: figures for key, figures in cells.items() if asked.axis in {ANY, key[1]} and asked.aspect in {ANY, key[2]}
    }


def revising(asked: Asked) -> int:
    """Return how many of the plans asked are in revision."""
    return asked.plans().filter(status=PlanStatus.REVISING).count()


def _live(actor: Actor, asked: Asked) -> dict[tuple[int, int, int], Figures]:
    counted = tally(_known(asked.plans(), home=at_home(actor, asked.zone)))
    return {(key.year, key.axis, key.aspect): cell for key, cell in counted.items() if key.mission == asked.mission}


def _kept(asked: Asked) -> dict[tuple[int, int, int], Figures]:
    cells = GridCount.objects.filter(mission=asked.mission)
    if asked.province:
        cells = cells.filter(slice__province=asked.province)
    if asked.first is not None:
        cells = cells.filter(slice__start_year__gte=asked.first)
    if asked.last is not None:
        cells = cells.filter(slice__start_year__lte=asked.last)
    rows = (
        cells.order_by()
        .values("axis", "aspect", year=F("slice__start_year"))
        .annotate(**{f"sum_{name}": Sum(name) for name in COUNTED})
        .values_list("year", "axis", "aspect", *(f"sum_{name}" for name in COUNTED))
    )
    return {(year, axis, aspect): Figures(*sums) for year, axis, aspect, *sums in rows}


# -- counting actions -------------------------------------------------------------------------------


class Counted(NamedTuple):
    """A plan to count: its year, and whether what became of its actions is known."""

    year: int
    known: bool


@dataclass
class _Cell:
    plans: set[int] = field(default_factory=set)
    objectives: set[int] = field(default_factory=set)
    actions: int = 0
    known: int = 0
    done: int = 0
    dropped: int = 0

    def figures(self) -> Figures:
        return Figures(len(self.plans), len(self.objectives), self.actions, self.known, self.done, self.dropped)


def tally(plans: Mapping[int, Counted]) -> dict[Key, Figures]:
    """Return the cells of these plans, by their keys. Three queries."""
    topics = _topics_of(plans)
    served = defaultdict(list)
    link = PlannedAction.objectives.through.objects
    for action, objective in link.filter(plannedaction__plan__in=plans).values_list(
        "plannedaction_id", "priorityobjective_id"
    ):
        served[action].append(objective)
    cells: defaultdict[Key, _Cell] = defaultdict(_Cell)
    rows = PlannedAction.objects.filter(plan__in=plans).order_by()
    for action, plan, state in rows.values_list("pk", "plan_id", "progress__state"):
        year, known = plans[plan]
        for mission, axis, aspect in product(*(topics[action, kind] | {ANY} for kind in _KINDS)):
            cell = cells[Key(year, mission, axis, aspect)]
            cell.plans.add(plan)
            cell.objectives.update(served[action])
            cell.actions += 1
            if known:
                cell.known += 1
                cell.done += state == Progress.DONE
                cell.dropped += state == Progress.DROPPED
    return {key: cell.figures() for key, cell in cells.items()}


_KINDS = (TopicKind.MISSION, TopicKind.AXIS, TopicKind.ASPECT)


def _topics_of(plans: Iterable[int]) -> dict[tuple[int, str], set[int]]:
    topics: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    rows = ActionTopic.objects.filter(action__plan__in=plans).order_by()
    for action, kind, number in rows.values_list("action_id", "kind", "number"):
        topics[action, kind].add(number)
    return topics


def _known(plans: QuerySet[AnnualActionPlan], home: bool = False) -> dict[int, Counted]:
    asked = plans.order_by().annotate(followed=followed("pk") if home else Value(False))
    rows = asked.values_list("pk", "start_year", "report__sent_at", "followed")
    return {key: Counted(year, said or sent is not None) for key, year, sent, said in rows}


def followed(path: str) -> Exists:
    """Tell, of the plan `path` leads to, whether anybody wrote what became of an action: silence is no answer."""
    return Exists(ActionProgress.objects.filter(action__plan=OuterRef(path)))


# -- keeping the counts -----------------------------------------------------------------------------


def recount(plan: AnnualActionPlan) -> None:
    """Count anew the province and year of `plan`: in the act that publishes it, revises it, or reports on it."""
    for province in _provinces_of({plan.zone_id}).values():
        _recount(plan.start_year, province)


def recount_all() -> int:
    """Count everything anew, and return how many slices there are."""
    provinces = _provinces_of()
    plans = AnnualActionPlan.objects.approved().order_by().values_list("start_year", "zone_id").distinct()
    held = set(GridSlice.objects.order_by().values_list("start_year", "province"))
    slices = held | {(year, provinces[zone]) for year, zone in plans if zone in provinces}
    for year, province in sorted(slices):
        _recount(year, province)
    return len(slices)


@transaction.atomic
def _recount(year: int, province: str) -> None:
    held, _ = GridSlice.objects.get_or_create(start_year=year, province=province)
    GridSlice.objects.select_for_update().get(pk=held.pk)
    cells = tally(_known(Asked(first=year, last=year, province=province).plans()))
    held.counts.all().delete()
    GridCount.objects.bulk_create(
        GridCount(slice=held, mission=key.mission, axis=key.axis, aspect=key.aspect, **figures._asdict())
        for key, figures in cells.items()
    )


def _provinces_of(zones: Iterable[int] | None = None) -> dict[int, str]:
    """Return the province of each zone, or its Region: that of its first commune."""
    members = ZoneMember.objects.filter(position=1).order_by()
    if zones is not None:
        members = members.filter(zone__in=zones)
    rows = members.values_list("zone_id", "municipality__province", "municipality__region")
    return {zone: province or region for zone, province, region in rows}


def _zones_of(province: str) -> QuerySet:
    named = Q(municipality__province=province) | Q(municipality__province="", municipality__region=province)
    return ZoneMember.objects.filter(named, position=1).values("zone")
