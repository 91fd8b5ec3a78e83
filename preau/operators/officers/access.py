"""Who reads who helps, who says who is in charge of what, who says that an officer is away."""

from preau.foundation.accounts.access import YES, Decision, Policy, no, roles
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.operators.models import OWN_READERS

OFFICERS = frozenset({Role.APPROVAL_OFFICER, Role.SUBSIDY_OFFICER, Role.TRAINING_OFFICER})
WHO_HELPS: Policy = roles(
    *OWN_READERS, Role.ATL_COORDINATOR, *OFFICERS, label="les opérateurs, la coordination ATL et l’ONE"
)
AT_ONE: Policy = roles(*OFFICERS, label="l’ONE")


def can_charge(actor: Actor) -> Decision:
    """May `actor` say who is in charge of what?

    Whoever grants the mandates of ONE: a charge is what a mandate is for, shown outside with a name and an address.
    """
    if actor.mandate is None or actor.mandate.organisation.kind != OrganisationKind.ONE:
        return no("Seule l’ONE dit qui est en charge de quoi.")
    if not actor.mandate.manages_users:
        return no("Les personnes qui gèrent les accès de l’ONE disent qui est en charge de quoi.")
    return YES


def can_write_leave(actor: Actor, mandate: Mandate) -> Decision:
    """May `actor` say that an officer is away? Her own leave; that of anybody of her house when she manages access."""
    own = actor.mandate
    if own is None or own.organisation_id != mandate.organisation_id:
        return no("Seule l’ONE note les absences de ses agents.")
    if own.pk != mandate.pk and not own.manages_users:
        return no("Vous notez vos propres absences ; les personnes qui gèrent les accès notent celles des autres.")
    return YES
