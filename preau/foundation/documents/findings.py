"""What is wrong with a file, in words its owner can act on."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing found in a file: where (sheet and cell, empty for the whole file), what, and what was expected.

    `sentence` is complete French: what was found and what to do.
    """

    found: str
    expected: str
    sentence: str
    sheet: str = ""
    cell: str = ""


class FileRefused(Exception):  # noqa: N818 - reads as the answer it becomes
    """The file may not enter. `findings` holds at least one reason."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(" ".join(finding.sentence for finding in self.findings))


def refused(found: str, expected: str, sentence: str, sheet: str = "", cell: str = "") -> FileRefused:
    """Return the refusal of a file for one reason."""
    return FileRefused([Finding(found, expected, sentence, sheet, cell)])
