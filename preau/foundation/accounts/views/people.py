"""The people of the organisation acted for, and the invitations sent in its name."""

from typing import cast

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts import acts
from preau.foundation.accounts.access import SIGNED_IN, Forbidden, require_strong, who_may
from preau.foundation.accounts.models import Invitation, Mandate
from preau.foundation.accounts.people_forms import InviteForm
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.rules import MANAGES_PEOPLE, last_managers

ENDED_SHOWN = 50


@require_safe
@who_may(MANAGES_PEOPLE)
def people(request: Request) -> HttpResponse:
    """Who may do what here, who was invited, who left."""
    actor = request.actor
    here = Mandate.objects.visible_to(actor).filter(organisation_id=actor.organisation_id)
    here = here.select_related("person", "organisation", "delegated_from__person")
    over = Q(withdrawn_at__isnull=False) | Q(valid_to__lt=actor.today)
    invitations = Invitation.objects.visible_to(actor).pending().filter(organisation_id=actor.organisation_id)
    mandates = list(here.exclude(over).order_by("person__full_name", "person__email", "pk"))
    context = {
        "mandates": mandates,
        "kept": last_managers(mandates, actor.today),
        "ended": here.filter(over).order_by("-valid_to", "pk")[:ENDED_SHOWN],
        "invitations": invitations.select_related("organisation", "invited_by"),
    }
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(MANAGES_PEOPLE)
def invite(request: Request) -> HttpResponse:
    """Invite someone to hold a mandate here."""
    actor = request.actor
    require_strong(actor)
    organisation = cast(Mandate, actor.mandate).organisation
    form = InviteForm(organisation, actor.today, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = acts.invite(actor, organisation, form.offer())
        except Forbidden as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Invitation envoyée à {invitation.email}.")
            return redirect("accounts:people")
    return render(request, "accounts/invite.html", {"form": form, "organisation": organisation})


@require_POST
@who_may(SIGNED_IN)
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw an invitation not yet accepted."""
    invitation = acts.withdraw_invitation(request.actor, _invitation(request, pk))
    messages.success(request, f"Invitation de {invitation.email} retirée.")
    return _back(request, invitation)


@require_POST
@who_may(SIGNED_IN)
def resend(request: Request, pk: int) -> HttpResponse:
    """Send an invitation again, with a new link."""
    invitation = acts.resend_invitation(request.actor, _invitation(request, pk))
    messages.success(request, f"Invitation renvoyée à {invitation.email}.")
    return _back(request, invitation)


def _invitation(request: Request, pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)


def _back(request: Request, invitation: Invitation) -> HttpResponse:
    lent = invitation.delegated_from is not None and invitation.delegated_from.person_id == request.actor.person_id
    return redirect("accounts:mandates" if lent else "accounts:people")
