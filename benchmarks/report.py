"""docs/benchmarks.md: every figure beside its aim, and whether it is reached."""

import os
import platform
import re
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.law import ROUNDS as LAW_ROUNDS
from benchmarks.weight import Weight

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
GROWTH_AIM = 1.3
QUERIES_AIM = 30
FIRST_AIM, LATER_AIM = 120, 30  # kB
LIST_AIM = 5
IMPORT_AIM = 3.0
LIBRARY_AIM, EXPLAINED_AIM, START_AIM = 0.5, 15.0, 5.0


@dataclass(frozen=True)
class Timed:
    """A page: its aim in floors, its queries and its median milliseconds at one and at ten times the rows."""

    label: str
    aim: float
    queries: int
    queries_at_ten: int
    at_one: float
    at_ten: float


@dataclass(frozen=True)
class Run:
    """All that one run measured."""

    floor: float
    pages: list[Timed]
    weights: list[Weight]
    memory: dict[str, float]
    workbooks: dict[str, Any]
    law: dict[str, dict[str, float]]
    look_alikes: str  # the section, its title included
    training: dict[str, dict[str, Any]]
    rounds: int


def machine() -> str:
    """Describe where the run took place, without its name."""
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in ("Django", "granian", "python-calamine", "XlsxWriter"))
    return (
        f"{os.cpu_count()} cores ({cpu[1] if cpu else platform.machine()}), {memory:.0f} GiB of memory, "
        f"{platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version} (WAL, "
        f"synchronous FULL), {versions}"
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table; every column but the first is aligned to the right."""
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def verdict(*reached: bool) -> str:
    return "yes" if all(reached) else "**no**"


def pages_table(run: Run) -> str:
    rows = [
        [
            page.label,
            f"{page.at_one:.1f}",
            f"{page.at_one / run.floor:.1f}",
            f"{page.aim:g}",
            f"{page.at_ten / page.at_one:.2f}",
            str(page.queries) if page.queries == page.queries_at_ten else f"{page.queries} / {page.queries_at_ten}",
            verdict(
                page.at_one / run.floor <= page.aim,
                page.at_ten / page.at_one <= GROWTH_AIM,
                page.queries == page.queries_at_ten <= QUERIES_AIM,
            ),
        ]
        for page in run.pages
    ]
    floor = ["**floor page**", f"{run.floor:.1f}", "1.0", "", "", "3", ""]
    head = ["page", "ms", "floors", "aim, at most", f"10 x rows (aim {GROWTH_AIM})", "queries", "reached"]
    return table(head, [floor, *rows])


def weights_table(run: Run) -> str:
    rows = [
        [
            weight.label,
            f"{weight.first / 1000:.1f}",
            f"{weight.later / 1000:.1f}",
            verdict(weight.first <= FIRST_AIM * 1000, weight.later <= LATER_AIM * 1000),
        ]
        for weight in run.weights
    ]
    return table(["page", f"first visit, kB (aim {FIRST_AIM})", f"later, kB (aim {LATER_AIM})", "reached"], rows)


def workbooks_table(run: Run) -> str:
    rows = []
    for key, label, aim in (
        ("import", "import of the Mons workbook, read and saved", IMPORT_AIM),
        ("export", "export of the plan as XLSX", None),
        ("pdf", "export as PDF/A-3a, workbook attached", None),
        ("list", "list of 2,000 places, read, matched and written; alone: bare read and bare insert", LIST_AIM),
        ("staff list", "list of 5,000 lines of staff and trainings, likewise", LIST_AIM),
    ):
        ours, bare = run.workbooks[key]
        ratio = f"{ours / bare:.1f}" if bare else ""
        reached = verdict(ours / bare <= aim) if bare and aim else ""
        rows.append([label, f"{ours:.1f}", f"{bare:.1f}" if bare else "", ratio, f"{aim:g}" if aim else "", reached])
    return table(["work", "ms", "library alone, ms", "ratio", "aim, at most", "reached"], rows)


def law_table(run: Run) -> str:
    """Return what the law costs beside the same work written plainly."""
    dates, year, start = run.law["due dates"], run.law["year"], run.law["start"]
    quickest = min(dates["holidays"], dates["workalendar"])
    communes, sites = run.law["subsidies"], run.law["staffing"]
    known = f"{year['limits']:.0f} limits for 272 communes, explained; bare: as many dates without a word"
    rows = [
        (
            "a due date, bare; beside the quicker of holidays and workalendar",
            dates["bare"],
            quickest,
            "µs",
            LIBRARY_AIM,
        ),
        ("a due date with all its lines; beside the bare one", dates["explained"], dates["bare"], "µs", EXPLAINED_AIM),
        (known, year["ours"], year["bare"], "ms", None),
        (
            "coordination subsidy of 272 communes; bare: the arithmetic alone",
            communes["ours"],
            communes["bare"],
            "µs",
            None,
        ),
        ("staff of 10,000 sites; bare: the arithmetic alone", sites["ours"], sites["bare"], "ms", None),
        ("`preau law due`, one line; beside `python -c pass`", start["ours"], start["bare"], "ms", START_AIM),
    ]
    return table(
        ["work", "ours", "bare", "ratio", "aim, at most", "reached"],
        [
            [what, f"{ours:.2f} {unit}", f"{bare:.2f} {unit}", f"{ours / bare:.2f}"]
            + ([f"{aim:g}", verdict(ours / bare <= aim)] if aim else ["", ""])
            for what, ours, bare, unit, aim in rows
        ],
    )


def backlog_table(backlog: dict[str, Any]) -> str:
    """Return how many decisions a backlog asks of people: one per record, per distinct text, and those taken."""
    records, texts, taken = backlog["records"], backlog["distinct texts"], backlog["decisions in all"]
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in backlog["decisions"].items())
    wrong = backlog["records settled alone, wrongly"]
    alone = backlog["records settled alone, rightly"] + wrong
    rows = [
        ("before: one decision per record", records),
        ("one decision per distinct text", texts),
        (f"**after: decisions taken on cards** ({kinds})", taken),
        ("records settled without anybody", alone),
        ("of them, wrongly", wrong),
        ("records that waited for a decision", backlog["records that waited"]),
        ("records left waiting at the end", backlog["left waiting"]),
    ]
    share = [f"{100 * number / records:.1f} %" for _, number in rows]
    return table(
        [f"{records:,} records entered as « Autre »", "", "of the records"],
        [[what, f"{number:,}", part] for (what, number), part in zip(rows, share, strict=True)],
    )


def training_table(run: Run) -> str:
    """Return what the work behind the pages of trainings takes, of the whole nation."""
    queue, ledger = run.training["queue"], run.training["ledger"]
    cards = f"{queue['waiting']:,} records that wait, in {queue['cards']:,} cards"
    rows = [
        (f"reading every card: {cards}", f"{queue['cards read']:.0f} ms"),
        ("opening a card", f"{queue['card opened']:.0f} ms"),
        ("its look-alikes, the catalogue read anew as after a decision", f"{queue['look-alikes anew']:.0f} ms"),
        ("its look-alikes, the catalogue known", f"{queue['look-alikes']:.0f} ms"),
        *(
            (
                f"the hours of the {ledger[f'{house}, people']:.0f} people of the {house}",
                f"{ledger[f'{house}, ms']:.0f} ms",
            )
            for house in ("house", "largest house")
        ),
        (f"finding the {ledger['reminders']:,} reminders due, among everybody", f"{ledger['reminders, s']:.1f} s"),
    ]
    size = f"{queue['persons']:,} persons, {queue['records']:,} records"
    return table([size, "time"], [list(row) for row in rows])


def tables(run: Run) -> str:
    """Return every table under its title."""
    memory = ", ".join(f"{name} {peak:.0f} MiB" for name, peak in run.memory.items())
    parts = {
        "Pages": pages_table(run),
        "Weight of a page, as Chromium receives it": weights_table(run),
        "Workbooks": workbooks_table(run),
        "The law": law_table(run),
        "Trainings of the whole nation": training_table(run),
        "A backlog of trainings": f"{BACKLOG}\n\n{backlog_table(run.training['backlog'])}",
        "Memory": f"Peak of a web process after the run (VmHWM): {memory}.",
    }
    sections = [*(f"## {title}\n\n{part}" for title, part in parts.items()), run.look_alikes]
    return "\n\n".join(sections) + "\n"


HOW = """\
Each page is asked for over HTTP on one open connection, {rounds} times, all pages of all servers in turn and in an
order drawn each time; the figure is the median. The **floor page** is `benchmarks/floor`: a signed-in list of 50
rows, one query, a minimal template, on a Django with sessions and sign-in only, behind the same server with the same
workers. `floors` is the page's time divided by the floor's in the same run: absolute times change with the machine,
ratios much less. The data is the demonstration of the whole nation, 272 communes and ten years of plans; `10 x rows`
is the time with ten nations in the database divided by the time with one. Queries are those of a visit, once the
process is warm; two figures mean that they differ with ten times the rows. What is ten times as much is communes,
plans and cases; the operators, the 25,000 persons and their 150,000 trainings are those of the nation in both.

The library alone is python-calamine reading the same cells and SQLite inserting them in one transaction, or XlsxWriter
writing them without any form. The figures of the law are the best of {law_rounds} rounds, the works compared taking
turns in one process."""


BACKLOG = """\
An invented catalogue of 350 bodies and 3,000 modules; 6,000 trainings entered as « Autre » with spoilt words, of bodies
nobody knows, of new modules of known bodies, and of known modules written otherwise (`benchmarks/backlog`). An officer
who knows what each house meant empties the queue through the acts of its cards: she takes out what is something else,
merges what is known, accepts the rest."""


def write(run: Run) -> str:
    """Write the page and return its tables."""
    found = tables(run)
    how = HOW.format(rounds=run.rounds, law_rounds=LAW_ROUNDS)
    made = "<!-- Made by `make bench`: measure again, do not change this page. -->"
    PAGE.write_text(f"# Benchmarks\n\n{made}\n\nMeasured on {machine()}.\n\n{how}\n\n{found}", encoding="utf-8")
    return found
