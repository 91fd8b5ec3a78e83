"""The queue of ONE as cards: one for each body that waits with all its modules, one for each module of a decided body.

A card gathers every record that its decision settles. The nearest end of an approval comes first, then the most people.
Four queries whatever the number of records.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from preau.law.words import fold
from preau.operators.models import Recognition
from preau.training.catalogue.cases import MODULE_PROCEDURE, PROVIDER_PROCEDURE, Row, steps_of
from preau.training.models import OPEN_STATUSES, Status, TrainingModule, TrainingProvider, TrainingRecord

PER_PAGE = 20
PROVIDER, MODULE = "o", "m"
_MODULE = "entry__module__root"
_PROVIDER = f"{_MODULE}__provider__root"


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
    """One decision to take. `code` names it in addresses; `expires` is None when no approval concerned ends."""

    code: str
    people: int
    records: int
    hours: Decimal
    since: datetime
    houses: int = 0
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


def waiting_records() -> "QuerySet[TrainingRecord]":
    """Return the records whose hours wait for a decision of ONE on their module or its body."""
    open_provider = Q(**{f"{_PROVIDER}__status__in": OPEN_STATUSES}) & ~Q(**{f"{_MODULE}__status": Status.REFUSED})
    open_module = Q(**{f"{_MODULE}__status__in": OPEN_STATUSES, f"{_PROVIDER}__status": Status.ACCEPTED})
    present = TrainingRecord.objects.present().exclude(outcome=TrainingRecord.Outcome.REFUSED)
    return present.filter(open_provider | open_module)


def numbered(records: "QuerySet[TrainingRecord]") -> Any:
    """Annotate waiting records with the number of their card: that of the module, or less than nought for a body."""
    body = ExpressionWrapper(F(f"{_PROVIDER}__pk") * Value(-1), output_field=BigIntegerField())
    whose = When(**{f"{_PROVIDER}__status__in": OPEN_STATUSES}, then=body)
    module = ExpressionWrapper(F(f"{_MODULE}__pk"), output_field=BigIntegerField())
    return records.annotate(card=Case(whose, default=module)).order_by()


def code_from(number: int) -> str:
    """Return the code of a card from its number."""
    return f"{MODULE}{number}" if number > 0 else f"{PROVIDER}{-number}"


def cards(today: date, order: Order = Order.EXPIRY) -> list[Card]:
    """Return every card of the queue, sorted, with its figures; `named` adds names and states. Three queries."""
    rows = numbered(waiting_records())
    figures = rows.values_list("card").annotate(
        people=Count("person", distinct=True),
        records=Count("pk", distinct=True),
        hours=Sum("days__hours"),
        since=Min("entry__entered_at"),
    )
    ends, houses = approvals_ending(today), defaultdict(set)
    for number, house in rows.values_list("card", "entry__organisation").distinct():
        houses[number].add(house)
    found = [
        Card(code_from(key), people, records, hours or Decimal(0), since, len(houses[key]), _nearest(houses[key], ends))
        for key, people, records, hours, since in figures
    ]
    return sorted(found, key=lambda card: _rank(card, order))


def approvals_ending(today: date) -> dict[int, date]:
    """Return the day the approval of each organisation ends, the nearest to come. One query."""
    held = Recognition.objects.filter(kind=Recognition.Kind.ATL_APPROVAL, valid_to__gte=today).order_by()
    return dict(held.values_list("operator__body__organisation").annotate(end=Min("valid_to")))


def _nearest(houses: Iterable[int], ends: dict[int, date]) -> date | None:
    return min((ends[house] for house in houses if house in ends), default=None)


def _rank(card: Card, order: Order) -> tuple[Any, ...]:
    first: Any = card.expires or date.max
    if order is Order.HOURS:
        first = -card.hours
    elif order is Order.AGE:
        first = card.since
    return (first, -card.people, card.since, card.code)


def named(found: list[Card]) -> list[Card]:
    """Return the cards with their names and states. Two queries."""
    providers = TrainingProvider.objects.in_bulk([card.pk for card in found if card.is_provider])
    keys = [card.pk for card in found if not card.is_provider]
    modules = TrainingModule.objects.select_related("provider__root").in_bulk(keys)
    return [_named(card, providers[card.pk] if card.is_provider else modules[card.pk]) for card in found]


def _named(card: Card, row: Row) -> Card:
    return replace(
        card,
        name=row.name if isinstance(row, TrainingProvider) else body_of(row).name,
        title="" if isinstance(row, TrainingProvider) else row.title,
        status=row.status,
        assigned_to=row.assigned_to_id,
        waits_second=row.to_countersign is not None,
    )


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
    """Return the cards of a page with the step of their cases. Two queries."""
    providers = steps_of(PROVIDER_PROCEDURE, [card.pk for card in found if card.is_provider])
    modules = steps_of(MODULE_PROCEDURE, [card.pk for card in found if not card.is_provider])
    return [replace(card, step=(providers if card.is_provider else modules)[card.pk]) for card in found]


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
