"""What every chain asks and answers: the sittings and the acts known, the links in order, the end and the length."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from preau.law.chains.links import ChainLink, LinkActs, told
from preau.law.inputs import Day
from preau.law.results import Answer, Step
from preau.law.time_limits import Unit, limit

Sittings = Annotated[tuple[Day, ...], Meta(max_length=400, description="séances du conseil communal")]
SupposedSittings = Annotated[
    int, Meta(ge=1, le=366, description="hypothèse, à défaut de dates : une séance du conseil tous les n jours")
]
Done = Annotated[
    dict[str, LinkActs],
    Meta(max_length=20, description="par maillon (D10, D11…), les dates où l’acte a vraiment eu lieu"),
]
OFF_THE_ROAD = {"D17", "D70", "D73", "D73-council", "D20", "D21", "D22", "D23"}


class ChainAnswer(Answer, frozen=True, kw_only=True):
    """The links in order; the latest end of the road and what it adds up to in days and sittings of the council.

    `ends_on` None: not known. `ends_assumed`: it rests on days that have not happened yet.
    """

    links: tuple[ChainLink, ...]
    ends_on: date | None
    ends_assumed: bool
    calendar_days: int
    working_days: int
    council_sittings: int


def told_of(links: tuple[ChainLink, ...]) -> tuple[Step, ...]:
    """Return the whole explanation of a chain: the line of each link, then its own steps."""
    return tuple(step for link in links for step in (told(link), *link.steps))


def road_of(links: tuple[ChainLink, ...], last: ChainLink, readings: tuple[Step, ...]) -> dict[str, Any]:
    """Return what every chain answers: its links, its end, its length and its whole explanation."""
    sums = {
        unit: sum(limit(link.id).length or 0 for link in links if _counts(link, unit))
        for unit in (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.COUNCIL_MEETINGS)
    }
    ends_on = last.done_on or last.due
    return {
        "links": links,
        "ends_on": ends_on,
        "ends_assumed": ends_on is not None and not last.done_on and last.assumed,
        "calendar_days": sums[Unit.CALENDAR_DAYS],
        "working_days": sums[Unit.WORKING_DAYS],
        "council_sittings": sums[Unit.COUNCIL_MEETINGS],
        "steps": (*readings, *told_of(links)),
    }


def _counts(link: ChainLink, unit: Unit) -> bool:
    return link.id not in OFF_THE_ROAD and limit(link.id).unit is unit
