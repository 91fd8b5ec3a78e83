"""What an XLSX workbook may hold: sheets, texts, numbers, formulas, pictures, charts. Nothing that runs or fetches."""

import posixpath
import re
from array import array

from preau.foundation.documents.archives import RESAVE, Archive, damaged
from preau.foundation.documents.findings import FileRefused, Finding, refused
from preau.foundation.documents.sheet_contents import Contents
from preau.foundation.documents.xml_parts import Malformed, looks_like_xml, read_xml

CONTENT_TYPES = "[content_types].xml"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)

MACROS = Finding(
    "des macros",
    "un classeur sans macro",
    "Ce classeur contient des macros, même si son nom finit par .xlsx. "
    "Dans Excel, choisissez « Enregistrer sous », type « Classeur Excel (.xlsx) », et envoyez cette copie.",
)
OTHER_FILES = Finding(
    "des liaisons vers d’autres fichiers",
    "un classeur qui se suffit",
    "Ce classeur va chercher des données dans d’autres fichiers. "
    "Dans Excel : onglet Données, « Modifier les liens », « Rompre la liaison », puis enregistrez.",
)
OBJECTS = Finding(
    "des objets incorporés",
    "un classeur sans objet incorporé",
    "Ce classeur contient un autre document ou un programme incorporé. Supprimez cet objet, puis enregistrez.",
)
# The last word of a relationship type, or a piece of a content type or part name (lower case) -> what it is.
FORBIDDEN_LINKS = {
    "vbaproject": MACROS,
    "vbaprojectsignature": MACROS,
    "xlmacrosheet": MACROS,
    "xlintlmacrosheet": MACROS,
    "dialogsheet": MACROS,
    "externallink": OTHER_FILES,
    "externallinkpath": OTHER_FILES,
    "connections": OTHER_FILES,
    "querytable": OTHER_FILES,
    "oleobject": OBJECTS,
    "package": OBJECTS,
    "control": OBJECTS,
    "activexcontrolbinary": OBJECTS,
    "webextension": OBJECTS,
    "webextensiontaskpanes": OBJECTS,
}
FORBIDDEN_TYPES = {
    "macroenabled": MACROS,
    "vbaproject": MACROS,
    "macrosheet": MACROS,
    "dialogsheet": MACROS,
    "externallink": OTHER_FILES,
    "spreadsheetml.connections": OTHER_FILES,
    "oleobject": OBJECTS,
    "activex": OBJECTS,
    "webextension": OBJECTS,
}
FORBIDDEN_NAMES = {
    "vbaproject": MACROS,
    "/macrosheets/": MACROS,
    "/dialogsheets/": MACROS,
    "/externallinks/": OTHER_FILES,
    "xl/connections.xml": OTHER_FILES,
    "/embeddings/": OBJECTS,
    "/activex/": OBJECTS,
}


class ContentTypes:
    """Reads [Content_Types].xml: the type of each part."""

    def __init__(self) -> None:
        self.overrides: dict[str, str] = {}
        self.types: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("Override", "Default"):
            kind = attributes.get("ContentType", "").lower()
            self.types.add(kind)
            if name == "Override":
                self.overrides[attributes.get("PartName", "").lstrip("/").lower()] = kind

    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


class Links:
    """Reads a .rels part: what the part refers to."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.findings: list[Finding] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        if kind in FORBIDDEN_LINKS:
            self.findings.append(FORBIDDEN_LINKS[kind])
        elif attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            self.findings.append(OTHER_FILES)

    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


class SheetList:
    """Reads xl/workbook.xml: the sheets, in order, with the identifier of their part."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.sheets: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            title = attributes.get("name", "")
            self.contents.sheet(title, attributes.get("state", "visible") != "visible")
            self.sheets.append((title, attributes.get("id", "")))

    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


class SharedTexts:
    """Reads the shared strings: the length of each, so that a cell counts what it shows."""

    def __init__(self, most: int) -> None:
        self.lengths = array("L")
        self._most = most
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)
        elif name == "sst" and any(int(attributes.get(key, "0")) > self._most for key in ("count", "uniqueCount")):
            # Readers set memory aside for as many texts as are announced.
            raise Malformed("un nombre démesuré de textes annoncés")
        self._inside = name == "t"

    def end(self, name: str) -> None:
        self._inside = False

    def text(self, data: str) -> None:
        if self._inside and self.lengths:
            self.lengths[-1] += len(data)


