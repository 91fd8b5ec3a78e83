"""What an ODS workbook may hold: sheets, texts, numbers, formulas, pictures, charts. Nothing that runs or fetches.

A cell or row of ODS says how often it is repeated: LibreOffice ends each sheet with a million empty rows, which
must pass, and a million filled ones in one line must not.
"""

from preau.foundation.documents.archives import RESAVE, Archive, damaged
from preau.foundation.documents.findings import FileRefused, Finding, refused
from preau.foundation.documents.sheet_contents import Contents
from preau.foundation.documents.xml_parts import Malformed, looks_like_xml, read_xml

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
HARMLESS_OBJECTS = (OPEN_DOCUMENT + "chart", OPEN_DOCUMENT + "formula")

MACROS = Finding(
    "des macros",
    "un classeur sans macro",
    "Ce classeur contient des macros. Dans LibreOffice : Outils, Macros, « Éditer les macros », "
    "supprimez-les, puis enregistrez.",
)
OTHER_FILES = Finding(
    "des liaisons vers d’autres fichiers",
    "un classeur qui se suffit",
    "Ce classeur va chercher des données dans d’autres fichiers. "
    "Dans LibreOffice : Édition, « Liens vers des fichiers externes », « Rompre le lien », puis enregistrez.",
)
OBJECTS = Finding(
    "des objets incorporés",
    "un classeur sans objet incorporé",
    "Ce classeur contient un autre document ou un programme incorporé. Supprimez cet objet, puis enregistrez.",
)
ENCRYPTED = Finding(
    "un classeur chiffré",
    "un classeur sans mot de passe",
    "Ce fichier est protégé par un mot de passe. Retirez le mot de passe, puis envoyez-le à nouveau.",
)
FORBIDDEN_ELEMENTS = {
    "event-listener": MACROS,
    "dde-source": OTHER_FILES,
    "dde-link": OTHER_FILES,
    "table-source": OTHER_FILES,
    "cell-range-source": OTHER_FILES,
    "object-ole": OBJECTS,
    "plugin": OBJECTS,
    "applet": OBJECTS,
    "floating-frame": OBJECTS,
}
CELLS = ("table-cell", "covered-table-cell")
# An attribute that gives a cell a value, whatever else is missing.
VALUES = frozenset({"value-type", "value", "boolean-value", "date-value", "time-value", "string-value", "formula"})


class Manifest:
    """Reads META-INF/manifest.xml: encrypted parts and embedded documents."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "encryption-data":
            self.findings.append(ENCRYPTED)
        elif name == "file-entry":
            path, kind = attributes.get("full-path", ""), attributes.get("media-type", "")
            embedded = path.endswith("/") and path != "/" and kind.startswith(OPEN_DOCUMENT)
            if "oleobject" in kind or (embedded and not kind.startswith(HARMLESS_OBJECTS)):
                self.findings.append(OBJECTS)

    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


class ContentReader:
    """Reads content.xml: counts the cells as often as they are repeated, keeps the formulas."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.findings: list[Finding] = []
        self.sheet = ""
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._row_copies = 1
        self._cell: dict[str, str] | None = None
        self._length = 0
        self._filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._filled = True
        if name in FORBIDDEN_ELEMENTS:
            self.findings.append(FORBIDDEN_ELEMENTS[name])
        elif name == "table":
            self._start_sheet(attributes)
        elif name == "table-row":
            self._row_copies = count(attributes, "number-rows-repeated")
            self._column = 0
        elif name in CELLS:
            self._cell, self._length, self._filled = attributes, 0, not VALUES.isdisjoint(attributes)
        elif name == "s":
            # <text:s text:c="1000000000"/> is a thousand million spaces.
            self._length += count(attributes, "c")
            self.contents.text(count(attributes, "c"))
        else:
            self._style_of_sheet(name, attributes)

    def end(self, name: str) -> None:
        if name == "table-row":
            self._row += self._row_copies
        elif name in CELLS:
            self._end_cell()

    def text(self, data: str) -> None:
        if self._cell is not None and (self._filled or not data.isspace()):
            self._filled = True
            self._length += len(data)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        self.sheet = attributes.get("name", "")
        self._row = 0
        self.contents.sheet(self.sheet, attributes.get("style-name", "") in self._hidden_styles)

    def _style_of_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("name", "") if attributes.get("family") == "table" else ""
        elif name == "table-properties" and attributes.get("display") == "false" and self._style:
            self._hidden_styles.add(self._style)

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        copies = count(attributes, "number-columns-repeated")
        first = self._column + 1
        self._column += copies
        if not self._filled:
            return
        length = max(self._length, len(attributes.get("string-value", "")))
        last_row = self._row + self._row_copies
        self.contents.cell(self.sheet, last_row, self._column, length, copies * self._row_copies)
        formula = attributes.get("formula", "")
        for row in range(self._row + 1, last_row + 1) if formula else ():
            for column in range(first, self._column + 1):
                self.contents.formula(self.sheet, row, column, "=" + formula.partition("=")[2])


def count(attributes: dict[str, str], name: str) -> int:
    """Return how often something is repeated; once when nothing is said. Raises Malformed for anything else."""
    said = attributes.get(name, "1")
    if not (said.isascii() and said.isdigit() and 0 < len(said) <= 10):
        raise Malformed(f"{name}={said}")
    return int(said)


def check_ods(archive: Archive) -> Contents:
    """Read every part of an ODS archive once. Raises FileRefused."""
    findings: dict[str, Finding] = {}
    manifest = Manifest()
    _read(archive, MANIFEST, manifest)
    _stop_if_refused(manifest.findings)
    for name in archive.names:
        if name.startswith(("Basic/", "Scripts/")):
            findings[MACROS.found] = MACROS
    contents = Contents()
    reader = ContentReader(contents)
    _read(archive, CONTENT, reader)
    for name in archive.names:
        if name not in (MANIFEST, CONTENT):
            _read_other(archive, name)
    findings |= {finding.found: finding for finding in reader.findings}
    _stop_if_refused(list(findings.values()))
    if contents.sheets == 0:
        raise refused("aucune feuille de calcul", "une feuille au moins", f"Ce classeur n’a aucune feuille. {RESAVE}")
    return contents


def _read(archive: Archive, name: str, reader: Manifest | ContentReader) -> None:
    try:
        read_xml(name, archive.read(name), reader)
    except Malformed as error:
        raise damaged(f"la partie « {name} » est illisible") from error


def _read_other(archive: Archive, name: str) -> None:
    content = archive.read(name)
    if not looks_like_xml(content):
        return
    try:
        read_xml(name, content)
    except Malformed as error:
        raise damaged(f"la partie « {name} » est illisible") from error


def _stop_if_refused(findings: list[Finding]) -> None:
    if findings:
        raise FileRefused({finding.found: finding for finding in findings}.values())
