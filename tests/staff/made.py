"""Staff to try things on. All invented.

person = made.person(operator)                       # under contract with the operator's house, care worker there
person = made.person(operator, function="project_leader", place=place)
made.credential(person, "bacv")                      # a title of the lists
worker = made.worker(person)                         # the actor of the person herself, with an account
officer = made.officer("training_officer")           # somebody of ONE
"""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Organisation
from preau.foundation.accounts.roles import Role
from preau.operators.models import CareOperator, CarePlace
from preau.staff.models import Assignment, Credential, EmploymentContract, StaffPerson
from tests.factories import MandateFactory, OrganisationFactory, actor_for
from tests.operators.made import NOW, TODAY

HIRED = date(2022, 9, 1)
_numbers = count(1)


def person(
    house: CareOperator | Organisation,
    *,
    function: str = "care_worker",
    place: CarePlace | None = None,
    starts_on: date = HIRED,
    ends_on: date | None = None,
    **fields: Any,
) -> StaffPerson:
    """Make somebody under contract with a house, with one function there."""
    number = next(_numbers)
    said = {"given_name": f"Prénom{number}", "family_name": f"Inventé{number}", "email": f"equipe{number}@exemple.test"}
    made = StaffPerson.objects.create(created_at=NOW, updated_at=NOW, **{**said, **fields})
    contract(made, house, function=function, place=place, starts_on=starts_on, ends_on=ends_on)
    return made


def contract(
    someone: StaffPerson,
    house: CareOperator | Organisation,
    *,
    function: str = "care_worker",
    place: CarePlace | None = None,
    starts_on: date = HIRED,
    ends_on: date | None = None,
) -> EmploymentContract:
    """Give somebody a contract with a house, and one function there."""
    organisation = house.body.organisation if isinstance(house, CareOperator) else house
    made = EmploymentContract.objects.create(
        person=someone,
        organisation=organisation,
        status="employee",
        fte=Decimal("0.5"),
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_at=NOW,
    )
    Assignment.objects.create(
        contract=made, place=place, function=function, fte=Decimal("0.5"), starts_on=starts_on, ends_on=ends_on
    )
    return made


def credential(someone: StaffPerson, title: str, obtained_on: date | None = date(2015, 6, 30)) -> Credential:
    """Give somebody a title."""
    return Credential.objects.create(person=someone, title=title, obtained_on=obtained_on, recorded_at=NOW)


def worker(someone: StaffPerson, role: str = Role.CARE_WORKER) -> Actor:
    """Give somebody an account and a mandate in her house; return her as an actor."""
    organisation = someone.contracts.latest("pk").organisation
    mandate = MandateFactory(organisation=organisation, role=role, person__email=f"compte-{someone.pk}@exemple.test")
    someone.account = mandate.person
    someone.save(update_fields=["account"])
    return actor_for(mandate)


def officer(role: str = Role.TRAINING_OFFICER) -> Actor:
    """Make an officer of ONE, with a second factor in her session."""
    return actor_for(MandateFactory(organisation=OrganisationFactory(one=True), role=role), strong=True)


__all__ = ["HIRED", "NOW", "TODAY", "contract", "credential", "officer", "person", "worker"]
