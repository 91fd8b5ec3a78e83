"""Writing a plan into a workbook of the canevas, so that reading it back gives the same plan.

A text cell of XLSX is typed as text in the file: « =1+1 » or « @x » written so is shown, never computed, in Excel
and LibreOffice alike, and stays literally what a person typed. Nothing is therefore added in front of it, and the
workbook reads back unchanged. (A CSV has no types: there the same text would need neutralising. Préau writes none.)
Nothing here can write a formula or a link.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from preau.foundation.documents.workbooks.writing import fitting
from preau.law.annual_plan import ASPECTS, AXES, MISSIONS, Action, AnnualPlan, Heading, Objective, SchoolYear
from preau.plans.documents import comment_cell
from preau.plans.workbook import actions, objectives
from preau.plans.workbook.actions import split_handler
from preau.plans.workbook.headers import LABELS

OBJECTIVES_HEADING = "Objectifs prioritaires annuels de la CCA :"
OBJECTIVES_EXPLAINED = (
    "Indiquez ici les objectifs prioritaires que la CCA définit en début d'année académique afin de mettre en œuvre "
    "et de développer le programme CLE tant qualitativement que quantitativement."
)
COMMENT_HEADING = "Commentaire libre"
COMMENT_EXPLAINED = (
    "Espace permettant à la CCA d'expliciter le rapport entre les objectifs prioritaires annuels qu'elle s'est fixée "
    "et le programme CLE de la commune."
)
ACTIONS_HEADING = "Plan d'action annuel de la coordination :"

Value = str | int


@dataclass(frozen=True)
class Column:
    """A column: its header, its width in characters, what it says of a row."""

    header: str
    width: int
    value: Callable[[Any], Value]  # of an Action, or of an Objective


def _headings(all_of_them: tuple[Heading, ...], numbers: tuple[int, ...]) -> str:
    return "\n".join(all_of_them[number - 1].text for number in numbers)


def _numbers(numbers: tuple[int, ...]) -> Value:
    return numbers[0] if len(numbers) == 1 else ", ".join(map(str, numbers))


CANEVAS = (
    Column("N°", 6, lambda action: action.number),
    Column("Actions concrètes à réaliser", 58, lambda action: action.text or actions.TO_WRITE),
    Column("Axe de coordination", 28, lambda action: _headings(AXES, action.axes)),
    Column(
        "En rapport avec l'analyse des besoins, quel aspect de l'amélioration de l'accueil a été principalement "
        "développé par l'action",
        25,
        lambda action: _headings(ASPECTS, action.aspects),
    ),
    Column(
        "Objectif prioritaire que l'action vise à réaliser\nici reprendre numéro de l'objectif prioritaire",
        16,
        lambda action: _numbers(action.objectives),
    ),
    Column("Commentaires libres", 50, comment_cell),
)
# Columns to the right, each only when some action says something there.
MORE = (
    Column(LABELS["missions"], 34, lambda action: _headings(MISSIONS, action.missions)),
    Column(LABELS["other_mission"], 24, lambda action: action.other_mission),
    Column(LABELS["period"], 18, lambda action: action.period),
    Column(LABELS["indicator"], 24, lambda action: action.indicator),
    Column(LABELS["recurrent"], 10, lambda action: "oui" if action.recurrent else ""),
    Column(LABELS["link"], 24, lambda action: action.link),
)
IN_CHARGE = Column(LABELS["responsible"], 24, lambda action: action.responsible)
OBJECTIVE_MORE = (
    Column("Titre court", 30, lambda objective: objective.title),
    Column("Besoin ou ligne du programme CLE servi", 34, lambda objective: objective.programme_line),
    Column("Commentaire de la CCA sur le lien avec le programme CLE", 40, lambda objective: objective.cca_comment),
)
LINE = 13.5  # points, of one line of 10-point text
TALLEST = 380.0  # points; a spreadsheet shows no row beyond 409
TEXT_COLUMNS = len(CANEVAS) - 1  # last column of the canevas, where titles and objectives end


def columns_for(plan: AnnualPlan) -> tuple[Column, ...]:
    """Return the columns this plan needs: the canevas, then those only some plans use.

    Who is in charge ends the comment, as in the canevas, unless reading it back would tell another story.
    """
    extra = tuple(column for column in MORE if any(column.value(action) for action in plan.actions))
    if all(split_handler(comment_cell(action)) == (action.comment, action.responsible) for action in plan.actions):
        return CANEVAS + extra
    comment = replace(CANEVAS[-1], value=lambda action: action.comment)
    return (*CANEVAS[:-1], comment, IN_CHARGE, *extra)


def write_plan(plan: AnnualPlan, commune: str, school_year: SchoolYear, created: datetime) -> bytes:
    """Return the plan as XLSX; the same plan and moment give the same bytes.

    Raises ValueError for a text longer than a cell can hold.
    """
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": f"Plan d’action annuel {school_year}, {commune}",
            "author": "Préau",
            "created": created.astimezone(UTC).replace(tzinfo=None),
        }
    )
    Canevas(book, columns_for(plan)).write(plan, commune, school_year)
    book.close()
    return stream.getvalue()


class Canevas:
    """The one sheet of the workbook, written from top to bottom."""

    def __init__(self, book: Workbook, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self.sheet: Worksheet = book.add_worksheet("Plan d'action annuel")
        base = {"font_name": "Arial", "font_size": 10, "text_wrap": True, "valign": "top"}
        self.plain: Format = book.add_format(base)
        self.number: Format = book.add_format(base | {"align": "center"})
        self.title: Format = book.add_format(base | {"bold": True, "font_size": 16, "font_color": "#1D5142"})
        self.heading: Format = book.add_format(base | {"bold": True, "font_size": 12, "font_color": "#1D5142"})
        self.hint: Format = book.add_format(base | {"italic": True, "font_color": "#4E5C56"})
        framed = base | {"border": 1, "border_color": "#75827B"}
        self.head: Format = book.add_format(framed | {"bold": True, "bg_color": "#E1ECE6"})
        # Text format: a spreadsheet would turn « 1/3 » typed here into the first of March.
        self.cell: Format = book.add_format(framed | {"num_format": "@"})
        self.centred: Format = book.add_format(framed | {"num_format": "@", "align": "center"})
        self.row = 0

    def write(self, plan: AnnualPlan, commune: str, school_year: SchoolYear) -> None:
        """Write the whole plan."""
        self._set_up(plan)
        self._line(f"ATL - Plan action {school_year}", self.title, 24)
        self._line(f"Commune : {commune}", self.plain, 16)
        self.row += 1
        self._line(OBJECTIVES_HEADING, self.heading, 18)
        self._line(OBJECTIVES_EXPLAINED, self.hint, 16)
        self._objectives(plan.objectives)
        self.row += 1
        self._line(COMMENT_HEADING, self.heading, 18)
        self._line(COMMENT_EXPLAINED, self.hint, 16)
        self._comment(plan.comment)
        self.row += 1
        self._line(ACTIONS_HEADING, self.heading, 18)
        self._table(plan.actions)

    def _set_up(self, plan: AnnualPlan) -> None:
        widths = [column.width for column in self.columns]
        for position, column in enumerate(self._objective_columns(plan.objectives)):
            at = TEXT_COLUMNS + 1 + position
            widths[at:] = [max(column.width, *widths[at : at + 1])] if at < len(widths) else [column.width]
        for position, width in enumerate(widths):
            self.sheet.set_column(position, position, width)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&L&8ATL - Plan action&R&8&P / &N")

    def _line(self, text: str, form: Format, height: float) -> None:
        self._merged(self.row, 0, self.row, TEXT_COLUMNS, text, form)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _merged(self, top: int, left: int, bottom: int, right: int, value: Value, form: Format) -> None:
        """Write a value over a range of cells; never as a formula, whatever its first character."""
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", form)
        if isinstance(value, int):
            self.sheet.write_number(top, left, value, form)
        elif value:
            self.sheet.write_string(top, left, fitting(value), form)
        else:
            self.sheet.write_blank(top, left, None, form)

    def _rows_for(self, height: float) -> int:
        """Give the height to as many rows as it needs, from the current one; return the last of them."""
        count = max(1, -int(-height // TALLEST))
        for row in range(self.row, self.row + count):
            self.sheet.set_row(row, max(height / count, 16))
        return self.row + count - 1

    def _objective_columns(self, found: tuple[Objective, ...]) -> tuple[Column, ...]:
        return OBJECTIVE_MORE if any(o.title or o.programme_line or o.cca_comment for o in found) else ()

    def _objectives(self, found: tuple[Objective, ...]) -> None:
        more = self._objective_columns(found)
        if more:
            self.sheet.write_string(self.row, 0, "N°", self.head)
            self._merged(self.row, 1, self.row, TEXT_COLUMNS, "Objectif prioritaire", self.head)
            for position, column in enumerate(more, start=TEXT_COLUMNS + 1):
                self.sheet.write_string(self.row, position, column.header, self.head)
            self.sheet.set_row(self.row, 32)
            self.row += 1
        width = sum(column.width for column in CANEVAS[1:])
        for objective in found:
            texts = [(objective.text, width), *((str(c.value(objective)), c.width) for c in more)]
            last = self._rows_for(max(height_of(text, size) for text, size in texts))
            self._merged(self.row, 0, last, 0, objective.number, self.number)
            text = objective.text or objectives.TO_WRITE
            self._merged(self.row, 1, last, TEXT_COLUMNS, text, self.plain)
            for position, column in enumerate(more, start=TEXT_COLUMNS + 1):
                self._merged(self.row, position, last, position, column.value(objective), self.plain)
            self.row = last + 1

    def _comment(self, comment: str) -> None:
        width = sum(column.width for column in CANEVAS)
        last = self._rows_for(max(height_of(comment, width), 2 * LINE))
        self._merged(self.row, 0, last, TEXT_COLUMNS, comment, self.plain)
        self.row = last + 1

    def _table(self, found: tuple[Action, ...]) -> None:
        header = self.row
        for position, column in enumerate(self.columns):
            self.sheet.write_string(header, position, column.header, self.head)
        self.sheet.set_row(header, max(height_of(column.header, column.width - 1) for column in self.columns))
        self.sheet.repeat_rows(header)
        self.row += 1
        for action in found:
            values = [column.value(action) for column in self.columns]
            sizes = zip(values, self.columns, strict=True)
            last = self._rows_for(max(height_of(str(value), column.width) for value, column in sizes))
            for position, value in enumerate(values):
                form = self.centred if position in (0, 4) else self.cell
                self._merged(self.row, position, last, position, value, form)
            self.row = last + 1


def height_of(text: str, width: float) -> float:
    """Return the height, in points, of a text wrapped in a column of `width` characters."""
    per_line = max(width * 1.1, 1)  # 10-point letters are narrower than the unit of column widths
    lines = sum(max(1, -int(-len(line) // per_line)) for line in text.split("\n"))
    # A word that does not fit goes to the next line: about one line more in twelve.
    return (lines + lines // 12) * LINE + 4