class SheetReader:
    """Reads a worksheet: counts its cells, keeps its formulas."""

    def __init__(self, title: str, contents: Contents, lengths: "array[int]") -> None:
        self.title, self.contents, self.lengths = title, contents, lengths
        self.row = self.column = 0
        self._kind = self._value = self._formula = ""
        self._inline = 0
        self._has_formula = self._filled = False
        self._inside = ""
        self._shared: dict[str, str] = {}
        self._share = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name
        if name == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
        elif name == "c":
            self._start_cell(attributes)
        elif name == "f":
            self._filled = self._has_formula = True
            self._share = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        elif name in ("v", "is"):
            self._filled = True

    def end(self, name: str) -> None:
        self._inside = ""
        if name == "c":
            self._end_cell()

    def text(self, data: str) -> None:
        if self._inside == "v":
            self._value += data
        elif self._inside == "f":
            self._formula += data
        elif self._inside == "t":
            self._inline += len(data)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            match = REFERENCE.fullmatch(reference)
            if match is None:
                raise Malformed(f"cellule « {reference} »")
            self.column, self.row = column_number(match[1]), int(match[2])
        self._kind = attributes.get("t", "")
        self._value = self._formula = ""
        self._inline = 0
        self._has_formula = False
        # A cell of another type than a number is there for the readers, even without value.
        self._filled = self._kind not in ("", "n")

    def _end_cell(self) -> None:
        if not self._filled:
            return
        length = self._inline
        if self._value:
            length += self._shared_length() if self._kind == "s" else len(self._value)
        self.contents.cell(self.title, self.row, self.column, length)
        if self._has_formula:
            if self._share and self._formula:
                self._shared[self._share] = self._formula
            formula = self._formula or self._shared.get(self._share, "")
            self.contents.formula(self.title, self.row, self.column, "=" + formula)

    def _shared_length(self) -> int:
        index = int(self._value)
        return self.lengths[index] if 0 <= index < len(self.lengths) else 0


def check_xlsx(archive: Archive) -> Contents:
    """Read every part of an XLSX archive once. Raises FileRefused."""
    return XlsxCheck(archive).run()


class XlsxCheck:
    """One reading of an archive: the list of sheets first, then the shared texts, the sheets, and all the rest."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.contents = Contents()
        self.names = {name.lower(): name for name in archive.names}
        self.findings: dict[str, Finding] = {}
        self.done: set[str] = set()

    def run(self) -> Contents:
        types = ContentTypes()
        self._read(CONTENT_TYPES, types)
        self._check_types(types)
        self._check_names()
        self._stop_if_refused()
        sheets = self._sheet_parts()
        lengths = self._shared_lengths(types)
        for part, title in sheets.items():
            self._read_sheet(part, title, lengths)
        for folded in self.names:
            if folded not in self.done:
                self._read_other(folded)
        self._stop_if_refused()
        return self.contents

    def _check_types(self, types: ContentTypes) -> None:
        for kind in types.types:
            self._find(FORBIDDEN_TYPES, kind)
        self._stop_if_refused()
        if types.overrides.get(WORKBOOK) != MAIN_TYPE or WORKBOOK not in self.names:
            raise damaged("il ne contient pas de classeur")

    def _check_names(self) -> None:
        for folded in self.names:
            self._find(FORBIDDEN_NAMES, folded)

    def _sheet_parts(self) -> dict[str, str]:
        """Return the part of each worksheet with its title. A sheet whose part is missing is a damaged file."""
        listed, links = SheetList(self.contents), Links()
        self._read(WORKBOOK, listed)
        self._read(WORKBOOK_LINKS, links)
        self._keep(links.findings)
        self._stop_if_refused()
        parts: dict[str, str] = {}
        for title, identifier in listed.sheets:
            target = links.targets.get(identifier, "")
            part = (target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")).lower()
            if part not in self.names:
                raise damaged(f"la feuille « {title} » manque")
            parts[part] = title
        if not parts:
            raise refused(
                "aucune feuille de calcul", "une feuille au moins", f"Ce classeur n’a aucune feuille. {RESAVE}"
            )
        return parts

    def _shared_lengths(self, types: ContentTypes) -> "array[int]":
        limits = self.contents.limits
        texts = SharedTexts(limits.sheets * limits.rows * limits.columns // 10)
        named = {part for part, kind in types.overrides.items() if "sharedstrings" in kind} | {"xl/sharedstrings.xml"}
        for part in sorted(named & set(self.names)):
            self._read(part, texts)
        return texts.lengths

    def _read_sheet(self, part: str, title: str, lengths: "array[int]") -> None:
        if part in self.done:
            raise damaged(f"la feuille « {title} » renvoie à une autre")
        self._read(part, SheetReader(title, self.contents, lengths))

    def _read_other(self, folded: str) -> None:
        content = self.archive.read(self.names[folded])
        if not looks_like_xml(content):
            return
        links = Links()
        try:
            read_xml(self.names[folded], content, links if folded.endswith(".rels") else None)
        except Malformed as error:
            # Excel itself writes drawings in VML that are not well-formed; no reader of ours opens them.
            if not folded.endswith(".vml"):
                raise damaged(f"la partie « {self.names[folded]} » est illisible") from error
        self._keep(links.findings)

    def _read(self, folded: str, reader: ContentTypes | Links | SheetList | SharedTexts | SheetReader) -> None:
        if folded not in self.names:
            raise damaged(f"la partie « {folded} » manque")
        self.done.add(folded)
        name = self.names[folded]
        try:
            read_xml(name, self.archive.read(name), reader)
        except (Malformed, ValueError, OverflowError) as error:
            raise damaged(f"la partie « {name} » est illisible") from error

    def _find(self, table: dict[str, Finding], word: str) -> None:
        self._keep([finding for piece, finding in table.items() if piece in word])

    def _keep(self, findings: list[Finding]) -> None:
        for finding in findings:
            self.findings[finding.found] = finding

    def _stop_if_refused(self) -> None:
        if self.findings:
            raise FileRefused(self.findings.values())


def column_number(letters: str) -> int:
    """Return the number of a column from 1: A is 1, AA is 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column
