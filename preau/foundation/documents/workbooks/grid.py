"""A workbook as a person sees it: sheets of cells with their text, their name (« B12 ») and their merges.

Values come from python-calamine; what it does not tell (merges and line breaks of ODS, percentages) is looked up
in the file itself, and only when needed.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from preau.foundation.documents.checks import WorkbookKind
from preau.foundation.documents.findings import refused
from preau.foundation.documents.sheet_contents import cell_name as name_from_one
from preau.foundation.documents.workbooks.ods_cells import OdsSheet, read_ods
from preau.foundation.documents.workbooks.xlsx_formats import percent_cells

Span = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0, all included
MAX_MERGED_ROWS = 50_000  # sum of the heights of all merges of a sheet

BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x0b")
LINE_END = re.compile(r"[ \t]+\n")


def clean(text: str) -> str:
    """Return `text` with plain line ends, without blanks at the ends of lines nor around it."""
    if "\r" in text or "\u2028" in text or "\u2029" in text or "\x0b" in text:
        text = BREAKS.sub("\n", text)
    return LINE_END.sub("\n", text).strip() if "\n" in text else text.strip()


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, row and column counted from 0."""
    return name_from_one(row + 1, column + 1)


@dataclass(eq=False)
class Sheet:
    """One sheet. `rows` holds raw values; `spans` the merges; `formulas` the text of each formula by cell name."""

    name: str
    visible: bool
    rows: list[list[Any]]
    spans: list[Span] = field(default_factory=list)
    formulas: dict[str, str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    book: "Book | None" = None

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    @cached_property
    def _merged(self) -> dict[int, list[Span]]:
        merged: dict[int, list[Span]] = {}
        total = 0
        for span in self.spans:
            for row in range(span[0], min(span[2], self.height - 1) + 1):
                merged.setdefault(row, []).append(span)
                total += 1
            if total > MAX_MERGED_ROWS:
                raise refused(
                    "un nombre démesuré de cellules fusionnées",
                    "un tableau ordinaire",
                    f"La feuille « {self.name} » contient trop de cellules fusionnées. Retirez les fusions inutiles.",
                    sheet=self.name,
                )
        return merged

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Return the cell that holds the content shown at (row, column): itself, or the corner of its merge."""
        if self.spans:
            for top, left, bottom, right in self._merged.get(row, ()):
                if left <= column <= right and top <= row <= bottom:
                    return top, left
        return row, column

    def raw(self, row: int, column: int) -> Any:
        """Return the value of a cell, '' outside the sheet. Merges are not followed."""
        try:
            return self.rows[row][column]
        except IndexError:
            return ""

    def text(self, row: int, column: int, *, plain: bool = False) -> str:
        """Return what a person reads in the cell; `plain` where a number is a number and never a percentage.

        Merges are not followed.
        """
        value = self.raw(row, column)
        if type(value) is str:
            shown = self.shown.get((row, column)) if self.shown else None
            return clean(shown if shown is not None else value)
        if type(value) is float and not plain and self._is_percent(row, column):
            return f"{plain_number(round(value * 100, 6))} %"
        return words_of(value)

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row that hold something of their own."""
        values = enumerate(self.rows[row])
        return [c for c, value in values if value != "" and (type(value) is not str or value.strip())]

    def _is_percent(self, row: int, column: int) -> bool:
        return self.book is not None and (row, column) in self.book.percents(self.name)


class Book:
    """A workbook that passed the door (`check_workbook`), opened."""

    def __init__(self, data: bytes, kind: WorkbookKind, formulas: tuple[tuple[str, str, str], ...] = ()) -> None:
        self._data, self._kind = data, kind
        self._percents: dict[str, frozenset[tuple[int, int]]] = {}
        self._ods: dict[str, OdsSheet] = read_ods(data) if kind == "ods" else {}
        self.sheets = self._open()
        by_name = {sheet.name: sheet for sheet in self.sheets}
        for sheet, cell, formula in formulas:
            if sheet in by_name:
                by_name[sheet].formulas[cell] = formula

    def _open(self) -> list[Sheet]:
        try:
            with CalamineWorkbook.from_filelike(io.BytesIO(self._data)) as book:
                return [self._sheet(book, position, meta) for position, meta in enumerate(book.sheets_metadata)]
        except CalamineError as error:
            raise refused(
                "un classeur que le lecteur n’ouvre pas",
                "un classeur .xlsx ou .ods",
                "Ce classeur est abîmé. Ouvrez-le dans Excel ou LibreOffice, enregistrez-le à nouveau, "
                "puis envoyez la nouvelle copie.",
            ) from error

    def _sheet(self, book: CalamineWorkbook, position: int, meta: Any) -> Sheet:
        name = meta.name
        visible = meta.visible == SheetVisibleEnum.Visible
        try:
            sheet = book.get_sheet_by_index(position)
        except CalamineError:  # a chart sheet holds no cell
            return Sheet(name, visible, [])
        rows = sheet.to_python(skip_empty_area=False)
        if self._kind == "ods":
            own = self._ods.get(name, OdsSheet())
            return Sheet(name, visible and own.visible, rows, own.spans, shown=own.shown, book=self)
        spans = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
        return Sheet(name, visible, rows, spans, book=self)

    def percents(self, sheet: str) -> frozenset[tuple[int, int]]:
        """Return the cells of `sheet` shown as percentages, looked up once and only when asked."""
        if sheet not in self._percents:
            own = self._ods.get(sheet)
            found = own.percents if own else percent_cells(self._data, sheet)
            self._percents[sheet] = frozenset(found)
        return self._percents[sheet]


def words_of(value: Any) -> str:
    """Return a value that is not text as a French workbook shows it: 12,5 · 01/09/2020 · 16:30 · VRAI."""
    words = str(value)
    match value:
        case bool():
            words = "VRAI" if value else "FAUX"
        case int() | float():
            words = plain_number(value)
        case datetime():
            words = f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
        case date():
            words = f"{value:%d/%m/%Y}"
        case time():
            words = f"{value:%H:%M}"
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            words = f"{minutes // 60}:{minutes % 60:02}"
    return words


def plain_number(value: float) -> str:
    """Return a number without needless decimals, with a comma: 3.0 is 3, 12.5 is 12,5."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.12g}".replace(".", ",")
