"""Times pages over HTTP: one connection per server, kept open, the pages in turn, the median of many rounds."""

import http.client
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

WARM_UP = 10  # rounds not counted
ROUNDS = 120
LONGEST = 150  # seconds, whatever the rounds


@dataclass
class Target:
    """A page of a server, and the times it took, in milliseconds."""

    server: str
    address: str
    cookie: str = ""
    times: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.times)


class Connections:
    """One open connection per server, as a browser keeps it."""

    def __init__(self) -> None:
        self._open: dict[str, http.client.HTTPConnection] = {}

    def get(self, target: Target) -> float:
        """Ask for the page and read all of it; return the milliseconds. Fails on any answer but 200."""
        host = urlsplit(target.server).netloc
        connection = self._open.setdefault(host, http.client.HTTPConnection(host, timeout=60))
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html"}
        if target.cookie:
            headers["Cookie"] = f"sessionid={target.cookie}"
        start = time.perf_counter()
        connection.request("GET", target.address, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        elapsed = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{target.server}{target.address} a répondu {answer.status}")
        target.size = len(body)
        return elapsed


def measure(targets: Sequence[Target], rounds: int = ROUNDS) -> None:
    """Fill the times of every target: each round asks for all of them once, in an order of its own."""
    connections = Connections()
    dice = random.Random(rounds)
    until = time.monotonic() + LONGEST
    for number in range(rounds + WARM_UP):
        for target in dice.sample(targets, len(targets)):
            elapsed = connections.get(target)
            if number >= WARM_UP:
                target.times.append(elapsed)
        if time.monotonic() > until and number > WARM_UP + 20:
            break
