"""The names and words somebody may mean, held in memory: communes, localities, and every word of a published place.

Read again when what is published changed: its mark is one small query. A word that exists no more finds nothing, so
an old vocabulary is never wrong, only short.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from preau.foundation.territory.api import Point, centroid_of, localities
from preau.foundation.territory.models import Municipality
from preau.operators.models import PlaceWord, PublishedPlace
from preau.operators.search.words import UNKNOWN_OFFER, tokens

Mark = tuple[int, int]
COMMON = 300
_CANDIDATES = 5
_LEAST_SHORT = 5  # letters of a first word that stands for the whole name


@dataclass(frozen=True)
class Commune:
    """A commune in force, as the search needs it."""

    key: int
    nis: str
    name: str
    slug: str
    province: str = ""  # or its Region, outside the provinces

    @property
    def point(self) -> Point | None:
        return centroid_of(self.nis)


@dataclass(frozen=True)
class Named:
    """A name that tells where: of a commune, or of a locality of one, or of several that share it."""

    words: str
    communes: tuple[Commune, ...]
    point: Point | None
    is_commune: bool


@dataclass(frozen=True)
class Vocabulary:
    """What may be meant. `names` are by their words, folded and without space: « saintghislain ».

    `common_words` are those that more than COMMON places bear; `counts` how many places each commune has, by key.
    `kept` is for what is drawn from all this alone, as long as it stays true.
    """

    communes: tuple[Commune, ...]
    words: frozenset[str]
    names: dict[str, Named]
    common_words: frozenset[str] = frozenset()
    counts: dict[int, int] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def with_care(self) -> list[tuple[Commune, int]]:
        """The communes that have published places with how many, by name."""
        return [(commune, self.counts[commune.key]) for commune in self.communes if commune.key in self.counts]

    @cached_property
    def by_nis(self) -> dict[str, Commune]:
        return {commune.nis: commune for commune in self.communes}

    @cached_property
    def places_named(self) -> tuple[list[tuple[float, float, str]], list[tuple[float, float, str]]]:
        """The communes, then the localities, with where they are: latitude, longitude, name."""
        communes = [(one.point, one.name) for one in self.communes if one.point is not None]
        villages = [(one.point, one.name) for one in localities()]
        named = [[(point.latitude, point.longitude, name) for point, name in some] for some in (communes, villages)]
        return named[0], named[1]

    @cached_property
    def by_key(self) -> dict[int, Commune]:
        return {commune.key: commune for commune in self.communes}

    @cached_property
    def _names(self) -> "Heard":
        return Heard.of(self.names)

    @cached_property
    def _words(self) -> "Heard":
        return Heard.of(self.words)

    def near_names(self, typed: str) -> list[tuple[float, str]]:
        """Return the names written nearly like `typed` (without space), with how far: the nearest, communes first."""
        near = self._names.near(typed, begin=True)
        return sorted(near, key=lambda one: (one[0], not self.names[one[1]].is_commune, len(one[1]), one[1]))

    def near_words(self, typed: str) -> list[tuple[float, str]]:
        """Return the known words written nearly like `typed`, with how far, the nearest first."""
        return self._words.near(typed)

    def communes_like(self, name: str) -> list[Named]:
        """Return the communes whose name is heard as this one, or begins with it."""
        alike = [self.names[other] for other in self._names.sounds.get(heard(name), ())]
        longer = [named for key, named in self.names.items() if key.startswith(name)]
        return [named for named in dict.fromkeys([*alike, *longer]) if named.is_commune]


@dataclass(frozen=True)
class Heard:
    """Known words, as they are written and by how they are heard."""

    words: list[str]
    sounds: dict[str, list[str]]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Heard":
        known = sorted(words)
        sounds: dict[str, list[str]] = {}
        for word in known:
            sounds.setdefault(heard(word), []).append(word)
        return cls(known, sounds)

    def near(self, typed: str, *, begin: bool = False) -> list[tuple[float, str]]:
        """Return the nearest known words with how many letters differ, fewer when they are heard or begin the same."""
        limit = allowed(typed)
        if not limit:
            return []
        near = process.extract(typed, self.words, scorer=OSA.distance, limit=_CANDIDATES, score_cutoff=limit)
        found: dict[str, float] = {word: float(gap) for word, gap, _ in near}
        for word in self.sounds.get(heard(typed), ()):
            found[word] = min(found.get(word, limit), 1.25) - 0.5
        if begin:
            first = bisect_left(self.words, typed)
            for word in self.words[first : first + _CANDIDATES]:
                if word.startswith(typed):
                    found[word] = min(found.get(word, limit), 1) - 0.25
        return sorted((gap, word) for word, gap in found.items())[:_CANDIDATES]


# What people write for the same sound: letters are compared as they are first, then as they are heard.
_HEARD = (
    ("sch", "$"),
    ("ch", "$"),
    ("sh", "$"),
    ("eau", "o"),
    ("au", "o"),
    ("ph", "f"),
    ("qu", "k"),
    ("ck", "k"),
    ("th", "t"),
    ("ce", "se"),
    ("ci", "si"),
    ("c", "k"),
    ("y", "i"),
    ("z", "s"),
    ("ain", "in"),
    ("ein", "in"),
    ("ai", "e"),
    ("ei", "e"),
    ("h", ""),
)
_SILENT = "estxd"


def heard(word: str) -> str:
    """Return a word as it sounds, roughly: « quievrain » and « kievrin » are the same."""
    for written, sound in _HEARD:
        word = word.replace(written, sound)
    single = "".join(letter for at, letter in enumerate(word) if at == 0 or word[at - 1] != letter)
    return single.rstrip(_SILENT) or single


def allowed(typed: str) -> int:
    """Return how many letters may differ: none in three, one in five, two in nine, three beyond."""
    length = len(typed)
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3


_held: tuple[Mark, Vocabulary] | None = None


def present_mark() -> Mark:
    """Return what changes whenever something is published anew, in one query; what is kept beside it stays good."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT COALESCE(MAX(id), 0) FROM operators_placeword), "
            "(SELECT COUNT(*) FROM operators_publishedplace)"
        )
        last, count = cursor.fetchone()
    return int(last), int(count)


