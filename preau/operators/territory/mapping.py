"""The places of a list on a map: by their own coordinates, or else in the middle of their commune."""

from collections.abc import Iterable, Sequence

from preau.foundation.territory.api import centroid_of, localities
from preau.foundation.territory.models import Municipality
from preau.foundation.ui.maps import Map, Name, Spot
from preau.operators.search.mapping import point_of
from preau.operators.territory.rows import PlaceRow


def map_of(rows: Sequence[PlaceRow], communes: Iterable[Municipality], title: str) -> Map:
    """Return the map of a list, each place numbered as there; those whose commune has no point are left out."""
    codes = {one.nis: one.name for one in communes}
    spots = []
    for row in rows:
        point = point_of(row.place)
        if point is None:
            continue
        near = row.place.latitude is None
        words = f"{row.number}. {row.place.name}" + (", au milieu de la commune" if near else "")
        spots.append(Spot(point.latitude, point.longitude, words, str(row.number), f"#lieu-{row.place.pk}", near=near))
    points = [(name, centroid_of(nis)) for nis, name in codes.items()]
    names = [Name(point.latitude, point.longitude, name) for name, point in points if point is not None]
    names += [Name(one.point.latitude, one.point.longitude, one.name) for one in localities() if one.nis in codes]
    return Map(title, spots, names)
