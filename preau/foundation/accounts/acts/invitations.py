"""Inviting someone to hold a mandate, and binding the mandate to whoever proves the address."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from preau.foundation.accounts import messages
from preau.foundation.accounts.access import no, require, require_strong
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Invitation, Mandate, Organisation, Person, digest_of_token
from preau.foundation.accounts.roles import ROLES_OF
from preau.foundation.accounts.rules import can_answer_for_invitation, can_invite
from preau.foundation.journal import api as journal
from preau.foundation.territory.models import Zone

GOOD_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Offer:
    """What an invitation offers, and to whom."""

    email: str
    full_name: str
    role: str
    valid_from: date
    valid_to: date | None = None
    manages_users: bool = False


def invite(actor: Actor, organisation: Organisation, offer: Offer) -> Invitation:
    """Offer a mandate to an address; the letter leaves after commit. Raises Forbidden, NeedsSecondFactor."""
    with transaction.atomic():
        locked = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
        require_strong(actor)
        require(can_invite(actor, locked, offer.email, offer.role, offer.manages_users, offer.valid_to))
        require_not_there_yet(locked, offer.email, offer.role, actor.today)
        return create_invitation(actor, locked, offer)


def invite_first(actor: Actor, kind: str, name: str, zone: Zone | None, offer: Offer) -> Invitation:
    """Offer the first mandate of an organisation, created when it does not exist, from the command line.

    `actor` is the system. Raises Forbidden when the organisation has, or has been offered, someone who manages
    access: invitations are then hers; ValidationError when the organisation itself cannot be.
    """
    with transaction.atomic():
        locked = Organisation.objects.select_for_update(of=("self",), no_key=True)
        known = locked.filter(kind=kind, name=name, zone=zone).first()
        return offer_first(actor, known or found_organisation(actor, kind, name, zone), offer)


def found_organisation(actor: Actor, kind: str, name: str, zone: Zone | None) -> Organisation:
    """Write a new organisation down. The caller has asked who may; ValidationError when it cannot be."""
    organisation = Organisation(kind=kind, name=name, zone=zone)
    organisation.full_clean()
    organisation.save()
    journal.record(actor, "accounts.create_organisation", organisation, {"kind": kind, "name": name})
    return organisation


def offer_first(actor: Actor, organisation: Organisation, offer: Offer) -> Invitation:
    """Offer the first mandate of an organisation, inside a transaction that locked it; the caller has asked who may.

    Raises Forbidden when the organisation has, or has been offered, someone who manages access.
    """
    if offer.role not in ROLES_OF[organisation.kind]:
        require(no("Ce rôle n’existe pas dans cette organisation."))
    manages = {"organisation": organisation, "manages_users": True, "delegated_from": None}
    if Mandate.objects.in_force(actor.today).filter(**manages).exists():
        require(no("Quelqu’un gère déjà les accès de cette organisation : c’est à cette personne d’inviter."))
    if Invitation.objects.pending().filter(**manages, expires_at__gt=actor.now).exists():
        require(no("Une invitation à gérer les accès de cette organisation attend déjà une réponse."))
    return create_invitation(actor, organisation, offer)


def require_not_there_yet(organisation: Organisation, email: str, role: str, today: date) -> None:
    """Raise Forbidden when this address already holds this role here, or was offered it."""
    held = Mandate.objects.in_force(today).filter(organisation=organisation, role=role, delegated_from=None)
    if held.filter(person__email=email.lower()).exists():
        require(no("Cette personne a déjà ce rôle dans cette organisation."))
    waiting = Invitation.objects.pending().filter(organisation=organisation, role=role, delegated_from=None)
    if waiting.filter(email=email.lower()).exists():
        require(no("Une invitation à ce rôle attend déjà cette personne : renvoyez-la."))


def create_invitation(
    actor: Actor, organisation: Organisation, offer: Offer, delegated_from: Mandate | None = None
) -> Invitation:
    """Write and journal an invitation whose rules have been checked; the letter leaves after commit."""
    invitation = Invitation.objects.create(
        email=offer.email.strip().lower(),
        full_name=offer.full_name,
        organisation=organisation,
        role=offer.role,
        manages_users=offer.manages_users,
        valid_from=offer.valid_from,
        valid_to=offer.valid_to,
        invited_by=actor.person,
        invited_at=actor.now,
        expires_at=actor.now + GOOD_FOR,
        # No link opens it until the letter is written, which makes the real secret.
        token_digest=digest_of_token(secrets.token_urlsafe(32)),
        delegated_from=delegated_from,
    )
    journal.record(actor, "accounts.invite", invitation, _facts(invitation))
    transaction.on_commit(lambda: messages.send_invitation.enqueue(invitation.pk))
    return invitation


def withdraw_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Withdraw an invitation not yet accepted: its link stops working. Raises Forbidden."""
    with transaction.atomic():
        invitation = _locked(invitation)
        require(can_answer_for_invitation(actor, invitation))
        invitation.withdrawn_at = actor.now
        invitation.save(update_fields=["withdrawn_at"])
        journal.record(actor, "accounts.withdraw_invitation", invitation, _facts(invitation))
    return invitation


def resend_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Send a new link, good for thirty days more; the former one stops working. Raises Forbidden."""
    with transaction.atomic():
        invitation = _locked(invitation)
        require_strong(actor)
        require(can_answer_for_invitation(actor, invitation))
        invitation.invited_at, invitation.expires_at = actor.now, actor.now + GOOD_FOR
        invitation.save(update_fields=["invited_at", "expires_at"])
        journal.record(actor, "accounts.resend_invitation", invitation, _facts(invitation))
        transaction.on_commit(lambda: messages.send_invitation.enqueue(invitation.pk))
    return invitation


def bind_invitations(person: Person, now: datetime) -> list[Mandate]:
    """Give `person`, who has just proven her address by signing in, the mandates offered to it.

    Whichever came first, account or invitation. What was withdrawn or has expired stays unbound, and nobody
    binds what she offered herself.
    """
    bound = []
    with transaction.atomic():
        waiting = Invitation.objects.select_for_update(of=("self",)).pending()
        waiting = waiting.filter(email=person.email, expires_at__gt=now).exclude(invited_by=person)
        for invitation in waiting.order_by("pk"):
            mandate = Mandate.objects.create(
                person=person,
                organisation_id=invitation.organisation_id,
                role=invitation.role,
                manages_users=invitation.manages_users,
                valid_from=invitation.valid_from,
                valid_to=invitation.valid_to,
                granted_by_id=invitation.invited_by_id,
                delegated_from_id=invitation.delegated_from_id,
            )
            invitation.mandate, invitation.bound_at = mandate, now
            invitation.save(update_fields=["mandate", "bound_at"])
            author = Actor(now=now, person=person, mandate=mandate)
            journal.record(author, "accounts.bind_invitation", mandate, _facts(invitation))
            bound.append(mandate)
        if bound and not person.full_name:
            person.full_name = bound[0].invitation.full_name
            person.save(update_fields=["full_name"])
    return bound


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("delegated_from", "organisation")
    return rows.get(pk=invitation.pk)


def _facts(invitation: Invitation) -> dict[str, Any]:
    return {
        "invitation": invitation.pk,
        "email": invitation.email,
        "organisation": invitation.organisation_id,
        "role": invitation.role,
        "manages_users": invitation.manages_users,
        "from": invitation.valid_from.isoformat(),
        "to": invitation.valid_to.isoformat() if invitation.valid_to else None,
        "delegated_from": invitation.delegated_from_id,
    }
