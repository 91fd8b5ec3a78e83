"""`make bench`: measures Préau beside the floor and beside the bare libraries, and writes docs/benchmarks.md."""

import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import law, places, report
from benchmarks.matching.__main__ import section as look_alikes
from benchmarks.timing import Target, measure
from benchmarks.weight import weigh
from tests.browser import server

WORKERS = 2
THREADS = 2


def peak_memory(pid: int) -> float:
    """Return the largest peak of resident memory among the workers of a server, in MiB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    peaks = (re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child}/status").read_text()) for child in children)
    return max((int(peak[1]) / 1024 for peak in peaks if peak), default=0.0)


def serve_floor(stack: ExitStack) -> tuple[server.Served, str]:
    """Start the floor; return it and the cookie of its one person."""
    data, cookie = places.floor()
    port = server.free_port()
    command = places.floor_command(port, WORKERS, THREADS)
    env = places.floor_environment(data)
    return stack.enter_context(server.running(command, env, port, "/", data / "server.log")), cookie


def page_targets(facts: dict[str, Any], address: str) -> list[Target]:
    """Return the targets of a place, in the order of its pages."""
    return [Target(address, p["address"], facts["cookies"].get(p["reader"], "")) for p in facts["pages"]]


def main() -> None:
    one, ten = places.nation()
    print("Classeurs", flush=True)
    workbooks = places.inside("benchmarks.workbooks", one) | places.inside("benchmarks.lists", one)
    workbooks |= places.inside("benchmarks.staff_lists", one)
    print("Les ressemblances", flush=True)
    matching = look_alikes()
    print("Les dossiers en attente", flush=True)
    with places.empty() as place:
        backlog = places.inside("benchmarks.backlog", place)
    print("La loi", flush=True)
    figures = law.figures()
    facts = {one: places.inside("benchmarks.facts", one)}
    facts[ten] = places.inside("benchmarks.facts", ten, *facts[one]["words"])
    with ExitStack() as stack:
        bare, cookie = serve_floor(stack)
        served = {place: stack.enter_context(server.served(place, WORKERS)) for place in (one, ten)}
        floor = Target(bare.address, "/", cookie)
        small, large = (page_targets(facts[place], served[place].address) for place in (one, ten))
        print(f"{len(small)} pages, à une et à dix fois les lignes", flush=True)
        measure([floor, *small, *large])
        print("Poids", flush=True)
        pages = {p["label"]: (p["address"], t.cookie) for p, t in zip(facts[one]["pages"], small, strict=True)}
        labels = ("home, visitor", "plan page, Mons 2020-2021", "plan list", "plan editor")
        weights = weigh(served[one].address, [(label, *pages[label]) for label in labels], "/accessibilite/")
        memory = {"floor": peak_memory(bare.pid), "Préau": peak_memory(served[one].pid)}
    timed = [
        report.Timed(p["label"], p["aim"], p["queries"], q["queries"], at_one.median, at_ten.median)
        for p, q, at_one, at_ten in zip(facts[one]["pages"], facts[ten]["pages"], small, large, strict=True)
    ]
    training = {
        "backlog": backlog,
        "queue": places.inside("benchmarks.training_queue", one),
        "ledger": places.inside("benchmarks.training_ledger", one),
    }
    run = report.Run(floor.median, timed, weights, memory, workbooks, figures, matching, training, len(floor.times))
    print(report.write(run))


if __name__ == "__main__":
    sys.exit(main())
