"""The frame of every act on the year of an approved plan: lock, may she, versions, one journal entry."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from preau.foundation.accounts.access import Decision, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.journal.models import Entry
from preau.plans.acts.editing import locked, merged_values
from preau.plans.models import AnnualActionPlan


class NotAccepted(Exception):  # noqa: N818 - a situation the page explains
    """What was given cannot be written; `field` says where, the text why, in French."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class Work:
    """What an act of the year works on: the locked plan, what to tell the journal, and the entry once written."""

    def __init__(self, actor: Actor, plan: AnnualActionPlan) -> None:
        self.actor = actor
        self.plan = plan
        self.entry: Entry | None = None
        self.told: dict[str, Any] = {}

    def write(self, row: Any, key: str, version: int, values: dict[str, Any]) -> None:
        """Write the values that differ in a versioned row, and tell them. `key` names it in the journal.

        Raises Conflict when somebody else changed one of them since `version` was read.
        """
        held = {name: plain(getattr(row, name)) for name in values}
        wanted = {name: plain(value) for name, value in values.items()}
        changed = merged_values(self.plan, key, row, version, wanted, held)
        if not changed:
            return
        for name in changed:
            setattr(row, name, values[name])
        row.version += 1
        row.changed_at = self.actor.now
        row.save()
        self.tell(key, {name: held[name] for name in changed}, changed)

    def tell(self, key: str, before: dict[str, Any] | None, after: dict[str, Any]) -> None:
        """Tell the journal what a row held and holds, in the shape `merged_values` reads."""
        kind, _, pk = key.partition(":")
        for side, content in (("before", before), ("after", after)):
            self.told.setdefault(side, {}).setdefault(kind, {})[pk] = content


@contextmanager
def working(actor: Actor, plan_id: int, act: str, may: Callable[[Actor, AnnualActionPlan], Decision]) -> Iterator[Work]:
    """Run an act on the year of a plan in one transaction, with one journal entry if it told anything.

    Raises Http404 for a plan the actor may not read, Forbidden for one she may read but not write to.
    """
    with transaction.atomic():
        plan = locked(actor, plan_id)
        require(may(actor, plan))
        work = Work(actor, plan)
        yield work
        if work.told:
            work.entry = record(actor, act, plan, work.told)


def plain(value: Any) -> Any:
    """Return a value as the journal keeps it."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, date | datetime) else value
