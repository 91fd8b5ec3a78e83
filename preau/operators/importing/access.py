"""Who brings in a list, and who takes one out: the coordination for its zone, the body for its own operators."""

from preau.foundation.accounts.access import Policy, roles
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.models import Zone
from preau.operators.models import CareOperator

LISTERS: Policy = roles(
    Role.ATL_COORDINATOR,
    Role.OPERATOR_SIGNATORY,
    Role.OPERATOR_SECRETARY,
    label="la coordination ATL, la direction et le secrétariat de l’opérateur",
)


def zone_acted_for(actor: Actor) -> Zone | None:
    """Return the zone of a list: that of the coordination, or where the body has its seat, else its first offer."""
    if actor.mandate is None:
        return None
    if actor.mandate.organisation.zone is not None or actor.role == Role.ATL_COORDINATOR:
        return actor.mandate.organisation.zone
    own = CareOperator.objects.visible_to(actor).values("declarations__zone")
    return Zone.objects.filter(pk__in=own).order_by("pk").first()
