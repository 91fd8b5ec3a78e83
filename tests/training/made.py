"""Trainings to try things on. All invented.

body = made.provider("Les Ateliers du Préau")                # accepted, recognised; status="proposed" on request
module = made.module(body, "Jeux coopératifs", hours=6)      # accepted, in the programme; status=... on request
entry = made.entry(operator, module, [person, other], {date(2026, 3, 2): 6})
waiting = made.other(operator, [person], "Atelie du Préau", "Jeux coopératif", {date(2026, 3, 2): 6})
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from preau.law.words import fold
from preau.operators.models import CareOperator
from preau.staff.models import StaffPerson
from preau.training.models import (
    Acceptance,
    Encoding,
    RecordDay,
    TrainingEntry,
    TrainingModule,
    TrainingProvider,
    TrainingRecord,
)
from tests.staff.made import NOW

_numbers = count(1)
# Approved until the law changed, recognised since.
GROUNDS = (("approved_by_government", None, date(2024, 7, 15)), ("recognised", date(2024, 7, 16), None))
REFUSED = {"reason_code": "outside_programme", "reason": "Hors du programme.", "decided_at": NOW}


def provider(name: str = "", status: str = "accepted", **fields: Any) -> TrainingProvider:
    """Make a training body; an accepted one may give training on any day (`grounds=` for others)."""
    name = name or f"Organisme inventé {next(_numbers)}"
    said: dict[str, Any] = {"name": name, "folded": fold(name), "status": status, "proposed_at": NOW}
    if status == "accepted":
        said |= {"decided_at": NOW}
    if status == "refused":
        said |= {**REFUSED, "reason_code": "provider_not_entitled"}
    grounds = fields.pop("grounds", GROUNDS if status == "accepted" else ())
    made = TrainingProvider.objects.create(**{**said, **fields})
    Acceptance.objects.bulk_create(
        Acceptance(provider=made, ground=ground, valid_from=since, valid_to=until) for ground, since, until in grounds
    )
    return _rooted(made)


def module(body: TrainingProvider, title: str = "", status: str = "accepted", **fields: Any) -> TrainingModule:
    """Make a module of a body; an accepted one is in the programme."""
    title = title or f"Module inventé {next(_numbers)}"
    said: dict[str, Any] = {
        "provider": body,
        "title": title,
        "folded": fold(title),
        "status": status,
        "proposed_at": NOW,
    }
    if status == "accepted":
        said |= {"in_programme": True, "decided_at": NOW}
    if status == "refused":
        said |= REFUSED
    made = TrainingModule.objects.create(**{**said, **fields})
    return _rooted(made)


def _rooted(made: Any) -> Any:
    if made.root_id is None:
        made.root = made
        made.save(update_fields=["root"])
    return made


def entry(
    operator: CareOperator,
    taken: TrainingModule,
    people: Iterable[StaffPerson],
    days: Mapping[date, float],
    **fields: Any,
) -> TrainingEntry:
    """Make an entry picked from the catalogue, the same days and hours for everybody."""
    made = TrainingEntry.objects.create(
        organisation=operator.body.organisation, module=taken, **{"entered_at": NOW, **fields}
    )
    for someone in people:
        record = TrainingRecord.objects.create(entry=made, person=someone)
        RecordDay.objects.bulk_create(
            RecordDay(record=record, day=day, hours=Decimal(str(hours))) for day, hours in days.items()
        )
    return made


def other(
    operator: CareOperator,
    people: Iterable[StaffPerson],
    provider_text: str,
    module_text: str,
    days: Mapping[date, float],
    into: TrainingModule | None = None,
) -> TrainingEntry:
    """Make an « Autre » entry: its module (`into`, or a new proposed one of a new proposed body) waits."""
    organisation = operator.body.organisation
    if into is None:
        body = provider(provider_text, status="proposed", proposed_for=organisation)
        into = module(body, module_text, status="proposed", proposed_for=organisation)
    key = hashlib.sha256(f"{fold(provider_text)}|||{fold(module_text)}".encode()).hexdigest()
    encoding, _ = Encoding.objects.get_or_create(
        key=key,
        defaults={
            "provider_text": provider_text,
            "module_text": module_text,
            "module": into,
            "linked_by": "new",
            "linked_at": NOW,
        },
    )
    return entry(operator, into, people, days, encoding=encoding)
