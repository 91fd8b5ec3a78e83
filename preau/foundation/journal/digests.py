"""The digest of a journal entry: SHA-256 of its canonical text."""

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from preau.foundation.journal.models import Entry


def canonical(value: Any) -> bytes:
    """Return the one byte string that stands for a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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
