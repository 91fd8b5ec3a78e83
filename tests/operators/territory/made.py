"""Published offers for the territory: a zone with places whose hours, ages and seats a test decides."""

from collections.abc import Sequence

from preau.foundation.accounts.roles import Role
from preau.foundation.territory.models import Municipality, Zone
from preau.operators.description import HoursText, PeriodText
from preau.operators.models import CarePlace
from tests.factories import MandateFactory
from tests.operators import made

FOUR_DAYS = (0, 1, 3, 4)
HOUR = 60


def period(kind: str = "after_school", days: Sequence[int] = FOUR_DAYS, starts=15 * HOUR, ends=18 * HOUR, **fields):
    """Return a period with the same hours on each of these days; no day: its hours are not known."""
    hours = tuple(HoursText(weekday=day, starts=starts, ends=ends) for day in days)
    return PeriodText(kind=kind, hours=hours, **fields)


def published(zone: Zone, *offers: Sequence[PeriodText], commune: Municipality | None = None, **fields):
    """Publish one operator of a zone with a place for each offer; return the places."""
    operator = made.operator(zone)
    said = {"capacity": 20, "youngest_months": 30, "oldest_months": 144, **fields}
    there = commune or made.commune_of(zone)
    places: list[CarePlace] = [made.full_place(operator, there, periods=tuple(offer), **said) for offer in offers]
    made.declared(operator, zone)
    return places


def officer(role: str = Role.APPROVAL_OFFICER):
    """Return somebody of ONE, or of the commission, signed in nowhere yet."""
    return MandateFactory(role=role, organisation__one=True)
