"""Merging and splitting rows of the catalogue: who reads whom. Called by the acts, inside their transaction."""

from typing import Any

from preau.foundation.accounts.actors import Actor
from preau.training.models import Merging, TrainingModule, TrainingProvider

Row = TrainingModule | TrainingProvider


def merge_rows(actor: Actor, source: Row, target_id: Any) -> str:
    """Have `source`, and all that reads it, read the target from now on; return why not in French, "" when done.

    The rows that followed are kept with the merge: splitting gives back exactly those.
    """
    rows = type(source)._default_manager.select_for_update()
    target = rows.filter(pk=target_id).first()
    if target is None:
        return "Choisissez celui qui reste."
    root_id = target.root_id
    if root_id == source.pk:
        return "Choisissez-en un autre : celui-ci se lirait lui-même."
    moved = list(rows.filter(root_id=source.pk).order_by("pk").values_list("pk", flat=True))
    type(source)._default_manager.filter(pk__in=moved).update(root_id=root_id)
    source.root_id = root_id
    Merging.objects.create(
        kind=_kind(source), source_id=source.pk, target_id=target.pk, moved=moved, at=actor.now, by=actor.person
    )
    return ""


def split_rows(actor: Actor, source: Row) -> None:
    """Give a merged row back to itself, with those that came along and still read what it read."""
    made = merging_of(source)
    if made is None:
        return
    rows = type(source)._default_manager.filter(pk__in=made.moved, root_id=source.root_id)
    rows.update(root_id=source.pk)
    source.root_id = source.pk
    made.undone_at, made.undone_by = actor.now, actor.person
    made.save(update_fields=["undone_at", "undone_by"])


def merging_of(source: Row) -> Merging | None:
    """Return the merge by which this row reads another today; None when it reads itself."""
    return Merging.objects.filter(kind=_kind(source), source_id=source.pk, undone_at__isnull=True).first()


def _kind(row: Row) -> str:
    return Merging.Kind.MODULE if isinstance(row, TrainingModule) else Merging.Kind.PROVIDER
