"""The invented year of the invented plans: follow-up, evaluations, reports. Nothing is invented of the real plan."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.demonstration import MONS, World
from preau.plans.demonstration.year_phrases import (
    DROPPED_BECAUSE,
    HELPED,
    HINDERED,
    IMPACTS,
    LEADS,
    NOTES,
    UNPLANNED,
    WHY,
)
from preau.plans.models import (
    ActionProgress,
    ActivityReport,
    AnnualActionPlan,
    ObjectiveEvaluation,
    PlannedAction,
    Progress,
    ProgressNote,
    ReportLead,
    ReportSection,
    UnplannedAction,
)
from preau.plans.periods import proposed
from preau.plans.report_text import prewritten
from preau.plans.year_data import ActionFact, ObjectiveFact, YearFacts, action_fact, objective_fact

CHUNK = 200  # plans written at a time
REAL_YEAR = 2020
_RESULT = ObjectiveEvaluation.Result
_PAST = (Progress.DONE,) * 7 + (Progress.DROPPED, Progress.UNDER_WAY, None)
_PRESENT = (Progress.DONE, Progress.DONE, Progress.UNDER_WAY, Progress.UNDER_WAY, Progress.TO_DO, Progress.TO_DO, None)


@dataclass
class _Rows:
    """What is written of a chunk of plans, a few queries for the lot."""

    progress: list[ActionProgress] = field(default_factory=list)
    unplanned: list[UnplannedAction] = field(default_factory=list)
    notes: list[ProgressNote] = field(default_factory=list)
    evaluations: list[ObjectiveEvaluation] = field(default_factory=list)
    reports: list[ActivityReport] = field(default_factory=list)
    sections: list[ReportSection] = field(default_factory=list)
    leads: list[ReportLead] = field(default_factory=list)

    def write(self) -> None:
        """Write the rows, those others name first."""
        for rows in (self.progress, self.unplanned, self.notes, self.evaluations):
            _create(rows)
        _create(self.reports)
        _create(self.sections)
        _create(self.leads)


def _create(rows: list[Any]) -> None:
    if rows:
        type(rows[0]).objects.bulk_create(rows)


def build(world: World) -> dict[str, int]:
    """Write the year of every invented approved plan; return what was written."""
    coordinators = _coordinators()
    plans = AnnualActionPlan.objects.approved().exclude(zone__slug=MONS, start_year=REAL_YEAR)
    counts: dict[str, int] = defaultdict(int)
    keys = list(plans.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = _Rows()
        held = (
            plans.filter(pk__in=keys[start : start + CHUNK])
            .select_related("zone")
            .prefetch_related("objectives", "actions__topics", "actions__objectives")
        )
        for plan in held.order_by("pk"):
            _live(world, plan, coordinators.get(plan.zone_id), rows)
        rows.write()
        counts["progress"] += len(rows.progress)
        counts["evaluations"] += len(rows.evaluations)
        counts["reports"] += len(rows.reports)
    return dict(counts)


def _coordinators() -> dict[int, Mandate]:
    """Return the coordinator's mandate of each zone."""
    mandates = Mandate.objects.filter(role=Role.ATL_COORDINATOR, delegated_from__isnull=True, valid_to__isnull=True)
    return {m.organisation.zone_id or 0: m for m in mandates.select_related("organisation").order_by("-pk")}


def _live(world: World, plan: AnnualActionPlan, coordinator: Mandate | None, rows: _Rows) -> None:
    rng = world.rng("year", plan.zone_slug, plan.start_year)
    over = world.today > plan.school_year.last_day
    actions = list(plan.actions.all())
    facts = [_follow(rng, plan, action, coordinator, over, world, rows) for action in actions]
    unplanned = list(_unplanned(rng, plan, over, world, rows))
    said = list(_evaluate(rng, plan, facts, world, rows)) if over else []
    if over:
        known = YearFacts(plan.school_year, tuple(said), tuple(facts), tuple(unplanned))
        _report(rng, plan, known, world, rows)


