"""The command `preau law`: the law asked from a shell, JSON lines in and out. Django is not loaded."""

import os
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import msgspec

from preau.law.asking import LONGEST_LINE, Reply, ask

USAGE = """usage : preau law list                 les règles, avec le schéma JSON de leur question
        preau law limits               les délais de la table
        preau law ask RÈGLE < lignes   une question JSON par ligne, une réponse JSON par ligne
        preau law due < lignes         comme « ask due_date » :
                                       {"limit": "D10", "from": "2026-09-15"}
                                       {"length": 150, "unit": "CD", "from": "2026-09-15"}
Le code de sortie est 1 si une ligne n'a pas eu de réponse, 2 si la commande n'existe pas."""


def run(words: Sequence[str], lines: BinaryIO, out: BinaryIO) -> int:
    """Run `preau law WORDS...` and return its exit code."""
    match list(words):
        case ["list"]:
            return write(out, _rules())
        case ["limits"]:
            return write(out, _limits())
        case ["due"]:
            return answer_lines("due_date", lines, out)
        case ["ask", rule_id]:
            return answer_lines(rule_id, lines, out)
        case ["-h" | "--help"]:
            print(USAGE)  # noqa: T201
            return 0
    print(USAGE, file=sys.stderr)  # noqa: T201
    return 2


def answer_lines(rule_id: str, lines: BinaryIO, out: BinaryIO) -> int:
    """Write one reply for each line, in order; return 1 when a line got none. A bad line never stops the others."""
    encode: Callable[[Reply], bytes] = msgspec.json.Encoder().encode
    failed = False
    for line in _lines(lines):
        found = ask(rule_id, line)
        failed = failed or not found.ok
        out.write(encode(found) + b"\n")
        out.flush()
    return 1 if failed else 0


def _lines(lines: BinaryIO) -> Iterator[bytes]:
    """Yield each line without its end; of one too long to be a question, only enough for it to be refused."""
    first = True
    while line := lines.readline(LONGEST_LINE + 3):
        end = line
        while not end.endswith(b"\n") and (end := lines.readline(LONGEST_LINE)):
            continue
        yield (line.removeprefix(BOM_UTF8) if first else line).rstrip(b"\r\n")
        first = False


def _rules() -> list[dict[str, object]]:
    from preau.law.catalogue import rules

    return [
        {"rule": one.id, "title": one.title, "articles": one.articles, "example": one.example, "input": one.schema}
        for one in rules()
    ]


def _limits() -> list[dict[str, object]]:
    from preau.law.time_limits import limits

    return [{**msgspec.to_builtins(one), "citation": one.citation} for one in limits()]


def write(out: BinaryIO, rows: list[dict[str, object]]) -> int:
    """Write each row as one line of JSON."""
    for row in rows:
        out.write(msgspec.json.encode(row) + b"\n")
    return 0


def main(words: Sequence[str]) -> int:
    """Run on the standard streams; a reader that goes away early, or a full disk, is no error of ours."""
    if sys.stdin is None or sys.stdout is None:
        print("preau law : ouvrez l’entrée et la sortie standard.", file=sys.stderr)  # noqa: T201
        return 2
    try:
        code = run([_readable(word) for word in words], sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as reason:
        print(f"preau law : {reason.strerror}", file=sys.stderr)  # noqa: T201
    else:
        return code
    # What could not be written is still in the buffer: as Python's documentation has it, let it go nowhere at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _readable(word: str) -> str:
    """Return a word of the command as text that can be written, whatever its bytes were."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
