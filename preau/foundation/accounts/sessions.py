"""From a session to an actor: which mandates are in force, which one is acted through, how strong the session is."""

from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Person

MANDATE_KEY = "preau_mandate"


def mandates_in_force(person: Person, now: datetime) -> tuple[Mandate, ...]:
    """Return the person's mandates in force today, with their organisation and zone, in one query."""
    day = timezone.localdate(now)
    rows = (
        person.mandates.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
        .select_related("organisation__zone", "delegated_from")
        .order_by("organisation__name", "role", "pk")
    )
    return tuple(mandate for mandate in rows if mandate.is_valid_on(day))


def actor_of(request: HttpRequest, now: datetime) -> Actor:
    """Return who acts in this request. The mandate chosen in the switcher is kept in the session."""
    user = request.user
    if not user.is_authenticated:
        return Actor(now=now)
    mandates = mandates_in_force(user, now)
    chosen = request.session.get(MANDATE_KEY)
    mandate = next((m for m in mandates if m.pk == chosen), mandates[0] if mandates else None)
    return Actor(now=now, person=user, mandate=mandate, mandates=mandates, strong=is_strong(request))


def is_strong(request: HttpRequest) -> bool:
    """Tell whether this session was opened or confirmed with a second factor."""
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "mfa" for method in methods)
