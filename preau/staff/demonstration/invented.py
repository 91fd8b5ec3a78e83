"""Invented people: their names, functions, contracts, titles. Drawn by rank, never by key."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from types import MappingProxyType

from preau.foundation.accounts.demonstration import FIRST_NAMES, LAST_NAMES
from preau.foundation.territory.demonstration import DEMO, NATIONAL
from preau.law.qualification.titles import Function, entries
from preau.staff.models import FunctionCode

PEOPLE = 25_000  # in the whole country
TEAM = 14  # of Les Petits Marronniers, where people try things
_FEWEST, _MOST = 3, 8
_SMALL = (4, 9, 6, 11, 5, 8, 7)  # a school, an asbl
_LED = 20  # people for one project leader
# The communal services of the country: tens of people, a few hundred in the largest towns.
LARGEST_TOWNS = ("anderlecht", "bruxelles", "charleroi", "liege", "molenbeek-saint-jean", "mons", "namur", "schaerbeek")
_NONE: Mapping[int, int] = MappingProxyType({})
_SHARES = tuple(Decimal(share) for share in ("0.25", "0.4", "0.5", "0.5", "0.632", "0.75", "1"))
_CARE_TITLES = tuple(str(one) for one in entries(Function.CARE_WORKER))
_LEADER_TITLES = tuple(str(one) for one in entries(Function.PROJECT_LEADER))
# Where a qualification stands; `none` was never asked.
_STATES = ("qualified", "qualified", "qualified", "qualified", "to_check", "in_training", "none", "not_qualified")


@dataclass(frozen=True)
class InventedPerson:
    """Somebody to write. `state` is that of the request for her qualification; `place` a rank among those of the house.

    `extract_on` None: none was seen. `ends_on`: she left, or her contract ends then.
    """

    given_name: str
    family_name: str
    birth_date: date
    function: str
    place: int
    fte: Decimal
    starts_on: date
    ends_on: date | None
    title: str
    obtained_on: date | None
    state: str
    extract_on: date | None
    leave: tuple[str, date, date | None] | None

    @property
    def asks(self) -> bool:
        return self.state != "none" and self.function in {FunctionCode.CARE_WORKER, FunctionCode.PROJECT_LEADER}


def service_size(rng: random.Random, town: str) -> int:
    """Return how many people the communal service of a town has, by the name of its zone in addresses."""
    return rng.randint(150, 320) if town in LARGEST_TOWNS else rng.randint(14, 55)


def sizes(scale: str, houses: int, services: Mapping[int, int] = _NONE) -> list[int]:
    """Return how many people each house has, by rank: 25,000 in the whole country.

    `services` gives the size of the communal ones by rank; the others share the rest, a few each.
    """
    if scale != NATIONAL or not houses:
        spread = (_FEWEST, 5, 4, _MOST, 6) if scale == DEMO else (5, 9, 7)
        return [spread[rank % len(spread)] for rank in range(houses)]
    counts = [services.get(rank) or _SMALL[rank % len(_SMALL)] for rank in range(houses)]
    left = PEOPLE - sum(counts)
    for rank in cycle([rank for rank in range(houses) if rank not in services]):
        if not left:
            return counts
        if left > 0 or counts[rank] > 1:
            step = 1 if left > 0 else -1
            counts[rank], left = counts[rank] + step, left - step
    return counts


def team(rng: random.Random, many: int, today: date) -> Iterator[InventedPerson]:
    """Yield the people of a house: one in twenty leads, most care; some left, some are away, some wait for ONE."""
    for rank in range(many):
        yield _person(rng, rank, today)


def _person(rng: random.Random, rank: int, today: date) -> InventedPerson:
    function = _function(rank)
    began = today - timedelta(days=rng.randint(60, 4_400))
    left = rank % 9 == 8
    ends = today - timedelta(days=rng.randint(10, 200)) if left else _end(rng, rank, today)
    starts = min(began, ends - timedelta(days=40)) if ends else began
    state = _state(rng, function, starts, today)
    titled = state in {"qualified", "to_check", "not_qualified"} or rng.random() < 0.3
    titles = _LEADER_TITLES if function == FunctionCode.PROJECT_LEADER else _CARE_TITLES
    title = "other" if state == "not_qualified" else rng.choice(titles)
    extract = today - timedelta(days=rng.randint(20, 2_000)) if rng.random() < 0.85 else None
    return InventedPerson(
        given_name=rng.choice(FIRST_NAMES),
        family_name=rng.choice(LAST_NAMES),
        birth_date=date(rng.randint(1962, 2003), rng.randint(1, 12), rng.randint(1, 28)),
        function=function,
        place=rank,
        fte=rng.choice(_SHARES),
        starts_on=starts,
        ends_on=ends,
        title=title if titled else "",
        obtained_on=starts - timedelta(days=rng.randint(90, 3_000)) if titled else None,
        state=state,
        extract_on=max(extract, starts) if extract else None,
        leave=_leave(rng, rank, today) if not left else None,
    )


def _function(rank: int) -> str:
    if rank % _LED == 0:
        return FunctionCode.PROJECT_LEADER
    if rank % 10 == 6:
        return FunctionCode.LOGISTICS
    if rank % 10 == 7:
        return FunctionCode.ADMINISTRATION
    return FunctionCode.CARE_WORKER


def _state(rng: random.Random, function: str, starts: date, today: date) -> str:
    if function == FunctionCode.PROJECT_LEADER:
        return "qualified"
    if function != FunctionCode.CARE_WORKER:
        return "none"
    state = rng.choice(_STATES)
    return "qualified" if state == "in_training" and starts < today - timedelta(days=1_000) else state


def _end(rng: random.Random, rank: int, today: date) -> date | None:
    return today + timedelta(days=rng.randint(15, 300)) if rank % 5 == 4 else None


def _leave(rng: random.Random, rank: int, today: date) -> tuple[str, date, date | None] | None:
    if rank % 8 != 5:
        return None
    begins = today - timedelta(days=rng.randint(3, 40))
    return "parental", begins, None if rank % 2 else today + timedelta(days=rng.randint(5, 60))
