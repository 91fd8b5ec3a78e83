"""Requests of qualification to try things on."""

from django.core.files.base import ContentFile

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import case_of
from preau.foundation.documents.models import FileKind, ReceivedFile
from preau.staff.qualifying import acts
from preau.staff.qualifying.reading import PROCEDURE
from tests.operators import made as operators
from tests.staff import made
from tests.staff.made import NOW


def paper(operator, name="titre.pdf"):
    """Make a received paper of a house; its content is not looked at again."""
    mandate = operators.mandate(operator)
    row = ReceivedFile(
        original_name=name,
        kind=FileKind.PDF,
        size=9,
        sha256="0" * 64,
        purpose=acts.PURPOSE,
        organisation=mandate.organisation,
        uploaded_by=mandate.person,
        uploaded_at=NOW,
    )
    row.file.save(name, ContentFile(b"%PDF-1.7\n"), save=False)
    row.save()
    return row


def titled(operator, title="bacv", function="care_worker", **fields):
    """Make somebody with a title and its copy."""
    person = made.person(operator, function=function, **fields)
    credential = made.credential(person, title)
    credential.file = paper(operator)
    credential.save()
    return person, credential


def sent(operator, title="bacv", function="care_worker", road="listed", role=Role.OPERATOR_SECRETARY):
    """Make a request of a house, sent to ONE."""
    person, credential = titled(operator, title, function)
    asked = acts.Asked(function=function, road=road, credential_id=credential.pk)
    return acts.send(operators.actor(operator, role), person.pk, asked)


def case(request):
    return case_of(PROCEDURE, request)


def state(request):
    return case(request).state_id
