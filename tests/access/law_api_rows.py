"""The lines of the interface for programs about the law: public, whoever asks."""

from tests.access.actors import EVERYBODY
from tests.access.rows import GET, POST, Row, of

_RULE = {"names": of("=due_date"), "shared": True}
_NO_RULE = {"names": of("=magie"), "shared": True}
_PARAMETER = {"names": of("=subsidies.coordination.step"), "shared": True}
LAW_API = (
    Row("law_api:index", GET, "ce que l’interface offre", EVERYBODY),
    Row("law_api:openapi", GET, "sa description", EVERYBODY),
    Row("law_api:rules", GET, "les règles", EVERYBODY),
    Row("law_api:rule", GET, "une règle", EVERYBODY, **_RULE),
    Row("law_api:rule", GET, "une règle inconnue", EVERYBODY, 404, **_NO_RULE),
    Row("law_api:answer", GET, "poser une question vide", EVERYBODY, 400, **_RULE),
    Row("law_api:answer", POST, "poser une question qui n’est pas du JSON", EVERYBODY, 400, **_RULE),
    Row("law_api:limits", GET, "les délais", EVERYBODY),
    Row("law_api:limit", GET, "un délai", EVERYBODY, names=of("=D31"), shared=True),
    Row("law_api:due", GET, "une échéance sans délai", EVERYBODY, 422),
    Row("law_api:due", POST, "une échéance qui n’est pas du JSON", EVERYBODY, 400),
    Row("law_api:parameters", GET, "les valeurs datées", EVERYBODY),
    Row("law_api:parameter", GET, "une valeur datée", EVERYBODY, **_PARAMETER),
)
