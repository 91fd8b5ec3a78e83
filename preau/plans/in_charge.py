"""Who can be in charge of an action: the mandates of the zone, its coordination's and its operators'."""

from datetime import date

from preau.foundation.accounts.models import Mandate, MandateQuerySet
from preau.foundation.accounts.roles import OrganisationKind

_KINDS = (OrganisationKind.COORDINATION, OrganisationKind.OPERATOR)


def candidates(zone_id: int, day: date) -> MandateQuerySet:
    """Return the mandates in force that an action may be given to; one who replaces for a time is not chosen."""
    mandates = Mandate.objects.in_force(day).filter(organisation__zone_id=zone_id, organisation__kind__in=_KINDS)
    known = mandates.filter(delegated_from__isnull=True).select_related("person", "organisation")
    return known.order_by("organisation__kind", "organisation__name", "role", "person__full_name", "pk")


def name_of(mandate: Mandate) -> str:
    """Return who it is, in what role and where, for a list to choose from."""
    return f"{mandate.person}, {mandate.get_role_display()}, {mandate.organisation}"


def holders(mandates: set[int], day: date) -> dict[int, list[Mandate]]:
    """Return who answers for each mandate on `day`: who replaces its holder, else its holder; nobody once it ended.

    Two queries whatever the number of mandates.
    """
    in_force = {one.pk: one for one in Mandate.objects.in_force(day).filter(pk__in=mandates).select_related("person")}
    replacing: dict[int, list[Mandate]] = {}
    lent = Mandate.objects.in_force(day).filter(delegated_from__in=in_force).select_related("person")
    for one in lent.order_by("pk"):
        replacing.setdefault(one.delegated_from_id or 0, []).append(one)
    return {pk: replacing.get(pk) or [one] for pk, one in in_force.items()}
