"""What the invented catalogue and trainings are made of: how much, what was written, one training followed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from preau.foundation.territory.demonstration import DEMO, NATIONAL, World
from preau.training.demonstration.invented import InventedBody, Written
from preau.training.models import Encoding, ProgrammeTheme, TrainingModule, TrainingProvider

CHUNK = 5_000


@dataclass(frozen=True)
class Size:
    """How much is invented: bodies and modules, trainings of each person, records typed as « Autre ».

    Of the last, the portal settles about a third alone.
    """

    bodies: int
    modules: int
    trainings: int
    typed: int
    unknown: int  # bodies that nobody knows yet


SIZES = {DEMO: Size(48, 320, 5, 170, 14), NATIONAL: Size(350, 3_000, 7, 9_000, 60)}
BETWEEN = Size(120, 900, 5, 900, 30)


@dataclass
class Catalogue:
    """What was written of the catalogue."""

    bodies: list[InventedBody]
    providers: list[TrainingProvider]
    modules: list[list[TrainingModule]]  # by body
    themes: list[ProgrammeTheme]


@dataclass
class Followed:
    """A training of some people of a house: picked, or typed as « Autre » (`written`)."""

    house: int
    people: list[int]
    days: list[date]
    hours: Decimal  # a day
    module: TrainingModule | None = None
    written: Written | None = None
    encoding: Encoding | None = None
    mismatch: bool = False


def rooted(model: Any, rows: list[Any]) -> list[Any]:
    """Write rows of the catalogue, each its own root."""
    made: list[Any] = model.objects.bulk_create(rows, batch_size=CHUNK)
    for row in made:
        row.root_id = row.pk
    model.objects.bulk_update(made, ["root"], batch_size=500)
    return made


def moment_of(world: World, days_ago: int) -> datetime:
    return at_half_past_ten(world.today - timedelta(days=days_ago))


def at_half_past_ten(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 30)))
