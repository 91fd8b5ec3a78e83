"""The team of the house acted for."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.tables import Table
from preau.staff.access import TEAM, can_read_team, can_register
from preau.staff.models import REGISTRARS
from preau.staff.register.team import PER_PAGE, TeamFilters, columns_for, members_of, people_of, waiting_moves

_SHOWN = 20  # requests for consent named one by one


@require_safe
@who_may(TEAM)
def team(request: Request) -> HttpResponse:
    """List who works here today, or whoever is asked for."""
    actor = request.actor
    require(can_read_team(actor))
    conduct = actor.role in REGISTRARS
    table = Table(
        request.GET,
        people_of(actor),
        columns_for(conduct),
        order="nom",
        filters=TeamFilters(actor, request.GET),
        per_page=PER_PAGE,
        noun="personne",
    )
    context = {
        "table": table,
        "members": members_of(actor, table.rows, conduct),
        "conduct": conduct,
        "house": actor.mandate.organisation if actor.mandate else None,
        "may_register": can_register(actor),
        "moves": waiting_moves(actor)[:_SHOWN] if conduct else (),
    }
    return render(request, "staff/register/team.html", context)
