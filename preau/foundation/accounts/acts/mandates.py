"""Ending a mandate, lending it for a time, taking it back."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from preau.foundation.accounts import messages
from preau.foundation.accounts.access import no, require, require_strong
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.acts.invitations import Offer, create_invitation
from preau.foundation.accounts.models import Invitation, Mandate, Organisation, Person
from preau.foundation.accounts.rules import can_delegate, can_end
from preau.foundation.journal import api as journal
from preau.law.words import full_date


def end_mandate(actor: Actor, mandate: Mandate, last_day: date | None = None) -> Mandate:
    """End a mandate after `last_day`, or at once when None: its holder's next request is refused.

    The delegations drawn from it end with it; invitations not yet accepted to hold one longer are withdrawn.
    Raises Forbidden, NeedsSecondFactor.
    """
    with transaction.atomic():
        mandate = _locked(mandate)
        require_strong(actor)
        require(can_end(actor, mandate, last_day))
        if last_day is not None and last_day < max(actor.today, mandate.valid_from):
            require(no("Le dernier jour est aujourd’hui ou plus tard, et pas avant le premier."))
        if last_day is not None and mandate.valid_to is not None and last_day > mandate.valid_to:
            require(no(f"Ce mandat finit déjà le {full_date(mandate.valid_to)} : y mettre fin ne le prolonge pas."))
        before = mandate.valid_to
        mandate.valid_to = last_day or max(actor.today, mandate.valid_from)
        mandate.withdrawn_at = None if last_day else actor.now
        mandate.save(update_fields=["valid_to", "withdrawn_at"])
        withdrawn = _withdraw_delegations_offered(actor, mandate, last_day)
        facts = {
            "before": before.isoformat() if before else None,
            "after": mandate.valid_to.isoformat(),
            "at_once": last_day is None,
            "withdrawn_invitations": withdrawn,
        }
        journal.record(actor, "accounts.end_mandate", mandate, facts)
        messages.send_letter(
            mandate.person.email, f"Fin de mandat : {mandate.organisation}", "ended", {"mandate": mandate}
        )
    return mandate


def _withdraw_delegations_offered(actor: Actor, mandate: Mandate, last_day: date | None) -> list[int]:
    """Withdraw the invitations to hold `mandate` after `last_day` (None: on any day); return their keys."""
    waiting = Invitation.objects.pending().filter(delegated_from=mandate)
    if last_day is not None:
        waiting = waiting.filter(valid_to__gt=last_day)
    locked = waiting.select_for_update().order_by("pk")
    withdrawn = list(locked.values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=withdrawn).update(withdrawn_at=actor.now)
    return withdrawn


def delegate(actor: Actor, mandate: Mandate, offer: Offer) -> Mandate | Invitation:
    """Lend one's mandate between two dates: to a colleague at once, to anybody else by an invitation.

    `offer.role` is the mandate's own. Raises Forbidden, NeedsSecondFactor.
    """
    with transaction.atomic():
        mandate = _locked(mandate)
        require_strong(actor)
        require(can_delegate(actor, mandate, offer.email, offer.manages_users))
        _require_dates(actor, mandate, offer)
        _require_not_lent_yet(actor, mandate, offer)
        colleague = colleagues_of(mandate, actor.today).filter(email=offer.email.lower()).first()
        if colleague is None:
            return create_invitation(actor, mandate.organisation, offer, delegated_from=mandate)
        lent = Mandate.objects.create(
            person=colleague,
            organisation=mandate.organisation,
            role=mandate.role,
            manages_users=offer.manages_users,
            valid_from=offer.valid_from,
            valid_to=offer.valid_to,
            granted_by=actor.person,
            delegated_from=mandate,
        )
        facts = {"to": colleague.pk, "from": lent.valid_from.isoformat(), "until": str(lent.valid_to)}
        journal.record(actor, "accounts.delegate", lent, facts)
        messages.send_letter(colleague.email, f"Délégation : {mandate.organisation}", "delegated", {"mandate": lent})
    return lent


def colleagues_of(mandate: Mandate, today: date):
    """Return the other people with a mandate in force in the same organisation."""
    there = Mandate.objects.in_force(today).filter(organisation_id=mandate.organisation_id)
    people = Person.objects.filter(pk__in=there.values("person"), is_active=True)
    return people.exclude(pk=mandate.person_id).order_by("full_name", "email")


def _require_dates(actor: Actor, mandate: Mandate, offer: Offer) -> None:
    if offer.valid_to is None or offer.valid_to < max(offer.valid_from, actor.today):
        require(no("Une délégation a un dernier jour, aujourd’hui ou plus tard."))
    elif offer.valid_from < mandate.valid_from or offer.valid_to > (mandate.valid_to or date.max):
        require(no("Une délégation tient dans les dates de votre propre mandat."))
    if offer.role != mandate.role:
        require(no("On délègue son propre rôle."))


def _require_not_lent_yet(actor: Actor, mandate: Mandate, offer: Offer) -> None:
    """Raise Forbidden when this address holds, or was offered, the same mandate on some of these days."""
    these_days = Q(valid_from__lte=offer.valid_to, valid_to__gte=offer.valid_from)
    held = mandate.delegations.filter(these_days, person__email=offer.email.lower(), withdrawn_at=None)
    waiting = Invitation.objects.pending().filter(these_days, delegated_from=mandate, expires_at__gt=actor.now)
    if held.exists() or waiting.filter(email=offer.email.lower()).exists():
        require(no("Vous avez déjà délégué ce mandat à cette personne pour une partie de ces jours."))


def _locked(mandate: Mandate) -> Mandate:
    """Lock the organisation first: two managers who end each other's mandate wait for one another.

    Without its key: on PostgreSQL, a mandate being bound at the same moment, which names both rows, must not wait.
    """
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=mandate.organisation_id)
    rows = Mandate.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organisation", "person", "delegated_from").get(pk=mandate.pk)
