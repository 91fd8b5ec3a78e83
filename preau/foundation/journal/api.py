"""What the other rooms use of the journal: `record` an act, read the history of an object."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction

from preau.foundation.journal.digests import check_payload, digest_of
from preau.foundation.journal.models import Entry

MAX_ACTING_AS = Entry._meta.get_field("acting_as").max_length  # a role and a long name of organisation


class Author(Protocol):
    """Whoever acts: the `Actor` of accounts, or the system."""

    @property
    def now(self) -> datetime: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def acting_as(self) -> str: ...
    @property
    def organisation_id(self) -> int | None: ...


@dataclass(frozen=True)
class SystemAuthor:
    """The author of an act of the rooms below `accounts` that nobody performs in person."""

    now: datetime
    acting_as: str
    person_id: int | None = None
    organisation_id: int | None = None


def record(
    author: Author, act: str, target: models.Model | tuple[str, Any], payload: dict[str, Any] | None = None
) -> Entry:
    """Write the one journal entry of an act, in the transaction of the act itself.

    `act` is "room.verb", as "plans.save_objective"; `target` the object (or its kind and key); `payload` plain
    JSON, with "before" and "after" where something changed. Floats, dates and other objects are refused with a
    TypeError (write them as text): the digest must be the same once read back. Raises RuntimeError outside a
    transaction: an act whose entry could be lost without the act is a bug.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"journal: {act} doit être inscrit dans la transaction de l'acte")
    check_payload(payload or {})
    kind, key = target if isinstance(target, tuple) else (target._meta.label_lower, target.pk)
    entry = Entry(
        at=author.now,
        person_id=author.person_id,
        acting_as=author.acting_as[:MAX_ACTING_AS],
        organisation_id=author.organisation_id,
        act=act,
        object_type=kind,
        object_id=str(key),
        payload=payload or {},
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def history_of(target: models.Model) -> "models.QuerySet[Entry]":
    """Return the entries about `target`, newest first, with their person."""
    return (
        Entry.objects.filter(object_type=target._meta.label_lower, object_id=str(target.pk))
        .select_related("person")
        .order_by("-pk")
    )
