"""The activity report: written section by section, compared with what the follow-up says now, read, sent as PDF."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import PUBLIC, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done
from preau.law.annual_plan import SchoolYear
from preau.law.time_limits import due, limit
from preau.plans.access_year import can_report
from preau.plans.acts import Conflict
from preau.plans.acts import report as acts
from preau.plans.acts.year import NotAccepted
from preau.plans.models import ActivityReport, AnnualActionPlan, ReportSection
from preau.plans.report_files import written_sections
from preau.plans.report_text import Section, compared, prewritten, sections
from preau.plans.work_views.common import EDITORS, READERS, saved_answer, wants_fragment
from preau.plans.work_views.objectives import refused
from preau.plans.year_data import facts_of
from preau.plans.year_facts import report_advised, report_missing, report_pdf
from preau.plans.year_forms import LeadForm, SectionForm
from preau.plans.year_views.common import approved_plan, conflict_page, keeps_other
from preau.plans.year_views.reading import posted_number


@dataclass(frozen=True)
class Written:
    """A section with its text; `stale` when the follow-up says something else than when the text was written."""

    section: Section
    row: ReportSection | None
    stale: bool


def written(plan: AnnualActionPlan) -> list[Written]:
    """Return every section of a report, compared with what is known today."""
    now = prewritten(facts_of(plan))
    return [
        Written(section, row, row is not None and row.prewritten != now[section.id])
        for section, row in written_sections(plan)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(READERS)
def report(request: Request, plan_id: int) -> HttpResponse:
    """Show the report under way, section by section; begin it."""
    plan = approved_plan(request, plan_id)
    if request.method == "POST":
        acts.start_report(request.actor, plan.pk)
        return HttpResponseRedirect(reverse("plans:report", args=[plan.pk]))
    return _report_page(request, plan, LeadForm())


def _report_page(request: Request, plan: AnnualActionPlan, form: LeadForm, status: int = 200) -> HttpResponse:
    held = ActivityReport.objects.filter(plan=plan).first()
    context = {
        "plan": plan,
        "report": held,
        "written": written(plan) if held else [],
        "sections": sections(),
        "missing": report_missing(plan),
        "advised": report_advised(plan),
        "leads": list(held.leads.all()) if held else [],
        "form": form,
        "may": can_report(request.actor, plan),
        "until": due(limit("D32"), plan.school_year.first_day),
    }
    return render(request, "plans/year/report.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def section(request: Request, plan_id: int, item_id: str) -> HttpResponse:
    """Show one section to write; save what the form sends."""
    plan = approved_plan(request, plan_id)
    require(can_report(request.actor, plan))
    row = get_object_or_404(ReportSection, report__plan=plan, item_id=item_id)
    form = SectionForm(request.POST or None, initial={"version": row.version, "text": row.text})
    if request.method == "POST":
        if form.is_valid():
            return _save(request, plan, item_id, form)
        if wants_fragment(request):
            return refused(request, plan, form, request.path)
    shown = next(one for one in written(plan) if one.section.id == item_id)
    order = [one.id for one in sections()]
    context = {"plan": plan, "shown": shown, "form": form, "place": order.index(item_id) + 1, "total": len(order)}
    return render(request, "plans/year/report_section.html", context, status=422 if form.errors else 200)


def _save(request: Request, plan: AnnualActionPlan, item_id: str, form: SectionForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        if not keeps_other(request):
            row, _entry = acts.save_section(request.actor, plan.pk, item_id, given["version"], given["text"])
            if wants_fragment(request):
                return saved_answer(request, row.version)
    except Conflict as conflict:
        return conflict_page(request, plan, conflict, form, request.path)
    return _to_report(plan, item_id)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def rewrite(request: Request, plan_id: int, item_id: str) -> HttpResponse:
    """Show what would change in a section written anew from the follow-up; do it."""
    plan = approved_plan(request, plan_id)
    require(can_report(request.actor, plan))
    row = get_object_or_404(ReportSection, report__plan=plan, item_id=item_id)
    status = 200
    if request.method == "POST":
        try:
            acts.rewrite_section(request.actor, plan.pk, item_id, posted_number(request, "version"))
        except Conflict:  # somebody wrote in it since the difference was shown: show it again
            row.refresh_from_db()
            status = 409
        else:
            done(request, "Section réécrite. L’historique garde le texte d’avant.")
            return _to_report(plan, item_id)
    shown = next(one for one in sections() if one.id == item_id)
    proposed = prewritten(facts_of(plan))[item_id]
    context = {
        "plan": plan,
        "row": row,
        "section": shown,
        "lines": compared(row.text, proposed),
        "again": status == 409,
    }
    return render(request, "plans/year/report_rewrite.html", context, status=status)


@require_POST
@who_may(EDITORS)
def add_lead(request: Request, plan_id: int) -> HttpResponse:
    """Add a lead for the year to come."""
    plan = approved_plan(request, plan_id)
    require(can_report(request.actor, plan))
    form = LeadForm(request.POST)
    if form.is_valid():
        try:
            acts.add_lead(request.actor, plan.pk, form.cleaned_data["text"])
        except NotAccepted as reason:
            form.add_error(reason.field, str(reason))
        else:
            return _to_report(plan, "pistes")
    return _report_page(request, plan, form, status=422)


@require_POST
@who_may(EDITORS)
def remove_lead(request: Request, plan_id: int, lead_id: int) -> HttpResponse:
    """Take a lead away."""
    plan = approved_plan(request, plan_id)
    acts.remove_lead(request.actor, plan.pk, lead_id)
    done(request, "Piste retirée. L’historique en garde le texte.")
    return _to_report(plan, "pistes")


def _to_report(plan: AnnualActionPlan, anchor: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("plans:report", args=[plan.pk]) + f"#{anchor}")


@require_safe
@who_may(READERS)
def preview(request: Request, plan_id: int) -> HttpResponse:
    """Show the report as it reads."""
    plan = approved_plan(request, plan_id)
    return render(request, "plans/year/report_preview.html", _reading(plan))


@require_safe
@who_may(READERS)
def download(request: Request, plan_id: int) -> HttpResponse:
    """Send the report as PDF, as it stands."""
    plan = approved_plan(request, plan_id)
    held = get_object_or_404(ActivityReport, plan=plan)
    return _pdf(plan, held.sent_at or request.actor.now)


def _reading(plan: AnnualActionPlan) -> dict[str, object]:
    held = get_object_or_404(ActivityReport, plan=plan)
    return {
        "plan": plan,
        "report": held,
        "written": written_sections(plan),
        "facts": facts_of(plan),
        "leads": list(held.leads.all()),
    }


def _pdf(plan: AnnualActionPlan, created: datetime) -> HttpResponse:
    response = HttpResponse(report_pdf(plan, created), content_type="application/pdf")
    name = f"rapport-{plan.zone_slug}-{plan.school_year}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _transmitted(slug: str, year: SchoolYear) -> AnnualActionPlan:
    """Return the plan whose report is transmitted; Http404 for a report under way as for none."""
    plans = AnnualActionPlan.objects.approved().filter(report__sent_at__isnull=False)
    return get_object_or_404(plans.select_related("zone", "report"), zone__slug=slug, start_year=year.start)


@require_safe
@who_may(PUBLIC)
def public(request: Request, slug: str, year: SchoolYear) -> HttpResponse:
    """Show a transmitted report to anybody."""
    plan = _transmitted(slug, year)
    context = _reading(plan) | {"address": request.build_absolute_uri(request.path)}
    return render(request, "plans/public/report.html", context)


@require_safe
@who_may(PUBLIC)
def public_download(request: Request, slug: str, year: SchoolYear) -> HttpResponse:
    """Send a transmitted report as PDF: the same bytes each time, dated by its transmission."""
    plan = _transmitted(slug, year)
    if plan.report.sent_at is None:
        raise Http404("report")
    return _pdf(plan, plan.report.sent_at)
