"""Operators to try things on: a body, its people, its places with their offer, what it declared. All invented.

operator = made.operator(zone)                 # nobody acts for it yet; its declaration to the zone is begun
signatory = made.actor(operator)               # gives its organisation somebody; another role on request
place = made.place(operator)                   # a bare place in the first commune of the zone
place = made.full_place(operator)              # one with offer, fees, reductions, transfers, closed days
declaration = made.declared(operator, zone)    # contact, places when it has none, submitted by its signatory
"""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from preau.foundation.accounts.actors import Actor, system
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.models import Municipality, Zone
from preau.operators.declaring.acts import begin, case_of_declaration, submit
from preau.operators.description import (
    ActivityText,
    ClosureText,
    FeeText,
    HoursText,
    PeriodText,
    PlaceText,
    ReductionText,
    TransferText,
)
from preau.operators.models import (
    CareOperator,
    CarePlace,
    ContactPerson,
    Insurance,
    OperatorDeclaration,
    OrganisingBody,
    Recognition,
)
from preau.operators.writing import write_place
from tests.factories import MandateFactory, OrganisationFactory, ZoneFactory, actor_for

NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/Brussels"))
TODAY = NOW.date()
IBAN = "BE68539007547034"  # the example of the standard
_numbers = count(1)


def body(zone: Zone | None = None, **fields: Any) -> OrganisingBody:
    """Make an organising body with an identity, whose organisation has its seat in `zone`; nobody acts for it."""
    number = next(_numbers)
    organisation = fields.pop("organisation", None) or OrganisationFactory(
        operator=True, name=fields.pop("name", f"Pouvoir inventé {number}"), zone=zone or ZoneFactory()
    )
    said = {
        "legal_form": "asbl",
        "iban": IBAN,
        "street": "Rue du Préau 1",
        "postal_code": "7000",
        "locality": "Ville inventée",
        "person_in_charge": "Personne Responsable",
        "phone": "065 00 00 00",
        "email": f"pouvoir{number}@exemple.test",
    }
    return OrganisingBody.objects.create(organisation=organisation, updated_at=NOW, **{**said, **fields})


def operator(zone: Zone, **fields: Any) -> CareOperator:
    """Make an operator with a body of its own (or `body=`), whose declaration to `zone` is begun."""
    number = next(_numbers)
    owner = fields.pop("body", None) or body(zone)
    said = {
        "name": f"Accueil inventé {number}",
        "kind": "other",
        "in_cle": False,
        "subsidies": "Aucune.",
        "informs_by_website": True,
        "informs_by_rules": True,
        "email": f"accueil{number}@exemple.test",
        "phone": "065 11 11 11",
    }
    made = CareOperator.objects.create(body=owner, updated_at=NOW, **{**said, **fields})
    begin(system(NOW, "un essai"), made, zone)
    return made


def mandate(operator: CareOperator, role: str = Role.OPERATOR_SIGNATORY) -> Mandate:
    """Return the mandate of somebody with this role in the body of an operator, made when nobody has it yet."""
    organisation = operator.body.organisation
    held = organisation.mandates.filter(role=role).select_related("person", "organisation").first()
    return held or MandateFactory(role=role, organisation=organisation)


def actor(
    operator: CareOperator, role: str = Role.OPERATOR_SIGNATORY, now: datetime = NOW, strong: bool = True
) -> Actor:
    """Return somebody who acts in the body of an operator, with a second factor unless `strong=False`."""
    return actor_for(mandate(operator, role), now, strong)


def coordinator(zone: Zone, now: datetime = NOW, strong: bool = True) -> Actor:
    """Return the coordinator of a zone, the same one each time."""
    held = Mandate.objects.filter(role=Role.ATL_COORDINATOR, organisation__zone=zone).first()
    return actor_for(held or MandateFactory(organisation__zone=zone), now, strong)


def commune_of(zone: Zone) -> Municipality:
    """Return the first commune of a zone."""
    return zone.members.order_by("position").first().municipality


def _commune(operator: CareOperator, municipality: Municipality | None) -> Municipality:
    return municipality or commune_of(operator.declarations.first().zone)


def place(operator: CareOperator, municipality: Municipality | None = None, **fields: Any) -> CarePlace:
    """Make a bare place: a name and a commune (the first of the zone it is declared to); the rest is not known."""
    there = _commune(operator, municipality)
    said = {"name": f"Lieu inventé {next(_numbers)}", "updated_at": NOW}
    return CarePlace.objects.create(operator=operator, municipality=there, **{**said, **fields})


def hours(days: tuple[int, ...], starts: int, ends: int) -> tuple[HoursText, ...]:
    """Return the same hours on several weekdays (Monday 0), in minutes since midnight."""
    return tuple(HoursText(weekday=day, starts=starts, ends=ends) for day in days)


