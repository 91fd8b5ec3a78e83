"""The lines of Mon Équipe: the house that keeps a file, the person herself, ONE; a coordination for its own alone."""

from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.roles import Role
from tests.access.actors import COORDINATOR, EVERYBODY, MANAGER
from tests.access.rows import GET, POST, Row
from tests.documents.made_papers import pdf

BODY = frozenset({Role.OPERATOR_SIGNATORY.value, Role.OPERATOR_SECRETARY.value})
SIGNS = frozenset({Role.OPERATOR_SIGNATORY.value})
LEADER = frozenset({Role.PROJECT_LEADER.value})
WORKER = frozenset({Role.CARE_WORKER.value})
COORDINATION = frozenset({COORDINATOR, MANAGER})
KEEPERS = BODY | COORDINATION
TEAM = KEEPERS | LEADER
ONE = frozenset({Role.APPROVAL_OFFICER.value, Role.TRAINING_OFFICER.value})

_PERSON = {
    "given_name": "Prénom",
    "family_name": "Nouvelle",
    "starts_on": "2026-11-20",
    "function": "administration",
}
_CONTRACT = {"starts_on": "2026-11-02", "status": "employee"}
_FUNCTION = {"function": "management", "starts_on": "2026-11-20"}
_TITLE = {"title": "animator"}
_LEAVE = {"kind": "illness", "starts_on": "2026-11-20", "ends_on": "2026-11-21"}
_EXTRACT = {"extract_on": "2026-11-20", "seen_on": "2026-11-21", "cleared": "yes"}


def _of(*held):
    """Name the person an actor's pages are about, and what her file holds of this sort."""

    def names(side, actor):
        kept = side.staff.of(actor)
        return [
            kept.person.pk,
            *(one if isinstance(one, str) and one in SORTS else getattr(kept, one).pk for one in held),
        ]

    return names


SORTS = frozenset({"fonction", "absence", "extrait", "titre"})


def _form(route, what, names, sends):
    """Return the lines of a page with one form about a person, for who keeps her file."""
    return (
        Row(f"staff:{route}", GET, what, KEEPERS, names=names),
        Row(f"staff:{route}", POST, what, KEEPERS, 302, names=names, sends=sends),
    )


def _drop(sort, held, what):
    return _form("drop", f"retirer {what}", _of(sort, held), {})


def _hers(side, actor):
    """Name what is asked of the care worker; to the other people of houses it does not exist: no line of theirs."""
    return None if actor in TEAM else [side.staff.hers.pk]


def _asked(side, actor):
    return None if actor in COORDINATION else [side.staff.asked.pk]


def _attested(side, actor):
    return None if actor in COORDINATION | {Role.OPERATOR_SECRETARY.value} else [side.staff.asked.pk]


def _paper(side, actor):
    """Name the paper a house is asked to confirm; to a coordination and a project leader it does not exist."""
    return None if actor in COORDINATION | LEADER else [side.staff.paper.pk]


def _sheet(side):
    return {"signed_on": "2026-11-20", "attested": "on", "file": SimpleUploadedFile("accord.pdf", pdf())}


def _token(side, actor):
    return [side.staff.token]


_READ = {"names": _of(), "everywhere": ONE}
_LINK = {"names": _token, "shared": True}
_YES = {"answer": "yes"}

STAFF = (
    Row("staff:team", GET, "son équipe", TEAM),
    Row("staff:me", GET, "son propre dossier", TEAM | WORKER),
    Row("staff:me", POST, "dire que ce dossier est le sien", TEAM | WORKER, 302),
    Row("staff:person_new", GET, "ajouter quelqu’un à son équipe", KEEPERS),
    Row("staff:person_new", POST, "ajouter quelqu’un à son équipe", KEEPERS, 302, sends=_PERSON),
    Row("staff:person", GET, "un dossier de l’équipe", TEAM | WORKER | ONE, **_READ),
    Row(
        "staff:credential_file",
        GET,
        "la copie d’un titre",
        TEAM | WORKER | ONE,
        names=_of("credential"),
        everywhere=ONE,
    ),
    Row(
        "staff:contract_file",
        GET,
        "un contrat",
        KEEPERS | WORKER | ONE,
        names=_of("contract"),
        everywhere=ONE,
        opens=TEAM | WORKER,
    ),
    *_form("identity", "l’identité d’une personne", _of(), {"given_name": "Autre", "family_name": "Nom"}),
    *_form("contract_new", "un nouveau contrat", _of(), _CONTRACT)[:1],
    Row("staff:contract_new", POST, "un contrat de trop", KEEPERS, 422, names=_of(), sends=_CONTRACT),
    *_form("contract", "un contrat", _of("contract"), _CONTRACT),
    *_form("function_new", "une fonction", _of(), _FUNCTION),
    *_form("function", "une fonction", _of("assignment"), _FUNCTION),
    *_form("leave_new", "une absence", _of(), _LEAVE),
    *_form("leave", "une absence", _of("leave"), _LEAVE),
    *_form("credential_new", "un titre", _of(), _TITLE),
    *_form("credential", "un titre", _of("credential"), _TITLE),
    *_form("conduct_new", "un extrait vu", _of(), _EXTRACT),
    *_drop("fonction", "assignment", "une fonction"),
    *_drop("absence", "leave", "une absence"),
    *_drop("extrait", "check", "un extrait vu"),
    *_drop("titre", "credential", "un titre"),
    Row("staff:move", GET, "la demande d’un nouvel employeur", WORKER, names=_hers),
    Row("staff:move", POST, "répondre à un nouvel employeur", WORKER, 302, names=_hers, sends=_YES),
    Row("staff:move_withdraw", GET, "retirer une demande d’accord", BODY, names=_asked, opens=KEEPERS),
    Row("staff:move_withdraw", POST, "retirer une demande d’accord", BODY, 302, names=_asked, opens=KEEPERS),
    Row("staff:move_paper", GET, "le texte d’un accord à signer", BODY, names=_asked, opens=KEEPERS),
    Row(
        "staff:move_paper",
        POST,
        "déposer un accord sur papier",
        SIGNS,
        302,
        names=_attested,
        opens=KEEPERS,
        factor=True,
        sends=_sheet,
    ),
    Row("staff:paper", GET, "un accord sur papier", SIGNS | ONE, names=_paper, everywhere=ONE),
    Row(
        "staff:paper",
        POST,
        "confirmer un accord sur papier",
        SIGNS | ONE,
        302,
        names=_paper,
        everywhere=ONE,
        factor=True,
        sends=_YES,
    ),
    Row("staff:paper_file", GET, "la copie d’un accord", BODY | WORKER | ONE, names=_paper, everywhere=ONE),
    Row("staff:move_link", GET, "une demande d’accord, par son lien", EVERYBODY, **_LINK),
    Row("staff:move_link", POST, "répondre par un lien", EVERYBODY, 302, visitor=302, sends=_YES, **_LINK),
)
