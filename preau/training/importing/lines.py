"""Reading the lines of the tables: who is named, what is said of her, which trainings she followed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from preau.foundation.documents.findings import Finding
from preau.foundation.documents.workbooks.notes import Notes as PlainNotes
from preau.foundation.documents.workbooks.notes import place as where
from preau.foundation.documents.workbooks.notes import quoted
from preau.foundation.documents.workbooks.words import folded
from preau.law.qualification.titles import labels
from preau.staff.models import FunctionCode
from preau.training.importing.headings import FIELD_WORDS
from preau.training.importing.proposal import Option, Question
from preau.training.importing.tables import Table
from preau.training.importing.values import (
    Ambiguous,
    Unread,
    day_of,
    email_of,
    fte_of,
    functions_in,
    name_key,
    names_in,
    number_of,
    split_name,
    title_in,
    year_or_day,
)

NONE = "-"  # the answer « none »
GIVEN, FAMILY = "given", "family"
_TOTALS = frozenset({"total", "totaux", "sous total", "total general", "total heures"})


@dataclass
class Notes(PlainNotes):
    """What the reader has to say: also what it asks, and what it does not take."""

    questions: dict[str, Question] = field(default_factory=dict)
    unread: list[Finding] = field(default_factory=list)

    def leave(self, sheet: str, cell: str, found: str, sentence: str) -> None:
        """Tell what is not taken."""
        self.unread.append(Finding(found, "", where(sheet, cell) + sentence, sheet, cell))

    def ask(
        self,
        key: str,
        sheet: str,
        cell: str,
        found: str,
        sentence: str,
        options: tuple[Option, ...],
        name: str = "",
        column: str = "",
    ) -> None:
        """Ask a person; once, whatever the number of cells that need the answer."""
        if key not in self.questions:
            self.questions[key] = Question(
                id=key,
                sheet=sheet,
                cell=cell,
                found=found,
                sentence=where(sheet, cell) + sentence,
                options=options,
                field=name,
                column=column,
            )


@dataclass(eq=False, slots=True)
class PersonDraft:
    """Somebody while the list is read: each fact with the cell it stands in."""

    id: str
    given: str
    family: str
    sheet: str
    cell: str
    facts: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    functions: dict[str, None] = field(default_factory=dict)


@dataclass(eq=False)
class Found:
    """What is read so far, with the answers already given."""

    notes: Notes
    answers: Mapping[str, str]
    today: date
    people: dict[str, PersonDraft] = field(default_factory=dict)
    by_family: dict[str, set[str]] = field(default_factory=dict)


class PeopleReader:
    """Reads who the lines of one table name."""

    def __init__(self, table: Table, found: Found) -> None:
        self.table, self.found, self.notes = table, found, found.notes
        self.sheet = table.sheet.name
        self.last: list[PersonDraft] = []

    def read(self, row: int) -> list[PersonDraft]:
        """Return the people of a line, those of the line above when it names nobody and the table has trainings."""
        named = self._named(row)
        if named is None:
            return self.last if self.table.has_trainings else []
        self.last = named
        if len(named) == 1:
            self._facts(row, named[0])
        return named

    def _named(self, row: int) -> list[PersonDraft] | None:
        """Return who a line names; None when its cells of names are empty."""
        person = self.table.person
        if "given_name" in person and "family_name" in person:
            at = person["family_name"]
            family, given = self.table.text(row, at), self.table.text(row, person["given_name"])
            if not family and not given:
                return None
            if not family or not given:
                empty = at if not family else person["given_name"]
                words = "le nom" if not family else "le prénom"
                self._wrong(row, empty, family or given, f"un nom et un prénom ; il manque {words}.")
                return []
            return [self._person(row, at, given, family)]
        if self.table.name_above and not {"full_name", "people"} & set(person):
            return self._one(row, -1, self.table.name_above, self.table.name_cell, given_first=None)
        at = person.get("people", person.get("full_name", -1))
        text = self.table.text(row, at) if at >= 0 else ""
        if not text:
            return None
        said = folded(self.table.titles.get(at, "")).split()
        order = self.table.columns[at].given_first if "prenom" in said and "nom" in said else None
        found: list[PersonDraft] = []
        for name in names_in(text):
            found += self._one(row, at, name, self.table.cell(row, at), given_first=order)
        return found

    def _one(self, row: int, at: int, name: str, cell: str, given_first: bool | None) -> list[PersonDraft]:
        key = f"order:{self.sheet}!{at}"
        if key in self.found.answers:
            given_first = self.found.answers[key] == GIVEN
        try:
            given, family = split_name(name, given_first)
        except Ambiguous:
            known = self._known_of(name)
            if known is not None:
                return [known]
            words = name.split()
            self.notes.ask(
                key,
                self.sheet,
                cell,
                name,
                f"dans {quoted(name)}, quel est le nom de famille ?",
                (Option(FAMILY, f"{words[0]} (le nom d’abord)"), Option(GIVEN, f"{words[-1]} (le prénom d’abord)")),
            )
            return []
        except Unread as unread:
            alone = self.found.by_family.get(folded(name), set())
            if len(alone) == 1:
                return [self.found.people[next(iter(alone))]]
            self.notes.error(self.sheet, cell, name, unread.expected, str(unread))
            return []
        return [self._person(row, at, given, family, cell)]

    def _known_of(self, name: str) -> PersonDraft | None:
        """Return who was already read with these very words, in whatever order."""
        return self.found.people.get(name_key(name, ""))

    def _person(self, row: int, at: int, given: str, family: str, cell: str = "") -> PersonDraft:
        key = name_key(given, family)
        born = self._born(row)
        known = self.found.people.get(key)
        if known is not None and born and known.facts.get("birth_date") not in (None, born):
            key = f"{key} {born.isoformat()}"
            known = self.found.people.get(key)
        if known is None:
            known = PersonDraft(key, given, family, self.sheet, cell or self.table.cell(row, max(at, 0)))
            self.found.people[key] = known
            self.found.by_family.setdefault(folded(family), set()).add(key)
        return known

    def _born(self, row: int) -> date | None:
        at = self.table.person.get("birth_date")
        if at is None:
            return None
        try:
            return day_of(self.table.raw(row, at), self.table.text(row, at))
        except Unread:
            return None  # told where the facts are read

    # -- what is said of her -----------------------------------------------------------------------

    def _facts(self, row: int, person: PersonDraft) -> None:
        for name, at in self.table.person.items():
            reader = _READERS.get(name)
            text = self.table.text(row, at)
            if reader is None or not text:
                continue
            try:
                value = reader(self.table.raw(row, at), text)
            except Unread as unread:
                self.notes.error(self.sheet, self.table.cell(row, at), text, unread.expected, str(unread))
                continue
            self._put(row, at, person, name, value, text)
        for name, at in self.table.person.items():
            text = self.table.text(row, at)
            if name == "function" and text:
                self._functions(row, at, person, text)
            elif name == "title" and text:
                self._title(row, at, person, text)
            elif name == "title_on" and text:
                self._title_on(row, at, person, text)

    def _put(self, row: int, at: int, person: PersonDraft, name: str, value: Any, text: str) -> None:
        if value is None or value == "":
            return
        cell = self.table.cell(row, at)
        if name == "birth_date" and value > self.found.today:
            self._wrong(row, at, text, "une date passée.")
            return
        if name not in person.facts:
            person.facts[name], person.cells[name] = value, cell
        elif person.facts[name] != value:
            first = person.cells[name]
            self._wrong(row, at, text, f"la même chose qu’en {first} ({FIELD_WORDS[name].lower()}).")

    def _wrong(self, row: int, at: int, text: str, expected: str) -> None:
        cell = self.table.cell(row, at)
        self.notes.error(self.sheet, cell, text, expected, f"{quoted(text)} : il faut {expected}")

    def _functions(self, row: int, at: int, person: PersonDraft, text: str) -> None:
        codes = functions_in(text)
        if codes is None:
            key = f"function:{folded(text)}"
            if key in self.found.answers:
                codes = () if self.found.answers[key] == NONE else (self.found.answers[key],)
            else:
                options = (*(Option(str(code), str(code.label)) for code in FunctionCode), Option(NONE, "Aucune"))
                sentence = f"quelle fonction est {quoted(text)} ?"
                self.notes.ask(key, self.sheet, self.table.cell(row, at), text, sentence, options)
                return
        person.functions.update(dict.fromkeys(codes))

    def _title(self, row: int, at: int, person: PersonDraft, text: str) -> None:
        code = title_in(text)
        if code is None:
            key = f"title:{folded(text)}"
            code = self.found.answers.get(key)
            if code is None:
                options = (
                    *(Option(str(title), words) for title, words in labels().items()),
                    Option(NONE, "Aucun titre"),
                )
                sentence = f"quel titre est {quoted(text)} ?"
                self.notes.ask(key, self.sheet, self.table.cell(row, at), text, sentence, options)
                return
            code = "" if code == NONE else code
        if code:
            self._put(row, at, person, "title", code, text)
            person.facts.setdefault("title_words", text[:200])

    def _title_on(self, row: int, at: int, person: PersonDraft, text: str) -> None:
        try:
            day, year_only = year_or_day(self.table.raw(row, at), text)
        except Unread as unread:
            self.notes.error(self.sheet, self.table.cell(row, at), text, unread.expected, str(unread))
            return
        if year_only:
            sentence = f"{quoted(text)} ne donne que l’année du titre : le jour reste à compléter."
            self.notes.remark(self.sheet, self.table.cell(row, at), text, sentence)
        self._put(row, at, person, "title_on", day, text)


_READERS: dict[str, Any] = {
    "birth_date": day_of,
    "starts_on": day_of,
    "ends_on": day_of,
    "email": lambda value, text: email_of(text),
    "phone": lambda value, text: text[:20],
    "work_place": lambda value, text: text[:200],
    "fte": lambda value, text: fte_of(text),
    "national_number": lambda value, text: number_of(text),
}


def is_total(text: str) -> bool:
    """Tell whether a line is a sum of those above."""
    return folded(text) in _TOTALS
