"""The door for received workbooks: what a file really is, by its content, and whether it may enter."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

import puremagic

from preau.foundation.documents.archives import Archive
from preau.foundation.documents.findings import FileRefused, Finding, refused
from preau.foundation.documents.limits import size_in_words, upload_limits
from preau.foundation.documents.ods_checks import check_ods
from preau.foundation.documents.sheet_contents import Contents, FormulaCell
from preau.foundation.documents.xlsx_checks import CONTENT_TYPES, MACROS, ContentTypes, check_xlsx
from preau.foundation.documents.xml_parts import Malformed, read_xml

WorkbookKind = Literal["xlsx", "ods"]

EXPECTED = "un classeur .xlsx ou .ods"
SEND = "Envoyez un classeur Excel (.xlsx) ou LibreOffice (.ods)."
ODS_MIME = b"application/vnd.oasis.opendocument."
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"

# What people send by mistake: how it begins -> what it is.
OTHER_KINDS = (
    (b"%PDF", "un document PDF"),
    (b"MZ", "un programme"),
    (b"\x7fELF", "un programme"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"{\\rtf", "un document de traitement de texte (RTF)"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"Rar!", "une archive RAR"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"PK\x05\x06", "une archive vide"),
)
OFFICE_KINDS = (
    ("spreadsheetml.template", "un modèle de classeur"),
    ("sheet.binary", "un classeur binaire (.xlsb)"),
    ("wordprocessingml", "un document de traitement de texte (Word)"),
    ("presentationml", "une présentation"),
)
OPEN_DOCUMENT_KINDS = {
    "spreadsheet-template": "un modèle de classeur",
    "text": "un document de traitement de texte (LibreOffice)",
    "presentation": "une présentation",
}


@dataclass(frozen=True)
class CheckedWorkbook:
    """A workbook that may enter: its kind, what its owner should know, and the cells that hold a formula.

    Each formula is (sheet, cell, text), as ("Plan", "D12", "=A1+1").
    """

    kind: WorkbookKind
    remarks: tuple[Finding, ...]
    formulas: tuple[FormulaCell, ...]


def check_workbook(data: bytes, filename: str) -> CheckedWorkbook:
    """Check a received workbook by its content, then its name. Raises FileRefused with the findings."""
    check_size(len(data))
    archive, kind = _open(data)
    _check_extension(kind, filename)
    contents = _read(archive, kind)
    return CheckedWorkbook(kind, tuple(contents.remarks), tuple(contents.formulas))


def _read(archive: Archive, kind: WorkbookKind) -> Contents:
    return check_xlsx(archive) if kind == "xlsx" else check_ods(archive)


def check_size(size: int, expected: str = EXPECTED) -> None:
    """Refuse an empty or too big file, before it is read. `size` in bytes. Raises FileRefused."""
    limit = upload_limits().bytes
    if size == 0:
        raise refused(
            "un fichier vide",
            expected,
            "Ce fichier est vide (0 octet). Vérifiez qu’il s’ouvre sur votre ordinateur, puis envoyez-le à nouveau.",
        )
    if size > limit:
        raise refused(
            f"plus de {size_in_words(limit)}",
            f"au plus {size_in_words(limit)}",
            f"Ce fichier dépasse la taille permise ({size_in_words(limit)}). "
            "Retirez ce qui est inutile (images, feuilles, pages), ou envoyez-le en plusieurs fichiers.",
        )


def _open(data: bytes) -> tuple[Archive, WorkbookKind]:
    """Open the file as the workbook it is. Raises FileRefused when it is something else."""
    if data.startswith(OLE):
        raise _refuse_ole(data)
    if not data.startswith(ZIP):
        raise _refuse_kind(kind_in_words(data))
    archive = Archive(data)
    if "mimetype" in archive:
        return archive, _open_document_kind(archive.read("mimetype"))
    if CONTENT_TYPES in {name.lower() for name in archive.names}:
        return archive, _office_kind(archive)
    raise _refuse_kind("une archive ZIP")


def _open_document_kind(mimetype: bytes) -> WorkbookKind:
    subject = mimetype.strip().removeprefix(ODS_MIME).decode("ascii", "replace")
    if mimetype.startswith(ODS_MIME) and subject == "spreadsheet":
        return "ods"
    raise _refuse_kind(OPEN_DOCUMENT_KINDS.get(subject, "un document LibreOffice d’une autre sorte"))


def _office_kind(archive: Archive) -> WorkbookKind:
    name = next(name for name in archive.names if name.lower() == CONTENT_TYPES)
    types = ContentTypes()
    try:
        read_xml(name, archive.read(name), types)
    except Malformed as error:
        raise _refuse_kind("une archive ZIP") from error
    for piece, words in OFFICE_KINDS:
        if any(piece in kind for kind in types.types):
            raise _refuse_kind(words)
    if any("macroenabled" in kind for kind in types.types):
        raise FileRefused([MACROS])
    if any("spreadsheetml" in kind for kind in types.types):
        return "xlsx"
    raise _refuse_kind("une archive ZIP")


def _refuse_ole(data: bytes) -> FileRefused:
    """Tell apart what the old Microsoft container holds, by the names in its directory (UTF-16)."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return refused(
            "un classeur chiffré",
            "un classeur sans mot de passe",
            "Ce fichier est protégé par un mot de passe. Retirez le mot de passe "
            "(dans Excel : Fichier, Informations, « Protéger le classeur »), puis envoyez-le à nouveau.",
        )
    if holds("Workbook") or holds("Book"):
        return refused(
            "un classeur Excel de l’ancien format (.xls)",
            EXPECTED,
            "Ce fichier est un classeur Excel de l’ancien format (.xls). Ouvrez-le, choisissez « Enregistrer sous », "
            "type « Classeur Excel (.xlsx) », et envoyez cette copie.",
        )
    return _refuse_kind("un document d’un ancien format de Microsoft Office")


def _refuse_kind(found: str) -> FileRefused:
    return refused(found, EXPECTED, f"Ce fichier n’est pas un classeur : c’est {found}. {SEND}")


def kind_in_words(data: bytes) -> str:
    """Return in French what a file that is no archive is."""
    for start, words in OTHER_KINDS:
        if data.startswith(start):
            return words
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return "une page web"
    if b"\0" not in data[:4096]:
        return "un fichier texte"
    try:
        extension = puremagic.from_string(data)
    except (puremagic.PureError, ValueError):
        return "un fichier d’une sorte inconnue"
    return f"un fichier {extension}" if extension else "un fichier d’une sorte inconnue"


def _check_extension(kind: WorkbookKind, filename: str) -> None:
    extension = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    if extension != f".{kind}":
        said = f"son nom finit par {extension}" if extension else "son nom n’a pas d’extension"
        program = "Excel" if kind == "xlsx" else "LibreOffice"
        raise refused(
            f"l’extension « {extension} »",
            f"l’extension « .{kind} »",
            f"Ce fichier contient un classeur {program}, mais {said}. "
            f"Renommez-le en .{kind} s’il vient bien de vous, puis envoyez-le à nouveau.",
        )
