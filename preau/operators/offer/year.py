"""The school year of a place, drawn day by day: lessons, breaks, closed days, and on which days it is open."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from preau.foundation.ui.dates import full_date
from preau.foundation.ui.typography import plural
from preau.law.annual_plan import SchoolYear
from preau.law.calendar import SATURDAY, known_school_years
from preau.law.words import MONTHS
from preau.operators.description import PlaceText
from preau.operators.offer.days import DayOf, year_of

# The drawing's own units.
WIDTH, LEFT, TOP, CELL, ROW = 1080, 120, 8, 30, 30
STATES = {
    "open": "ouvert, semaine d’école",
    "open-off": "ouvert, hors des cours",
    "closed": "fermé par l’opérateur",
    "lessons": "cours, sans accueil",
    "break": "congé, sans accueil",
    "none": "week-end ou jour sans cours",
}


@dataclass(frozen=True)
class MonthRow:
    """One line of the table behind: a month, its days open, those of them without lessons, its closed days."""

    words: str
    opened: int
    off: int
    closed: int


@dataclass(frozen=True)
class Stretch:
    """A break or a closure: its name, its days, what happens then."""

    name: str
    first: date
    last: date
    words: str


@dataclass(frozen=True)
class YearDrawing:
    """The year of a place; `days` is empty when the school calendar is not known."""

    year: SchoolYear
    days: tuple[DayOf, ...]
    today: date

    @property
    def known(self) -> bool:
        return bool(self.days)

    @property
    def opened(self) -> int:
        """On how many days the place is open."""
        return sum(bool(one.openings) for one in self.days)

    @cached_property
    def months(self) -> list[tuple[tuple[int, int], list[DayOf]]]:
        grouped = groupby(self.days, key=lambda one: (one.day.year, one.day.month))
        return [(month, list(days)) for month, days in grouped]

    @property
    def rows(self) -> list[MonthRow]:
        """The table behind the drawing, month by month."""
        return [
            MonthRow(
                f"{MONTHS[month - 1]} {year}",
                sum(bool(one.openings) for one in days),
                sum(one.state == "open-off" for one in days),
                sum(one.state == "closed" for one in days),
            )
            for (year, month), days in self.months
        ]

    @property
    def stretches(self) -> list[Stretch]:
        """The breaks, the summer and the closed days, in order: on how many weekdays the place is open then."""
        found = [_stretch(key[1], list(days)) for key, days in groupby(self.days, key=_break_of) if key[0]]
        for closure in sorted({(one.closure.first_day, one.closure.last_day) for one in self.days if one.closure}):
            reason = next(
                one.closure.reason for one in self.days if one.closure and one.closure.first_day == closure[0]
            )
            found.append(Stretch("Fermeture", *closure, reason or "fermé"))
        return sorted(found, key=lambda one: (one.first, one.last))

    @property
    def svg(self) -> SafeString:
        """The drawing."""
        return _draw(self)


def year_drawing(place: PlaceText, start: int, today: date) -> YearDrawing:
    """Return the school year that starts in `start` for a place."""
    return YearDrawing(SchoolYear(start), tuple(year_of(place, start) or ()), today)


def years_around(start: int) -> tuple[SchoolYear | None, SchoolYear | None]:
    """Return the known school years before and after, None where there is none."""
    known = {one.start: one for one in known_school_years()}
    return known.get(start - 1), known.get(start + 1)


def _break_of(one: DayOf) -> tuple[str, str]:
    """Return what groups the days of one break, all the summer together."""
    part = one.what.part
    return ("été", "Vacances d’été") if part.isdigit() else (part, part and one.what.words)


def _stretch(name: str, days: list[DayOf]) -> Stretch:
    weekdays = [one for one in days if one.day.weekday() < SATURDAY]
    opened = sum(bool(one.openings) for one in weekdays)
    if not opened:
        words = "pas d’accueil"
    elif opened == len(weekdays):
        words = f"ouvert tous les jours de semaine ({opened})"
    else:
        words = f"ouvert {plural(opened, 'jour')} de semaine sur {len(weekdays)}"
    return Stretch(f"{name[:1].upper()}{name[1:]}", days[0].day, days[-1].day, words)


def _draw(drawing: YearDrawing) -> SafeString:
    height = TOP + ROW * len(drawing.months) + 8
    parts = []
    for rank, ((year, month), days) in enumerate(drawing.months):
        y = TOP + ROW * rank
        parts.append(f'<text class="t-b" x="0" y="{y + 20}">{MONTHS[month - 1]} {year}</text>')
        parts.extend(_cell(one, y, one.day == drawing.today) for one in days)
    title = f"Année scolaire {drawing.year} : jours d’ouverture"
    said = f"Ouvert {plural(drawing.opened, 'jour')}. Les mêmes jours sont en tableau."
    return mark_safe(  # noqa: S308 - every word goes through escape()
        f'<svg class="days" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="annee-t annee-d">'
        f'<title id="annee-t">{escape(title)}</title><desc id="annee-d">{escape(said)}</desc>'
        + "".join(parts)
        + "</svg>"
    )


def _cell(one: DayOf, y: int, today: bool) -> str:
    x = LEFT + CELL * (one.day.day - 1)
    drawn = f'<rect class="d-{one.state}" x="{x + 1}" y="{y + 1}" width="{CELL - 3}" height="{ROW - 3}" rx="2"/>'
    if one.state == "closed":
        drawn += (
            f'<path class="d-cross" d="M{x + 5} {y + 5}l{CELL - 11} {ROW - 11}m0 {11 - ROW}l{11 - CELL} {ROW - 11}"/>'
        )
    if one.state == "open-off":
        drawn += f'<rect class="d-foot" x="{x + 1}" y="{y + ROW - 7}" width="{CELL - 3}" height="5"/>'
    if today:
        drawn += f'<rect class="d-now" x="{x + 1}" y="{y + 1}" width="{CELL - 3}" height="{ROW - 3}" rx="2"/>'
    muted = ' class="t-m"' if one.state in {"none", "break"} else ""
    label = f'<text{muted} x="{x + CELL / 2:g}" y="{y + 20}" text-anchor="middle">{one.day.day}</text>'
    words = STATES[one.state]
    if one.what.words not in {"jour de classe", "week-end"}:
        words = f"{one.what.words}, {words}"
    tip = f"<title>{escape(f'{full_date(one.day)} : {words}')}</title>"
    return f"<g>{tip}{drawn}{label}</g>"
