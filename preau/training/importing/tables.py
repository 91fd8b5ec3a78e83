"""Finding the tables of a list: which row is a header, which column says what, where the table ends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from preau.foundation.documents.workbooks.grid import Sheet, cell_name
from preau.training.importing import matrix
from preau.training.importing.headings import (
    ATTENDED,
    FIELD_WORDS,
    NAMES,
    OF_TRAINING,
    Column,
    close_heading,
    heading,
)

FEWEST = 2  # headings a table has at least
MAX_COLUMNS = 80
MAX_LOOKS = 400  # rows of a sheet looked at in search of a header
_NAME_ABOVE = re.compile(
    r"^\s*(?:nom(?: et pr[ée]nom)?|agente?|accueillante?|personne|travailleu\w+)\s*:\s*(.+)$", re.I
)


@dataclass(eq=False)
class Table:
    """A table: its rows from `first` to before `last`, what each column holds, the headings as they are written.

    `name_above`: the person a sheet is about, when the rows do not say it. `attended`: the columns that are each a
    training; `is_sure`: nobody need say that they are.
    """

    sheet: Sheet
    header: int
    first: int
    last: int
    columns: dict[int, Column]
    titles: dict[int, str]
    name_above: str = ""
    name_cell: str = ""
    groups: list[dict[str, int]] = field(default_factory=list)
    person: dict[str, int] = field(default_factory=dict)
    attended: dict[int, matrix.Attended] = field(default_factory=dict)
    is_sure: bool = True

    def cell(self, row: int, column: int) -> str:
        """Return the name of the cell where a content stands."""
        return cell_name(*self.sheet.anchor(row, column))

    def raw(self, row: int, column: int) -> Any:
        """Return the value of a cell, that of its merge when it has one."""
        return self.sheet.raw(*self.sheet.anchor(row, column))

    def text(self, row: int, column: int) -> str:
        """Return what a person reads in a cell, in that of its merge when it has one."""
        return self.sheet.text(*self.sheet.anchor(row, column), plain=False)

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns.values()}

    @property
    def has_trainings(self) -> bool:
        return bool(self.groups)

    @property
    def has_names(self) -> bool:
        return bool(self.fields & NAMES) or bool(self.name_above)


def column_id(table: Table, at: int) -> str:
    """Return the name of a column of a workbook, the same each time it is read."""
    return f"{table.sheet.name}!{cell_name(table.header, at)}"


def tables_of(sheet: Sheet, said: Mapping[str, str]) -> list[Table]:
    """Return the tables of a sheet. `said` gives what a person says of some columns, by `column_id`."""
    tables: list[Table] = []
    row = 0
    while row < min(sheet.height, MAX_LOOKS if not tables else sheet.height):
        heads = _may_head(sheet, row) or (not tables and matrix.may_head(sheet, row))
        table = _header_at(sheet, row, first_of_sheet=not tables) if heads else None
        if table is None:
            row += 1
            continue
        if tables:
            tables[-1].last = row
        tables.append(table)
        row = table.first
    for table in tables:
        _settle(table, said)
    return [table for table in tables if table.has_names or table.has_trainings]


def _may_head(sheet: Sheet, row: int) -> bool:
    """Tell whether a row is texts alone, as a header is: the rest of a long list is passed over quickly."""
    filled = [value for value in sheet.rows[row] if value != ""]
    return FEWEST <= len(filled) <= MAX_COLUMNS and all(type(value) is str for value in filled)


def _header_at(sheet: Sheet, row: int, *, first_of_sheet: bool) -> Table | None:
    titles = _titles(sheet, row)
    columns = _understood(titles)
    below = _titles(sheet, row + 1) if row + 1 < sheet.height and _may_head(sheet, row + 1) else {}
    under = {at: column for at, text in below.items() if (column := heading(text)) is not None}
    first = row + 1
    if len(under) >= FEWEST and len(under) >= len(below) - 1:
        titles, columns = _two_rows(sheet, row, titles, below, under)
        first = row + 2
    fields = {column.field for column in columns.values()}
    owned = fields & NAMES or {"module"} <= fields
    if fields & NAMES and first_of_sheet:  # further down, a line of people looks like a header
        first = _with_attended(sheet, row, first, columns, titles)
    if len(columns) < FEWEST or not owned or len(columns) < len(titles) / 2:
        return None
    name, cell = _above(sheet, row) if not fields & NAMES else ("", "")
    return Table(sheet, row, first, sheet.height, dict(sorted(columns.items())), titles, name, cell)


def _with_attended(sheet: Sheet, row: int, first: int, columns: dict[int, Column], titles: dict[int, str]) -> int:
    """Add the columns that are each a training, with their whole heading; return the first row of people."""
    for at in matrix.spread_titles(sheet, row, columns) if first == row + 1 else ():
        del columns[at]
    if any(column.field == "module" for column in columns.values()):
        return first  # one line per training
    people = matrix.below_names(sheet, first, columns)
    for at in matrix.trainings_among(sheet, row, people, columns):
        columns[at] = Column(ATTENDED)
        titles[at] = matrix.title_of(sheet, row, people, at, at)
        first = people
    return first


def _titles(sheet: Sheet, row: int) -> dict[int, str]:
    texts = {at: sheet.text(row, at) for at in range(sheet.width) if sheet.anchor(row, at) == (row, at)}
    return {at: text for at, text in texts.items() if text}


def _understood(titles: Mapping[int, str]) -> dict[int, Column]:
    known = {at: column for at, text in titles.items() if (column := heading(text)) is not None}
    if len(known) >= FEWEST:
        close = {at: close_heading(text) for at, text in titles.items() if at not in known}
        known |= {at: column for at, column in close.items() if column is not None}
    return dict(sorted(known.items()))


def _two_rows(
    sheet: Sheet, row: int, titles: Mapping[int, str], below: Mapping[int, str], under: Mapping[int, Column]
) -> tuple[dict[int, str], dict[int, Column]]:
    """Return the headings of two rows: what stands under « Formation 2 » is of that training."""
    found_titles: dict[int, str] = {}
    columns: dict[int, Column] = {}
    over = ""
    for at in range(sheet.width):
        over = sheet.text(*sheet.anchor(row, at)) or (over if at in below else "")
        text = below.get(at, "")
        found_titles[at] = f"{over} {text}".strip() if over != text else over
        top = heading(over)
        if at in under:
            group = top.group if top and top.field == "module" else 0
            columns[at] = replace_group(under[at], group)
        elif top is not None and not text:
            columns[at] = top
    return {at: text for at, text in found_titles.items() if text}, columns


def replace_group(column: Column, group: int) -> Column:
    """Return the column as one of that training of the line."""
    return column._replace(group=group or column.group)


def _above(sheet: Sheet, row: int) -> tuple[str, str]:
    """Return the person named over a table without names (« Nom : Dupont Marie »), and where."""
    for over in range(row - 1, max(row - 8, -1), -1):
        for at in sheet.filled(over):
            named = _NAME_ABOVE.match(sheet.text(over, at))
            if named:
                return named[1].strip(), cell_name(over, at)
            beside = sheet.text(over, at + 1)
            if beside and _NAME_ABOVE.match(f"{sheet.text(over, at).rstrip(' :')} : {beside}"):
                return beside, cell_name(over, at + 1)
    return "", ""


def _settle(table: Table, said: Mapping[str, str]) -> None:
    """Let what a person said of a column win, then look at the columns side by side."""
    for at in table.titles:
        name = said.get(column_id(table, at))
        if name is not None:
            table.columns.pop(at, None)
            if name in FIELD_WORDS:
                table.columns[at] = Column(name)
    columns = dict(sorted(table.columns.items()))
    for at, column in columns.items():
        columns[at] = _in_its_place(column, columns)
    table.columns = columns
    table.attended = matrix.attended_in(table)
    by_hand = any(said.get(column_id(table, at)) == ATTENDED for at in table.attended)
    table.is_sure = by_hand or matrix.is_sure(table)
    if len(table.attended) == 1 and not table.is_sure:  # « Extrait vu », « Tee-shirt »: no training
        del table.columns[table.attended.popitem()[0]]
    table.person = {}
    for at, column in columns.items():
        if column.field not in OF_TRAINING and at not in table.attended:
            table.person.setdefault(column.field, at)
    table.groups = _groups(columns)


def _in_its_place(column: Column, columns: Mapping[int, Column]) -> Column:
    """Return what a word said in several senses means beside the other columns: « Lieu », « Titre », « Formation »."""
    fields = {one.field for one in columns.values()}
    dated = bool(fields & {"day", "day_from", "hours"})
    if column.field == "training_place" and not dated:
        return column._replace(field="work_place")
    if column.field == "title" and dated and "module" not in fields:
        return column._replace(field="module")
    if column.field == "module" and not dated and "title" not in fields and fields & NAMES:
        return column._replace(field="title")
    if column.field == "family_name" and "given_name" not in fields:
        return column._replace(field="full_name")
    return column


def _groups(columns: Mapping[int, Column]) -> list[dict[str, int]]:
    """Return the columns of each training of a line: those numbered alike, else a field seen again begins another."""
    found: dict[int, dict[str, int]] = {}
    running = 0
    for at, column in columns.items():
        if column.field not in OF_TRAINING:
            continue
        if column.group:
            found.setdefault(column.group, {}).setdefault(column.field, at)
            continue
        if column.field in found.get(running, {}):
            running -= 1  # below nought: never the number of a heading
        found.setdefault(running, {})[column.field] = at
    return [group for group in found.values() if "module" in group]
