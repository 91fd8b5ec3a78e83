"""The lines of the keys of other software, and of the interface for programs, which reads no session."""

from tests.access.actors import EVERYBODY, MANAGER
from tests.access.rows import GET, POST, Row, of

KEY_MAKERS = frozenset({MANAGER})
_MINE = of("operators.mine.pk")
_PLACE = of("operators.mine.pk", "=salle-1")
_NO_KEY = {"shared": True}
OPERATOR_KEYS = (
    Row("operators:keys", GET, "les clés d’accès d’un logiciel", KEY_MAKERS),
    Row("operators:keys", POST, "faire une clé sans dire pour quoi", KEY_MAKERS, 422),
    Row("operators:revoke_key", POST, "retirer la clé d’un autre", KEY_MAKERS, 404, names=of("operators.key.pk")),
    Row("operators:api_index", GET, "ce que l’interface des opérateurs offre", EVERYBODY),
    Row("operators:api_openapi", GET, "sa description", EVERYBODY),
    Row("operators:api_published", GET, "les lieux déclarés", EVERYBODY),
    Row("operators:api_mine", GET, "les opérateurs d’une clé, sans clé", EVERYBODY, 401),
    Row("operators:api_operator", GET, "un opérateur, sans clé", EVERYBODY, 401, names=_MINE, **_NO_KEY),
    Row("operators:api_place", GET, "un lieu, sans clé", EVERYBODY, 401, names=_PLACE, **_NO_KEY),
    Row("operators:api_place", "PUT", "envoyer un lieu, sans clé", EVERYBODY, 401, names=_PLACE, **_NO_KEY),
    Row("operators:api_place", "DELETE", "fermer un lieu, sans clé", EVERYBODY, 401, names=_PLACE, **_NO_KEY),
)
