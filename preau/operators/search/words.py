"""From the names of a place to the words it is found by, and from what somebody types to words. No database here."""

import re
from collections.abc import Iterable

from preau.law.words import fold
from preau.operators.description import PlaceText

MAX_WORD = 40  # characters, as PlaceWord.word
_LETTERS = re.compile(r"[a-z0-9]+")
# Words that tell no place from another: articles, and those that nobody types the same way twice.
_STOP_WORDS = """
a au aux d de des du en et l la le les sous sur un une
"""
_LEFT_OUT = frozenset(_STOP_WORDS.split())
UNKNOWN_OFFER = "?"  # the word that says: nothing is known of when this place is open
_SHORTENED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "nd": "notre dame"}


def tokens(text: str) -> list[str]:
    """Return the words of a text in order, folded, with « st » opened as « saint »; articles stay."""
    opened = " ".join(_SHORTENED.get(word, word) for word in _LETTERS.findall(fold(text)))
    return opened.split()


def words_of(text: str) -> list[str]:
    """Return the words a text is found by, in its order, each once: folded, without articles, at most 40 letters."""
    found = dict.fromkeys(word[:MAX_WORD] for word in tokens(text) if len(word) > 1 and word not in _LEFT_OUT)
    return list(found)


def words_of_place(place: PlaceText, others: Iterable[str]) -> set[str]:
    """Return every word a declared place is found by (`PlaceWord`).

    Its name, its school, its locality and postal code, the schools it fetches children from; `others` are the names
    it has not itself: its operator, the organising body, the commune. What is not known of its hours is told by words
    that nobody can type: see `unknown_hours`.
    """
    names = (place.name, place.school_name, place.locality, place.postal_code)
    fetched = (transfer.school_name for transfer in place.transfers)
    words = {word for text in (*names, *fetched, *others) for word in words_of(text)}
    silent = {unknown_hours(period.kind) for period in place.periods if not period.hours}
    return words | silent | (set() if place.periods else {UNKNOWN_OFFER})


def unknown_hours(kind: str) -> str:
    """Return the word that says: this place has a period of this kind, and its hours are not known."""
    return f"{UNKNOWN_OFFER}{kind}"
