"""How big a received file may be: read from the settings, shown in words before each upload."""

from dataclasses import dataclass

from django.conf import settings

NO_BREAK = "\u00a0"
MAX_CELL_CHARACTERS = 32_767  # of a cell, in Excel and in the XLSX format


@dataclass(frozen=True)
class UploadLimits:
    """The limits of one upload: any file, then workbooks, then PDF and images."""

    bytes: int
    unpacked_bytes: int
    parts: int
    sheets: int
    rows: int
    columns: int
    pages: int
    pdf_unpacked_bytes: int
    pdf_objects: int
    pixels: int
    per_day: int


def upload_limits() -> UploadLimits:
    """Return the limits in force."""
    return UploadLimits(
        bytes=settings.UPLOAD_MAX_BYTES,
        unpacked_bytes=settings.UPLOAD_MAX_UNPACKED_BYTES,
        parts=settings.UPLOAD_MAX_PARTS,
        sheets=settings.WORKBOOK_MAX_SHEETS,
        rows=settings.WORKBOOK_MAX_ROWS,
        columns=settings.WORKBOOK_MAX_COLUMNS,
        pages=settings.PDF_MAX_PAGES,
        pdf_unpacked_bytes=settings.PDF_MAX_UNPACKED_BYTES,
        pdf_objects=settings.PDF_MAX_OBJECTS,
        pixels=settings.IMAGE_MAX_PIXELS,
        per_day=settings.UPLOADS_PER_PERSON_PER_DAY,
    )


def number(value: int) -> str:
    """Return a number as French writes it: 5 000, with a no-break space."""
    return f"{value:,}".replace(",", NO_BREAK)


def size_in_words(size: int) -> str:
    """Return a size in bytes in French: « 812 octets », « 34 ko », « 5 Mo »."""
    if size < 1024:
        return f"{size}{NO_BREAK}octet{'s' if size > 1 else ''}"
    if size < 1024 * 1024:
        return f"{number(round(size / 1024))}{NO_BREAK}ko"
    megabytes = size / (1024 * 1024)
    shown = number(int(megabytes)) if megabytes == int(megabytes) else f"{megabytes:.1f}".replace(".", ",")
    return f"{shown}{NO_BREAK}Mo"


def limits_in_words() -> list[str]:
    """Return what a workbook must be, in French, one sentence per limit, to show before the upload."""
    limits = upload_limits()
    return [
        "Un classeur Excel (.xlsx) ou LibreOffice (.ods), sans mot de passe et sans macro.",
        f"Au plus {size_in_words(limits.bytes)}.",
        f"Au plus {number(limits.sheets)} feuilles, de {number(limits.rows)} lignes "
        f"et {number(limits.columns)} colonnes chacune.",
        "Sans liaison vers d’autres fichiers ni objet incorporé.",
    ]


def paper_limits_in_words() -> list[str]:
    """Return what a piece of a case must be, in French, one sentence per limit, to show before the upload."""
    limits = upload_limits()
    return [
        "Un document PDF (.pdf), ou une photo ou un scan en JPEG (.jpg) ou PNG (.png).",
        f"Au plus {size_in_words(limits.bytes)}.",
        f"Un PDF sans mot de passe, sans script et sans fichier joint, d’au plus {number(limits.pages)} pages.",
        f"Une image d’au plus {number(limits.pixels // 1_000_000)} millions de points ; le lieu et l’appareil "
        "qu’elle note en secret sont effacés.",
    ]
