"""The lines of the catalogue of trainings: what waits is read by the house that typed it and by ONE, which keeps it."""

from preau.foundation.accounts.roles import Role
from tests.access.queue_rows import DECIDING
from tests.access.rows import GET, POST, Row
from tests.access.training_entry_rows import COORDINATION, ONE, PREPARING

HOUSE = PREPARING | {Role.CARE_WORKER.value}


def _provider(side, actor):
    return [side.training.module.provider_id]


def _module(side, actor):
    return [side.training.module_id]


def _code(side, actor):
    return [f"m{side.training.module_id}"]


def _read(route, what, names):
    """Return the lines of what waits: read by the house that typed it and by ONE, for nobody else does it exist."""
    mine = {"names": lambda side, actor: None if actor in COORDINATION else names(side, actor)}
    theirs = {"names": lambda side, actor: names(side, actor) if actor in COORDINATION else None}
    return (
        Row(route, GET, what, HOUSE | ONE, opens=HOUSE, everywhere=ONE, **mine),
        Row(route, GET, f"{what} d’un opérateur", COORDINATION, 404, shared=True, **theirs),
    )


def _kept(route, what, names, factor=False):
    """Return the lines of a page on which ONE writes, shown and sent empty."""
    said = {"names": names, "shared": True, "factor": factor}
    return (
        Row(route, GET, what, DECIDING, **said),
        Row(route, POST, f"{what}, sans rien écrire", DECIDING, 422, **said),
    )


def _answered(method):
    """Return the lines of answering ONE, which asked nothing."""
    mine = {"names": lambda side, actor: None if actor in COORDINATION else _code(side, actor)}
    theirs = {"names": lambda side, actor: _code(side, actor) if actor in COORDINATION else None}
    route, what = "training:row_answer", "répondre à l’ONE, qui n’a rien demandé"
    return (
        Row(route, method, what, PREPARING, 302, opens=HOUSE, **mine),
        Row(route, method, f"{what} à un opérateur", COORDINATION, 404, shared=True, **theirs),
    )


CATALOGUE = (
    Row("training:catalogue", GET, "le catalogue des formations", HOUSE | ONE | COORDINATION),
    *_read("training:provider", "un organisme qui attend", _provider),
    *_read("training:module", "un module qui attend", _module),
    Row("training:provider_new", GET, "ajouter un organisme", DECIDING),
    Row("training:provider_new", POST, "ajouter un organisme, sans rien écrire", DECIDING, 422),
    *_kept("training:provider_edit", "modifier un organisme", _provider),
    *_kept("training:module_new", "ajouter un module", _provider),
    *_kept("training:module_edit", "modifier un module", _module),
    *_answered(GET),
    *_answered(POST),
    *_kept("training:row_reopen", "rouvrir une décision", _code, factor=True),
    *_kept("training:row_merge", "fusionner", _code, factor=True),
    Row("training:row_split", GET, "séparer", DECIDING, names=_code, shared=True, factor=True),
    Row(
        "training:row_split",
        POST,
        "séparer ce qui n’est pas fusionné",
        DECIDING,
        422,
        names=_code,
        shared=True,
        factor=True,
    ),
)
