"""A training the operator of each commune entered, with its certificate: of somebody who has no account."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.roles import Role
from preau.foundation.documents.acts import receive
from preau.foundation.documents.models import PAPERS
from preau.training.entry.acts import PURPOSE
from preau.training.models import TrainingEntry
from tests.documents.made_papers import pdf
from tests.factories import actor_for
from tests.operators.made import NOW
from tests.staff import made as staff
from tests.training import made

if TYPE_CHECKING:
    from tests.access.world import Side


def make_side_entry(side: "Side") -> TrainingEntry:
    """Return a training that waits for ONE, entered for the operator of a commune."""
    person = staff.person(side.operators.mine)
    row = made.other(
        side.operators.mine, [person], f"Organisme {side.name}", f"Jouer au {side.name}", {date(2026, 3, 2): 6}
    )
    secretary = actor_for(side.mandates[Role.OPERATOR_SECRETARY], NOW)
    row.certificate = receive(secretary, SimpleUploadedFile("attestation.pdf", pdf()), PURPOSE, kinds=PAPERS)
    row.save(update_fields=["certificate"])
    return row
