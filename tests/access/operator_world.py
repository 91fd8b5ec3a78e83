"""The operators of each commune of the access tests: one's own, still a draft; one that declared; one without account.

The draft of one's own holds the word « offer » of the commune in every text, its body the account: who reads a draft or
an account that is not hers is found out by that word. What is declared holds no word: everybody reads it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.models import digest_of_token
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.casework.models import Case
from preau.foundation.documents.acts import receive
from preau.foundation.documents.models import PAPERS, ReceivedFile
from preau.foundation.territory.models import Municipality
from preau.operators.declaring.acts import case_of_declaration
from preau.operators.models import (
    AccessKey,
    CareOperator,
    CareProject,
    ChildrenCount,
    ContactPerson,
    ListImport,
    OfficerCharge,
    OfficerLeave,
    OperatorDeclaration,
    OrganisingBody,
    PublishedPlace,
    Recognition,
)
from preau.operators.models.bodies import Insurance
from preau.operators.models.offer import CarePeriod
from preau.operators.models.places import CarePlace
from tests.documents.made_papers import pdf
from tests.factories import actor_for
from tests.operators import made

if TYPE_CHECKING:
    from tests.access.world import Side

IBANS = {"nord": "BE71096123456769", "sud": "BE43068999999501"}
DAY = date(2026, 11, 21)


@dataclass
class Operators:
    """What the addresses of the operators name, of one commune."""

    mine: CareOperator
    body: OrganisingBody
    place: CarePlace
    declaration: OperatorDeclaration
    declared: OperatorDeclaration
    published: PublishedPlace
    noted: CareOperator
    noted_place: CarePlace
    recognition: Recognition
    insurance: Insurance
    contact: ContactPerson
    project: CareProject
    proof: ReceivedFile
    received: ListImport
    key: AccessKey
    charge: OfficerCharge
    leave: OfficerLeave
    count: ChildrenCount
    secret: str = field(default="")

    @property
    def case(self) -> Case:
        return case_of_declaration(self.declaration)

    @property
    def declared_case(self) -> Case:
        return case_of_declaration(self.declared)

    @property
    def period(self) -> CarePeriod:
        return self.place.periods.first()

    @property
    def commune(self) -> Municipality:
        return self.place.municipality


def make_side_operators(side: "Side") -> Operators:
    """Return the operators of a commune, as they stand on 21 November 2026."""
    word = side.words["offer"]
    house = side.organisations[OrganisationKind.OPERATOR]
    body = made.body(side.zone, organisation=house, iban=IBANS[side.name], person_in_charge=f"Responsable {word}")
    mine = made.operator(side.zone, body=body, name=f"Accueil de la marelle {side.name}", subsidies=f"Subside {word}")
    text = made.full_text(made.commune_of(side.zone), name=f"Lieu {word}", premises=f"Salle {word}", school_name=word)
    place = made.write_place(mine, text, made.NOW)
    recognition = Recognition.objects.create(
        operator=mine, kind="atl_approval", reference=word, valid_from=date(2025, 1, 1)
    )
    insurance = Insurance.objects.create(operator=mine, cover="both", insurer=f"Assureur {word}")
    contact = made.contact(mine, full_name=f"Contact {word}")
    signatory = actor_for(side.mandates[Role.OPERATOR_SIGNATORY], made.NOW, strong=True)
    proof = receive(signatory, SimpleUploadedFile(f"{word}.pdf", pdf()), "operators.proof", kinds=PAPERS)
    Recognition.objects.filter(pk=recognition.pk).update(proof=proof)
    Insurance.objects.filter(pk=insurance.pk).update(proof=proof)
    project = CareProject.objects.create(operator=mine, number=1, text=f"Projet {word}", created_at=made.NOW)
    project.files.add(proof)
    other = made.operator(side.zone, name=f"Accueil du cerceau {side.name}")
    declared = made.declared(other, side.zone)
    noted = made.operator(side.zone, name=f"Accueil du ballon {side.name}")
    noted_place = made.full_place(noted)
    return Operators(
        mine=mine,
        body=body,
        place=place,
        declaration=mine.declarations.get(),
        declared=declared,
        published=PublishedPlace.objects.filter(operator=other).first(),
        noted=noted,
        noted_place=noted_place,
        recognition=recognition,
        insurance=insurance,
        contact=contact,
        project=project,
        proof=proof,
        **_around(side, signatory.someone),
    )


def _around(side: "Side", signatory) -> dict:
    """Return what stands around: a list being settled, a key, an officer's charge and leave, the children counted."""
    officer = side.mandates[Role.APPROVAL_OFFICER]
    secret = f"preau_{side.name}"
    received = ListImport.objects.create(
        organisation=side.organisations[OrganisationKind.COORDINATION],
        zone=side.zone,
        file_name="liste.xlsx",
        proposal={},
        created_at=made.NOW,
        created_by=side.people[Role.ATL_COORDINATOR],
    )
    key = AccessKey.objects.create(
        organisation=side.organisations[OrganisationKind.OPERATOR],
        label="Logiciel inventé",
        digest=digest_of_token(secret),
        can_write=True,
        made_by=signatory,
        made_at=made.NOW,
        expires_on=DAY + timedelta(days=90),
    )
    charge = OfficerCharge.objects.create(mandate=officer, subject="approval", province="Province inventée")
    leave = OfficerLeave.objects.create(mandate=officer, first_day=DAY, last_day=DAY)
    count = ChildrenCount.objects.create(
        municipality=made.commune_of(side.zone), day=date(2026, 1, 1), count=900, source="Un essai"
    )
    return {"received": received, "key": key, "secret": secret, "charge": charge, "leave": leave, "count": count}
