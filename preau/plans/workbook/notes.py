"""What the reader has to say while it reads: remarks, questions, errors, each with its sheet and cell."""

from collections import Counter
from dataclasses import dataclass, field

from preau.foundation.documents.findings import Finding
from preau.plans.workbook.proposal import Option, Question

LONGEST = 300  # characters of an original quoted in a sentence


def quoted(text: str) -> str:
    """Return `text` between French quotation marks, cut when long."""
    shown = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
    return f"« {shown} »"


def place(sheet: str, cell: str) -> str:
    """Return where something stands, as the start of a sentence."""
    return f"Feuille « {sheet} », cellule {cell} : " if cell else f"Feuille « {sheet} » : "


@dataclass
class Notes:
    """Filled while reading; becomes the `remarks`, `errors` and `questions` of the proposal."""

    remarks: list[Finding] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    _asked: Counter[str] = field(default_factory=Counter)

    def remark(self, sheet: str, cell: str, found: str, sentence: str, expected: str = "") -> None:
        """Tell what was tolerated. `sentence` continues after the place."""
        self.remarks.append(Finding(found, expected, place(sheet, cell) + sentence, sheet, cell))

    def error(self, sheet: str, cell: str, found: str, expected: str, sentence: str) -> None:
        """Tell what must be corrected in the file."""
        self.errors.append(Finding(found, expected, place(sheet, cell) + sentence, sheet, cell))

    def ask(
        self,
        sheet: str,
        cell: str,
        found: str,
        expected: str,
        sentence: str,
        *,
        field: str,
        action: int,
        options: tuple[Option, ...],
        several: bool = True,
    ) -> None:
        """Ask a person. The identifier is the same each time the same file is read."""
        base = f"{field}-{cell}"
        self._asked[base] += 1
        key = base if self._asked[base] == 1 else f"{base}-{self._asked[base]}"
        self.questions.append(
            Question(key, sheet, cell, found, expected, place(sheet, cell) + sentence, field, action, options, several)
        )
