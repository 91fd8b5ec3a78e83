"""What was understood of a list, what a person must still answer, and what must be corrected in the file.

All of it is plain data: it is kept as JSON until the list is settled.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from preau.foundation.documents.findings import Finding
from preau.operators.description import BodyText, PlaceText

NO_COMMUNE = "?????"  # in place of its NIS code, until the commune of a place is settled


class NotAList(Exception):  # noqa: N818 - reads as the answer it becomes
    """The workbook holds no list of operators or places. `findings` says what was looked for, and where."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(" ".join(finding.sentence for finding in self.findings))


class Option(Struct, frozen=True, gc=False):
    """One possible answer: the value sent, the words shown."""

    value: str
    words: str


class Question(Struct, frozen=True, kw_only=True, gc=False):
    """Something only a person can tell: several readings of a cell or of a column. The answer is one value."""

    id: str
    sheet: str
    cell: str
    found: str
    sentence: str
    options: tuple[Option, ...]


class ReadColumn(Struct, frozen=True, kw_only=True, gc=False):
    """A column of a table: its heading, what it is read as (a code of `headings.Column`; "" when not understood)."""

    id: str
    sheet: str
    cell: str
    title: str
    code: str
    words: str = ""
    guessed: bool = False
    examples: tuple[str, ...] = ()


class ReadPlace(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A place as read; `cells` gives the cell of each field by its name. `errors`: cells of it to correct.

    `commune` is what the list writes of the commune; its NIS code stays NO_COMMUNE in `text` until it is settled.
    """

    id: str
    text: PlaceText
    sheet: str
    cell: str
    commune: str = ""
    cells: dict[str, str] = {}
    errors: tuple[int, ...] = ()


class ReadOperator(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An operator as read, with its body and its places. `name` is "" for places whose operator is not told."""

    id: str
    name: str
    body: BodyText
    sheet: str
    cell: str
    kind: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    in_cle: bool | None = None
    wants_approval: bool | None = None
    subsidies: str = ""
    informs_by_website: bool | None = None
    informs_by_rules: bool | None = None
    cells: dict[str, str] = {}
    errors: tuple[int, ...] = ()
    places: tuple[ReadPlace, ...] = ()


class Proposal(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A list as understood. `unread` tells what is not taken; `errors` what must be corrected in the file."""

    columns: tuple[ReadColumn, ...] = ()
    operators: tuple[ReadOperator, ...] = ()
    questions: tuple[Question, ...] = ()
    errors: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    unread: tuple[Finding, ...] = ()

    @property
    def places(self) -> list[ReadPlace]:
        """Return the places of all operators, in order."""
        return [place for operator in self.operators for place in operator.places]

    @property
    def is_whole(self) -> bool:
        """Tell whether everything was understood: nothing to answer, nothing to correct."""
        return not self.questions and not self.errors

    def plain(self) -> dict[str, Any]:
        """Return the proposal as plain JSON."""
        return msgspec.to_builtins(self, str_keys=True)


def kept(content: dict[str, Any]) -> Proposal:
    """Return the proposal kept as JSON."""
    return msgspec.convert(content, Proposal, strict=False)
