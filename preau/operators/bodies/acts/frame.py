"""The frame of the acts on a body: its lock, what was read when the form was shown, what the journal keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.http import Http404

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Organisation
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.journal.api import record
from preau.foundation.ui.numbers import account_end
from preau.foundation.ui.versions import NotNow, Values, plain
from preau.operators.access import can_edit_body
from preau.operators.models import OrganisingBody

MASKED = "iban"  # the journal tells that it changed and how it ends, never the account itself


@contextmanager
def editing_body(actor: Actor, started: bool = True) -> Iterator[OrganisingBody]:
    """Lock the house acted for and give its body, a new one not yet saved when `started` may be False.

    Http404 for who acts for no operator, Forbidden with the reason, NotNow when the body is not described yet.
    """
    with transaction.atomic():
        houses = Organisation.objects.select_for_update(of=("self",), no_key=True)
        house = houses.filter(pk=actor.organisation_id or 0, kind=OrganisationKind.OPERATOR).first()
        if house is None:
            raise Http404("organisation")
        known = OrganisingBody.objects.filter(organisation=house).first()
        body = known or OrganisingBody(organisation=house)
        body.organisation = house
        require(can_edit_body(actor, body))
        if known is None and started:
            raise NotNow("Décrivez d’abord votre organisme : son nom, son siège, qui en répond.")
        yield body


def note(actor: Actor, act: str, row: models.Model, held: Values, values: Values) -> bool:
    """Write the journal entry of what differs between `held` and `values`; False when nothing does."""
    changed = [name for name, value in values.items() if plain(value) != plain(held.get(name))]
    if not changed:
        return False
    before, after = ({name: _told(name, one.get(name)) for name in changed} for one in (held, values))
    record(actor, act, row, {"before": before, "after": after})
    return True


def _told(name: str, value: Any) -> Any:
    return account_end(value or "") if name == MASKED else plain(value)
