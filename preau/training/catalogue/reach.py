"""What is read through a row of the catalogue: found module by module, so that the index of entries answers at once."""

from django.db.models import F, QuerySet

from preau.training.models import (
    OPEN_STATUSES,
    Status,
    TrainingEntry,
    TrainingModule,
    TrainingProvider,
    TrainingRecord,
)

Row = TrainingModule | TrainingProvider


def module_keys(row: Row) -> list[int]:
    """Return the keys of the modules read through a body or a module, with those merged into them. One query."""
    path = {"root": row.pk} if isinstance(row, TrainingModule) else {"root__provider__root": row.pk}
    return list(TrainingModule.objects.filter(**path).order_by().values_list("pk", flat=True))


def entries_on(row: Row) -> "QuerySet[TrainingEntry]":
    """Return the entries read through a body or a module. The keys of its modules are read at once: one query."""
    return TrainingEntry.objects.filter(module_id__in=module_keys(row))


def records_behind(row: Row) -> "QuerySet[TrainingRecord]":
    """Return the records, present, that a decision on a body or a module settles. One query, as `entries_on`."""
    return TrainingRecord.objects.present().filter(entry__module_id__in=module_keys(row))


def waiting_modules() -> dict[int, int]:
    """Return the number of the card of every module that waits: its root, or less than nought for the body it waits on.

    A module waits when it is not decided, or its body is not; what is refused waits for nothing. Three queries.
    """
    roots = TrainingModule.objects.roots()
    columns = ("pk", "provider__root_id", "provider__root__status")
    own = roots.filter(status__in=OPEN_STATUSES).order_by().values_list(*columns)
    bodies = TrainingProvider.objects.filter(root__status__in=OPEN_STATUSES, root__root=F("root"))
    through = roots.filter(status=Status.ACCEPTED, provider__in=bodies).order_by().values_list(*columns)
    cards: dict[int, int] = {}
    for key, body, status in (*own, *through):
        if status in OPEN_STATUSES and body is not None:
            cards[key] = -body
        elif status == Status.ACCEPTED:
            cards[key] = key
    merged = TrainingModule.objects.filter(root__in=list(cards)).exclude(root=F("pk")).order_by()
    return cards | {key: cards[root] for key, root in merged.values_list("pk", "root_id") if root in cards}
