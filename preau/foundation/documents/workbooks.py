"""XLSX workbooks that are safe to open, look like the house and are the same bytes for the same content.

A text cell of XLSX is typed as text in the file: « =1+1 » or « @x » written so is shown, never computed, in Excel
and LibreOffice alike, and stays literally what a person typed. Nothing is therefore added in front of it, and the
workbook reads back unchanged. (A CSV has no types: there the same text would need neutralising. Préau writes none.)
Nothing here can write a formula or a link.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal

import xlsxwriter
from django.utils import timezone

from preau.foundation.documents.limits import MAX_CELL_CHARACTERS

Style = Literal["title", "heading", "head", "text", "number", "date", "note"]
Value = str | int | float | bool | date | None

INK, GREEN, SUNK, LINE, MUTED = "#16241F", "#1D5142", "#ECEBE2", "#D6D6CA", "#4E5C56"
BASE: Final = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
BOXED: Final = {"border": 1, "border_color": LINE, "text_wrap": True}
STYLES: Final[dict[Style, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12, "font_color": GREEN, "text_wrap": True},
    "head": {"bold": True, "bg_color": SUNK, **BOXED, "bottom": 2, "bottom_color": GREEN},
    "text": BOXED,
    "number": {**BOXED, "align": "center"},
    "date": {**BOXED, "num_format": "dd/mm/yyyy"},
    "note": {"font_color": MUTED, "italic": True, "text_wrap": True},
}


class HouseWorkbook:
    """A workbook in memory. Add sheets, write cells, then take the bytes with `save()`.

    `created` (aware) is written in the file instead of the present moment.
    """

    def __init__(self, title: str, created: datetime, author: str = "Préau") -> None:
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        local = timezone.localtime(created).replace(tzinfo=None)
        self._book.set_properties({"title": title, "author": author, "created": local})
        self.formats = {name: self._book.add_format({**BASE, **look}) for name, look in STYLES.items()}

    def add_sheet(self, name: str, widths: Sequence[float] = (), landscape: bool = True) -> "HouseSheet":
        """Add a sheet; `widths` are those of its first columns, in characters. It prints one page wide, on A4."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if landscape:
            sheet.set_landscape()
        return HouseSheet(sheet, self.formats)

    def save(self) -> bytes:
        """Close the workbook and return its bytes."""
        self._book.close()
        return self._out.getvalue()


class HouseSheet:
    """A sheet: rows and columns are counted from 0, as in XlsxWriter."""

    def __init__(self, sheet: xlsxwriter.worksheet.Worksheet, formats: dict[Style, xlsxwriter.format.Format]) -> None:
        self._sheet = sheet
        self._formats = formats

    def write(self, row: int, column: int, value: Value, style: Style | None = None) -> None:
        """Write one cell by the type of its value, in a style or in that of its type.

        Raises ValueError for a text longer than a cell can hold.
        """
        look = self._formats[style or _style_of(value)]
        match value:
            case None | "":
                self._sheet.write_blank(row, column, None, look)
            case bool():
                self._sheet.write_boolean(row, column, value, look)
            case int() | float():
                self._sheet.write_number(row, column, value, look)
            case date():
                self._sheet.write_datetime(row, column, value, look)
            case _:
                self._sheet.write_string(row, column, self._fitting(value, row, column), look)

    def write_row(self, row: int, values: Sequence[Value], style: Style | None = None) -> None:
        """Write a row from its first column."""
        for column, value in enumerate(values):
            self.write(row, column, value, style)

    def merge(self, row: int, columns: tuple[int, int], value: Value, style: Style = "text", rows: int = 1) -> None:
        """Merge the cells of `rows` rows between two columns (both included) and write the first."""
        self._sheet.merge_range(row, columns[0], row + rows - 1, columns[1], "", self._formats[style])
        self.write(row, columns[0], value, style)

    def row_height(self, row: int, points: float) -> None:
        """Set the height of a row, in points: a merged cell does not grow by itself."""
        self._sheet.set_row(row, points)

    def head(self, row: int, titles: Sequence[str]) -> None:
        """Write the titles of a table, kept in sight when scrolling and repeated on each printed page."""
        self.write_row(row, titles, "head")
        self._sheet.freeze_panes(row + 1, 0)
        self._sheet.repeat_rows(row)

    def _fitting(self, text: str, row: int, column: int) -> str:
        shown = text.replace("\r\n", "\n").replace("\r", "\n")
        # A cell counts UTF-16 units, and XlsxWriter leaves a longer text out without a word.
        if len(shown.encode("utf-16-le")) // 2 > MAX_CELL_CHARACTERS:
            raise ValueError(f"{self._sheet.get_name()}: row {row}, column {column}: text too long for a cell")
        return shown


def _style_of(value: Value) -> Style:
    match value:
        case bool():
            return "text"
        case int() | float():
            return "number"
        case date():
            return "date"
    return "text"
