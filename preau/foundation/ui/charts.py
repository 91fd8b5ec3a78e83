"""Charts drawn on the server, in the colours of the page: the year as a line, bars, the coverage strip, the grid.

Solid is past or acquired, dashed to come; a diamond is a legal date, a circle a meeting or an advice, the yellow line
today.
The value is always written, and the table behind says the same in the same order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from preau.foundation.ui.dates import SHORT_MONTHS, full_date, short_date
from preau.foundation.ui.typography import plural

State = Literal["done", "due", "soft"]
_STATE_WORDS = {"done": "Fait", "due": "À faire", "soft": "À prévoir"}
_SIGNS = {"done": "did", "due": "todo-m", "soft": "soft"}

# The drawing's own units: as wide as a reading page.
WIDTH, LEFT, RIGHT, TOP = 1216, 150, 1200, 34
FIRST_LANE, LANE = 72, 70
_LETTER, _BOLD_LETTER = 7.2, 7.7
_LABEL_LETTERS = 19


@dataclass(frozen=True)
class Mark:
    """A date on a lane. `soft` is another actor's date or an advice; `due` obliges the reader."""

    day: date
    label: str
    state: State
    legal: bool = True
    what: str = ""
    rule: str = ""
    status: str = ""

    @property
    def sentence(self) -> str:
        return self.what or self.label

    @property
    def status_words(self) -> str:
        return self.status or _STATE_WORDS[self.state]


@dataclass(frozen=True)
class Span:
    """A stretch of time, both days included: a bar of a lane, or a school holiday with its name."""

    start: date
    end: date
    label: str = ""


@dataclass(frozen=True)
class Lane:
    """One line of the year: its name, the stretches it lasts, its dates."""

    label: str
    marks: Sequence[Mark] = ()
    spans: Sequence[Span] = ()


@dataclass(frozen=True)
class Year:
    """A year as a horizontal line. `today` outside of it draws no yellow line; `name` starts the drawing's ids."""

    title: str
    start: date
    end: date
    lanes: Sequence[Lane]
    today: date
    holidays: Sequence[Span] = ()
    name: str = "annee"

    @property
    def rows(self) -> list[tuple[Lane, Mark]]:
        """Every date with its lane, in order: the table behind the drawing."""
        return sorted(((lane, mark) for lane in self.lanes for mark in lane.marks), key=lambda row: row[1].day)

    @property
    def ahead(self) -> list[tuple[Lane, Mark]]:
        """The dates still to come, for the list that stands before the drawing on a phone."""
        return [row for row in self.rows if row[1].day >= self.today and row[1].state != "done"]

    @property
    def svg(self) -> SafeString:
        """The drawing."""
        return _draw(self)

    def x(self, day: date) -> float:
        """Return where `day` begins, kept within the drawing."""
        share = (day - self.start) / (self.end + timedelta(days=1) - self.start)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1), 1)


def _text(x: float, y: float, words: str, css: str = "", anchor: str = "") -> str:
    extra = (f' class="{css}"' if css else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:g}" y="{y:g}"{extra}>{escape(words)}</text>'


def _rect(css: str, x: float, y: float, width: float, height: float, extra: str = "") -> str:
    return f'<rect class="{css}" x="{x:g}" y="{y:g}" width="{round(max(width, 0), 1):g}" height="{height:g}"{extra}/>'


def _draw(year: Year) -> SafeString:
    bottom = FIRST_LANE + LANE * (len(year.lanes) - 1) + 32
    parts = [_frame(year, bottom)]
    for index, lane in enumerate(year.lanes):
        parts.append(_lane(year, lane, FIRST_LANE + LANE * index))
    parts.append(_now(year, bottom))
    described = f"Ligne du temps, du {full_date(year.start)} au {full_date(year.end)}. Les mêmes dates sont en tableau."
    return mark_safe(  # noqa: S308 - every word goes through escape()
        f'<svg viewBox="0 0 {WIDTH} {bottom + 28}" role="img" aria-labelledby="{year.name}-t {year.name}-d">'
        f'<title id="{year.name}-t">{escape(year.title)}</title><desc id="{year.name}-d">{escape(described)}</desc>'
        + "".join(parts)
        + "</svg>"
    )


