"""What no catalogue knows, grouped: the same provider and the same module typed in many ways are one question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from preau.training.matching.index import Entry, Index, Kind, Typed
from preau.training.matching.vocabulary import Vocabulary
from preau.training.matching.words import Words, initials, read

ALIKE = 0.82
NEAREST = 12


@dataclass(frozen=True, slots=True)
class Cluster:
    """Encodings that look alike, by their places; `organisation` and `module` are the way most of them are typed."""

    organisation: str
    module: str
    members: tuple[int, ...]


def look_alikes(encodings: Sequence[tuple[str, str]]) -> list[Cluster]:
    """Return the clusters of (organisation, module) texts, the largest first; each encoding is in exactly one.

    Providers are grouped first, then the modules of each group. Two titles of which the numbers or the level differ
    are never in one cluster.
    """
    providers = _grouped([one for one, _ in encodings], acronyms=True)
    by_provider: dict[int, list[int]] = {}
    for place, group in enumerate(providers):
        by_provider.setdefault(group, []).append(place)
    found = []
    for places in by_provider.values():
        titles = _grouped([encodings[place][1] for place in places], acronyms=False)
        groups: dict[int, list[int]] = {}
        for place, group in zip(places, titles, strict=True):
            groups.setdefault(group, []).append(place)
        for members in groups.values():
            found.append(
                Cluster(
                    _usual([encodings[one][0] for one in members]),
                    _usual([encodings[one][1] for one in members]),
                    tuple(members),
                )
            )
    return sorted(found, key=lambda one: (-len(one.members), one.members))


def _usual(texts: list[str]) -> str:
    """Return the text typed most often; of those, the longest, then the first in the alphabet."""
    count = Counter(" ".join(text.split()) for text in texts)
    return min(count, key=lambda text: (-count[text], -len(text), text))


def _grouped(texts: list[str], *, acronyms: bool) -> list[int]:
    """Return the group of each text: the one of the most frequent text it looks like, or its own."""
    reads = [read(text) for text in texts]
    keys = [(one.words, one.numbers) for one in reads]
    count = Counter(keys)
    order = sorted(count, key=lambda key: (-count[key], -len(key[0]), key))
    vocabulary = Vocabulary([[key[0] for key in order]])
    firsts = dict(zip(keys, reads, strict=True))
    entries = [_entry(place, firsts[key], vocabulary) for place, key in enumerate(order)]
    index = Index(entries)
    letters = {initials(firsts[key].text): place for place, key in reversed(list(enumerate(order)))} if acronyms else {}
    leader: dict[int, int] = {}
    for place, key in enumerate(order):
        leader[place] = _leader(place, firsts[key], (index, vocabulary, letters), leader)
    groups = {key: leader[place] for place, key in enumerate(order)}
    return [groups[key] for key in keys]


def _entry(place: int, one: Words, vocabulary: Vocabulary) -> Entry:
    words = frozenset(one.words)
    total = sum(vocabulary.weights[word] for word in words)
    return Entry(place, Kind.TITLE, one.text, words, one.joined, one.numbers, one.levels, total)


def _leader(place: int, one: Words, known: tuple[Index, Vocabulary, dict[str, int]], leader: dict[int, int]) -> int:
    """Return the group a text joins among those before it, or its own place when it looks like none."""
    index, vocabulary, letters = known
    if len(one.words) == 1 and letters.get(one.words[0], place) != place:
        whole = letters[one.words[0]]
        return leader.get(whole, whole)
    typed = _meant(one, vocabulary)
    best, chosen = ALIKE, place
    for _, other in index.rough(typed, NEAREST):
        if other == place or leader.get(other) != other:
            continue
        entry = index.entries[other]
        if entry.numbers != one.numbers or entry.levels != one.levels:
            continue
        alike = max(_dice(typed, entry, vocabulary), ratio(typed.joined, entry.joined) / 100 - 0.06)
        if alike > best:
            best, chosen = alike, other
    return chosen


def _meant(one: Words, vocabulary: Vocabulary) -> Typed:
    """Return the typed text with, for each word, the other words it may be a slip of: here every word is known."""
    typed = Typed(one, vocabulary)
    for place, word in enumerate(typed.words):
        for other, likeness in vocabulary.slips(word):
            typed.reach.setdefault(other, []).append((place, likeness))
        typed.neighbours[place] = (*typed.neighbours[place], *vocabulary.slips(word))
    return typed


def _dice(typed: Typed, entry: Entry, vocabulary: Vocabulary) -> float:
    mine = typed.explained(entry.words)
    if mine is None:
        return 0.0
    told = sum(weight * own for weight, own in zip(typed.weights, mine, strict=True)) / typed.total
    covered = typed.covers(entry, vocabulary.weights)
    return 2 * told * covered / (told + covered) if told + covered else 0.0
