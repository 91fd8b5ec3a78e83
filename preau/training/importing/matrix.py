"""Lists with one column per training: which columns are trainings, and what their headings say of each.

A line is a person; her cell under a training holds hours, a day, « x » or « oui ». What a training is called, who gives
it, when and how long stands above its column in one cell or several, named (« Organisme », « Date ») or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from preau.foundation.documents.workbooks.grid import Sheet, cell_name
from preau.foundation.documents.workbooks.words import folded
from preau.training.importing.headings import ATTENDED, NAMES, Column, heading
from preau.training.importing.pieces import OF_HEADING, Pieces, is_no_training, mark_of
from preau.training.importing.values import Unread

if TYPE_CHECKING:
    from preau.training.importing.tables import Table

ABOVE = 6  # rows over the header that may say what its columns are
LOOKED_AT = 200  # rows of a column that tell whether it is one of a training
OWN_NAMES = frozenset({*NAMES, "given_name"})
_ABOUT_TRAININGS = re.compile(r"\b(?:formations?|modules?|participations?|presences?)\b")


@dataclass(eq=False)
class Attended:
    """A column of a matrix, and what its headings say; `texts` are words of which nobody said what they are."""

    at: int
    cell: str
    title: str
    words: dict[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    hours: Decimal | None = None
    problems: list[tuple[str, str, Unread]] = field(default_factory=list)


def may_head(sheet: Sheet, row: int) -> bool:
    """Tell whether a row names people's columns beside days, as the header of a column per day does."""
    values = [value for value in sheet.rows[row] if value != ""]
    words = [value for value in values if type(value) is str]
    if len(words) == len(values) or not all(type(value) is str or isinstance(value, date) for value in values):
        return False
    return any((column := heading(text.strip())) is not None and column.field in OWN_NAMES for text in words[:4])


def trainings_among(sheet: Sheet, header: int, first: int, columns: Mapping[int, Column]) -> list[int]:
    """Return the columns beside the names that are each a training, by what the people's cells hold."""
    names = [at for at, column in columns.items() if column.field in OWN_NAMES]
    if not names:
        return []
    beside = [at for at in range(min(names) + 1, sheet.width) if at not in columns and not _is_mark(sheet, header, at)]
    marks = {at: _marks(sheet, at, first) for at in beside}
    if not any(good > bad for good, bad in marks.values()):
        return []
    found = [at for at, (good, bad) in marks.items() if good and good >= bad]
    return [at for at in found if (title := title_of(sheet, header, first, at, found[0])) and not is_no_training(title)]


def _marks(sheet: Sheet, at: int, first: int) -> tuple[int, int]:
    """Return how many cells of a column say that somebody followed something, how many say anything else."""
    good = bad = 0
    for row in range(first, min(sheet.height, first + LOOKED_AT)):
        value = sheet.raw(row, at)
        if value == "":
            continue
        try:
            good += mark_of(value, sheet.text(row, at)) is not None
        except Unread:
            bad += 1
    return good, bad


def _is_mark(sheet: Sheet, row: int, at: int) -> bool:
    """Tell whether a cell says that somebody followed something, as a line does and a header does not."""
    try:
        mark = mark_of(sheet.raw(row, at), sheet.text(row, at))
    except Unread:
        return False
    return mark is not None and not mark.days


def below_names(sheet: Sheet, first: int, columns: Mapping[int, Column]) -> int:
    """Return the first row that names somebody: those before it are headings too."""
    names = [at for at, column in columns.items() if column.field in OWN_NAMES]
    for row in range(first, min(sheet.height, first + ABOVE)):
        understood = sum(heading(sheet.text(row, at)) is not None for at in sheet.filled(row))
        if not sheet.filled(row) or understood > 1:
            return first  # another table begins
        label = _label(sheet, row, max(names) + 1)
        if not label and any(sheet.text(row, at) for at in names):
            return row
    return first


def attended_in(table: Table) -> dict[int, Attended]:
    """Return the columns of a table that are trainings, with what their headings say."""
    ats = [at for at, column in table.columns.items() if column.field == ATTENDED]
    if not ats:
        return {}
    rows = range(max(table.header - ABOVE, 0), table.first)
    labels = {row: _label(table.sheet, row, ats[0]) for row in rows}
    whole = _said_above(table, rows, ats[0])
    return {at: _attended(table, at, ats[0], labels, whole) for at in ats}


