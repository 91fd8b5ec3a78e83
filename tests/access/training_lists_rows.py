"""The lines of old lists of staff and trainings: who keeps the register of a house takes them over."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.rows import GET, POST, Row
from tests.access.staff_rows import COORDINATION, KEEPERS
from tests.documents.building import Sheet, xlsx

ROWS = [["Nom", "Prénom", "Fonction", "Date d'entrée"], ["Marelle", "Lina", "Accueillante", "01/09/2020"]]


def upload_of(side):
    return {"file": SimpleUploadedFile("equipe.xlsx", xlsx(Sheet(ROWS, name="Équipe")))}


def _list(side, actor):
    kept = side.training_lists
    return [(kept.coordination if actor in COORDINATION else kept.operator).pk]


TRAINING_LISTS = (
    Row("training:lists", GET, "les listes de l’équipe", KEEPERS),
    Row("training:lists", POST, "envoyer une liste de l’équipe", KEEPERS, 302, sends=upload_of),
    Row("training:list_export", GET, "sortir l’équipe et ses formations", KEEPERS),
    Row("training:list_settle", GET, "une liste reçue", KEEPERS, names=_list),
    Row(
        "training:list_settle",
        POST,
        "reprendre une liste",
        KEEPERS,
        302,
        names=_list,
        sends={"version": 1, "do": "take"},
    ),
    Row("training:list_drop", POST, "abandonner une liste", KEEPERS, 302, names=_list),
)
