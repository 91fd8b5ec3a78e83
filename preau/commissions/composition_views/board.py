"""The CCA drawn as seats, and the faults with the field that mends each: computed without asking the database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from preau.commissions.members import COMPONENT_NAMES, Roll
from preau.commissions.models import CcaComponent, CcaMember
from preau.commissions.question import Judgement
from preau.commissions.seats import Seat
from preau.law.composition.findings import Finding

# The part of the path of a finding, and the field of the form of the seat that mends it.
_FIELDS = {
    "anchored": "anchored",
    "entitled": "entitled",
    "excluded_group": "excluded_group",
    "network": "network",
    "commune": "municipality",
    "organisation": "organisation",
    "start": "mandate_from",
    "id": "full_name",
    "college_designee": "college_designee",
}
_WHOLE = {
    "seats": "seats_each",
    "contiguous": "contiguous",
    "networks": "networks_0",
    "parents_networks": "parents_networks_0",
    "family_movements": "family_movements",
    "last_election": "last_election_on",
}


@dataclass(frozen=True)
class PersonBox:
    """One person of a seat: her row, and whether she has an account of the CCA here."""

    member: CcaMember
    account: str = ""  # linked, invited, none
    mine: bool = False


@dataclass(frozen=True)
class SeatBox:
    """One seat: who holds it, his substitute; nobody when it is to be filled."""

    number: int
    rank: int
    seat: Seat | None = None
    holder: PersonBox | None = None
    substitute: PersonBox | None = None
    faulty: bool = False

    @property
    def anchor(self) -> str:
        return f"siege-{self.number}-{self.rank}"


@dataclass(frozen=True)
class ComponentBox:
    """One component, as it is drawn."""

    number: int
    name: str
    row: CcaComponent
    seats: tuple[SeatBox, ...] = ()

    @property
    def filled(self) -> int:
        return sum(box.seat is not None for box in self.seats)


@dataclass(frozen=True)
class Lack:
    """A fault or a fact to find out, in words, with the address of the field that mends it."""

    sentence: str
    article: str
    address: str


@dataclass(frozen=True)
class Accounts:
    """Which members have an account: by key of person, by address; who was invited; who reads the page."""

    people: frozenset[int] = frozenset()
    linked: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    known: bool = False
    mine: frozenset[int] = field(default=frozenset())

    def box(self, member: CcaMember) -> PersonBox:
        """Return a person as the page shows her."""
        email = member.email.lower()
        account = ""
        if self.known:
            if member.person_id in self.people or email in self.linked:
                account = "linked"
            else:
                account = "invited" if email and email in self.invited else "none"
        return PersonBox(member, account, member.pk in self.mine)


def board_of(roll: Roll, seats: Iterable[Seat], judgement: Judgement | None, accounts: Accounts) -> list[ComponentBox]:
    """Return the five components, their seats in order; the empty ones too, unless it is a day of the past."""
    held = {(seat.first.component.number, seat.first.rank): seat for seat in seats}
    faulty = _faulty(judgement)
    boxes = []
    for number, row in sorted(roll.components.items()):
        last = max((rank for place, rank in held if place == number), default=0)
        wanted = roll.cca.seats_each if judgement is not None and not row.absent else 0
        boxes.append(
            ComponentBox(
                number,
                COMPONENT_NAMES[number],
                row,
                tuple(
                    _box(number, rank, held.get((number, rank)), faulty, accounts)
                    for rank in range(1, max(last, wanted) + 1)
                    if judgement is not None or (number, rank) in held
                ),
            )
        )
    return boxes


def _faulty(judgement: Judgement | None) -> frozenset[tuple[int, int]]:
    if judgement is None:
        return frozenset()
    seats = (judgement.seat_of(one) for one in judgement.faults)
    return frozenset((seat.first.component.number, seat.first.rank) for seat in seats if seat is not None)


def _box(number: int, rank: int, seat: Seat | None, faulty: frozenset[tuple[int, int]], accounts: Accounts) -> SeatBox:
    if seat is None:
        return SeatBox(number, rank)
    second = accounts.box(seat.substitute) if seat.substitute else None
    return SeatBox(number, rank, seat, accounts.box(seat.effective), second, (number, rank) in faulty)


def lacks_of(findings: Iterable[Finding], judgement: Judgement, roll: Roll, *, ask: bool = False) -> list[Lack]:
    """Return the findings in words, each with where to mend it."""
    return [
        Lack(one.step("À vérifier" if ask else "").text_fr, one.article, address_of(one, judgement, roll))
        for one in findings
    ]


def address_of(finding: Finding, judgement: Judgement, roll: Roll) -> str:
    """Return the address of the field that mends a finding; the part of the page it is about when there is none."""
    seat = judgement.seat_of(finding)
    if seat is not None:
        return _seat_address(seat.first.component.number, seat.first.rank, finding.field)
    return _whole_address(finding.field) or _component_address(finding, judgement, roll)


def _whole_address(path: str) -> str:
    """Return the address of a field of the CCA as a whole; empty when it is another's."""
    if path in _WHOLE:
        return f"{reverse('commissions:cca_whole')}#id_{_WHOLE[path]}"
    if path in {"chair", "chair_designated"}:
        return f"{reverse('commissions:cca_chair')}#id_{path}"
    if path == "coordinator":
        return f"{reverse('commissions:cca_adviser_add')}?titre=coordinator"
    return "#membres-consultatifs" if path.startswith("advisers") else ""


def _component_address(finding: Finding, judgement: Judgement, roll: Roll) -> str:
    if finding.field.endswith(".members"):
        free = _free_rank(judgement.seats.get(finding.component, []), roll.cca.seats_each)
        return reverse("commissions:cca_seat", args=[finding.component, free]) if free else _anchor(finding)
    if re.fullmatch(r"components\[\d\](\.absent)?", finding.field):
        return reverse("commissions:cca_component", args=[finding.component])
    return _anchor(finding)


def _anchor(finding: Finding) -> str:
    return f"#composante-{finding.component}" if finding.component else "#ensemble"


def _seat_address(number: int, rank: int, path: str) -> str:
    words = path.split(".")
    base = reverse("commissions:cca_seat", args=[number, rank])
    if words[-1] in {"substitute", "end"}:
        return f"{base}#id_s-full_name"
    name = _FIELDS.get(words[-1], "full_name")
    return f"{base}#id_s-{name}" if "substitute" in words else f"{base}#id_{name}"


def _free_rank(seats: list[Seat], most: int) -> int:
    """Return the first free seat of a component, 0 when there is none."""
    taken = {seat.first.rank for seat in seats}
    return next((rank for rank in range(1, most + 1) if rank not in taken), 0)
