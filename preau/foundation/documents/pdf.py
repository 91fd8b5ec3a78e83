"""PDF documents that last (PDF/A-3a) and can be read aloud (PDF/UA-1), made by Typst from templates and data.

What people typed reaches Typst as JSON data and never as source, so that nothing they type can be a command.
"""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils import timezone

from preau.foundation.documents.names import safe_filename

ROOT = Path(__file__).resolve().parents[3]  # where templates find each other: "/preau/foundation/documents/typst/..."
FONTS = Path(__file__).resolve().parent / "fonts"
NOT_DRAWN = "□"
NARROW_SPACE, NO_BREAK = "\u202f", "\u00a0"


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the PDF, under its name without accents.

    `relationship` says what it is to the document, in the words of PDF/A-3.
    """

    name: str
    mime: str
    description: str
    data: bytes
    relationship: Literal["source", "data", "alternative", "supplement"] = "source"


def render_pdf(
    template: Path,
    data: dict[str, Any],
    title: str,
    created: datetime,
    attachments: Sequence[Attachment] = (),
    author: str = "Préau",
) -> bytes:
    """Return the PDF of a template of ours filled with plain JSON `data`.

    `created` (aware) is written in the document: the same input gives the same bytes. A character no font draws is
    shown as a square; an attachment keeps it. Raises typst.TypstError when the template is wrong.
    """
    local = timezone.localtime(created)
    about = {
        "title": drawn(title),
        "author": drawn(author),
        "created": [local.year, local.month, local.day, local.hour, local.minute, local.second],
    }
    files = [
        {
            "name": plain_name(attached.name),
            "mime": attached.mime,
            "description": attached.description,
            "relationship": attached.relationship,
            "data": list(attached.data),
        }
        for attached in attachments
    ]
    return typst.compile(
        template,
        root=ROOT,
        font_paths=_fonts(),
        sys_inputs={"about": json.dumps(about | {"attachments": files}), "data": json.dumps(drawn(data))},
        pdf_standards=["a-3a", "ua-1"],
        format="pdf",
    )


def plain_name(name: str) -> str:
    """Return a file name in ASCII: readers disagree on any other letter in the name of an attachment."""
    letters = unicodedata.normalize("NFKD", safe_filename(name))
    kept = (sign if sign.isascii() else "-" for sign in letters if not unicodedata.combining(sign))
    return "".join(kept)


def drawn(value: Any) -> Any:
    """Return plain data whose every text can be drawn: PDF/A refuses the whole document for one emoji."""
    if isinstance(value, str):
        return "".join(_drawn_sign(sign) for sign in value.replace("\r\n", "\n"))
    if isinstance(value, dict):
        return {key: drawn(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [drawn(item) for item in value]
    return value


def _drawn_sign(sign: str) -> str:
    if sign < "\x7f" and (sign >= " " or sign == "\n"):
        return sign
    if sign == NARROW_SPACE:
        return NO_BREAK
    if sign in "\t\v\f\r\x85\u2028\u2029":
        return " " if sign == "\t" else "\n"
    if unicodedata.category(sign)[0] == "C" or unicodedata.category(sign) == "Mn":
        return "" if sign not in _coverage() else sign
    return sign if sign in _coverage() else NOT_DRAWN


@cache
def _coverage() -> frozenset[str]:
    ranges = json.loads((FONTS / "coverage.json").read_text())
    return frozenset(chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