def _follow(
    rng: random.Random,
    plan: AnnualActionPlan,
    action: PlannedAction,
    coordinator: Mandate | None,
    over: bool,
    world: World,
    rows: _Rows,
) -> ActionFact:
    """Invent where one action stands; of some nobody said anything."""
    state = rng.choice(_PAST if over else _PRESENT)
    if state is None:
        return action_fact(action, None)
    read = proposed(action.period, plan.school_year)
    changed = _noon(plan.school_year.last_day - timedelta(days=rng.randint(60, 200)) if over else world.today)
    row = ActionProgress(
        action=action,
        state=state,
        reason=rng.choice(DROPPED_BECAUSE) if state == Progress.DROPPED else "",
        starts_on=read.starts_on if read else None,
        due_on=read.due_on if read else None,
        in_charge=coordinator if rng.random() < 0.6 else None,
        changed_at=min(changed, world.now),
    )
    rows.progress.append(row)
    if coordinator is not None and rng.random() < 0.25:
        rows.notes.append(
            ProgressNote(
                action=action,
                text=rng.choice(NOTES),
                person_id=coordinator.person_id,
                acting_as=str(coordinator),
                at=row.changed_at,
            )
        )
    return action_fact(action, row)


def _unplanned(
    rng: random.Random, plan: AnnualActionPlan, over: bool, world: World, rows: _Rows
) -> Iterator[ActionFact]:
    for number, text in enumerate(rng.sample(UNPLANNED, rng.choice((0, 0, 1, 1, 2))), start=1):
        state = Progress.DONE if over else rng.choice((Progress.DONE, Progress.UNDER_WAY))
        rows.unplanned.append(
            UnplannedAction(plan=plan, number=number, text=text, state=state, changed_at=min(_end(plan), world.now))
        )
        yield ActionFact(0, text, state)


def _evaluate(
    rng: random.Random, plan: AnnualActionPlan, facts: list[ActionFact], world: World, rows: _Rows
) -> Iterator[ObjectiveFact]:
    """Invent what the CCA says: reached when its actions are done, else partly, or not when nothing is."""
    for objective in plan.objectives.all():
        done = [one.state == Progress.DONE for one in facts if objective.number in one.objectives]
        short = _RESULT.PARTLY if any(done) or rng.random() < 0.6 else _RESULT.NOT_REACHED
        result = _RESULT.REACHED if all(done) else short
        row = ObjectiveEvaluation(
            objective=objective,
            stage=ObjectiveEvaluation.Stage.FINAL,
            result=result,
            why=rng.choice(WHY[result]),
            helped=rng.choice(HELPED),
            hindered=rng.choice(HINDERED) if result != _RESULT.REACHED else "",
            changed_at=min(_end(plan) + timedelta(days=20), world.now),
        )
        rows.evaluations.append(row)
        yield objective_fact(objective, row)


def _report(rng: random.Random, plan: AnnualActionPlan, known: YearFacts, world: World, rows: _Rows) -> None:
    """Invent a transmitted report; that of the year just ended is sent, under way, or to begin (Mons: to begin)."""
    begun = _end(plan) + timedelta(days=rng.randint(30, 60))
    sent = begun + timedelta(days=rng.randint(5, 40))
    just_ended = plan.start_year == world.years[-1].start - 1
    if (just_ended and plan.zone_slug == MONS) or begun > world.now:
        return
    report = ActivityReport(plan=plan, created_at=begun, sent_at=sent if sent <= world.now else None)
    rows.reports.append(report)
    texts = prewritten(known)
    for item_id, text in texts.items():
        written = rng.choice(IMPACTS) if item_id == "impact" and report.sent_at else text
        rows.sections.append(ReportSection(report=report, item_id=item_id, text=written or "", prewritten=text))
    for number, text in enumerate(rng.sample(LEADS, 2), start=1):
        rows.leads.append(ReportLead(report=report, number=number, text=text))


def _end(plan: AnnualActionPlan) -> datetime:
    return _noon(plan.school_year.last_day)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
