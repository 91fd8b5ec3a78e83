"""The composition of a CCA as a secretary types it: five components, one short line for each member.

What holds for all the members of a component (its condition, being anchored on the territory) is said once.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from preau.law.composition.facts import Fact, Network
from preau.law.inputs import Day, Question, Text


class Seat(Question, frozen=True, kw_only=True):
    """A member: what designates her, since when she sits, whether she has a substitute."""

    id: Text | None = None
    organisation: Text | None = None
    start: Day | None = None
    substitute: Fact = Fact.UNKNOWN


class CommuneSeat(Question, frozen=True, kw_only=True):
    """A member of the first component."""

    id: Text | None = None
    start: Day | None = None
    substitute: Fact = Fact.UNKNOWN
    college_designee: bool = False


class SchoolSeat(Seat, frozen=True, kw_only=True):
    """A member of the second component, of a network of schools."""

    network: Network | None = None


class ParentSeat(SchoolSeat, frozen=True, kw_only=True):
    """A member of the third component, of a network or of a family movement."""

    family_movement: bool = False


class _Side(Question, frozen=True, kw_only=True):
    absent: Literal["non_existent", "refuses"] | None = None
    conditions: Fact = Fact.UNKNOWN


class CommuneSide(_Side, frozen=True, kw_only=True):
    """The first component: the elected people of the commune."""

    democratic: Fact = Fact.UNKNOWN
    members: Annotated[tuple[CommuneSeat, ...], Meta(max_length=99)] = ()


class SchoolSide(_Side, frozen=True, kw_only=True):
    """The second component: the schools."""

    members: Annotated[tuple[SchoolSeat, ...], Meta(max_length=99)] = ()


class ParentSide(_Side, frozen=True, kw_only=True):
    """The third component: the people to whom children are entrusted."""

    members: Annotated[tuple[ParentSeat, ...], Meta(max_length=99)] = ()


class OtherSide(_Side, frozen=True, kw_only=True):
    """The fourth and fifth components: operators, other services."""

    members: Annotated[tuple[Seat, ...], Meta(max_length=99)] = ()


class CcaEntry(Question, frozen=True, kw_only=True):
    """A CCA on a day."""

    day: Day
    communes: Annotated[tuple[Text, ...], Meta(max_length=99)] = ()
    c1: CommuneSide
    c2: SchoolSide
    c3: ParentSide
    c4: OtherSide
    c5: OtherSide
    chair: Literal["designee", "other"] | None = None
    networks: tuple[Network, ...] = ()
    parents_networks: tuple[Network, ...] = ()
    family_movements: Fact = Fact.UNKNOWN
    contiguous: Fact = Fact.UNKNOWN
    coordinator: Fact = Fact.UNKNOWN
    one_coordinator: Fact = Fact.UNKNOWN
    province: Fact = Fact.UNKNOWN
    last_election: date | None = None


MORE = (
    "chair",
    "networks",
    "parents_networks",
    "family_movements",
    "contiguous",
    "coordinator",
    "one_coordinator",
    "province",
    "last_election",
)
_SEAT = {
    "id": "Membre",
    "organisation": "Organisation",
    "start": "Depuis le",
    "substitute": "Suppléant",
    "network": "Réseau",
}
_SIDES = {
    "c1": "1. La commune",
    "c2": "2. Les écoles",
    "c3": "3. Les parents",
    "c4": "4. Les opérateurs de l’accueil",
    "c5": "5. Les services reconnus autrement",
}
LABELS = {
    "day": ("Composition au", ""),
    "communes": ("Commune, ou communes", "Une par ligne"),
    **{side: (words, "") for side, words in _SIDES.items()},
    **{f"{side}.absent": ("La composante est absente", "Seulement si elle n’a aucun membre") for side in _SIDES},
    **{
        f"{side}.conditions": ("Tous remplissent la condition de leur composante et sont ancrés sur le territoire", "")
        for side in _SIDES
    },
    "c1.democratic": ("Aucun n’est d’un groupe contraire aux principes démocratiques", ""),
    **{f"{side}.members": ("Membres effectifs", "") for side in _SIDES},
    **{f"{side}.members[].{name}": (words, "") for side in _SIDES for name, words in _SEAT.items()},
    "c1.members[].college_designee": ("Désigné par le collège", ""),
    "c3.members[].family_movement": ("Mouvement familial", ""),
    "chair": ("Qui préside", ""),
    "networks": ("Réseaux d’écoles présents", ""),
    "parents_networks": ("Réseaux qui ont une association de parents", ""),
    "family_movements": ("Un mouvement familial au moins peut siéger", ""),
    "contiguous": ("Les communes d’une CCA conjointe se touchent", ""),
    "coordinator": ("La coordination ATL siège, avec voix consultative", ""),
    "one_coordinator": ("La coordination accueil de l’ONE est désignée", ""),
    "province": ("La province, ou la COCOF, a désigné quelqu’un", ""),
    "last_election": ("Dernières élections communales", ""),
}
_COPIED = (
    "networks",
    "parents_networks",
    "family_movements",
    "contiguous",
    "coordinator",
    "one_coordinator",
    "province",
    "last_election",
)
_NOT = {"yes": "no", "no": "yes"}


def translate(given: dict[str, Any]) -> dict[str, Any]:
    """Return the law's question for what was typed."""
    question: dict[str, Any] = {"day": given["day"], "communes": given.get("communes", [])}
    question |= {name: given[name] for name in _COPIED if name in given}
    question["components"] = [_component(number, given.get(f"c{number}", {})) for number in range(1, 6)]
    designees = [one["id"] for one in question["components"][0]["members"] if one.get("college_designee")]
    if given.get("chair") == "designee" and designees:
        question["chair"] = designees[0]
    elif given.get("chair") == "other":
        question |= {"chair": "une autre personne", "chair_designated": "yes"}
    return question


