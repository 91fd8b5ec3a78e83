"""A house with a team of twelve and trainings to choose from, written beside a running site, to enter trainings in."""

import re
from pathlib import Path

from tests.browser import server

ROOT = Path(__file__).resolve().parents[2]
SECRETARY = "secretariat.marronniers"
# The people of the place, as the form offers to tick them at once; they are the whole team when nobody else is.
TEAM = re.compile(r"^(Le Cerf-volant|Toute l’équipe) \(12\)")
BODY, TITLE = "Les Ateliers du Sureau", "Bricoler avec ce que la forêt donne"

_WRITTEN = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from preau.foundation.accounts.models import Mandate
from preau.operators.models import CareOperator
from preau.training.catalogue.acts import bump_revision
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made
house = Mandate.objects.get(person__email__startswith={SECRETARY + "@"!r}).organisation
operator = CareOperator.objects.filter(body__organisation=house).first()
place = operators.place(operator, operator.places.first().municipality, name="Le Cerf-volant")
names = ("Zoé", "Ali", "Lou", "Sam", "Inès", "Noé", "Yasmine", "Tom", "Eva", "Hugo", "Nina", "Maud")
for name in names:
    staff.person(operator, given_name=name, family_name="du Cerf-volant", place=place)
made.module(made.provider({BODY!r}), {TITLE!r}, hours=6)
bump_revision()  # the processes of the site remember the catalogue they read
"""


def write_team(data: Path) -> None:
    """Write the team and the training on the data of a site, once."""
    mark = data / "team-written"
    if not mark.exists():
        server.preau(data, "shell", "-c", _WRITTEN)
        mark.touch()
