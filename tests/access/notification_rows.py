"""The lines of notices and agendas: one's own choices, the agenda of one's own mandates, and its secret address."""

from preau.foundation.notifications.registry import kinds
from tests.access.actors import EVERYBODY, PEOPLE, WITH_MANDATE
from tests.access.rows import GET, POST, Row, of


def own_mandate(side, actor):
    return [side.mandates[actor].pk] if actor in side.mandates else None


def all_in_the_digest(side):
    return {kind.id: "digest" for kind in kinds.values() if not kind.legal}


_MINE = {"names": own_mandate, "opens": PEOPLE}
NOTIFICATIONS = (
    Row("notifications:preferences", GET, "ses avis", PEOPLE),
    Row("notifications:preferences", POST, "choisir ses avis", PEOPLE, 302, sends=all_in_the_digest),
    Row("notifications:agenda", GET, "ses adresses d’agenda", PEOPLE),
    Row("notifications:make_address", POST, "faire l’adresse de l’agenda de son mandat", WITH_MANDATE, **_MINE),
    Row("notifications:revoke_address", POST, "révoquer l’adresse de son agenda", WITH_MANDATE, 302, **_MINE),
    Row("notifications:feed", GET, "un agenda, par son adresse secrète", EVERYBODY, names=of("token"), shared=True),
    Row(
        "notifications:feed", GET, "un agenda, par une adresse inconnue", EVERYBODY, 404, names=of("=non"), shared=True
    ),
)
