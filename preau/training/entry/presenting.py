"""An entry as its page shows it: who followed it, where each one's hours stand, what was read on its certificate."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from preau.foundation.accounts.access import Decision
from preau.foundation.accounts.actors import Actor
from preau.law.training.norms import RecordState
from preau.law.words import counted
from preau.training.access import TEAM
from preau.training.certificates.comparing import bare
from preau.training.entry.access import can_correct, can_read_certificate
from preau.training.models import Status, TrainingEntry, TrainingRecord
from preau.training.standing import DayFollowed, days_of

STATES = {
    RecordState.VALIDATED: ("Validé", "done"),
    RecordState.TO_VALIDATE: ("À valider", "wait"),
    RecordState.REFUSED: ("Refusé", "bad"),
}
FIELDS = {
    "persons": "Les personnes",
    "days": "Les jours",
    "hours": "Les heures",
    "provider": "L’organisme",
    "module": "L’intitulé",
}


@dataclass(frozen=True)
class ShownDay:
    """One day of one person, with where its hours stand."""

    day: date
    hours: Decimal
    words: str
    kind: str

    @property
    def amount(self) -> str:
        return counted(bare(self.hours), "heure", "heures")


@dataclass(frozen=True)
class ShownPart:
    """What one person followed, day by day."""

    record: TrainingRecord
    days: tuple[ShownDay, ...]


@dataclass(frozen=True)
class ShownEntry:
    """An entry as `actor` reads it: a worker reads her own part only."""

    actor: Actor
    row: TrainingEntry
    parts: tuple[ShownPart, ...]

    @property
    def title(self) -> str:
        """Return the title it is known by: that of the module it is read through."""
        return str(self.row.module.root or self.row.module)

    @property
    def provider(self) -> str:
        body = (self.row.module.root or self.row.module).provider
        return str(body.root or body)

    @property
    def total(self) -> str:
        hours = sum((one.hours for part in self.parts for one in part.days), Decimal(0))
        return counted(bare(hours), "heure", "heures")

    @cached_property
    def may_correct(self) -> Decision:
        return can_correct(self.actor, self.row)

    @cached_property
    def may_read(self) -> Decision:
        return can_read_certificate(self.actor, self.row)

    @property
    def outside(self) -> bool:
        """Tell whether `actor` reads it without following a team: ONE, and the worker herself."""
        return not TEAM.allows(self.actor)

    @property
    def removed(self) -> bool:
        return not self.parts

    @property
    def waits(self) -> bool:
        return any(one.kind == "wait" for part in self.parts for one in part.days)

    @property
    def refusal(self) -> str:
        """Return why ONE refused the module or its body, "" when it did not."""
        root = self.row.module.root or self.row.module
        body = root.provider.root or root.provider
        found = [one.reason for one in (root, body) if one.status == Status.REFUSED]
        return " ".join(filter(None, found))

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Return what was read on the certificate, as shown before saving."""
        return labelled(self.row.findings)

    @property
    def unread(self) -> str:
        """Return what could not be read of the certificate, "" when all was."""
        return next((one["sentence"] for one in self.row.findings if one["field"] == "reading"), "")


def labelled(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the findings about what was typed, each with the words of what it is about."""
    return [{**one, "label": FIELDS[one["field"]]} for one in findings if one["field"] in FIELDS]


def shown(actor: Actor, row: TrainingEntry) -> ShownEntry:
    """Return an entry as its page shows it. Four queries whatever the number of people."""
    records = TrainingRecord.objects.present().visible_to(actor).filter(entry=row)
    people = records.select_related("person").order_by("person__family_name", "person__given_name", "pk")
    days: dict[int, list[DayFollowed]] = {}
    for one in days_of(records):
        days.setdefault(one.record_id, []).append(one)
    parts = tuple(ShownPart(record, tuple(map(_day, days.get(record.pk, ())))) for record in people)
    return ShownEntry(actor, row, parts)


def _day(one: DayFollowed) -> ShownDay:
    words, kind = STATES[one.state]
    return ShownDay(one.day, one.hours, words, kind)
