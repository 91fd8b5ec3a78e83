"""From a French text to the words it is found by, and back to the words to mark in it. No database here."""

import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from preau.law.words import fold

MAX_WORD = 40  # characters, as PlanWord.word
_LETTERS = re.compile(r"[a-z0-9]+")
_ACCENTED = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ"}
_LIGATURES = (("oe", "œ"), ("ae", "æ"))
_local = threading.local()

# Words so common that they find nothing, without accents. « Été » and « car » are not among
# them: holidays and school buses.
_STOP_WORDS = """
afin ai ainsi alors apres au aucun aucune aussi autre autres aux avec avoir ce ceci cela celle celles celui ces cet
cette ceux chaque chez ci comme dans de des deja depuis dont du elle elles en encore entre est et etaient etait
etant etc etre eux font hors il ils je jusqu la le les leur leurs lors lorsqu lorsque lui ma mais me meme memes mes
mon ne ni nos notre nous on ont ou par pas pendant peu peut peuvent plus pour puis qu quand que quel quelle quelles
quels qui quoi sa sans se selon sera seront ses si son sont sous sur ta tant te tel telle tels tes toi ton tous tout
toute toutes tu un une vers via voir vos votre vous
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Word:
    """A word as it was written, and as the index keeps it."""

    written: str
    stem: str


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return the stem of one folded word; numbers stay as they are."""
    if not hasattr(_local, "french"):
        _local.french = snowballstemmer.stemmer("french")  # it keeps its state: one per thread
    return _local.french.stemWord(word)[:MAX_WORD]


def words_of(text: str) -> set[str]:
    """Return the words `text` is found by: without accents, by their stem, stop words and lone letters left out."""
    return {stem_of(word) for word in set(_LETTERS.findall(fold(text))) if _counts(word)}


def words_asked(text: str, limit: int) -> tuple[Word, ...]:
    """Return the first `limit` words of a question, in its order, each stem once."""
    found: dict[str, Word] = {}
    for word in _LETTERS.findall(fold(text)):
        if _counts(word):
            found.setdefault(stem_of(word), Word(word[:MAX_WORD], stem_of(word)))
    return tuple(found.values())[:limit]


def written_as(stem: str, texts: Iterable[str]) -> str:
    """Return the first word of `texts` that has this stem, in lower case; "" when none has."""
    for text in texts:
        for place in places_of((stem,), text):
            return text[place.start : place.end].lower()
    return ""


class Place(NamedTuple):
    """Where a word with this stem stands in a text."""

    start: int
    end: int
    stem: str


def places_of(stems: Iterable[str], text: str) -> Iterator[Place]:
    """Yield where the words with these stems stand in `text`, in order, looking no further than asked."""
    wanted = frozenset(stems)
    if not wanted:
        return
    lowered = text.lower()
    for match in _pattern(wanted).finditer(lowered if len(lowered) == len(text) else text):
        start, end = match.span()
        stem = _stem_of_written(match[0])
        if stem in wanted and not (start and text[start - 1].isalnum()):
            yield Place(start, end, stem)


@lru_cache(maxsize=50_000)
def _stem_of_written(word: str) -> str:
    return stem_of(fold(word))


def _counts(word: str) -> bool:
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=256)
def _pattern(stems: frozenset[str]) -> re.Pattern[str]:
    """Return what finds, in a lower-case text with its accents, the words that may have one of these stems.

    A stem and its words share their beginning, save the last two letters ("journaux" is stemmed "journal"). Each
    alternative begins with a plain letter: so written, the search jumps from one possible beginning to the next.
    """
    beginnings = {stem[: max(3, len(stem) - 2)] for stem in stems}
    return re.compile(f"(?:{'|'.join(sorted(set().union(*map(_spellings, beginnings))))})[^\\W_]*")


def _spellings(beginning: str) -> set[str]:
    """Return the patterns of a folded beginning of word, one for each way of writing its first letter."""
    rest = "".join(f"[{_ACCENTED[letter]}]" if letter in _ACCENTED else letter for letter in beginning[1:])
    for two, one in _LIGATURES:
        rest = rest.replace("".join(f"[{_ACCENTED[letter]}]" for letter in two), f"(?:{two}|{one})")
    found = {first + rest for first in _ACCENTED.get(beginning[0], beginning[0])}
    for two, one in _LIGATURES:
        if beginning.startswith(two):
            found |= {one + each[1:] for each in _spellings(beginning[1:]) if each[0] == two[1]}
    return found
