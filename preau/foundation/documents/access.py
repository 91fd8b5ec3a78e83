"""Who may send, read and discard a file."""

from preau.foundation.accounts.access import YES, Decision, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.models import ReceivedFile


def can_receive(actor: Actor) -> Decision:
    """Whoever acts for an organisation may send it a file; what the file is for has its own rule."""
    if actor.mandate is None:
        return no("Un fichier s’envoie au nom d’une organisation : aucun mandat n’est en cours pour vous.")
    return YES


def can_discard(actor: Actor, received: ReceivedFile) -> Decision:
    """Only the person who sent a file takes it back."""
    if actor.person_id is not None and actor.person_id == received.uploaded_by_id:
        return YES
    return no("Seule la personne qui a envoyé ce fichier peut le retirer.")
