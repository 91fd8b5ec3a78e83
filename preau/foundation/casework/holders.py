"""Who stands for each actor of a procedure: the roles of Préau that hold it, and whether within a zone."""

from functools import cache
from typing import TYPE_CHECKING

from preau.foundation.accounts.roles import ROLES_OF, OrganisationKind, Role
from preau.law.procedures import procedures
from preau.law.procedures.roles import Role as Actors

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor

# The acts of the CCA are recorded by its chair or by its secretary, the ATL coordinator (decree, art. 6, § 1 and § 3).
HOLDERS: dict[Actors, frozenset[str]] = {
    Actors.MUNICIPALITY: frozenset({Role.ATL_COORDINATOR}),
    Actors.MUNICIPAL_COUNCIL: frozenset({Role.COUNCIL_SECRETARY}),
    Actors.CCA: frozenset({Role.CCA_CHAIR, Role.ATL_COORDINATOR}),
    Actors.CCA_CHAIR: frozenset({Role.CCA_CHAIR}),
    Actors.ATL_COORDINATOR: frozenset({Role.ATL_COORDINATOR}),
    Actors.CARE_OPERATOR: frozenset({Role.OPERATOR_SIGNATORY}),
    Actors.STAFF_REGISTRAR: frozenset({Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY}),
    Actors.PROJECT_LEADER: frozenset({Role.PROJECT_LEADER}),
    Actors.CARE_WORKER: frozenset({Role.CARE_WORKER}),
    Actors.APPROVAL_COMMISSION: frozenset({Role.COMMISSION_MEMBER}),
    Actors.ONE: frozenset({Role.APPROVAL_OFFICER}),
    Actors.ONE_TRAINING: frozenset({Role.TRAINING_OFFICER}),
    Actors.OBSERVATORY: frozenset({Role.OBSERVER}),
    Actors.ORGANISING_BODY: frozenset({Role.OPERATOR_SIGNATORY}),
}

# Who learns of an act that tells the actor, besides those who hold it.
READERS: dict[Actors, frozenset[str]] = {
    Actors.CCA: frozenset({Role.CCA_MEMBER}),
    Actors.CARE_OPERATOR: frozenset({Role.OPERATOR_SECRETARY}),
}

_HOME = (Actors.MUNICIPALITY, Actors.MUNICIPAL_COUNCIL, Actors.CCA, Actors.CCA_CHAIR, Actors.ATL_COORDINATOR)

# Bodies without territory: what they are told, they are told of the whole country.
NATIONAL_ROLES: frozenset[str] = frozenset(
    str(role)
    for kind, roles in ROLES_OF.items()
    if kind not in {OrganisationKind.COORDINATION, OrganisationKind.OPERATOR}
    for role in roles
)


@cache
def home_roles() -> frozenset[str]:
    """Return the roles that read every common case of their own zone: the coordination, the CCA, the council."""
    return frozenset().union(*(roles_told(actor) for actor in _HOME))


@cache
def roles_told(actor: Actors | str) -> frozenset[str]:
    """Return the roles of Préau that learn of what an actor is told: those who act for it, and its readers."""
    known = Actors(actor)
    return HOLDERS.get(known, frozenset()) | READERS.get(known, frozenset())


@cache
def actors_held_by(role: str) -> frozenset[str]:
    """Return the actors of procedures that a role of Préau acts for."""
    return frozenset(actor.value for actor, roles in HOLDERS.items() if role in roles)


@cache
def closed_to(role: str) -> frozenset[str]:
    """Return the procedures about one person in which a role does no act: it reads none of their cases."""
    held = actors_held_by(role)
    return frozenset(known.id for known in procedures() if known.private and not held.intersection(known.actors))


@cache
def _heard_by(role: str) -> frozenset[str]:
    return actors_held_by(role) | {actor.value for actor, roles in READERS.items() if role in roles}


def roles_held(actor: "Actor") -> frozenset[str]:
    """Return the actors of procedures whose news `actor` reads."""
    return _heard_by(actor.role)


@cache
def kinds_of(actor: Actors | str) -> frozenset[str]:
    """Return the kinds of organisations that stand for an actor of a procedure."""
    roles = roles_told(actor)
    return frozenset(kind for kind, known in ROLES_OF.items() if roles & known)
