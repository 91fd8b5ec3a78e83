"""Acts on one's own account: name, password, factors; and the account an accepted invitation opens."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from preau.foundation.accounts.access import Forbidden, no, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Invitation, Person
from preau.foundation.journal import api as journal


@transaction.atomic
def change_name(actor: Actor, full_name: str) -> Person:
    """Change one's own name, as others read it."""
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.person_id)  # type: ignore[misc]
    before, person.full_name = person.full_name, full_name
    person.save(update_fields=["full_name"])
    journal.record(actor, "accounts.change_name", person, {"before": before, "after": full_name})
    return person


@transaction.atomic
def open_account(invitation_id: int, full_name: str, password: str, now: datetime) -> Person:
    """Open the account an invitation waits for; its link, opened, has proven the address.

    Raises Forbidden when the invitation is no longer to be answered, or the address has an account already.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).pending().filter(expires_at__gt=now)
    invitation = locked.filter(pk=invitation_id).first()
    if invitation is None:
        raise Forbidden("Cette invitation ne vaut plus.")
    if Person.objects.filter(email=invitation.email).exists():
        require(no("Cette adresse a déjà un compte : connectez-vous."))
    person = Person.objects.create_user(invitation.email, full_name, password)
    journal.record(Actor(now=now, person=person), "accounts.open_account", person, {"invitation": invitation.pk})
    return person


@transaction.atomic
def note_password(person: Person, now: datetime, how: str) -> None:
    """Journal a password just changed, chosen for the first time or reset (`how`)."""
    journal.record(Actor(now=now, person=person), f"accounts.{how}", person)


@transaction.atomic
def note_factors(person: Person, now: datetime, how: str, kind: str) -> Person:
    """Journal a second factor just added, removed or renewed, and end the sessions opened before.

    Returns the person with her new count of changes, which her present session must be given.
    """
    Person.objects.filter(pk=person.pk).update(factor_changes=F("factor_changes") + 1)
    person.refresh_from_db(fields=["factor_changes"])
    journal.record(Actor(now=now, person=person), f"accounts.{how}", person, {"kind": kind})
    return person
