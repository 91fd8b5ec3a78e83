"""A decision of the queue, whole or not at all: a body with its modules, taken back with all it settled."""

from collections.abc import Iterable

from django.db import transaction

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import CaseAct
from preau.training.catalogue import acts, deciding
from preau.training.catalogue.cases import Row
from preau.training.catalogue.merging import merging_of
from preau.training.models import Merging, ProgrammeTheme, Status, TrainingModule, TrainingProvider
from preau.training.queue.alike import Alike

Theme = tuple[ProgrammeTheme | None, bool]  # the theme, and whether it is ONE's own programme for the under-sixes


def accept_provider(
    actor: Actor,
    provider: TrainingProvider,
    grounds: Iterable[deciding.Accepted],
    modules: Iterable[tuple[TrainingModule, int | None, Theme]],
    step: int | None = None,
) -> CaseAct:
    """Accept a body and those of its modules that are given with a theme, in one decision.

    When a second officer must confirm the body, its modules go on waiting. Raises as `casework.engine.perform`.
    """
    with transaction.atomic():
        done = deciding.validate_provider(actor, provider, grounds, step)
        if done.act_id == "validate":
            for module, at, (theme, early) in modules:
                deciding.validate_module(actor, module, theme, at, early_childhood=early)
    return done


def merge_card(actor: Actor, row: Row, target: Alike, step: int | None = None) -> CaseAct:
    """Merge a card into what was chosen: a body whose only module waits goes into the body and the module chosen.

    Raises as `casework.engine.perform`.
    """
    with transaction.atomic():
        if isinstance(row, TrainingModule):
            return deciding.merge_into(actor, row, target.decided, step)
        done = deciding.merge_into(actor, row, target.provider, step)
        alone = only_module(row)
        if target.module is not None and alone is not None and done.act_id == "merge":
            deciding.merge_into(actor, alone, target.module)
        return done


def only_module(provider: TrainingProvider) -> TrainingModule | None:
    """Return the module of a body that has just one; None otherwise."""
    found = [one for one in TrainingModule.objects.filter(provider=provider)[:2] if one.root_id == one.pk]
    return found[0] if len(found) == 1 else None


def take_back(actor: Actor, row: Row) -> None:
    """Undo the last decision on a card: a merge is split, the rest goes back to waiting, with all it settled.

    What the same person decided at the same moment was one decision. Raises as `casework.engine.perform`.
    """
    with transaction.atomic():
        if row.root_id != row.pk:
            _split(actor, row)
            return
        if isinstance(row, TrainingProvider):
            together = TrainingModule.objects.filter(
                provider__root=row.pk, decided_at=row.decided_at, status__in=(Status.ACCEPTED, Status.REFUSED)
            )
            for module in together:
                deciding.undo(actor, module)
        deciding.undo(actor, row)


def _split(actor: Actor, row: Row) -> None:
    """Split a row back, and the module that was merged in the same decision."""
    made = merging_of(row)
    acts.split(actor, row)
    if made is None or isinstance(row, TrainingModule):
        return
    beside = Merging.objects.filter(kind=Merging.Kind.MODULE, at=made.at, by=made.by, undone_at=None)
    for module in TrainingModule.objects.filter(provider=row, pk__in=beside.values("source_id")):
        acts.split(actor, module)
