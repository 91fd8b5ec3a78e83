"""Times the workbook of Mons, in and out, beside the library alone: `python -m benchmarks.workbooks`, inside Préau.

Prints JSON: for each measure the median milliseconds of the product and of the library on the same cells.
"""

import io
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import django
import python_calamine
import xlsxwriter

TIMES = 25
YEARS = range(2009, 2017)  # school years before those of the demonstration, free for the imports
ZONES = ("mons", "ath", "namur", "charleroi")
SOURCE = Path("preau/plans/demonstration/mons-2020-2021.xlsx")


def alternately(*works: Callable[[], object], times: int = TIMES) -> list[float]:
    """Return the median milliseconds of each work, done in turn; the first round is not counted."""
    found: list[list[float]] = [[] for _ in works]
    for number in range(times + 1):
        for taken, work in zip(found, works, strict=True):
            start = time.perf_counter()
            work()
            if number:
                taken.append((time.perf_counter() - start) * 1000)
    return [statistics.median(taken) for taken in found]


def cells_of(data: bytes) -> Iterator[tuple[int, int, object]]:
    """Yield (row, column, value) of every cell that holds something, read by the library alone."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        for row, values in enumerate(book.get_sheet_by_name(name).to_python()):
            for column, value in enumerate(values):
                if value != "":
                    yield row, column, value


def bare_import(data: bytes, database: sqlite3.Connection) -> None:
    """Read every cell and insert it, in one transaction that waits for the disk."""
    with database:
        database.executemany("INSERT INTO cells VALUES (?, ?, ?)", cells_of(data))


def bare_export(cells: list[tuple[int, int, object]]) -> bytes:
    """Write the same cells, without any form."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, column, value in cells:
        sheet.write(row, column, value)
    book.close()
    return stream.getvalue()


def bare_database(folder: str) -> sqlite3.Connection:
    database = sqlite3.connect(Path(folder) / "bare.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE cells (line INTEGER, place INTEGER, value)")
    return database


def importing(data: bytes) -> tuple[float, float]:
    """Return (product, library) of one import: from the bytes of the workbook to the plan in the database."""
    from preau.foundation import clock
    from preau.foundation.accounts.actors import system
    from preau.foundation.territory.models import Zone
    from preau.law.annual_plan import SchoolYear
    from preau.plans.acts.lifecycle import import_plan
    from preau.plans.workbook.proposal import to_document
    from preau.plans.workbook.reader import read_plan

    author = system(clock.now(), "Mesures")
    places = product(Zone.objects.filter(slug__in=ZONES), YEARS)

    def import_one() -> None:
        document = to_document(read_plan(data, SOURCE.name))
        zone, year = next(places)
        import_plan(author, zone, SchoolYear(year), document, source=SOURCE.name)

    with tempfile.TemporaryDirectory() as folder:
        database = bare_database(folder)
        ours, bare = alternately(import_one, lambda: bare_import(data, database))
        database.close()
    return ours, bare


def exporting() -> dict[str, tuple[float, float | None]]:
    """Return (product, library) of the XLSX of the plan of Mons, and the time of its PDF."""
    from preau.foundation import clock
    from preau.plans.files import plan_bytes
    from preau.plans.models import AnnualActionPlan

    plan = AnnualActionPlan.objects.select_related("zone").get(zone__slug="mons", start_year=2020)
    moment = clock.now()
    cells = list(cells_of(plan_bytes(plan, "xlsx", moment)))
    ours, bare, pdf = alternately(
        lambda: plan_bytes(plan, "xlsx", moment),
        lambda: bare_export(cells),
        lambda: plan_bytes(plan, "pdf", moment),
    )
    return {"export": (ours, bare), "pdf": (pdf, None)}


def main() -> None:
    django.setup()
    from preau.plans.models import AnnualActionPlan

    AnnualActionPlan.objects.filter(start_year__in=YEARS).delete()
    data = SOURCE.read_bytes()
    print(json.dumps({"import": importing(data), **exporting(), "cells": len(list(cells_of(data)))}))


if __name__ == "__main__":
    main()
