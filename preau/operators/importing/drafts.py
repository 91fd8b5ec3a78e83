"""Operators, places and periods while a list is read: each fact with its cell, so that two that disagree are told."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from preau.foundation.documents.findings import Finding
from preau.foundation.documents.workbooks.notes import Notes as PlainNotes
from preau.foundation.documents.workbooks.notes import place as where
from preau.foundation.documents.workbooks.words import folded
from preau.operators.description import ActivityText, ClosureText, FeeText, HoursText, ReductionText, TransferText
from preau.operators.importing.labels import FIELD_WORDS
from preau.operators.importing.proposal import Option, Question

LEGAL_WORDS = frozenset({"asbl", "a", "s", "b", "l", "srl", "sprl", "scrl"})


@dataclass
class Notes(PlainNotes):
    """What the reader has to say: also what it asks, and what it does not take."""

    questions: dict[str, Question] = field(default_factory=dict)
    unread: list[Finding] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)

    def leave(self, sheet: str, cell: str, found: str, sentence: str) -> None:
        """Tell what is not taken."""
        self.unread.append(Finding(found, "", where(sheet, cell) + sentence, sheet, cell))

    def once(self, key: str, sheet: str, cell: str, found: str, sentence: str) -> None:
        """Tell once how something that comes back many times was understood."""
        if key not in self._told:
            self._told.add(key)
            self.remark(sheet, cell, found, sentence)

    def ask(self, key: str, sheet: str, cell: str, found: str, sentence: str, options: tuple[Option, ...]) -> None:
        """Ask a person; once, whatever the number of cells that need the answer."""
        if key not in self.questions:
            self.questions[key] = Question(
                id=key, sheet=sheet, cell=cell, found=found, sentence=where(sheet, cell) + sentence, options=options
            )


class At(NamedTuple):
    """Where a fact stands."""

    sheet: str
    cell: str


@dataclass(eq=False, slots=True)
class Draft:
    """Facts by name, each with its cell. `errors`: what is to be corrected, by its rank in `Notes.errors`."""

    at: At
    facts: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, At] = field(default_factory=dict)
    errors: tuple[int, ...] = ()

    def put(self, name: str, value: Any, at: At, notes: Notes, text: str = "") -> None:
        """Keep a fact; one that says otherwise than the one kept before is an error, unless nobody knows it."""
        if value is None or value in ("", ()):
            return
        if name not in self.facts:
            self.facts[name], self.cells[name] = value, at
        elif self.facts[name] != value:
            first = self.cells[name]
            there = first.cell if first.sheet == at.sheet else f"{first.cell} de la feuille « {first.sheet} »"
            words = FIELD_WORDS.get(name, name).lower()
            self.wrong(
                notes,
                at,
                text or str(value),
                f"la même chose qu’en {there}",
                f"« {text or value} » ne va pas avec ce que dit la cellule {there} ({words}). Gardez une seule "
                "réponse, ou donnez à chaque lieu son propre nom.",
            )

    def wrong(self, notes: Notes, at: At, found: str, expected: str, sentence: str) -> None:
        """Tell what must be corrected in the file; the same of one cell once, whatever the days it is about."""
        last = notes.errors[-1] if notes.errors else None
        if last is not None and (last.sheet, last.cell, last.expected) == (at.sheet, at.cell, expected):
            return
        self.errors += (len(notes.errors),)
        notes.error(at.sheet, at.cell, found, expected, sentence)


@dataclass(eq=False, slots=True)
class PeriodDraft(Draft):
    """A period; its kind, label and breaks are among its facts."""

    hours: dict[HoursText, At] = field(default_factory=dict)
    fees: tuple[FeeText, ...] = ()
    activities: tuple[ActivityText, ...] = ()


@dataclass(eq=False, slots=True)
class PlaceDraft(Draft):
    """A place. `fees` are asked for in all its periods; `shared` are facts its lines tell of a period each."""

    name: str = ""
    periods: dict[Any, PeriodDraft] = field(default_factory=dict)
    fees: tuple[FeeText, ...] = ()
    activities: tuple[ActivityText, ...] = ()
    transfers: tuple[TransferText, ...] = ()
    closures: tuple[ClosureText, ...] = ()
    reductions: tuple[ReductionText, ...] = ()
    numbered: bool = False  # its list tells its periods apart itself: nothing is brought together


@dataclass(eq=False, slots=True)
class OperatorDraft(Draft):
    """An operator, and its places by what tells them apart."""

    name: str = ""
    places: dict[str, PlaceDraft] = field(default_factory=dict)


def name_key(name: str) -> str:
    """Return what tells a name from another: « ASBL Les Lutins » and « Les lutins » are the same."""
    words = folded(name).split()
    return " ".join(word for word in words if word not in LEGAL_WORDS) or " ".join(words)
