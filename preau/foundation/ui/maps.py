"""A map drawn on the server, without tiles: places as numbered marks, names of villages around them, a scale.

Marks that would cover each other are drawn as one that says how many more there are. The same things stand in a list
beside the map: a page shows both, the drawing helps who sees it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# The drawing's own units: a side column, or a phone, at its natural size.
WIDTH = 336
_MARGIN = 26
_LOWEST, _TALLEST = 220, 420
_KILOMETRES = 111.2  # in a degree of latitude
_FOOT = 18  # the height of the scale
_LEAST = 3.0  # kilometres across: one place alone is still shown with what is around it
_LETTER = 7.6
_MARK = 11  # half the height of a mark
_SHIFTS = (5, -17, 29)  # where a name is tried, from its point downwards
_BARS = (200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)  # metres the scale may show


@dataclass(frozen=True)
class Spot:
    """A place: where it is, what it is in words, the sign in its mark, what it opens.

    `weight` (0 to 1) makes a mark without sign larger. `near`: not the place itself, only the middle of its commune.
    """

    latitude: float
    longitude: float
    words: str
    sign: str = ""
    address: str = ""
    weight: float = 0
    near: bool = False


@dataclass(frozen=True)
class Name:
    """The name of a village or commune, written behind the marks."""

    latitude: float
    longitude: float
    words: str


@dataclass(frozen=True)
class Map:
    """Places on a map. `title` says what it shows; `name` starts the drawing's ids."""

    title: str
    spots: Sequence[Spot]
    names: Sequence[Name] = ()
    name: str = "carte"

    @property
    def svg(self) -> SafeString:
        """The drawing; empty without any place."""
        if not self.spots:
            return SafeString()
        frame = self._frame
        marks = _gathered(self.spots, frame)
        described = f"{self.title}. Les mêmes lieux sont dans la liste."
        parts = [_names(self.names, frame, marks), *(_mark(mark) for mark in marks), _scale(frame)]
        return mark_safe(  # noqa: S308 - every word goes through escape()
            f'<svg class="map" viewBox="0 0 {WIDTH} {frame.height}" role="group" aria-labelledby="{self.name}-t">'
            f'<title id="{self.name}-t">{escape(described)}</title>' + "".join(parts) + "</svg>"
        )

    @cached_property
    def _frame(self) -> "Frame":
        return Frame.around(self.spots)


