"""The secret key: given in production, made once and kept for an embedded installation."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def load_secret_key(data_dir: Path) -> str:
    """Return PREAU_SECRET_KEY, or the key kept in `data_dir`, making it (mode 600) on first use."""
    given = os.environ.get("PREAU_SECRET_KEY")
    if given:
        return given
    kept = data_dir / "secret-key"
    if not kept.exists():
        _keep(secrets.token_urlsafe(64), kept)
    return kept.read_text(encoding="ascii").strip()


def _keep(key: str, kept: Path) -> None:
    """Write the key beside, then give it its name unless another process did: nobody reads half a key."""
    with NamedTemporaryFile("w", dir=kept.parent, prefix="secret-key-", encoding="ascii") as draft:  # mode 600
        draft.write(key)
        draft.flush()
        os.fsync(draft.fileno())
        with suppress(FileExistsError):
            kept.hardlink_to(draft.name)
