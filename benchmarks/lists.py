"""Times a list of 2,000 lines, taken over, beside the libraries alone: `python -m benchmarks.lists`, inside Préau.

Prints JSON, in median milliseconds: the product, from the bytes of the workbook to the rows of the database, in one
act with its journal; the bare work, python-calamine reading the same cells and Django's `bulk_create` of the same rows,
made beforehand, in one transaction; and the same with the rows inserted by SQLite alone.
"""

import io
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import python_calamine
import xlsxwriter

from benchmarks.workbooks import alternately

LINES, OPERATORS, ROUNDS = 2_000, 40, 7
HEAD = (
    *("Opérateur", "Lieu", "Adresse", "Localité", "Téléphone", "Courriel", "Capacité", "Âges"),
    *("Matin", "Soir", "Mercredi", "Tarif", "Accès PMR"),
)
KEYS, APART = frozenset({"id", "place_id", "period_id"}), 10**8
NAME = "liste.xlsx"

Rows = dict[Any, list[Any]]  # of each model, in the order to insert them


def workbook() -> bytes:
    """Return an invented list: a line per place, forty operators."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Lieux")
        sheet.write_row(0, 0, HEAD)
        for line in range(LINES):
            own = (f"Opérateur inventé {line % OPERATORS}", f"Lieu inventé {line}", f"rue Inventée {line}")
            reach = ("Ville inventée", "065 12 34 56", f"lieu{line}@exemple.test", 20 + line % 30, "2,5-12 ans")
            offer = ("7h-8h30", "15h30-18h", "12h-17h30", f"{1 + line % 3} €/jour", "oui")
            sheet.write_row(line + 1, 0, (*own, *reach, *offer))
    return stream.getvalue()


def take_over(data: bytes, mandate: Any) -> None:
    """Do the whole work of the product: read, keep what was read, match with what is known, write, journal."""
    from preau.foundation import clock
    from preau.foundation.accounts.actors import Actor
    from preau.operators.importing import acts
    from preau.operators.importing.reader import read_list
    from preau.operators.models import ListImport

    actor = Actor(clock.now(), mandate.person, mandate, (mandate,), True)
    row = ListImport.objects.create(
        organisation=mandate.organisation,
        zone=mandate.organisation.zone,
        file_name=NAME,
        proposal=read_list(data, NAME).plain(),
        created_at=actor.now,
        created_by=mandate.person,
    )
    acts.settle(actor, row.pk, row.version)


def written() -> Rows:
    """Return the rows that the product wrote of one list."""
    from preau.operators.models import CarePeriod, CarePlace, Fee, OpeningHours

    places = CarePlace.objects.filter(received_from=NAME)
    periods = CarePeriod.objects.filter(place__in=places)
    held = {model: list(model.objects.filter(period__in=periods)) for model in (OpeningHours, Fee)}
    return {CarePlace: list(places), CarePeriod: list(periods), **held}


def batches(rows: Rows) -> Iterator[Rows]:
    """Yield the rows again and again, each time under other keys, made and ready to be inserted."""
    for number in range(1, ROUNDS + 2):
        yield {
            model: [
                model(**{name: value + number * APART if name in KEYS else value for name, value in values_of(one)})
                for one in held
            ]
            for model, held in rows.items()
        }


def values_of(row: Any) -> list[tuple[str, Any]]:
    return [(field.attname, getattr(row, field.attname)) for field in row._meta.concrete_fields]


def read(data: bytes) -> None:
    """Read every cell, with the library alone."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def bare(data: bytes, rows: Rows) -> None:
    """Read every cell and insert the rows with Django, in one transaction that waits for the disk."""
    from django.db import transaction

    read(data)
    with transaction.atomic():
        for model, values in rows.items():
            model.objects.bulk_create(values)


def bare_database(folder: str) -> sqlite3.Connection:
    """Return a database that takes the same care of the disk."""
    database = sqlite3.connect(Path(folder) / "bare.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    return database


def plain(rows: Rows, database: sqlite3.Connection) -> dict[str, list[list[Any]]]:
    """Return the rows as SQLite takes them, and make their tables, with keys and without anything else."""
    found = {}
    for model, values in rows.items():
        names = [field.attname for field in model._meta.concrete_fields]
        table = model._meta.db_table
        database.execute(f"CREATE TABLE IF NOT EXISTS {table} ({', '.join(names)}, PRIMARY KEY (id))")
        found[table] = [[_plain(getattr(row, name)) for name in names] for row in values]
    return found


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | None) else str(value)


def barest(data: bytes, database: sqlite3.Connection, rows: dict[str, list[list[Any]]]) -> None:
    """Read every cell and insert the rows with SQLite alone, in one transaction that waits for the disk."""
    read(data)
    with database:
        for table, values in rows.items():
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:  # what is measured is not left among what others measure
        shutil.copytree(os.environ["PREAU_DATA_DIR"], folder, dirs_exist_ok=True)
        os.environ["PREAU_DATA_DIR"] = folder
        django.setup()
        from preau.foundation.accounts.models import Mandate

        data = workbook()
        held = Mandate.objects.filter(role="atl_coordinator").select_related("person", "organisation__zone")
        held = held.filter(organisation__zone__valid_to=None).exclude(organisation__zone__slug="mons")
        by_zone = {one.organisation.zone_id: one for one in held}
        coordinators = iter(by_zone.values())
        take_over(data, next(coordinators))
        rows, database = written(), bare_database(folder)
        made = list(batches(rows))
        ready, plainly = iter(made), iter([plain(one, database) for one in made])
        ours, alone, barely = alternately(
            lambda: take_over(data, next(coordinators)),
            lambda: bare(data, next(ready)),
            lambda: barest(data, database, next(plainly)),
            times=ROUNDS,
        )
        database.close()
        counted = {model.__name__: len(values) for model, values in rows.items()}
    print(json.dumps({"list": (ours, alone), "sqlite": barely, "lines": LINES, "rows": counted}))


if __name__ == "__main__":
    main()
