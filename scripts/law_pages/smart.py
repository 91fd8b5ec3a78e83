"""How far the advice on objectives can be trusted, measured on the collection labelled by hand."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preau.law.annual_plan import SchoolYear
from preau.law.smart import CODES, advise
from scripts.law_pages import MADE_BY

COLLECTION = Path(__file__).resolve().parent.parent.parent / "tests" / "law" / "smart_objectives.json"
HALVES = ("tune", "untouched", "later", "last", "published")


@dataclass(frozen=True)
class Figures:
    """How often one kind of advice was right (`hits`), given for nothing (`false`), not given (`missed`)."""

    hits: int
    false: int
    missed: int

    @property
    def precision(self) -> float | None:
        return self.hits / (self.hits + self.false) if self.hits + self.false else None

    @property
    def recall(self) -> float | None:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else None


def collection() -> dict[str, Any]:
    """Return the objectives labelled by hand, as read from their file."""
    return json.loads(COLLECTION.read_text(encoding="utf-8"))


def measure(half: str) -> dict[str, Figures]:
    """Return the figures of each advice on one half of the collection."""
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for objective in collection()["objectives"]:
        if objective["half"] != half:
            continue
        found = {a.code for a in advise(objective["text"], SchoolYear(objective["school_year"])).advices}
        expected = set(objective["codes"])
        hits.update(found & expected)
        false.update(found - expected)
        missed.update(expected - found)
    return {code: Figures(hits[code], false[code], missed[code]) for code in CODES if code != "empty"}


def page() -> str:
    """Return the page of figures about the advice on objectives."""
    known = collection()
    lines = [
        "# How far the advice on objectives can be trusted",
        "",
        MADE_BY,
        "",
        f"`preau.law.smart` read on the {len(known['objectives'])} objectives of `tests/law/smart_objectives.json`,",
        "labelled by hand. All but the six of Mons are invented, by the hand that wrote the rules: on what",
        "coordinators really write the figures will be lower. `later` and `last` were written after the rules, in",
        "other turns of phrase; the rules never changed after `last`, which is the fairest of these measures. What",
        "`vague` misses there is mostly said by `no_result`. The advice never prevents anything.",
        "",
        "How the labels were given: `no_period` no date, period or rhythm; `no_result` nothing to count, nothing that",
        "will exist or not; `vague` the main words name no deed and nothing concrete comes with them; `two_objectives`",
        "two deeds with each its own object; `several_owners` several who answer for it (partners are not owners);",
        "`too_long` more than 45 words; `outside_year` a date that falls or ends outside 1 September to 31 August.",
    ]
    for half in HALVES:
        count = sum(1 for objective in known["objectives"] if objective["half"] == half)
        lines += [
            "",
            f"## {half} ({count} objectives)",
            "",
            known["halves"][half][:1].upper() + known["halves"][half][1:] + ".",
            "",
        ]
        lines += ["| advice | right | for nothing | missed | precision | recall |", "|---|---|---|---|---|---|"]
        for code, figures in measure(half).items():
            shares = f"{_share(figures.precision)} | {_share(figures.recall)}"
            lines.append(f"| `{code}` | {figures.hits} | {figures.false} | {figures.missed} | {shares} |")
    return "\n".join(lines) + "\n"


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
