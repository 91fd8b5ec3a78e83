"""What a reader has to say while it reads: remarks and errors, each with its sheet and cell."""

from dataclasses import dataclass, field

from preau.foundation.documents.findings import Finding

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
    """Filled while reading; becomes the `remarks` and `errors` of what was read."""

    remarks: list[Finding] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)

    def remark(self, sheet: str, cell: str, found: str, sentence: str, expected: str = "") -> None:
        """Tell what was tolerated. `sentence` continues after the place."""
        self.remarks.append(Finding(found, expected, place(sheet, cell) + sentence, sheet, cell))

    def error(self, sheet: str, cell: str, found: str, expected: str, sentence: str) -> None:
        """Tell what must be corrected in the file."""
        self.errors.append(Finding(found, expected, place(sheet, cell) + sentence, sheet, cell))
