"""Numbers and labels as people write them: « 1. », « Objectif 2 : », « Action n° 3 », « 1.2 », « B) »."""

import re

BULLET = re.compile(r"^\s*[•·◦▪➢✓*–—-]\s+")
ALONE = re.compile(
    r"(?:(?:objectifs?|obj|op|actions?|act|a)\b\.?\s*(?:prioritaires?\s*)?)?(?:n\s?[°o]?\.?\s*)?"
    r"(\d{1,3}(?:[.,]\d{1,3})*|[A-Z]|[IVX]{1,4})\s*[.):°-]*",
    re.IGNORECASE,
)
GLUED_WORD = re.compile(
    r"(?:objectif|obj\.?|op)\s*(?:prioritaire\s*)?(?:n\s?[°o]?\.?\s*)?(\d{1,3})\s*[.):°/–—-]*\s*(?=\D)(.*)",
    re.IGNORECASE | re.DOTALL,
)
GLUED = re.compile(r"(?:n\s?[°o]\.?\s*)?(\d{1,3})\s*(?:[.):°–—/-]\s*)+(?!\d)(\S.*)", re.IGNORECASE | re.DOTALL)


def label_alone(text: str) -> str:
    """Return the label when a cell holds nothing else (« Objectif 1 : » gives « 1 »), '' otherwise."""
    found = ALONE.fullmatch(text.strip()) if len(text) <= 30 else None
    return found[1].replace(",", ".") if found else ""


def whole_number(label: str) -> int | None:
    """Return the number a label is, None for « 1.2 », « B » or a number no plan reaches."""
    return int(label) if label.isdigit() and 0 < int(label) <= 999 else None


def glued_number(text: str) -> tuple[int, str] | None:
    """Return (1, "De septembre...") for "1. De septembre..." or "Objectif 1 : De septembre...", None otherwise."""
    for pattern in (GLUED_WORD, GLUED):
        found = pattern.fullmatch(text)
        if found and found[2].strip():
            return int(found[1]), found[2].strip()
    return None


def split_numbered(text: str) -> list[str]:
    """Return the numbered texts of one cell, each with its number; the whole text alone when it holds only one."""
    pieces: list[str] = []
    expected: int | None = None
    for line in text.split("\n"):
        found = glued_number(line)
        if found and (expected is None or found[0] == expected):
            expected = found[0] + 1
            pieces.append(line)
        elif pieces:
            pieces[-1] += "\n" + line
        else:
            return [text]
    return [piece.strip() for piece in pieces] if len(pieces) > 1 else [text]


def split_bullets(text: str) -> list[str]:
    """Return the points of a cell made only of bullets, the whole text alone otherwise."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(BULLET.match(line) for line in lines):
        return [BULLET.sub("", line).strip() for line in lines]
    return [text]
