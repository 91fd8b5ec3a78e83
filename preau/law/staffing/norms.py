"""The staffing norms of a day, and how many care workers they ask for: bare numbers, unexplained."""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from preau.law.parameters import parameter


class GapReading(StrEnum):
    """Which norm holds for exactly three hours, which the text leaves out."""

    STRICTER = "stricter"
    LOOSER = "looser"


class Norms(Struct, frozen=True):
    """The norms in force on a day: children per worker, minutes, and the children one adult may keep alone."""

    short: int
    under_six: int
    six_and_over: int
    long_minutes: int
    evening: int
    alone: int
    age: int


@lru_cache(maxsize=4096)
def norms_on(day: date) -> Norms:
    """Return the norms in force on a day; raises CannotCompute before the decree."""
    names = (
        "children_per_worker",
        "children_per_worker_under_six",
        "children_per_worker_six_and_over",
        "long_period_minutes",
        "after_school_end",
        "children_with_one_adult",
        "age_limit",
    )
    return Norms(*(parameter(f"staffing.{name}").whole(day) for name in names))


def started_slices(children: int, slice_of: int) -> int:
    """Return how many slices of `slice_of` children are started: 18 children are one slice of 18, 19 two."""
    return -(-children // slice_of)


def is_long(norms: Norms, starts: int, ends: int, *, after_school: bool, gap: GapReading) -> bool:
    """Say whether the norms of long care hold at the end of the period. Minutes since midnight."""
    if after_school and ends <= norms.evening:
        return False
    length = ends - starts
    return length > norms.long_minutes or (length == norms.long_minutes and gap is GapReading.STRICTER)


def workers_needed(
    norms: Norms,
    starts: int,
    ends: int,
    under_six: int,
    six_and_over: int,
    *,
    after_school: bool = False,
    gap: GapReading = GapReading.STRICTER,
) -> int:
    """Return the care workers needed at the busiest moment of the period, from minute to minute. Bare, unexplained."""
    if is_long(norms, starts, ends, after_school=after_school, gap=gap):
        return started_slices(under_six, norms.under_six) + started_slices(six_and_over, norms.six_and_over)
    return started_slices(under_six + six_and_over, norms.short)
