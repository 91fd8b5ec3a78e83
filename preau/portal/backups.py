"""Saving a whole installation into one file, and putting it back into an empty place.

The file is a compressed tar: a description, the database, the documents, and the secret key when it is kept beside
them (the sessions and the second factors depend on it). Whoever holds the file holds everything: it is readable by
its owner alone.
"""

import io
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from preau.portal import dumps
from preau.portal.dumps import BackupRefused

FORMAT = 1
DESCRIPTION, DATABASE, SECRET_KEY, DOCUMENTS = "preau.json", "database", "secret-key", "documents"


def save(target: Path, now: datetime) -> int:
    """Write everything into `target` (a new file, mode 600), while people go on working; return its size in bytes.

    The database is copied as it is at one moment, the documents after it: each document it names is in the file.
    Raises BackupRefused.
    """
    if target.exists():
        raise BackupRefused(f"{target} existe déjà : donnez un autre nom.")
    try:
        _save(target, now)
    except OSError as fault:
        raise BackupRefused(f"La sauvegarde ne s’écrit pas dans {target} : {fault.strerror}.") from fault
    return target.stat().st_size


def _save(target: Path, now: datetime) -> None:
    description = {"format": FORMAT, "database": connection.vendor, "made_at": now.isoformat()}
    with _beside(target) as workshop:
        copied = workshop / DATABASE
        dumps.dump(copied)
        unfinished = workshop / "backup"
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
                (workshop / DESCRIPTION).write_text(json.dumps(description), encoding="utf-8")
                archive.add(workshop / DESCRIPTION, DESCRIPTION)
                archive.add(copied, DATABASE)
                for path, name in _files():
                    archive.add(path, name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)


def restore(source: Path) -> None:
    """Put a backup back: into a database without tables and a place without documents, and nowhere else.

    Everything is unpacked and read beside before anything is put in place; then the tables are brought up to date.
    Raises BackupRefused.
    """
    _check_empty()
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with _beside(settings.DATA_DIR / "restore") as workshop:
        _unpack(source, workshop)
        description = _described(workshop / DESCRIPTION)
        if description.get("database") != connection.vendor:
            raise BackupRefused(
                f"Cette sauvegarde vient de {description.get('database')}, cette base est {connection.vendor} : "
                "donnez une base de la même sorte dans PREAU_DATABASE_URL."
            )
        if not (workshop / DATABASE).exists():
            raise BackupRefused(f"{source} ne contient pas de base.")
        dumps.load(workshop / DATABASE)
        if (workshop / SECRET_KEY).exists():
            os.replace(workshop / SECRET_KEY, settings.DATA_DIR / SECRET_KEY)
        if (workshop / DOCUMENTS).exists():
            shutil.copytree(workshop / DOCUMENTS, settings.MEDIA_ROOT, dirs_exist_ok=True)
    call_command("prepare", stdout=io.StringIO())


def _files() -> Iterator[tuple[Path, str]]:
    """Yield each file beside the database, with its name in the archive."""
    key = settings.DATA_DIR / SECRET_KEY
    if key.exists():
        yield key, SECRET_KEY
    for path in sorted(settings.MEDIA_ROOT.rglob("*")):
        if path.is_file():
            yield path, f"{DOCUMENTS}/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a directory of our own on the same disk as `target`, removed at the end."""
    place = Path(tempfile.mkdtemp(prefix=".preau-", dir=target.absolute().parent))
    try:
        yield place
    finally:
        shutil.rmtree(place)


def _check_empty() -> None:
    if connection.introspection.table_names():
        raise BackupRefused("La base n’est pas vide : une sauvegarde ne se remet que dans un endroit vide.")
    if settings.MEDIA_ROOT.exists() and any(settings.MEDIA_ROOT.iterdir()):
        raise BackupRefused(f"{settings.MEDIA_ROOT} contient déjà des documents : choisissez un endroit vide.")


def _unpack(source: Path, workshop: Path) -> None:
    """Unpack the plain files of ours, each under its own name; anything else is not a backup of Préau."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isreg() else None
                if content is None or not _is_ours(member.name):
                    raise BackupRefused(f"{source} n’est pas une sauvegarde de Préau : elle contient {member.name}.")
                path = workshop / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    shutil.copyfileobj(content, file)
    except FileNotFoundError as missing:
        raise BackupRefused(f"{source} n’existe pas.") from missing
    except (tarfile.TarError, EOFError, zlib.error, OSError) as damage:
        raise BackupRefused(f"{source} est abîmée ou n’est pas une sauvegarde : {damage}.") from damage


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    return name in {DESCRIPTION, DATABASE, SECRET_KEY} or (
        path.parts[:1] == (DOCUMENTS,) and len(path.parts) > 1 and ".." not in path.parts
    )


def _described(path: Path) -> dict[str, Any]:
    try:
        description = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupRefused("Ce fichier n’est pas une sauvegarde de Préau : il ne se décrit pas.") from error
    if description.get("format") != FORMAT:
        raise BackupRefused("Cette sauvegarde vient d’une version plus récente de Préau : mettez-le à jour d’abord.")
    return description
