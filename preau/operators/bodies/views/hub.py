"""The home of one's own body, and the page of one operator: as its people prepare it, as others read of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.ui.numbers import account_words, enterprise_words
from preau.operators.access import OWN, READERS, can_describe, can_edit_body, sees_account
from preau.operators.bodies.access import can_invite_first, can_read_proof
from preau.operators.bodies.acts.inviting import first_invitation
from preau.operators.bodies.contacts import contacts_of, judged
from preau.operators.bodies.hub import cases_of, hub_of
from preau.operators.bodies.views.common import home_crumbs, own_body, seen_operator
from preau.operators.models import CareOperator, OperatorDeclaration, OrganisingBody, PublishedPlace


@require_safe
@who_may(OWN)
def home(request: Request) -> HttpResponse:
    """Show one's own body: who it is, its operators and where each stands; how to begin, the first time."""
    actor = request.actor
    body = own_body(request)
    if body is None:
        mandate = actor.mandate
        fresh = OrganisingBody(organisation=mandate.organisation) if mandate else None
        may = can_edit_body(actor, fresh) if fresh else None
        return render(request, "operators/bodies/start.html", {"may_edit": may, "house": fresh})
    operators = list(body.operators.prefetch_related("declarations__zone", "places"))
    rows = list(body.contacts.all())
    declarations = [one for operator in operators for one in operator.declarations.all()]
    cases = cases_of(declarations)
    context = {
        "body": body,
        "number": enterprise_words(body.enterprise_number),
        "account": account_words(body.iban),
        "sees_account": sees_account(actor, body),
        "may_edit": can_edit_body(actor, body),
        "contacts": [row for row in rows if row.ended_on is None],
        "silent": [one for one in operators if not judged(contacts_of(one, rows), actor.today)[0]],
        "operators": [
            {
                "operator": operator,
                "open": sum(1 for place in operator.places.all() if place.closed_on is None),
                "declarations": [(one, cases.get(one.pk)) for one in operator.declarations.all()],
            }
            for operator in operators
        ],
    }
    return render(request, "operators/bodies/home.html", context)


@require_safe
@who_may(READERS)
def operator(request: Request, operator_id: int) -> HttpResponse:
    """Show an operator: what is left to describe, to who prepares it; what it declared, to the others."""
    actor = request.actor
    row = seen_operator(request, operator_id)
    may = can_describe(actor, row)
    own = row.body.organisation_id == actor.organisation_id
    context = {"operator": row, "crumbs": home_crumbs(request), "may_edit": may, "own": own}
    if may or own:
        context |= {
            "hub": hub_of(actor, row),
            "signs": actor.role == Role.OPERATOR_SIGNATORY,
            "edits_body": can_edit_body(actor, row.body),
            **_people(actor, row),
        }
        return render(request, "operators/bodies/operator.html", context)
    return render(request, "operators/bodies/read.html", context | _read(actor, row) | _people(actor, row))


def _read(actor: Actor, row: CareOperator) -> dict[str, object]:
    """Return what is read of an operator by who does not prepare it: its declarations, its published places, proofs."""
    declarations = list(OperatorDeclaration.objects.visible_to(actor).filter(operator=row).select_related("zone"))
    cases = cases_of(declarations)
    places = PublishedPlace.objects.filter(operator=row).select_related("municipality")
    if actor.zone_id is not None:
        places = places.filter(zone_id=actor.zone_id)
    proofs = []
    if can_read_proof(actor, row):
        proofs = [
            (slug, one)
            for slug, held in (("agrements", row.recognitions), ("assurances", row.insurances))
            for one in held.filter(proof__isnull=False)
        ]
    return {
        "declarations": [(one, cases.get(one.pk)) for one in declarations],
        "places": list(places[:_MOST]),
        "proofs": proofs,
    }


_MOST = 60  # published places named one by one


def _people(actor: Actor, row: CareOperator) -> dict[str, object]:
    """Return whether somebody acts for an operator, and the invitation that waits; for who invites."""
    if actor.mandate is None or actor.mandate.organisation.kind == OrganisationKind.OPERATOR:
        return {}
    claimed = Mandate.objects.in_force(actor.today).filter(organisation=row.body.organisation_id).exists()
    return {
        "claimed": claimed,
        "waiting": None if claimed else first_invitation(row.body),
        "may_invite": can_invite_first(actor, row.body),
        "coordinates": actor.role == Role.ATL_COORDINATOR,
    }
