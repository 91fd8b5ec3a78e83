"""The lines of the public pages of the law: the same for everybody, no account."""

from tests.access.actors import EVERYBODY
from tests.access.rows import GET, Row, of

_DUE = {"names": of("=echeance"), "shared": True}
_RULE = {"names": of("=due_date"), "shared": True}
LAW_PAGES = (
    Row("law:index", GET, "demander à la loi", EVERYBODY),
    Row("law:limits", GET, "les délais", EVERYBODY),
    Row("law:limit", GET, "un délai", EVERYBODY, names=of("=D31"), shared=True),
    Row("law:limit", GET, "un délai inconnu", EVERYBODY, 404, names=of("=D999"), shared=True),
    Row("law:parameters", GET, "les valeurs datées", EVERYBODY),
    Row("law:parameter", GET, "une valeur datée", EVERYBODY, names=of("=subsidies.coordination.step"), shared=True),
    Row("law:simulator", GET, "un calcul", EVERYBODY, **_DUE),
    Row("law:simulator_pdf", GET, "le PDF d’un calcul sans question", EVERYBODY, 404, **_DUE),
    Row("law:simulator_dates", GET, "les dates d’un calcul sans question", EVERYBODY, 404, **_DUE),
    Row("law:rule", GET, "une règle", EVERYBODY, **_RULE),
    Row("law:rule", GET, "une règle inconnue", EVERYBODY, 404, names=of("=magie"), shared=True),
    Row("law:rule_pdf", GET, "le PDF d’une règle sans question", EVERYBODY, 404, **_RULE),
    Row("law:rule_dates", GET, "les dates d’une règle sans question", EVERYBODY, 404, **_RULE),
)
