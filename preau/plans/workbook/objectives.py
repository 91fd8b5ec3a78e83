"""The priority objectives: one per row, or all in one cell; numbered in a cell of their own, in the text, or not."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from preau.foundation.documents.workbooks.grid import Sheet, cell_name
from preau.foundation.documents.workbooks.notes import quoted
from preau.foundation.documents.workbooks.words import gist
from preau.plans.workbook.labels import BULLET, glued_number, label_alone, split_bullets, split_numbered, whole_number
from preau.plans.workbook.notes import Notes
from preau.plans.workbook.proposal import ReadObjective
from preau.plans.workbook.words import LEXICON, gists

PARAGRAPHS, LINES = re.compile(r"\n\s*\n"), re.compile(r"\n")
TO_WRITE = "(objectif à rédiger)"  # what an export shows for an objective without text


def objective_columns(sheet: Sheet, row: int) -> dict[str, int]:
    """Return the column of each field when `row` is the header of a table of objectives, {} otherwise."""
    columns: dict[str, int] = {}
    for column in sheet.filled(row):
        text = sheet.text(row, column, plain=True)
        words = gist(text) if len(text) <= 100 else ()
        for name in LEXICON["objective_columns"]:
            if words in gists("objective_columns", name) and name not in columns:
                columns[name] = column
                break
        else:
            return {}
    return columns if "text" in columns and len(columns) > 1 else {}


@dataclass
class Objectives:
    """Collects the objectives row by row."""

    notes: Notes
    found: list[ReadObjective] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def next_number(self) -> int:
        return max((objective.number for objective in self.found), default=0) + 1

    def take_row(self, sheet: Sheet, row: int, columns: list[int]) -> None:
        """Read one row of the section; `columns` are those that hold something."""
        label_column, label = self._label(sheet, row, columns)
        rest = [column for column in columns if column != label_column]
        others: dict[str, str] = {}
        for name in ("title", "programme_line", "cca_comment"):
            if self.columns.get(name) in rest:
                rest.remove(self.columns[name])
                others[name] = sheet.text(row, self.columns[name])
        if not rest:
            if label and not others:
                self.notes.remark(
                    sheet.name, cell_name(row, label_column), label, "une ligne numérotée mais vide n’est pas reprise."
                )
                return
            rest = [label_column] if not label else []
        cell = cell_name(row, rest[0] if rest else columns[0])
        text = "\n".join(sheet.text(row, column) for column in rest)
        if len(rest) > 1:
            self.notes.remark(sheet.name, cell, text, "les textes de plusieurs colonnes sont réunis en un objectif.")
        if label:
            self._add(sheet, cell, label, text, others)
        else:
            self.take_text(sheet, cell, text, others)

    def take_text(self, sheet: Sheet, cell: str, text: str, others: dict[str, str] | None = None) -> None:
        """Read a text without a number of its own: the number may open it, and it may hold several objectives."""
        pieces = split_numbered(text)
        if len(pieces) == 1:
            pieces = split_bullets(text)
            if len(pieces) > 1:
                self.notes.remark(sheet.name, cell, text, "chaque point de la cellule est lu comme un objectif.")
        numbered = any(objective.label for objective in self.found)
        for piece in pieces:
            glued = glued_number(piece)
            if glued:
                self._add(sheet, cell, str(glued[0]), glued[1], others or {})
            elif numbered and len(pieces) == 1 and self._continues(piece):
                self._continue(sheet, cell, piece)
            else:
                if numbered:
                    self.notes.remark(
                        sheet.name, cell, piece, f"cet objectif sans numéro reçoit le numéro {self.next_number}."
                    )
                self._add(sheet, cell, "", BULLET.sub("", piece), others or {})

    def cut(self, wanted: int) -> None:
        """Cut a lone objective into its lines when there are as many as the actions refer to."""
        if len(self.found) != 1 or self.found[0].label or wanted < 2:
            return
        (whole,) = self.found
        for between in (PARAGRAPHS, LINES):
            pieces = [piece.strip() for piece in between.split(whole.text) if piece.strip()]
            if len(pieces) == wanted:
                self.found = [replace(whole, number=n, text=piece) for n, piece in enumerate(pieces, start=1)]
                text = f"cette cellule est lue comme {wanted} objectifs, autant que les actions en visent."
                self.notes.remark(whole.sheet, whole.cell, whole.text, text)
                return

    def _label(self, sheet: Sheet, row: int, columns: list[int]) -> tuple[int, str]:
        """Return the column and label of the row's number, (-1, "") when it has none."""
        first = self.columns.get("number", columns[0])
        if first not in columns:
            return -1, ""
        value: Any = sheet.raw(row, first)
        text = sheet.text(row, first, plain=True)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return first, text.replace(",", ".")
        label = label_alone(text)
        return (first, label) if label and (len(columns) > 1 or label.isdigit()) else (-1, "")

    def _add(self, sheet: Sheet, cell: str, label: str, text: str, others: dict[str, str]) -> None:
        number = whole_number(label)
        if number is None:
            number = self.next_number
            if label:
                self.notes.remark(
                    sheet.name, cell, label, f"l’objectif {quoted(label)} devient l’objectif {number}.", str(number)
                )
        elif number in {objective.number for objective in self.found}:
            self.notes.error(
                sheet.name,
                cell,
                text,
                f"un seul objectif {number}",
                f"deux objectifs portent le numéro {number}, ici {quoted(text)}. Donnez à chacun son numéro.",
            )
            return
        text = "" if text == TO_WRITE else text
        self.found.append(ReadObjective(number, text, sheet.name, cell, label, **others))

    def _continues(self, text: str) -> bool:
        """Tell whether a row without number goes on with the sentence or list above."""
        return bool(self.found) and (text[0].islower() or bool(BULLET.match(text)))

    def _continue(self, sheet: Sheet, cell: str, text: str) -> None:
        above = self.found[-1]
        self.found[-1] = replace(above, text=f"{above.text}\n{text}")
        self.notes.remark(sheet.name, cell, text, f"cette ligne est lue comme la suite de l’objectif {above.number}.")
