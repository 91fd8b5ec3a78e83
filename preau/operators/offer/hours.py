"""Hours as people type them, and as they are written back. Minutes since midnight."""

import re

from preau.law.hours_of_day import MIDNIGHT
from preau.law.subsidies.presences import clock_words
from preau.law.words import fold

_TYPED = re.compile(r"(\d{1,2}) ?(?:h|u|heures?|[:.,])? ?([0-5]\d)?", re.ASCII)


def typed_minute(written: str) -> int:
    """Return the minutes of « 7h », « 7:00 », « 7.30 », « 15h30 », « 1530 », « midi ». Raises ValueError."""
    text = fold(written)
    if text == "midi":
        return 12 * 60
    found = _TYPED.fullmatch(text)
    minute = int(found[1]) * 60 + int(found[2] or 0) if found else -1
    if not 0 <= minute <= MIDNIGHT:
        raise ValueError(written)
    return minute


def said_from_to(starts: int, ends: int) -> str:
    """Return « 15 h 30 à 18 h »."""
    return f"{clock_words(starts)} à {clock_words(ends)}"
