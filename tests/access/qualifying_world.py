"""A qualification that each commune's operator asked for, and one that its coordination asked for its own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.documents.acts import receive
from preau.foundation.documents.models import PAPERS
from preau.staff.models import QualificationRequest
from preau.staff.qualifying import acts
from tests.access.actors import COORDINATOR, MANAGER
from tests.documents.made_papers import pdf
from tests.factories import actor_for
from tests.operators.made import NOW
from tests.staff import made

if TYPE_CHECKING:
    from tests.access.world import Side


@dataclass
class Qualifying:
    """The requests of a commune."""

    worker: QualificationRequest
    coordinator: QualificationRequest

    def of(self, actor: str) -> QualificationRequest:
        """Return the request an actor's addresses name."""
        return self.coordinator if actor in {COORDINATOR, MANAGER} else self.worker


def make_side_qualifying(side: "Side") -> Qualifying:
    """Return the requests of a commune, sent on 21 November 2026."""
    return Qualifying(
        worker=_sent(side, Role.OPERATOR_SECRETARY, OrganisationKind.OPERATOR, "care_worker", "bacv"),
        coordinator=_sent(side, COORDINATOR, OrganisationKind.COORDINATION, "atl_coordinator", "higher_social"),
    )


def _sent(side: "Side", by: str, kind: str, function: str, title: str) -> QualificationRequest:
    keeper = actor_for(side.mandates[by], NOW)
    person = made.person(side.organisations[kind], function=function)
    credential = made.credential(person, title)
    upload = SimpleUploadedFile("titre.pdf", pdf())
    credential.file = receive(keeper, upload, acts.PURPOSE, kinds=PAPERS)
    credential.save(update_fields=["file"])
    return acts.send(keeper, person.pk, acts.Asked(function, "listed", credential.pk))
