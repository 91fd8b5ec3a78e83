"""The lines of lists of operators: who brings one in, settles it, drops it, and takes one out."""

from tests.access.operator_bodies_rows import BODY, COORDINATION
from tests.access.rows import GET, POST, Row

LISTERS = BODY | COORDINATION


def _received(side, actor):
    """Name a list the coordination received; the body of an operator has received none."""
    return None if actor in BODY else [side.operators.received.pk]


def _answers(side):
    return {"version": side.operators.received.version, "do": "answer"}


OPERATOR_LISTS = (
    Row("operators:lists", GET, "les listes reçues, et celle à sortir", LISTERS),
    Row("operators:lists", POST, "envoyer une liste, sans fichier", LISTERS, 422),
    Row("operators:list_template", GET, "une liste vide à remplir", LISTERS),
    Row("operators:list_export", GET, "la liste des lieux, en classeur", LISTERS),
    Row("operators:list_export_csv", GET, "la liste des lieux, en texte", LISTERS),
    Row("operators:list_settle", GET, "une liste reçue", COORDINATION, names=_received, opens=LISTERS),
    Row(
        "operators:list_settle",
        POST,
        "répondre aux questions d’une liste",
        COORDINATION,
        302,
        names=_received,
        sends=_answers,
        opens=LISTERS,
    ),
    Row("operators:list_drop", POST, "abandonner une liste", COORDINATION, 302, names=_received, opens=LISTERS),
)
