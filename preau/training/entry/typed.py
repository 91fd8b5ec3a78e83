"""What is typed to enter a training, before anything is written."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from preau.law.words import fold
from preau.training.models import TrainingEntry

Parts = Mapping[int, Mapping[date, Decimal]]  # the hours of each person on each day, by key of StaffPerson


@dataclass(frozen=True)
class OtherWords:
    """A training that is not in the catalogue, as typed. Only the body and the title are always known."""

    provider: str
    module: str
    trainer: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """Return the print shared by all who typed the same but for case, accents and spaces."""
        words = "|".join(fold(one) for one in (self.provider, self.trainer, self.place, self.module))
        return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True)
class NewEntry:
    """One training for one person or a group: a module of the catalogue (`module_id`) or other words, never both.

    `form_key` is that of the form, which a second click sends again. `same_day` says that who already followed
    something else on one of these days did follow both.
    """

    parts: Parts
    module_id: int | None = None
    other: OtherWords | None = None
    certificate_id: UUID | None = None
    form_key: UUID | None = None
    same_day: bool = False
    source: str = TrainingEntry.Source.FORM
    days: tuple[date, ...] = field(init=False)

    def __post_init__(self) -> None:
        every = sorted({day for hours in self.parts.values() for day in hours})
        object.__setattr__(self, "days", tuple(every))

    @property
    def hours(self) -> Decimal | None:
        """The hours of one person over all the days; None when they differ from one person to the other."""
        return _only(sum(days.values(), Decimal(0)) for days in self.parts.values())

    @property
    def hours_a_day(self) -> Decimal | None:
        """The hours of a day; None when they differ."""
        return _only(hours for days in self.parts.values() for hours in days.values())


def _only(amounts: Iterable[Decimal]) -> Decimal | None:
    found = set(amounts)
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class Problem:
    """What stands in the way of an entry: the field it is about (`people`, `days`, `hours`...), and a sentence.

    `names`: who it is about, when they are too many for the sentence.
    """

    field: str
    sentence: str
    names: tuple[str, ...] = ()
