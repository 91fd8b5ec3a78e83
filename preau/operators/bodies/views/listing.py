"""The list of operators, for the coordination of a zone and for ONE."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.ui.tables import Table
from preau.operators.bodies.access import LISTERS
from preau.operators.bodies.listing import COLUMNS, STATES, OperatorFilters, declared_by

PER_PAGE = 30


@require_safe
@who_may(LISTERS)
def operators(request: Request) -> HttpResponse:
    """List the operators of the zone one coordinates, or of everywhere."""
    actor = request.actor
    home = actor.zone_id is not None
    table = Table(
        request.GET,
        declared_by(actor),
        [column for column in COLUMNS if not (home and column.key == "commune")],
        order="operateur",
        filters=OperatorFilters(actor, request.GET),
        per_page=PER_PAGE,
        noun="opérateur" if home else "déclaration d’opérateur,déclarations d’opérateurs",
    )
    context = {
        "table": table,
        "rows": [(row, *STATES.get(row.state, ("Pas encore commencée", "quiet"))) for row in table.rows],
        "zone": actor.mandate.organisation.zone if actor.mandate else None,
        "coordinates": actor.role == Role.ATL_COORDINATOR,
    }
    return render(request, "operators/bodies/list.html", context)
