"""What the year of a plan asks of a person: the actions she is in charge of."""

from collections.abc import Iterator
from datetime import timedelta

from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.todo import Task
from preau.plans.models import PUBLISHED, ActionProgress
from preau.plans.reminders import OWED, address_for, mandates_of
from preau.plans.report_text import first_words

SOON = timedelta(days=14)
_MOST = 6  # actions named one by one


def year_tasks(actor: Actor) -> Iterator[Task]:
    """Yield the actions `actor` is in charge of, late or due within 14 days; the report is asked by its procedure."""
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
        yield Task(title, first_words(row.action.text, 160), address_for(actor.mandate, row.action), day=row.due_on)
