"""Invented certificates: their text as a PDF, as a scan, as a photo."""

import io
from functools import cache

import typst
from PIL import Image, ImageFilter

LINES = (
    "ATTESTATION DE PARTICIPATION",
    "L'asbl Les Ateliers du Tilleul certifie que",
    "Madame Zoé Van den Berghe",
    "a suivi la formation « Jouer dehors en toute saison »",
    "le 12 mars 2026, d'une durée de 6 heures,",
    "à la maison communale de Valmagne.",
    "Fait à Valmagne, le 20 mars 2026.",
    "La directrice, Odile Marchand",
)


def _source(lines: tuple[str, ...], pages: int) -> bytes:
    page = " \\\n".join('#"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"' for line in lines)
    head = '#set page(paper: "a4")\n#set text(size: 15pt)\n#set par(leading: 1.2em)\n'
    return (head + "\n#pagebreak()\n".join([page] * pages)).encode()


@cache
def as_pdf(lines: tuple[str, ...] = LINES, pages: int = 1) -> bytes:
    """Return a PDF whose text can be copied."""
    return typst.compile(_source(lines, pages), format="pdf")


def _drawn(lines: tuple[str, ...], turn: int, blur: float) -> Image.Image:
    page = Image.open(io.BytesIO(typst.compile(_source(lines, 1), format="png", ppi=150))).convert("L")
    if blur:
        page = page.filter(ImageFilter.GaussianBlur(blur))
    return page.rotate(-turn, expand=True)


@cache
def as_image(lines: tuple[str, ...] = LINES, kind: str = "PNG", turn: int = 0, blur: float = 0) -> bytes:
    """Return a scan as PNG or a photo as JPEG, turned clockwise by `turn` degrees."""
    out = io.BytesIO()
    _drawn(lines, turn, blur).save(out, kind)
    return out.getvalue()


@cache
def as_scanned_pdf(lines: tuple[str, ...] = LINES, turn: int = 0, pages: int = 1) -> bytes:
    """Return a PDF of pictures, as a scanner makes."""
    out = io.BytesIO()
    page = _drawn(lines, turn, 0)
    page.save(out, "PDF", resolution=150, save_all=True, append_images=[page] * (pages - 1))
    return out.getvalue()
