"""The letters of a running Préau: the worker that sends them, and reading the one somebody received."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.server import PATIENCE, PREAU, environment

_BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)  # what the demonstration writes after each letter


@contextmanager
def post_office(data: Path) -> Iterator[None]:
    """Send the letters of the place `data` for as long as the block lasts."""
    with (data / "worker.log").open("wb") as log:
        sender = subprocess.Popen(
            [PREAU, "worker"], env=environment(data), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        yield
    finally:
        sender.terminate()
        try:
            sender.wait(timeout=20)
        except subprocess.TimeoutExpired:
            sender.kill()
            sender.wait()


def letters_to(data: Path, address: str) -> list[EmailMessage]:
    """Return the letters written to an address so far."""
    files = sorted((data / "courrier").glob("*.log"))
    texts = [text for file in files for text in _BETWEEN.split(file.read_bytes()) if text.strip()]
    return [letter for text in texts if (letter := message_from_bytes(text, policy=default))["To"] == address]


def link_in_letter(data: Path, address: str) -> str:
    """Return where the first letter to an address leads on this site; wait until it has come."""
    until = time.monotonic() + PATIENCE
    while not (found := letters_to(data, address)):
        if time.monotonic() > until:
            raise RuntimeError(f"aucune lettre pour {address}\n{(data / 'worker.log').read_text(errors='replace')}")
        time.sleep(0.1)
    links = re.findall(r"https?://\S+", found[0].get_content())
    return urlsplit(links[0]).path
