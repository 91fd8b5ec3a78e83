"""Who may do what with an operator, its places and its declarations: one function per verb, with the reason of a no."""

from preau.foundation.accounts.access import YES, Decision, Policy, no, roles
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.operators.models import DESCRIBERS, NATIONAL_READERS, OWN_READERS, CareOperator, OrganisingBody

# Route policies. What is done with a thing is the thing's own rule below.
OWN: Policy = roles(*OWN_READERS, label="le personnel de l’opérateur")
EDITORS: Policy = roles(
    *DESCRIBERS, Role.ATL_COORDINATOR, label="l’opérateur (direction, secrétariat, projet) et la coordination ATL"
)
BODY_EDITORS: Policy = roles(
    Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, label="la direction et le secrétariat de l’opérateur"
)
PLACE_READERS: Policy = roles(
    *OWN_READERS, Role.ATL_COORDINATOR, label="le personnel de l’opérateur et la coordination ATL"
)
COORDINATION: Policy = roles(Role.ATL_COORDINATOR, label="la coordination ATL")
READERS: Policy = roles(
    *OWN_READERS,
    Role.ATL_COORDINATOR,
    *NATIONAL_READERS,
    label="l’opérateur, la coordination ATL, l’ONE et la commission d’agrément",
)


def is_unclaimed(body: OrganisingBody, actor: Actor) -> bool:
    """Tell whether nobody acts for this body yet: the coordination then writes down what it knows of it."""
    return not body.organisation.mandates.in_force(actor.today).exists()


def can_describe(actor: Actor, operator: CareOperator) -> Decision:
    """May `actor` write in the description of this operator? Its own people; the coordination while it has none."""
    if actor.is_system:
        return YES
    if actor.role == Role.ATL_COORDINATOR:
        return _can_note_down(actor, operator)
    if operator.body.organisation_id != actor.organisation_id:
        return no("Seul l’opérateur écrit sa description.")
    if actor.role not in DESCRIBERS:
        return no("La direction, le secrétariat et les responsables de projet tiennent la description à jour.")
    return YES


def _can_note_down(actor: Actor, operator: CareOperator) -> Decision:
    if actor.zone_id is None or not operator.declarations.filter(zone_id=actor.zone_id).exists():
        return no("Cet opérateur n’a pas de lieu dans votre commune.")
    if not is_unclaimed(operator.body, actor):
        return no("Cet opérateur a un compte : il tient lui-même sa description, vous pouvez y faire une remarque.")
    return YES


def can_edit_body(actor: Actor, body: OrganisingBody) -> Decision:
    """May `actor` write the identity, the account and the contacts of this body?"""
    if actor.is_system:
        return YES
    if actor.organisation_id != body.organisation_id:
        return no("Cet organisme n’est pas le vôtre.")
    if actor.role not in {Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY}:
        return no("La direction et le secrétariat tiennent l’identité à jour.")
    return YES


def sees_account(actor: Actor, body: OrganisingBody) -> bool:
    """Tell whether `actor` reads the bank account: the body itself, and ONE which pays. Never the coordination."""
    own = actor.organisation_id == body.organisation_id
    if own:
        return actor.role in {Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY}
    return actor.role in {Role.APPROVAL_OFFICER, Role.SUBSIDY_OFFICER}


def can_add_operator(actor: Actor) -> Decision:
    """May `actor` write down an operator that Préau does not know yet?"""
    if actor.is_system or actor.role in {Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.ATL_COORDINATOR}:
        return YES
    return no("Un opérateur est ajouté par son pouvoir organisateur, ou par la coordination ATL de la commune.")
