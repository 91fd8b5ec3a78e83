"""The lines of the grid of analysis: public, the same for everybody."""

from tests.access.actors import EVERYBODY
from tests.access.rows import GET, Row, of

GRID = (
    Row("plans:grid", GET, "la grille d’analyse", EVERYBODY),
    Row("plans:grid_actions", GET, "les actions derrière un nombre de la grille", EVERYBODY),
    Row("plans:grid_file", GET, "la grille en fichier", EVERYBODY, names=of("=csv"), shared=True),
    Row("plans:grid_file", GET, "la grille dans un format inconnu", EVERYBODY, 404, names=of("=exe"), shared=True),
)