def _component(number: int, side: dict[str, Any]) -> dict[str, Any]:
    members = [_member(number, rank, one, side) for rank, one in enumerate(side.get("members", ()), start=1)]
    return {"number": number, "members": members, **({"absent": side["absent"]} if side.get("absent") else {})}


def _member(number: int, rank: int, seat: dict[str, Any], side: dict[str, Any]) -> dict[str, Any]:
    anchored = side.get("conditions", "unknown")
    facts = {"anchored": anchored}
    if number == 1:
        facts["excluded_group"] = _NOT.get(side.get("democratic", ""), "unknown")
    found = {"id": seat.get("id") or f"membre {rank} de la composante {number}", "entitled": anchored, **facts}
    found |= {name: seat[name] for name in ("organisation", "start", "network") if seat.get(name)}
    found |= {name: True for name in ("family_movement", "college_designee") if seat.get(name)}
    substitute = seat.get("substitute", "unknown")
    if substitute == "yes":
        found["substitute"] = {"id": f"suppléant de {found['id']}"[:200], **facts}
    elif substitute == "no":
        found["substitute"] = "none"
    return found


def field_of(path: str) -> str:
    """Return the field of the form for a path of the law's question."""
    hit = re.match(r"components\[(\d)\](?:\.(members\[\d+\]))?", path)
    if hit is None:
        return "chair" if path == "chair_designated" else path
    side = f"c{int(hit[1]) + 1}"
    return f"{side}.{hit[2]}" if hit[2] else f"{side}.members"


def _seats(letters: str, **facts: Any) -> list[dict[str, Any]]:
    return [{"id": letter, "start": "2025-02-03", "substitute": "yes", **facts} for letter in letters.split()]


_MET = {"conditions": "yes"}
_SCHOOLS = [
    {**seat, "organisation": f"École {seat['id']}", "network": network}
    for seat, network in zip(_seats("2a 2b 2c"), ("official", "official", "denominational"), strict=True)
]
_PARENTS = [
    *({**seat, "network": "official"} for seat in _seats("3a 3b")),
    *_seats("3c", family_movement=True, organisation="Une ligue des familles"),
]
_COMMUNE = [*_seats("1a", college_designee=True), *_seats("1b 1c")]
EXAMPLE = {
    "day": "2026-09-01",
    "communes": ["Beaumont-sur-Lys"],
    "c1": {**_MET, "democratic": "yes", "members": _COMMUNE},
    "c2": {**_MET, "members": _SCHOOLS},
    "c3": {**_MET, "members": _PARENTS},
    "c4": {**_MET, "members": [{**seat, "organisation": f"Opérateur {seat['id']}"} for seat in _seats("4a 4b 4c")]},
    "c5": {**_MET, "members": [{**seat, "organisation": f"Service {seat['id']}"} for seat in _seats("5a 5b 5c")]},
    "chair": "designee",
    "networks": ["official", "denominational"],
    "parents_networks": ["official"],
    "family_movements": "yes",
    "coordinator": "yes",
    "one_coordinator": "yes",
    "last_election": "2024-10-13",
}
