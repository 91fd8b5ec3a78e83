"""The lock on the journal: the database itself refuses to change or remove an entry or a seal.

Installed by a migration, and again after every `migrate`: SQLite forgets the triggers of a table it rebuilds.
Whoever owns the database can lift it; the seals (`seals`) then tell what was altered.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "Le journal ne se modifie pas : un acte ou un sceau inscrit reste tel quel."
TABLES = ("journal_entry", "journal_seal")

_SQLITE = [
    """CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
    """CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
    # INSERT OR REPLACE removes a row without firing the trigger on DELETE.
    """CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
       WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
]
_POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
    """CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
]
_TRIGGERS = {
    "sqlite": (_SQLITE, ("no_update", "no_delete", "no_replace"), "DROP TRIGGER IF EXISTS {trigger}"),
    "postgresql": (_POSTGRESQL, ("no_change", "no_truncate"), "DROP TRIGGER IF EXISTS {trigger} ON {table}"),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Lock the tables of the journal; safe to run again."""
    statements, _, _ = _TRIGGERS[connection.vendor]
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in statements:
                cursor.execute(statement.format(table=table, refusal=REFUSAL))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Unlock the tables of the journal: for the flush of a test or of a demonstration, and to undo the migration."""
    _, names, drop = _TRIGGERS[connection.vendor]
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in names:
                cursor.execute(drop.format(trigger=f"{table}_{name}", table=table))


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether every trigger of the lock is there (and, on PostgreSQL, enabled)."""
    _, names, _ = _TRIGGERS[connection.vendor]
    expected = {f"{table}_{name}" for table in TABLES for name in names}
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return expected <= {row[0] for row in cursor.fetchall()}


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lift the lock within the block: only what empties a whole database (tests, demonstration) may."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)
