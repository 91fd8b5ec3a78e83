"""From a session to an actor: the mandates in force, the one acted through, how strong the session is."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Person

MANDATE_KEY = "preau_mandate"
CONFIRMED_KEY = "preau_confirmed"
STRONG_KEY = "preau_strong"
AFTER_FACTOR_KEY = "preau_after_factor"
# As long as a working day, the limit of NIST SP 800-63B (4.2.3) for a session of assurance level 2.
STRONG_FOR = timedelta(hours=12)


def mandates_in_force(person: Person, now: datetime) -> tuple[Mandate, ...]:
    """Return the person's mandates in force today, with their organisation and zone, in one query."""
    rows = person.mandates.in_force(timezone.localdate(now)).select_related("organisation__zone", "delegated_from")
    return tuple(rows.order_by("organisation__name", "role", "pk"))


def actor_of(request: HttpRequest, now: datetime) -> Actor:
    """Return who acts in this request. The mandate chosen in the switcher is kept in the session."""
    user = request.user
    if not user.is_authenticated:
        return Actor(now=now)
    mandates = mandates_in_force(user, now)
    chosen = request.session.get(MANDATE_KEY)
    mandate = next((m for m in mandates if m.pk == chosen), mandates[0] if mandates else None)
    return Actor(now=now, person=user, mandate=mandate, mandates=mandates, strong=is_strong(request.session, user, now))


def mark_confirmed(session: SessionBase, person: Person, now: datetime, strong: bool = False) -> None:
    """Note that `person` has just proven who she is at `now`; `strong` when it took a second factor."""
    session[CONFIRMED_KEY] = {"person": person.pk, "at": now.isoformat()}
    if strong:
        session[STRONG_KEY] = session[CONFIRMED_KEY]


def is_strong(session: SessionBase, person: Person, now: datetime) -> bool:
    """Tell whether `person` confirmed this session with a second factor within STRONG_FOR."""
    return _within(session.get(STRONG_KEY), person, now, STRONG_FOR)


def is_fresh(session: SessionBase, person: Person, now: datetime, strong: bool) -> bool:
    """Tell whether `person` has just proven who she is, as changing a factor asks; with hers when `strong`."""
    just_now = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return _within(session.get(STRONG_KEY if strong else CONFIRMED_KEY), person, now, just_now)


def _within(mark: dict | None, person: Person, now: datetime, delay: timedelta) -> bool:
    if not mark or mark["person"] != person.pk:
        return False
    return timedelta(0) <= now - datetime.fromisoformat(mark["at"]) < delay