def spread_titles(sheet: Sheet, row: int, columns: Mapping[int, Column]) -> list[int]:
    """Return the columns headed « Formations » over the titles of several: they hold none themselves."""
    names = [at for at, column in columns.items() if column.field in OWN_NAMES]
    if any(sheet.text(row + 1, at) for at in names):
        return []
    return [
        at
        for at, column in columns.items()
        if column.field == "module" and sheet.text(row + 1, at) and not _own_text(sheet, row, at + 1)
    ]


def _own_text(sheet: Sheet, row: int, at: int) -> str:
    return sheet.text(row, at) if sheet.anchor(row, at) == (row, at) else ""


def is_sure(table: Table) -> bool:
    """Tell whether a matrix says by itself that its columns are trainings: it has days, hours or bodies over them."""
    if any(one.days or one.hours or one.words or one.problems for one in table.attended.values()):
        return True
    said = [table.sheet.name]
    for row in range(max(table.header - ABOVE, 0), table.first):
        said += [table.sheet.text(row, at) for at in table.sheet.filled(row)]
    return any(_ABOUT_TRAININGS.search(folded(text)) for text in said)


def _attended(table: Table, at: int, left: int, labels: Mapping[int, str], whole: Mapping[str, str]) -> Attended:
    found = Attended(at, table.cell(table.header, at), table.titles[at], dict(whole))
    pieces = Pieces()
    for row, label in labels.items():
        where = _over(table.sheet, row, at, left, table.first)
        if where is None:
            continue
        value, text = table.sheet.raw(*where), table.sheet.text(*where)
        try:
            _take(pieces, label, value, text)
        except Unread as unread:
            found.problems.append((cell_name(*where), text, unread))
    found.words |= pieces.words
    found.texts, found.days, found.hours = tuple(dict.fromkeys(pieces.texts)), pieces.days, pieces.hours
    return found


def _take(pieces: Pieces, label: str, value: Any, text: str) -> None:
    if label:
        pieces.take(label, value, text)
    elif isinstance(value, date):
        pieces.take("day", value, text)
    else:
        pieces.read(text)


def _over(sheet: Sheet, row: int, at: int, left: int, last: int = 0) -> tuple[int, int] | None:
    """Return the cell of a row that stands over a column: its own, its merge's; None for none.

    A title written once over several columns of days holds for each; `last` is the row under their headings.
    """
    top, beside = sheet.anchor(row, at)
    if top < row or beside < left:
        return None  # read where the merge begins, or a title of the whole sheet
    if sheet.text(top, beside):
        return top, beside
    before = next((one for one in range(at - 1, left - 1, -1) if sheet.text(row, one)), None)
    others = (one for one in range(max(row - ABOVE, 0), last) if one != row)
    return (row, before) if before is not None and _is_day_alone(sheet, others, at, left) else None


def _is_day_alone(sheet: Sheet, rows: Iterable[int], at: int, left: int) -> bool:
    """Tell whether the headings of a column, in these rows, give it a day and no title."""
    pieces = Pieces()
    try:
        for row in rows:
            if sheet.text(row, at):
                _take(pieces, _label(sheet, row, left), sheet.raw(row, at), sheet.text(row, at))
    except Unread:
        return False
    return bool(pieces.days) and not pieces.texts and "module" not in pieces.words


def _label(sheet: Sheet, row: int, left: int) -> str:
    """Return what a row says of every column, by its first cells: « Organisme », « Date »; "" for nothing."""
    for at in range(min(left, sheet.width)):
        if sheet.anchor(row, at) != (row, at):
            continue
        column = heading(sheet.text(row, at).rstrip(" :"))
        if column is not None and column.field in OF_HEADING:
            return column.field
    return ""


def _said_above(table: Table, rows: Iterable[int], left: int) -> dict[str, str]:
    """Return what the rows above say once for all columns: « Organisme : … », in one cell or in two."""
    sheet, found = table.sheet, Pieces()
    for row in rows:
        filled = [at for at in sheet.filled(row) if sheet.anchor(row, at)[1] < left]
        if row >= table.header or not filled or any(at >= left for at in sheet.filled(row)):
            continue
        said = " ".join(sheet.text(row, at) for at in filled)
        label = _label(sheet, row, left)
        try:
            if label and len(filled) > 1:
                found.take(label, "", sheet.text(row, filled[-1]))
            elif ":" in said:
                found.read(said)
        except Unread:
            continue  # a title of the sheet, not a heading
    return found.words


def title_of(sheet: Sheet, header: int, first: int, at: int, left: int) -> str:
    """Return the headings of a column in one line, as they are shown."""
    rows = range(max(header - ABOVE, 0), first)
    over = [_over(sheet, row, at, left, first) for row in rows]
    return " ".join(dict.fromkeys(sheet.text(*where) for where in over if where is not None)).replace("\n", " ")
