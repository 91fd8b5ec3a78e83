"""The activity report as PDF: its sections, then every action of the year with where it stands."""

from datetime import datetime
from pathlib import Path
from typing import Any

from preau.foundation.documents.pdf import render_pdf
from preau.law.words import full_date
from preau.plans.models import AnnualActionPlan, Progress, ReportSection
from preau.plans.report_text import Section, sections
from preau.plans.year_data import ActionFact, facts_of

TEMPLATE = Path(__file__).resolve().parent / "typst" / "report.typ"


def written_sections(plan: AnnualActionPlan) -> list[tuple[Section, ReportSection | None]]:
    """Return the sections in the order of the checklist, each with its row (None: nobody began it)."""
    rows = {one.item_id: one for one in ReportSection.objects.filter(report__plan=plan)}
    return [(section, rows.get(section.id)) for section in sections()]


def rendered(plan: AnnualActionPlan, created: datetime) -> bytes:
    """Return the report as PDF (A4, PDF/A-3a and PDF/UA-1)."""
    title = f"Rapport d’activité {plan.school_year}, {plan.zone.name}"
    return render_pdf(TEMPLATE, pdf_data(plan), title, created)


def pdf_data(plan: AnnualActionPlan) -> dict[str, Any]:
    """Return what the template shows, as plain JSON data."""
    facts = facts_of(plan)
    report = plan.report
    sent = f"Transmis le {full_date(report.sent_at.date())}" if report.sent_at else "Projet, pas encore transmis"
    return {
        "commune": plan.zone.name,
        "school_year": str(plan.school_year),
        "status": sent,
        "sections": [
            {"title": section.title, "text": row.text if row else ""} for section, row in written_sections(plan)
        ],
        "actions": [_row(str(one.number), one) for one in facts.actions] + [_row("", one) for one in facts.unplanned],
        "leads": list(report.leads.values_list("text", flat=True)),
    }


def _row(number: str, action: ActionFact) -> dict[str, str]:
    return {
        "number": number or "Non prévue",
        "text": action.text,
        "objectives": ", ".join(map(str, action.objectives)),
        "state": Progress(action.state).label if action.state else "Sans suivi noté",
        "reason": action.reason,
    }
