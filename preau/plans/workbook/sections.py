"""What stands around the table of actions: title, year, commune, objectives, comment of the CCA, instructions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from preau.foundation.documents.workbooks.grid import Sheet, cell_name
from preau.foundation.documents.workbooks.notes import quoted
from preau.foundation.documents.workbooks.words import folded, gist
from preau.law.annual_plan import SchoolYear
from preau.plans.workbook.labels import label_alone
from preau.plans.workbook.notes import Notes
from preau.plans.workbook.objectives import Objectives, objective_columns
from preau.plans.workbook.words import ASPECT, AXIS, gists, openings, scan, starts_with

YEAR = re.compile(r"(?<!\d)(20\d\d)\s*[-/–—]\s*((?:20)?\d\d)(?!\d)")
COMMUNE_LINE = re.compile(r"^\s*(?:commune|zone)\s*:\s*(.+)$", re.IGNORECASE)
COMMUNE = re.compile(
    r"(?:commune|ville|administration\s+communale|entité)\s*(?:de\s+|d['’]\s*|:\s*)(?:la\s+commune\s+de\s+)?"
    r"([^\W\d][\w'’\- ]{1,60})",
    re.IGNORECASE,
)
# A line made only of these words is a title: it says nothing that must be kept.
TITLE_WORDS = frozenset(
    {
        "4",
        "academique",
        "accueil",
        "action",
        "annee",
        "annexe",
        "annuel",
        "annuelle",
        "aspect",
        "atl",
        "axe",
        "canevas",
        "cca",
        "commission",
        "communale",
        "commune",
        "coordination",
        "libre",
        "objectif",
        "plan",
        "prioritaire",
        "scolaire",
        "service",
        "temps",
        "ville",
    }
)
KINDS = ("objectives", "comment", "plan")
RANK = re.compile(r"^(?:\d{1,2}|[A-Z]|[IVX]{1,4})\s*[.):-]\s*")


def heading(text: str) -> tuple[str, str]:
    """Return the section a text announces and what follows the announcement in the same cell; ("", "") if none."""
    first, _, below = text.partition("\n")
    if kind := _kind(first):
        return kind, below.strip()
    before, colon, after = first.partition(":")
    if colon and (kind := _kind(before)):
        return kind, "\n".join(part for part in (after.strip(), below.strip()) if part)
    return "", ""


def _kind(line: str) -> str:
    if not line or len(line) > 150:
        return ""
    words = gist(YEAR.sub("", RANK.sub("", line.strip().rstrip(": "))))
    while words and words[-1] in {"annee", "scolaire", "academique"}:
        words = words[:-1]
    return next((kind for kind in KINDS if words and words in gists("sections", kind)), "")


def is_known_instruction(text: str) -> bool:
    """Tell whether a text is one of the canevas's own explanations, give or take a few letters."""
    if len(text) < 30:
        return False
    words = folded(text)
    return any(fuzz.ratio(words, known, score_cutoff=92) for known in openings("instructions"))


def is_legend(text: str) -> bool:
    """Tell whether a lone text is a total, a legend or a signature rather than content."""
    return len(text) <= 400 and starts_with(text, openings("legends"))


def school_year_in(text: str) -> SchoolYear | None:
    """Return the first school year written in `text` (« 2020-2021 », « 2020/21 »), None when there is none."""
    for first, second in YEAR.findall(text):
        start = int(first)
        if int(second) % 100 == (start + 1) % 100 and (len(second) == 2 or int(second) == start + 1):
            return SchoolYear(start)
    return None


