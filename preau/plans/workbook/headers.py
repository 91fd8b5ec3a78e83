"""Finding the table of actions: which row is its header, which column says what."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from rapidfuzz import fuzz

from preau.foundation.documents.workbooks.grid import Sheet, cell_name
from preau.foundation.documents.workbooks.words import gist
from preau.plans.workbook.words import LEXICON, SURE, gists

CORE = ("action", "axis", "aspect", "objective")  # what annex 4 asks of each action
KNOWN = (*CORE, "number", "comment")
LABELS = {
    "number": "N°",
    "action": "Actions concrètes à réaliser",
    "axis": "Axe de coordination",
    "aspect": "Aspect de l’amélioration de l’accueil",
    "objective": "Objectif prioritaire",
    "comment": "Commentaires libres",
    "responsible": "Personne ou service en charge",
    "period": "Période",
    "indicator": "Indicateur",
    "recurrent": "Revient chaque année",
    "link": "Lien vers un autre dossier",
    "missions": "Missions de la convention",
    "other_mission": "Autre mission de la convention",
}
MAX_COLUMNS = 60  # titles in one header
MAX_LOOKS = 1_000  # rows of a sheet looked at closely in search of a header
MAX_HEADER = 400  # characters; a longer cell is content
OPENINGS = ("act", "axe", "asp", "obj")  # how the words of a header begin, even misspelt
NUMBER_WORDS = frozenset({"n", "no", "num", "numero", "nr"})
WHOLE = {words: name for name in LEXICON["columns"] for words in gists("columns", name, "whole")}
FIELD_WORDS = {
    gist(word)[0]: name for name, entry in LEXICON["columns"].items() for word in entry["words"] if gist(word)
}


@lru_cache(maxsize=1024)
def field_of(text: str) -> tuple[str, bool]:
    """Return the field a header names and whether its wording was only close; ("", False) when it names none."""
    words = gist(text) if text and len(text) <= MAX_HEADER else ()
    whole = WHOLE.get(words, "")
    about = [word for word in words if word not in NUMBER_WORDS]
    if whole or not about or {"programme", "cle"} <= set(words):
        return whole, False
    if len(about) <= 4 and about[-1].isdigit():
        return "", False  # « Axe 1 », « Objectif 2 » are what a cell says, not what a column is called
    named = next((FIELD_WORDS[word] for word in about if word in FIELD_WORDS), "")
    return (named, False) if named else _close_field(about[:6])


def _close_field(words: list[str]) -> tuple[str, bool]:
    for word in words:
        for known, name in FIELD_WORDS.items():
            if len(word) >= 4 and fuzz.ratio(word, known) >= SURE - 5:
                return name, True
    return "", False


@dataclass
class Table:
    """A table of actions: `columns` gives the fields by column, `first` the row after its header (rows from 0)."""

    sheet: Sheet
    header: int
    first: int
    columns: dict[int, str]
    headers: dict[int, str]
    guessed: list[int] = field(default_factory=list)
    last: int = 0  # row after the last one

    def where(self, name: str) -> list[int]:
        """Return the columns of a field, from left to right."""
        return [column for column, found in self.columns.items() if found == name]

    @property
    def missing(self) -> list[str]:
        """The columns annex 4 asks for that the header does not name."""
        return [name for name in CORE if name not in self.columns.values()]


def may_be_header(values: list[Any], fewest: int = 3) -> bool:
    """Tell quickly whether a row is worth a closer look: most rows of a large sheet are not."""
    texts = [value for value in values if type(value) is str and value]
    row = " ".join(texts).lower() if fewest <= len(texts) <= MAX_COLUMNS else ""
    return sum(opening in row for opening in OPENINGS) > 1


def header_at(sheet: Sheet, row: int) -> Table | None:
    """Return the table whose header is at `row`, None when that row is no header."""
    columns: dict[int, str] = {}
    headers: dict[int, str] = {}
    guessed = []
    for column in range(sheet.width):
        top, left = sheet.anchor(row, column)
        value = sheet.raw(top, left)
        if type(value) is not str:
            if not headers:
                return None  # a row that opens with a number is content
            continue
        if not value or (left != column and left in columns):
            continue
        text = sheet.text(top, left)
        name, close = field_of(text)
        headers[column] = text
        if name:
            columns[column] = name
            if close:
                guessed.append(column)
    found = set(columns.values())
    strong = found & set(KNOWN)
    sure = "action" in found and len(strong) >= 3 and found & {"axis", "aspect", "objective"}
    if not sure and not {"axis", "aspect", "objective"} <= found:
        return None
    return with_numbers(Table(sheet, row, row + 1, columns, headers, guessed))


def with_numbers(table: Table) -> Table:
    """Take a column without title, left of the actions, as that of the numbers when it holds nothing else."""
    if "number" in table.columns.values() or not table.where("action"):
        return table
    sheet = table.sheet
    for column in range(table.where("action")[0]):
        values = [sheet.raw(row, column) for row in range(table.header + 1, sheet.height)]
        filled = [value for value in values if value != ""]
        if column not in table.headers and filled and all(type(value) is float for value in filled):
            table.columns[column] = "number"
            break
    return table


def partial_header_at(sheet: Sheet, row: int) -> Table | None:
    """Return the table of a header that names too little of annex 4 but clearly an action and one thing more."""
    columns = {}
    for column in sheet.filled(row):
        text = sheet.text(row, column, plain=True)
        name, close = field_of(text)
        if name and not close and len(text) <= 80:
            columns[column] = name
    found = set(columns.values())
    if "action" not in found or not found & {"axis", "aspect", "objective", "comment", "number"}:
        return None
    headers = {column: sheet.text(row, column) for column in sheet.filled(row)}
    return Table(sheet, row, row + 1, columns, headers)


def tables_of(sheet: Sheet) -> list[Table]:
    """Return the tables of actions of a sheet, in order, each with its rows; a repeated header starts no new one."""
    tables: list[Table] = []
    likely = (row for row in range(sheet.height) if may_be_header(sheet.rows[row]))
    for row in islice(likely, MAX_LOOKS):
        if tables and row < tables[-1].first:
            continue
        found = header_at(sheet, row)
        if found is None:
            continue
        if tables:
            tables[-1].last = row
        tables.append(with_second_row(found))
    if tables:
        tables[-1].last = sheet.height
    return tables


def partial_tables_of(sheet: Sheet) -> list[Table]:
    """Return at most one table whose header is incomplete."""
    likely = (row for row in range(sheet.height) if may_be_header(sheet.rows[row], fewest=2))
    for row in islice(likely, MAX_LOOKS):
        found = partial_header_at(sheet, row)
        if found is not None:
            found.last = sheet.height
            return [found]
    return []


VALUE = re.compile(r"\d+([.,]\d+)?")


def with_second_row(table: Table) -> Table:
    """Take in a second header row: what stands under a merged or grouped header, hints such as « (1 à 4) »."""
    sheet, row = table.sheet, table.header + 1
    if row >= sheet.height:
        return table
    merged = any(sheet.anchor(row, column)[0] == table.header for column in table.columns)
    texts = {column: sheet.text(row, column, plain=True) for column in sheet.filled(row)}
    if not texts or any(VALUE.fullmatch(text) for text in texts.values()):
        return table
    below = {column: field_of(text)[0] for column, text in texts.items()}
    named = {column: name for column, name in below.items() if name and column not in table.columns}
    hints = all(below[column] or text.startswith("(") for column, text in texts.items())
    if not (hints and (merged or named or all(text.startswith("(") for text in texts.values()))):
        return table
    table.columns.update(named)
    table.columns = dict(sorted(table.columns.items()))
    for column, text in texts.items():
        table.headers[column] = f"{table.headers.get(column, '')} {text}".strip()
    table.first = row + 1
    return table


def header_cell(table: Table, column: int) -> str:
    """Return the name of the header cell of a column."""
    return cell_name(table.header, column)
