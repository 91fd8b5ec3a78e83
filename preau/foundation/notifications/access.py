"""Who may: silence a kind of notice, have the agenda of a mandate at an address."""

from preau.foundation.accounts.access import YES, Decision, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.notifications.registry import Kind


def can_choose(kind: Kind) -> Decision:
    """May somebody say when she wants this kind of notice?"""
    return (
        no(f"« {kind.label} » : il y va d’une obligation légale, ce message part toujours aussitôt.")
        if kind.legal
        else YES
    )


def can_address(actor: Actor, mandate: Mandate) -> Decision:
    """May the actor make or revoke the address of the agenda of this mandate?"""
    if mandate.person_id != actor.person_id:
        return no("L’agenda d’un mandat appartient à la personne qui l’exerce.")
    return YES if mandate.is_valid_on(actor.today) else no("Ce mandat n’est plus en vigueur.")
