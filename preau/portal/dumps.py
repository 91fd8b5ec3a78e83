"""One file from a database, one database from a file: by SQLite's own copy, or by PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection


class BackupRefused(Exception):  # noqa: N818 - the reason is shown as it is
    """The backup cannot be made or put back; the text says why, in French."""


def dump(target: Path) -> None:
    """Copy the database as it is at one moment into `target`, while others write."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copied = sqlite3.connect(target)
        try:
            connection.connection.backup(copied)
        finally:
            copied.close()
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Fill the empty database of this installation from a file `dump` made; all of it or nothing."""
    if connection.vendor == "sqlite":
        _check_sqlite(source)
        connection.close()
        place = Path(connection.settings_dict["NAME"])
        for trace in ("-wal", "-shm"):
            place.with_name(place.name + trace).unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place.with_name(place.name + ".restored"))
        os.replace(place.with_name(place.name + ".restored"), place)
    else:
        database = connection.settings_dict["NAME"]
        _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={database}", str(source))


def _check_sqlite(source: Path) -> None:
    copied = sqlite3.connect(source)
    try:
        (answer,) = copied.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as damage:
        raise BackupRefused("La base de cette sauvegarde est abîmée : prenez-en une autre.") from damage
    finally:
        copied.close()
    if answer != "ok":
        raise BackupRefused(f"La base de cette sauvegarde est abîmée ({answer}) : prenez-en une autre.")


def _run(program: str, *options: str) -> None:
    """Run a program of PostgreSQL on our database; the password travels by the environment, seen by nobody."""
    if shutil.which(program) is None:
        raise BackupRefused(f"Il manque {program} : sudo apt-get install postgresql-client")
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environ = os.environ | {name: str(given[key]) for name, key in names.items() if given.get(key)}
    done = subprocess.run([program, *options], env=environ, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupRefused(f"{program} a échoué : {done.stderr.strip()}")
