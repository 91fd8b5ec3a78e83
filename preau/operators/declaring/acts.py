"""What is done with a declaration, before the engine of the cases takes over: it is begun."""

from preau.foundation.accounts.actors import Actor, system
from preau.foundation.casework.api import Case, case_of, open_case
from preau.foundation.journal.api import record
from preau.foundation.territory.models import Zone
from preau.operators.models import CareOperator, OperatorDeclaration

PROCEDURE = "operator_declaration"


def begin(actor: Actor, operator: CareOperator, zone: Zone) -> OperatorDeclaration:
    """Return the declaration of an operator to a zone, begun now with its case when there is none yet.

    Called inside the act that adds an operator or its first place in a zone, which has locked the operator and asked
    whether the actor may. The case is opened by the portal: whoever prepares a declaration need not be who signs it;
    the journal keeps who began it.
    """
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
