"""What the procedure of the plan asks of its year: what it still lacks, and the report as PDF."""

from datetime import datetime

from preau.law.document_lists import Item, checklist
from preau.plans.models import ActivityReport, AnnualActionPlan, ObjectiveEvaluation
from preau.plans.report_files import rendered
from preau.plans.report_text import CHECKLIST


def evaluation_missing(plan: AnnualActionPlan, stage: str) -> tuple[str, ...]:
    """Return, in French, what the evaluation of that stage still lacks; an objective nobody evaluated is missing."""
    said = set(
        ObjectiveEvaluation.objects.filter(objective__plan=plan, stage=stage)
        .exclude(result="")
        .values_list("objective_id", flat=True)
    )
    objectives = plan.objectives.values_list("pk", "number")
    lacking = tuple(f"Évaluez l’objectif {number}." for pk, number in objectives if pk not in said)
    return lacking if objectives else ("Le plan n’a aucun objectif à évaluer.",)


def report_missing(plan: AnnualActionPlan) -> tuple[str, ...]:
    """Return, in French, what the activity report lacks to be sent: what a legal text asks, nothing a guide advises."""
    report = ActivityReport.objects.filter(plan=plan).first()
    if report is None:
        return ("Écrivez le rapport d’activité.",)
    return tuple(item.sentence for item in _unwritten(report) if not item.is_practice)


def report_advised(plan: AnnualActionPlan) -> tuple[str, ...]:
    """Return, in French, what the guide still advises to write in a report that was begun; it prevents nothing."""
    report = ActivityReport.objects.filter(plan=plan).first()
    return tuple(item.sentence for item in _unwritten(report) if item.is_practice) if report else ()


def _unwritten(report: ActivityReport) -> list[Item]:
    written = {one.item_id for one in report.sections.all() if one.text.strip()}
    return [item for item in checklist(CHECKLIST).items if not item.optional and item.id not in written]


def report_pdf(plan: AnnualActionPlan, created: datetime) -> bytes:
    """Return the activity report of a plan as PDF, dated `created`: the same report gives the same bytes."""
    return rendered(plan, created)
