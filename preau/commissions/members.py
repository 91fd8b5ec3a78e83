"""A CCA with everybody who sits or sat in it: read in a few queries, then everything is computed from it."""

from dataclasses import dataclass
from datetime import date

from preau.commissions.models import AdvisoryMember, Cca, CcaComponent, CcaMember
from preau.commissions.seats import Seat, seats_of
from preau.foundation.territory.api import municipalities_of
from preau.foundation.territory.models import Municipality

COMPONENT_NAMES = {
    1: "La commune",
    2: "Les écoles",
    3: "Les personnes qui confient leurs enfants",
    4: "Les opérateurs de l’accueil",
    5: "Les services reconnus par une autre réglementation",
}
NUMBERS = tuple(COMPONENT_NAMES)


@dataclass(frozen=True)
class Roll:
    """A CCA with everybody who ever sat in it, read once; it asks the database nothing more."""

    cca: Cca
    components: dict[int, CcaComponent]
    members: tuple[CcaMember, ...]
    advisers: tuple[AdvisoryMember, ...]
    communes: tuple[Municipality, ...]

    @property
    def joint(self) -> bool:
        return len(self.communes) > 1

    def advisers_on(self, day: date) -> tuple[AdvisoryMember, ...]:
        """Return those who advise on `day`."""
        return tuple(one for one in self.advisers if one.since <= day and (one.until is None or one.until >= day))

    def member(self, pk: int) -> CcaMember | None:
        return next((one for one in self.members if one.pk == pk), None)


def roll_of(cca: Cca) -> Roll:
    """Read a CCA with its members: as many queries whatever its size."""
    components = {one.number: one for one in cca.components.all()}
    members = CcaMember.objects.filter(component__cca=cca).select_related("component", "municipality", "person")
    ordered = members.order_by("component__number", "rank", "pk")
    return Roll(cca, components, tuple(ordered), tuple(cca.advisers.all()), tuple(municipalities_of(cca.zone)))


def seats_on(roll: Roll, day: date) -> list[Seat]:
    """Return the seats held on `day`, by component and rank. A seat that nobody holds any more is not there."""
    return seats_of((one for one in roll.members if one.mandate_from <= day), day)


def is_in_office(member: CcaMember, day: date) -> bool:
    """Tell whether the mandate of this member runs on `day`: begun, and not left."""
    return member.mandate_from <= day and (member.left_on is None or member.left_on > day)
