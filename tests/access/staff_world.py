"""The team of each commune's operator, and the coordinator its coordination keeps, each with all a file holds.

The care worker of the commune has a file of her own; somebody else hired elsewhere is asked for her consent.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import digest_of_token
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.documents.acts import receive
from preau.foundation.documents.models import PAPERS
from preau.staff.models import (
    Assignment,
    Credential,
    EmploymentContract,
    GoodConductCheck,
    MoveRequest,
    PaperConsent,
    StaffLeave,
    StaffPerson,
)
from tests.access.actors import COORDINATOR, MANAGER
from tests.documents.made_papers import pdf
from tests.factories import MandateFactory, OrganisationFactory, actor_for
from tests.operators.made import NOW
from tests.staff import made

if TYPE_CHECKING:
    from tests.access.world import Side

SINCE = date(2026, 11, 2)


@dataclass
class Kept:
    """Somebody of a house, and what her file holds."""

    person: StaffPerson
    contract: EmploymentContract
    assignment: Assignment
    leave: StaffLeave
    credential: Credential
    check: GoodConductCheck


@dataclass
class Staff:
    """What the addresses of Mon Équipe name; `hers` is asked of the care worker, `asked` by her house.

    `paper` is her consent signed on paper, that her house is asked to confirm.
    """

    worker: Kept
    coordinator: Kept
    hers: MoveRequest
    asked: MoveRequest
    token: str
    paper: PaperConsent

    def of(self, actor: str) -> Kept:
        """Return the person an actor's addresses name: a coordination keeps its own coordinators alone."""
        return self.coordinator if actor in {COORDINATOR, MANAGER} else self.worker


def make_side_staff(side: "Side") -> Staff:
    """Return the people of a commune, as they stand on 21 November 2026."""
    house = side.organisations[OrganisationKind.OPERATOR]
    coordination = side.organisations[OrganisationKind.COORDINATION]
    worker = made.person(house, account=side.people[Role.CARE_WORKER], starts_on=SINCE)
    coordinator = made.person(coordination, function="atl_coordinator", starts_on=SINCE)
    # Those who have no file of their own have one that bears their address, to say it is theirs.
    for actor, where in (
        *((role, house) for role in (Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.PROJECT_LEADER)),
        *((actor, coordination) for actor in (COORDINATOR, MANAGER)),
    ):
        made.person(where, function="other", email=side.people[actor].email)
    elsewhere = OrganisationFactory(operator=True, name=f"Maison d’ailleurs {side.name}")
    token = f"accord-{side.name}"
    hers = _asked(worker, elsewhere, side.people[Role.OPERATOR_SECRETARY], token)
    return Staff(
        worker=_kept(actor_for(side.mandates[Role.OPERATOR_SECRETARY], NOW), worker),
        coordinator=_kept(actor_for(side.mandates[COORDINATOR], NOW), coordinator),
        hers=hers,
        asked=_asked(made.person(elsewhere), house, side.people[Role.OPERATOR_SECRETARY], f"autre-{token}"),
        token=token,
        paper=_given(hers, elsewhere, house),
    )


def _kept(keeper: Actor, person: StaffPerson) -> Kept:
    contract = person.contracts.get()
    contract.document = _paper(keeper, "contrat.pdf")
    contract.save(update_fields=["document"])
    credential = made.credential(person, "bacv")
    credential.file = _paper(keeper, "brevet.pdf")
    credential.save(update_fields=["file"])
    check = GoodConductCheck.objects.create(
        person=person,
        organisation_id=keeper.organisation_id,
        extract_on=date(2026, 10, 1),
        seen_on=SINCE,
        cleared=True,
        recorded_at=NOW,
    )
    leave = StaffLeave.objects.create(
        contract=contract, kind="other", starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 10)
    )
    return Kept(person, contract, contract.assignments.get(), leave, credential, check)


def _paper(keeper: Actor, name: str):
    return receive(keeper, SimpleUploadedFile(name, pdf()), "staff.credential", kinds=PAPERS)


def _given(request: MoveRequest, elsewhere, former) -> PaperConsent:
    director = actor_for(MandateFactory(organisation=elsewhere, role=Role.OPERATOR_SIGNATORY), NOW)
    return PaperConsent.objects.create(
        request=request,
        file=_paper(director, "accord.pdf"),
        signed_on=SINCE,
        former=former,
        attested_by=director.person,
        attested_at=NOW,
    )


def _asked(person: StaffPerson, house, by, token: str) -> MoveRequest:
    return MoveRequest.objects.create(
        person=person,
        organisation=house,
        starts_on=SINCE,
        function="care_worker",
        asked_by=by,
        asked_at=NOW,
        expires_at=NOW + timedelta(days=30),
        token_digest=digest_of_token(token),
    )
