"""The lines of what the coordination writes for an operator nobody acts for yet, as its people would."""

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from preau.foundation.accounts.roles import Role
from tests.access.operator_bodies_rows import COORDINATION, OPERATOR_BODIES
from tests.access.operator_fees_rows import OPERATOR_FEES
from tests.access.operator_places_rows import OPERATOR_PLACES
from tests.access.rows import POST, Row

if TYPE_CHECKING:
    from tests.access.world import Side

WRITTEN = frozenset(
    f"operators:{name}"
    for name in (
        *("place_new", "place_address", "place_premises", "place_close", "place_remove", "place_copy", "operator_edit"),
        *("period_new", "period", "period_copy", "period_remove", "staffing_period", "paper_new", "project_new"),
        *("closure", "closure_new", "closure_remove", "transfer", "transfer_new", "transfer_remove"),
        *("fee", "fee_remove", "fees_copy", "reduction", "reduction_new", "reduction_remove"),
    )
)


def noted(side: "Side") -> "Side":
    """Return the commune as if the operator noted down were one's own, so that the same lines name its things."""
    seen = copy(side)
    held = side.operators
    seen.operators = replace(held, mine=held.noted, place=held.noted_place, body=held.noted.body)
    return seen


def for_the_coordination(row: Row) -> Row:
    """Return the line of an operator's people, as the coordination does it for an operator without account."""

    def names(side: "Side", actor: str) -> Any:
        if actor not in COORDINATION or row.names is None:
            return None
        return row.names(noted(side), Role.OPERATOR_SIGNATORY.value)

    def sends(side: "Side") -> dict[str, Any]:
        return row.form(noted(side))

    opens = COORDINATION | (row.may if row.opens is None else row.opens)
    what = f"{row.what}, d’un opérateur sans compte"
    return Row(row.route, POST, what, COORDINATION, row.answer, names=names, opens=opens, sends=sends)


OPERATORS_NOTED = tuple(
    for_the_coordination(row)
    for row in (*OPERATOR_PLACES, *OPERATOR_FEES, *OPERATOR_BODIES)
    if row.method == POST and row.route in WRITTEN and row.answer == 302 and not row.may & COORDINATION
)
