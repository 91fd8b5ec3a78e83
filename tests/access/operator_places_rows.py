"""The lines of places and their offer: who reads a draft, who writes it, who notes down what has no account yet."""

from preau.foundation.accounts.roles import Role
from tests.access.actors import COORDINATOR, MANAGER
from tests.access.rows import GET, POST, Row

PREPARING = frozenset({Role.OPERATOR_SIGNATORY.value, Role.OPERATOR_SECRETARY.value, Role.PROJECT_LEADER.value})
OWN = PREPARING | {Role.CARE_WORKER.value}
COORDINATION = frozenset({COORDINATOR, MANAGER})


def _named(find, but_for):
    """Return what an address names, for all but these actors, who have another line or none."""
    return lambda side, actor: None if actor in but_for else find(side.operators)


def _mine(find, who=PREPARING):
    """Return where one's own draft is; it does not exist for a coordination, which has a line of its own."""
    return {"names": _named(find, COORDINATION), "opens": who | COORDINATION}


def _of_another(find, who=OWN):
    """Return where a draft is for the coordination: nowhere once its operator has an account."""
    return {"names": _named(find, OWN), "opens": who | COORDINATION}


def _operator(o):
    return [o.mine.pk]


def _place(o):
    return [o.place.pk]


def _noted(o):
    return [o.noted_place.pk]


def _transfer(o):
    return [o.place.pk, o.place.transfers.first().pk]


def _closure(o):
    return [o.place.pk, o.place.closures.first().pk]


def _period(o):
    return [o.place.pk, o.period.pk]


def _wednesday(o):
    return [o.place.pk, "mercredi"]


def _weekend(o):
    return [o.place.pk, "week-end"]


def _new_place(side):
    return {"name": "La Cour", "municipality": side.operators.commune.name}


def _copied(side):
    return {"place": str(side.operators.place.pk), "kind": "short_holidays"}


_WALK = {"school_name": "École du Parc", "mode": "on_foot", "minutes": "10"}
_CLOSED = {"first_day": "2027-03-01"}
_LAST = {"closed_on": "2026-11-20"}
_ROWS = {"activites-TOTAL_FORMS": "0", "activites-INITIAL_FORMS": "0"}
_SATURDAY = {**_ROWS, "d5_0_from": "9h", "d5_0_to": "12h"}
_MONDAY = {**_ROWS, "d0_0_from": "15h30", "d0_0_to": "18h"}
_CAPACITY = {"capacity": "12"}


def _both(route, what, find, sends, answer=302):
    """Return the lines of a page with one form: who opens it, who sends it."""
    return (
        Row(f"operators:{route}", GET, what, PREPARING, **_mine(find)),
        Row(f"operators:{route}", POST, what, PREPARING, answer, sends=sends, **_mine(find)),
    )


def _read(route, what):
    """Return the lines of a page that is read: one's own, that of an account, that of nobody yet."""
    return (
        Row(f"operators:{route}", GET, f"{what} d’un de ses lieux", OWN, **_mine(_place, OWN)),
        Row(f"operators:{route}", GET, f"{what} d’un lieu qui a un compte", COORDINATION, 404, **_of_another(_place)),
        Row(f"operators:{route}", GET, f"{what} d’un lieu sans compte", COORDINATION, **_of_another(_noted)),
    )


_PLACES = (
    *_both("place_new", "ajouter un lieu", _operator, _new_place),
    *_read("place", "la page"),
    *_both("place_address", "l’adresse d’un lieu", _place, _new_place),
    *_both("place_premises", "les locaux d’un lieu", _place, {"access": "full"}),
    *_both("place_children", "les enfants d’un lieu", _place, _CAPACITY),
    Row(
        "operators:place_children",
        POST,
        "ceux d’un lieu sans compte",
        COORDINATION,
        302,
        sends=_CAPACITY,
        **_of_another(_noted, PREPARING),
    ),
    *_both("place_close", "fermer un lieu", _place, _LAST),
    Row("operators:place_reopen", POST, "rouvrir un lieu, qui l’est", PREPARING, 302, **_mine(_place)),
    Row("operators:place_remove", POST, "retirer un lieu jamais déclaré", PREPARING, 302, **_mine(_place)),
    *_both("place_copy", "copier un lieu", _place, _new_place),
    *_read("transfers", "les déplacements"),
    *_both("transfer_new", "ajouter un déplacement", _place, _WALK),
    *_both("transfer", "un déplacement", _transfer, _WALK),
    Row("operators:transfer_remove", POST, "retirer un déplacement", PREPARING, 302, **_mine(_transfer)),
    *_read("closures", "les fermetures"),
    *_both("closure_new", "ajouter une fermeture", _place, _CLOSED),
    *_both("closure", "une fermeture", _closure, _CLOSED),
    Row("operators:closure_remove", POST, "retirer une fermeture", PREPARING, 302, **_mine(_closure)),
    Row("operators:closures_on_holidays", POST, "fermer les jours fériés", PREPARING, 302, **_mine(_place)),
)
_OFFER = (
    *_read("offer", "l’offre"),
    *_both("period_new", "ajouter une période", _weekend, _SATURDAY),
    Row(
        "operators:period_new_check",
        POST,
        "les heures d’une période à ajouter",
        PREPARING,
        sends=_SATURDAY,
        **_mine(_wednesday),
    ),
    *_both("period", "une période", _period, _MONDAY),
    Row("operators:period_check", POST, "les heures d’une période", PREPARING, sends=_MONDAY, **_mine(_period)),
    *_both("period_copy", "copier une période", _period, _copied),
    Row("operators:period_remove", POST, "retirer une période", PREPARING, 302, **_mine(_period)),
)
OPERATOR_PLACES = (*_PLACES, *_OFFER)