def _frame(year: Year, bottom: int) -> str:
    """The holidays, shaded and named, then the months."""
    parts = []
    for holiday in year.holidays:
        left, right = year.x(holiday.start), year.x(holiday.end + timedelta(days=1))
        parts.append(_rect("hol", left, TOP, right - left, bottom - TOP))
        parts.append(_text(round((left + right) / 2, 1), bottom + 18, holiday.label, "t-m", "middle"))
    hidden = _now_box(year)
    written = 0.0  # where the last name of a month ends: in a long line of time some have no room
    month = year.start.replace(day=1)
    while month <= year.end:
        x = year.x(month)
        name = SHORT_MONTHS[month.month - 1]
        if month <= year.start or month.month == 1:
            name = f"{name} {month.year}"
        parts.append(f'<line class="gl" x1="{x:g}" x2="{x:g}" y1="10" y2="{bottom}"/>')
        ends = x + 6 + len(name) * _LETTER
        free = not hidden or ends < hidden[0] or x + 6 > hidden[1]
        if free and x + 6 > written:
            written = ends
            parts.append(_text(round(x + 6, 1), 24, name, "t-m"))
        month = (month + timedelta(days=31)).replace(day=1)
    return "".join(parts)


def _lane(year: Year, lane: Lane, y: int) -> str:
    lines = _two_lines(lane.label)
    first = y + 5 - 8 * (len(lines) - 1)
    parts = [_text(0, first + 17 * index, line, "t-b") for index, line in enumerate(lines)]
    parts.append(f'<line class="gl" x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/>')
    for span in lane.spans:
        left, right = year.x(span.start), year.x(span.end + timedelta(days=1))
        cut = min(max(year.x(year.today), left), right)
        if cut > left:
            parts.append(_rect("bar", left, y - 9, cut - left, 18, ' rx="3"'))
        if right > cut:
            parts.append(_rect("bar-e", cut, y - 9, right - cut, 18, ' rx="3"'))
    taken: list[tuple[str, float, float]] = []
    for mark in sorted(lane.marks, key=lambda mark: mark.day):
        parts.append(_sign(year.x(mark.day), y, mark))
        parts.append(_label(year, mark, y, taken))
    return "".join(parts)


def _sign(x: float, y: int, mark: Mark) -> str:
    css = _SIGNS[mark.state]
    if mark.legal:
        return _rect(css, round(x - 7, 1), y - 7, 14, 14, f' transform="rotate(45 {x:g} {y})"')
    return f'<circle class="{css}" cx="{x:g}" cy="{y}" r="7.5"/>'


def _label(year: Year, mark: Mark, y: int, taken: list[tuple[str, float, float]]) -> str:
    """Write the mark's words above it, or below, where they cross neither other words nor today's line."""
    bold = mark.state == "due" and mark.legal
    words = f"{short_date(mark.day)} : {mark.label}" if mark.label else short_date(mark.day)
    width = len(words) * (_BOLD_LETTER if bold else _LETTER)
    x = year.x(mark.day)
    places = [
        (row, min(max(start, 2), WIDTH - width - 2))
        for row in ("above", "below")
        for start in (x - width / 2, x - 8, x + 8 - width)
    ]

    def free(place: tuple[str, float], line: bool) -> bool:
        row, start = place
        clear = all(row != other or start > right + 6 or start + width < left - 6 for other, left, right in taken)
        now = year.x(year.today)
        return clear and (not line or not start - 3 < now < start + width + 3)

    row, start = next((place for line in (True, False) for place in places if free(place, line)), _after(taken, width))
    taken.append((row, start, start + width))
    return _text(round(start, 1), y - 17 if row == "above" else y + 26, words, "t-b" if bold else "")


def _after(taken: list[tuple[str, float, float]], width: float) -> tuple[str, float]:
    """Return where words go when their mark is in a crowd: after the last ones, in the row that ends first."""
    ends = {"above": 0.0, "below": 0.0}
    for row, _, right in taken:
        ends[row] = max(ends[row], right)
    row = min(ends, key=lambda name: ends[name])
    return row, min(ends[row] + 8, WIDTH - width - 2)


def _now_box(year: Year) -> tuple[float, float] | None:
    if not year.start <= year.today <= year.end:
        return None
    x = year.x(year.today)
    left = min(max(x - 68, 2), WIDTH - 138)
    return left, left + 136


