"""The acts of a person on her own notices and agendas: choose, make an address, revoke it."""

import secrets
from collections.abc import Mapping

from django.db import transaction

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate, Person, digest_of_token
from preau.foundation.journal import api as journal
from preau.foundation.notifications.access import can_address, can_choose
from preau.foundation.notifications.models import AgendaAddress, Preference, When
from preau.foundation.notifications.registry import kinds


@transaction.atomic
def choose(actor: Actor, choices: Mapping[str, str]) -> None:
    """Keep when the actor wants each of these kinds of notices. Raises Forbidden for one the law imposes."""
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.someone.pk)
    for kind_id in choices:
        require(can_choose(kinds[kind_id]))
    kept = dict(Preference.objects.filter(person=person, kind__in=choices).values_list("kind", "choice"))
    before = {kind_id: kept.get(kind_id, When.NOW.value) for kind_id in choices}
    changed = {kind_id: When(choice) for kind_id, choice in choices.items() if choice != before[kind_id]}
    if not changed:
        return
    for kind_id, choice in changed.items():
        Preference.objects.update_or_create(person=person, kind=kind_id, defaults={"choice": choice})
    facts = {
        "before": {kind_id: before[kind_id] for kind_id in changed},
        "after": {kind_id: choice.value for kind_id, choice in changed.items()},
    }
    journal.record(actor, "notifications.choose", person, facts)


@transaction.atomic
def make_address(actor: Actor, mandate_id: int) -> str:
    """Make the secret address of the agenda of a mandate, and return its secret, once; a former one stops working."""
    mandate = _locked(actor, mandate_id)
    token = secrets.token_urlsafe(32)
    new = {"token_digest": digest_of_token(token), "made_at": actor.now}
    _, first = AgendaAddress.objects.update_or_create(mandate=mandate, defaults=new)
    journal.record(actor, "notifications.make_address", mandate, {"renewed": not first})
    return token


@transaction.atomic
def revoke_address(actor: Actor, mandate_id: int) -> bool:
    """Make the address of the agenda of a mandate open nothing any more; tell whether there was one."""
    mandate = _locked(actor, mandate_id)
    gone, _ = AgendaAddress.objects.filter(mandate=mandate).delete()
    if gone:
        journal.record(actor, "notifications.revoke_address", mandate)
    return bool(gone)


def _locked(actor: Actor, mandate_id: int) -> Mandate:
    mandate = Mandate.objects.select_for_update(of=("self",), no_key=True).get(pk=mandate_id)
    require(can_address(actor, mandate))
    return mandate
