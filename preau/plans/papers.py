"""The papers of the year as PDF: the points to work on, the note for a council, the receipt of a sending."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from preau.foundation.documents.pdf import render_pdf
from preau.foundation.territory.models import Municipality
from preau.foundation.ui.dates import clock, full_date, long_date
from preau.law.time_limits import due, limit
from preau.plans.acts.diffusion import due_of
from preau.plans.models import AnnualActionPlan, Document, Point, Preparation, Transmission
from preau.plans.presentation import view_of
from preau.plans.revisions import published_document

_TEMPLATES = Path(__file__).resolve().parent / "typst"


def points_pdf(plan: AnnualActionPlan, created: datetime) -> bytes:
    """Return the points to work on, those left out apart, as they go with the notice."""
    held = Preparation.objects.filter(plan=plan).first()
    points = list(held.points.all()) if held else []
    data = {
        "commune": plan.zone.name,
        "school_year": str(plan.school_year),
        "method": held.method if held else "",
        "points": [_point(one) for one in points if one.fate != Point.Fate.LEFT],
        "left": [_point(one) for one in points if one.fate == Point.Fate.LEFT],
    }
    title = f"Points à travailler {plan.school_year}, {plan.zone.name}"
    return render_pdf(_TEMPLATES / "points.typ", data, title, created)


def _point(point: Point) -> dict[str, Any]:
    return {
        "number": str(point.number),
        "text": point.text,
        "source": point.get_source_display(),
        "origin": point.origin_words,
        "fate": point.get_fate_display(),
        "why": point.why,
    }


def council_note(plan: AnnualActionPlan, commune: Municipality, created: datetime) -> bytes:
    """Return the note by which the council of one commune is informed of the approved plan (order, art. 3/1)."""
    view = view_of(published_document(plan))
    data = {
        "commune": commune.name,
        "zone": plan.zone.name,
        "joint": plan.zone.name != commune.name,
        "school_year": str(plan.school_year),
        "approved_on": full_date(plan.approved_on) if plan.approved_on else "",
        "due": long_date(due_of(plan, Document.PLAN)),
        "article": due(limit("D31"), plan.school_year.first_day).article or "",
        "objectives": [
            {"number": str(shown.objective.number), "label": shown.label, "actions": len(shown.actions)}
            for shown in view.objectives
        ],
        "actions": view.actions,
        "aspects": [
            {"text": aspect.heading.text, "actions": len(aspect.actions)}
            for aspect in view.coverage.aspects
            if aspect.actions
        ],
        "comment": view.comment,
    }
    title = f"Note au conseil communal de {commune.name}, plan d’action {plan.school_year}"
    return render_pdf(_TEMPLATES / "council_note.typ", data, title, created)


def receipt_number(transmission: Transmission) -> str:
    """Return the number of a receipt: the year of the plan, then its own."""
    return f"T-{transmission.plan.start_year}-{transmission.pk:06d}"


def receipt_pdf(transmission: Transmission) -> bytes:
    """Return the receipt of a sending, the same bytes each time: dated by the sending itself."""
    plan = transmission.plan
    data = {
        "number": receipt_number(transmission),
        "commune": plan.zone.name,
        "document": f"{transmission.get_document_display()} {plan.school_year}",
        "revision": str(transmission.revision),
        "at": f"{long_date(transmission.at)}, {clock(transmission.at)}",
        "by": transmission.acting_as,
        "to": "Le conseil communal et la commission d’agrément"
        + (", et la CCA" if transmission.document == Document.REPORT else ""),
        "due": long_date(transmission.due_on),
        "late": transmission.late,
        "why_late": transmission.why_late,
        "sha256": transmission.sha256,
        "article": limit("D31" if transmission.document == Document.PLAN else "D32").article or "",
    }
    return render_pdf(_TEMPLATES / "receipt.typ", data, f"Accusé de réception {data['number']}", transmission.at)


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """Answer a PDF to download; `name` without its extension."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
