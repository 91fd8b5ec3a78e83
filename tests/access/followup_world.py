"""What the year of an approved plan leaves in each commune: a follow-up, a file, a report under way, one transmitted.

The follow-up and the report under way hold the word of the draft: whoever reads it at home only is checked too.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.acts import receive
from preau.foundation.documents.models import ReceivedFile
from preau.law.annual_plan import AnnualPlan, SchoolYear
from preau.plans import acts as plans
from preau.plans.acts import followup, report
from preau.plans.acts.followup import PLANNED, Item
from preau.plans.exports import plan_workbook
from preau.plans.models import AnnualActionPlan, PlannedAction, ReportLead, UnplannedAction
from preau.plans.year_views.followup import PURPOSE

if TYPE_CHECKING:
    from tests.access.world import Side

REPORTED_YEAR = SchoolYear(2024)


@dataclass
class Lived:
    """The things of the year that addresses name."""

    unplanned: UnplannedAction
    note_file: ReceivedFile
    lead: ReportLead
    reported: AnnualActionPlan

    @property
    def reported_action(self) -> PlannedAction:
        return self.reported.actions.get()


def live(side: "Side", actor: Actor, document: AnnualPlan) -> Lived:
    """Live the year of the approved plan, and that of the one before, whose report is transmitted."""
    word, plan = side.words["draft"], side.approved
    about = Item(PLANNED, side.approved_action.pk)
    workbook = plan_workbook(document, commune=side.zone.name, school_year=plan.school_year, created=actor.now)
    received = receive(actor, SimpleUploadedFile(f"{word}-suivi.xlsx", workbook), PURPOSE)
    followup.set_state(actor, plan.pk, about, 0, "under_way")
    followup.add_note(actor, plan.pk, about, f"Note {word}", received)
    values = {"text": f"Accueillir {word}", "objective": None, "due_on": date(2026, 5, 1)}
    unplanned, _ = followup.add_unplanned(actor, plan.pk, values)
    begun = report.start_report(actor, plan.pk)
    report.save_section(actor, plan.pk, "impact", 1, f"Effet sur {word}")
    report.add_lead(actor, plan.pk, f"Piste {word}")
    reported = plans.import_plan(actor, side.zone, REPORTED_YEAR, document, date(2024, 9, 9), source="un essai")
    report.start_report(actor, reported.pk)
    report.mark_sent(reported, actor.now)
    return Lived(unplanned, received, begun.leads.get(), reported)
