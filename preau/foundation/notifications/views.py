"""« Mes avis », « Mon agenda », and the agenda itself, read by programs at its secret address."""

import hashlib
from itertools import chain
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import PUBLIC, SIGNED_IN, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, digest_of_token
from preau.foundation.accounts.requests import Request
from preau.foundation.limiter import seconds_to_wait
from preau.foundation.notifications import acts
from preau.foundation.notifications.calendars import calendar_of
from preau.foundation.notifications.forms import PreferencesForm
from preau.foundation.notifications.models import AgendaAddress
from preau.foundation.notifications.registry import feeds


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(SIGNED_IN)
def preferences(request: Request) -> HttpResponse:
    """When I want each kind of notice."""
    form = PreferencesForm(request.actor.someone, request.POST if request.method == "POST" else None)
    if form.is_valid():
        acts.choose(request.actor, form.cleaned_data)
        messages.success(request, "Choix gardés.")
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@who_may(SIGNED_IN)
def agenda(request: Request) -> HttpResponse:
    """The address of the agenda of each of my mandates."""
    return _agenda_page(request)


@require_POST
@who_may(SIGNED_IN)
def make_address(request: Request, pk: int) -> HttpResponse:
    """Make or renew the address of an agenda. It is shown in this answer, and never again."""
    mandate = _own(request.actor, pk)
    token = acts.make_address(request.actor, mandate.pk)
    return _agenda_page(request, mandate, settings.PUBLIC_ADDRESS + reverse("notifications:feed", args=[token]))


@require_POST
@who_may(SIGNED_IN)
def revoke_address(request: Request, pk: int) -> HttpResponse:
    """Make the address of an agenda open nothing any more."""
    if acts.revoke_address(request.actor, _own(request.actor, pk).pk):
        messages.success(request, "Adresse révoquée : elle n’ouvre plus rien.")
    return redirect("notifications:agenda")


def _own(actor: Actor, pk: int) -> Mandate:
    mandate = next((mandate for mandate in actor.mandates if mandate.pk == pk), None)
    if mandate is None:
        raise Http404
    return mandate


def _agenda_page(request: Request, made: Mandate | None = None, address: str = "") -> HttpResponse:
    mandates = request.actor.mandates
    made_at = dict(AgendaAddress.objects.filter(mandate__in=mandates).values_list("mandate_id", "made_at"))
    context = {
        "rows": [(mandate, made_at.get(mandate.pk)) for mandate in mandates],
        "made": made,
        "address": address,
        "subscription": address.replace("https://", "webcal://").replace("http://", "webcal://"),
    }
    return render(request, "notifications/agenda.html", context)


@require_safe
@who_may(PUBLIC)
def feed(request: Request, token: str) -> HttpResponse:
    """The dates a mandate concerns, as long as it is in force; 304 while nothing has changed."""
    digest = digest_of_token(token)
    found = AgendaAddress.objects.filter(token_digest=digest, mandate__person__is_active=True)
    of_mandate = ("mandate__person", "mandate__organisation__zone", "mandate__delegated_from")
    address = found.select_related(*of_mandate).first()
    if address is None or not address.mandate.is_valid_on(request.actor.today):
        raise Http404
    wait = seconds_to_wait("agenda", digest)
    if wait:
        words = "Cet agenda est lu trop souvent. Réessayez dans une minute."
        return HttpResponse(words, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": wait})
    mandate = address.mandate
    reader = Actor(now=request.actor.now, person=mandate.person, mandate=mandate, mandates=(mandate,))
    events = chain.from_iterable(dates_for(reader) for dates_for in feeds)
    return _calendar(request, calendar_of(f"Préau : {mandate}", events))


def _calendar(request: Request, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="preau.ics"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response["ETag"] = etag
    return cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))
