"""What a person does, where, for how much of her time; and her absences."""

from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import Http404

from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.versions import NotNow, Values, check_version, held_by
from preau.staff.models import Assignment, EmploymentContract, StaffLeave, StaffPerson
from preau.staff.register.acts.contracts import contract_on, span_words
from preau.staff.register.frame import house_of, keeping, note

FUNCTION = ("function", "place", "fte", "is_estimate", "starts_on", "ends_on")
LEAVE = ("kind", "starts_on", "ends_on")


def add_function(actor: Actor, person_id: int, values: Values) -> Assignment:
    """Give somebody a function during her contract; the same one sent twice is written once.

    Raises Http404, Forbidden, NotNow outside her contract or for the same function in the same place twice.
    """
    with keeping(actor, person_id) as person:
        contract = contract_on(actor, person, values["starts_on"])
        twice = contract.assignments.filter(**_as_written(contract, values)).first()
        if twice is not None:
            return twice
        row = Assignment(contract=contract)
        _write_function(row, values)
        note(actor, "staff.add_function", row, {}, held_by(row, FUNCTION))
    return row


def save_function(actor: Actor, person_id: int, assignment_id: int, version: int | None, values: Values) -> Assignment:
    """Correct a function or end it. Raises Http404, Forbidden, Stale, NotNow."""
    with keeping(actor, person_id) as person:
        row = function_of(actor, person, assignment_id)
        held = held_by(row, FUNCTION)
        place = values["place"]
        check_version(version, held, {**values, "place": place.pk if place else None})
        row.contract = contract_on(actor, person, values["starts_on"])
        _write_function(row, values)
        note(actor, "staff.save_function", row, held, held_by(row, FUNCTION))
    return row


def add_leave(actor: Actor, person_id: int, values: Values) -> StaffLeave:
    """Write that somebody is away; the same absence sent twice is written once. Raises Http404, Forbidden, NotNow."""
    with keeping(actor, person_id) as person:
        contract = contract_on(actor, person, values["starts_on"])
        twice = contract.leaves.filter(**values).first()
        if twice is not None:
            return twice
        row = StaffLeave(contract=contract)
        _write_leave(row, values)
        note(actor, "staff.add_leave", row, {}, values)
    return row


def save_leave(actor: Actor, person_id: int, leave_id: int, version: int | None, values: Values) -> StaffLeave:
    """Correct an absence, or say when she is back. Raises Http404, Forbidden, Stale, NotNow."""
    with keeping(actor, person_id) as person:
        row = leave_of(actor, person, leave_id)
        held = held_by(row, LEAVE)
        check_version(version, held, values)
        row.contract = contract_on(actor, person, values["starts_on"])
        _write_leave(row, values)
        note(actor, "staff.save_leave", row, held, values)
    return row


def function_of(actor: Actor, person: StaffPerson, assignment_id: int) -> Assignment:
    """Return a function of a person in the house acted for; Http404 for another."""
    rows = Assignment.objects.select_related("contract", "place")
    return cast(Assignment, _own(rows, actor, person, assignment_id))


def leave_of(actor: Actor, person: StaffPerson, leave_id: int) -> StaffLeave:
    """Return an absence of a person from the house acted for; Http404 for another."""
    return cast(StaffLeave, _own(StaffLeave.objects.select_related("contract"), actor, person, leave_id))


def _own(rows: QuerySet, actor: Actor, person: StaffPerson, key: int) -> Any:
    mine = {"contract__person": person, "contract__organisation_id": house_of(actor)}
    found = rows.filter(pk=key, **mine).first()
    if found is None:
        raise Http404("row")
    return found


def _as_written(contract: EmploymentContract, values: Values) -> Values:
    """Return a function as it is kept: one that lasts as long as the contract ends with it."""
    return {**values, "ends_on": values["ends_on"] or contract.ends_on}


def _write_function(row: Assignment, values: Values) -> None:
    contract = row.contract
    for name, value in _as_written(contract, values).items():
        setattr(row, name, value)
    _refuse_outside(row, contract)
    same = Assignment.objects.filter(contract=contract, function=row.function, place=row.place).exclude(pk=row.pk)
    if _over(same, row).exists():
        raise NotNow(
            "Cette personne a déjà cette fonction à cet endroit à ces dates : corrigez celle qui est inscrite."
        )
    row.save()


def _write_leave(row: StaffLeave, values: Values) -> None:
    contract = row.contract
    for name, value in values.items():
        setattr(row, name, value)
    _refuse_outside(row, contract)
    if _over(StaffLeave.objects.filter(contract=contract).exclude(pk=row.pk), row).exists():
        raise NotNow("Une autre absence est inscrite à ces dates : corrigez-la.")
    row.save()


def _refuse_outside(row: Assignment | StaffLeave, contract: EmploymentContract) -> None:
    if contract.ends_on is not None and row.ends_on is not None and row.ends_on > contract.ends_on:
        raise NotNow(f"Le contrat va {span_words(contract)} : donnez un dernier jour d’ici là.")


def _over(rows: QuerySet, row: Assignment | StaffLeave) -> QuerySet:
    """Keep the rows that share a day with one."""
    over = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=row.starts_on))
    return over.filter(starts_on__lte=row.ends_on) if row.ends_on else over
