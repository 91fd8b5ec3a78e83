"""A training the operator of each commune entered, with its certificate: of somebody who has no account."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.roles import Role
from preau.foundation.documents.acts import receive
from preau.foundation.documents.models import PAPERS
from preau.training.entry.acts import PURPOSE
from preau.training.models import TrainingEntry
from tests.factories import actor_for
from tests.operators.made import NOW
from tests.staff import made as staff
from tests.training import made
from tests.training.certificates.made import as_pdf

if TYPE_CHECKING:
    from tests.access.world import Side


def make_side_entry(side: "Side") -> TrainingEntry:
    """Return a training that waits for ONE, entered for the operator of a commune."""
    person = staff.person(side.operators.mine)
    row = made.other(
        side.operators.mine, [person], f"Organisme {side.name}", f"Jouer au {side.name}", {date(2026, 3, 2): 6}
    )
    secretary = actor_for(side.mandates[Role.OPERATOR_SECRETARY], NOW)
    paper = as_pdf(("ATTESTATION", "Jouer dehors, le 2 mars 2026"))  # its text is copied: a scan takes seconds to read
    row.certificate = receive(secretary, SimpleUploadedFile("attestation.pdf", paper), PURPOSE, kinds=PAPERS)
    row.save(update_fields=["certificate"])
    return row
