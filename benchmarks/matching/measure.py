"""What the matcher settles, proposes and misses on each half of the set, by kind of fault and by threshold."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.matching import catalogue, encodings
from benchmarks.matching.encodings import Encoded
from preau.training.matching import Catalogue, Decision, Encoding, Match, Row, match
from preau.training.matching.files import read_hours

HALVES = ("tuning", "untouched")
KEPT = Path(__file__).resolve().parents[2] / "preau/training/matching/measured.json"
LOWEST, HIGHEST, STEP = 50, 100, 2  # hundredths of a score


@dataclass
class Tally:
    """Counts of one kind of encodings: how many, with a true match, settled alone, rightly so, proposed first..."""

    records: int = 0
    true: int = 0
    settled: int = 0
    right: int = 0
    first: int = 0
    among_three: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was settled alone that is right; None when nothing was."""
        return self.right / self.settled if self.settled else None

    @property
    def recall(self) -> float | None:
        """Share of the records with a true match that were settled alone, rightly."""
        return self.right / self.true if self.true else None

    def add(self, one: Encoded, found: Match) -> None:
        truth = (one.true_organisation, one.true_module)
        pairs = [(candidate.organisation, candidate.module) for candidate in found.candidates]
        self.records += 1
        if one.true_module:
            self.true += 1
            self.first += pairs[:1] == [truth]
            self.among_three += truth in pairs[:3]
        if found.decision is Decision.AUTO:
            self.settled += 1
            self.right += (found.organisation, found.module) == truth


@dataclass
class Measured:
    """Every figure of one half."""

    whole: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=dict)
    thresholds: list[dict[str, float]] = field(default_factory=list)


@dataclass(frozen=True)
class MeasuringSet:
    """The catalogue, as rows of the file and ready to match, and the encodings."""

    rows: list[dict[str, str]]
    encodings: list[Encoded]

    def catalogue(self) -> Catalogue:
        return Catalogue(map(as_row, self.rows))

    def asked(self) -> list[Encoding]:
        return [Encoding(one.organisation, one.module, read_hours(one.hours), one.day) for one in self.encodings]


def as_row(row: dict[str, str]) -> Row:
    aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
    return Row(row["kind"], row["id"], row["parent"], row["name"], aliases, read_hours(row["hours"]))


def measuring_set() -> MeasuringSet:
    providers = catalogue.make()
    return MeasuringSet(catalogue.rows(providers), encodings.make(providers))


def measured(whole: MeasuringSet, found: Sequence[Match]) -> dict[str, Measured]:
    """Return the figures of each half."""
    halves = {half: Measured() for half in HALVES}
    for one, answer in zip(whole.encodings, found, strict=True):
        half = halves[one.half]
        half.whole.add(one, answer)
        half.kinds.setdefault(one.kind, Tally()).add(one, answer)
    for name, half in halves.items():
        half.kinds = {kind: half.kinds[kind] for kind in encodings.KINDS if kind in half.kinds}
        half.thresholds = by_threshold(
            [(one, answer) for one, answer in zip(whole.encodings, found, strict=True) if one.half == name]
        )
    return halves


def by_threshold(pairs: list[tuple[Encoded, Match]]) -> list[dict[str, float]]:
    """Return, for scores from one half to one, what settling from that score alone would do."""
    true = sum(1 for one, _ in pairs if one.true_module)
    found = []
    for hundredths in range(LOWEST, HIGHEST + 1, STEP):
        counts: Counter[bool] = Counter()
        for one, answer in pairs:
            if answer.module is not None and answer.score >= hundredths / 100:
                counts[(answer.organisation, answer.module) == (one.true_organisation, one.true_module)] += 1
        settled = counts.total()
        found.append(
            {"score": hundredths / 100, "settled": settled, "right": counts[True], "true": true, "records": len(pairs)}
        )
    return found


def keep(half: Measured) -> None:
    """Write beside the matcher what was measured on the untouched half: settling alone rests on it."""
    kept = {
        "thresholds": half.thresholds,
        "among_three": [half.whole.among_three, half.whole.true],
        "kinds": [
            {"kind": kind, "records": one.records, "true": one.true, "settled": one.settled, "right": one.right}
            for kind, one in half.kinds.items()
        ],
    }
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def figures() -> tuple[MeasuringSet, dict[str, Measured]]:
    whole = measuring_set()
    return whole, measured(whole, match(whole.catalogue(), whole.asked()))
