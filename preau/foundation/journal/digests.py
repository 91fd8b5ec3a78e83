"""The digests of the journal: SHA-256 of a canonical text that survives the round trip through any database."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from preau.foundation.journal.models import Entry


def canonical(value: Any) -> bytes:
    """Return the one byte string that stands for a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def check_payload(value: Any, path: str = "payload") -> None:
    """Raise TypeError for what a database could give back otherwise than it was written.

    Allowed: None, True, False, whole numbers, text, lists and dictionaries with text keys. PostgreSQL rewrites
    1.0 and 1e3, and cannot hold the character U+0000; a key 1 comes back as "1"; dates and amounts are text.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            if type(key) is not str:
                raise TypeError(f"journal: {path} a une clé qui n’est pas un texte : {key!r}")
            check_payload(key, f"{path}[{key!r}]")
            check_payload(item, f"{path}[{key!r}]")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            check_payload(item, f"{path}[{number}]")
    elif isinstance(value, str):
        if "\0" in value:
            raise TypeError(f"journal: {path} contient le caractère U+0000")
    elif value is not None and type(value) not in (bool, int):
        raise TypeError(f"journal: {path} est un {type(value).__name__} : écrivez-le en texte ou en nombre entier")


def digest_of(entry: "Entry") -> str:
    """Return the hexadecimal SHA-256 of everything the entry says (its number is held by the seal)."""
    content = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "person": entry.person_id,
        "acting_as": entry.acting_as,
        "organisation": entry.organisation_id,
        "act": entry.act,
        "object": [entry.object_type, entry.object_id],
        "payload": entry.payload,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def seal_digest(previous: str, day: date, sealed_at: datetime, entries: list[list[Any]]) -> str:
    """Return the digest of a seal: the seal before, the day, when it was sealed, [number, digest] of each entry."""
    content = [day.isoformat(), sealed_at.astimezone(UTC).isoformat(timespec="microseconds"), entries]
    return hashlib.sha256(previous.encode() + canonical(content)).hexdigest()
