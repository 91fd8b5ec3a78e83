"""The road of a programme drawn as a line of time: one lane for each actor, one diamond for each date."""

from datetime import date, timedelta
from typing import Any

from preau.foundation.ui.charts import Lane, Mark, Span, State, Year
from preau.law.chains.links import ChainLink, LinkState

_SHORT = {
    "D10": "état des lieux",
    "D11": "proposition",
    "D12": "retour de la CCA",
    "D13": "adoption",
    "D70": "séance",
    "D14": "transmission",
    "D15": "avis",
    "D16": "avis négatif",
    "D17": "retour de la CCA",
    "D18": "second avis",
    "D19": "agrément",
}
_AFTER = {"D20", "D21", "D22", "D23"}  # years later: in the list, not in the drawing
_STATES: dict[LinkState, State] = {
    LinkState.DONE_IN_TIME: "done",
    LinkState.DONE_LATE: "done",
    LinkState.DONE: "done",
    LinkState.DUE: "due",
}
NEVER = date(1, 1, 1)  # the answer knows no clock: there is no line of today


def drawing_of(answer: Any) -> Year | None:
    """Return the drawing of a chain, or None when fewer than two of its dates are known."""
    links = [link for link in answer.links if link.id not in _AFTER and _day(link)]
    if len(links) < 2:
        return None
    days = [_day(link) for link in links] + [link.starts_on for link in links if link.starts_on]
    known = [day for day in days if day]
    first, last = min(known).replace(day=1), max(known) + timedelta(days=45)
    actors = dict.fromkeys(link.owed_by for link in links)
    lanes = [
        Lane(
            f"{actor[:1].upper()}{actor[1:]}",
            [_mark(link) for link in links if link.owed_by == actor],
            [span for link in links if link.owed_by == actor and (span := _span(link))],
        )
        for actor in actors
    ]
    return Year("Le chemin du programme CLE", first, last, lanes, NEVER, name="chemin")


def _day(link: ChainLink) -> date | None:
    return link.done_on or link.due


def _mark(link: ChainLink) -> Mark:
    day = _day(link)
    assert day is not None  # noqa: S101 - drawing_of left the others out
    return Mark(day, _SHORT.get(link.id, link.id), _STATES.get(link.state, "soft"), what=link.title)


def _span(link: ChainLink) -> Span | None:
    day = _day(link)
    return Span(link.starts_on, day) if link.starts_on and day and link.starts_on <= day else None
