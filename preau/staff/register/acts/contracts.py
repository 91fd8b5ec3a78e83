"""The contract of a person with a house, one at a time, and what hangs on its dates: functions and absences."""

from datetime import date

from django.db.models import Q, QuerySet

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.api import ReceivedFile
from preau.foundation.ui.versions import NotNow, Values, check_version, held_by
from preau.law.words import full_date
from preau.staff.access import can_correct_contract, can_renew, needs_consent, seen_until
from preau.staff.models import Assignment, EmploymentContract, StaffLeave, StaffPerson
from preau.staff.models.people import ContractQuerySet
from preau.staff.register.frame import contract_of, house_of, keeping, note

CONTRACT = ("starts_on", "ends_on", "status", "fte")
PURPOSE = "staff.contract"


def add_contract(
    actor: Actor, person_id: int, values: Values, document: ReceivedFile | None = None
) -> EmploymentContract:
    """Give somebody another contract with the house; the functions of the former one go on with it.

    The same one sent twice is written once. Raises Http404, Forbidden, NotNow when two contracts would overlap, or
    when she is to be asked first.
    """
    with keeping(actor, person_id, can_renew) as person:
        _refuse_unasked(actor, person)
        mine = _with_house(actor, person)
        twice = mine.filter(**values).first()
        if twice is not None:
            return twice
        _refuse_overlap(mine, values)
        former = mine.filter(ends_on__lt=values["starts_on"]).order_by("-ends_on").first()
        contract = EmploymentContract.objects.create(
            person=person,
            organisation_id=house_of(actor),
            document=document,
            recorded_by_id=actor.person_id,
            recorded_at=actor.now,
            **values,
        )
        note(actor, "staff.add_contract", contract, {}, {**values, **_name_of(document)})
        _carry_on(former, contract)
    return contract


def save_contract(
    actor: Actor,
    person_id: int,
    contract_id: int,
    version: int | None,
    values: Values,
    document: ReceivedFile | None = None,
) -> EmploymentContract:
    """Correct a contract, or end it: what began and ended with it follows. A document given replaces the former.

    Raises Http404, Forbidden, Stale, NotNow for dates that something else contradicts.
    """
    with keeping(actor, person_id, can_correct_contract) as person:
        contract = contract_of(actor, person, contract_id)
        held = held_by(contract, CONTRACT)
        check_version(version, held, values)
        until = seen_until(actor, person)
        if until is not None and (values["ends_on"] is None or values["ends_on"] > until):
            _refuse_unasked(actor, person)  # a later last day would show what came after she left
        _refuse_overlap(_with_house(actor, person).exclude(pk=contract.pk), values)
        _follow(contract, values["starts_on"], values["ends_on"])
        before = {**held, **_name_of(contract.document if document else None)}
        for name, value in values.items():
            setattr(contract, name, value)
        contract.document = document or contract.document
        contract.save()
        note(actor, "staff.save_contract", contract, before, {**values, **_name_of(document)})
    return contract


def contract_on(actor: Actor, person: StaffPerson, day: date) -> EmploymentContract:
    """Return the contract of a person with the house that runs on a day. Raises NotNow, with its dates, without one."""
    mine = _with_house(actor, person)
    found = mine.in_force(day).first()
    if found is None:
        spans = " ; ".join(map(span_words, mine.order_by("starts_on")))
        raise NotNow(f"Donnez un premier jour pendant son contrat ({spans}).")
    return found


def span_words(contract: EmploymentContract) -> str:
    """Return the dates of a contract in words."""
    if contract.ends_on is None:
        return f"depuis le {full_date(contract.starts_on)}"
    return f"du {full_date(contract.starts_on)} au {full_date(contract.ends_on)}"


def _refuse_unasked(actor: Actor, person: StaffPerson) -> None:
    if needs_consent(actor, person):
        raise NotNow(
            "Plus d’un an a passé depuis son départ, ou elle a travaillé ailleurs depuis : demandez-lui d’abord son "
            "accord, par « Cette personne revient »."
        )


def _with_house(actor: Actor, person: StaffPerson) -> ContractQuerySet:
    return EmploymentContract.objects.filter(person=person, organisation_id=house_of(actor))


def _refuse_overlap(others: QuerySet, values: Values) -> None:
    last = values["ends_on"]
    over = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=values["starts_on"]))
    over = over.filter(starts_on__lte=last) if last else over
    other = over.first()
    if other is not None:
        raise NotNow(
            f"Cette personne a déjà un contrat chez vous à ces dates ({span_words(other)}) : un seul à la fois. "
            "Terminez-le, ou ajoutez une fonction à ce contrat."
        )


def _carry_on(former: EmploymentContract | None, contract: EmploymentContract) -> None:
    """Give a new contract the functions held on the last day of the former one."""
    if former is None:
        return
    held = former.assignments.filter(ends_on=former.ends_on)
    Assignment.objects.bulk_create(
        Assignment(
            contract=contract,
            place_id=one.place_id,
            function=one.function,
            fte=one.fte,
            is_estimate=one.is_estimate,
            starts_on=contract.starts_on,
            ends_on=contract.ends_on,
        )
        for one in held.order_by("pk")
    )


def _follow(contract: EmploymentContract, first: date, last: date | None) -> None:
    """Move the functions and absences that begin or end with a contract; NotNow for one that would fall outside."""
    rows: list[Assignment | StaffLeave] = [*contract.assignments.all(), *contract.leaves.all()]
    for row in rows:
        if isinstance(row, Assignment) and row.starts_on == contract.starts_on:
            row.starts_on = first
        if row.ends_on == contract.ends_on or (last is not None and (row.ends_on is None or row.ends_on > last)):
            row.ends_on = last
        if row.starts_on < first or (last is not None and row.starts_on > last):
            what = "Une fonction" if isinstance(row, Assignment) else "Une absence"
            raise NotNow(
                f"{what} commence le {full_date(row.starts_on)}, en dehors de ces dates : corrigez-la d’abord."
            )
        row.save()


def _name_of(document: ReceivedFile | None) -> Values:
    return {"document": document.original_name} if document else {}
