"""At most so many certificates a minute for a house: each is read in a process of its own, for up to half a minute."""

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.api import FileRefused, Finding
from preau.foundation.limiter import PER_MINUTE, seconds_to_wait
from preau.law.words import counted

READ = "certificates"
DRAWN = "certificate-pictures"


def check_pace(actor: Actor, name: str) -> None:
    """Count one more certificate to read for the house acted for. Raises FileRefused beyond those of a minute.

    `name` is that of the file. Asked before the file is kept: what is refused leaves nothing behind.
    """
    wait = seconds_to_wait(READ, str(actor.organisation_id))
    if wait:
        most, soon = PER_MINUTE[READ], counted(wait, "seconde", "secondes")
        expected = f"{most} attestations par minute au plus"
        words = (
            f"Votre maison vient d’envoyer {most} attestations en une minute, et chacune est lue. "
            f"Joignez celle-ci à nouveau dans {soon} : ce que vous avez écrit est encore là."
        )
        raise FileRefused([Finding(name, expected, words)])


def seconds_to_draw(actor: Actor) -> int:
    """Count one more first page to draw for the house acted for; return the seconds to wait, 0 within the limit."""
    return seconds_to_wait(DRAWN, str(actor.organisation_id))
