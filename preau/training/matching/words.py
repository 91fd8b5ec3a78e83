"""Text as words that can be compared: no accents, no small words, plurals folded, numbers apart."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from preau.law.words import fold

LONGEST = 400  # characters read of one cell
LEXICON = json.loads(Path(__file__).with_name("lexicon.json").read_text(encoding="utf-8"))
STOP = frozenset(LEXICON["stop"])
LEGAL = frozenset(LEXICON["legal"])
LEVELS: dict[str, str] = LEXICON["levels"]
NUMBERS: dict[str, str] = LEXICON["numbers"]
SHORT: dict[str, str | list[str]] = LEXICON["short"]
LETTERS = {"i": "1", "v": "5", "a": "1", "b": "2", "c": "3"}  # « partie A », « partie I » and « partie 1 » are one

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b(?:19|20)\d\d\b")
_LENGTH = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:heures?|hrs?|h|jours?|journees?|demi-journees?|min|minutes?)(?:\s?[0-5]\d)?\b"
)
_ORDINAL = re.compile(r"\b(\d+)\s?(?:ers|er|eres|ere|re|emes|eme|e|nde|nd)\b")
_STUCK = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_LEVEL = re.compile(rf"\b(?:{'|'.join(LEXICON['level_words'])})\s?([iv]\b|[abc](?=\s*(?:$|[^\w\s])))|\b(i)$")
_PHRASES = [(re.compile(rf"\b{one}\b"), other) for one, other in LEXICON["phrases"].items()]


@dataclass(frozen=True, slots=True)
class Words:
    """A text ready for comparison: its words in order, its numbers, and the words that say a level."""

    text: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    levels: frozenset[str]

    @property
    def joined(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=1 << 15)
def read(text: str) -> Words:
    """Return the words of `text`; any text is accepted, an empty one has no words.

    Dates, years and lengths (« 6 h », « 2 jours ») are no part of a name and are left out. Numbers stand apart,
    because « niveau 1 » and « niveau 2 » are not alike however close their letters are.
    """
    folded = fold(text[:LONGEST]).lower()
    plain = _DAY.sub(" ", _DOTTED.sub(lambda one: one[0].replace(".", ""), folded))
    for phrase, other in _PHRASES:
        plain = phrase.sub(other, plain)
    plain = _ORDINAL.sub(r"\1 ", _LENGTH.sub(" ", plain))
    plain = _LEVEL.sub(lambda one: f"{one[0][:-1]} {LETTERS[one[0][-1]]}", plain)
    words: list[str] = []
    numbers: list[str] = []
    levels: list[str] = []
    for token in _WORD.findall(_STUCK.sub(" ", plain)):
        number = token.replace(",", ".") if token[0].isdigit() else NUMBERS.get(token)
        if number is not None:
            numbers.append(str(float(number)).removesuffix(".0") if len(number) < 9 else number)
            continue
        _add(token, words, levels)
    return Words(folded, tuple(words), tuple(sorted(numbers)), frozenset(levels))


def _add(token: str, words: list[str], levels: list[str]) -> None:
    if token in STOP or token in LEGAL:
        return
    known = SHORT.get(token)
    if isinstance(known, list):
        words.extend(map(singular, known))
        return
    word = singular(known or token)
    words.append(word)
    if word in LEVELS:
        levels.append(LEVELS[word])


def singular(word: str) -> str:
    """Return the word without the s or x of a plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word[-2] != "s" else word


LIGHT = frozenset(map(singular, LEXICON["light"]))
LEVEL_WORDS = frozenset(LEXICON["level_words"])
FAMILY = {singular(word): number for number, one in enumerate(LEXICON["families"]) for word in one}

_SOUNDS = [
    (re.compile(one), other)
    for one, other in (
        ("ph", "f"), ("eau|au", "o"), ("qu|ck|ch(?=[rl])|k", "c"), ("th", "t"), ("[cs]ion", "tion"),
        ("sc(?=[eiy])", "s"), ("c(?=[eiy])", "s"), ("ge(?=[ao])|g(?=[eiy])", "j"), ("ain|ein|aim|yn|im|in", "1"),
        ("en|em|an|am", "2"), ("ai|ei|ez$|er$|es$|et$", "e"), ("y", "i"), ("z", "s"), ("x", "s"), ("h", ""),
        (r"(.)\1", r"\1"), ("(?<=..)[est]$", ""),
    )
]  # fmt: skip
_ENDINGS = re.compile(
    "(?:ations?|itions?|ements?|ateurs?|atrices?|ants?|antes?|euses?|eurs?|rices?|ives?|ifs?|iques?|aires?|elles?|els?"
    "|ales?|als?|ites?|ees?|er|ez|ir|ions?|ies?|ages?|istes?|ees|e)$"
)


def sound(word: str) -> str:
    """Return how the word is heard in French, roughly: « fotografie » and « photographie » are one."""
    for heard, other in _SOUNDS:
        word = heard.sub(other, word)
    return word


def stem(word: str) -> str:
    """Return the word without its ending, when at least four letters stay: « animer », « animation » -> « anim »."""
    short = _ENDINGS.sub("", word)
    return short if len(short) >= 4 else word


def initials(text: str) -> str:
    """Return the initials of a name's words, small words and legal forms left out: the acronym people make of it."""
    parts = re.findall(r"[^\W\d_]+", fold(text[:LONGEST]).lower())
    return "".join(part[0] for part in parts if part not in STOP and part not in LEGAL)