def vocabulary(mark: Mark) -> Vocabulary:
    """Return the vocabulary of what is published under this mark: read from the tables once, then kept."""
    global _held  # noqa: PLW0603 - one per process, replaced whole
    held = _held
    if held is None or held[0] != mark:
        held = _held = (mark, _read())
    return held[1]


def forget() -> None:
    """Forget the vocabulary: the next question reads it again."""
    global _held  # noqa: PLW0603 - one per process, replaced whole
    _held = None


def _read() -> Vocabulary:
    rows = Municipality.objects.filter(valid_to__isnull=True).order_by("name", "nis")
    communes = tuple(Commune(one.pk, one.nis, one.name, one.slug, one.province or one.region) for one in rows)
    held = PlaceWord.objects.exclude(word__startswith=UNKNOWN_OFFER).order_by("word").values_list("word")
    counts = dict(held.annotate(places=Count("pk")))
    common = frozenset(word for word, places in counts.items() if places > COMMON)
    there = PublishedPlace.objects.order_by().values_list("municipality").annotate(places=Count("pk"))
    return Vocabulary(communes, frozenset(counts), names_of(communes), common, dict(there))


def names_of(communes: Sequence[Commune]) -> dict[str, Named]:
    """Return every name that tells where, by its words without space. A commune goes before a locality."""
    by_nis = {commune.nis: commune for commune in communes}
    names = {"".join(tokens(one.name)): Named(one.name, (one,), one.point, True) for one in communes}
    for locality in localities():
        key, commune = "".join(tokens(locality.name)), by_nis.get(locality.nis)
        known = names.get(key)
        if commune is None or (known is not None and known.is_commune):
            continue
        shared = (*known.communes, commune) if known else (commune,)
        names[key] = Named(locality.name, shared, known.point if known else locality.point, False)
    return _short_names(names) | names


def _short_names(names: dict[str, Named]) -> dict[str, Named]:
    """Return the long names by their first word, where it is that of one alone: « Molenbeek »; communes first."""
    first: dict[str, list[Named]] = {}
    for named in names.values():
        word, *others = tokens(named.words)
        if others and len(word) >= _LEAST_SHORT:
            first.setdefault(word, []).append(named)
    found = {}
    for word, bearers in first.items():
        communes = [named for named in bearers if named.is_commune]
        if len(communes or bearers) == 1:
            found[word] = (communes or bearers)[0]
    return found
