"""The page of the keys, for who manages the access of an organisation."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from preau.foundation.accounts.access import Policy, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow
from preau.operators.exchange.forms import KeyForm
from preau.operators.exchange.keys import can_make_key, make_key, revoke_key
from preau.operators.models import AccessKey

MAKES_KEYS = Policy("makes_keys", "qui gère les accès d’un opérateur ou d’une coordination", can_make_key)
_FIRST = timedelta(days=180)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(MAKES_KEYS)
def keys(request: Request) -> HttpResponse:
    """List the keys of the organisation, and make one: its secret is in this answer, and never shown again."""
    actor = request.actor
    require(can_make_key(actor))
    form = KeyForm(request.POST or None, today=actor.today, initial={"expires_on": actor.today + _FIRST})
    made, secret, status = None, "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made, secret = make_key(actor, **form.cleaned_data)
            except NotNow as reason:
                form.add_error(None, str(reason))
            else:
                form, status = KeyForm(today=actor.today, initial={"expires_on": actor.today + _FIRST}), 200
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "rows": AccessKey.objects.visible_to(actor).select_related("made_by"),
        "today": actor.today,
        "interface": settings.PUBLIC_ADDRESS + reverse("operators:api_index"),
        "described": settings.PUBLIC_ADDRESS + reverse("operators:api_openapi"),
    }
    return render(request, "operators/exchange/keys.html", context, status=status)


@require_POST
@who_may(MAKES_KEYS)
def revoke(request: Request, key_id: int) -> HttpResponse:
    """Take a key back."""
    key = revoke_key(request.actor, key_id)
    done(request, f"Clé retirée : « {key.label} » n’ouvre plus rien.")
    return redirect("operators:keys")
