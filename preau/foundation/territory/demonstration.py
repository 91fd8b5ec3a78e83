"""The world of the demonstration: its scale, its day, its zones. Every room builds its part of it, in its turn.

A room that joins offers `demonstration.build(world)`, which writes its own rows and returns what it wrote, counted,
and is added to the list of `preau.portal.demonstration`.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from preau.foundation.journal.api import SystemAuthor
from preau.foundation.territory.acts import form_zone
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import SchoolYear

SEED = "préau"
MONS = "mons"
PROVINCE = "Hainaut"
# An invented zone of two communes, at the smallest scale alone: the others keep to the communes as they are.
JOINT_NAME, JOINT_SLUG, JOINT_COMMUNES = "Honnelles et Quévy", "honnelles-et-quevy", ("53083", "53084")
# The zones of the smallest scale: Mons, twelve communes of its province, and two that work together.
SHOWN = (
    MONS,
    "ath",
    "binche",
    "boussu",
    "charleroi",
    "colfontaine",
    "dour",
    "frameries",
    JOINT_SLUG,
    "jurbise",
    "quaregnon",
    "saint-ghislain",
    "soignies",
    "tournai",
)
DEMO, PROVINCIAL, NATIONAL = SCALES = ("demo", "province", "nation")
YEARS = {DEMO: 6, PROVINCIAL: 3, NATIONAL: 10}  # school years with plans, the present one included


@dataclass(frozen=True)
class World:
    """What every room builds from. Nothing in it is random or read from the clock: same world, same data."""

    scale: str
    now: datetime
    zones: tuple[Zone, ...]

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def years(self) -> tuple[SchoolYear, ...]:
        """The school years shown, the present one last."""
        return _years(self.scale, self.today)

    def rng(self, *key: object) -> random.Random:
        """Return the dice of one thing, by its name: a room that joins does not change what the others drew."""
        return random.Random(":".join((SEED, *map(str, key))))  # noqa: S311 - invented data, not a secret

    def zone(self, slug: str) -> Zone:
        """Return one zone by its name in addresses."""
        return next(zone for zone in self.zones if zone.slug == slug)


def world(scale: str, now: datetime) -> World:
    """Return the world of `scale` on the day of `now`: the zones are those of the communes, in a fresh database."""
    zones = Zone.objects.order_by("slug")
    if scale == DEMO:
        first_day = _years(scale, timezone.localdate(now))[0].first_day
        form_zone(SystemAuthor(now, "Données de démonstration"), JOINT_NAME, JOINT_COMMUNES, first_day)
        zones = zones.filter(slug__in=SHOWN)
    elif scale == PROVINCIAL:
        zones = zones.filter(municipalities__province=PROVINCE).distinct()
    return World(scale=scale, now=now, zones=tuple(zones))


def _years(scale: str, today: date) -> tuple[SchoolYear, ...]:
    last = SchoolYear.containing(today).start
    return tuple(SchoolYear(start) for start in range(last - YEARS[scale] + 1, last + 1))


def of(name: str) -> str:
    """Return « de » and the name of a commune: d’Ath, du Roeulx, des Bons Villers, de La Louvière."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d’{name}" if name[0] in "AÀEÉÈIOUY" else f"de {name}"
