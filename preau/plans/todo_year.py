"""What the year of a plan asks of a person: the actions she is in charge of, the report to write."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.law.annual_plan import SchoolYear
from preau.law.time_limits import DueDate, due, limit
from preau.law.words import full_date
from preau.plans.models import DRAFT_EDITORS, PUBLISHED, ActionProgress, ActivityReport, AnnualActionPlan
from preau.plans.reminders import OWED, address_for, mandates_of
from preau.plans.report_text import first_words

SOON = timedelta(days=14)
_MOST = 6  # actions named one by one


class Asked(NamedTuple):
    """Something to do: its title, why, where, the legal date or the day somebody set."""

    title: str
    why: str
    address: str
    until: DueDate | None = None
    day: date | None = None


def year_tasks(actor: Actor, plans: Sequence[AnnualActionPlan]) -> Iterator[Asked]:
    """Yield what the year of the plans asks of `actor`: two queries, whatever the plans."""
    yield from _actions(actor)
    if actor.role in DRAFT_EDITORS:
        yield from _reports(actor, plans)


def _actions(actor: Actor) -> Iterator[Asked]:
    if actor.mandate is None:
        return
    rows = ActionProgress.objects.filter(
        in_charge_id__in=mandates_of(actor.mandate),
        state__in=OWED,
        due_on__lte=actor.today + SOON,
        action__plan__status__in=PUBLISHED,
    ).exclude(action__plan__report__sent_at__isnull=False)
    for row in rows.select_related("action__plan").order_by("due_on", "pk")[:_MOST]:
        title = f"Finir l’action {row.action.number} du plan {row.action.plan.school_year}"
        yield Asked(title, first_words(row.action.text, 160), address_for(actor.mandate, row.action), day=row.due_on)


def _reports(actor: Actor, plans: Sequence[AnnualActionPlan]) -> Iterator[Asked]:
    """Ask for the report of the plan whose year ended last, late or not; older ones are history."""
    ended = SchoolYear.containing(actor.today).start - 1
    over = [plan for plan in plans if plan.is_published and plan.start_year == ended]
    if not over:
        return
    sent = set(ActivityReport.objects.filter(plan__in=over, sent_at__isnull=False).values_list("plan_id", flat=True))
    for plan in over:
        if plan.pk not in sent:
            until = _until(plan)
            why = (
                "La CCA évalue le plan, puis le rapport va à la CCA, au conseil communal et à la commission "
                f"d’agrément pour le {full_date(until.due)}."
            )
            title = f"Écrire le rapport d’activité {plan.school_year}"
            yield Asked(title, why, reverse("plans:report", args=[plan.pk]), until)


def _until(plan: AnnualActionPlan) -> DueDate:
    return due(limit("D32"), plan.school_year.first_day)
