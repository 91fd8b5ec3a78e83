"""Which module of the catalogue was meant: suggestions while typing, what the portal settles alone, clusters.

The catalogue is kept in memory by each process. `CatalogueRevision` tells that it changed; it is then read again, and
its index made anew only when what is decided is no longer the same.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from preau.training.matching import Candidate, Catalogue, Decision, Encoding, Row, Thresholds, match, suggest
from preau.training.models import (
    OPEN_STATUSES,
    CatalogueRevision,
    ModuleTitle,
    ProviderName,
    Status,
    TrainingModule,
    TrainingProvider,
)

LEAST_PRECISION = 0.995  # under which nothing is settled without a person
NEVER = 1.01  # a score that nothing reaches
OFFERED = 8
CLUSTER = 0.78  # from which two encodings that wait are shown to ONE as one; an officer takes out what is not
# What may speak against a pair that is only put beside the others, for an officer to decide.
HARMLESS = frozenset({"close_second", "title_elsewhere", "hours_contradict", "hours_of_another", "shared_letters"})
MEASURED = Path(__file__).parent / "matching" / "measured.json"
DECIDED = (Status.ACCEPTED, Status.REFUSED)


@dataclass(frozen=True)
class Likeness:
    """A module that what was typed may stand for: its key, the score from 0 to 1, and why, in French."""

    module_id: int
    score: Decimal
    reasons: list[str]


@dataclass(frozen=True)
class Measure:
    """What settling from one score does, as measured: counts on the half of the set nobody tuned on."""

    score: float
    settled: int
    right: int
    true: int

    @property
    def precision(self) -> float | None:
        """Share of what is settled that is right; None when nothing is."""
        return self.right / self.settled if self.settled else None

    @property
    def share(self) -> float:
        """Share of the records that have a true match that are settled, rightly."""
        return self.right / self.true if self.true else 0.0

    @property
    def is_enough(self) -> bool:
        return self.precision is not None and self.precision >= LEAST_PRECISION


@cache
def measures() -> list[Measure]:
    """Return what was measured of each score, the lowest first; none when the measure is missing."""
    if not MEASURED.is_file():
        return []
    rows = json.loads(MEASURED.read_text(encoding="utf-8"))["thresholds"]
    return [Measure(row["score"], row["settled"], row["right"], row["true"]) for row in rows]


def safe_score(known: Iterable[Measure]) -> float:
    """Return the lowest score from which every measured score is precise enough; NEVER when none is."""
    lowest = NEVER
    for one in sorted(known, key=lambda measure: -measure.score):
        if not one.is_enough:
            break
        lowest = one.score
    return lowest


def thresholds() -> Thresholds:
    """Return the scores in force: those of the settings, the one to settle never under what was measured as safe."""
    settle = max(settings.TRAINING_MATCH_SETTLE, safe_score(measures()))
    return Thresholds(min(settings.TRAINING_MATCH_PROPOSE, settle), settle)


def suggestions(words: str, most: int = OFFERED) -> list[int]:
    """Return the keys of the modules that somebody may be typing the words of, the likeliest first. One query.

    Only decided modules, of the catalogue everybody reads; what a house itself proposed is among its recent choices.
    """
    found = suggest(decided().catalogue, words, most)
    return [int(one.module) for one in found if one.module is not None]


def look_alikes(provider: str, module: str, hours: Decimal | None = None) -> list[Likeness]:
    """Return the decided modules that look like what was typed as « Autre », the likeliest first, if any is."""
    return look_alikes_of_each([(provider, module)], hours)[0]


def look_alikes_of_each(typed: Iterable[tuple[str, str]], hours: Decimal | None = None) -> list[list[Likeness]]:
    """Return, for each body and title typed, the decided modules that look like them. One query for all."""
    limits = thresholds()
    asked = [Encoding(provider, module, hours) for provider, module in typed]
    return [
        [_likeness(one) for one in found.candidates if one.module is not None and one.score >= limits.propose]
        for found in match(decided().catalogue, asked, limits)
    ]


def settle_alone(provider: str, module: str, hours: Decimal | None = None) -> Likeness | None:
    """Return the accepted module that what was typed stands for beyond doubt; None when a person must look.

    Never a refused one: a refusal is told by a person.
    """
    found = match(decided().catalogue, [Encoding(provider, module, hours)], thresholds())[0]
    if found.decision is not Decision.AUTO:
        return None
    best = found.candidates[0]
    accepted = TrainingModule.objects.roots().filter(
        pk=int(best.module or 0), status=Status.ACCEPTED, provider__root__status=Status.ACCEPTED
    )
    return _likeness(best) if accepted.exists() else None


def cluster_of(provider: str, module: str, hours: Decimal | None = None) -> Likeness | None:
    """Return the waiting module that the words look like closely enough to be decided with it; None when none does."""
    best = None
    for kept in waiting():
        found = match(kept.catalogue, [Encoding(provider, module, hours)])[0]
        likely = found.candidates[0] if found.candidates else None
        if likely is None or likely.module is None or not _goes_with(likely):
            continue
        if best is None or likely.score > best.score:
            best = likely
    if best is None:
        return None
    still = TrainingModule.objects.roots().filter(pk=int(best.module or 0), status__in=OPEN_STATUSES)
    return _likeness(best) if still.exists() else None


def _goes_with(one: Candidate) -> bool:
    score = one.score + (0.02 if "hours_contradict" in one.codes else 0.0)
    return score >= CLUSTER and not (set(one.codes) & DOUBTS) - HARMLESS


# The codes of matching.evidence that speak against a pair.
DOUBTS = frozenset({
    "no_provider", "title_as_provider", "other_provider", "better_provider", "other_level", "level_unsaid",
    "title_incomplete", "title_continues", "other_words", "shared_trainer", "shared_place", "shared_letters",
    "hours_contradict", "hours_of_another", "close_second", "title_elsewhere", "module_unknown",
})  # fmt: skip


def _likeness(one: Candidate) -> Likeness:
    return Likeness(int(one.module or 0), Decimal(str(one.score)), one.reasons)


@dataclass(frozen=True)
class Kept:
    """A catalogue in memory: the revision it was last compared at, and a print of its rows."""

    revision: int
    rows: tuple[Row, ...]
    catalogue: Catalogue


_lock = Lock()
_kept: dict[str, Kept] = {}


def decided() -> Kept:
    """Return the catalogue of what ONE decided, as of this moment. One query when nothing changed."""
    with _lock:
        return _current("decided", _revision())


def waiting() -> list[Kept]:
    """Return the catalogues of what waits: the one made last, and a small one of what came since."""
    revision = _revision()
    with _lock:
        whole = _kept.get("waiting")
        if whole is None:
            whole = _kept["waiting"] = _made(revision, _rows(OPEN_STATUSES))
        last = max((int(row.id) for row in whole.rows if row.kind == "module"), default=0)
        if whole.revision == revision:
            return [whole]
        recent = _kept.get("recent")
        if recent is None or recent.revision != revision:
            recent = _made(revision, _rows(OPEN_STATUSES, last))
            if len(recent.rows) > MOST_RECENT:
                _kept["waiting"] = _made(revision, _rows(OPEN_STATUSES))
                _kept.pop("recent", None)
                return [_kept["waiting"]]
            _kept["recent"] = recent
        return [whole, recent]


MOST_RECENT = 300  # rows; more that came since, and the whole is made anew


def _revision() -> int:
    return CatalogueRevision.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _current(name: str, revision: int) -> Kept:
    found = _kept.get(name)
    if found is None or found.revision != revision:
        rows = _rows(DECIDED)
        same = found is not None and found.rows == rows
        found = Kept(revision, rows, found.catalogue) if found and same else _made(revision, rows)
        _kept[name] = found
    return found


def _made(revision: int, rows: tuple[Row, ...]) -> Kept:
    return Kept(revision, rows, Catalogue(rows))


def forget() -> None:
    """Forget every catalogue kept: they are read anew when next asked for."""
    with _lock:
        _kept.clear()


def _rows(statuses: Iterable[str], after: int = 0) -> tuple[Row, ...]:
    """Return the roots of these statuses, of a key beyond `after`, with every name merged into them. Five queries."""
    modules = list(
        TrainingModule.objects.roots()
        .filter(status__in=statuses, pk__gt=after)
        .order_by("pk")
        .values_list("pk", "provider__root_id", "title", "hours")
    )
    titles: dict[int, list[str]] = {one[0]: [] for one in modules}
    for key, title in _other_titles():
        if key in titles:
            titles[key].append(title)
    providers = {one[1] for one in modules}
    if not after:
        providers |= set(_provider_keys(statuses))
    rows = _provider_rows(providers)
    rows += [
        Row("module", str(key), str(provider), title, tuple(dict.fromkeys(titles[key])), hours)
        for key, provider, title, hours in modules
    ]
    return tuple(rows)


def _provider_keys(statuses: Iterable[str]) -> Iterable[int]:
    return TrainingProvider.objects.roots().filter(status__in=statuses).values_list("pk", flat=True)


def _other_titles() -> list[tuple[int, str]]:
    """Return the other titles of every module, those of the modules merged into it among them."""
    said = ModuleTitle.objects.order_by("pk").values_list("module__root_id", "text")
    merged = TrainingModule.objects.order_by("pk").values_list("root_id", "pk", "title")
    pairs = [*said, *((root, title) for root, key, title in merged if root != key)]
    return [(root, text) for root, text in pairs if root is not None]


def _provider_rows(keys: set[int]) -> list[Row]:
    """Return the rows of these bodies, of their trainers and of their places."""
    aliases: dict[int, list[str]] = {key: [] for key in keys}
    people: list[Row] = []
    names: dict[int, str] = {}
    for root, key, name in TrainingProvider.objects.order_by("pk").values_list("root_id", "pk", "name"):
        if root == key:
            names[key] = name
        elif root in aliases:
            aliases[root].append(name)
    others = ProviderName.objects.order_by("pk").values_list("provider__root_id", "pk", "kind", "text")
    for owner, key, kind, text in others:
        root = owner or 0
        if root not in aliases:
            continue
        if kind in (ProviderName.Kind.TRAINER, ProviderName.Kind.PLACE):
            people.append(Row(kind, str(key), str(root), text))
        else:
            aliases[root].append(text)
    rows = [
        Row("organisation", str(key), "", names[key], tuple(dict.fromkeys(aliases[key]))) for key in sorted(aliases)
    ]
    return rows + people
