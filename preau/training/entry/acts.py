"""What is done with a training entered: entered, corrected, removed, put back. The only code that writes entries.

Every act locks the house first: two people who enter the same training at once are told of each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Organisation
from preau.foundation.documents.api import ReceivedFile
from preau.foundation.journal.api import record
from preau.training.entry.access import can_correct, can_enter
from preau.training.entry.encoding import encode, taken_for
from preau.training.entry.rules import after_leaving, clashes, days_problems, followed_on, strangers
from preau.training.entry.typed import NewEntry, Parts, Problem
from preau.training.models import Encoding, RecordDay, TrainingEntry, TrainingModule, TrainingRecord

Findings = Sequence[Mapping[str, Any]]

PURPOSE = "training.certificate"
NEEDS_CERTIFICATE = "Joignez l’attestation : l’ONE en a besoin pour une formation qui n’est pas dans la liste."
LOOK = "Regardez ce qui suit, puis dites que ce sont bien deux formations."


class EntryRefused(Exception):  # noqa: N818 - reads as the answer it becomes
    """What was typed cannot be entered; `problems` says why, field by field. Nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(one.sentence for one in problems))
        self.problems = problems


class Changed(Exception):  # noqa: N818 - a situation between two people, not a fault
    """Somebody else corrected this entry since the page was shown; nothing was written. `version`: the present one."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def record_entry(actor: Actor, new: NewEntry, findings: Findings = ()) -> TrainingEntry:
    """Enter a training for the house acted for; the same form sent twice is entered once.

    `findings` is what was shown of its certificate before saving (`papers.Checked.kept`).
    Raises Forbidden, EntryRefused, and Http404 for a module, a person or a file that is not the house's to use.
    """
    with _house(actor) as house:
        known = TrainingEntry.objects.filter(form_key=new.form_key).first() if new.form_key else None
        if known is not None:
            return _own(actor, known)
        certificate = _certificate(actor, new)
        module, encoding = _module(actor, new)
        _check(actor, house.pk, new, module)
        entry = TrainingEntry.objects.create(
            organisation=house,
            module=module,
            encoding=encoding,
            certificate=certificate,
            findings=[dict(one) for one in findings],
            mismatch=_contradicts(findings),
            source=new.source,
            form_key=new.form_key,
            entered_by_id=actor.person_id,
            entered_at=actor.now,
        )
        _write_parts(entry, new.parts, {})
        record(actor, "training.enter", entry, told(entry))
    return entry


def correct_entry(actor: Actor, entry_id: int, version: int, new: NewEntry, findings: Findings = ()) -> TrainingEntry:
    """Correct an entry: its people, days, hours, certificate, and the words of an « Autre ».

    What was picked in the catalogue stays. Saying again what is recorded changes nothing. Raises Http404, Forbidden,
    EntryRefused, Changed.
    """
    with _house(actor) as house:
        entry = _locked(actor, entry_id)
        require(can_correct(actor, entry))
        before, joined = told(entry), entry.certificate_id
        if version != entry.version and not _says(entry, new):
            raise Changed(entry.version)
        entry.certificate = _certificate(actor, new) or entry.certificate
        if entry.encoding_id is not None and new.other is not None:
            entry.module, entry.encoding = _module(actor, new)
        _check(actor, house.pk, new, entry.module, entry)
        entry.findings, entry.mismatch = [dict(one) for one in findings], _contradicts(findings)
        held = parts_of(entry)
        gone = [person for person in held if person not in new.parts]
        entry.records.present().filter(person_id__in=gone).update(removed_at=actor.now)
        _write_parts(entry, new.parts, held)
        after = told(entry)
        if after != before or entry.certificate_id != joined:  # another file may bear the same name
            entry.version += 1
            entry.save()
            record(actor, "training.correct", entry, {"before": before, "after": after})
    return entry


def remove_entry(actor: Actor, entry_id: int) -> TrainingEntry:
    """Take an entry back: its hours count nowhere, the journal keeps it. A second time changes nothing.

    Raises Http404, Forbidden.
    """
    with _house(actor):
        entry = _locked(actor, entry_id)
        require(can_correct(actor, entry))
        if entry.records.present().update(removed_at=actor.now):
            record(actor, "training.remove", entry, {"entry": entry.pk})
    return entry


def restore_entry(actor: Actor, entry_id: int) -> TrainingEntry:
    """Put back an entry that was removed, as it was. Raises Http404, Forbidden, EntryRefused when it clashes since."""
    with _house(actor):
        entry = _locked(actor, entry_id)
        require(can_correct(actor, entry))
        last = entry.records.aggregate(last=Max("removed_at"))["last"]
        if last is None or entry.records.present().exists():
            return entry
        back = entry.records.filter(removed_at=last)
        parts = _parts(back)
        problems, _ = clashes(NewEntry(parts), entry.module.root_id, followed_on(parts, _days(parts)))
        if problems:
            raise EntryRefused(problems)
        back.update(removed_at=None)
        record(actor, "training.restore", entry, {"entry": entry.pk})
    return entry


def parts_of(entry: TrainingEntry) -> dict[int, dict[date, Decimal]]:
    """Return the hours of each person of an entry on each day, without who was removed. One query."""
    return _parts(entry.records.present())


def _parts(records: Any) -> dict[int, dict[date, Decimal]]:
    found: dict[int, dict[date, Decimal]] = {}
    rows = RecordDay.objects.filter(record__in=records).order_by("record__person_id", "day")
    for person, day, hours in rows.values_list("record__person_id", "day", "hours"):
        found.setdefault(person, {})[day] = hours
    return found


def _days(parts: Parts) -> set[date]:
    return {day for hours in parts.values() for day in hours}


def told(entry: TrainingEntry) -> dict[str, Any]:
    """Return an entry as the journal keeps it."""
    encoding = entry.encoding
    return {
        "module": entry.module_id,
        "title": encoding.module_text if encoding else entry.module.title,
        "typed": [encoding.provider_text, encoding.trainer_text, encoding.place_text] if encoding else [],
        "certificate": entry.certificate.original_name if entry.certificate else "",
        "people": {
            str(person): {day.isoformat(): str(hours) for day, hours in days.items()}
            for person, days in parts_of(entry).items()
        },
    }


@contextmanager
def _house(actor: Actor) -> Iterator[Organisation]:
    """Lock the house acted for. Raises Forbidden."""
    with transaction.atomic():
        require(can_enter(actor))
        yield Organisation.objects.select_for_update(no_key=True).get(pk=actor.organisation_id or 0)


def _own(actor: Actor, entry: TrainingEntry) -> TrainingEntry:
    if entry.organisation_id != actor.organisation_id:
        raise Http404("entry")
    return entry


def _locked(actor: Actor, entry_id: int) -> TrainingEntry:
    rows = TrainingEntry.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    entry = rows.select_related("module__root__provider", "encoding", "certificate").filter(pk=entry_id).first()
    if entry is None:
        raise Http404("entry")
    return entry


def _certificate(actor: Actor, new: NewEntry) -> ReceivedFile | None:
    """Return the file joined: one of the house's own, sent for this. Raises Http404."""
    if new.certificate_id is None:
        return None
    rows = ReceivedFile.objects.filter(organisation_id=actor.organisation_id or 0, purpose=PURPOSE)
    received = rows.filter(pk=new.certificate_id).first()
    if received is None:
        raise Http404("certificate")
    return received


