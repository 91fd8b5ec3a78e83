"""The words of a catalogue: how much each one tells, and which of them look like a word that was typed."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from preau.training.matching.words import FAMILY, LIGHT, STOP, sound, stem

EXACT, HEARD, RELATED, SPLIT = 1.0, 0.95, 0.8, 0.9
BEGUN, BEGUN_ALONE, BARELY_BEGUN = 0.86, 0.93, 0.7  # a word's beginning; that of one word only; three letters
LIGHT_SHARE = 0.12  # what a word like « formation » weighs beside what its rarity says
SHORT_SHARE = {1: 0.15, 2: 0.2, 3: 0.4, 4: 0.7}  # an unknown word of so few letters is often a slip of the fingers
MOST_OF_A_PREFIX = 40
SMALL = sorted(word for word in STOP if len(word) > 2)
ELIDED = "ldsnjcmt"

Neighbours = tuple[tuple[str, float], ...]


class Vocabulary:
    """The distinct words of a catalogue. Not changed once made; what a typed word looks like is kept."""

    def __init__(self, kinds: Iterable[list[tuple[str, ...]]]) -> None:
        """Read, for each kind of entry, the words of its entries."""
        self.weights: dict[str, float] = {}
        for entries in kinds:
            count: dict[str, int] = defaultdict(int)
            for entry in entries:
                for word in set(entry):
                    count[word] += 1
            for word, times in count.items():
                share = 0.35 + math.log((len(entries) + 1) / times)
                self.weights[word] = min(share, self.weights.get(word, share))
        rarest = max(self.weights.values(), default=1.0)
        self.unknown = min(rarest, 5.5)
        for word in self.weights:
            self.weights[word] = min(self.weights[word], 6.5) * (LIGHT_SHARE if word in LIGHT else 1.0)
        self.sorted = sorted(self.weights)
        self._trigrams: dict[str, list[str]] = defaultdict(list)
        self._sounds: dict[str, list[str]] = defaultdict(list)
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._families: dict[int, list[str]] = defaultdict(list)
        for word in self.sorted:
            for part in trigrams(word):
                self._trigrams[part].append(word)
            self._sounds[sound(word)].append(word)
            self._stems[stem(word)].append(word)
            if word in FAMILY:
                self._families[FAMILY[word]].append(word)
        self._kept: dict[str, Neighbours] = {}

    def __contains__(self, word: str) -> bool:
        return word in self.weights

    def weight(self, word: str) -> float:
        """Return how much a typed word tells; one that is in no entry tells as much as a rare one."""
        known = self.weights.get(word)
        if known is not None:
            return known
        light = word in LIGHT or (not self.neighbours(word) and is_slip_of_small_word(word))
        return self.unknown * (LIGHT_SHARE if light else SHORT_SHARE.get(len(word), 1.0))

    def neighbours(self, word: str) -> Neighbours:
        """Return the words of the catalogue that `word` may stand for, each with a likeness from 0 to 1."""
        kept = self._kept.get(word)
        if kept is None:
            if len(self._kept) > 200_000:
                self._kept.clear()
            kept = self._kept[word] = tuple(sorted(self._look(word).items(), key=lambda one: (-one[1], one[0])))
        return kept

    def _look(self, word: str) -> dict[str, float]:
        found: dict[str, float] = {}

        def add(others: Iterable[str], likeness: float) -> None:
            for other in others:
                if likeness > found.get(other, 0.0):
                    found[other] = likeness

        if len(word) >= 4:
            add(self._stems.get(stem(word), ()), RELATED)
        if word in FAMILY:
            add(self._families[FAMILY[word]], RELATED)
        if word in self.weights:
            found[word] = EXACT
            return found
        for other, likeness in self.slips(word):
            add((other,), likeness)
        if len(word) >= 4:
            begun = self.beginning(word)
            add(begun, BEGUN_ALONE if len(begun) == 1 else BEGUN)
            if word[0] in ELIDED and word[1:] in self.weights:
                found[word[1:]] = HEARD
        if len(word) == 3:
            add(self.beginning(word), BARELY_BEGUN)
        if not found and len(word) >= 5 and word[0] in ELIDED:
            return {other: likeness * SPLIT for other, likeness in self._look(word[1:]).items()}
        return found

    def slips(self, word: str) -> Neighbours:
        """Return the other words that `word` may be a slip of: written by ear, or with a typing error or two."""
        if len(word) < 4:
            return ()
        found = dict.fromkeys(self._sounds.get(sound(word), ()), HEARD)
        self._add_misspelt(word, found)
        found.pop(word, None)
        return tuple(found.items())

    def beginning(self, word: str) -> list[str]:
        """Return the words that begin with `word`, a few at most."""
        at = bisect_left(self.sorted, word)
        found: list[str] = []
        while at < len(self.sorted) and self.sorted[at].startswith(word) and len(found) < MOST_OF_A_PREFIX:
            found.append(self.sorted[at])
            at += 1
        return found

    def _add_misspelt(self, word: str, found: dict[str, float]) -> None:
        """Add the words at one typing error, or two when the word is long."""
        most = 1 if len(word) < 7 else 2 if len(word) < 12 else 3
        parts = trigrams(word)
        shared: dict[str, int] = defaultdict(int)
        for part in parts:
            for other in self._trigrams.get(part, ()):
                shared[other] += 1
        least = max(1, len(parts) - 4 * most)
        for other, count in shared.items():
            if count < least or abs(len(other) - len(word)) > most:
                continue
            errors = OSA.distance(word, other, score_cutoff=most)
            if errors <= most:
                likeness = 1.0 - 0.32 * errors / min(len(word), len(other)) - 0.01 * errors
                if likeness > found.get(other, 0.0):
                    found[other] = likeness

    def parted(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words with those typed together parted, and those typed in two pieces joined."""
        found: list[str] = []
        at = 0
        while at < len(words):
            word = words[at]
            pair = word + words[at + 1] if at + 1 < len(words) else ""
            if pair in self.weights and (word not in self.weights or words[at + 1] not in self.weights):
                found.append(pair)
                at += 2
                continue
            at += 1
            if word not in self.weights and len(word) >= 8:
                cut = next(
                    (n for n in range(3, len(word) - 2) if word[:n] in self.weights and word[n:] in self.weights), 0
                )
                if cut:
                    found += [word[:cut], word[cut:]]
                    continue
            found.append(word)
        return tuple(found)


def is_slip_of_small_word(word: str) -> bool:
    """Tell whether a word is a typing error away from a small word: « dez », « antre »."""
    return any(OSA.distance(word, small, score_cutoff=1) <= 1 for small in SMALL)


def trigrams(word: str) -> set[str]:
    """Return the groups of three letters of a word, its beginning and its end marked."""
    marked = f"^{word}$"
    return {marked[at : at + 3] for at in range(len(marked) - 2)}
