"""The frame of every act on the composition of a CCA: lock, may she, what was read, write, one journal entry."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models, transaction
from django.http import Http404

from preau.commissions.access import can_compose
from preau.commissions.models import Cca
from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.journal.models import Entry

Values = dict[str, Any]


class Changed(Exception):  # noqa: N818 - a situation between two people, not a fault
    """Somebody else wrote the same thing since it was read. Nothing is written.

    `fields` maps each field that differs to (what is saved, what was submitted); `mark` is the one to submit again
    with.
    """

    def __init__(self, fields: dict[str, tuple[Any, Any]], mark: str) -> None:
        super().__init__("somebody else wrote in the meantime")
        self.fields = fields
        self.mark = mark


class NotPossible(Exception):  # noqa: N818 - the reason is shown as it is
    """A rule refuses the act; the text says why, in French, and `field` which field of the form it is about."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


class Composing:
    """What an act works on: the locked CCA, what to note in the journal, and the entry once written."""

    def __init__(self, cca: Cca) -> None:
        self.cca = cca
        self.before: Values = {}
        self.after: Values = {}
        self.note: Values = {}
        self.entry: Entry | None = None


@contextmanager
def composing(actor: Actor, act: str) -> Iterator[Composing]:
    """Run an act on the CCA of the zone acted for, in one transaction, with one journal entry if something changed.

    Raises Http404 where there is no CCA, Forbidden for who may not compose it.
    """
    with transaction.atomic():
        cca = locked(actor)
        require(can_compose(actor, cca.zone_id))
        frame = Composing(cca)
        yield frame
        before, after = plain(frame.before), plain(frame.after)
        if before != after:
            frame.entry = record(actor, act, cca, {**plain(frame.note), "before": before, "after": after})


def locked(actor: Actor) -> Cca:
    """Return the CCA of the zone acted for, its row locked until the transaction ends; Http404 when there is none."""
    rows = Cca.objects.visible_to(actor).filter(zone_id=actor.zone_id)
    cca = rows.select_related("zone").select_for_update(of=("self",)).first()
    if cca is None:
        raise Http404("cca")
    return cca


def mark_of(values: Values) -> str:
    """Return the mark of what was read: it goes with the form, and tells whether somebody wrote since."""
    written = json.dumps(plain(values), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def check_mark(mark: str, held: Values, values: Values) -> None:
    """Raise Changed when `held` is no longer what was read under `mark`, nor what is submitted."""
    if not held or mark == mark_of(held):
        return
    fields = {name: (held.get(name), value) for name, value in values.items() if value != held.get(name)}
    if fields:
        raise Changed(fields, mark_of(held))


def held_by(row: models.Model | None, names: tuple[str, ...]) -> Values:
    """Return the fields of a row that a form shows; nothing for a row that is not there."""
    return {name: getattr(row, name) for name in names} if row is not None else {}


def write(row: models.Model, values: Values) -> None:
    """Write these fields of a row."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def plain(value: Any) -> Any:
    """Return values as the journal takes them: dates as text, rows by their key."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    return value
