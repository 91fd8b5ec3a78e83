"""`preau law` fed with anything: bytes that are no text, endless lines, streams that are closed or full."""

import io
import json
import subprocess
import sys

import pytest

from preau import law_cli
from preau.law.asking import LONGEST_LINE

GOOD = b'{"limit": "D31", "from": "2026-09-01"}'
PREAU = [sys.executable, "-m", "preau.cli", "law"]


def run(lines):
    out = io.BytesIO()
    law_cli.run(["due"], io.BytesIO(lines), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


class Counted(io.BytesIO):
    """Remembers the most bytes that were asked for at once."""

    most = 0

    def readline(self, size=-1):
        line = super().readline(size)
        self.most = max(self.most, len(line))
        return line


@pytest.mark.parametrize("end", [b"\n" + GOOD, b""])
def test_an_endless_line_is_never_held_whole(end):
    lines, out = Counted(b"x" * 5 * LONGEST_LINE + end), io.BytesIO()
    assert law_cli.answer_lines("due_date", lines, out) == 1
    assert lines.most <= LONGEST_LINE + 3
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [one["ok"] for one in found] == [False, True][: len(found)]
    assert len(found) == (2 if end else 1)
    assert "1000000 caractères" in found[0]["error"]["message"]


def test_the_longest_line_is_read_whole():
    padded = GOOD + b" " * (LONGEST_LINE - len(GOOD))
    assert [one["ok"] for one in run(padded + b"\r\n" + padded + b" \n" + padded)] == [True, False, True]


def test_the_mark_some_editors_put_first_is_no_question():
    mark = b"\xef\xbb\xbf"
    assert [one["ok"] for one in run(mark + GOOD + b"\r\n" + mark + GOOD)] == [True, False]


def test_bytes_that_are_no_text_are_refused_line_by_line():
    assert [one["ok"] for one in run(b"\xff\xfe\x00\n" + GOOD + b"\n\x00\n")] == [False, True, False]


def test_a_rule_that_is_no_text_is_unknown():
    done = subprocess.run([*PREAU, "ask", b"\xff\xfe"], input=b"{}\n", capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout)["error"]["code"] == "unknown_rule"


@pytest.mark.parametrize(
    ("streams", "code", "said"),
    [
        (">/dev/full", 1, "preau law : No space left on device\n"),
        (">&-", 2, "preau law : ouvrez l’entrée et la sortie standard.\n"),
        ("<&-", 2, "preau law : ouvrez l’entrée et la sortie standard.\n"),
    ],
)
def test_streams_that_cannot_be_used_are_told(streams, code, said):
    words = ["sh", "-c", f'"$@" {streams}', "sh", *PREAU, "list"]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (code, said)


def test_a_reader_that_leaves_early_is_no_error_to_show():
    done = subprocess.run(
        ["sh", "-c", '"$@" | head -c 5', "sh", *PREAU, "list"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == (b'{"rul', b"")
