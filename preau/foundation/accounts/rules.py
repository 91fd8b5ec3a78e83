"""Who may give, change and take away access: each rule answers yes, or no with its reason."""

from datetime import date
from typing import cast

from preau.foundation.accounts.access import YES, Decision, Policy, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Invitation, Mandate, Organisation
from preau.foundation.accounts.roles import ROLES_OF, OrganisationKind, Role
from preau.law.words import full_date


def can_manage_people(actor: Actor) -> Decision:
    """May the actor see and change who has access to the organisation acted for?"""
    if actor.mandate and actor.mandate.manages_users:
        return YES
    return no("Vous ne gérez pas les accès de cette organisation.")


MANAGES_PEOPLE = Policy("manages_people", "les personnes qui gèrent les accès", can_manage_people)


def can_invite(
    actor: Actor,
    organisation: Organisation,
    email: str,
    role: str,
    manages_users: bool,
    last_day: date | None,
) -> Decision:
    """May the actor offer `role` in `organisation`, until `last_day` (None: without end), to the owner of `email`?

    Who manages access by delegation gives nothing that outlives it.
    """
    managing = can_manage_people(actor)
    if not managing:
        return managing
    if organisation.pk != actor.organisation_id:
        return no("Vous gérez les accès d’une autre organisation.")
    if email.lower() == actor.email:
        return no("Personne ne se donne un rôle à soi-même : demandez-le à une autre personne qui gère les accès.")
    if role not in ROLES_OF[organisation.kind]:
        return no("Ce rôle n’existe pas dans cette organisation.")
    return _within_delegation(cast(Mandate, actor.mandate), manages_users, last_day)


def _within_delegation(mandate: Mandate, manages_users: bool, last_day: date | None) -> Decision:
    origin = mandate.delegated_from
    if origin is None:
        return YES
    if manages_users:
        return no("Vous gérez les accès par délégation : vous ne pouvez pas confier cette charge.")
    end = min(mandate.valid_to or date.max, origin.valid_to or date.max)
    if last_day is None or last_day > end:
        return no(
            f"Votre délégation finit le {full_date(end)} : le mandat que vous offrez finit au plus tard ce jour-là."
        )
    return YES


def can_answer_for_invitation(actor: Actor, invitation: Invitation) -> Decision:
    """May the actor withdraw or resend this invitation?"""
    if invitation.bound_at:
        return no("Cette invitation est déjà acceptée : mettez fin au mandat.")
    if invitation.withdrawn_at:
        return no("Cette invitation est déjà retirée.")
    if invitation.delegated_from and invitation.delegated_from.person_id == actor.person_id:
        return YES
    if _is_first_of_zone(actor, invitation):
        return YES
    if invitation.organisation_id != actor.organisation_id:
        return no("Vous gérez les accès d’une autre organisation.")
    return can_manage_people(actor)


def _is_first_of_zone(actor: Actor, invitation: Invitation) -> bool:
    """Tell whether this is the first invitation of an operator without people, in the zone the actor coordinates."""
    house = invitation.organisation
    return (
        actor.role == Role.ATL_COORDINATOR
        and actor.zone_id is not None
        and house.kind == OrganisationKind.OPERATOR
        and house.zone_id == actor.zone_id
        and invitation.manages_users
        and not Mandate.objects.in_force(actor.today).filter(organisation=house).exists()
    )


def can_end(actor: Actor, mandate: Mandate, last_day: date | None) -> Decision:
    """May the actor end this mandate after `last_day` (None: at once)?

    A delegation may also be revoked by who gave it. An organisation always keeps someone who manages access.
    """
    if mandate.withdrawn_at or (mandate.valid_to and mandate.valid_to < actor.today):
        return no("Ce mandat est déjà terminé.")
    given = mandate.delegated_from and mandate.delegated_from.person_id == actor.person_id
    if not given:
        if mandate.organisation_id != actor.organisation_id:
            return no("Vous gérez les accès d’une autre organisation.")
        managing = can_manage_people(actor)
        if not managing:
            return managing
    if is_last_manager(mandate, last_day or actor.today):
        return no(
            "C’est la dernière personne qui gère les accès de cette organisation. "
            "Confiez d’abord cette charge à une autre."
        )
    return YES


def is_last_manager(mandate: Mandate, last_day: date) -> bool:
    """Tell whether nobody else would manage access, in her own right, once `mandate` ends."""
    colleagues = Mandate.objects.filter(organisation_id=mandate.organisation_id, manages_users=True)
    return mandate.pk in last_managers(list(colleagues.select_related("person")), last_day)


def last_managers(mandates: list[Mandate], last_day: date) -> set[int]:
    """Return the keys of those of an organisation's mandates that cannot end on `last_day`, for nobody would manage.

    Asks the database nothing: `mandates` come with their person.
    """
    managers = [mandate for mandate in mandates if mandate.manages_users and not mandate.delegated_from_id]
    lasting = {
        mandate.pk
        for mandate in managers
        if mandate.person.is_active and mandate.is_valid_on(last_day) and mandate.valid_to != last_day
    }
    return {mandate.pk for mandate in managers if not lasting - {mandate.pk}}


def can_delegate(actor: Actor, mandate: Mandate, email: str = "", manages_users: bool = False) -> Decision:
    """May the actor lend this mandate, with or without the management of access, to the owner of `email`?"""
    if mandate.person_id != actor.person_id:
        return no("On ne délègue que ses propres mandats.")
    if mandate.delegated_from_id:
        return no("Un mandat reçu par délégation ne se délègue pas à nouveau.")
    if not mandate.is_valid_on(actor.today):
        return no("Ce mandat n’est pas en vigueur.")
    if email and email.lower() == actor.email:
        return no("Choisissez une autre personne que vous-même.")
    if manages_users and not mandate.manages_users:
        return no("Vous ne gérez pas les accès : vous ne pouvez pas confier cette charge.")
    return YES
