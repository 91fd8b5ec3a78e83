"""The lines of the territory: a coordination reads its own zone, ONE and the commission any."""

from preau.foundation.accounts.roles import Role
from tests.access.actors import COORDINATOR, MANAGER
from tests.access.rows import GET, POST, Row, of

COORDINATION = frozenset({COORDINATOR, MANAGER})
NATIONAL = frozenset(
    role.value for role in (Role.APPROVAL_OFFICER, Role.SUBSIDY_OFFICER, Role.TRAINING_OFFICER, Role.COMMISSION_MEMBER)
)
READERS = COORDINATION | NATIONAL


def _children(side):
    return {
        "commune": str(side.operators.commune.pk),
        "count": "400",
        "day": "2026-01-01",
        "source": "Registre inventé",
    }


_PLACE = {"names": of("operators.published.pk"), "opens": COORDINATION, "everywhere": NATIONAL}
OPERATOR_TERRITORY = (
    Row("operators:territory", GET, "l’accueil qui existe, heure par heure", READERS),
    Row("operators:territory_places", GET, "les lieux de la zone et leur carte", READERS),
    Row("operators:territory_place", GET, "les heures d’un lieu publié et le décret", READERS, **_PLACE),
    Row("operators:territory_operators", GET, "les opérateurs de la zone", READERS),
    Row("operators:territory_children", GET, "le nombre d’enfants", COORDINATION),
    Row("operators:territory_children", POST, "le nombre d’enfants", COORDINATION, 302, sends=_children),
    Row("operators:territory_file", GET, "l’accueil de la zone en fichier", READERS, names=of("=csv"), shared=True),
    Row("operators:territory_file", GET, "dans un format inconnu", READERS, 404, names=of("=exe"), shared=True),
)
