"""The text of a certificate: of a PDF as written, of a scan or a photo as Tesseract reads it.

The file comes from anywhere. It is opened in a process of its own (`worker`), which may be killed: a file made to
hang or to crash a reader costs a few seconds and is « not read ». What is not read is never held to agree.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SECONDS = 25  # for the whole file, all pages
MOST_LETTERS = 10_000  # of text kept: a certificate of two full pages has six thousand
PACKAGE = Path(__file__).resolve().parents[3]  # where `preau` is found
KEPT = ("PATH", "LANG", "TESSDATA_PREFIX")  # of the environment: no secret of the site goes to that process
KINDS = {"application/pdf": "pdf", "image/jpeg": "image", "image/png": "image"}

CRASHED = "Le fichier n’a pas pu être lu."
TOO_LONG = f"La lecture a été arrêtée après {SECONDS} secondes."
LONG = "Seul le début de ce long texte a été lu."
NOTHING = "Aucun texte n’a été trouvé."


@dataclass(frozen=True)
class CertificateText:
    """What was read. `how`: as written in the file, by sight from a scan, or not; `why`: what was left unread."""

    text: str
    how: Literal["text", "ocr", "unread"]
    why: str = ""

    @property
    def complete(self) -> bool:
        """Say whether all was read, so that what is not in the text is not in the certificate."""
        return self.how != "unread" and not self.why


def read_certificate(data: bytes, mime: str, seconds: float = SECONDS) -> CertificateText:
    """Return the text of a certificate already checked at the door (`documents.receive`). Never raises for a bad file.

    `mime` is one of KINDS (KeyError otherwise); `seconds` is the time the whole reading may take.
    """
    out, stopped = _worked(data, seconds, KINDS[mime])
    return _gathered(out, stopped)


def picture_of(data: bytes, mime: str, seconds: float = SECONDS) -> bytes | None:
    """Return a small PNG of the first page, to be seen beside what was typed; None when it cannot be drawn."""
    out, stopped = _worked(data, seconds, KINDS[mime], "picture")
    return out if out and not stopped else None


def _worked(data: bytes, seconds: float, *words: str) -> tuple[bytes, str]:
    """Return what the worker wrote, and why it did not come to its end, "" when it did."""
    process = subprocess.Popen(  # noqa: S603 - our own module, no word of the file in the command
        [sys.executable, "-m", "preau.training.certificates.worker", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=PACKAGE,
        env={name: os.environ[name] for name in KEPT if name in os.environ} | {"OMP_THREAD_LIMIT": "1"},
    )
    try:
        out, _ = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # with the Tesseract it started
        out, _ = process.communicate()
        return out, TOO_LONG
    return out, CRASHED if process.returncode else ""


def _gathered(out: bytes, stopped: str) -> CertificateText:
    """Put the pages together. A killed reader leaves its last line unfinished: the pages before it are kept."""
    pages = [json.loads(line) for line in out.split(b"\n")[:-1]]
    texts = [page["text"] for page in pages if page["text"]]
    whys = list(dict.fromkeys([page["why"] for page in pages if page["why"]] + ([stopped] if stopped else [])))
    if not texts:
        return CertificateText("", "unread", " ".join(whys) or NOTHING)
    text = "\n".join(texts)
    if len(text) > MOST_LETTERS:
        whys.append(LONG)
    how: Literal["text", "ocr"] = "ocr" if any(page["how"] == "ocr" for page in pages) else "text"
    return CertificateText(text[:MOST_LETTERS], how, " ".join(whys))
