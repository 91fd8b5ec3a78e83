"""What the reader of a plan has to say and to ask while it reads, each with its sheet and cell."""

from collections import Counter
from dataclasses import dataclass, field

from preau.foundation.documents.workbooks.notes import Notes as PlainNotes
from preau.foundation.documents.workbooks.notes import place
from preau.plans.workbook.proposal import Option, Question


@dataclass
class Notes(PlainNotes):
    """Filled while reading; becomes the `remarks`, `errors` and `questions` of the proposal."""

    questions: list[Question] = field(default_factory=list)
    _asked: Counter[str] = field(default_factory=Counter)

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
