"""The secret key: given in production, made once and kept for an embedded installation."""

import os
import secrets
from pathlib import Path


def load_secret_key(data_dir: Path) -> str:
    """Return PREAU_SECRET_KEY, or the key kept in `data_dir`, making it (mode 600) on first use."""
    given = os.environ.get("PREAU_SECRET_KEY")
    if given:
        return given
    kept = data_dir / "secret-key"
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key