@dataclass
class Surroundings:
    """Follows the rows outside the table, sheet by sheet, and keeps what they say."""

    notes: Notes
    objectives: Objectives
    comment: list[str] = field(default_factory=list)
    comment_cell: str = ""
    years: list[tuple[SchoolYear, str, str]] = field(default_factory=list)  # year, sheet, cell
    commune: str = ""
    objectives_announced: bool = False
    _kind: str = ""
    _explained: bool = False  # an instruction was met in this section
    _filled: bool = False  # content was met in this section
    _blanks: int = 0
    _column: int = 0  # of the section's title
    _inside: set[int] = field(default_factory=set)  # rows of the sheet that belong to a table

    def read(self, sheet: Sheet, rows: Iterator[int]) -> None:
        """Read the rows of one sheet that belong to no table of actions."""
        self._enter(_kind(sheet.name) if _kind(sheet.name) != "plan" else "")
        last = -1
        outside = list(rows)
        self._inside = set(range(sheet.height)) - set(outside)
        for row in outside:
            if row != last + 1 and self._kind != "":
                self._enter("")  # a table stands between
            last = row
            columns = sheet.filled(row)
            if columns:
                self._row(sheet, row, columns)
                self._blanks = 0
            else:
                self._blanks += 1

    def _enter(self, kind: str) -> None:
        self._kind, self._explained, self._filled = kind, False, False
        self.objectives.columns = {}
        self.objectives_announced |= kind == "objectives"

    def _row(self, sheet: Sheet, row: int, columns: list[int]) -> None:
        found = objective_columns(sheet, row) if len(columns) > 1 else {}
        if found:
            self._enter("objectives") if self._kind != "objectives" else None
            self.objectives.columns = found
            return
        first = columns[0]
        text = sheet.text(row, first, plain=True)
        kind, rest = heading(text)
        if kind and not (rest and self._expects_comment(columns)):
            self._enter(kind)
            self._column = first
            self._year(sheet, row, text.partition("\n")[0])
            if rest:
                self._content(sheet, row, [first], rest)
            if columns[1:]:
                self._content(sheet, row, columns[1:])
            return
        self._content(sheet, row, columns)

    def _expects_comment(self, columns: list[int]) -> bool:
        """Tell whether the row is the comment itself, right below its explanation, whatever its first words."""
        here = self._kind == "comment" and self._explained and not self._filled
        return here and len(columns) == 1 and self._blanks == 0

    def _content(self, sheet: Sheet, row: int, columns: list[int], text: str = "") -> None:
        """Read content, or skip an explanation; `text` replaces that of the only column when part of it is a title."""
        shown = text or sheet.text(row, columns[0], plain=True)
        cell = cell_name(row, columns[0])
        if len(columns) == 1 and self._is_instruction(sheet, cell, shown):
            return
        if self._kind == "objectives" and not self._stray(columns, shown):
            self._refuse_formulas(sheet, row, columns)
            self._filled = True
            if text:
                self.objectives.take_text(sheet, cell, text)
            else:
                self.objectives.take_row(sheet, row, columns)
        elif (
            self._kind == "comment" and not self._heads_table(row, columns) and not (self._filled and self._blanks > 1)
        ):
            self._refuse_formulas(sheet, row, columns)
            self._filled = True
            self.comment_cell = self.comment_cell or cell
            self.comment.append(text or "\n".join(sheet.text(row, column) for column in columns))
        else:
            self._title(sheet, row, columns)

    def _is_instruction(self, sheet: Sheet, cell: str, text: str) -> bool:
        if self._explained or self._filled:
            return False
        if is_known_instruction(text):
            self._explained = True
            return True
        if self._kind and starts_with(text, openings("instruction_starts")):
            self._explained = True
            self.notes.remark(sheet.name, cell, text, f"cette consigne n’est pas reprise : {quoted(text)}.")
            return True
        return False

    def _stray(self, columns: list[int], text: str) -> bool:
        """Tell whether a row met in the objectives is none: a legend, or a text far below the list."""
        if len(columns) > 1 or label_alone(text):
            return False
        return is_legend(text) or (self._filled and self._blanks > 1 and not text[0].isdigit())

    def _heads_table(self, row: int, columns: list[int]) -> bool:
        """Tell whether a row right above a table is a title over some of its columns."""
        return row + 1 in self._inside and columns[0] > self._column + 1

    def _title(self, sheet: Sheet, row: int, columns: list[int]) -> None:
        text = " ".join(sheet.text(row, column) for column in columns)
        cell = cell_name(row, columns[0])
        self._year(sheet, row, text)
        place = COMMUNE_LINE.match(text) or COMMUNE.search(text)
        if place and not self.commune:
            self.commune = place[1].strip()
            text = text.replace(place[0], "")
        words = gist(YEAR.sub("", text))
        listed = not scan(words, AXIS)[1] or not scan(words, ASPECT)[1]  # annex 4, copied for whoever fills it in
        if listed or set(words) <= TITLE_WORDS or is_known_instruction(text):
            return
        self.notes.remark(sheet.name, cell, text, f"ce texte hors du plan n’est pas repris : {quoted(text)}.")

    def _year(self, sheet: Sheet, row: int, text: str) -> None:
        year = school_year_in(text)
        if year is not None:
            self.years.append((year, sheet.name, cell_name(row, sheet.filled(row)[0])))

    def _refuse_formulas(self, sheet: Sheet, row: int, columns: list[int]) -> None:
        for column in columns:
            cell = cell_name(row, column)
            if cell in sheet.formulas and isinstance(sheet.raw(row, column), str):
                refuse_formula(self.notes, sheet, cell)


def refuse_formula(notes: Notes, sheet: Sheet, cell: str) -> None:
    """Refuse a formula where a text is expected."""
    formula = sheet.formulas[cell]
    notes.error(
        sheet.name,
        cell,
        formula,
        "un texte ou un nombre",
        f"la formule {quoted(formula)} se trouve là où un texte ou un nombre est attendu. "
        "Remplacez-la par sa valeur (copier, puis collage spécial « valeurs »).",
    )
