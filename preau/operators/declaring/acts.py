"""What is done with a declaration: it is begun, prepared for who signs, then moved by the engine of the cases."""

from datetime import date

from django.db import transaction

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.casework.api import Case, CaseAct, Supplied, case_of, open_case, perform
from preau.foundation.casework.models import Task
from preau.foundation.casework.talking import ask_task
from preau.foundation.journal.api import record
from preau.foundation.territory.models import Zone
from preau.law.procedures.roles import Role
from preau.law.words import full_date
from preau.operators.access import can_describe
from preau.operators.models import CareOperator, OperatorDeclaration

PROCEDURE = "operator_declaration"
READY = "Signer la déclaration : elle est prête"  # what is asked of who signs


def begin(actor: Actor, operator: CareOperator, zone: Zone) -> OperatorDeclaration:
    """Return the declaration of an operator to a zone, begun now with its case when there is none yet.

    Called inside the act that adds an operator or its first place in a zone, which has locked the operator and asked
    whether the actor may. The case is opened by the portal: whoever prepares a declaration need not be who signs it;
    the journal keeps who began it.
    """
    with transaction.atomic():
        declaration, made = OperatorDeclaration.objects.get_or_create(operator=operator, zone=zone)
        if made:
            words = {"operator": operator.pk, "zone": zone.slug}
            record(actor, "operators.begin_declaration", declaration, words)
            open_case(
                system(actor.now, f"Préau, à la demande de : {actor.acting_as}"[:200]),
                PROCEDURE,
                "open",
                declaration,
                f"Déclaration de {operator.name}, {zone}"[:200],
                zone_id=zone.pk,
                organisation_id=operator.body.organisation_id,
            )
    return declaration


def case_of_declaration(declaration: OperatorDeclaration) -> Case:
    """Return the case of a declaration. Raises LookupError for one without, which `begin` leaves nowhere."""
    case = case_of(PROCEDURE, declaration)
    if case is None:
        raise LookupError(f"declaration {declaration.pk} has no case")
    return case


def ready(actor: Actor, declaration: OperatorDeclaration) -> Task:
    """Ask who signs for the operator to declare: the description is ready. Asked twice, it is asked once."""
    require(can_describe(actor, declaration.operator))
    return ask_task(actor, case_of_declaration(declaration).pk, READY, Role.CARE_OPERATOR.value, None)


def submit(
    actor: Actor, declaration: OperatorDeclaration, step: int, effective_on: date, seen: str | None = None
) -> CaseAct:
    """Declare the present description, in force from `effective_on`; it is frozen, and published on its day.

    `step` is the one the page was shown at, `seen` the mark of the draft that was read (None: not asked). Raises as
    `casework.engine.perform`.
    """
    facts = {"effective_day": full_date(effective_on)}
    supplied = Supplied(facts, more={"effective_on": effective_on, "seen": seen})
    return perform(actor, case_of_declaration(declaration).pk, "submit", step, supplied)


def note_down(actor: Actor, declaration: OperatorDeclaration, step: int, seen: str | None = None) -> CaseAct:
    """Publish what the coordination noted of an operator without account. Raises as `casework.engine.perform`."""
    supplied = Supplied(more={"seen": seen})
    return perform(actor, case_of_declaration(declaration).pk, "note_down", step, supplied)


def end(actor: Actor, declaration: OperatorDeclaration, step: int, effective_on: date, reason: str) -> CaseAct:
    """Declare the end of care in a zone, from `effective_on`. Raises as `casework.engine.perform`."""
    facts = {"effective_day": full_date(effective_on), "reason": reason}
    supplied = Supplied(facts, more={"effective_on": effective_on})
    return perform(actor, case_of_declaration(declaration).pk, "end", step, supplied)


def note_read(actor: Actor, declaration: OperatorDeclaration, step: int) -> CaseAct:
    """Note that the declaration is read. Raises as `casework.engine.perform`."""
    return perform(actor, case_of_declaration(declaration).pk, "read", step)


def ask_correction(actor: Actor, declaration: OperatorDeclaration, step: int, reason: str) -> CaseAct:
    """Send the declaration back to its operator, remarks made. Raises as `casework.engine.perform`."""
    return perform(actor, case_of_declaration(declaration).pk, "ask_correction", step, Supplied({"reason": reason}))
