"""A scanned page read by Tesseract, whichever way up it lies. Runs in the process of `worker` only."""

import io
import re
import shutil
import subprocess
from dataclasses import dataclass

from PIL import Image

LANGUAGE = "fra"
TURNS = (0, 180, 90, 270)  # clockwise, the likeliest first
SURE = 70  # mean confidence of Tesseract, of 100, above which no other turn is tried
READABLE = 55  # below, what comes out is not a text
LEAST_LETTERS = 20
NOISE = 25  # confidence of a word below which it is a stain
SECONDS = 20
SMALL_SIDE = 1_400  # in points: a smaller picture is doubled, since Tesseract wants letters of 20 points
DOTS = "300"

DARK = 215  # shades of grey below are ink, even pale
BLANK = 0.0002  # share of ink below which a page is blank

NO_READER = "Le scan n’a pas été lu : le programme qui lit les scans (Tesseract) n’est pas installé sur ce serveur."
UNREADABLE = "Le scan n’a pas pu être lu : il est trop flou, trop pâle ou trop petit."

_ROTATE = re.compile(r"Rotate: (\d+)")


@dataclass(frozen=True)
class Seen:
    """A text read by sight and how sure Tesseract is of it (0 to 100); `why` when it could not be read."""

    text: str
    confidence: float = 0.0
    why: str = ""

    @property
    def letters(self) -> int:
        return sum(map(str.isalnum, self.text))


def seen(picture: Image.Image) -> Seen:
    """Return the text of a grey picture. Each turn is tried until one is read with confidence."""
    if _is_blank(picture):
        return Seen("")
    if shutil.which("tesseract") is None:
        return Seen("", why=NO_READER)
    if min(picture.size) < SMALL_SIDE:
        picture = picture.resize((picture.width * 2, picture.height * 2))
    first = _turn_of(picture)
    best = Seen("")
    for turn in sorted(TURNS, key=lambda turn: turn != first):
        read = _read(picture.rotate(-turn, expand=True))
        if read is None:
            return Seen("", why=NO_READER)
        best = max(best, read, key=lambda one: one.confidence * min(one.letters, 200))
        if best.confidence >= SURE and best.letters >= LEAST_LETTERS:
            return best
    if best.confidence >= READABLE and best.letters >= LEAST_LETTERS:
        return best
    return Seen("", why=UNREADABLE)


def _is_blank(picture: Image.Image) -> bool:
    """Tell whether a page has nothing on it, like the back of a scanned sheet."""
    shades = picture.histogram()
    return sum(shades[:DARK]) < BLANK * picture.width * picture.height


def _turn_of(picture: Image.Image) -> int:
    """Return by how much the page is to be turned, clockwise, as Tesseract's own detection says; 0 when it cannot."""
    found = _ROTATE.search(_run(picture, "--psm", "0").stdout.decode("utf-8", "replace"))
    return int(found[1]) if found else 0


def _read(picture: Image.Image) -> Seen | None:
    """Return what is read of a picture that way up, None when Tesseract does not work (no French, say)."""
    done = _run(picture, "-l", LANGUAGE, "--psm", "3", "--dpi", DOTS, "tsv")
    return _from_table(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None


def _run(picture: Image.Image, *options: str) -> subprocess.CompletedProcess[bytes]:
    packed = io.BytesIO()
    picture.save(packed, "PNG", compress_level=1)
    return subprocess.run(  # noqa: S603 - fixed options; the picture goes through stdin
        ["tesseract", "-", "-", *options],  # noqa: S607 - where the system has it
        input=packed.getvalue(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


def _from_table(table: str) -> Seen:
    """Put the words of Tesseract's table (TSV) back in lines, without those that are stains."""
    lines: dict[tuple[str, ...], list[str]] = {}
    weight = sure = 0.0
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or not cells[11].strip():
            continue
        confidence, word = float(cells[10]), cells[11].strip()
        weight += len(word)
        sure += confidence * len(word)
        if confidence >= NOISE:
            lines.setdefault(tuple(cells[1:5]), []).append(word)
    return Seen("\n".join(" ".join(words) for words in lines.values()), sure / weight if weight else 0.0)
