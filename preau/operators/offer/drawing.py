"""The weeks of a place, drawn by weekday and hour, with the same hours in words and in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from preau.law.care_offer import BREAKS, SCHOOL_WEEK_KINDS, CarePeriodKind
from preau.law.subsidies.presences import clock_words
from preau.law.words import WEEKDAYS, listed
from preau.operators.description import HoursText, PeriodText, PlaceText
from preau.operators.offer.checking import words_of
from preau.operators.offer.hours import said_from_to

# The drawing's own units: a reading page, or half of one beside a form.
WIDTH, NARROW = 1120, 520
LEFT, TOP, HOUR = 56, 34, 34
_LETTER, _LINE = 7.4, 17
_NOON, _EVENING = 12 * 60, 18 * 60
PARTS: tuple[tuple[str, frozenset[CarePeriodKind]], ...] = (
    ("Semaine d’école", SCHOOL_WEEK_KINDS | {CarePeriodKind.WEEKEND}),
    ("Petits congés", frozenset({CarePeriodKind.SHORT_HOLIDAYS})),
    ("Été", frozenset({CarePeriodKind.LONG_HOLIDAYS})),
)


@dataclass(frozen=True)
class Block:
    """One stretch of hours in the drawing: the lane it stands in, out of how many that day."""

    period: PeriodText
    hours: HoursText
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True)
class WeekDrawing:
    """One kind of week: its periods, drawn, in words, in a table. `name` starts the ids of the drawing."""

    title: str
    name: str
    periods: tuple[PeriodText, ...]
    width: int = WIDTH

    @cached_property
    def weekdays(self) -> list[int]:
        """The days shown: Monday to Friday, and the weekend when something is open."""
        last = max((one.weekday for period in self.periods for one in period.hours), default=4)
        return list(range(max(last, 4) + 1))

    @property
    def day_names(self) -> list[str]:
        return [WEEKDAYS[day] for day in self.weekdays]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table behind the drawing: each period, and its hours on each weekday."""
        return [
            (words_of(period), [_on(period.hours, weekday) for weekday in self.weekdays]) for period in self.periods
        ]

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """The same in words, for who reads on a phone."""
        return [(words_of(period), hours_words(period.hours)) for period in self.periods]

    @property
    def svg(self) -> SafeString:
        """The drawing."""
        return _draw(self)


def weeks_of(place: PlaceText) -> list[WeekDrawing]:
    """Return the kinds of week in which a place has hours."""
    return [
        WeekDrawing(title, f"semaine-{rank}", periods)
        for rank, (title, kinds) in enumerate(PARTS, 1)
        if (periods := tuple(one for one in place.periods if one.kind in kinds and one.hours))
    ]


def week_of(kind: str, periods: Iterable[PeriodText]) -> WeekDrawing:
    """Return the week in which a period of `kind` stands, with the others of that week."""
    title, kinds = next(part for part in PARTS if kind in part[1])
    return WeekDrawing(title, "semaine", tuple(one for one in periods if one.kind in kinds and one.hours), NARROW)


def hours_words(hours: Sequence[HoursText]) -> str:
    """Return hours in a few words: « du lundi au jeudi de 15 h 30 à 18 h, vendredi de 15 h 30 à 17 h »."""
    days = [
        (weekday, tuple((one.starts, one.ends) for one in group))
        for weekday, group in groupby(sorted(hours, key=_order), key=lambda one: one.weekday)
    ]
    alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for weekday, stretches in days:
        alike.setdefault(stretches, []).append(weekday)
    return ", ".join(
        f"{days_words(found)} de {' et de '.join(said_from_to(*one) for one in stretches)}"
        for stretches, found in alike.items()
    )


def days_words(weekdays: Sequence[int]) -> str:
    """Return weekdays in a few words: « du lundi au vendredi » for three that follow or more, « lundi et jeudi »."""
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return f"du {WEEKDAYS[weekdays[0]]} au {WEEKDAYS[weekdays[-1]]}"
    return listed(WEEKDAYS[day] for day in weekdays)


def holidays_words(period: PeriodText) -> str:
    """Return in which breaks or weeks of summer a period falls; "" for one that is not in the holidays."""
    if period.kind == CarePeriodKind.SHORT_HOLIDAYS:
        named = listed(f"{words[:1].lower()}{words[1:]}" for key, words in BREAKS.items() if key in period.holidays)
        return f"{named[:1].upper()}{named[1:]}" or "Les quatre congés"
    if period.kind != CarePeriodKind.LONG_HOLIDAYS:
        return ""
    weeks = sorted(int(one) for one in period.holidays if one.isdigit())
    if not weeks:
        return "Tout l’été"
    return f"Semaine{'s' if len(weeks) > 1 else ''} {listed(map(str, weeks))} de l’été"