def after_school(**fields: Any) -> PeriodText:
    """Return care after school until 18:00, four days a week, at 0.50 euro per half hour."""
    said = {
        "kind": "after_school",
        "capacity": 40,
        "youngest_months": 30,
        "oldest_months": 144,
        "expected_under_six": 12,
        "expected_six_and_over": 18,
        "workers": 2,
        "workers_last_year": 2,
        "second_adult": "present",
        "hours": hours((0, 1, 3, 4), 15 * 60 + 30, 18 * 60),
        "activities": (
            ActivityText(title="Jeux libres", subject="free_play"),
            ActivityText(title="Atelier peinture", subject="creative", is_new=True),
        ),
        "fees": (FeeText(unit="per_half_hour", amount=Decimal("0.50"), includes="collation"),),
    }
    return PeriodText(**{**said, **fields})


def wednesday(**fields: Any) -> PeriodText:
    """Return care on Wednesday from 12:00 to 17:30, at 4 euros a day."""
    said = {
        "kind": "wednesday_afternoon",
        "expected_under_six": 6,
        "expected_six_and_over": 14,
        "workers": 2,
        "workers_last_year": 2,
        "hours": hours((2,), 12 * 60, 17 * 60 + 30),
        "activities": (ActivityText(title="Sortie en forêt", subject="outdoor"),),
        "fees": (FeeText(unit="per_day", amount=Decimal("4.00")),),
    }
    return PeriodText(**{**said, **fields})


def full_text(municipality: Municipality, **fields: Any) -> PlaceText:
    """Return a place that nothing is missing of, as text."""
    number = next(_numbers)
    said = {
        "name": f"Lieu inventé {number}",
        "nis": municipality.nis,
        "street": f"Rue de l’École {number}",
        "postal_code": "7000",
        "locality": "Ville inventée",
        "in_school": True,
        "school_name": "École inventée",
        "premises": "Deux locaux et une salle de gymnastique",
        "access": "full",
        "outdoor": True,
        "meals": "snack",
        "capacity": 40,
        "youngest_months": 30,
        "oldest_months": 144,
        "phone": "065 22 22 22",
        "email": f"lieu{number}@exemple.test",
        "opened_on": date(2015, 9, 1),
        "periods": (after_school(), wednesday()),
        "transfers": (
            TransferText(
                school_name="École voisine",
                mode="on_foot",
                minutes=10,
                supervised=True,
                supervision="deux accueillantes",
                inside_zone=True,
            ),
        ),
        "closures": (ClosureText(first_day=date(2026, 12, 24), last_day=date(2027, 1, 2), reason="Fêtes"),),
        "reductions": (ReductionText(ground="siblings", percent=Decimal(20)),),
    }
    return PlaceText(**{**said, **fields})


def full_place(operator: CareOperator, municipality: Municipality | None = None, **fields: Any) -> CarePlace:
    """Make a place that nothing is missing of: two periods, fees, a reduction, a transfer, closed days."""
    return write_place(operator, full_text(_commune(operator, municipality), **fields), NOW)


def contact(operator: CareOperator, **fields: Any) -> ContactPerson:
    """Make somebody to write to for an operator, confirmed today."""
    number = next(_numbers)
    said = {
        "full_name": f"Contact Inventé {number}",
        "email": f"contact{number}@exemple.test",
        "subjects": ["daily", "declaration"],
        "confirmed_on": TODAY,
    }
    return ContactPerson.objects.create(body=operator.body, operator=operator, **{**said, **fields})


def held(operator: CareOperator) -> None:
    """Give an operator a recognition and an insurance."""
    Recognition.objects.create(operator=operator, kind="declaration", granted_by="ONE", valid_from=date(2020, 9, 1))
    Insurance.objects.create(operator=operator, cover="both", insurer="Assurances inventées", policy_number="P-1")


def ready(operator: CareOperator, zone: Zone) -> OperatorDeclaration:
    """Give an operator what a declaration to a zone needs: a contact, a full place there when it has none."""
    if not operator.body.contacts.exists():
        contact(operator)
    if not operator.places.filter(municipality__in=zone.members.values("municipality")).exists():
        full_place(operator, commune_of(zone))
    declaration = begin(system(NOW, "un essai"), operator, zone)
    return OperatorDeclaration.objects.select_related("operator__body__organisation", "zone").get(pk=declaration.pk)


def declared(
    operator: CareOperator, zone: Zone, effective_on: date | None = None, now: datetime = NOW
) -> OperatorDeclaration:
    """Have an operator declare its description to a zone, by its signatory; what it needs is given when missing."""
    declaration = ready(operator, zone)
    step = case_of_declaration(declaration).step
    submit(actor(operator, now=now), declaration, step, effective_on or now.date())
    return declaration
