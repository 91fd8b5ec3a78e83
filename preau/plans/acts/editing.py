"""The frame of every act on a plan's content: lock, may she, does the state allow, write, journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import history_of, record
from preau.foundation.journal.models import Entry
from preau.plans.access import can_edit
from preau.plans.acts.state import difference, snapshot
from preau.plans.grid.counting import recount
from preau.plans.models import ActionProgress, AnnualActionPlan, ProgressNote


class Conflict(Exception):  # noqa: N818 - a situation between two people, not a fault
    """Someone else saved the same thing in the meantime. Nothing is written; both texts are here.

    `fields` maps each field that differs to (the text saved by the other, the text submitted);
    `version` is the one to submit again with.
    """

    def __init__(self, fields: dict[str, tuple[Any, Any]], version: int, entry: Entry | None) -> None:
        super().__init__("someone else saved in the meantime")
        self.fields = fields
        self.version = version
        self.entry = entry


class Followed(Forbidden):
    """What the year has written about is never deleted: an action with a follow-up, an objective evaluated."""

    def __init__(self, error: ProtectedError) -> None:
        of_action = any(isinstance(row, ActionProgress | ProgressNote) for row in error.protected_objects)
        super().__init__(
            "Cette action a un suivi : elle ne se retire plus du plan. Dans le suivi, dites qu’elle est abandonnée, "
            "et pourquoi."
            if of_action
            else "Cet objectif a déjà une évaluation ou une action non prévue : il ne se retire plus du plan."
        )


class Editing:
    """What an act works on: the locked plan, and the journal entry once written (None if nothing changed)."""

    def __init__(self, plan: AnnualActionPlan) -> None:
        self.plan = plan
        self.entry: Entry | None = None
        self.note: dict[str, Any] = {}


@contextmanager
def editing(actor: Actor, plan_id: int, act: str) -> Iterator[Editing]:
    """Run an act on the content of a draft plan, in one transaction, with one journal entry.

    Raises Http404 for a plan the actor may not read, Forbidden for one she may read but not change, or whose change
    would delete what the year has written about (Followed).
    """
    with transaction.atomic():
        plan = locked(actor, plan_id)
        require(can_edit(actor, plan))
        frame = Editing(plan)
        before = snapshot(plan)
        try:
            yield frame
        except ProtectedError as error:
            raise Followed(error) from None
        changed = difference(before, snapshot(plan))
        if changed:
            AnnualActionPlan.objects.filter(pk=plan.pk).update(updated_at=actor.now)
            if plan.is_published:  # in revision
                recount(plan)
            frame.entry = record(actor, act, plan, {**frame.note, **changed})


def locked(actor: Actor, plan_id: int) -> AnnualActionPlan:
    """Return the plan with its row locked until the transaction ends; Http404 if the actor may not read it."""
    readable = AnnualActionPlan.objects.visible_to(actor)
    plan = readable.select_related("zone").select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan is None:
        raise Http404("plan")
    return plan


def member(rows: "models.QuerySet[Any] | models.Manager[Any]", pk: int) -> Any:
    """Return the row of the plan with this key; Http404 when it is another plan's, or gone."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("not in this plan")
    return row


def merged_values(
    plan: AnnualActionPlan, key: str, row: Any, version: int, values: dict[str, Any], held: dict[str, Any]
) -> dict[str, Any]:
    """Return which of the submitted `values` to write, when `row` may have changed since `version` was read.

    The journal knows what the others wrote since: a field the person left as she read it keeps their words, a field
    they left alone takes hers. Raises Conflict when both changed the same field. `held` are the values saved now,
    `key` the row's place in the journal payload ("objectives:12").
    """
    since = changes_since(plan, key, row.version - version)
    read: dict[str, Any] = {}
    for entry in reversed(since):
        for name, value in _of(entry, "before", key).items():
            read.setdefault(name, value)
    mine = {name: value for name, value in values.items() if name not in read or value != read[name]}
    fields = {name: (held[name], value) for name, value in mine.items() if name in read and value != held[name]}
    if fields:
        raise Conflict(fields, row.version, since[0] if since else None)
    return {name: value for name, value in mine.items() if value != held[name]}


def changes_since(plan: AnnualActionPlan, key: str, count: int) -> list[Entry]:
    """Return the last `count` journal entries that changed the words of a row of the plan, newest first."""
    if count <= 0:
        return []
    entries = Entry.objects.filter(object_type=plan._meta.label_lower, object_id=str(plan.pk)).select_related("person")
    found = []
    for entry in entries.order_by("-pk").iterator(chunk_size=50):
        if set(_of(entry, "after", key)) - {"number"}:
            found.append(entry)
        if len(found) == count:
            break
    return found


def _of(entry: Entry, side: str, key: str) -> dict[str, Any]:
    """Return what an entry says of one row on one side, as {field: value}."""
    content = entry.payload.get(side, {})
    kind, _, pk = key.partition(":")
    if kind == "comment":
        return {"comment": content["comment"]} if "comment" in content else {}
    return content.get(kind, {}).get(pk) or {}


def move_row(rows: "models.QuerySet[Any]", pk: int, position: int) -> None:
    """Put a row of the plan at `position` (1 is the first; beyond the ends is the end); Http404 if it is not there."""
    member(rows, pk)
    keys = list(rows.order_by("number", "pk").values_list("pk", flat=True))
    keys.remove(pk)
    keys.insert(max(0, position - 1), pk)
    renumber(rows, keys)


def renumber(rows: "models.QuerySet[Any]", order: list[int] | None = None) -> None:
    """Number the rows 1, 2, 3... in `order` (keys), or in their present order; a number alone is not a new version."""
    held = list(rows.order_by("number", "pk"))
    if order is not None:
        place = {pk: index for index, pk in enumerate(order)}
        held.sort(key=lambda row: place[row.pk])
    moved = []
    for number, row in enumerate(held, start=1):
        if row.number != number:
            row.number = number
            moved.append(row)
    rows.model.objects.bulk_update(moved, ["number"])


def just_added(edit: Editing, actor: Actor, act: str, kind: str) -> int:
    """Return the key of the row that `actor` added by the very last act on the plan, `act`; 0 when it was another.

    A second click on « Ajouter » finds it again: nothing happened since, the row is as bare as the one asked for.
    """
    last = history_of(edit.plan).first()
    if last is None or last.act != act or last.person_id is None or last.person_id != actor.person_id:
        return 0
    return next(int(key) for key in last.payload["after"][kind])
