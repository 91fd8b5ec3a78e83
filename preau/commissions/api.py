"""What the other rooms use of the CCA: who sits in it, on which day."""

from preau.commissions.members import Roll, roll_of
from preau.commissions.models import Cca, CcaMember
from preau.commissions.seats import Seat, seats_in_office
from preau.foundation.accounts.actors import Actor

__all__ = ["Roll", "Seat", "cca_of", "roll_of", "seat_of_actor", "seats_in_office"]


def cca_of(zone_id: int | None) -> Cca | None:
    """Return the CCA of a zone, None when it is not composed here yet."""
    return Cca.objects.select_related("zone", "chair").filter(zone_id=zone_id).first()


def seat_of_actor(seats: list[Seat], actor: Actor) -> tuple[Seat, CcaMember] | None:
    """Return the seat the actor sits in, and as whom: who votes for it, or his substitute. None for anybody else.

    A member is known by the account linked to him, or by the address of the account.
    """
    if actor.person is None:
        return None
    for seat in seats:
        for member in seat.people:
            if is_person(member, actor.person.pk, actor.person.email):
                return seat, member
    return None


def is_person(member: CcaMember, person_id: int, email: str) -> bool:
    """Tell whether this member is the person of this account, of this address."""
    if member.person_id is not None:
        return member.person_id == person_id
    return bool(member.email) and member.email.lower() == email.lower()