def _module(actor: Actor, new: NewEntry) -> tuple[TrainingModule, Encoding | None]:
    """Return the module entered, and the words it was typed in when it is no choice of the catalogue."""
    if new.other is not None:
        encoding = encode(actor, new.other, new.hours)
        return encoding.module, encoding
    rows = TrainingModule.objects.visible_to(actor).select_related("root__provider")
    module = rows.filter(pk=new.module_id).first()
    if module is None:
        raise Http404("module")
    return module, None


def _check(
    actor: Actor, house_id: int, new: NewEntry, module: TrainingModule, entry: TrainingEntry | None = None
) -> None:
    """Raise EntryRefused for what cannot be, Forbidden for people who never worked there."""
    if strangers(house_id, new.parts):
        raise Forbidden("Une de ces personnes n’a jamais travaillé chez vous.")
    problems, warnings = judged(actor, new, module.root_id, entry)
    if warnings and not new.same_day and not problems:
        problems = [Problem("same_day", " ".join((LOOK, *warnings)))]
    if problems:
        raise EntryRefused(problems)


def judged(
    actor: Actor, new: NewEntry, module_id: int | None, entry: TrainingEntry | None = None
) -> tuple[list[Problem], list[str]]:
    """Return what stands in the way of an entry, and what is to be looked at before it is saved.

    `module_id` is the root of its module, None while it has none; `entry` the one being corrected. At most two queries.
    """
    problems = days_problems(new, actor.today)
    joined = new.certificate_id or (entry and entry.certificate_id)
    if new.source == TrainingEntry.Source.FORM and new.other and not joined:
        problems.append(Problem("certificate", NEEDS_CERTIFICATE))
    problems = problems or after_leaving(actor.organisation_id or 0, new.parts, actor.today)
    if problems:
        return problems, []
    return clashes(new, module_id, followed_on(new.parts, new.days, but=entry.pk if entry else None))


def _contradicts(findings: Findings) -> bool:
    """Tell whether a certificate says something else than what was typed: ONE is to look at it."""
    return any(one.get("agrees") is False for one in findings)


def _says(entry: TrainingEntry, new: NewEntry) -> bool:
    """Tell whether an entry already is what is typed: a second click."""
    same = {person: dict(days) for person, days in new.parts.items()} == parts_of(entry)
    words = new.other is None or entry.encoding is None or taken_for(new.other) == entry.encoding
    return same and words and new.certificate_id in (None, entry.certificate_id)


def _write_parts(entry: TrainingEntry, parts: Parts, held: Parts) -> None:
    """Write who followed it and when; the records of who was `held` already keep their row."""
    fresh = [TrainingRecord(entry=entry, person_id=person) for person in parts if person not in held]
    TrainingRecord.objects.bulk_create(fresh)
    changed = [person for person in parts if dict(parts[person]) != dict(held.get(person, {}))]
    records = dict(entry.records.present().filter(person_id__in=changed).values_list("person_id", "pk"))
    RecordDay.objects.filter(record_id__in=records.values()).delete()
    RecordDay.objects.bulk_create(
        RecordDay(record_id=records[person], day=day, hours=hours)
        for person in changed
        for day, hours in sorted(parts[person].items())
    )
