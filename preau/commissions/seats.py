"""The seats of a CCA on a day: who holds each, who would replace him, and who votes when he is prevented.

A seat is known by its first holder, the effective member: when he leaves, his substitute finishes the mandate and may
get a substitute in his turn (decree, art. 6, § 2).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from preau.commissions.models import Cca, CcaMember
from preau.foundation.accounts.actors import Actor
from preau.law.composition.facts import Fact
from preau.law.composition.substitutes import SubstituteChain, SubstituteQuestion, substitute_chain


@dataclass(frozen=True)
class Seat:
    """A seat held on a day. `first` names the seat; `effective` holds it, `votes` sits for it when nobody is prevented.

    `capacity`: he was designated himself, or finishes the mandate of the one who left.
    """

    first: CcaMember
    effective: CcaMember
    substitute: CcaMember | None
    capacity: Literal["effective", "finishes"]

    @property
    def votes(self) -> CcaMember:
        return self.effective

    @property
    def people(self) -> tuple[CcaMember, ...]:
        """The holder, then his substitute when there is one."""
        return (self.effective, self.substitute) if self.substitute else (self.effective,)


def seats_in_office(cca: Cca, day: date) -> list[Seat]:
    """Return the seats of the CCA that somebody holds on `day`, in order of component and rank. One query."""
    members = CcaMember.objects.filter(component__cca=cca, mandate_from__lte=day).select_related("component")
    return seats_of(members.order_by("component__number", "rank", "pk"), day)


def seats_of(members: Iterable[CcaMember], day: date) -> list[Seat]:
    """Return the seats held on `day` among these members, who have all begun by then."""
    known = list(members)
    after: dict[int | None, list[CcaMember]] = defaultdict(list)
    for member in known:
        after[member.substitute_of_id].append(member)
    found = []
    for first in after[None]:
        holder = _holder(first, after, day)
        if holder is not None:
            substitute = next((one for one in after[holder.pk] if _in_office(one, day)), None)
            found.append(Seat(first, holder, substitute, "effective" if holder is first else "finishes"))
    return found


def _in_office(member: CcaMember, day: date) -> bool:
    return member.left_on is None or member.left_on > day


def _holder(member: CcaMember, after: dict[int | None, list[CcaMember]], day: date) -> CcaMember | None:
    """Return who holds the seat of `member`: himself, or whoever took it over; None when it is vacant."""
    if _in_office(member, day):
        return member
    return next((holder for one in after[member.pk] if (holder := _holder(one, after, day))), None)


def chain_of(seat: Seat, day: date, *, prevented: bool, substitute_prevented: bool = False) -> SubstituteChain:
    """Return who votes for the seat on `day` as the law answers, its two persons told apart even under one name."""
    names = [member.full_name for member in seat.people]
    if len(set(names)) < len(names):
        names[1] += " (suppléance)"
    return substitute_chain(
        SubstituteQuestion(
            day=day,
            mandate_start=seat.effective.mandate_from,
            effective=names[0],
            substitute=names[1] if seat.substitute else None,
            effective_prevented=Fact.YES if prevented else Fact.NO,
            substitute_prevented=Fact.YES if substitute_prevented else Fact.NO,
        )
    )


def seat_of_actor(seats: list[Seat], actor: Actor) -> tuple[Seat, CcaMember] | None:
    """Return the seat the actor sits in, and as whom: who votes for it, or his substitute. None for anybody else."""
    for seat in seats:
        for member in seat.people:
            if is_actor(member, actor):
                return seat, member
    return None


def is_actor(member: CcaMember, actor: Actor) -> bool:
    """Tell whether this member is the actor: by the account linked to him or, without one, by its address."""
    return actor.person is not None and is_person(member, actor.person.pk, actor.person.email)


def is_person(member: CcaMember, person_id: int, email: str) -> bool:
    """Tell whether this member is the person of this account, of this address."""
    if member.person_id is not None:
        return member.person_id == person_id
    return bool(member.email) and member.email.lower() == email.lower()
