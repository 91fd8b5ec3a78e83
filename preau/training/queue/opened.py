"""The card that is open: what was typed, by how many, what a decision changes, who looked at it already."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from preau.foundation.casework.api import Case, case_of
from preau.law.training.norms import RECOGNITION_FROM
from preau.law.words import fold
from preau.training.catalogue.cases import MODULE_PROCEDURE, Row, procedure_of, steps_of
from preau.training.catalogue.reach import module_keys, waiting_modules
from preau.training.models import (
    OPEN_STATUSES,
    Encoding,
    ProgrammeTheme,
    TrainingEntry,
    TrainingModule,
    TrainingProvider,
    TrainingRecord,
)
from preau.training.queue.cards import Card, body_of, undecided

MOST_SHOWN = 30  # encodings, and modules of a body, shown in one card
GENERAL = frozenset({"avec", "dans", "pour", "leur", "leurs", "entre", "enfants", "enfant", "accueil", "formation"})


@dataclass(frozen=True)
class Effect:
    """What a decision touches: « 37 personnes, 214 h, 12 opérateurs »."""

    people: int
    hours: Decimal
    houses: int
    records: int


@dataclass(frozen=True)
class ModuleLine:
    """A module that waits within the card of its body."""

    module: TrainingModule
    step: int
    people: int
    hours: Decimal
    theme: ProgrammeTheme | None


@dataclass(frozen=True)
class Done:
    """One act of the history of a body or a module."""

    title: str
    at: datetime
    who: str
    words: str


def history_of(case: Case, most: int = 8) -> list[Done]:
    """Return the last acts of a case, the latest first. One query."""
    acts = case.acts.select_related("person").order_by("-number")[:most]
    return [
        Done(
            case.procedure.act(act.act_id).title,
            act.at,
            str(act.person or act.acting_as),
            " ".join(act.supplied.get("facts", {}).values()),
        )
        for act in acts
    ]


@dataclass(frozen=True)
class Opened:
    """All that an open card shows."""

    row: Row
    provider: TrainingProvider
    step: int
    effect: Effect
    modules: list[ModuleLine]
    encodings: list[Any]
    more_encodings: int
    certificates: int
    entries: int
    first_day: date | None
    last_day: date | None
    history: list[Done]

    @property
    def is_provider(self) -> bool:
        return isinstance(self.row, TrainingProvider)

    @property
    def spans_the_change(self) -> bool:
        """Tell whether some days are from before bodies were recognised under the decree of ONE."""
        return self.first_day is not None and self.first_day < RECOGNITION_FROM


def on_card(row: Row) -> "QuerySet[TrainingRecord]":
    """Return the records that wait for the decision of this card. Four queries at once."""
    waiting = waiting_modules()
    number = row.pk if isinstance(row, TrainingModule) else -row.pk
    return undecided([module for module, card in waiting.items() if card == number])


def effect_of(records: "QuerySet[TrainingRecord]") -> Effect:
    """Return what a decision on these records touches. One query."""
    sums = records.order_by().aggregate(
        people=Count("person", distinct=True),
        hours=Sum("days__hours"),
        houses=Count("entry__organisation", distinct=True),
        records=Count("pk", distinct=True),
    )
    return Effect(sums["people"], sums["hours"] or Decimal(0), sums["houses"], sums["records"])


def effect_on(card: Card) -> Effect:
    """Return what a decision on a card of the queue touches; its hours must have been read."""
    return Effect(card.people, card.hours or Decimal(0), card.houses, card.records)


def opened(row: Row, themes: list[ProgrammeTheme], card: Card | None = None) -> Opened:
    """Return the card of a body or a module, opened. Eight queries whatever stands behind it.

    `card` has its figures already when it comes from the queue.
    """
    keys = module_keys(row)
    entries = TrainingEntry.objects.filter(module_id__in=keys, records__removed_at__isnull=True)
    counted = entries.aggregate(
        many=Count("pk", distinct=True),
        certificates=Count("pk", filter=Q(certificate__isnull=False), distinct=True),
        first=Min("records__days__day"),
        last=Max("records__days__day"),
    )
    written = list(_encodings(keys)[: MOST_SHOWN + 1])
    held = case_of(procedure_of(row), row)
    return Opened(
        row=row,
        provider=body_of(row),
        step=held.step if held else 1,
        effect=effect_on(card) if card else effect_of(on_card(row)),
        modules=_modules(row, themes),
        encodings=written[:MOST_SHOWN],
        more_encodings=len(written) - MOST_SHOWN if len(written) > MOST_SHOWN else 0,
        certificates=counted["certificates"],
        entries=counted["many"],
        first_day=counted["first"],
        last_day=counted["last"],
        history=history_of(held) if held else [],
    )


def _encodings(modules: list[int]) -> "QuerySet[Encoding]":
    """Return the ways this was typed, with how often and by how many houses, the most frequent first."""
    return (
        Encoding.objects.filter(module_id__in=modules)
        .annotate(
            many=Count("entries", distinct=True),
            houses=Count("entries__organisation", distinct=True),
            people=Count("entries__records__person", distinct=True),
        )
        .order_by("-many", "pk")
    )


def _modules(row: Row, themes: list[ProgrammeTheme]) -> list[ModuleLine]:
    """Return the modules that wait within the card of a body, those with most people first."""
    if isinstance(row, TrainingModule):
        return []
    waiting = TrainingModule.objects.filter(provider__root=row.pk, root=F("pk"), status__in=OPEN_STATUSES)
    modules = list(waiting.order_by("title", "pk")[:MOST_SHOWN])
    figures = (
        TrainingRecord.objects.present()
        .filter(entry__module_id__in=[module.pk for module in modules])
        .order_by()
        .values_list("entry__module_id")
        .annotate(people=Count("person", distinct=True), hours=Sum("days__hours"))
    )
    known = {key: (people, hours or Decimal(0)) for key, people, hours in figures}
    steps = steps_of(MODULE_PROCEDURE, [module.pk for module in modules])
    lines = [
        ModuleLine(module, steps[module.pk], *known.get(module.pk, (0, Decimal(0))), suggested_theme(module, themes))
        for module in modules
    ]
    return sorted(lines, key=lambda line: -line.people)


def suggested_theme(module: TrainingModule, themes: list[ProgrammeTheme]) -> ProgrammeTheme | None:
    """Return the theme whose title shares most telling words with that of a module; None when none does."""
    said = _telling(module.title)
    scored = [(len(said & _telling(theme.title)), theme) for theme in themes]
    best, theme = max(scored, key=lambda pair: pair[0], default=(0, None))
    return theme if best else None


def _telling(words: str) -> set[str]:
    """Return the beginnings of the words that tell a subject: « conflits » and « conflit » begin alike."""
    return {word[:6] for word in re.findall(r"\w+", fold(words)) if len(word) > 3 and word not in GENERAL}