def _now(year: Year, bottom: int) -> str:
    box = _now_box(year)
    if box is None:
        return ""
    x = year.x(year.today)
    return (
        _rect("now", round(x - 2, 1), TOP, 4, bottom - TOP)
        + _rect("now", round(box[0], 1), 8, 136, 26, ' rx="3"')
        + _text(round(box[0] + 68, 1), 26, f"aujourd’hui, {short_date(year.today)}", "now-t", "middle")
    )


def _two_lines(label: str) -> list[str]:
    """Cut a name too long for the left margin at the last space that fits."""
    if len(label) <= _LABEL_LETTERS:
        return [label]
    space = label.rfind(" ", 0, _LABEL_LETTERS + 1)
    return [label[:space], label[space + 1 :]] if space > 0 else [label]


def meter(value: float, total: float, words: str, kind: str = "ok", norm: float | None = None) -> SafeString:
    """Return a bar of `value` out of `total`; `words` say it to those who do not see it; `norm` is a black tick.

    Kinds: ok (acquired, solid), pend (waiting, hatched), no (not recognised, dashed).
    """
    share = min(max(value / total, 0), 1) * 100 if total else 0
    tick = ""
    if norm is not None and total:
        at = min(max(norm / total, 0), 1) * 100
        tick = format_html('<line class="norm" x1="{0}%" x2="{0}%" y1="-25%" y2="125%"/>', f"{at:.1f}")
    hatch = '<line class="hatch" x1="0" x2="{0}%" y1="50%" y2="50%"/>' if kind == "pend" else ""
    return format_html(
        '<svg class="meter" role="img" aria-label="{2}"><rect class="{3}" width="{0}%" height="100%"/>'
        + hatch
        + "{1}</svg>",
        f"{share:.1f}",
        tick,
        words,
        kind,
    )


def cover(items: Iterable[tuple[str, int]]) -> SafeString:
    """Return the coverage strip: each subject with the number of actions that touch it."""
    return format_html(
        '<ul class="cover">{}</ul>',
        format_html_join("", "{}", ((_covered(label, count),) for label, count in items)),
    )


def _covered(label: str, count: int) -> SafeString:
    if count:
        return format_html('<li class="on">{}<b>{}</b></li>', label, plural(count, "action"))
    return format_html('<li>{}<b>–<span class="vh"> aucune action</span></b></li>', label)


@dataclass(frozen=True)
class GridCell:
    """One figure of a grid: what is written, how much it weighs among the others, what it opens, what it counts."""

    words: str
    weight: float = 0
    address: str = ""
    noun: str = ""


@dataclass(frozen=True)
class Grid:
    """Two subjects crossed. The drawing is the table itself: from the lightest cell, pale, to the heaviest, green.

    The last column and the last row are totals, never coloured.
    """

    title: str
    corner: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[GridCell]]]

    @property
    def body(self) -> SafeString:
        """The rows of the table: hundreds of cells, written here at a tenth of the time of a template."""
        inside = [cell.weight for _, cells in self.rows[:-1] for cell in cells[:-1] if cell.weight]
        lightest, heaviest = min(inside, default=0), max(inside, default=0)
        parts = []
        for index, (label, cells) in enumerate(self.rows, 1):
            parts.append(f'<tr><th scope="row">{escape(label)}</th>')
            for cell in cells:
                whole = index == len(self.rows) or cell is cells[-1]
                parts.append(_cell(cell, "total" if whole else _shade(cell.weight, lightest, heaviest)))
            parts.append("</tr>")
        return mark_safe("".join(parts))  # noqa: S308 - every word goes through escape()


def _cell(cell: GridCell, shade: str) -> str:
    if not cell.address:
        return f'<td class="{shade}"><span>{escape(cell.words)}</span></td>'
    said = f'{escape(cell.words)}<span class="vh"> {escape(cell.noun)}</span>'
    return f'<td class="{shade}"><a href="{escape(cell.address)}">{said}</a></td>'


def _shade(weight: float, lightest: float, heaviest: float) -> str:
    if not weight:
        return "heat-0"
    if heaviest == lightest:
        return "heat-2"
    return f"heat-{min(4, 1 + int(4 * (weight - lightest) / (heaviest - lightest)))}"
