"""The law beside the same work written plainly: due dates, a year of limits, subsidies, staffing, the start.

`python -m benchmarks.law` prints the figures alone; `make bench` adds them to docs/benchmarks.md. The works compared
are timed in turn in one process, the best of several rounds kept: a noisy machine slows all of them.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import holidays
from workalendar.europe import Belgium

from preau.law.counting import Length, count, due_day
from preau.law.results import CannotCompute
from preau.law.staffing.norms import norms_on, workers_needed
from preau.law.subsidies.coordination import base_amount
from preau.law.time_limits import Facts, due, limits

ROUNDS = 15
DATES = 5_000
COMMUNES = 272
SITES = 10_000
SEED = 2026
COMMAND = Path(sys.executable).with_name("preau")
LINE = b'{"limit": "D10", "from": "2026-09-15"}\n'


def alternately(*works: Callable[[], object]) -> list[float]:
    """Return the best time of each work, in seconds, over rounds where each has its turn."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for place, work in enumerate(works):
            begun = time.perf_counter()
            work()
            best[place] = min(best[place], time.perf_counter() - begun)
    return best


def questions() -> list[tuple[date, int]]:
    """Return start days from 2004 to 2035 and the lengths of the decree."""
    draw = random.Random(SEED)
    first = date(2004, 1, 1)
    return [
        (first + timedelta(days=draw.randrange(11_600)), draw.choice((10, 15, 30, 60, 90, 150))) for _ in range(DATES)
    ]


def due_dates() -> dict[str, float]:
    """Return microseconds per due date: ours bare, ours explained, each library used plainly."""
    asked = questions()
    days_off = holidays.Belgium(years=range(2004, 2038))
    calendar, days = Belgium(), Length.CALENDAR_DAYS

    def plain_holidays() -> list[date]:
        found = []
        for start, length in asked:
            day = start + timedelta(days=length)
            while day.weekday() >= 5 or day in days_off:
                day += timedelta(days=1)
            found.append(day)
        return found

    def plain_workalendar() -> list[date]:
        found = []
        for start, length in asked:
            day = start + timedelta(days=length)
            while not calendar.is_working_day(day):
                day += timedelta(days=1)
            found.append(day)
        return found

    def bare() -> list[date]:
        return [due_day(start, length, days) for start, length in asked]

    def explained() -> list[date]:
        return [count(start, length, days).due for start, length in asked]

    assert bare() == explained() == plain_holidays() == plain_workalendar()
    times = alternately(bare, explained, plain_holidays, plain_workalendar)
    names = ("bare", "explained", "holidays", "workalendar")
    return {name: took / DATES * 1e6 for name, took in zip(names, times, strict=True)}


def year_of_limits() -> dict[str, float]:
    """Return milliseconds for every limit in force in 2026-2027, explained, for 272 communes; and the bare dates."""
    council = tuple(date(2026, 9, 1) + timedelta(days=28 * n) for n in range(20))
    starts = [date(2026, 9, 1) + timedelta(days=n) for n in range(COMMUNES)]
    known = []
    for limit in limits():
        facts = Facts(length=None if limit.length is not None or limit.fixed else 60, council=council)
        try:
            due(limit, starts[0], facts)
            due(limit, starts[-1], facts)
        except CannotCompute:
            continue
        known.append((limit, facts))

    def explained() -> int:
        return sum(1 for start in starts for limit, facts in known if due(limit, start, facts).due)

    def bare() -> int:
        return sum(1 for start in starts for _ in known if due_day(start, 60, Length.CALENDAR_DAYS))

    ours, plain = alternately(explained, bare)
    return {"limits": len(known), "ours": ours * 1e3, "bare": plain * 1e3}


def subsidies() -> dict[str, float]:
    """Return microseconds for the coordination subsidy of 272 communes, and the same arithmetic written bare."""
    draw = random.Random(SEED)
    children = [draw.randrange(200, 20_000) for _ in range(COMMUNES)]
    day = date(2024, 10, 1)

    def bare(count: int) -> int:
        if count < 2000:
            return 19_000
        if count < 4000:
            return 20_000
        return 19_000 * (1 + min(3, (count - 4000) // 2000 + 1))

    assert [int(base_amount(n, day)) for n in children] == [bare(n) for n in children]
    ours, plain = alternately(lambda: [base_amount(n, day) for n in children], lambda: [bare(n) for n in children])
    return {"ours": ours * 1e6, "bare": plain * 1e6}


def staffing() -> dict[str, float]:
    """Return milliseconds for the staff of 10,000 sites over three hours, and the same arithmetic written bare."""
    draw = random.Random(SEED)
    sites = [(draw.randrange(40), draw.randrange(80)) for _ in range(SITES)]
    day = date(2026, 9, 1)

    def bare(young: int, old: int) -> int:
        return -(-young // 8) + -(-old // 12)

    def ours_all() -> list[int]:
        norms = norms_on(day)
        return [workers_needed(norms, 540, 840, young, old) for young, old in sites]

    assert ours_all() == [bare(*site) for site in sites]
    ours, plain = alternately(ours_all, lambda: [bare(*site) for site in sites])
    return {"ours": ours * 1e3, "bare": plain * 1e3}


def start_of_the_command() -> dict[str, float]:
    """Return milliseconds of `preau law due` with one line, and of Python doing nothing."""

    def run(*command: str) -> None:
        subprocess.run(command, input=LINE, capture_output=True, check=True)

    ours, nothing = alternately(lambda: run(str(COMMAND), "law", "due"), lambda: run(sys.executable, "-c", "pass"))
    return {"ours": ours * 1e3, "bare": nothing * 1e3}


def figures() -> dict[str, dict[str, float]]:
    """Return every figure of the law."""
    return {
        "due dates": due_dates(),
        "year": year_of_limits(),
        "subsidies": subsidies(),
        "staffing": staffing(),
        "start": start_of_the_command(),
    }


if __name__ == "__main__":
    print(json.dumps(figures(), indent=1))
