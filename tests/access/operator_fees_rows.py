"""The lines of fees, staffing, the care project and who helps: who reads a draft, who writes it, who is in charge."""

from preau.foundation.accounts.roles import Role
from tests.access.actors import COORDINATOR, MANAGER
from tests.access.rows import GET, POST, Row, of

PREPARING = frozenset({Role.OPERATOR_SIGNATORY.value, Role.OPERATOR_SECRETARY.value, Role.PROJECT_LEADER.value})
OWN = PREPARING | {Role.CARE_WORKER.value}
COORDINATION = frozenset({COORDINATOR, MANAGER})
APPROVAL = frozenset({Role.APPROVAL_OFFICER.value})
ONE = APPROVAL | {Role.SUBSIDY_OFFICER.value, Role.TRAINING_OFFICER.value}


def _period(place):
    return place.periods.first()


def _fee(place):
    return _period(place).fees.first()


def _named(find, but_for):
    """Return what an address names, for all but these actors, who have another line or none."""
    return lambda side, actor: None if actor in but_for else find(side.operators)


def _mine(find, opens=PREPARING):
    """Return where one's own draft is; it does not exist for a coordination, which has a line of its own."""
    return {"names": _named(find, COORDINATION), "opens": opens | COORDINATION}


def _read(find):
    """Return where one's own draft is, that care workers read too."""
    return _mine(find, OWN)


def _of_another(find):
    """Return where the draft of an operator with an account is, for the coordination: nowhere."""
    return {"names": _named(find, OWN), "opens": OWN | COORDINATION}


_noted = _of_another  # an operator without account: its coordination describes it


def _copied(side):
    return {"periods": [side.operators.place.periods.last().pk]}


_FEE = {"unit": "per_hour", "amount": "1.50", "same": "yes"}
_LESS = {"ground": "low_income", "percent": "50"}
_STAFF = {"workers": "3"}
_TEXT = {"text": "Un texte", "points": ["team"]}


def _place(o):
    return [o.place.pk]


def _period_of(o):
    return [o.place.pk, _period(o.place).pk]


def _fee_of(o):
    return [o.place.pk, _fee(o.place).pk]


def _reduction_of(o):
    return [o.place.pk, o.place.reductions.first().pk]


def _operator(o):
    return [o.mine.pk]


def _version(o):
    return [o.mine.pk, o.project.number]


