"""The lines of the queue of ONE: the officers who validate decide, those of approvals read, houses see the delays."""

from preau.foundation.accounts.roles import Role
from tests.access.rows import GET, POST, Row
from tests.access.training_entry_rows import ENTERING, ONE

DECIDING = frozenset({Role.TRAINING_OFFICER.value})
_REFUSAL = {"reason_code": "provider_not_entitled", "step": "1"}


def _card(side, actor):
    return [f"o{side.training.module.provider_id}", "refuser"]


def _record(side, actor):
    return [side.training.records.first().pk]


# What is decided belongs to no commune: an officer of ONE decides for the whole country.
_CARD = {"names": _card, "shared": True, "factor": True}
_RECORD = {"names": _record, "shared": True, "factor": True}

QUEUE = (
    Row("training:queue", GET, "la file des formations à valider", ONE),
    Row("training:queue_decide", POST, "refuser un organisme", DECIDING, 302, sends=_REFUSAL, **_CARD),
    Row("training:queue_batch", GET, "décider plusieurs cartes, sans rien cocher", DECIDING, 302, factor=True),
    Row("training:queue_batch", POST, "décider plusieurs cartes, sans rien cocher", DECIDING, 302, factor=True),
    Row("training:queue_doubts", GET, "les attestations à vérifier", ONE),
    Row("training:queue_doubt", GET, "décider des heures d’une personne", DECIDING, **_RECORD),
    Row("training:queue_doubt", POST, "décider des heures d’une personne, sans rien choisir", DECIDING, 422, **_RECORD),
    Row("training:queue_figures", GET, "les délais de validation", ENTERING | ONE),
)