def _order(one: HoursText) -> tuple[int, int]:
    return one.weekday, one.starts


def _on(hours: Iterable[HoursText], weekday: int) -> str:
    return ", ".join(said_from_to(one.starts, one.ends) for one in hours if one.weekday == weekday)


def _blocks(periods: Iterable[PeriodText], weekday: int) -> list[Block]:
    """Return what stands on a weekday, side by side where hours overlap."""
    found = sorted(
        ((period, one) for period in periods for one in period.hours if one.weekday == weekday),
        key=lambda pair: (pair[1].starts, pair[1].ends),
    )
    blocks: list[Block] = []
    crowd: list[tuple[PeriodText, HoursText]] = []
    for pair in found:
        if crowd and pair[1].starts >= max(one.ends for _, one in crowd):
            blocks += _side_by_side(crowd)
            crowd = []
        crowd.append(pair)
    return blocks + _side_by_side(crowd)


def _side_by_side(crowd: list[tuple[PeriodText, HoursText]]) -> list[Block]:
    ends: list[int] = []
    lanes: list[int] = []
    for _, one in crowd:
        lane = next((rank for rank, end in enumerate(ends) if end <= one.starts), len(ends))
        ends[lane : lane + 1] = [one.ends]
        lanes.append(lane)
    return [Block(period, one, lane, len(ends)) for (period, one), lane in zip(crowd, lanes, strict=True)]


def _draw(week: WeekDrawing) -> SafeString:
    hours = [one for period in week.periods for one in period.hours]
    first = min((one.starts for one in hours), default=_NOON) // 60
    last = -(-max((one.ends for one in hours), default=_EVENING) // 60)
    bottom = TOP + HOUR * (last - first)
    column = (week.width - LEFT) / len(week.weekdays)
    parts = [_frame(week, first, last, column)]
    for rank, weekday in enumerate(week.weekdays):
        for block in _blocks(week.periods, weekday):
            parts.append(_block(block, LEFT + rank * column, column, first))
    said = "Les mêmes heures sont en tableau."
    return mark_safe(  # noqa: S308 - every word goes through escape()
        f'<svg class="w-{week.width}" viewBox="0 0 {week.width} {bottom + 10}" role="img"'
        f' aria-labelledby="{week.name}-t {week.name}-d">'
        f'<title id="{week.name}-t">{escape(week.title)}</title><desc id="{week.name}-d">{said}</desc>'
        + "".join(parts)
        + "</svg>"
    )


def _frame(week: WeekDrawing, first: int, last: int, column: float) -> str:
    parts = [
        f'<text class="t-b" x="{LEFT + column * rank + 8:g}" y="22">{escape(name)}</text>'
        for rank, name in enumerate(week.day_names)
    ]
    for hour in range(first, last + 1):
        y = TOP + HOUR * (hour - first)
        parts.append(f'<line class="gl" x1="{LEFT}" x2="{week.width}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text class="t-m" x="{LEFT - 8}" y="{y + 5}" text-anchor="end">{clock_words(hour * 60)}</text>')
    return "".join(parts)


def _block(block: Block, left: float, column: float, first: int) -> str:
    width = (column - 8) / block.lanes
    x, y = left + 4 + width * block.lane, TOP + HOUR * (block.hours.starts / 60 - first)
    height = HOUR * (block.hours.ends - block.hours.starts) / 60
    css = "bar new" if block.period.is_new else "bar"
    drawn = f'<rect class="{css}" x="{x:g}" y="{y:g}" width="{width - 2:g}" height="{height:g}" rx="3"/>'
    hours = [said_from_to(block.hours.starts, block.hours.ends)]
    if len(hours[0]) * _LETTER > width - 6:
        hours = [clock_words(block.hours.starts), f"à {clock_words(block.hours.ends)}"]
    if max(len(line) for line in hours) * _LETTER > width - 6:
        return drawn  # a crowd: the hours are in the table
    lines = [(line, ' class="t-b"') for line in hours]
    lines += [(line, "") for line in _cut(words_of(block.period), width - 14)]
    for rank, (line, bold) in enumerate(lines[: int(height // _LINE)]):
        if len(line) * _LETTER <= width - 6:
            drawn += f'<text{bold} x="{x + 7:g}" y="{y + 15 + _LINE * rank:g}">{escape(line)}</text>'
    return drawn


def _cut(words: str, width: float) -> list[str]:
    """Return words in lines that fit."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) * _LETTER > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
