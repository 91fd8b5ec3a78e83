"""Names found by their words: an inverted index, and the typed text it is asked with."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest

from preau.training.matching.vocabulary import Vocabulary
from preau.training.matching.words import Words

COMMON = 120  # entries; a word of more is not followed when rarer words already found some
SHORTEST_CUT = 8  # letters
CUT_ROUGH = 0.5
NEAR_THE_BEST = 0.4  # share of the weight of the best below which an entry is not even compared
_LETTERS = re.compile(r"[^\W\d_]+")


class Kind(StrEnum):
    """How a catalogue knows an entry."""

    NAME = "name"
    ALIAS = "alias"
    ACRONYM = "acronym"
    INITIALS = "initials"
    TRAINER = "trainer"
    PLACE = "place"
    TITLE = "title"
    MAIN_TITLE = "main_title"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one thing: `owner` is the place of its provider or module in the catalogue."""

    owner: int
    kind: Kind
    text: str
    words: frozenset[str]
    joined: str
    numbers: tuple[str, ...]
    levels: frozenset[str]
    total: float


Named = tuple[Entry | None, float, list[float] | None]  # the best name, its share typed, the words it explains


class Typed:
    """A text as typed, with what its words may stand for in one vocabulary."""

    __slots__ = (
        "joined",
        "levels",
        "may_be_cut",
        "named",
        "neighbours",
        "numbers",
        "reach",
        "roughly",
        "text",
        "total",
        "weights",
        "words",
    )

    def __init__(self, read: Words, vocabulary: Vocabulary, *, unfinished: bool = False) -> None:
        """Read the words; `unfinished` when the last one is still being typed."""
        self.text = read.text
        self.words = vocabulary.parted(read.words)
        self.joined = " ".join(self.words)
        self.numbers = read.numbers
        self.levels = read.levels
        self.weights = [vocabulary.weight(word) for word in self.words]
        self.total = sum(self.weights)
        self.neighbours = [vocabulary.neighbours(word) for word in self.words]
        if unfinished and self.words:
            more = dict.fromkeys(vocabulary.beginning(_LETTERS.findall(read.text)[-1]), 0.95)
            self.neighbours[-1] = tuple((more | dict(self.neighbours[-1])).items())
        # For each word of the vocabulary that may be meant: how likely, and the places where it was typed.
        self.reach: dict[str, list[tuple[int, float]]] = {}
        for place, likely in enumerate(self.neighbours):
            for word, likeness in likely:
                self.reach.setdefault(word, []).append((place, likeness))
        self.may_be_cut = len(read.text) >= SHORTEST_CUT
        # What was found of it, kept as it may be asked again: by index, and by provider.
        self.roughly: dict[int, list[tuple[float, int]]] = {}
        self.named: dict[int, Named] = {}

    def explained(self, words: frozenset[str]) -> list[float] | None:
        """Return, for each typed word, how well one of `words` explains it, from 0 to 1; None when none does."""
        common = self.reach.keys() & words
        if not common:
            return None
        found = [0.0] * len(self.words)
        for word in common:
            for place, likeness in self.reach[word]:
                if likeness > found[place]:  # noqa: PLR1730 - the innermost loop of all
                    found[place] = likeness
        return found

    def covers(self, entry: Entry, weights: dict[str, float]) -> float:
        """Return the share of the entry that was typed, from 0 to 1, its rare words telling more."""
        told = 0.0
        for word in self.reach.keys() & entry.words:
            likely = self.reach[word]
            told += weights[word] * (likely[0][1] if len(likely) == 1 else max(one[1] for one in likely))
        return told / entry.total if told else 0.0


class Index:
    """Entries by their words."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._with: dict[str, set[int]] = defaultdict(set)
        for place, entry in enumerate(entries):
            for word in entry.words:
                self._with[word].add(place)
        self._totals = [entry.total for entry in entries]
        self._texts = sorted((entry.text, place) for place, entry in enumerate(entries))

    def rough(self, typed: Typed, most: int) -> list[tuple[float, int]]:
        """Return the entries that share most with what was typed, best first, each with a rough likeness."""
        kept = typed.roughly.get(id(self))
        if kept is None:
            kept = [(rough, -entry) for rough, entry in self._search(typed, most)]
            if typed.may_be_cut:
                kept += [(CUT_ROUGH, entry) for entry in self._beginning(typed.text, most)]
            typed.roughly[id(self)] = kept
        return kept

    def _beginning(self, text: str, most: int) -> list[int]:
        """Return the entries whose text begins with `text`."""
        at = bisect_left(self._texts, (text, 0))
        return [place for found, place in self._texts[at : at + most] if found.startswith(text)]

    def _search(self, typed: Typed, most: int) -> list[tuple[float, int]]:
        found: dict[int, float] = {}
        get = found.get
        for place in sorted(range(len(typed.words)), key=typed.weights.__getitem__, reverse=True):
            weight = typed.weights[place]
            seen: set[int] = set()
            for word, likeness in typed.neighbours[place]:
                holders = self._with.get(word)
                if holders is None:
                    continue
                worth = weight * likeness
                # A word that many entries have brings no entry of its own once rarer words brought enough.
                followed = holders if len(found) < most or len(holders) <= COMMON else holders & found.keys()
                for entry in followed - seen if seen else followed:
                    found[entry] = get(entry, 0.0) + worth
                seen |= followed
        if not found:
            return []
        totals, total, least = self._totals, typed.total, NEAR_THE_BEST * max(found.values())
        alike = [(2 * worth / (total + totals[entry]), -entry) for entry, worth in found.items() if worth >= least]
        return nlargest(most, alike)
