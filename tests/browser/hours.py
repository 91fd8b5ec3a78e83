"""A care worker of the demonstration with hours recognised, waiting and refused, written beside a running site."""

from pathlib import Path

from tests.browser import server

ROOT = Path(__file__).resolve().parents[2]
SECRETARY, WORKER, OFFICER = "secretariat.marronniers", "accueil1.marronniers", "formations.one"
REFUSED = "Raconter avec des marionnettes"

_WRITTEN = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from datetime import date, timedelta
from preau.foundation.accounts.models import Mandate
from preau.operators.models import CareOperator
from preau.staff.models import StaffPerson
from preau.training.catalogue.deciding import refuse
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made
held = Mandate.objects.get(person__email__startswith={WORKER + "@"!r})
operator = CareOperator.objects.filter(body__organisation=held.organisation).first()
place = operators.place(operator, operator.places.first().municipality, name="La Balançoire")
StaffPerson.objects.filter(account=held.person).update(account=None)
worker = staff.person(operator, given_name="Lou", family_name="Balançoire", account=held.person, place=place,
                      starts_on=date(2024, 1, 8))
other = staff.person(operator, given_name="Sam", family_name="Balançoire", place=place, starts_on=date(2025, 9, 1))
free = staff.person(operator, given_name="Éole", family_name="Balançoire", place=place, function="edd_animator")
for one in (worker, other):
    staff.credential(one, "bacv")
body = made.provider("Les Ateliers de la Balançoire")
games = made.module(body, "Jeux sans gagnant")
made.entry(operator, games, [worker, other], {{date(2026, 3, 2): 7, date(2026, 3, 3): 7}})
made.other(operator, [worker], "Atelier d’à côté", "Conter dehors", {{date(2026, 4, 1): 6}})
module = made.module(body, {REFUSED!r}, status="proposed")
made.entry(operator, module, [worker, other], {{date(2026, 5, 4): 6}})
refuse(staff.officer(), module, "not_deepening", "Le spectacle n’est pas un apprentissage.")
"""


def write_hours(data: Path) -> None:
    """Write the people and their trainings on the data of a site, once."""
    mark = data / "hours-written"
    if not mark.exists():
        server.preau(data, "shell", "-c", _WRITTEN)
        mark.touch()
