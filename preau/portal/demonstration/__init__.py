"""The demonstration: one generator, three scales, the same data each time for the same day.

Everything in it is invented and says so, but for the published plan of Mons 2020-2021. Each room builds its part
(`demonstration.build`), in the order below; a room that joins adds itself to ROOMS.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from preau.commissions.demonstration.composition import build as composition
from preau.commissions.demonstration.meetings import build as meetings
from preau.foundation.accounts import demonstration as accounts
from preau.foundation.accounts.actors import system
from preau.foundation.accounts.models import Person
from preau.foundation.journal import guard
from preau.foundation.journal.api import record
from preau.foundation.territory.demonstration import World, world
from preau.operators.demonstration import build as operators
from preau.plans.demonstration import build as plans
from preau.staff.demonstration import build as staff
from preau.training.demonstration import build as training

LABEL = "Données de démonstration"
ROOMS: tuple[tuple[str, Callable[[World], dict[str, int]]], ...] = (
    ("accounts", accounts.build),
    ("operators", operators),
    ("staff", staff),
    ("training", training),
    ("commissions", composition),
    ("meetings", meetings),
    ("plans", plans.build),
)


class NotADemonstration(Exception):  # noqa: N818 - the reason is shown as it is
    """The demonstration may not be built here; the text says why, in French."""


def is_empty() -> bool:
    """Tell whether nobody has an account in this database yet."""
    return not Person.objects.exists()


def build(scale: str, now: datetime, fresh: bool = False) -> dict[str, dict[str, int]]:
    """Fill an empty database with the demonstration; return what each room wrote. `fresh` empties it first.

    One journal entry per room tells of its rows: thousands of invented acts would tell nothing.
    Raises NotADemonstration outside demonstration mode, or when the database holds anything else.
    """
    _check()
    if fresh and not is_empty():
        _empty()
    if not is_empty():
        raise NotADemonstration("La base contient déjà la démonstration : ajoutez --fresh pour la refaire.")
    counts = {}
    with transaction.atomic():
        made = world(scale, now)
        for name, build_room in ROOMS:
            counts[name] = build_room(made)
            entry = {"scale": scale, "rows": counts[name], "note": "un acte pour tout le lot, inventé"}
            record(system(now, LABEL), "demonstration.build", ("demonstration", name), entry)
    return counts


def _check() -> None:
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Ces comptes ont un mot de passe connu : ils n’existent qu’en mode de démonstration.")
    if Person.objects.exclude(email__endswith=f"@{accounts.DOMAIN}").exists():
        raise NotADemonstration("Cette base contient de vraies personnes : la démonstration n’y entre pas.")


def _empty() -> None:
    """Remove every row of the demonstration, its journal included; the communes come back by themselves."""
    with guard.lifted(connection):
        call_command("flush", verbosity=0, interactive=False)
