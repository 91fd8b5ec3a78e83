"""What python-calamine does not tell of an ODS sheet: merges, line breaks inside a paragraph, percentages, hidden."""

from dataclasses import dataclass, field

from preau.foundation.documents.archives import Archive
from preau.foundation.documents.xml_parts import read_xml

MAX_REPEATED = 10_000  # cells repeated beyond this are the empty margin of the sheet


@dataclass
class OdsSheet:
    """What the file says of one sheet; rows and columns from 0."""

    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    visible: bool = True


class OdsReader:
    """Follows content.xml and fills one OdsSheet per sheet."""

    def __init__(self) -> None:
        self.sheets: dict[str, OdsSheet] = {}
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: OdsSheet | None = None
        self._row = self._column = 0
        self._repeat_row = self._repeat_cell = 1
        self._paragraphs: list[str] = []  # of the cell being read
        self._in_cell = False
        self._in_paragraph = 0
        self._aside = 0  # inside a note, whose paragraphs are not the cell's
        self._broken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._start_sheet(attributes)
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table-row":
            self._column = 0
            self._repeat_row = repeated(attributes, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._start_cell(attributes)
        elif name == "annotation":
            self._aside += 1
        elif self._in_cell and not self._aside:
            self._start_text(name, attributes)

    def end(self, name: str) -> None:
        if name == "table-row":
            self._row += self._repeat_row
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "annotation":
            self._aside -= 1
        elif name == "p" and not self._aside and self._in_paragraph:
            self._in_paragraph -= 1

    def text(self, data: str) -> None:
        if self._in_paragraph and not self._aside and self._paragraphs:
            self._paragraphs[-1] += data

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get("style-name") in self._hidden_styles
        self._sheet = self.sheets.setdefault(attributes.get("name", ""), OdsSheet(visible=not hidden))
        self._row = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._repeat_cell = repeated(attributes, "number-columns-repeated")
        self._paragraphs, self._in_cell, self._broken = [], True, False
        if self._sheet is None:
            return
        wide = repeated(attributes, "number-columns-spanned")
        high = repeated(attributes, "number-rows-spanned")
        if wide > 1 or high > 1:
            self._sheet.spans.append((self._row, self._column, self._row + high - 1, self._column + wide - 1))
        if attributes.get("value-type") == "percentage" and self._repeat_cell < MAX_REPEATED:
            cells = range(self._column, self._column + self._repeat_cell)
            self._sheet.percents.update((self._row, column) for column in cells)

    def _end_cell(self) -> None:
        if self._broken and self._sheet is not None and self._paragraphs:
            self._sheet.shown[self._row, self._column] = "\n".join(self._paragraphs)
        self._column += self._repeat_cell
        self._in_cell = False

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self._paragraphs.append("")
            self._in_paragraph += 1
        elif self._in_paragraph and name == "line-break":
            self._paragraphs[-1] += "\n"
            self._broken = True
        elif self._in_paragraph and name == "s":
            self._paragraphs[-1] += " " * min(repeated(attributes, "c"), MAX_REPEATED)
        elif self._in_paragraph and name == "tab":
            self._paragraphs[-1] += "\t"


def repeated(attributes: dict[str, str], name: str) -> int:
    """Return a count of the file, 1 when it says nothing sensible."""
    value = attributes.get(name, "1")
    return max(1, int(value)) if value.isdigit() else 1


def read_ods(data: bytes) -> dict[str, OdsSheet]:
    """Return what content.xml says of each sheet, by name."""
    reader = OdsReader()
    read_xml("content.xml", Archive(data).read("content.xml"), reader)
    return reader.sheets
