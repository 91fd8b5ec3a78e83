"""What the words of a plan mean.

The wordings known are in lexicon.json and in annex 4 itself; nothing else decides what a word means.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from preau.foundation.documents.workbooks.words import folded, gist
from preau.law.annual_plan import ASPECTS, AXES, MISSIONS, Heading

LEXICON = json.loads((Path(__file__).parent / "lexicon.json").read_text(encoding="utf-8"))
SURE = 88.0  # similarity (0-100) from which another wording is taken as understood
LONGEST = 1_000  # characters; beyond, a cell is a text and not a choice among headings
MARGIN = 7.0  # and by how much it must precede the next meaning


@cache
def gists(*path: str) -> frozenset[tuple[str, ...]]:
    """Return the gists of the wordings listed in the lexicon under `path`."""
    found = LEXICON
    for step in path:
        found = found[step]
    return frozenset(gist(text) for text in found)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a column may say: each known wording (as its gist) and the number it stands for."""

    noun: str
    headings: tuple[Heading, ...]
    phrases: Mapping[tuple[str, ...], int]
    longest: int
    fillers: frozenset[str]
    meanings: tuple[tuple[str, int], ...]  # the same phrases, as text

    @classmethod
    def of(cls, name: str, headings: tuple[Heading, ...], noun: str) -> "Vocabulary":
        """Return the vocabulary of the law's `headings` and of the lexicon's wordings under `name`."""
        phrases = {gist(text): h.number for h in headings for text in (h.text, h.short)}
        for number, texts in LEXICON[name].items():
            phrases.update({gist(text): int(number) for text in texts})
        fillers = frozenset({noun, "n", "no", "num", "numero", "puis", "ainsi", "que", "prioritaire"})
        meanings = tuple((" ".join(phrase), number) for phrase, number in phrases.items())
        return cls(noun, headings, phrases, max(map(len, phrases)), fillers, meanings)

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(heading.number for heading in self.headings)


AXIS = Vocabulary.of("axes", AXES, "axe")
ASPECT = Vocabulary.of("aspects", ASPECTS, "aspect")
MISSION = Vocabulary.of("missions", MISSIONS, "mission")


@dataclass(frozen=True)
class Understood:
    """What a cell says: the numbers, those guessed from a wording close to a known one, and what stays unknown."""

    numbers: tuple[int, ...] = ()
    guesses: tuple[tuple[str, int], ...] = ()
    unknown: tuple[str, ...] = ()


BETWEEN = re.compile(r"[\n;/|•·]+|\s[-–—*+&]\s|^\s*[-–—*]\s+", re.MULTILINE)
FINER = re.compile(r",\s+|\s+et\s+", re.IGNORECASE)


@lru_cache(maxsize=1024)
def topics(text: str, vocabulary: Vocabulary) -> Understood:
    """Return what a cell of axes, aspects or missions says."""
    if not text or len(text) > LONGEST:
        return Understood(unknown=(text,) if text else ())
    numbers, left = scan(gist(text), vocabulary)
    if not left:
        return Understood(tuple(sorted(numbers)))
    numbers, guesses, unknown = set(), [], []
    for part in parts(text, BETWEEN):
        found, left = scan(gist(part), vocabulary)
        if not left:
            numbers |= found
            continue
        for piece in pieces(part, vocabulary):
            found, left = scan(gist(piece), vocabulary)
            guess = None if not left else closest(piece, vocabulary)
            if not left:
                numbers |= found
            elif guess is not None:
                guesses.append((piece, guess))
                numbers.add(guess)
            else:
                unknown.append(piece)
    return Understood(tuple(sorted(numbers)), tuple(guesses), tuple(unknown))


def pieces(part: str, vocabulary: Vocabulary) -> list[str]:
    """Return the part whole when it resembles one wording, cut at its commas and « et » otherwise."""
    if closest(part, vocabulary) is not None:
        return [part]
    finer = parts(part, FINER)
    return finer if any(not scan(gist(piece), vocabulary)[1] for piece in finer) else [part]


def parts(text: str, between: re.Pattern[str]) -> list[str]:
    """Return the non-empty parts of `text`."""
    return [part for part in (piece.strip() for piece in between.split(text)) if folded(part)]


def scan(words: tuple[str, ...], vocabulary: Vocabulary) -> tuple[set[int], list[str]]:
    """Return the numbers found by taking the longest known wordings one after the other, and the words left over."""
    found: set[int] = set()
    left: list[str] = []
    announced: int | None = None  # « 2. Mise en œuvre » : a number before a wording must agree with it
    at = 0
    while at < len(words):
        size = next(
            (
                n
                for n in range(min(vocabulary.longest, len(words) - at), 0, -1)
                if words[at : at + n] in vocabulary.phrases
            ),
            0,
        )
        if size:
            number = vocabulary.phrases[words[at : at + size]]
            if announced not in (None, number):
                left.extend(words[at - 1 : at + size])
            found.add(number)
            announced, at = None, at + size
            continue
        word = words[at]
        at += 1
        if word.isdigit() and int(word) in vocabulary.numbers:
            announced = int(word)
            found.add(announced)
        elif word not in vocabulary.fillers:
            announced = None
            left.append(word)
    return found, left


@lru_cache(maxsize=1024)
def closest(text: str, vocabulary: Vocabulary) -> int | None:
    """Return the number whose wording is surely meant by `text`, None in doubt.

    A number written before the wording must be the one of that wording.
    """
    words = gist(text)
    said = int(words[0]) if words and words[0].isdigit() else None
    words = words if said is None else words[1:]
    scores = ranked(" ".join(words), vocabulary)
    (best, number), (second, _) = scores[0], scores[1]
    return number if best >= SURE and best - second >= MARGIN and said in (None, number) else None


def ranked(meaning: str, vocabulary: Vocabulary) -> list[tuple[float, int]]:
    """Return the similarity of `meaning` to each number, best first."""
    best: dict[int, float] = dict.fromkeys(vocabulary.numbers, 0.0)
    for known, number in vocabulary.meanings:
        score = max(fuzz.ratio(meaning, known), fuzz.token_sort_ratio(meaning, known))
        best[number] = max(best[number], score)
    return sorted(((score, number) for number, score in best.items()), reverse=True)


def starts_with(text: str, openings: Iterable[str]) -> bool:
    """Tell whether `text` opens with one of the wordings."""
    words = folded(text)
    return any(words == opening or words.startswith(opening + " ") for opening in openings)


@cache
def openings(name: str) -> tuple[str, ...]:
    """Return the lexicon's list `name`, folded."""
    return tuple(folded(text) for text in LEXICON[name])
