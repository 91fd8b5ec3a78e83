"""Which cells of an XLSX sheet a person sees as percentages: the library gives 0.8 where the screen says 80 %."""

import posixpath

from preau.foundation.documents.archives import Archive
from preau.foundation.documents.xlsx_checks import REFERENCE, column_number
from preau.foundation.documents.xml_parts import read_xml

BUILT_IN_PERCENTS = {9, 10}


class _Attributes:
    """Collects the attributes of the elements wanted, in order; `within` names the parent they must have."""

    def __init__(self, *wanted: str, within: str = "") -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self._wanted, self._within, self._parents = wanted, within, [""]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._wanted and (not self._within or name != "xf" or self._parents[-1] == self._within):
            self.found.append((name, attributes))
        self._parents.append(name)

    def end(self, name: str) -> None:
        self._parents.pop()

    def text(self, data: str) -> None:
        pass


def percent_cells(data: bytes, sheet: str) -> set[tuple[int, int]]:
    """Return (row, column), from 0, of the cells of `sheet` whose number format is a percentage."""
    archive = Archive(data)
    styles = _percent_styles(archive)
    if not styles:
        return set()
    cells = _attributes(archive, _part_of(archive, sheet), "c")
    return {_position(cell["r"]) for _, cell in cells if cell.get("s", "0") in styles and "r" in cell}


def _attributes(archive: Archive, part: str, *wanted: str, within: str = "") -> list[tuple[str, dict[str, str]]]:
    if part not in archive:
        return []
    reader = _Attributes(*wanted, within=within)
    read_xml(part, archive.read(part), reader)
    return reader.found


def _percent_styles(archive: Archive) -> set[str]:
    """Return the positions of the cell styles whose number format shows a percentage."""
    formats = set(BUILT_IN_PERCENTS)
    styles: list[int] = []
    for name, attributes in _attributes(archive, "xl/styles.xml", "numFmt", "xf", within="cellXfs"):
        number = int(attributes.get("numFmtId", "0"))
        if name == "xf":
            styles.append(number)
        elif "%" in attributes.get("formatCode", ""):
            formats.add(number)
    return {str(position) for position, number in enumerate(styles) if number in formats}


def _part_of(archive: Archive, sheet: str) -> str:
    """Return the part that holds the sheet of that name."""
    sheets = _attributes(archive, "xl/workbook.xml", "sheet")
    key = next((a.get("id", "") for _, a in sheets if a.get("name") == sheet), "")
    links = _attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    target = next((a.get("Target", "") for _, a in links if a.get("Id") == key), "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _position(name: str) -> tuple[int, int]:
    found = REFERENCE.fullmatch(name)
    return (int(found[2]) - 1, column_number(found[1]) - 1) if found else (-1, -1)
