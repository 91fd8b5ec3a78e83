"""A list of staff that each commune's operator received, and one of its coordination; neither is settled."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from preau.foundation.accounts.roles import Role
from preau.staff.models import StaffImport
from preau.training.importing import acts
from tests.access.actors import COORDINATOR
from tests.access.training_lists_rows import upload_of
from tests.factories import actor_for
from tests.operators.made import NOW

if TYPE_CHECKING:
    from tests.access.world import Side


@dataclass
class TrainingLists:
    """The lists of a commune."""

    operator: StaffImport
    coordination: StaffImport


def make_side_lists(side: "Side") -> TrainingLists:
    """Return the lists of a commune, received on 21 November 2026."""
    return TrainingLists(
        operator=acts.receive_list(actor_for(side.mandates[Role.OPERATOR_SECRETARY], NOW), upload_of(side)["file"]),
        coordination=acts.receive_list(actor_for(side.mandates[COORDINATOR], NOW), upload_of(side)["file"]),
    )
