"""A real Préau for the browser: its own data, its own port, the clock held, served as in production."""

import fcntl
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

CLOCK = "2026-11-21T10:00:00+01:00"
PATIENCE = 60  # seconds a server may take to answer its first request
PORTS = range(20_000, 32_000)  # below those the system gives to visitors
WORKERS = 16  # each chooses its ports among one in so many
PREAU = Path(sys.executable).with_name("preau")


def environment(data: Path, port: int = 8000, demonstration: bool = True, clock: str = CLOCK) -> dict[str, str]:
    """Return what Préau is started with: nothing of the caller's own settings. `clock` is the moment it holds."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREAU_", "DJANGO_"))}
    return kept | {
        "PREAU_DATA_DIR": str(data),
        "PREAU_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        "PREAU_CLOCK": clock,
        "PREAU_DEMONSTRATION": "1" if demonstration else "",
    }


def preau(data: Path, *words: str) -> str:
    """Run a command of Préau on `data` and return what it prints; its error output is in the failure."""
    done = subprocess.run(
        [PREAU, *words], env=environment(data), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise RuntimeError(f"preau {' '.join(words)} a répondu {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def prepare(data: Path, scale: str) -> None:
    """Make a place ready to serve: tables, static files, demonstration data of `scale`."""
    data.mkdir(parents=True, exist_ok=True)
    preau(data, "prepare")
    preau(data, "demo-data", "--scale", scale)


def prepared_once(place: Path, scale: str) -> Path:
    """Return `place`, prepared by whichever worker comes first while the others wait."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            unfinished = place.with_suffix(".unfinished")
            prepare(unfinished, scale)
            unfinished.rename(place)
    return place


def free_port() -> int:
    """Return a port nobody listens on, that no other worker of this run may choose and no visitor be given.

    Servers may share a port, each then taking half of the visitors: two tests would meet each other's pages.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    while True:
        port = secrets.choice(range(PORTS.start + worker % WORKERS, PORTS.stop, WORKERS))
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def wait_until_ready(process: subprocess.Popen, address: str, log: Path) -> None:
    """Return when the server answers; fail with its log when it stops or stays silent."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers, if only to send elsewhere
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise RuntimeError(f"le serveur ne répond pas ({process.poll()}):\n{log.read_text(errors='replace')[-4000:]}")


@dataclass(frozen=True)
class Served:
    """A running server: its address, and the process that holds its workers."""

    address: str
    pid: int


def served(data: Path, workers: int = 1, clock: str = CLOCK) -> AbstractContextManager[Served]:
    """Serve the prepared place `data` on a free port, at the moment `clock`; stop it at the end."""
    port = free_port()
    command = [str(PREAU), "serve", "--port", str(port), "--workers", str(workers)]
    return running(command, environment(data, port, clock=clock), port, "/sante/", data / "server.log")


@contextmanager
def running(command: list[str], env: dict[str, str], port: int, ready: str, log: Path) -> Iterator[Served]:
    """Run a server that listens on `port`, from its first answer at the path `ready` to the end of the block."""
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until_ready(process, address + ready, log)
        yield Served(address, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
