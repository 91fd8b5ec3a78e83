"""The hours of the hundred that people followed: asked of the training room, which says here how it is asked.

Mon Équipe lies below the training room and does not know it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from preau.law.training.norms import Period

Key = tuple[int, str]  # person, function


@dataclass(frozen=True, slots=True)
class HoursFollowed:
    """Hours of the hundred: recognised, and those that wait for ONE. The training room knows them."""

    recognised: Decimal
    pending: Decimal = Decimal(0)


# By person and function, from the time of the hundred hours; absent: nobody knows.
Reader = Callable[[Mapping[Key, Period]], Mapping[Key, HoursFollowed]]
_readers: list[Reader] = []


def register_hours(reader: Reader) -> None:
    """Say how the hours of many times are read at once; called once, when the application starts."""
    _readers.append(reader)


def hours_in(periods: Mapping[Key, Period]) -> Mapping[Key, HoursFollowed]:
    """Return the hours people followed in their time of the hundred; absent: nobody knows."""
    return _readers[-1](periods) if _readers and periods else {}
