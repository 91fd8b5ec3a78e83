"""The lines of the public search of care: the same for everybody; a draft is nobody's, not even its writer's here."""

from tests.access.actors import EVERYBODY
from tests.access.rows import GET, Row, of

_PUBLISHED = of("operators.published.pk", "operators.published.slug")
_RENAMED = of("operators.published.pk", "=ancien-nom")
_DRAFT = of("operators.place.pk", "=brouillon")

SEARCH = (
    Row("operators:search", GET, "chercher un accueil", EVERYBODY),
    Row("operators:public_place", GET, "la page d’un lieu déclaré", EVERYBODY, names=_PUBLISHED, shared=True),
    Row(
        "operators:public_place",
        GET,
        "un lieu déclaré, sous son ancien nom",
        EVERYBODY,
        301,
        names=_RENAMED,
        shared=True,
    ),
    Row("operators:public_place", GET, "un lieu pas encore déclaré", EVERYBODY, 404, names=_DRAFT, shared=True),
    Row("operators:sitemap", GET, "les adresses pour les moteurs de recherche", EVERYBODY),
)
