"""The frame of the acts on a body: its lock, what was read when the form was shown, what the journal keeps."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models, transaction
from django.http import Http404

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Organisation
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.journal.api import record
from preau.operators.access import can_edit_body
from preau.operators.bodies.numbers import account_end
from preau.operators.describing import NotNow, Stale
from preau.operators.models import OrganisingBody

Values = dict[str, Any]
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


def held_by(row: models.Model, names: tuple[str, ...]) -> Values:
    """Return the fields of a row that a form shows; a link by its key."""
    columns = {field.name: field.attname for field in row._meta.concrete_fields}
    return {name: getattr(row, columns[name]) for name in names}


def version_of(values: Values) -> int:
    """Return the version of what a form shows: a number made from it, for a row that counts no changes itself."""
    written = json.dumps(_plain(values), sort_keys=True, ensure_ascii=False)
    return int(hashlib.sha256(written.encode()).hexdigest()[:12], 16)


def check_version(version: int | None, held: Values, values: Values) -> None:
    """Raise Stale when `held` is neither what was read at `version` (None: not asked) nor what is submitted."""
    if version in {None, version_of(held)}:
        return
    if any(_plain(value) != _plain(held[name]) for name, value in values.items()):
        raise Stale(version_of(held))


def note(actor: Actor, act: str, row: models.Model, held: Values, values: Values) -> bool:
    """Write the journal entry of what differs between `held` and `values`; False when nothing does."""
    changed = [name for name, value in values.items() if _plain(value) != _plain(held.get(name))]
    if not changed:
        return False
    before, after = ({name: _told(name, one.get(name)) for name in changed} for one in (held, values))
    record(actor, act, row, {"before": before, "after": after})
    return True


def _told(name: str, value: Any) -> Any:
    return account_end(value or "") if name == MASKED else _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value.pk)
    return value
