"""Opening an invitation's link: with an account or without, signed in or not."""

from datetime import datetime

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts import acts, sessions
from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.accounts.models import Invitation, Person, digest_of_token
from preau.foundation.accounts.people_forms import OpenAccountForm
from preau.foundation.accounts.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
@who_may(PUBLIC)
def open_invitation(request: Request, token: str) -> HttpResponse:
    """Show what is offered, and how to accept it; a link that no longer opens anything says why."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    invitation = rows.filter(token_digest=digest_of_token(token)).first()
    actor = request.actor
    if invitation is None:
        return render(request, "accounts/invitation_closed.html", {"why": "unknown"}, status=404)
    closed = _why_closed(invitation, actor.now)
    if closed:
        return render(request, "accounts/invitation_closed.html", {"why": closed}, status=410)
    if actor.person is not None:
        return _signed_in(request, invitation)
    if Person.objects.filter(email=invitation.email).exists():
        return render(request, "accounts/invitation.html", {"invitation": invitation, "state": "sign_in"})
    return _open_account(request, invitation)


def _why_closed(invitation: Invitation, now: datetime) -> str:
    """Return why the link opens nothing any more; empty when it does."""
    if invitation.bound_at:
        return "accepted"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "expired" if invitation.expires_at <= now else ""


def _signed_in(request: Request, invitation: Invitation) -> HttpResponse:
    person = request.actor.someone
    if person.email != invitation.email:
        return render(request, "accounts/invitation.html", {"invitation": invitation, "state": "someone_else"})
    if request.method == "POST":
        bound = acts.bind_invitations(person, request.actor.now)
        if bound:
            request.session[sessions.MANDATE_KEY] = bound[-1].pk
        return redirect("home")
    return render(request, "accounts/invitation.html", {"invitation": invitation, "state": "accept"})


def _open_account(request: Request, invitation: Invitation) -> HttpResponse:
    form = OpenAccountForm(invitation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person = acts.open_account(invitation.pk, given["full_name"], given["password"], request.actor.now)
        credentials = {"email": person.email, "password": given["password"]}
        return perform_password_login(
            request, credentials, Login(user=person, email=person.email, redirect_url=reverse("home"))
        )
    context = {"invitation": invitation, "state": "open_account", "form": form}
    return render(request, "accounts/invitation.html", context)
