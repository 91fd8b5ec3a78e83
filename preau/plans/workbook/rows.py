"""From the rows of a table to the cells of each action: merges, continued rows, blank and legend rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from preau.foundation.documents.workbooks.grid import Sheet, cell_name
from preau.foundation.documents.workbooks.notes import quoted
from preau.plans.workbook.headers import LABELS, Table
from preau.plans.workbook.labels import BULLET, glued_number, label_alone
from preau.plans.workbook.notes import Notes
from preau.plans.workbook.sections import heading, is_legend, refuse_formula

TAKEN_VALUE = ("number", "objective")  # a formula there is read by its value
NUMBERED = frozenset({"number", "axis", "aspect", "objective", "missions"})  # a number there is never a percentage


@dataclass(frozen=True)
class Part:
    """One cell of an action: its name, what a person reads there, the value behind, the header above."""

    cell: str
    text: str
    raw: Any = ""
    header: str = ""


@dataclass
class RawAction:
    """The cells of one action by field; « other » holds the columns nobody knows."""

    row: int
    label: str
    parts: dict[str, list[Part]] = field(default_factory=dict)
    doubtful: bool = False  # perhaps only the continuation of the action above

    def text(self, name: str) -> str:
        """Return the text of a field, one line after the other when several cells hold it."""
        return "\n".join(part.text for part in self.parts.get(name, ()))

    def cell(self, name: str) -> str:
        """Return the first cell of a field, that of the row when the field is empty."""
        parts = self.parts.get(name)
        return parts[0].cell if parts else cell_name(self.row, 0)


class RowReader:
    """Reads the rows of one table into `actions`; `table.last` becomes the row after the last one."""

    def __init__(self, table: Table, notes: Notes) -> None:
        self.table, self.notes = table, notes
        self.sheet: Sheet = table.sheet
        self.actions: list[RawAction] = []
        self._fields = {column: table.columns.get(column, "other") for column in range(self.sheet.width)}
        self._numbered = any(self._label(row) for row in range(table.first, table.last))
        self._group = ""  # « Objectif 2 » announced by a row of its own
        self.groups: list[Part] = []  # these rows, whole

    def read(self) -> list[RawAction]:
        """Return the actions, in order."""
        self._leave_the_foot()
        for row in range(self.table.first, self.table.last):
            columns = self.sheet.filled(row)
            if len(columns) == 1 and heading(self.sheet.text(row, columns[0]))[0]:
                self.table.last = row
                break
            self._refuse_formulas(row)
            if columns:
                self._row(row, columns)
        return self.actions

    def _leave_the_foot(self) -> None:
        """End the table above the lone texts that follow it: title, legend, total, date of approval."""
        number = self.table.where("number")[:1]
        while self.table.last > self.table.first:
            row = self.table.last - 1
            columns = self.sheet.filled(row)
            lone = len(columns) == 1 and (columns == number or self._is_wide(row, columns[0])) and not self._label(row)
            if (columns and not lone) or any(self.sheet.anchor(row, column)[0] < row for column in self.table.columns):
                break
            self.table.last = row

    def _is_wide(self, row: int, column: int) -> bool:
        return any((top, left) == (row, column) and right > left for top, left, _, right in self.sheet.spans)

    def _row(self, row: int, columns: list[int]) -> None:
        fields = {self._fields[column] for column in columns}
        if self._same_action(row):
            self._extend(self._parts(row, inherited=False))
        elif label := self._label(row):
            self._numbered_row(row, label, columns)
        elif len(columns) == 1 and self._aside(row, columns[0]):
            return
        elif "action" not in fields:
            self._loose_row(row, columns)
        elif not self._numbered or not self.actions or fields & {"axis", "aspect", "objective"}:
            self._add(RawAction(row, "", self._parts(row)))
        elif BULLET.match(self.sheet.text(row, self._first("action", columns))):
            self._continue(row, columns)
        else:
            self._add(RawAction(row, "", self._parts(row), doubtful=True))

    def _numbered_row(self, row: int, label: str, columns: list[int]) -> None:
        if columns == self.table.where("number")[:1] and not self._inherits(row):
            text = self.sheet.text(row, columns[0])
            self._remark(row, columns, text, "une ligne numérotée mais vide n’est pas reprise.")
            return
        self._add(RawAction(row, label, self._parts(row)))

    def _loose_row(self, row: int, columns: list[int]) -> None:
        """Read a row with neither number nor action: it goes on with the action above, or stands for itself."""
        if self.actions:
            self._continue(row, columns)
        elif any(self._fields[column] != "other" for column in columns):
            self._add(RawAction(row, "", self._parts(row)))
        else:
            text = " ".join(self.sheet.text(row, column) for column in columns)
            self._remark(row, columns, text, f"ce texte hors du plan n’est pas repris : {quoted(text)}.")

    def _aside(self, row: int, column: int) -> bool:
        """Tell whether a lone cell is a legend, a total or the title of a group of actions, and note it."""
        text = self.sheet.text(row, column)
        wide = self._is_wide(row, column)
        lone = wide or self._fields[column] != "action"
        if not lone:
            return False
        if text.lower().startswith("obj") and (glued := glued_number(text)):
            self._group = str(glued[0])
            self.groups.append(Part(cell_name(row, column), text))
            return True
        if is_legend(text) or wide or self._fields[column] == "number":
            self._group = ""
            self._remark(row, [column], text, f"cette ligne hors du plan n’est pas reprise : {quoted(text)}.")
            return True
        return False

    def _add(self, action: RawAction) -> None:
        if self._group and "objective" not in action.parts:
            action.parts["objective"] = [Part(cell_name(action.row, 0), self._group)]
        self.actions.append(action)

    def _continue(self, row: int, columns: list[int]) -> None:
        parts = self._parts(row, inherited=False)
        text = "\n".join(part.text for found in parts.values() for part in found)
        self._remark(row, columns, text, "cette ligne sans numéro est lue comme la suite de l’action au-dessus.")
        self._extend(parts)

    def _extend(self, parts: dict[str, list[Part]]) -> None:
        for name, found in parts.items():
            self.actions[-1].parts.setdefault(name, []).extend(found)

    def _parts(self, row: int, inherited: bool = True) -> dict[str, list[Part]]:
        """Return the cells of a row by field; a cell merged over several rows counts for each of them."""
        parts: dict[str, list[Part]] = {}
        seen: set[tuple[int, int]] = set()
        for column, name in self._fields.items():
            top, left = self.sheet.anchor(row, column)
            if (top, left) in seen or top < self.table.first or (top < row and not inherited):
                continue
            seen.add((top, left))
            text = self.sheet.text(top, left, plain=self._fields[left] in NUMBERED)
            raw = self.sheet.raw(top, left)
            if text and not (name == "number" and self._label(top)):
                part = Part(cell_name(top, left), text, raw, self.table.headers.get(left, ""))
                parts.setdefault("other" if name == "number" else self._fields[left], []).append(part)
        return parts

    def _label(self, row: int) -> str:
        """Return the number or label of a row's own number cell; a text that is none counts as no number."""
        for column in self.table.where("number"):
            value = self.sheet.raw(row, column)
            if value == "":
                continue
            text = self.sheet.text(row, column, plain=True)
            if isinstance(value, str):
                return label_alone(text)
            return text.replace(",", ".")
        return ""

    def _same_action(self, row: int) -> bool:
        """Tell whether the number or the action is merged with the row above: both rows are one action."""
        columns = self.table.where("number") + self.table.where("action")[:1]
        return bool(self.actions) and any(
            self.table.first <= self.sheet.anchor(row, column)[0] < row for column in columns
        )

    def _inherits(self, row: int) -> bool:
        columns = self.table.where("action") + self.table.where("axis")
        return any(self.table.first <= self.sheet.anchor(row, column)[0] < row for column in columns)

    def _first(self, name: str, columns: list[int]) -> int:
        return next(column for column in columns if self._fields[column] == name)

    def _remark(self, row: int, columns: list[int], found: str, sentence: str) -> None:
        self.notes.remark(self.sheet.name, cell_name(row, columns[0]), found, sentence)

    def _refuse_formulas(self, row: int) -> None:
        """Take the value of a formula where a number is expected, refuse it where a text is."""
        for column, name in self._fields.items() if self.sheet.formulas else ():
            cell = cell_name(row, column)
            if cell not in self.sheet.formulas:
                continue
            value = self.sheet.raw(row, column)
            taken = name in TAKEN_VALUE and isinstance(value, int | float)
            if taken or (name == "other" and value != ""):
                text = self.sheet.text(row, column)
                self._remark(
                    row, [column], self.sheet.formulas[cell], f"la valeur {quoted(text)} de la formule est lue."
                )
            elif name in LABELS:
                refuse_formula(self.notes, self.sheet, cell)


def rows_outside(sheet: Sheet, tables: list[Table]) -> Iterator[int]:
    """Yield the rows of a sheet that belong to none of its tables."""
    inside = [range(table.header, table.last) for table in tables if table.sheet is sheet]
    return (row for row in range(sheet.height) if not any(row in rows for rows in inside))
