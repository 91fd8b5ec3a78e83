"""Workbooks for tests, described once and written as XLSX (XlsxWriter) or ODS (odfpy)."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from xlsxwriter import Workbook

CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Formula:
    """A formula and the value the spreadsheet kept of it."""

    text: str
    value: Any = 0


@dataclass(frozen=True)
class Percent:
    """A number shown as a percentage: 0.8 is 80 %."""

    value: float


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows, its merges (« A1:B2 »), whether it is hidden."""

    rows: list[list[Any]]
    name: str = "Plan"
    merges: tuple[str, ...] = ()
    hidden: bool = False
    offset: tuple[int, int] = field(default=(0, 0))  # empty rows above, empty columns to the left

    def placed(self) -> list[list[Any]]:
        """Return the rows with the offset written as empty cells."""
        down, right = self.offset
        return [[] for _ in range(down)] + [[None] * right + row for row in self.rows]


def position(name: str) -> tuple[int, int]:
    """Return (row, column), from 0, of a cell name."""
    letters, digits = CELL.fullmatch(name).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def spans(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the size (rows, columns) of each merge by its first cell."""
    found = {}
    for merge in sheet.merges:
        (top, left), (bottom, right) = (position(name) for name in merge.split(":"))
        found[top, left] = (bottom - top + 1, right - left + 1)
    return found


def xlsx(*sheets: Sheet) -> bytes:
    """Return the sheets as XLSX."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    percent, day = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "dd/mm/yyyy"})
    for described in sheets:
        sheet = book.add_worksheet(described.name)
        if described.hidden:
            sheet.hide()
        rows = described.placed()
        for (top, left), (high, wide) in spans(described).items():
            sheet.merge_range(top, left, top + high - 1, left + wide - 1, "")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                match value:
                    case None | "":
                        pass
                    case Formula():
                        sheet.write_formula(r, c, value.text, None, value.value)
                    case Percent():
                        sheet.write_number(r, c, value.value, percent)
                    case bool():
                        sheet.write_boolean(r, c, value)
                    case date() | datetime():
                        sheet.write_datetime(r, c, value, day)
                    case str():
                        sheet.write_string(r, c, value)
                    case _:
                        sheet.write_number(r, c, value)
    book.close()
    return stream.getvalue()


def ods(*sheets: Sheet) -> bytes:
    """Return the sheets as ODS."""
    document = OpenDocumentSpreadsheet()
    masked = Style(name="masked", family="table")
    masked.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(masked)
    for described in sheets:
        table = Table(name=described.name, **({"stylename": masked} if described.hidden else {}))
        merged = spans(described)
        covered = {
            (r, c)
            for (top, left), (high, wide) in merged.items()
            for r in range(top, top + high)
            for c in range(left, left + wide)
        } - set(merged)
        rows = described.placed()
        width = max([len(row) for row in rows] + [c + 1 for _, c in covered], default=1)
        for r in range(max([len(rows)] + [r + 1 for r, _ in covered])):
            line = TableRow()
            values = (rows[r] if r < len(rows) else []) + [None] * width
            for c, value in enumerate(values[:width]):
                line.addElement(CoveredTableCell() if (r, c) in covered else ods_cell(value, merged.get((r, c))))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def ods_cell(value: Any, span: tuple[int, int] | None) -> TableCell:
    """Return one cell of an ODS sheet."""
    size = {"numberrowsspanned": str(span[0]), "numbercolumnsspanned": str(span[1])} if span else {}
    match value:
        case None | "":
            return TableCell(**size)
        case Formula():
            kept = {"valuetype": "string"} if value.value == "" else {"valuetype": "float", "value": str(value.value)}
            cell = TableCell(formula="of:" + value.text, **kept, **size)
            shown = str(value.value)
        case Percent():
            cell = TableCell(valuetype="percentage", value=str(value.value), **size)
            shown = f"{value.value:.0%}"
        case bool():
            cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **size)
            shown = "VRAI" if value else "FAUX"
        case date() | datetime():
            cell = TableCell(valuetype="date", datevalue=value.isoformat(), **size)
            shown = f"{value:%d/%m/%Y}"
        case str():
            cell = TableCell(valuetype="string", **size)
            shown = value
        case _:
            cell = TableCell(valuetype="float", value=str(value), **size)
            shown = str(value)
    for line in shown.split("\n"):
        cell.addElement(P(text=line))
    return cell


WRITERS = {"xlsx": xlsx, "ods": ods}
