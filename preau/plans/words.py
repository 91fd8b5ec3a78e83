"""From a French text to the words it is found by, and back to the words to mark in it. No database here."""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from preau.law.words import fold

MAX_WORD = 40  # characters, as PlanWord.word
_LETTERS = re.compile(r"[a-z0-9]+")
_SPELLINGS = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ"}
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
    pattern = _pattern([stem])
    for text in texts:
        for match in pattern.finditer(text):
            if stem_of(fold(match[0])) == stem:
                return match[0].lower()
    return ""


def places_of(stems: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Return where the words with these stems stand in `text`: start and end, in order."""
    wanted = set(stems)
    if not wanted:
        return []
    return [match.span() for match in _pattern(wanted).finditer(text) if stem_of(fold(match[0])) in wanted]


def _counts(word: str) -> bool:
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


def _pattern(stems: Iterable[str]) -> re.Pattern[str]:
    """Return what finds, in a text with its accents, the words that may have one of these stems.

    A stem and its words share their beginning, save the last two letters ("journaux" is stemmed "journal").
    """
    return _compiled(tuple(sorted(stem[: max(3, len(stem) - 2)] for stem in stems)))


@lru_cache(maxsize=256)
def _compiled(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    spelled = [
        "".join(f"[{_SPELLINGS[letter]}]" if letter in _SPELLINGS else re.escape(letter) for letter in beginning)
        .replace("[oôö][eéèêë]", "(?:[oôö][eéèêë]|œ)")
        .replace("[aàâä][eéèêë]", "(?:[aàâä][eéèêë]|æ)")
        for beginning in beginnings
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelled)})[^\W_]*", re.IGNORECASE)
