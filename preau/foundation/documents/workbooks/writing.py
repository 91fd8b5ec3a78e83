"""Files of cells that are safe to open: no cell can be a formula.

A text cell of XLSX is typed as text in the file: « =1+1 » written so is shown, never computed. A CSV has no types:
there an apostrophe stands before what could begin a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from preau.foundation.documents.limits import MAX_CELL_CHARACTERS

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"  # without it Excel misreads the accents


def csv_bytes(lines: Iterable[Sequence[str | int]]) -> bytes:
    """Return the lines as text with semicolons, as a French Excel opens it."""
    out = io.StringIO(_BOM, newline="")
    out.seek(0, io.SEEK_END)
    csv.writer(out, delimiter=";").writerows([_plain(value) for value in line] for line in lines)
    return out.getvalue().encode()


def _plain(value: str | int) -> str | int:
    """Return a cell no program takes for a formula: an apostrophe before what could begin one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def fitting(text: str) -> str:
    """Return a text as a cell holds it, its lines ended by one character; ValueError when it is too long for one."""
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    # A cell counts UTF-16 units, and XlsxWriter leaves a longer text out without a word.
    if len(shown.encode("utf-16-le")) // 2 > MAX_CELL_CHARACTERS:
        raise ValueError(f"text too long for a cell: {shown[:40]}…")
    return shown
