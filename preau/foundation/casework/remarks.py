"""The remarks of a case by field, read once for a whole page."""

from collections import defaultdict
from dataclasses import dataclass

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.access import can_handle, can_speak
from preau.foundation.casework.models import Case, Remark
from preau.foundation.casework.talking import fields_of

_KEPT = "_remarks_read_once"


@dataclass
class FieldRemarks:
    """The remarks of one field; whether one may leave another there, and deal with those there are."""

    remarks: list[Remark]
    open_to_remarks: bool
    handles: bool


@dataclass
class _Read:
    by_field: dict[str, list[Remark]]
    fields: frozenset[str]
    speaks: bool
    handles: bool


def remarks_by_field(case: Case) -> dict[str, list[Remark]]:
    """Return every remark of a case by the key of its field, oldest first. One query."""
    found: dict[str, list[Remark]] = defaultdict(list)
    for remark in Remark.objects.filter(case=case).select_related("person", "handled_by"):
        found[remark.field].append(remark)
    return dict(found)


def remarks_of_field(actor: Actor, case: Case | None, field: str) -> FieldRemarks | None:
    """Return what is said of one field; the whole case is read at the first one asked, and kept for the page."""
    if case is None:
        return None
    read: _Read | None = case.__dict__.get(_KEPT)
    if read is None:
        speaks = bool(can_speak(actor, case))
        read = _Read(
            remarks_by_field(case) if speaks else {},
            frozenset(fields_of(case)) if speaks else frozenset(),
            speaks,
            bool(can_handle(actor, case)),
        )
        case.__dict__[_KEPT] = read
    if not read.speaks:
        return None
    return FieldRemarks(read.by_field.get(field, []), field in read.fields, read.handles)
