"""The lines of the trainings entered: the house that enters them, ONE that reads them all, nobody else."""

from preau.foundation.accounts.roles import Role
from tests.access.actors import COORDINATOR, MANAGER
from tests.access.rows import GET, POST, Row

PREPARING = frozenset({Role.OPERATOR_SIGNATORY.value, Role.OPERATOR_SECRETARY.value, Role.PROJECT_LEADER.value})
COORDINATION = frozenset({COORDINATOR, MANAGER})
ENTERING = PREPARING | COORDINATION
ONE = frozenset({Role.APPROVAL_OFFICER.value, Role.TRAINING_OFFICER.value})
# They open the page of their own trainings; what an operator entered does not exist for them.
OTHERS = COORDINATION | {Role.CARE_WORKER.value}


def _entry(but_for):
    """Return the training a commune's operator entered, for all but these actors, who have another line."""
    return lambda side, actor: None if actor in but_for else [side.training.pk]


def _paper(but_for):
    """Return the certificate of that training, by its own key."""
    return lambda side, actor: None if actor in but_for else [side.training.certificate_id]


def _read(route, what):
    """Return the lines of what is read of a training: by the house and ONE; nothing for who has no part in it."""
    mine = {"names": _entry(OTHERS), "everywhere": ONE, "opens": PREPARING}
    return (
        Row(f"training:{route}", GET, what, PREPARING | ONE, **mine),
        Row(
            f"training:{route}",
            GET,
            f"{what} où l’on n’a pas de part",
            OTHERS,
            404,
            names=_entry(PREPARING | ONE),
            shared=True,  # neither theirs nor of another: the line above has who reads it
        ),
    )


def _write(route, method, what, answer=302):
    """Return the lines of what is done with a training: by the house that entered it."""
    return (
        Row(f"training:{route}", method, what, PREPARING, answer, names=_entry(COORDINATION), opens=ENTERING),
        Row(
            f"training:{route}",
            method,
            f"{what} d’un opérateur",
            COORDINATION,
            404,
            names=_entry(PREPARING),
            opens=ENTERING,
        ),
    )


TRAINING_ENTRY = (
    Row("training:entry_new", GET, "saisir une formation", ENTERING),
    Row("training:entry_new", POST, "saisir une formation, sans l’avoir choisie", ENTERING),
    Row("training:suggest", GET, "chercher une formation", ENTERING),
    *_read("entry", "une formation saisie"),
    *_read("certificate", "l’attestation d’une formation"),
    Row(
        "training:paper_picture",
        GET,
        "l’aperçu d’une attestation jointe",
        PREPARING,
        names=_paper(COORDINATION),
        opens=ENTERING,
    ),
    Row(
        "training:paper_picture",
        GET,
        "l’aperçu de celle d’un opérateur",
        COORDINATION,
        404,
        names=_paper(PREPARING),
        opens=ENTERING,
    ),
    *_write("entry_correct", GET, "corriger une formation", 200),
    *_write("entry_correct", POST, "corriger une formation, sans rien", 422),
    *_write("entry_remove", POST, "retirer une formation"),
    *_write("entry_restore", POST, "remettre une formation, qui y est"),
)
