"""The queue of ONE as cards: one for each body that waits with all its modules, one for each module of a decided body.

A card gathers every record that its decision settles. The nearest end of an approval comes first, then the most people.
The same few queries whatever the number of records.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum

from preau.foundation.casework.api import Case
from preau.law.words import fold
from preau.operators.models import Recognition
from preau.training.catalogue.cases import MODULE_PROCEDURE, PROVIDER_PROCEDURE, Row
from preau.training.catalogue.reach import waiting_modules
from preau.training.models import Status, TrainingEntry, TrainingModule, TrainingProvider, TrainingRecord

PER_PAGE = 20
_ROOT = "entry__module__root_id"
_BODY = "entry__module__root__provider__root_id"
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
    """One decision to take. `code` names it in addresses; `expires` is None when no approval concerned ends."""

    code: str
    people: int
    records: int
    hours: Decimal
    since: datetime
    houses: int
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
    """Return every card of the queue, sorted, with its figures; `named` adds names and states. Six queries."""
    waiting = waiting_modules()
    ends: dict[int, date] = {}
    for module, end in _ends(waiting, today).items():
        ends[waiting[module]] = min(end, ends.get(waiting[module], end))
    of_bodies = _figures([module for module, number in waiting.items() if number < 0], _BODY)
    of_modules = _figures([module for module, number in waiting.items() if number > 0], _ROOT)
    figures = {-key: found for key, found in of_bodies.items()} | of_modules
    found = [Card(code_from(key), *counted, expires=ends.get(key)) for key, counted in figures.items()]
    return sorted(found, key=lambda card: _rank(card, order))


def waiting_codes() -> set[str]:
    """Return the codes of the cards of the queue, without their figures. At most four queries."""
    waiting = waiting_modules()
    modules = undecided(waiting).values_list("entry__module_id", flat=True).distinct()
    return {code_from(waiting[module]) for module in modules}


def _figures(modules: Iterable[int], by: str) -> dict[int, tuple[int, int, Decimal, datetime, int]]:
    """Return people, records, hours, the first entry and houses of what waits, by a column. One query."""
    rows = undecided(modules).values_list(by)
    counted = rows.annotate(
        people=Count("person", distinct=True),
        records=Count("pk", distinct=True),
        hours=Sum("days__hours"),
        since=Min("entry__entered_at"),
        houses=Count("entry__organisation", distinct=True),
    )
    return {
        key: (people, records, hours or Decimal(0), since, houses)
        for key, people, records, hours, since, houses in counted
    }


def _ends(modules: Iterable[int], today: date) -> dict[int, date]:
    """Return the nearest day to come on which an approval of a house that waits for a module ends. One query."""
    path = "organisation__organising_body__operators__recognitions"
    approved = {f"{path}__kind": Recognition.Kind.ATL_APPROVAL, f"{path}__valid_to__gte": today}
    waiting = TrainingEntry.objects.filter(module_id__in=list(modules), records__removed_at__isnull=True, **approved)
    return dict(waiting.order_by().values_list("module_id").annotate(end=Min(f"{path}__valid_to")))


def _rank(card: Card, order: Order) -> tuple[Any, ...]:
    first: Any = card.expires or date.max
    if order is Order.HOURS:
        first = -card.hours
    elif order is Order.AGE:
        first = card.since
    return (first, -card.people, card.since, card.code)


def named(found: list[Card]) -> list[Card]:
    """Return the cards with their names and states. Two queries."""
    state = ("status", "assigned_to_id", "to_countersign")
    bodies = TrainingProvider.objects.filter(pk__in=[card.pk for card in found if card.is_provider]).order_by()
    modules = TrainingModule.objects.filter(pk__in=[card.pk for card in found if not card.is_provider]).order_by()
    known = {f"{PROVIDER}{key}": (name, "", *rest) for key, name, *rest in bodies.values_list("pk", "name", *state)}
    titled = modules.values_list("pk", "provider__root__name", "title", *state)
    known |= {f"{MODULE}{key}": (name, title, *rest) for key, name, title, *rest in titled}
    return [_named(card, *known[card.code]) for card in found]


def _named(card: Card, name: str, title: str, status: str, assigned_to: int | None, waits: Any) -> Card:
    return replace(card, name=name, title=title, status=status, assigned_to=assigned_to, waits_second=waits is not None)


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
