"""The grid as a file: a workbook, or text with separators. No cell can be a formula in either."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time

from xlsxwriter import Workbook

from preau.foundation.documents.models import MIME_TYPES as FILE_TYPES
from preau.foundation.documents.models import FileKind
from preau.foundation.documents.workbooks.writing import csv_bytes
from preau.foundation.ui.dates import full_date
from preau.law.annual_plan import ASPECTS, AXES, MISSIONS, Heading, SchoolYear
from preau.plans.grid.counting import Asked, Figures

MIME_TYPES = {"xlsx": FILE_TYPES[FileKind.XLSX], "csv": "text/csv; charset=utf-8"}
HEAD = (
    "Année scolaire",
    "Axe",
    "Aspect",
    "Plans",
    "Objectifs",
    "Actions",
    "Actions dont la suite est connue",
    "Actions faites",
    "Actions abandonnées",
)
WIDTHS = (16, 34, 28, *(14,) * 6)

Cells = Mapping[tuple[int, int, int], Figures]
Line = tuple[str | int, ...]


def grid_file(extension: str, cells: Cells, asked: Asked, day: date) -> bytes:
    """Return the cells as a file of MIME_TYPES; `day` is the day of the count."""
    about = list(_about(asked, day))
    if extension == "xlsx":
        return _xlsx(cells, about, day)
    return csv_bytes([HEAD, *lines(cells), (), *about])


def lines(cells: Cells) -> Iterator[Line]:
    """Yield a line per year, axis and aspect, the totals first."""
    for (year, axis, aspect), figures in sorted(cells.items(), key=lambda item: (-item[0][0], *item[0][1:])):
        place = (_label(AXES, axis, "Tous les axes"), _label(ASPECTS, aspect, "Tous les aspects"))
        yield (str(SchoolYear(year)), *place, *figures)


def _label(headings: tuple[Heading, ...], number: int, every: str) -> str:
    return next((heading.short for heading in headings if heading.number == number), every)


def _about(asked: Asked, day: date) -> Iterator[tuple[str, str]]:
    yield "Compté le", full_date(day)
    yield "Plans", "Plans d’action annuels approuvés par les CCA (décret du 3 juillet 2003, art. 11/1)"
    yield "Commune", asked.zone.name if asked.zone is not None else "Toutes"
    yield "Province ou Région", asked.province or "Toutes"
    yield "Mission", _label(MISSIONS, asked.mission, "Toutes, ou aucune")
    yield (
        "Lire",
        "Une action compte dans chaque axe et chaque aspect qu’elle touche : les lignes ne s’additionnent pas.",
    )
    yield "Suite", "La suite d’une action n’est comptée qu’une fois le rapport d’activité de son plan transmis."


def _xlsx(cells: Cells, about: list[tuple[str, str]], day: date) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Grille d’analyse", "created": datetime.combine(day, time(), UTC)})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Grille")
        sheet.freeze_panes(1, 0)
        for column, (label, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, label, bold)
        last = 0
        for last, line in enumerate(lines(cells), 1):
            for column, value in enumerate(line):
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(last, column, value)
        sheet.autofilter(0, 0, last, len(HEAD) - 1)
        notes = book.add_worksheet("À lire")
        notes.set_column(0, 0, 22)
        for row, (label, text) in enumerate(about):
            notes.write_string(row, 0, label, bold)
            notes.write_string(row, 1, text)
    return out.getvalue()
