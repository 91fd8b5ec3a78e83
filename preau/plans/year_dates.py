"""The dates of the year of the coordination in everybody's agenda: what ONE advises, what the law asks of no plan yet.

The legal dates of a plan under way come from the clocks of its case; here is only what no case holds.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.notifications.api import FeedEvent, register_feed
from preau.law.annual_plan import SchoolYear
from preau.law.plan_dates import plan_dates
from preau.law.results import explanation
from preau.plans.models import DRAFT_READERS, AnnualActionPlan

# When the way these dates are written last changed: the law itself gives them no moment.
REVISED = datetime(2026, 11, 21, tzinfo=UTC)


def dates_of_year(actor: Actor) -> Iterator[FeedEvent]:
    """Yield the dates of this school year and the next for the coordination and the CCA of a zone; one query."""
    if actor.zone_id is None or actor.role not in DRAFT_READERS:
        return
    present = SchoolYear.containing(actor.today)
    held = set(AnnualActionPlan.objects.filter(zone_id=actor.zone_id).values_list("start_year", flat=True))
    for year in (present, SchoolYear(present.start + 1)):
        for one in plan_dates(year):
            if not one.soft and one.year.start in held:
                continue
            advice = "Conseil de l’ONE, sans obligation." if one.soft else "Date légale."
            yield FeedEvent(
                uid=f"plans-year-{actor.zone_id}-{one.limit.id}-{one.year.start}",
                sequence=0,
                start=one.due,
                end=None,
                summary=f"{one.title}, {one.year}",
                description="\n".join((advice, *explanation(one))),
                address=reverse("plans:mine"),
                changed_at=REVISED,
            )


def register_dates() -> None:
    """Register the dates of the year; called once, when the application starts."""
    register_feed(dates_of_year)
