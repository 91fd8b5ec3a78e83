"""The places measured, built once and kept under build/bench/: the nation, ten times the nation, the floor."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser import server

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "bench"
TIMES = 10  # how many nations the larger place holds


def inside(module: str, data: Path, *words: str) -> Any:
    """Run a module of this package as Préau would run, on the place `data`, and return the JSON it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=server.environment(data) | {"DJANGO_SETTINGS_MODULE": "preau.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} a répondu {done.returncode}\n{done.stdout}\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def _key() -> str:
    """Return a digest of what the data is made from: a change of it builds the places anew."""
    made_from = sorted(
        path
        for path in (ROOT / "preau").rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".json", ".yaml", ".xlsx"}
        and {
            "migrations",
            "demonstration",
            "demonstration.py",
            "data",
            "search.py",
            "search",
            "published.py",
            "counting.py",
            "models",
            "models.py",
        }
        & set(path.parts)
    )
    made_from.append(Path(__file__).with_name("tenfold.py"))
    digest = hashlib.sha256()
    for path in made_from:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def nation() -> tuple[Path, Path]:
    """Return two places ready to serve: all communes and ten years, and ten times as many of both rows."""
    one, ten = KEPT / f"nation-{_key()}", KEPT / f"tenfold-{_key()}"
    if not ten.exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir(parents=True)
        print("Construction des données : la nation, puis dix fois la nation", flush=True)
        server.prepared_once(one, "nation")
        unfinished = shutil.copytree(one, ten.with_suffix(".unfinished"))
        inside("benchmarks.tenfold", unfinished, str(TIMES))
        unfinished.rename(ten)
    for place in (one, ten):  # the code may have changed since; the data has not
        server.preau(place, "prepare")
    return one, ten


@contextmanager
def empty() -> Iterator[Path]:
    """Yield a place with its tables and nobody in it, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        server.preau(place, "prepare")
        yield place


def floor_environment(data: Path) -> dict[str, str]:
    """Return what the floor is started with."""
    return {**os.environ, "FLOOR_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "benchmarks.floor.settings"}


def floor() -> tuple[Path, str]:
    """Return the floor's place and the cookie of its one person."""
    data = KEPT / "floor"
    data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.floor.prepare"]
    env = floor_environment(data)
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return data, done.stdout.split()[-1]


def floor_command(port: int, workers: int, threads: int) -> list[str]:
    """Return the command that serves the floor with the server, the workers and the threads of Préau."""
    granian = Path(sys.executable).with_name("granian")
    counts = ["--workers", str(workers), "--blocking-threads", str(threads)]
    where = ["--host", "127.0.0.1", "--port", str(port)]
    return [
        str(granian),
        "--interface",
        "wsgi",
        *where,
        *counts,
        "--log-level",
        "warning",
        "benchmarks.floor.wsgi:application",
    ]
