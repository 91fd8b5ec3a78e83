"""A plan as a file to download: XLSX, PDF or JSON, the same for the public and the coordination."""

import json
from datetime import datetime

from django.http import HttpResponse

from preau.law.words import full_date
from preau.plans.documents import document_of, plan_json
from preau.plans.exports import XLSX, plan_pdf, plan_workbook
from preau.plans.models import AnnualActionPlan, PlanStatus
from preau.plans.revisions import published_document

MIME_TYPES = {
    "xlsx": XLSX,
    "pdf": "application/pdf",
    "json": "application/json",
}


def plan_bytes(plan: AnnualActionPlan, extension: str, created: datetime, published: bool = False) -> bytes:
    """Return the plan in one of the formats of MIME_TYPES, dated `created` so that bytes are stable.

    `published`: the text the CCA approved, which is not the one being written while the plan is open again.
    """
    document = published_document(plan) if published else document_of(plan)
    commune = plan.zone.name
    if extension == "json":
        content = plan_json(document, nis_of(plan), str(plan.school_year))
        return json.dumps(content, ensure_ascii=False, indent=2).encode()
    if extension == "xlsx":
        return plan_workbook(document, commune=commune, school_year=plan.school_year, created=created)
    return plan_pdf(
        document,
        commune=commune,
        school_year=plan.school_year,
        status_words=status_words(plan, published),
        created=created,
    )


def plan_file(plan: AnnualActionPlan, extension: str, created: datetime, published: bool = False) -> HttpResponse:
    """Answer a download; the name says whose plan and which year."""
    response = HttpResponse(plan_bytes(plan, extension, created, published), content_type=MIME_TYPES[extension])
    name = f"plan-{plan.zone_slug}-{plan.school_year}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def nis_of(plan: AnnualActionPlan) -> str:
    """Return the NIS code of the plan's commune; of a joint zone, that of its first commune."""
    return plan.zone.members.order_by("position").values_list("municipality__nis", flat=True).first() or ""


def status_words(plan: AnnualActionPlan, published: bool) -> str:
    """Return the plan's state as its PDF says it."""
    if plan.status == PlanStatus.REVISING and not published:
        return "En révision : ce texte n’est pas encore approuvé"
    return f"Approuvé par la CCA le {full_date(plan.approved_on)}" if plan.approved_on else "Brouillon"
