"""Installations of their own, driven by the command `preau` as an administrator would."""

import os
import subprocess
import sys
import uuid

import pytest
from django.db import connection


class Place:
    """An installation: where its data are, and its command."""

    def __init__(self, data_dir, **environ):
        self.data_dir = data_dir
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREAU_", "DJANGO_"))}
        self.environ = kept | {"PREAU_DATA_DIR": str(data_dir)} | environ

    def command(self, *words):
        """Return the words to run: `preau` of this Python, coverage or not."""
        return [sys.executable, "-W", "default", "-m", "preau.cli", *map(str, words)]

    def run(self, *words, code=0, **environ):
        """Run `preau WORDS`, check its exit code, return what it printed (both streams)."""
        done = subprocess.run(
            self.command(*words), env=self.environ | environ, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self, *words):
        return subprocess.Popen(
            self.command(*words), env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )


@pytest.fixture
def place(tmp_path, request):
    """Return a function that makes an empty installation, on the engine of the suite."""
    made = []

    def make(name, **environ):
        data_dir = tmp_path / name
        if connection.vendor == "postgresql":
            request.getfixturevalue("django_db_blocker").unblock()
            database = f"preau_{uuid.uuid4().hex}"
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {database}")
            made.append(database)
            address, _, _ = os.environ["PREAU_DATABASE_URL"].rpartition("/")
            environ["PREAU_DATABASE_URL"] = f"{address}/{database}"
        return Place(data_dir, **environ)

    yield make
    for database in made:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {database} WITH (FORCE)")
    if made:
        request.getfixturevalue("django_db_blocker").restore()
