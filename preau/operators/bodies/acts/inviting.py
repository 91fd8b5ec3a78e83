"""Inviting the first person of an operator: one that Préau does not know yet, or one the coordination noted down."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.http import Http404

from preau.foundation.accounts import acts as accounts
from preau.foundation.accounts.access import require, require_strong
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Invitation, Organisation
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow
from preau.operators.bodies.access import can_invite_first
from preau.operators.bodies.acts.identity import is_taken
from preau.operators.declaring.acts import begin
from preau.operators.models import CareOperator, OrganisingBody

KNOWN_NUMBER = (
    "Un organisme qui porte ce numéro d’entreprise est déjà dans Préau. C’est à lui d’ajouter ses lieux de votre "
    "commune : demandez-le-lui."
)
WAITING = "Une invitation attend déjà cette personne : renvoyez-la, ou retirez-la d’abord."


@dataclass(frozen=True)
class NewOperator:
    """An operator to invite: its body, its own name (the body's when empty), and its first person."""

    body_name: str
    full_name: str
    email: str
    enterprise_number: str = ""
    operator_name: str = ""

    @property
    def name(self) -> str:
        return self.operator_name or self.body_name


def invite_operator(actor: Actor, wanted: NewOperator) -> CareOperator:
    """Write an operator of the zone, begin its declaration, and invite who will sign for it.

    The same one sent twice is invited once. Raises Forbidden, NeedsSecondFactor, NotNow.
    """
    with transaction.atomic():
        own = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.organisation_id or 0)
        require(can_invite_first(actor, None, wanted.email))
        require_strong(actor)
        zone = own.zone
        if zone is None:
            raise Http404("zone")
        sent = already_invited(actor, wanted)
        if sent is not None:
            return sent
        if is_taken(wanted.enterprise_number, None):
            raise NotNow(KNOWN_NUMBER)
        house = accounts.found_organisation(actor, OrganisationKind.OPERATOR, wanted.body_name, zone)
        try:
            with transaction.atomic():
                body = OrganisingBody.objects.create(
                    organisation=house, enterprise_number=wanted.enterprise_number, updated_at=actor.now
                )
        except IntegrityError:  # the same number, given by another house at this very moment
            raise NotNow(KNOWN_NUMBER) from None
        operator = CareOperator.objects.create(body=body, name=wanted.name, updated_at=actor.now)
        record(actor, "operators.invite_operator", operator, {"name": wanted.name, "body": wanted.body_name})
        begin(actor, operator, zone)
        accounts.offer_first(actor, house, _offer(actor, wanted.full_name, wanted.email))
    return operator


def invite_first(actor: Actor, operator_id: int, full_name: str, email: str) -> Invitation:
    """Invite the first person of an operator of the zone that nobody acts for yet.

    The same one sent twice is invited once. Raises Http404, Forbidden, NeedsSecondFactor, NotNow.
    """
    with transaction.atomic():
        body = _locked(actor, operator_id)
        require(can_invite_first(actor, body, email))
        require_strong(actor)
        waiting = first_invitation(body)
        if waiting is not None and waiting.expires_at > actor.now:
            if waiting.email == email.strip().lower():
                return waiting
            raise NotNow(WAITING)
        return accounts.offer_first(actor, body.organisation, _offer(actor, full_name, email))


def resend_first(actor: Actor, operator_id: int) -> Invitation:
    """Send the first invitation of an operator again, with a new link. Raises Http404, Forbidden, NeedsSecondFactor."""
    with transaction.atomic():
        return accounts.resend_invitation(actor, _waiting(actor, operator_id))


def withdraw_first(actor: Actor, operator_id: int) -> Invitation:
    """Take the first invitation of an operator back, to give another address. Raises Http404, Forbidden."""
    with transaction.atomic():
        return accounts.withdraw_invitation(actor, _waiting(actor, operator_id))


def first_invitation(body: OrganisingBody) -> Invitation | None:
    """Return the invitation of a body's first person, while it is neither accepted nor withdrawn."""
    pending = Invitation.objects.pending().filter(
        organisation_id=body.organisation_id, manages_users=True, delegated_from=None
    )
    return pending.select_related("organisation", "invited_by").first()


def _waiting(actor: Actor, operator_id: int) -> Invitation:
    invitation = first_invitation(_locked(actor, operator_id))
    if invitation is None:
        raise Http404("invitation")
    return invitation


def _locked(actor: Actor, operator_id: int) -> OrganisingBody:
    """Return the body of an operator the actor sees, its house locked. Raises Http404."""
    seen = CareOperator.objects.visible_to(actor).filter(pk=operator_id).first()
    if seen is None:
        raise Http404("operator")
    body = OrganisingBody.objects.get(pk=seen.body_id)
    houses = Organisation.objects.select_for_update(of=("self",), no_key=True)
    body.organisation = houses.get(pk=body.organisation_id)
    return body


def already_invited(actor: Actor, wanted: NewOperator) -> CareOperator | None:
    """Return the operator that this very form invited already: a second click."""
    sent = CareOperator.objects.visible_to(actor).filter(name=wanted.name, body__organisation__name=wanted.body_name)
    for operator in sent.select_related("body"):
        waiting = first_invitation(operator.body)
        if waiting is not None and waiting.email == wanted.email.strip().lower():
            return operator
    return None


def _offer(actor: Actor, full_name: str, email: str) -> accounts.Offer:
    return accounts.Offer(email, full_name, Role.OPERATOR_SIGNATORY, actor.today, manages_users=True)
