"""Acts on the activity report: begin it from the follow-up, write its sections, write one anew, its leads."""

from datetime import datetime

from django.db.models import Max
from django.shortcuts import get_object_or_404

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.models import Entry
from preau.plans.access_year import can_report
from preau.plans.acts.editing import member
from preau.plans.acts.year import NotAccepted, Work, working
from preau.plans.grid.counting import recount
from preau.plans.models import ActivityReport, AnnualActionPlan, ReportLead, ReportSection
from preau.plans.report_text import prewritten
from preau.plans.year_data import facts_of


def start_report(actor: Actor, plan_id: int) -> ActivityReport:
    """Begin the report, each section written from what is known; one already begun stays as it is."""
    with working(actor, plan_id, "plans.start_report", can_report) as work:
        report, made = ActivityReport.objects.get_or_create(plan=work.plan, defaults={"created_at": actor.now})
        if made:
            texts = prewritten(facts_of(work.plan))
            ReportSection.objects.bulk_create(
                ReportSection(report=report, item_id=item_id, text=text, prewritten=text)
                for item_id, text in texts.items()
            )
            work.told = {"sections": texts}
    return report


def save_section(
    actor: Actor, plan_id: int, item_id: str, version: int, text: str
) -> tuple[ReportSection, Entry | None]:
    """Save the text of one section. Raises Conflict when somebody else wrote in it since."""
    with working(actor, plan_id, "plans.save_report", can_report) as work:
        section = _section(work, item_id)
        work.write(section, f"section:{item_id}", version, {"text": text})
    return section, work.entry


def rewrite_section(actor: Actor, plan_id: int, item_id: str, version: int) -> Entry | None:
    """Put what the follow-up and the evaluation say now in the place of the text of a section; the journal keeps it."""
    with working(actor, plan_id, "plans.rewrite_report", can_report) as work:
        section = _section(work, item_id)
        text = prewritten(facts_of(work.plan))[item_id]
        work.write(section, f"section:{item_id}", version, {"text": text, "prewritten": text})
    return work.entry


def add_lead(actor: Actor, plan_id: int, text: str) -> Entry | None:
    """Add a lead for the year to come; the same words are added once."""
    with working(actor, plan_id, "plans.add_lead", can_report) as work:
        report = report_of(work.plan)
        if not text.strip():
            raise NotAccepted("text", "Écrivez la piste : une phrase suffit.")
        if not report.leads.filter(text=text.strip()).exists():
            number = (report.leads.aggregate(last=Max("number"))["last"] or 0) + 1
            lead = ReportLead.objects.create(report=report, number=number, text=text.strip())
            work.told = {"lead": lead.pk, "text": lead.text}
    return work.entry


def remove_lead(actor: Actor, plan_id: int, lead_id: int) -> Entry | None:
    """Take a lead away; the journal keeps its words. Http404 for one that is gone, as for one of another report."""
    with working(actor, plan_id, "plans.remove_lead", can_report) as work:
        lead = member(report_of(work.plan).leads, lead_id)
        work.told = {"lead": lead.pk, "text": lead.text}
        lead.delete()
    return work.entry


def mark_sent(plan: AnnualActionPlan, at: datetime) -> ActivityReport:
    """Close the report, in the transaction of the act that transmits it: from then on anybody reads it."""
    report = ActivityReport.objects.select_for_update().get(plan=plan)
    if report.sent_at is None:
        report.sent_at = at
        report.save(update_fields=["sent_at"])
        # The page of the plan now leads to the report: a browser that kept it must ask for it again.
        AnnualActionPlan.objects.filter(pk=plan.pk).update(updated_at=at)
        recount(plan)
    return report


def report_of(plan: AnnualActionPlan) -> ActivityReport:
    """Return the report of a plan; Http404 when nobody began it."""
    return get_object_or_404(ActivityReport, plan=plan)


def _section(work: Work, item_id: str) -> ReportSection:
    return get_object_or_404(ReportSection, report__plan=work.plan, item_id=item_id)
