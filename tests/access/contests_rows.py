"""The lines of contests: who contests, her house, ONE that decides; a colleague who leads only reads."""

from preau.foundation.accounts.roles import Role
from tests.access.rows import GET, POST, Row
from tests.access.staff_rows import KEEPERS, LEADER, ONE, TEAM, WORKER

CONTESTING = KEEPERS | WORKER
DECIDING = frozenset({Role.TRAINING_OFFICER.value})
_REJECT = {"decision": "reject", "reason": "Le contenu reste hors du programme.", "step": 2}


def _contest(side, actor):
    return [side.contests.of(actor).pk]


def _record(side, actor):
    return [side.contests.of(actor).record_id]


_MINE = {"names": _contest, "opens": CONTESTING | LEADER}
_NEW = {"names": _record, "opens": CONTESTING | LEADER}
_DECIDE = {"names": _contest, "everywhere": DECIDING, "factor": True}

CONTESTS = (
    Row("training:contests", GET, "les contestations", TEAM | WORKER | ONE),
    Row("training:contest", GET, "une contestation", TEAM | WORKER | ONE, names=_contest, everywhere=ONE),
    Row("training:contest_new", GET, "contester un refus", CONTESTING, **_NEW),
    Row(
        "training:contest_new", POST, "contester un refus, déjà contesté", CONTESTING, 302, sends={"words": "x"}, **_NEW
    ),
    Row("training:contest_answer", GET, "répondre à une question de l’ONE", CONTESTING, **_MINE),
    Row("training:contest_answer", POST, "répondre, sans rien écrire", CONTESTING, 422, **_MINE),
    Row("training:contest_decide", GET, "décider d’une contestation", DECIDING, **_DECIDE),
    Row("training:contest_decide", POST, "rejeter une contestation", DECIDING, 302, sends=_REJECT, **_DECIDE),
)
