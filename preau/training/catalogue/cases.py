"""The case of each body and module of the catalogue: opened by the portal when it is typed, or first needed."""

from collections.abc import Iterable

from preau.foundation.accounts.actors import Actor, system
from preau.foundation.casework.api import Case, Supplied, case_of, open_case
from preau.training.models import OPEN_STATUSES, Status, TrainingModule, TrainingProvider

MODULE_PROCEDURE = "training_module_validation"
PROVIDER_PROCEDURE = "training_provider_validation"
TAKEN_OVER = "connue par le catalogue repris"

Row = TrainingModule | TrainingProvider


def procedure_of(row: Row) -> str:
    """Return the procedure that a row of the catalogue follows."""
    return MODULE_PROCEDURE if isinstance(row, TrainingModule) else PROVIDER_PROCEDURE


def open_proposed(actor: Actor, row: Row, certificate: str) -> Case:
    """Open the case of what was just typed. The portal opens it: whoever enters a training need not be who signs."""
    return _open(actor, row, "propose", Supplied({"certificate": certificate}))


def case_for(actor: Actor, row: Row) -> Case:
    """Return the case of a body or a module; what was known before Préau gets one now, in the state it has."""
    held = case_of(procedure_of(row), row)
    if held is not None:
        return held
    if row.status in OPEN_STATUSES:
        return open_proposed(actor, row, TAKEN_OVER)
    return _open(actor, row, "take_over" if row.status == Status.ACCEPTED else "take_over_refusal", Supplied())


def steps_of(procedure_id: str, keys: Iterable[int]) -> dict[int, int]:
    """Return the number of acts of the cases of some rows, which forms name; 1 when a case is not opened yet."""
    kept = list(keys)
    held = Case.objects.filter(procedure_id=procedure_id, subject_id__in=kept)
    return dict.fromkeys(kept, 1) | dict(held.values_list("subject_id", "step"))


def _open(actor: Actor, row: Row, act_id: str, supplied: Supplied) -> Case:
    kind = "Module" if isinstance(row, TrainingModule) else "Organisme"
    return open_case(
        system(actor.now, f"Préau, à la demande de : {actor.acting_as}"[:200]),
        procedure_of(row),
        act_id,
        row,
        f"{kind} « {row} »"[:200],
        organisation_id=row.proposed_for_id,
        supplied=supplied,
    )
