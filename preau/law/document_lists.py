"""What a file must contain before it can be sent: one YAML list per document in `data/checklists/`.

    id: edd_recognition
    title: …                       # in French
    article: edd_decree art. 4     # see `citing`
    valid_from: 2013-09-01         # absent: unknown or open
    extends: another_list          # its items, facts and warnings come first
    facts:                         # what the list depends on; a fact not told is unknown, never false
      - {id: asbl, words: le pouvoir organisateur est une ASBL}
    items:
      - id: E5
        name: les statuts          # optional, a noun: for explanations
        sentence: Joignez …        # says what to do
        article: edd_order art. 2, § 2
        effect: inadmissible       # or incomplete, the default
        optional: true             # may be added, never missing
        integral: true             # operator annex: changing it changes the programme
        cases: [{when: [asbl], unless: [], since: 2013-09-01, until: …}]   # asked in one of these cases; none: always
        reading: …                 # how an unclear text is read
    warnings:                      # to look at, prevents nothing; shown when the facts are true
      - {id: …, sentence: …, article: …, when: [fact]}

The list of the annual plan depends on its text and lives in `checklists`.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from preau.law.citing import PRACTICE, cited

FOLDER = Path(__file__).parent / "data" / "checklists"


class _Data(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One piece of a list, as its file holds it."""


class Fact(_Data, frozen=True, kw_only=True):
    """A condition, as a French clause that is true or false."""

    id: str
    words: str


class Case(_Data, frozen=True, kw_only=True):
    """When an item is asked: every `when` true, every `unless` false, between two days, both included."""

    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class Item(_Data, frozen=True, kw_only=True):
    """One thing the document must contain."""

    id: str
    sentence: str
    article: str
    name: str = ""
    effect: Literal["incomplete", "inadmissible"] = "incomplete"
    optional: bool = False
    integral: bool = False
    cases: tuple[Case, ...] = (Case(),)
    reading: str = ""

    @property
    def is_practice(self) -> bool:
        """Tell whether the Office asks it, or advises it, and no text does."""
        return self.article.partition(" ")[0] == PRACTICE


class Caution(_Data, frozen=True, kw_only=True):
    """Something to look at that prevents nothing, when its facts are true."""

    id: str
    sentence: str
    when: tuple[str, ...]
    article: str = ""


class Checklist(_Data, frozen=True, kw_only=True):
    """The list of one document."""

    id: str
    title: str
    article: str
    items: tuple[Item, ...] = ()
    facts: tuple[Fact, ...] = ()
    warnings: tuple[Caution, ...] = ()
    extends: str = ""
    valid_from: date | None = None
    note: str = ""

    @property
    def citation(self) -> str:
        return cited(self.article)

    def fact(self, fact_id: str) -> Fact:
        """Return the fact of that id; raises KeyError."""
        return {fact.id: fact for fact in self.facts}[fact_id]


class WrongChecklist(ValueError):  # noqa: N818
    """Raised when a list contradicts itself: the message says everything that is wrong, in English."""


@cache
def document_ids() -> tuple[str, ...]:
    """Return the id of every document that has a list; reads no list."""
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def checklist(document_id: str) -> Checklist:
    """Return the list of a document; raises KeyError when there is none."""
    if document_id not in document_ids():
        raise KeyError(document_id)
    return declared(FOLDER.joinpath(f"{document_id}.yaml").read_text(encoding="utf-8"))


def declared(written: str) -> Checklist:
    """Return the list that a YAML text declares, with what it extends; raises WrongChecklist."""
    try:
        found = msgspec.convert(yaml.load(written, Loader=yaml.CSafeLoader), Checklist)
    except msgspec.ValidationError as error:
        raise WrongChecklist(str(error)) from None
    if found.extends:
        base = checklist(found.extends)
        found = msgspec.structs.replace(
            found,
            items=base.items + found.items,
            facts=base.facts + found.facts,
            warnings=base.warnings + found.warnings,
        )
    faults = tuple(_faults(found))
    if faults:
        raise WrongChecklist("\n".join(faults))
    return found


def _faults(known: Checklist) -> Iterator[str]:
    for name in ("items", "facts", "warnings"):
        ids = [one.id for one in getattr(known, name)]
        for one in sorted({one for one in ids if ids.count(one) > 1}):
            yield f"{name}: {one} is declared twice"
    told = {fact.id for fact in known.facts}
    used = {name for item in known.items for case in item.cases for name in (*case.when, *case.unless)}
    used |= {name for warning in known.warnings for name in warning.when}
    for one in sorted(used ^ told):
        yield f"facts: {one} is {'not declared' if one in used else 'not used'}"
    articles = [known.article, *(item.article for item in known.items), *(one.article for one in known.warnings)]
    for article in filter(None, articles):
        try:
            cited(article)
        except ValueError as error:
            yield str(error)
