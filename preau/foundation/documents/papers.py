"""The door for pieces of a case: a PDF, a photo, a scan; what it really is, and whether it may enter."""

from pathlib import PurePosixPath

from preau.foundation.documents.checks import check_size, kind_in_words
from preau.foundation.documents.findings import FileRefused, refused
from preau.foundation.documents.images import clean_image
from preau.foundation.documents.models import FileKind
from preau.foundation.documents.pdf_checks import check_pdf

EXPECTED = "un document PDF, ou une image JPEG ou PNG"
EXTENSIONS = {FileKind.PDF: (".pdf",), FileKind.JPEG: (".jpg", ".jpeg"), FileKind.PNG: (".png",)}
STARTS = ((b"%PDF-", FileKind.PDF), (b"\xff\xd8\xff", FileKind.JPEG), (b"\x89PNG\r\n\x1a\n", FileKind.PNG))
AS_PDF = "Enregistrez ou exportez ce document en PDF, puis envoyez le PDF."
AS_JPEG = "Enregistrez cette image en JPEG, puis envoyez la copie."
PHONE = (
    "Cette photo est au format HEIC. Sur le téléphone, choisissez le format « Le plus compatible », "
    "ou enregistrez-la en JPEG, puis envoyez la copie."
)
OTHER_IMAGES = (b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")


def check_paper(data: bytes, filename: str) -> tuple[FileKind, bytes]:
    """Return what a piece is and the bytes to keep: a PDF as it came, an image written anew. Raises FileRefused."""
    check_size(len(data), EXPECTED)
    kind = next((kind for start, kind in STARTS if data.startswith(start)), None)
    if kind is None:
        raise _refuse_kind(data)
    _check_extension(kind, filename)
    if kind == FileKind.PDF:
        check_pdf(data)
        return kind, data
    return kind, clean_image(data, "jpeg" if kind == FileKind.JPEG else "png")


def _refuse_kind(data: bytes) -> FileRefused:
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"msf1"}:
        return refused("une photo HEIC", EXPECTED, PHONE)
    if data.startswith(OTHER_IMAGES):
        return refused("une image d’une autre sorte", EXPECTED, f"Cette image n’est ni JPEG ni PNG. {AS_JPEG}")
    found = "un document de bureautique ou une archive" if data.startswith(b"PK") else kind_in_words(data)
    return refused(found, EXPECTED, f"Ce fichier n’est ni un PDF, ni une image JPEG ou PNG : c’est {found}. {AS_PDF}")


def _check_extension(kind: FileKind, filename: str) -> None:
    extension = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    if extension not in EXTENSIONS[kind]:
        said = f"son nom finit par {extension}" if extension else "son nom n’a pas d’extension"
        article = "un document PDF" if kind == FileKind.PDF else f"une {kind.label[0].lower()}{kind.label[1:]}"
        raise refused(
            f"l’extension « {extension} »",
            f"l’extension « {EXTENSIONS[kind][0]} »",
            f"Ce fichier contient {article}, mais {said}. "
            f"Renommez-le en {EXTENSIONS[kind][0]} s’il vient bien de vous, puis envoyez-le à nouveau.",
        )
