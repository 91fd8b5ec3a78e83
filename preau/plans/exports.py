"""A plan as a file: the workbook of the canevas, and the PDF that carries it."""

from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

from preau.foundation.documents.models import MIME_TYPES, FileKind
from preau.foundation.documents.pdf import Attachment, render_pdf
from preau.law.annual_plan import AnnualPlan, SchoolYear
from preau.plans.presentation import ActionView, ObjectiveView, view_of
from preau.plans.workbook.writing import write_plan

XLSX = MIME_TYPES[FileKind.XLSX]
TEMPLATE = Path(__file__).resolve().parent / "typst" / "plan.typ"


def plan_workbook(document: AnnualPlan, *, commune: str, school_year: SchoolYear, created: datetime) -> bytes:
    """Return the plan as XLSX in the canevas of the Observatory; importing it gives the same plan.

    `created` (aware) is written in the file: the same input gives the same bytes.
    """
    return write_plan(document, commune, school_year, created)


def plan_pdf(
    document: AnnualPlan, *, commune: str, school_year: SchoolYear, status_words: str, created: datetime
) -> bytes:
    """Return the plan as PDF (A4 landscape, PDF/A-3a and PDF/UA-1) with its own workbook attached."""
    workbook = plan_workbook(document, commune=commune, school_year=school_year, created=created)
    attachment = Attachment(
        name=f"plan-{school_year}.xlsx",
        mime=XLSX,
        description=f"Le plan d’action annuel {school_year} dans le classeur du canevas",
        data=workbook,
    )
    data = pdf_data(document, commune, school_year, status_words)
    title = f"Plan d’action annuel {school_year}, {commune}"
    return render_pdf(TEMPLATE, data, title, created, [attachment])


def pdf_data(document: AnnualPlan, commune: str, school_year: SchoolYear, status_words: str) -> dict[str, Any]:
    """Return what the template shows, as plain JSON data."""
    view = view_of(document)
    return {
        "commune": commune,
        "school_year": str(school_year),
        "status": status_words,
        "objectives_heading": view.objectives_heading,
        "objectives": [_objective(objective) for objective in view.objectives],
        "apart": [_action(action) for action in view.apart],
        "comment": view.comment,
        "aspects": [
            {"number": aspect.heading.number, "text": aspect.heading.text, "actions": list(aspect.actions)}
            for aspect in view.coverage.aspects
        ],
        "aspects_touched": view.coverage.aspects_touched,
    }


def _objective(shown: ObjectiveView) -> dict[str, Any]:
    return {
        "number": shown.objective.number,
        "heading": shown.objective.title or shorten(shown.objective.text, 90, placeholder="…"),
        "title": shown.objective.title,
        "text": shown.objective.text,
        "programme_line": shown.objective.programme_line,
        "cca_comment": shown.objective.cca_comment,
        "actions": [_action(action) for action in shown.actions],
        "references": [
            {"action": reference.action, "under": reference.described_under} for reference in shown.references
        ],
    }


def _action(shown: ActionView) -> dict[str, Any]:
    action = shown.action
    return {
        "number": action.number,
        "text": action.text,
        "axes": [heading.short for heading in shown.axes],
        "aspects": [heading.short for heading in shown.aspects],
        "missions": [heading.text for heading in shown.missions],
        "other_mission": action.other_mission,
        "also_serves": shown.also_serves_words if shown.also_serves else "",
        "comment": action.comment,
        "responsible": action.responsible,
        "period": action.period,
        "indicator": action.indicator,
        "recurrent": action.recurrent,
        "link": action.link,
    }
