"""Who invites the first person of an operator, and who reads its proofs."""

from preau.foundation.accounts.access import YES, Decision, Policy, no, roles
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.operators.access import can_describe
from preau.operators.models import NATIONAL_READERS, OWN_READERS, CareOperator, OrganisingBody

LISTERS: Policy = roles(
    Role.ATL_COORDINATOR, *NATIONAL_READERS, label="la coordination ATL, l’ONE et la commission d’agrément"
)
_ONE = frozenset({Role.APPROVAL_OFFICER, Role.SUBSIDY_OFFICER, Role.TRAINING_OFFICER})
PROOF_READERS: Policy = roles(
    *OWN_READERS, Role.ATL_COORDINATOR, *_ONE, label="l’opérateur, l’ONE, et la commune qui tient sa description"
)


def can_invite_first(actor: Actor, body: OrganisingBody | None, email: str = "") -> Decision:
    """May `actor` invite the first person of this body (None: one that Préau does not know yet)?

    The coordination of the zone, once per body: from then on the body gives access to its own people.
    """
    if actor.role != Role.ATL_COORDINATOR or actor.zone_id is None:
        return no("La première personne d’un opérateur est invitée par la coordination ATL de sa commune.")
    if email and email.lower() == actor.email:
        return no("Personne ne se donne un rôle à soi-même : invitez une personne de l’opérateur.")
    if body is not None and Mandate.objects.in_force(actor.today).filter(organisation=body.organisation_id).exists():
        return no("Cet opérateur a un compte : c’est la personne qui gère ses accès qui invite les autres.")
    return YES


def can_read_proof(actor: Actor, operator: CareOperator) -> Decision:
    """May `actor` open the proofs of this operator? Its own people; ONE once it declared; who notes it down."""
    if actor.role in _ONE:
        declared = operator.declarations.filter(revisions__by_coordination=False).exists()
        return YES if declared else no("L’ONE lit les preuves une fois que l’opérateur a déclaré son offre.")
    kind = actor.mandate.organisation.kind if actor.mandate else ""
    if kind == OrganisationKind.OPERATOR:
        own = operator.body.organisation_id == actor.organisation_id
        return YES if own else no("Cet opérateur n’est pas le vôtre.")
    if can_describe(actor, operator):
        return YES
    return no("Les preuves se lisent par l’opérateur et par l’ONE.")
