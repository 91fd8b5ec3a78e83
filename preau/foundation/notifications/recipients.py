"""Those who hold a role, as letters reach them: the delegate in the place of who delegated."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from preau.foundation.accounts.models import Mandate
from preau.foundation.notifications.registry import Recipient


def holders(
    roles: Iterable[str], day: date, *, zone_id: int | None = None, organisation_id: int | None = None
) -> list[Recipient]:
    """Return who holds one of `roles` on `day`, in a zone, in an organisation or (neither given) anywhere.

    Who delegated the mandate gets nothing while the delegation runs, its delegate does; a closed account gets
    nothing. One person is told once, whatever she holds. One query.
    """
    in_force = Mandate.objects.in_force(day).filter(person__is_active=True)
    lent = in_force.filter(delegated_from=OuterRef("pk"))
    held = in_force.filter(~Exists(lent), role__in=list(roles))
    if zone_id is not None:
        held = held.filter(organisation__zone_id=zone_id)
    if organisation_id is not None:
        held = held.filter(organisation_id=organisation_id)
    found: dict[int, Recipient] = {}
    for mandate in held.select_related("person").order_by("person__full_name", "person__email", "pk"):
        person = mandate.person
        found.setdefault(person.pk, Recipient(person.email, str(person), person.pk, mandate.pk))
    return list(found.values())
