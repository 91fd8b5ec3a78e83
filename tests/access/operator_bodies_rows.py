"""The lines of bodies and operators: who describes the house, reads its people, lists operators and invites them."""

from preau.foundation.accounts.roles import Role
from tests.access.actors import COORDINATOR, MANAGER
from tests.access.rows import GET, POST, Row

BODY = frozenset({Role.OPERATOR_SIGNATORY.value, Role.OPERATOR_SECRETARY.value})
PREPARING = BODY | {Role.PROJECT_LEADER.value}
OWN = PREPARING | {Role.CARE_WORKER.value}
COORDINATION = frozenset({COORDINATOR, MANAGER})
ONE = frozenset({Role.APPROVAL_OFFICER.value, Role.SUBSIDY_OFFICER.value, Role.TRAINING_OFFICER.value})
NATIONAL = ONE | {Role.COMMISSION_MEMBER.value}

_EDITING = {"opens": PREPARING | COORDINATION}  # the coordination sees the operator: one with an account is refused
_IDENTITY = {"name": "Autre nom", "legal_form": "asbl"}
_OPERATOR = {"name": "Autre opérateur", "kind": "other"}
_CONTACT = {"full_name": "Autre Contact", "email": "contact@exemple.test", "subjects": ["daily"]}
_RECOGNITION = {"kind": "sport"}
_INSURANCE = {"cover": "both", "insurer": "Autre assureur"}
_PERSON = {"full_name": "Première Personne", "email": "premiere@exemple.test"}
_INVITED = {**_PERSON, "body_name": "Organisme jamais vu", "enterprise_number": "0417.497.106"}


def _mine(side, actor):
    return [side.operators.mine.pk]


def _noted(side, actor):
    """Name the operator nobody acts for; to the people of another operator it does not exist: no line of theirs."""
    return None if actor in OWN else [side.operators.noted.pk]


def _contact(side, actor):
    return [side.operators.contact.pk]


def _paper(sort, find):
    """Name a paper of one's own; the coordination is stopped before, at the operator that has an account."""

    def names(side, actor):
        return None if actor in COORDINATION else [side.operators.mine.pk, sort, find(side.operators).pk]

    return names


_recognition = _paper("agrements", lambda operators: operators.recognition)
_insurance = _paper("assurances", lambda operators: operators.insurance)


def _more(sort, find=_mine):
    def names(side, actor):
        found = find(side, actor)
        return None if found is None else [*found, sort]

    return names


_NOTED = {"opens": OWN | COORDINATION}
_HOUSE = (
    Row("operators:home", GET, "son organisme", OWN),
    Row("operators:identity", GET, "l’identité de son organisme", BODY),
    Row("operators:identity", POST, "décrire son organisme", BODY, 302, sends=_IDENTITY),
    Row("operators:operator_new", GET, "ajouter un opérateur", BODY),
    Row("operators:operator_new", POST, "ajouter un opérateur", BODY, 302, sends=_OPERATOR),
    Row("operators:contacts", GET, "les personnes de contact", OWN),
    Row("operators:contact_new", GET, "ajouter une personne de contact", BODY),
    Row("operators:contact_new", POST, "ajouter une personne de contact", BODY, 302, sends=_CONTACT),
    Row("operators:contacts_confirm", POST, "confirmer toutes les personnes de contact", BODY, 302),
    Row("operators:contact", GET, "une personne de contact", BODY, names=_contact),
    Row("operators:contact", POST, "corriger une personne de contact", BODY, 302, names=_contact, sends=_CONTACT),
    Row("operators:contact_confirm", POST, "confirmer une personne de contact", BODY, 302, names=_contact),
    Row("operators:contact_end", POST, "retirer une personne de contact", BODY, 302, names=_contact),
    Row("operators:contact_back", POST, "remettre une personne de contact", BODY, 302, names=_contact),
)
_OPERATORS = (
    Row("operators:list", GET, "les opérateurs de la commune, ou de partout", COORDINATION | NATIONAL),
    Row(
        "operators:operator",
        GET,
        "la page d’un opérateur",
        OWN | COORDINATION | NATIONAL,
        names=_mine,
        opens=OWN | COORDINATION,
        everywhere=NATIONAL,
    ),
    Row(
        "operators:operator",
        GET,
        "la page d’un opérateur sans compte",
        COORDINATION | NATIONAL,
        names=_noted,
        opens=OWN | COORDINATION,
        everywhere=NATIONAL,
    ),
    Row("operators:operator_edit", GET, "décrire un opérateur", PREPARING, names=_mine, **_EDITING),
    Row(
        "operators:operator_edit",
        POST,
        "décrire un opérateur",
        PREPARING,
        302,
        names=_mine,
        sends=_OPERATOR,
        **_EDITING,
    ),
    Row(
        "operators:operator_edit",
        GET,
        "un opérateur sans compte",
        COORDINATION,
        names=_noted,
        opens=PREPARING | COORDINATION,
    ),
    Row("operators:papers", GET, "ses agréments et assurances", OWN, names=_mine, opens=OWN | COORDINATION),
    Row("operators:papers", GET, "ceux d’un opérateur sans compte", COORDINATION, names=_noted, **_NOTED),
)


def _both(route, what, names, sends):
    """Return the lines of a page with one form, of one's own operator."""
    return (
        Row(f"operators:{route}", GET, what, PREPARING, names=names, **_EDITING),
        Row(f"operators:{route}", POST, what, PREPARING, 302, names=names, sends=sends, **_EDITING),
    )


_PAPERS = (
    *_both("paper_new", "ajouter un agrément", _more("agrements"), _RECOGNITION),
    *_both("paper_new", "ajouter une assurance", _more("assurances"), _INSURANCE),
    *_both("paper", "un agrément", _recognition, _RECOGNITION),
    *_both("paper", "une assurance", _insurance, _INSURANCE),
    *_both("paper_drop", "retirer un agrément", _recognition, {"sure": "1"}),
    Row("operators:paper_proof", GET, "la preuve d’un agrément", OWN, names=_recognition, opens=OWN | COORDINATION),
    Row("operators:paper_proof", GET, "la preuve d’une assurance", OWN, names=_insurance, opens=OWN | COORDINATION),
)
_INVITING = (
    Row("operators:invite", GET, "inviter un opérateur", COORDINATION, factor=True),
    Row("operators:invite", POST, "inviter un opérateur", COORDINATION, 302, factor=True, sends=_INVITED),
    Row("operators:invite_first", GET, "inviter sa première personne", COORDINATION, names=_noted, factor=True),
    Row(
        "operators:invite_first",
        POST,
        "inviter sa première personne",
        COORDINATION,
        302,
        names=_noted,
        factor=True,
        sends=_PERSON,
    ),
    Row(
        "operators:invitation_resend", POST, "renvoyer une invitation qui n’attend pas", COORDINATION, 404, names=_noted
    ),
    Row(
        "operators:invitation_withdraw",
        POST,
        "retirer une invitation qui n’attend pas",
        COORDINATION,
        404,
        names=_noted,
    ),
)
OPERATOR_BODIES = (*_HOUSE, *_OPERATORS, *_PAPERS, *_INVITING)
