"""Lists sent and settled in tests."""

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.actors import Actor
from preau.operators.importing import acts
from preau.operators.models import ListImport
from tests.documents.building import Sheet, xlsx

HEAD = ["Opérateur", "Lieu", "Adresse", "Capacité", "Matin", "Mercredi", "Tarif"]
ROWS = [
    ["ASBL Les Lutins", "Centre", "rue Haute 5", 24, "7h-8h30", "12h-18h", "2 €/jour"],
    ["ASBL Les Lutins", "Nord", "rue Basse 6", 30, "7h-8h30", "", "2 €/jour"],
    ["Les Coccinelles", "Salle", "place 1", 40, "", "12h-18h", "gratuit"],
]


def workbook(rows=ROWS, head=HEAD) -> bytes:
    """Return a list as XLSX."""
    return xlsx(Sheet([head, *rows], name="Lieux"))


def upload(rows=ROWS, head=HEAD, name: str = "liste.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(rows, head))


def received(actor: Actor, rows=ROWS, head=HEAD) -> ListImport:
    """Return a list as it was received."""
    return acts.receive_list(actor, upload(rows, head))
