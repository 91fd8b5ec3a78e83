"""The process that opens one certificate: `python -m preau.training.certificates.worker pdf|image`, the file on stdin.

It writes a JSON line per page as soon as that page is read: {"text", "how", "why"}; with `picture` after the kind, a
small PNG of the first page instead. Memory and time are bounded here, the whole time by who started it.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator

import pypdfium2
from PIL import Image

from preau.training.certificates.sight import Seen, seen

MOST_PAGES = 10  # a certificate has one or two; beyond, the rest is said not to be read
MOST_SCANS = 4
MOST_PIXELS = 12_000_000  # of the picture given to Tesseract: an A4 at 300 points per inch has 8.7 million
DOTS = 300  # per inch, for a page drawn
POINTS = 72  # per inch, the unit of a PDF
LEAST_LETTERS = 40  # below, a page of a PDF is a scan with perhaps a stamp of the scanner's
SHOWN = (900, 1300)  # points of the small picture
MEMORY = 2 * 1024**3  # bytes
SECONDS = 60  # of processor

PAGES_LEFT = f"Seules les {MOST_PAGES} premières pages ont été lues."
SCANS_LEFT = f"Seules les {MOST_SCANS} premières pages numérisées ont été lues."


def main(kind: str, picture: bool = False) -> None:
    """Read the file on stdin, page by page, or draw its first page."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    if picture:
        first = _drawn(pypdfium2.PdfDocument(data)[0]) if kind == "pdf" else _opened(data)
        first.thumbnail(SHOWN)
        first.save(sys.stdout.buffer, "PNG")
        return
    for text, how, why in pdf_pages(data) if kind == "pdf" else [_scanned(_opened(data))]:
        sys.stdout.write(json.dumps({"text": text, "how": how, "why": why}) + "\n")
        sys.stdout.flush()


def pdf_pages(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield each page of a PDF: its text, how it was read, what was left."""
    document = pypdfium2.PdfDocument(data)
    scans = 0
    for place in range(min(len(document), MOST_PAGES)):
        page = document[place]
        text = page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\0", "")
        if sum(map(str.isalnum, text)) >= LEAST_LETTERS:
            yield text, "text", ""
        elif scans == MOST_SCANS:
            yield text, "text", SCANS_LEFT
        else:
            scans += 1
            read = _scanned(_drawn(page))
            yield (f"{text}\n{read[0]}".strip(), *read[1:])
    if len(document) > MOST_PAGES:
        yield "", "text", PAGES_LEFT


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(DOTS / POINTS, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


def _opened(data: bytes) -> Image.Image:
    picture: Image.Image = Image.open(io.BytesIO(data))
    picture.draft("L", (4000, 4000))  # a JPEG four times too big is read at a quarter
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    picture = picture.convert("L")
    scale = (MOST_PIXELS / (picture.width * picture.height)) ** 0.5
    if scale < 1:
        picture = picture.resize((max(int(picture.width * scale), 1), max(int(picture.height * scale), 1)))
    return picture


def _scanned(picture: Image.Image) -> tuple[str, str, str]:
    read: Seen = seen(picture)
    return read.text, "ocr", read.why


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] == ["picture"])
