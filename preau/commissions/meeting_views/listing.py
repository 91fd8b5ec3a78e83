"""The meetings of a CCA: to come, held, and the two of the calendar year; for ONE, those held everywhere."""

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.commissions.access_meetings import READERS, can_organise
from preau.commissions.acts.meetings import BEFORE
from preau.commissions.counting import count_of
from preau.commissions.models import Cca, Meeting, MeetingStatus
from preau.commissions.models.composition import AUTHORITY_ROLES
from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.tables import Column, Filters, Table

COMING = (*BEFORE, MeetingStatus.SITTING)
MOST = 60  # some fifteen years of meetings


class HeldFilters(Filters):
    """By commune or by purpose."""

    q = forms.CharField(label="Commune ou objet", max_length=80)

    def apply(self, rows: QuerySet) -> QuerySet:
        """Keep the meetings that hold the words asked for."""
        words = self.cleaned_data.get("q", "")
        return rows.filter(Q(cca__zone__name__icontains=words) | Q(purpose__icontains=words)) if words else rows


COLUMNS = (
    Column("Commune", "commune", ("cca__zone__name", "-starts_at")),
    Column("Jour", "jour", ("starts_at",)),
    Column("Objet"),
    Column("Procès-verbal"),
)


@require_safe
@who_may(READERS)
def meetings(request: Request) -> HttpResponse:
    """Show the meetings of one's CCA, or every meeting held to ONE and its commission."""
    actor = request.actor
    rows = Meeting.objects.visible_to(actor).select_related("cca__zone", "sub_committee")
    if actor.role in AUTHORITY_ROLES:
        table = Table(
            request.GET,
            rows,
            COLUMNS,
            order="-jour",
            filters=HeldFilters(request.GET),
            noun="réunion tenue,réunions tenues",
        )
        return render(request, "commissions/meetings/everywhere.html", {"table": table})
    cca = Cca.objects.visible_to(actor).select_related("zone").first()
    known = list(rows[:MOST])
    year = actor.today.year
    context = {
        "cca": cca,
        "zone": cca.zone if cca else actor.mandate.organisation.zone,  # type: ignore[union-attr]
        "may_organise": cca is not None and can_organise(actor, cca.zone_id),
        "unsaid": [one for one in known if one.status in BEFORE and one.day < actor.today],
        "coming": sorted(
            (one for one in known if one.status in COMING and (one.status not in BEFORE or one.day >= actor.today)),
            key=lambda one: one.starts_at,
        ),
        "past": [one for one in known if one.status not in COMING],
        "count": count_of(cca, known, year, actor.today) if cca else None,
        "last_year": count_of(cca, known, year - 1, actor.today) if cca else None,
    }
    return render(request, "commissions/meetings/list.html", context)
