"""Finding the tables of a list: which row is a header, which column says what, where the table ends."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from preau.foundation.documents.workbooks.grid import Sheet, cell_name
from preau.operators.importing.headings import Column, close_heading, column_of_code, heading, settled

OWNERS = frozenset({"operator", "operator_ref", "body", "place", "school", "site"})
# What only a place has: a table of these without a place names each place as its operator.
OF_A_PLACE = frozenset({"hours", "capacity", "ages", "age_from", "age_to", "fee", "day", "period", "access", "outdoor"})
FEWEST = 2  # headings a table has at least
MAX_COLUMNS = 80
MAX_LOOKS = 400  # rows of a sheet looked at in search of a header
SAMPLES = 20  # rows looked at to tell a column by what it holds
EXAMPLES = 3
SEPARATORS = ";\t"
_DIGIT = re.compile(r"\d")


@dataclass(eq=False)
class Table:
    """A table: its rows from `first` to before `last`, what each column holds, the headings as they are written.

    `one_column`: each row is one text with separators, so that every cell stands in the first column.
    """

    sheet: Sheet
    header: int
    first: int
    last: int
    columns: dict[int, Column]
    titles: dict[int, str]
    guessed: set[int] = field(default_factory=set)
    one_column: bool = False

    def cell(self, row: int, column: int) -> str:
        """Return the name of the cell where a content stands."""
        if self.one_column:
            return cell_name(row, 0)
        return cell_name(*self.sheet.anchor(row, column))

    def where(self, name: str) -> int | None:
        """Return the first column of a field."""
        return next((at for at, column in self.columns.items() if column.field == name), None)

    @property
    def names(self) -> set[str]:
        """Return the fields of the table."""
        return {column.field for column in self.columns.values()}

    @property
    def has_places(self) -> bool:
        """Tell whether its rows name places, or hold what only a place has."""
        return bool(self.names & {"place", "school"} or self.names & OF_A_PLACE)

    def examples(self, at: int) -> tuple[str, ...]:
        """Return the first texts of a column."""
        texts = (self.sheet.text(row, at, plain=True) for row in range(self.first, min(self.first + 50, self.last)))
        return tuple(islice(dict.fromkeys(text[:60] for text in texts if text), EXAMPLES))


def tables_of(sheet: Sheet, said: Mapping[str, str]) -> list[Table]:
    """Return the tables of a sheet. `said` gives what a person says of some columns, by `column_id`."""
    found = _found(sheet)
    if not found and (split := _split(sheet)) is not None:
        found = _found(split)
        for table in found:
            table.one_column = True
    for table in found:
        _settle(table, said)
    return [table for table in found if table.names & OWNERS]


def column_id(table: Table, at: int) -> str:
    """Return the name of a column of a workbook, the same each time it is read."""
    return f"{table.sheet.name}!{cell_name(table.header, at)}"


def _found(sheet: Sheet) -> list[Table]:
    tables: list[Table] = []
    for row in islice(_likely(sheet), MAX_LOOKS):
        if tables and row < tables[-1].first:
            continue
        table = _header_at(sheet, row)
        if table is None or (tables and not _starts_anew(tables[-1], table)):
            continue
        if tables:
            tables[-1].last = row
        tables.append(_with_second_row(table))
    return tables


def _likely(sheet: Sheet) -> Iterator[int]:
    """Yield the rows that hold several texts and neither number nor hour: most rows of a list are none of these."""
    for row in range(sheet.height):
        filled = [value for value in sheet.rows[row] if value != ""]
        if not FEWEST <= len(filled) <= MAX_COLUMNS or any(type(value) is not str for value in filled):
            continue
        if sum(_DIGIT.search(value) is not None for value in filled) <= len(filled) / 3:
            yield row


def _header_at(sheet: Sheet, row: int) -> Table | None:
    titles = {at: sheet.text(row, at) for at in range(sheet.width) if sheet.anchor(row, at) == (row, at)}
    titles = {at: text for at, text in titles.items() if text}
    columns = {at: column for at, text in titles.items() if (column := heading(text)) is not None}
    if len(columns) < FEWEST:
        return None
    close = {at: column for at in titles.keys() - columns.keys() if (column := close_heading(titles[at])) is not None}
    columns, guessed = columns | close, set(close)
    if not {column.field for column in columns.values()} & OWNERS or len(columns) < len(titles) / 2:
        return None
    return Table(sheet, row, row + 1, sheet.height, columns, titles, guessed)


def _starts_anew(before: Table, table: Table) -> bool:
    """Tell whether a row that could be a header is one, under a table that is already read: the same again, or another.

    A line such as « Garderie, lundi, matin » holds words of headings and is none.
    """
    same = set(before.titles.values()) & set(table.titles.values())
    if len(same) >= FEWEST:
        return True
    above = table.sheet.rows[table.header - 1]
    return sum(value != "" for value in above) <= 1 and len(table.columns) >= max(3, len(table.titles) - 1)


def _with_second_row(table: Table) -> Table:
    """Take in a second row of headings: what stands under « Horaires », « Lundi » or « Lieu » over several columns."""
    sheet, row = table.sheet, table.header + 1
    if row >= sheet.height:
        return table
    below = {at: sheet.text(row, at) for at in range(sheet.width) if sheet.anchor(row, at) == (row, at)}
    below = {at: text for at, text in below.items() if text}
    tops = {at: _title_over(table, at) for at in below}
    grouped = any(at not in table.titles for at in below) or any(
        top == table.header and right > left for top, left, _, right in sheet.spans
    )
    if len(below) < FEWEST or not grouped or any(_DIGIT.search(text) for text in below.values()):
        return table
    known = {at: column for at, text in below.items() if (column := heading(tops[at], text)) is not None}
    if len(known) < max(FEWEST, len(below) - 1):
        return table
    for at, text in below.items():
        table.titles[at] = f"{tops[at]} {text}".strip()
        table.columns.pop(at, None)
    table.columns.update(known)
    table.guessed -= set(below)
    table.first = row + 1
    return table


def _title_over(table: Table, at: int) -> str:
    """Return the heading over a column: its own, that of its merge, or of the last title on its left."""
    top, left = table.sheet.anchor(table.header, at)
    if table.sheet.text(top, left):
        return table.sheet.text(top, left)
    return next((table.titles[left] for left in range(at, -1, -1) if left in table.titles), "")


def _settle(table: Table, said: Mapping[str, str]) -> None:
    """Let what a person said of a column win, then look at the columns side by side."""
    for at in table.titles:
        code = said.get(column_id(table, at))
        if code is None:
            continue
        table.guessed.discard(at)
        table.columns.pop(at, None)
        column = column_of_code(code)
        if column is not None:
            table.columns[at] = column
    rows = range(table.first, min(table.first + SAMPLES, table.last))
    asked = [at for at, column in table.columns.items() if column.field == "site"]
    values = {at: [table.sheet.text(row, at, plain=True).lower() for row in rows] for at in asked}
    table.columns = settled(dict(sorted(table.columns.items())), values)


def _split(sheet: Sheet) -> Sheet | None:
    """Return a sheet whose rows were one text with separators, cut into cells; None for another sheet."""
    lines = [next((value for value in row if value != ""), "") for row in sheet.rows]
    alone = all(sum(value != "" for value in row) <= 1 for row in sheet.rows)
    mark = next((mark for mark in SEPARATORS if sum(mark in str(line) for line in lines) > 1), "")
    if not alone or not mark:
        return None
    rows: list[list[Any]] = list(csv.reader((str(line).replace("\n", " ") for line in lines), delimiter=mark))
    width = max(map(len, rows))
    return Sheet(sheet.name, sheet.visible, [row + [""] * (width - len(row)) for row in rows])
