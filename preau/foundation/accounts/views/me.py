"""My account, my mandates and delegations, and the mandate I act through."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts import acts, sessions
from preau.foundation.accounts.access import SIGNED_IN, Forbidden, require, require_strong, who_may
from preau.foundation.accounts.models import Invitation, Mandate
from preau.foundation.accounts.people_forms import DelegateForm, EndForm, NameForm
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.rules import can_delegate, can_end
from preau.law.words import full_date


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(SIGNED_IN)
def me(request: Request) -> HttpResponse:
    """My name, and the ways to my password, second factor, mandates."""
    actor = request.actor
    form = NameForm(request.POST or None, initial={"full_name": actor.someone.full_name})
    if request.method == "POST" and form.is_valid():
        acts.change_name(actor, form.cleaned_data["full_name"])
        messages.success(request, "Nom changé.")
        return redirect("accounts:me")
    return render(request, "accounts/me.html", {"form": form, "has_password": actor.someone.has_usable_password()})


@require_POST
@who_may(SIGNED_IN)
def act_as(request: Request, pk: int) -> HttpResponse:
    """Act through another of my mandates in force, from here on."""
    mandate = next((mandate for mandate in request.actor.mandates if mandate.pk == pk), None)
    if mandate is None:
        raise Http404
    request.session[sessions.MANDATE_KEY] = mandate.pk
    return redirect("home")


@require_safe
@who_may(SIGNED_IN)
def mandates(request: Request) -> HttpResponse:
    """What I hold, what I lent, what was lent to me."""
    actor = request.actor
    lent = Mandate.objects.filter(delegated_from__person=actor.person, withdrawn_at=None, valid_to__gte=actor.today)
    offered = Invitation.objects.pending().filter(delegated_from__person=actor.person, expires_at__gt=actor.now)
    context = {
        "rows": [(mandate, can_delegate(actor, mandate)) for mandate in actor.mandates],
        "lent": lent.select_related("person", "organisation").order_by("valid_to", "pk"),
        "offered": offered.select_related("organisation"),
    }
    return render(request, "accounts/mandates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(SIGNED_IN)
def delegate(request: Request, pk: int) -> HttpResponse:
    """Lend one of my mandates for a time."""
    actor = request.actor
    mandate = get_object_or_404(Mandate.objects.visible_to(actor).select_related("organisation"), pk=pk)
    require(can_delegate(actor, mandate))
    require_strong(actor)
    form = DelegateForm(mandate, actor.today, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = acts.delegate(actor, mandate, form.offer())
        except Forbidden as refusal:
            form.add_error(None, refusal.reason)
        else:
            words = "Invitation envoyée" if isinstance(given, Invitation) else "Mandat délégué"
            messages.success(request, f"{words} à {form.offer().email}.")
            return redirect("accounts:mandates")
    return render(request, "accounts/delegate.html", {"form": form, "mandate": mandate})


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(SIGNED_IN)
def end(request: Request, pk: int) -> HttpResponse:
    """End a mandate: one of the organisation I manage, or one I lent."""
    actor = request.actor
    rows = Mandate.objects.visible_to(actor).select_related("organisation", "person", "delegated_from")
    mandate = get_object_or_404(rows, pk=pk)
    require(can_end(actor, mandate, None))
    require_strong(actor)
    form = EndForm(request.POST or None)
    lent = mandate.delegated_from is not None and mandate.delegated_from.person_id == actor.person_id
    back = "accounts:mandates" if lent else "accounts:people"
    if request.method == "POST" and form.is_valid():
        try:
            ended = acts.end_mandate(actor, mandate, form.last())
        except Forbidden as refusal:
            form.add_error(None, refusal.reason)
        else:
            last_day = form.last()
            when = f"après le {full_date(last_day)}" if last_day else "tout de suite"
            messages.success(request, f"Le mandat de {ended.person} prend fin {when}.")
            return redirect(back)
    return render(request, "accounts/end.html", {"form": form, "mandate": mandate, "back": back})
