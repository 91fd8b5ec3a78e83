"""What the other rooms use of the territory."""

from datetime import date

from preau.foundation.territory.models import Municipality, Zone
from preau.foundation.territory.points import (
    Locality,
    Point,
    centroid_of,
    communes_of_postal_code,
    localities,
    nearest,
    postal_codes_of,
)

__all__ = [
    "Locality",
    "Point",
    "centroid_of",
    "communes_of_postal_code",
    "localities",
    "municipalities_of",
    "municipality_by_nis",
    "nearest",
    "postal_codes_of",
    "zone_of",
]


def municipality_by_nis(nis: str) -> Municipality | None:
    """Return the commune of this NIS code, in force or ended; None when the list has no such code."""
    return Municipality.objects.filter(nis=nis).first()


def zone_of(nis: str, day: date) -> Zone | None:
    """Return the zone that coordinates this commune on `day`; None when the commune does not exist that day."""
    return (
        Zone.objects.valid_on(day)
        .filter(members__municipality__nis=nis, members__municipality__in=Municipality.objects.valid_on(day))
        .first()
    )


def municipalities_of(zone: Zone) -> list[Municipality]:
    """Return the communes of a zone, in their rank."""
    return [member.municipality for member in zone.members.select_related("municipality").order_by("position")]
