"""From a session to an actor: the mandates in force, the one acted through, how strong the session is."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Person

MANDATE_KEY = "preau_mandate"
STRONG_KEY = "preau_strong"
# As long as a working day, the limit of NIST SP 800-63B (4.2.3) for a session of assurance level 2.
STRONG_FOR = timedelta(hours=12)


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
    return Actor(
        now=now, person=user, mandate=mandate, mandates=mandates, strong=is_strong(request.session, user, now)
    )


def mark_strong(session: SessionBase, person: Person, now: datetime) -> None:
    """Note that `person` confirmed this session with a second factor at `now`."""
    session[STRONG_KEY] = {"person": person.pk, "at": now.isoformat()}


def is_strong(session: SessionBase, person: Person, now: datetime) -> bool:
    """Tell whether `person` confirmed this session with a second factor within STRONG_FOR."""
    confirmed = session.get(STRONG_KEY)
    if not confirmed or confirmed["person"] != person.pk:
        return False
    return timedelta(0) <= now - datetime.fromisoformat(confirmed["at"]) < STRONG_FOR
