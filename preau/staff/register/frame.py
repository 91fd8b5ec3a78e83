"""The frame of the acts on a person of Mon Équipe: her lock, who may, what the journal keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.http import Http404

from preau.foundation.accounts.access import Decision, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import Values, plain
from preau.staff.access import can_keep
from preau.staff.models import EmploymentContract, StaffPerson

# The journal tells that it changed, and how it ends: never the number itself.
MASKED = "national_number"


def house_of(actor: Actor) -> int:
    """Return the house acted for. Raises Http404 without one."""
    if actor.organisation_id is None:
        raise Http404("organisation")
    return actor.organisation_id


@contextmanager
def keeping(actor: Actor, person_id: int, may: Any = can_keep) -> Iterator[StaffPerson]:
    """Lock a person whose file the actor keeps; her version grows when the block ends.

    Http404 for somebody she does not see, Forbidden with the reason of `may(actor, person)`.
    """
    with transaction.atomic():
        seen = StaffPerson.objects.visible_to(actor).values("pk")
        rows = StaffPerson.objects.filter(pk__in=seen).select_for_update(of=("self",), no_key=True)
        person = rows.filter(pk=person_id).first()
        if person is None:
            raise Http404("person")
        decision: Decision = may(actor, person)
        require(decision)
        yield person
        person.version, person.updated_at = person.version + 1, actor.now
        person.save(update_fields=["version", "updated_at"])


def contract_of(actor: Actor, person: StaffPerson, contract_id: int) -> EmploymentContract:
    """Return a contract of a person with the house acted for; Http404 for another."""
    rows = EmploymentContract.objects.select_related("document")
    found = rows.filter(pk=contract_id, person=person, organisation_id=house_of(actor)).first()
    if found is None:
        raise Http404("contract")
    return found


def note(actor: Actor, act: str, row: models.Model, held: Values, values: Values) -> bool:
    """Write, about the person a row is of, what differs between `held` and `values`; False when nothing does."""
    changed = [name for name, value in values.items() if plain(value) != plain(held.get(name))]
    if not changed:
        return False
    before, after = ({name: _told(name, one.get(name)) for name in changed} for one in (held, values))
    person = (StaffPerson._meta.label_lower, _person_of(row))
    record(actor, act, person, {"row": f"{row._meta.label_lower}:{row.pk}", "before": before, "after": after})
    return True


def _person_of(row: models.Model) -> int:
    """Return whose file a row belongs to: her page tells what was written there, whatever became of the row."""
    if isinstance(row, StaffPerson):
        return int(row.pk)
    contract = getattr(row, "contract", None)
    return int(contract.person_id if contract else row.person_id)  # type: ignore[attr-defined]


def _told(name: str, value: Any) -> Any:
    if name == MASKED:
        return f"…{value[-2:]}" if value else ""
    return plain(value)