@dataclass(frozen=True)
class Frame:
    """What part of the ground is shown, and how large: `scale` units of the drawing in a kilometre."""

    north: float
    west: float
    narrowing: float
    scale: float
    height: int

    @classmethod
    def around(cls, spots: Sequence[Spot]) -> "Frame":
        """Return the frame that holds all the spots with a margin."""
        north, south = max(s.latitude for s in spots), min(s.latitude for s in spots)
        east, west = max(s.longitude for s in spots), min(s.longitude for s in spots)
        narrowing = math.cos(math.radians((north + south) / 2))
        across = max((east - west) * _KILOMETRES * narrowing, _LEAST)
        down = max((north - south) * _KILOMETRES, _LEAST)
        scale = min((WIDTH - 2 * _MARGIN) / across, (_TALLEST - 2 * _MARGIN) / down)
        height = round(min(max(down * scale + 2 * _MARGIN, _LOWEST), _TALLEST))
        # What is left free on either side is shared; the scale stands below.
        top = (north + south) / 2 + height / scale / 2 / _KILOMETRES
        left = (east + west) / 2 - WIDTH / scale / 2 / _KILOMETRES / narrowing
        return cls(top, left, narrowing, scale, height + _FOOT)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point is in the drawing."""
        return (
            (longitude - self.west) * _KILOMETRES * self.narrowing * self.scale,
            (self.north - latitude) * _KILOMETRES * self.scale,
        )

    def holds(self, x: float, y: float) -> bool:
        return 0 <= x <= WIDTH and 0 <= y <= self.height - _FOOT


@dataclass(frozen=True)
class _Drawn:
    """One mark of the drawing, for one spot or several at the same place."""

    x: float
    y: float
    spots: tuple[Spot, ...]

    @property
    def sign(self) -> str:
        first, *others = self.spots
        return f"{first.sign}+{len(others)}" if first.sign and others else first.sign

    @property
    def half_width(self) -> float:
        if not self.sign:
            return 3 + 11 * math.sqrt(self.spots[0].weight)
        return max(_MARK, len(self.sign) * _LETTER / 2 + 5)


def _gathered(spots: Sequence[Spot], frame: Frame) -> list[_Drawn]:
    """Put the spots whose marks would cover each other under one mark, that of the first."""
    marks: list[_Drawn] = []
    for spot in spots:
        x, y = frame.at(spot.latitude, spot.longitude)
        close = (rank for rank, mark in enumerate(marks) if math.hypot(mark.x - x, mark.y - y) < 2 * _MARK)
        rank = next(close, None) if spot.sign else None
        if rank is None:
            marks.append(_Drawn(round(x, 1), round(y, 1), (spot,)))
        else:
            marks[rank] = replace(marks[rank], spots=(*marks[rank].spots, spot))
    return marks


def _mark(mark: _Drawn) -> str:
    first = mark.spots[0]
    css = "spot near" if all(spot.near for spot in mark.spots) else "spot"
    half, tall = mark.half_width, (_MARK if mark.sign else mark.half_width)
    shape = (
        f'<rect class="{css}" x="{mark.x - half:g}" y="{mark.y - tall:g}" width="{2 * half:g}" height="{2 * tall:g}"'
        f' rx="{tall:g}"/>'
    )
    sign = f'<text class="{css}" x="{mark.x:g}" y="{mark.y + 5:g}">{escape(mark.sign)}</text>' if mark.sign else ""
    said = " ; ".join(spot.words for spot in mark.spots[:8]) + (" ; ..." if len(mark.spots) > 8 else "")
    inside = f"<title>{escape(said)}</title>{shape}{sign}"
    # Not in the way of the keyboard: the list holds the same links.
    return f'<a href="{escape(first.address)}" tabindex="-1">{inside}</a>' if first.address else f"<g>{inside}</g>"


def _names(names: Sequence[Name], frame: Frame, marks: Sequence[_Drawn]) -> str:
    """Write the names that have room, the first ones first: where they are, or a little above or below."""
    taken = [(mark.x - mark.half_width, mark.x + mark.half_width, mark.y - 12, mark.y + 12) for mark in marks]
    parts = []
    for one in names:
        x, y = frame.at(one.latitude, one.longitude)
        if not frame.holds(x, y):
            continue
        half = len(one.words) * _LETTER / 2
        x = min(max(x, half + 2), WIDTH - half - 2)
        for shift in _SHIFTS:
            box = (x - half, x + half, y + shift - 12, y + shift + 5)
            inside = frame.holds(x, box[2]) and frame.holds(x, box[3])
            if inside and not any(_cross(box, other) for other in taken):
                taken.append(box)
                parts.append(f'<text class="around" x="{x:.0f}" y="{y + shift:.0f}">{escape(one.words)}</text>')
                break
    return "".join(parts)


def _cross(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _scale(frame: Frame) -> str:
    """Draw the longest bar that takes at most a third of the width."""
    length = max((bar for bar in _BARS if bar * frame.scale <= WIDTH * 1_000 / 3), default=_BARS[0])
    words = f"{length // 1_000} km" if length >= 1_000 else f"{length} m"
    y, right = frame.height - 10, 10 + length * frame.scale / 1_000
    return (
        f'<path class="scale" d="M10 {y - 5}V{y}H{right:.0f}V{y - 5}"/>'
        f'<text class="scale" x="{right + 6:.0f}" y="{y + 1}">{escape(words)}</text>'
    )
