"""Lists a person understands at once, and so must the reader: each with what it offers, place by place.

All of them are the same invented list, written the way one commune or another writes it. `OFFER` says the hours of
each place; a case may add what its own columns tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from preau.operators.description import FeeText
from tests.documents.building import Sheet

WEEK, FOUR_DAYS, WEDNESDAY = (0, 1, 2, 3, 4), (0, 1, 3, 4), (2,)
MORNING, EVENING, AFTERNOON = (420, 510), (930, 1080), (720, 1080)
LUTINS, COCCINELLES = "Les Lutins", "Plaine des Coccinelles"
Offer = Mapping[str, Mapping[str, Mapping[str, set[tuple[int, int, int]]]]]


def on(days: tuple[int, ...], hours: tuple[int, int]) -> set[tuple[int, int, int]]:
    """Return the same hours on several weekdays."""
    return {(day, *hours) for day in days}


BEFORE, AFTER, WED = {
    "before_school": on(WEEK, MORNING),
    "after_school": on(FOUR_DAYS, EVENING),
    "wednesday_afternoon": on(WEDNESDAY, AFTERNOON),
}.items()
CENTRE = dict((BEFORE, AFTER, WED))
NORD = dict((BEFORE, AFTER))
SALLE = dict((WED,))
OFFER: Offer = {LUTINS: {"Centre": CENTRE, "Nord": NORD}, COCCINELLES: {"Salle": SALLE}}


@dataclass(frozen=True)
class Passing:
    """A list: what it offers, what else it tells of places and operators (by name), words of one of its remarks.

    `answers` are those a person gives to its questions: option by beginning of the question's id.
    """

    sheets: tuple[Sheet, ...]
    offer: Offer = field(default_factory=lambda: OFFER)
    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    operators: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fees: Mapping[str, set[FeeText]] = field(default_factory=dict)
    remark: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


HEAD = ["Opérateur", "Lieu", "Matin", "Soir", "Mercredi"]
ROWS: list[list[Any]] = [
    [LUTINS, "Centre", "7h-8h30", "15h30-18h", "12h-18h"],
    [LUTINS, "Nord", "7h-8h30", "15h30-18h", ""],
    [COCCINELLES, "Salle", "", "", "12h-18h"],
]


def table(*more: tuple[str, list[Any]], head: list[str] = HEAD, rows: list[list[Any]] = ROWS) -> Sheet:
    """Return the list with more columns, each its heading and its cells."""
    return Sheet(
        [[*head, *(title for title, _ in more)]]
        + [[*row, *(cells[at] if at < len(cells) else "" for _, cells in more)] for at, row in enumerate(rows)],
        name="Lieux",
    )


def per_day() -> list[list[Any]]:
    """Return the list with a line per place, day and stretch of hours."""
    rows: list[list[Any]] = []
    for operator, places in OFFER.items():
        for place, kinds in places.items():
            for day in range(5):
                for hours in kinds.values():
                    rows += [[operator, place, day, s, e] for d, s, e in sorted(hours) if d == day]
    return rows


DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi")


def clock(minutes: int) -> str:
    return f"{minutes // 60}h{minutes % 60:02}"


LINES = [[o, p, DAYS[d], clock(s), clock(e)] for o, p, d, s, e in per_day()]
BY_DAY = [
    [
        LUTINS,
        "Centre",
        *("7h-8h30 et 15h30-18h" if day in FOUR_DAYS else "7h-8h30 / 12h-18h" for day in range(5)),
    ],
    [LUTINS, "Nord", *("7h-8h30 et 15h30-18h" if day in FOUR_DAYS else "7h-8h30" for day in range(5))],
    [COCCINELLES, "Salle", *("12h-18h" if day == 2 else "" for day in range(5))],
]
EURO = FeeText(unit="per_day", amount=Decimal(2))
OPERATORS_SHEET = Sheet(
    [
        ["N°", "Opérateur", "Adresse", "Téléphone", "Responsable", "BCE", "Forme juridique"],
        [1, LUTINS, "rue du Siège 1, 7000 Mons", "065/12.34.56", "Personne Inventée", "BE 0417.497.106", "asbl"],
        [2, COCCINELLES, "place Haute 2, 7000 Mons", "", "", "", "Commune"],
    ],
    name="Opérateurs",
)
