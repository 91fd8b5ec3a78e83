"""What the pages of a place share: who opens them, how the place is found, the road back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from preau.foundation.accounts.access import Policy, require, roles
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.ui.versions import NotNow
from preau.operators.access import can_describe
from preau.operators.models import OWN_READERS, CarePeriod, CarePlace

READERS: Policy = roles(*OWN_READERS, Role.ATL_COORDINATOR, label="le personnel de l’opérateur et la coordination ATL")


def seen_place(actor: Actor, place_id: int, *lists: str | Prefetch) -> CarePlace:
    """Return a place the actor reads, with these lists of it; Http404 for any other."""
    rows = CarePlace.objects.visible_to(actor).select_related("operator__body__organisation", "municipality")
    return get_object_or_404(rows.prefetch_related(*lists), pk=place_id)


def whole_place(actor: Actor, place_id: int) -> CarePlace:
    """Return a place the actor reads, with all that `description.place_text` asks; the same few queries."""
    periods = Prefetch("periods", CarePeriod.objects.prefetch_related("hours", "activities", "fees__activity"))
    return seen_place(actor, place_id, "transfers", "closures", "reductions", periods)


def editable(actor: Actor, place: CarePlace) -> CarePlace:
    """Return `place` to who may describe it; Forbidden with the reason for the others."""
    require(can_describe(actor, place.operator))
    return place


def address_of(place: CarePlace, anchor: str = "") -> str:
    """Return the address of the page of a place."""
    return reverse("operators:place", args=[place.pk]) + (f"#{anchor}" if anchor else "")


def crumbs_of(place: CarePlace) -> tuple[tuple[str, str], ...]:
    """Return the road to the page of a place, itself included."""
    operator = place.operator
    return (
        (reverse("operators:operator", args=[operator.pk]), operator.name),
        (address_of(place), place.name),
    )


def tells(route: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Say the reason of NotNow on the page `route` of the place, for acts that have no page of their own."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def told(request: Request, place_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, place_id, *args, **kwargs)
            except NotNow as reason:
                messages.warning(request, str(reason))
                return redirect(route, place_id)

        return told

    return decorate
