"""Where communes are: one point each, their postal codes, their localities; distances between points.

Read from `data/centroids.json`, which names its sources and their licence, and kept: a few tens of kilobytes.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "centroids.json"
_EARTH = 6371.0  # kilometres


@dataclass(frozen=True)
class Point:
    """A place on the ground, in decimal degrees (WGS 84)."""

    latitude: float
    longitude: float

    def distance(self, other: "Point") -> float:
        """Return the kilometres to another point as the crow flies."""
        north = math.radians(other.latitude - self.latitude)
        east = math.radians(other.longitude - self.longitude)
        middle = math.radians((other.latitude + self.latitude) / 2)
        return _EARTH * math.hypot(north, east * math.cos(middle))


@dataclass(frozen=True)
class Locality:
    """A village or quarter of a commune, known by its NIS code."""

    name: str
    nis: str
    point: Point


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _points() -> dict[str, Point]:
    return {row["nis"]: Point(row["lat"], row["lon"]) for row in _data()["communes"]}


@cache
def _communes_by_code() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _data()["communes"]:
        for code in row["postal_codes"]:
            found[code] = (*found.get(code, ()), row["nis"])
    return found


def centroid_of(nis: str) -> Point | None:
    """Return the point that stands for a commune on a map; None when it is not known."""
    return _points().get(nis)


def postal_codes_of(nis: str) -> tuple[str, ...]:
    """Return the postal codes of a commune, in order; empty when they are not known."""
    return tuple(code for code, communes in sorted(_communes_by_code().items()) if nis in communes)


def communes_of_postal_code(code: str) -> tuple[str, ...]:
    """Return the NIS codes of the communes a postal code serves; empty for a code that is not of the territory."""
    return _communes_by_code().get(code, ())


@cache
def localities() -> tuple[Locality, ...]:
    """Return the localities that do not bear the name of their commune, those of 500 inhabitants or more."""
    return tuple(Locality(row["name"], row["nis"], Point(row["lat"], row["lon"])) for row in _data()["localities"])


def nearest(point: Point, count: int) -> list[tuple[str, float]]:
    """Return the `count` communes in force whose points are the nearest, with the kilometres, the nearest first."""
    served = {nis for communes in _communes_by_code().values() for nis in communes}  # an ended commune has no code
    away = sorted((point.distance(other), nis) for nis, other in _points().items() if nis in served)
    return [(nis, kilometres) for kilometres, nis in away[:count]]