_FEES = (
    Row("operators:fees", GET, "les tarifs d’un de ses lieux", OWN, **_read(_place)),
    Row("operators:fees", GET, "ceux d’un lieu qui a un compte", COORDINATION, 404, **_of_another(_place)),
    Row("operators:fees", GET, "ceux d’un lieu sans compte", COORDINATION, **_noted(lambda o: [o.noted_place.pk])),
    Row("operators:fee_new", GET, "un tarif à ajouter", PREPARING, **_mine(_period_of)),
    Row("operators:fee_new", POST, "ajouter un tarif", PREPARING, 302, sends=_FEE, **_mine(_period_of)),
    Row(
        "operators:fee_new",
        POST,
        "en ajouter un à un lieu sans compte",
        COORDINATION,
        302,
        sends=_FEE,
        names=_named(lambda o: [o.noted_place.pk, _period(o.noted_place).pk], OWN),
        opens=PREPARING | COORDINATION,
    ),
    Row("operators:fee", GET, "un tarif", PREPARING, **_mine(_fee_of)),
    Row("operators:fee", POST, "changer un tarif", PREPARING, 302, sends=_FEE, **_mine(_fee_of)),
    Row("operators:fee_remove", POST, "retirer un tarif", PREPARING, 302, **_mine(_fee_of)),
    Row("operators:fees_copy", GET, "les tarifs à copier", PREPARING, **_mine(_period_of)),
    Row("operators:fees_copy", POST, "copier des tarifs", PREPARING, 302, sends=_copied, **_mine(_period_of)),
    Row("operators:reduction_new", GET, "une réduction à ajouter", PREPARING, **_mine(_place)),
    Row("operators:reduction_new", POST, "ajouter une réduction", PREPARING, 302, sends=_LESS, **_mine(_place)),
    Row("operators:reduction", GET, "une réduction", PREPARING, **_mine(_reduction_of)),
    Row("operators:reduction", POST, "changer une réduction", PREPARING, 302, sends=_LESS, **_mine(_reduction_of)),
    Row("operators:reduction_remove", POST, "retirer une réduction", PREPARING, 302, **_mine(_reduction_of)),
)
_STAFFING = (
    Row("operators:staffing", GET, "l’encadrement d’un de ses lieux", OWN, **_read(_place)),
    Row("operators:staffing", GET, "celui d’un lieu qui a un compte", COORDINATION, 404, **_of_another(_place)),
    Row("operators:staffing", GET, "celui d’un lieu sans compte", COORDINATION, **_noted(lambda o: [o.noted_place.pk])),
    Row("operators:staffing_period", GET, "celui d’une période", PREPARING, **_mine(_period_of)),
    Row("operators:staffing_period", POST, "le changer", PREPARING, 302, sends=_STAFF, **_mine(_period_of)),
)
_PROJECT = (
    Row("operators:project", GET, "le projet d’accueil de son opérateur", OWN, **_read(_operator)),
    Row("operators:project", GET, "celui d’un opérateur qui a un compte", COORDINATION, 404, **_of_another(_operator)),
    Row("operators:project", GET, "celui d’un autre, sans compte", COORDINATION, **_noted(lambda o: [o.noted.pk])),
    Row("operators:project_version", GET, "une version du projet", OWN, **_read(_version)),
    Row("operators:project_compare", GET, "deux versions, il n’y en a qu’une", OWN, 404, **_read(_operator)),
    Row(
        "operators:project_file",
        GET,
        "un fichier du projet",
        OWN,
        **_read(lambda o: [o.mine.pk, o.project.number, o.proof.pk]),
    ),
    Row("operators:project_new", GET, "une version à écrire", PREPARING, **_mine(_operator)),
    Row("operators:project_new", POST, "écrire une version", PREPARING, 302, sends=_TEXT, **_mine(_operator)),
    Row("operators:project_correct", GET, "une version à corriger", PREPARING, **_mine(_operator)),
    Row("operators:project_correct", POST, "corriger une version", PREPARING, 302, sends=_TEXT, **_mine(_operator)),
    Row("operators:project_remove", GET, "une version à retirer", PREPARING, **_mine(_version)),
    Row("operators:project_remove", POST, "retirer une version", PREPARING, 302, **_mine(_version)),
)
_CHARGE = {"names": of("operators.charge.pk")}
_OFFICERS = (
    Row(
        "operators:who_helps",
        GET,
        "qui aide à l’ONE",
        OWN | COORDINATION,
        names=lambda side, actor: None if actor in ONE else [],
        shared=True,
    ),
    Row(
        "operators:who_helps",
        GET,
        "où l’ONE le dit",
        ONE,
        302,
        names=lambda side, actor: None if actor in OWN | COORDINATION else [],
        shared=True,
    ),
    Row("operators:charges", GET, "les charges et les absences", ONE),
    # Nobody here manages the access of ONE: tests/operators/officers has somebody who does.
    Row("operators:charge_new", GET, "une charge à donner, sans gérer les accès", ONE, 403),
    Row("operators:charge_new", POST, "donner une charge, sans gérer les accès", ONE, 403),
    Row("operators:charge_end", GET, "la fin d’une charge, sans gérer les accès", ONE, 403, **_CHARGE),
    Row("operators:charge_end", POST, "mettre fin à une charge, sans gérer les accès", ONE, 403, **_CHARGE),
    Row("operators:leave_new", GET, "une absence à noter", ONE),
    Row("operators:leave_new", POST, "noter une absence sans dire quand", ONE, 422),
    Row(
        "operators:leave_remove",
        POST,
        "retirer sa propre absence",
        APPROVAL,
        302,
        names=of("operators.leave.pk"),
        opens=ONE,
    ),
)
OPERATOR_FEES = (*_FEES, *_STAFFING, *_PROJECT, *_OFFICERS)
