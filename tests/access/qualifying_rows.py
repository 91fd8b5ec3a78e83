"""The lines of qualification: the house that asks, ONE that decides whatever the house; a colleague only reads."""

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import case_of
from preau.staff.qualifying.reading import PROCEDURE
from tests.access.rows import GET, POST, Row
from tests.access.staff_rows import KEEPERS, ONE, TEAM


def _person(side, actor):
    return [side.qualifying.of(actor).person_id]


def _request(side, actor):
    return [side.qualifying.of(actor).pk]


def _piece(side, actor):
    """Name the experience ONE attests in a case of its own; nobody else is shown where to give it."""
    case = case_of(PROCEDURE, side.qualifying.worker)
    return [case.pk, "experience_certificate"] if actor in APPROVAL else None


APPROVAL = frozenset({Role.APPROVAL_OFFICER.value})
_READ = {"names": _request, "everywhere": ONE}
_WITHDRAW = {"act": "withdraw", "step": 2}
_CONFIRM = {"act": "qualify", "step": 2}

QUALIFYING = (
    Row("staff:qualify", GET, "demander une qualification", KEEPERS, names=_person),
    Row("staff:qualify", POST, "demander une qualification, sans rien choisir", KEEPERS, 422, names=_person),
    Row("staff:qualifications", GET, "les demandes de qualification", TEAM | ONE),
    Row("staff:qualifications", POST, "confirmer les titres cochés", ONE, 302, factor=True),
    Row("staff:qualification", GET, "une demande de qualification", TEAM | ONE, **_READ),
    Row(
        "staff:qualification",
        POST,
        "retirer une demande",
        KEEPERS,
        302,
        names=_request,
        opens=TEAM,
        sends=_WITHDRAW,
    ),
    Row(
        "staff:qualification",
        POST,
        "reconnaître une qualification",
        ONE,
        302,
        names=_request,
        everywhere=ONE,
        opens=TEAM,
        factor=True,
        sends=_CONFIRM,
    ),
    Row(
        "casework:piece",
        POST,
        "l’expérience que l’ONE atteste",
        APPROVAL,
        302,
        names=_piece,
        everywhere=APPROVAL,
        sends={"kept_at": "Farde 13"},
    ),
    Row("staff:qualification_title", GET, "la copie d’un titre envoyé", TEAM | ONE, **_READ),
)
