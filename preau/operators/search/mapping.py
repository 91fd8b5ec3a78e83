"""The places of a list on a map: by their own coordinates, or else in the middle of their commune."""

import heapq
import math
from collections.abc import Iterable, Sequence

from preau.foundation.territory.api import Point, centroid_of
from preau.foundation.ui.maps import Map, Name, Spot
from preau.operators.models import PublishedPlace
from preau.operators.search.asking import Wanted, address_of
from preau.operators.search.rows import Row
from preau.operators.search.vocabulary import Commune, Vocabulary

_NAMES = 60  # tried on a map; those without room are left out
_AROUND = 0.35  # degrees
_NARROWING = 0.64  # of a degree of longitude, at this latitude


def map_of(rows: Sequence[Row], known: Vocabulary, title: str) -> Map:
    """Return the map of a list, each place numbered as there; those whose commune has no point are left out."""
    spots = [spot for row in rows if (spot := _spot(row)) is not None]
    return Map(title, spots, tuple(_names_around(spots, known)))


def _spot(row: Row) -> Spot | None:
    point = point_of(row.place)
    near = row.place.latitude is None
    if point is None:
        return None
    words = f"{row.number}. {row.place.name}" + (", au milieu de la commune" if near else "")
    return Spot(point.latitude, point.longitude, words, str(row.number), f"#lieu-{row.place.pk}", near=near)


def point_of(place: PublishedPlace) -> Point | None:
    """Return where a place is, or its commune; None when neither is known."""
    if place.latitude is not None and place.longitude is not None:
        return Point(float(place.latitude), float(place.longitude))
    return centroid_of(place.municipality.nis)


def _names_around(spots: Sequence[Spot], known: Vocabulary) -> Iterable[Name]:
    """Yield the names of communes and localities around, communes first, then from the middle outwards."""
    if not spots:
        return
    middle = Point(
        sum(spot.latitude for spot in spots) / len(spots), sum(spot.longitude for spot in spots) / len(spots)
    )
    for names in known.places_named:
        close = [
            (math.hypot(north - middle.latitude, (east - middle.longitude) * _NARROWING), north, east, name)
            for north, east, name in names
            if abs(north - middle.latitude) < _AROUND and abs(east - middle.longitude) < 2 * _AROUND
        ]
        for _, north, east, name in heapq.nsmallest(_NAMES, close):
            yield Name(north, east, name)


def map_of_communes(counts: Sequence[tuple[Commune, int]], wanted: Wanted) -> Map:
    """Return the whole territory: a mark per commune with care, larger where there are more places."""
    most = max((count for _, count in counts), default=1)
    there = [(commune, count, point) for commune, count in counts if (point := commune.point) is not None]
    there.sort(key=lambda one: (-one[1], one[0].name))
    spots = [
        Spot(
            point.latitude,
            point.longitude,
            f"{commune.name} : {count}",
            address=address_of(commune.name, wanted),
            weight=count / most,
        )
        for commune, count, point in there
    ]
    names = [Name(point.latitude, point.longitude, commune.name) for commune, _, point in there[:_NAMES]]
    return Map("Les communes où un accueil est déclaré", spots, names)
