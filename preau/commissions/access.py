"""Who may do what with the composition of a CCA: one function per verb, with the reason when the answer is no."""

from collections.abc import Sequence
from datetime import date

from preau.commissions.models import Cca, CcaMember
from preau.commissions.seats import Seat, is_person
from preau.foundation.accounts.access import YES, Decision, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.law.calendar import add_months
from preau.law.composition.facts import norm
from preau.law.words import full_date

COMPOSERS = frozenset({Role.ATL_COORDINATOR, Role.CCA_CHAIR})


def can_compose(actor: Actor, zone_id: int) -> Decision:
    """May `actor` write down who sits in the CCA of this zone?"""
    if actor.is_system:
        return YES
    if actor.zone_id != zone_id:
        return no("Cette CCA est celle d’une autre commune.")
    if actor.role not in COMPOSERS:
        return no(
            "La coordination ATL et la présidence de la CCA tiennent sa composition à jour ; vous pouvez la lire."
        )
    return YES


def sees_addresses(actor: Actor, zone_id: int) -> bool:
    """Tell whether `actor` reads the addresses of all: who composes the CCA writes to its members."""
    return bool(can_compose(actor, zone_id))


def can_change_address(actor: Actor, member: CcaMember, zone_id: int) -> Decision:
    """May `actor` change the address of this member? Who composes the CCA, and the member himself."""
    if can_compose(actor, zone_id):
        return YES
    if actor.person is not None and is_person(member, actor.person.pk, actor.person.email):
        return YES
    return no("L’adresse d’un membre se change par lui-même, la coordination ATL ou la présidence de la CCA.")


def can_install(actor: Actor, cca: Cca, seats: Sequence[Seat], day: date) -> Decision:
    """May `actor` install new members on `day`? After elections, or once a mandate of six years is over."""
    decision = can_compose(actor, cca.zone_id)
    if not decision:
        return decision
    if not seats:
        return no("Il n’y a pas d’anciens membres : désignez directement les membres, siège par siège.")
    oldest = min(seat.first.mandate_from for seat in seats)
    ends = add_months(oldest, 12 * norm("mandate", day))
    elected = cca.last_election_on
    if elected is not None and oldest <= elected <= day:
        return YES
    if ends <= day:
        return YES
    if elected is None:
        return no("La CCA se renouvelle après les élections communales : notez d’abord leur date.")
    return no(
        f"Les membres ont été désignés après les élections du {full_date(elected)} et leur mandat court jusqu’au"
        f" {full_date(ends)} : remplacez un membre, un siège à la fois."
    )
