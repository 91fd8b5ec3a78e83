"""Write the tables of the law that are made from its data: `docs/law/time-limits.md` and `docs/law/smart.md`.

python scripts/law_tables.py          writes them
python scripts/law_tables.py --check  says which are stale (exit 1), writes nothing
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preau.law.annual_plan import SchoolYear
from preau.law.plan_dates import dates_of_plan
from preau.law.smart import CODES, advise
from preau.law.texts import text
from preau.law.time_limits import FixedDate, TimeLimit, limits
from preau.law.words import MONTHS, full_date, long_date

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs" / "law"
COLLECTION = ROOT / "tests" / "law" / "smart_objectives.json"
MADE_BY = "<!-- Made by `python scripts/law_tables.py`: change the data, not this page. -->"
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


def smart_page() -> str:
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


def time_limits_page() -> str:
    """Return the page of the time limits: the table, then each computed for one year with its steps."""
    year = SchoolYear(2026)
    lines = [
        "# Time limits",
        "",
        MADE_BY,
        "",
        "| id | délai | échéance | qui | texte | en vigueur | nature |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(limit) for limit in limits()]
    lines += ["", f"## Exemple : le plan {year}", ""]
    for due in dates_of_plan(year):
        lines += [f"### {due.limit.id} : {long_date(due.due)}", "", f"{due.title}.", ""]
        lines += [f"1. {step.line}" for step in due.steps]
        lines += [
            "",
            f"**Si la date passe.** {due.limit.consequence}",
            "",
            f"**En cas de silence.** {due.limit.silence}",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def _row(limit: TimeLimit) -> str:
    address = text(limit.text).address
    cited = f"[{limit.citation}]({address})" if address else f"{limit.citation} (adresse inconnue)"
    since = f"depuis le {full_date(limit.valid_from)}" if limit.valid_from else "date inconnue"
    nature = "conseil" if limit.soft else "obligation"
    when = _fixed(limit.fixed) if limit.fixed else "chaque année ; le texte ne donne pas de jour"
    if limit.opens:
        when = f"du {_day(limit.opens)} au {when}"
    return f"| {limit.id} | {limit.title} | {when} | {limit.owed_by} | {cited} | {since} | {nature} |"


def _fixed(length: FixedDate) -> str:
    year = "de l’année civile où le plan " + ("commence" if length.years == 0 else "s’achève")
    return f"{_day(length)} {year}"


def _day(length: FixedDate) -> str:
    return f"{'1er' if length.day == 1 else length.day} {MONTHS[length.month - 1]}"


PAGES = {"time-limits.md": time_limits_page, "smart.md": smart_page}


def stale() -> list[str]:
    """Return the names of the pages that are not what the data would give."""
    return [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page()
    ]


def main() -> int:
    """Write the pages, or with --check say which are stale; returns the exit code."""
    late = stale()
    if "--check" in sys.argv[1:]:
        for name in late:
            print(f"docs/law/{name} is stale: run python scripts/law_tables.py")
        return 1 if late else 0
    DOCS.mkdir(parents=True, exist_ok=True)
    for name in late:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/law/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
