"""Titles, the extract seen, and taking away what was written by mistake."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.api import ReceivedFile
from preau.foundation.ui.versions import NotNow, Values, check_version, held_by
from preau.staff.models import Credential, GoodConductCheck, StaffPerson
from preau.staff.register.acts.functions import FUNCTION, LEAVE, function_of, leave_of
from preau.staff.register.frame import house_of, keeping, note

TITLE = ("title", "label", "issuer", "obtained_on")
CONDUCT = ("extract_on", "seen_on", "cleared")
PURPOSE = "staff.credential"


def add_credential(actor: Actor, person_id: int, values: Values, file: ReceivedFile | None = None) -> Credential:
    """Write a title somebody holds; the same one sent twice is written once. Raises Http404, Forbidden."""
    with keeping(actor, person_id) as person:
        known = Credential.objects.filter(person=person, withdrawn_at=None, **values).first()
        if known is not None and (file is None or known.file_id is not None):
            return known
        row = known or Credential(
            person=person,
            recorded_for_id=actor.organisation_id,
            recorded_by_id=actor.person_id,
            recorded_at=actor.now,
            **values,
        )
        row.file = file
        row.save()
        note(actor, "staff.add_credential", row, {}, {**values, **_name_of(file)})
    return row


def save_credential(
    actor: Actor,
    person_id: int,
    credential_id: int,
    version: int | None,
    values: Values,
    file: ReceivedFile | None = None,
) -> Credential:
    """Correct a title; a file given replaces the former.

    Raises Http404, Forbidden, Stale, NotNow once a qualification was asked with it.
    """
    with keeping(actor, person_id) as person:
        row = credential_of(person, credential_id)
        held = held_by(row, TITLE)
        check_version(version, held, values)
        _refuse_asked_on(row, "changé", only=held != values or (file is not None and row.file_id is not None))
        before = {**held, **_name_of(row.file if file else None)}
        for name, value in values.items():
            setattr(row, name, value)
        row.file = file or row.file
        row.save()
        note(actor, "staff.save_credential", row, before, {**values, **_name_of(file)})
    return row


def add_conduct(actor: Actor, person_id: int, values: Values) -> GoodConductCheck:
    """Write that the house saw an extract of this date; the same one sent twice is written once.

    Raises Http404, Forbidden, NotNow when another answer was written for it.
    """
    with keeping(actor, person_id) as person:
        mine = GoodConductCheck.objects.filter(person=person, organisation_id=house_of(actor))
        known = mine.filter(extract_on=values["extract_on"]).first()
        if known is not None and held_by(known, CONDUCT) != values:
            raise NotNow("Un extrait de cette date est déjà inscrit : retirez-le d’abord s’il a été mal recopié.")
        if known is not None:
            return known
        row = GoodConductCheck.objects.create(
            person=person,
            organisation_id=house_of(actor),
            seen_by_id=actor.person_id,
            recorded_at=actor.now,
            **values,
        )
        note(actor, "staff.see_extract", row, {}, values)
    return row


def credential_of(person: StaffPerson, credential_id: int) -> Credential:
    """Return a title of a person that was not taken away; Http404 for another."""
    rows = Credential.objects.select_related("file").filter(person=person, withdrawn_at=None)
    return _or_404(rows.filter(pk=credential_id).first())


def conduct_of(actor: Actor, person: StaffPerson, check_id: int) -> GoodConductCheck:
    """Return an extract the house acted for saw; Http404 for another."""
    rows = GoodConductCheck.objects.filter(person=person, organisation_id=house_of(actor))
    return _or_404(rows.filter(pk=check_id).first())


def _or_404(row: Any) -> Any:
    if row is None:
        raise Http404("row")
    return row


# -- taking away ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Sort:
    """One sort of things written in a file: how to find one, what the journal keeps of it, its verb."""

    find: Callable[[Actor, StaffPerson, int], Any]
    fields: tuple[str, ...]
    act: str


SORTS = {
    "fonction": Sort(function_of, FUNCTION, "staff.drop_function"),
    "absence": Sort(leave_of, LEAVE, "staff.drop_leave"),
    "extrait": Sort(conduct_of, CONDUCT, "staff.drop_extract"),
    "titre": Sort(lambda actor, person, key: credential_of(person, key), TITLE, "staff.drop_credential"),
}


def drop(actor: Actor, person_id: int, sort: Sort, key: int) -> None:
    """Take away what was written by mistake: the journal keeps it. Raises Http404, Forbidden, NotNow."""
    with keeping(actor, person_id) as person:
        row = sort.find(actor, person, key)
        held = held_by(row, sort.fields)
        note(actor, sort.act, row, held, dict.fromkeys(held))
        if isinstance(row, Credential):
            _refuse_asked_on(row, "retiré")
            row.withdrawn_at = actor.now
            row.save(update_fields=["withdrawn_at"])
        else:
            row.delete()


def _refuse_asked_on(row: Credential, done: str, only: bool = True) -> None:
    if only and row.qualification_requests.exists():
        raise NotNow(f"Ce titre est joint à une demande de qualification : il ne peut plus être {done}.")


def _name_of(file: ReceivedFile | None) -> Values:
    return {"file": file.original_name} if file else {}
