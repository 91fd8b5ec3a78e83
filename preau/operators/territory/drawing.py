"""The matrix as rows of HTML: hundreds of cells, written here at a tenth of the time of a template."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from preau.foundation.ui.typography import NBSP, number
from preau.law.subsidies.presences import clock_words
from preau.law.words import WEEKDAYS
from preau.operators.territory.panels import EVENING, Cell, Panel

_SHADES = 4
Address = Callable[[Panel, str, Cell], str]


@dataclass(frozen=True)
class Drawing:
    """One panel drawn; `address` gives the list behind a cell."""

    panel: Panel
    address: Address

    @property
    def head(self) -> SafeString:
        """The hours of the columns."""
        cells = "".join(f'<th scope="col"{_norm(start)}>{clock_words(start)}</th>' for start, _ in self.panel.columns)
        return mark_safe(f'<tr><th scope="col">Âge</th>{cells}</tr>')  # noqa: S308 - numbers only

    @property
    def body(self) -> SafeString:
        """A row per age group."""
        heaviest = max((cell.places for _, _, cells in self.panel.rows[1:] for cell in cells), default=0)
        rows = []
        for age, words, cells in self.panel.rows:
            drawn = "".join(self._cell(age, cell, heaviest) for cell in cells)
            rows.append(f'<tr{"" if age else " class=every"}><th scope="row">{words}</th>{drawn}</tr>')
        return mark_safe("".join(rows))  # noqa: S308 - numbers, words of ours, and addresses through escape()

    def _cell(self, age: str, cell: Cell, heaviest: int) -> str:
        css = "gap" if cell.is_gap else _shade(cell, heaviest, whole=not age)
        inside = _words(cell)
        if cell.places or cell.doubtful:
            inside = f'<a href="{escape(self.address(self.panel, age, cell))}">{inside}</a>'
        else:
            inside = f"<span>{inside}</span>"
        return f'<td class="{css}"{_norm(cell.starts)}>{inside}</td>'


def _norm(start: int) -> str:
    """Mark the column that begins at 17:30."""
    return " data-norm" if start == EVENING else ""


def _shade(cell: Cell, heaviest: int, *, whole: bool) -> str:
    if whole:
        return "total"
    if not cell.places:
        return "heat-0"
    return f"heat-{min(_SHADES, 1 + int(_SHADES * (cell.places - 1) / heaviest))}"


def _words(cell: Cell) -> str:
    """Return what a cell says: the places, their seats, those without, what is to check, the day when days differ."""
    parts = []
    if cell.places:
        parts.append(f'<b>{number(cell.places)}<span class="vh"> {"lieu" if cell.places == 1 else "lieux"},</span></b>')
        if cell.places > cell.unsized:
            parts.append(f"<small>{number(cell.capacity)}{NBSP}pl.</small>")
        if cell.unsized:
            parts.append(f'<small>+{NBSP}{cell.unsized}{NBSP}?<span class="vh"> sans capacité connue</span></small>')
    else:
        parts.append("<b>rien</b>" if cell.needed else "0")
    if cell.doubtful:
        parts.append(f"<small>{cell.doubtful}{NBSP}à voir</small>")
    if cell.varies:
        parts.append(f"<small>{WEEKDAYS[cell.weekday][:3]}.</small>")
    return "".join(parts)
