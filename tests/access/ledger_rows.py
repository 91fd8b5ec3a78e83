"""The lines of the hours: the house that employs, the person herself, ONE; a coordination for its own alone."""

from tests.access.rows import GET, Row
from tests.access.staff_rows import ONE, TEAM, WORKER


def _person(side, actor):
    return [side.staff.of(actor).person.pk]


LEDGER = (
    Row("training:team_hours", GET, "les heures de l’équipe", TEAM),
    Row("training:summary", GET, "le dossier d’agrément", TEAM),
    Row("training:ledger", GET, "les heures d’une personne", TEAM | WORKER | ONE, names=_person, everywhere=ONE),
    Row("training:me", GET, "ses propres heures", TEAM | WORKER),
    Row(
        "training:my_certificate",
        GET,
        "sa propre attestation, sans dossier à soi",
        TEAM,
        404,
        names=lambda side, actor: None if actor in WORKER else [],
        shared=True,
    ),
    Row(
        "training:my_certificate",
        GET,
        "sa propre attestation",
        WORKER,
        names=lambda side, actor: [] if actor in WORKER else None,
        shared=True,
    ),
)
