"""What was understood of a list, what a person must still answer, what must be corrected in the file: plain data."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from preau.foundation.documents.findings import Finding
from preau.foundation.documents.workbooks.words import folded


class NotAList(Exception):  # noqa: N818 - reads as the answer it becomes
    """The workbook holds no list of staff or trainings. `findings` says what was looked for, and where."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(" ".join(finding.sentence for finding in self.findings))


class Option(Struct, frozen=True, gc=False):
    """One possible answer: the value sent, the words shown."""

    value: str
    words: str


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something only a person can tell: several readings of a cell or of a column. The answer is one value.

    Without options it is written: `field` says what of the training of `column`, and `found` what was written before.
    """

    id: str
    sheet: str
    cell: str
    found: str
    sentence: str
    options: tuple[Option, ...] = ()
    field: str = ""
    column: str = ""


class ReadColumn(Struct, frozen=True, kw_only=True, gc=False):
    """A column of a table: its heading, the field it is read as ("" when not understood)."""

    id: str
    sheet: str
    cell: str
    title: str
    field: str
    guessed: bool = False


class ReadAttended(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A column that is a training: what its headings and the answers say of it, "" and () where they do not.

    `people` is how many have a mark there.
    """

    id: str
    sheet: str
    cell: str
    title: str
    people: int = 0
    provider: str = ""
    module: str = ""
    days: tuple[date, ...] = ()
    hours: Decimal | None = None


class ReadPerson(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Somebody as read. `id` tells her from the others of the list; None and "" are not known.

    `number`, the national one, only tells whether she is known elsewhere: no list writes it.
    """

    id: str
    given_name: str
    family_name: str
    sheet: str
    cell: str
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    functions: tuple[str, ...] = ()
    work_place: str = ""
    fte: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    title: str = ""
    title_words: str = ""
    title_on: date | None = None
    number: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def identity(self) -> str:
        """Return what tells whether she is known elsewhere; "" when her name alone is told."""
        if not self.birth_date and not self.number:
            return ""
        return " ".join((folded(self.name), self.birth_date.isoformat() if self.birth_date else "", self.number))


class ReadDay(Struct, frozen=True, gc=False):
    """A day of a training and its hours."""

    day: date
    hours: Decimal


class ReadTraining(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A training as read, with the ids of the people who followed it on the same days."""

    people: tuple[str, ...]
    provider: str
    module: str
    days: tuple[ReadDay, ...]
    sheet: str
    cell: str
    trainer: str = ""
    place: str = ""

    @property
    def hours(self) -> Decimal:
        return sum((one.hours for one in self.days), Decimal(0))


class Proposal(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A list as understood. `unread` tells what is not taken; `errors` what must be corrected in the file.

    `looked` keeps, by identity, whether somebody is known elsewhere; absent: not looked up yet.
    """

    columns: tuple[ReadColumn, ...] = ()
    attended: tuple[ReadAttended, ...] = ()
    people: tuple[ReadPerson, ...] = ()
    trainings: tuple[ReadTraining, ...] = ()
    questions: tuple[Question, ...] = ()
    errors: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    unread: tuple[Finding, ...] = ()
    looked: dict[str, bool] = {}

    def plain(self) -> dict[str, Any]:
        """Return the proposal as plain JSON."""
        plain: dict[str, Any] = msgspec.to_builtins(self, str_keys=True)
        return plain


def kept(content: dict[str, Any]) -> Proposal:
    """Return the proposal kept as JSON."""
    return msgspec.convert(content, Proposal, strict=False)
