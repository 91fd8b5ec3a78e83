"""The points the CCA could work on next year, drawn from what the plans and reports of the zone already say."""

from collections.abc import Iterator
from dataclasses import dataclass

from preau.foundation.casework.api import Remark
from preau.plans.models import (
    ActivityReport,
    AnnualActionPlan,
    ObjectiveEvaluation,
    Point,
    Progress,
)
from preau.plans.presentation import objective_label

_MOST = 2_000  # characters of a point: it is worked on, not copied whole


@dataclass(frozen=True)
class Drawn:
    """One point found: where it comes from, under which key, in which words."""

    source: str
    origin: str
    origin_words: str
    text: str


def drawn_for(plan: AnnualActionPlan) -> list[Drawn]:
    """Return the points that the plan before this one, its report and its open remarks leave; a few queries."""
    earlier = AnnualActionPlan.objects.filter(zone_id=plan.zone_id, start_year__lt=plan.start_year)
    past = earlier.order_by("-start_year").first()
    if past is None:
        return []
    return [*_leads(plan), *_objectives(past), *_actions(past), *_programme_lines(past), *_remarks(past)]


def _leads(plan: AnnualActionPlan) -> Iterator[Drawn]:
    """The leads of the last activity report: written for this very moment."""
    reports = ActivityReport.objects.filter(plan__zone_id=plan.zone_id, plan__start_year__lt=plan.start_year)
    report = reports.select_related("plan").order_by("-plan__start_year").first()
    if report is None:
        return
    words = f"Piste du rapport d’activité {report.plan.school_year}"
    for lead in report.leads.all():
        yield Drawn(Point.Source.PAST_REPORT, f"lead:{lead.pk}", words, lead.text[:_MOST])


def _objectives(past: AnnualActionPlan) -> Iterator[Drawn]:
    """The objectives not reached, as the CCA said last: once the year is over, its final word replaces June's."""
    unfinished = (ObjectiveEvaluation.Result.PARTLY, ObjectiveEvaluation.Result.NOT_REACHED)
    said = ObjectiveEvaluation.objects.filter(objective__plan=past).exclude(result="").select_related("objective")
    last = {one.objective_id: one for one in said.filter(stage=ObjectiveEvaluation.Stage.FIRST)}
    last |= {one.objective_id: one for one in said.filter(stage=ObjectiveEvaluation.Stage.FINAL)}
    for one in sorted(last.values(), key=lambda evaluation: evaluation.objective.number):
        if one.result not in unfinished:
            continue
        objective = one.objective
        words = f"Objectif {objective.number} du plan {past.school_year}, {one.get_result_display().lower()}"
        yield Drawn(Point.Source.PAST_PLAN, f"objective:{objective.pk}", words, objective.text[:_MOST])


def _actions(past: AnnualActionPlan) -> Iterator[Drawn]:
    for action in past.actions.select_related("progress"):
        progress = getattr(action, "progress", None)
        if action.recurrent:
            words = f"Action {action.number} du plan {past.school_year}, qui revient chaque année"
        elif progress is None:  # nobody said where it stands: not known is not « pas encore faite »
            words = f"Action {action.number} du plan {past.school_year}, sans suivi noté"
        elif progress.state in (Progress.TO_DO, Progress.UNDER_WAY):
            words = f"Action {action.number} du plan {past.school_year}, pas encore faite"
        else:
            continue
        if action.text:
            yield Drawn(Point.Source.PAST_PLAN, f"action:{action.pk}", words, action.text[:_MOST])


def _programme_lines(past: AnnualActionPlan) -> Iterator[Drawn]:
    seen = set()
    for objective in past.objectives.exclude(programme_line=""):
        line = objective.programme_line
        if line not in seen:
            seen.add(line)
            name = objective_label(objective.title, objective.text)
            words = f"Ligne servie par l’objectif {objective.number} du plan {past.school_year} : {name}"[:300]
            yield Drawn(Point.Source.CLE_PROGRAMME, f"line:{objective.pk}", words, line)


def _remarks(past: AnnualActionPlan) -> Iterator[Drawn]:
    rows = Remark.objects.filter(
        case__subject_type=AnnualActionPlan._meta.label_lower, case__subject_id=past.pk, handled_at__isnull=True
    )
    for remark in rows:
        words = f"Remarque restée ouverte sur le plan {past.school_year} : {remark.label}"[:300]
        yield Drawn(Point.Source.MEMBER, f"remark:{remark.pk}", words, remark.text[:_MOST])
