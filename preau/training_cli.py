"""The command `preau training match`: encodings matched with a catalogue, both CSV, without database or Django."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import msgspec

if TYPE_CHECKING:
    from preau.training.matching import Match

USAGE = """usage : preau training match FICHIER.csv --catalogue FICHIER.csv

Le premier fichier a les colonnes   id,organisation,module,hours,date
le catalogue a les colonnes         kind,id,parent,name,aliases,hours
  kind : organisation, module, trainer ou place ; parent : l’organisation d’un module, d’un trainer, d’une place ;
  aliases : les autres noms, séparés par |.
Une réponse JSON par ligne, dans l’ordre. Le code de sortie est 1 si un fichier est refusé, 2 si la commande n’existe
pas."""


def run(words: Sequence[str], out: BinaryIO) -> int:
    """Run `preau training WORDS...` and return its exit code."""
    match list(words):
        case ["match", encodings, "--catalogue", catalogue] | ["match", "--catalogue", catalogue, encodings]:
            return match_files(encodings, catalogue, out)
        case ["-h" | "--help"] | ["match", "-h" | "--help"]:
            print(USAGE)  # noqa: T201
            return 0
    print(USAGE, file=sys.stderr)  # noqa: T201
    return 2


def match_files(encodings: str, catalogue_file: str, out: BinaryIO) -> int:
    """Write one JSON line per encoding, in order; return 1, with the lines to correct, when a file is refused."""
    from preau.training.matching.files import FileRefusedError, read_catalogue, read_encodings

    try:
        rows = read_catalogue(catalogue_file)
        read = read_encodings(encodings)
    except FileRefusedError as refusal:
        for line in refusal.lines:
            print(f"preau training : {line}", file=sys.stderr)  # noqa: T201
        return 1
    for line in read.remarks[:20]:
        print(f"preau training : {line}", file=sys.stderr)  # noqa: T201
    from preau.training.matching import Catalogue, match

    encode = msgspec.json.Encoder().encode
    catalogue = Catalogue(rows)
    gc.freeze()  # it stays as it is: the collector of Python need not walk through it again and again
    found = match(catalogue, read.encodings)
    for answer in _answers(read.ids, found):
        out.write(encode(answer) + b"\n")
    out.flush()
    return 0


def _answers(ids: list[str], found: "list[Match]") -> Iterator[dict[str, object]]:
    for key, one in zip(ids, found, strict=True):
        yield {
            "id": key,
            "organisation": one.organisation,
            "module": one.module,
            "score": one.score,
            "decision": one.decision.value,
            "reasons": one.reasons,
            "candidates": [
                {"organisation": other.organisation, "module": other.module, "score": other.score}
                for other in one.candidates
            ],
        }


def main(words: Sequence[str]) -> int:
    """Run on the standard streams; a reader that goes away early, or a full disk, is no error of ours."""
    if sys.stdout is None:
        print("preau training : ouvrez la sortie standard.", file=sys.stderr)  # noqa: T201
        return 2
    try:
        code = run(words, sys.stdout.buffer)
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as reason:
        print(f"preau training : {reason.strerror}", file=sys.stderr)  # noqa: T201
    else:
        return code
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
