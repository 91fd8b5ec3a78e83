"""The queue of ONE as cards: one for each body that waits with all its modules, one for each module of a decided body.

A card gathers every record that its decision settles. The nearest end of an approval comes first, then the most people.
Everything is counted anew at each visit, by the database (`counting`): a decision can leave no figure behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from preau.foundation.casework.api import Case
from preau.law.words import fold
from preau.training.catalogue.cases import MODULE_PROCEDURE, PROVIDER_PROCEDURE, Row
from preau.training.catalogue.reach import waiting_modules
from preau.training.models import Status, TrainingModule, TrainingProvider, TrainingRecord
from preau.training.queue.counting import counted, hours_of, waiting_numbers

PER_PAGE = 20
PROVIDER, MODULE = "o", "m"


class Order(StrEnum):
    """What the cards are sorted by; people who wait decide between equals."""

    EXPIRY = "agrement"
    HOURS = "heures"
    AGE = "anciennete"


class Tab(StrEnum):
    """What part of the queue is shown."""

    ALL = ""
    PROVIDERS = "organismes"
    MODULES = "modules"
    ASKED = "reponse"
    COUNTERSIGN = "contresigner"


@dataclass(frozen=True, slots=True)
class Card:
    """One decision to take. `code` names it in addresses; `expires` is None when no approval concerned ends.

    `hours` are None until they are read.
    """

    code: str
    people: int
    records: int
    since: datetime
    houses: int
    hours: Decimal | None = None
    expires: date | None = None
    name: str = ""
    title: str = ""
    status: str = Status.PROPOSED
    assigned_to: int | None = None
    waits_second: bool = False
    step: int = 1

    @property
    def is_provider(self) -> bool:
        return self.code[0] == PROVIDER

    @property
    def pk(self) -> int:
        return int(self.code[1:])

    @property
    def number(self) -> int:
        """Return its number: the key of its module, or less than nought for its body."""
        return -self.pk if self.is_provider else self.pk


def waiting_records() -> "QuerySet[TrainingRecord]":
    """Return the records whose hours wait for a decision of ONE on their module or its body. Three queries at once."""
    return undecided(waiting_modules())


def undecided(modules: Iterable[int]) -> "QuerySet[TrainingRecord]":
    """Return the records of these modules that nothing was decided against."""
    present = TrainingRecord.objects.present().exclude(outcome=TrainingRecord.Outcome.REFUSED)
    return present.filter(entry__module_id__in=list(modules)).order_by()


def code_from(number: int) -> str:
    """Return the code of a card from its number."""
    return f"{MODULE}{number}" if number > 0 else f"{PROVIDER}{-number}"


def cards(today: date, order: Order = Order.EXPIRY) -> list[Card]:
    """Return every card of the queue, sorted, with its figures, names and state. One query, two to sort by hours.

    Its hours are read apart, by `with_hours`, but when the cards are sorted by them.
    """
    hours = hours_of() if order is Order.HOURS else {}
    found = [
        Card(code_from(number), people, records, since, houses, hours.get(number), end, name, title, state, hand, waits)
        for number, people, records, since, houses, end, name, title, state, hand, waits in counted(today)
    ]
    return sorted(found, key=lambda card: _rank(card, order))


def waiting_codes() -> set[str]:
    """Return the codes of the cards of the queue, without their figures. One query."""
    return {code_from(number) for number in waiting_numbers()}


def _rank(card: Card, order: Order) -> tuple[Any, ...]:
    first: Any = card.expires or date.max
    if order is Order.HOURS:
        first = -(card.hours or 0)
    elif order is Order.AGE:
        first = card.since
    return (first, -card.people, card.since, card.code)


def with_hours(found: list[Card]) -> list[Card]:
    """Return these cards with the hours that wait on them. One query, none when they are known."""
    unknown = {card.number for card in found if card.hours is None}
    hours = hours_of(unknown)
    return [
        replace(card, hours=hours.get(card.number, Decimal(0))) if card.number in unknown else card for card in found
    ]


def narrowed(found: list[Card], tab: Tab, words: str = "", mandate_id: int | None = None) -> list[Card]:
    """Keep the named cards of a tab, whose names hold the words (accents apart), assigned to somebody when asked."""
    wanted = fold(words).split()
    return [
        card
        for card in found
        if in_tab(card, tab)
        and (mandate_id is None or card.assigned_to == mandate_id)
        and all(word in fold(f"{card.name} {card.title}") for word in wanted)
    ]


def with_steps(found: list[Card]) -> list[Card]:
    """Return the cards of a page with the step of their cases, 1 when a case is not opened yet. One query."""
    own = {PROVIDER_PROCEDURE: PROVIDER, MODULE_PROCEDURE: MODULE}
    held = Case.objects.filter(procedure_id__in=own, subject_id__in=[card.pk for card in found]).order_by()
    rows = held.values_list("procedure_id", "subject_id", "step")
    steps = {f"{own[procedure]}{key}": step for procedure, key, step in rows}
    return [replace(card, step=steps.get(card.code, 1)) for card in found]


def tab_counts(found: list[Card]) -> dict[Tab, int]:
    """Return how many cards each tab holds."""
    return {tab: sum(in_tab(card, tab) for card in found) for tab in Tab}


def in_tab(card: Card, tab: Tab) -> bool:
    """Tell whether a named card is part of a tab."""
    if tab is Tab.ASKED:
        return card.status == Status.ASKED
    if tab is Tab.COUNTERSIGN:
        return card.waits_second
    return tab is Tab.ALL or card.is_provider == (tab is Tab.PROVIDERS)


def row_of(code: str) -> Row | None:
    """Return the body or module a card is about; None when the code names none."""
    if code[:1] not in (PROVIDER, MODULE) or not code[1:].isdecimal() or len(code) > 18:
        return None
    if code[0] == PROVIDER:
        return TrainingProvider.objects.select_related("root").filter(pk=int(code[1:])).first()
    return TrainingModule.objects.select_related("root", "provider__root").filter(pk=int(code[1:])).first()


def body_of(row: Row) -> TrainingProvider:
    """Return the body a row is read through: itself, or that of its module; what it was merged into."""
    body = row if isinstance(row, TrainingProvider) else row.provider
    return body.root or body


def code_of(row: Row) -> str:
    """Return the code of the card of a body or a module."""
    return f"{MODULE if isinstance(row, TrainingModule) else PROVIDER}{row.pk}"
