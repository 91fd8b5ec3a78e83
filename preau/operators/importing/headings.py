"""What a column holds, by its heading: a field, and for hours and prices of which period, weekday or end."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz, process

from preau.foundation.documents.workbooks.words import ARTICLES, folded, singular
from preau.law.care_offer import CarePeriodKind
from preau.law.words import WEEKDAYS, listed
from preau.operators.importing.labels import FIELD_WORDS, kind_words

LEXICON: dict[str, Any] = json.loads((Path(__file__).parent / "lexicon.json").read_text(encoding="utf-8"))
LONGEST = 150  # characters; a longer cell is content
SURE = 90  # similarity, of 100, from which a heading misspelt is taken as understood
OF_THE_BODY = {
    "street": "body_street",
    "postal_code": "body_postal_code",
    "locality": "body_locality",
    "commune": "body_locality",
}
OF_THE_OPERATOR = {"phone": "operator_phone", "email": "operator_email", "site": "website", "website": "website"}
OWNERS = frozenset({"place", "school", "operator", "body"})
PER_PERIOD = frozenset({"hours", "fee", "fee_elsewhere", "capacity", "ages", "age_from", "age_to", "activity", "free"})

_JUST_A_NAME = {("nom",), ("denomination",), ("intitule",)}  # « Nom », under « Opérateur »

Words = tuple[str, ...]


class Column(Struct, frozen=True, omit_defaults=True):
    """What a column holds. `kind` is a period or a break of the holidays, `part` the start or the end of the hours."""

    field: str
    kind: str = ""
    weekday: int | None = None
    part: str = ""
    unit: str = ""

    @property
    def code(self) -> str:
        """Return the column in one word, as a page sends it back."""
        return "|".join((self.field, self.kind, "" if self.weekday is None else str(self.weekday), self.part))

    @property
    def words(self) -> str:
        """Return in French what the column holds."""
        about = [FIELD_WORDS[self.field]]
        if self.kind:
            about.append(kind_words(self.kind).lower())
        if self.weekday is not None:
            about.append(WEEKDAYS[self.weekday])
        if self.part:
            about.append("début" if self.part == "start" else "fin")
        return ", ".join(about)


def column_of_code(code: str) -> Column | None:
    """Return the column a page sent back, None for a code that no page offers."""
    return {column.code: column for column in choices()}.get(code)


@lru_cache(maxsize=1)
def choices() -> tuple[Column, ...]:
    """Return all that a column can be said to hold by hand, in the order of the list to choose from."""
    fields = [name for name in FIELD_WORDS if name not in {"site", "hours"}]
    kinds = [str(kind) for kind in CarePeriodKind]
    return (
        *(Column(name) for name in fields),
        Column("hours"),
        *(Column("hours", part=part) for part in ("start", "end")),
        *(Column("hours", kind=kind) for kind in kinds),
        *(Column("hours", kind=kind, part=part) for kind in kinds for part in ("start", "end")),
        *(Column("hours", weekday=weekday) for weekday in range(7)),
        *(Column("fee", kind=kind) for kind in kinds),
        *(Column("capacity", kind=kind) for kind in kinds),
    )


def _phrases(*path: str) -> Iterable[str]:
    found: Any = LEXICON
    for step in path:
        found = found[step]
    return found


def every(text: str) -> Words:
    return tuple(singular(word) for word in folded(text).split())


def bare(text: str) -> Words:
    return tuple(word for word in every(text) if word not in ARTICLES)


def _known(shape: Any) -> dict[Words, Column]:
    """Return each wording of the lexicon, in words, with what it stands for; the first one of two alike wins."""
    found: dict[Words, Column] = {}
    for name in LEXICON["fields"]:
        for phrase in _phrases("fields", name):
            found.setdefault(shape(phrase), Column(name))
    for name in LEXICON["kinds"]:
        for phrase in _phrases("kinds", name):
            found.setdefault(shape(phrase), Column("", kind=name))
    for name in LEXICON["weekdays"]:
        for phrase in _phrases("weekdays", name):
            found.setdefault(shape(phrase), Column("", weekday=int(name)))
    for name in LEXICON["parts"]:
        for phrase in _phrases("parts", name):
            found.setdefault(shape(phrase), Column("", part=name))
    found.pop((), None)
    return found


WHOLE = _known(every)
BARE = _known(bare)
LONG = max(map(len, BARE))
UNITS = {bare(phrase): name for name in LEXICON["units"] for phrase in LEXICON["units"][name] if bare(phrase)}
FILLERS = frozenset(singular(folded(word)) for word in LEXICON["fillers"])
SPELT = {" ".join(words): column for words, column in BARE.items() if column.field and len(" ".join(words)) >= 5}


@lru_cache(maxsize=2048)
def heading(text: str, below: str = "") -> Column | None:
    """Return what a heading, with the one under it, says of its column; None when some word of it is not known."""
    said = (text,) if every(below) in _JUST_A_NAME else (text, below)
    parts = [_atoms(one) for one in said if one and len(one) <= LONGEST]
    if not parts or any(atoms is None for atoms in parts):
        return None
    return _together([atom for atoms in parts for atom in atoms or ()])


def _atoms(text: str) -> list[Column] | None:
    """Return what each part of a heading says; None when some word of it is not known."""
    said = every(text)
    if said in WHOLE:
        return [WHOLE[said]]
    if said[-2:] == ("de", "a"):  # « Matin (de … à …) »
        return _atoms(" ".join(said[:-2]))
    if said[-1:] in (("de",), ("a",)):  # « Matin de », « Âge à »
        before = _atoms(" ".join(said[:-1]))
        return None if before is None else [*before, WHOLE[said[-1:]]]
    words = bare(text)
    found = _priced(words) or _scanned(words) or _scanned(tuple(word for word in words if word not in FILLERS))
    outside = text.partition("(")[0].strip()
    return found or (_atoms(outside) if outside and outside != text else None)


def _scanned(words: Words) -> list[Column] | None:
    """Return what the longest known wordings say, one after the other; None when a word is left over."""
    found: list[Column] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        sizes = range(min(LONG, len(words) - at), 0, -1)
        size = next((size for size in sizes if words[at : at + size] in BARE), 0)
        if size:
            found.append(BARE[words[at : at + size]])
        else:
            left.append(words[at])
        at += size or 1
    return found if found and not set(left) - FILLERS else None


def _priced(words: Words) -> list[Column] | None:
    """Return the price and its unit of « Tarif par jour », « Prix (€/h) »; None for another heading."""
    size = next((size for size in range(min(LONG, len(words)), 0, -1) if words[:size] in BARE), 0)
    rest = tuple(word for word in words[size:] if word not in {"eur", "euro"})
    about = BARE.get(rest)
    unit = UNITS.get(rest) if size and (about is None or about.field == "day") else None
    return [Column("fee", unit=unit)] if unit and BARE[words[:size]].field == "fee" else None


def _together(atoms: list[Column]) -> Column | None:
    """Return the one column that several words describe; None when they do not go together."""
    fields = {atom.field for atom in atoms if atom.field}
    kinds = {atom.kind for atom in atoms if atom.kind}
    weekdays = {atom.weekday for atom in atoms if atom.weekday is not None}
    parts = {atom.part for atom in atoms if atom.part}
    if len(kinds) > 1 or len(weekdays) > 1 or len(parts) > 1:
        return None
    kind, weekday, part = next(iter(kinds), ""), next(iter(weekdays), None), next(iter(parts), "")
    field = _one_field(fields, bool(kinds or weekdays))
    if field == "ages" and part:
        field, part = ("age_from" if part == "start" else "age_to"), ""
    if not field and fields:
        return None
    if field and field not in PER_PERIOD and (kind or weekday is not None or part):
        return None
    if weekday == 2 and kind == CarePeriodKind.AFTER_SCHOOL:
        kind = CarePeriodKind.WEDNESDAY_AFTERNOON.value
    unit = next((atom.unit for atom in atoms if atom.unit), "")
    return Column(field or "hours", kind, weekday, part, unit)


def _one_field(fields: set[str], about_a_period: bool) -> str:
    """Return the one field that several name together, "" when they name none or do not go together."""
    fields = fields - {"contact"} if len(fields) > 1 else fields
    if fields <= {"day", "hours", "period"} and ("hours" in fields or about_a_period):
        return "hours"
    if fields == {"phone", "email"} or (fields > {"responsible"} and fields <= {"responsible", "phone", "email"}):
        return "contact"
    if "postal_code" in fields and fields <= {"postal_code", "locality", "commune"} and len(fields) > 1:
        return "postal_locality"
    if fields and fields <= {"fee", "free"}:
        return "fee"
    own = fields - OWNERS - ({"period", "day"} if about_a_period else set())
    return _of_an_owner(own, fields & OWNERS)


def _of_an_owner(own: set[str], owners: set[str]) -> str:
    """Return the field of a fact and of whose it is: « Téléphone de l’opérateur »."""
    if not own:
        return "school" if owners == {"place", "school"} else next(iter(owners)) if len(owners) == 1 else ""
    field = next(iter(own))
    if len(own) > 1:
        return ""
    if owners <= {"place", "school"}:
        return field
    return OF_THE_BODY.get(field) or OF_THE_OPERATOR.get(field) or ("rank" if field == "rank" else "")


@lru_cache(maxsize=1024)
def close_heading(text: str) -> Column | None:
    """Return the column of a heading misspelt: « Capcité », « Operatuer »; None when it is too far from any."""
    words = " ".join(bare(text)) if text and len(text) <= LONGEST else ""
    if len(words) < 5:
        return None
    found = process.extractOne(words, SPELT.keys(), scorer=fuzz.ratio, score_cutoff=SURE - 8)
    return SPELT[found[0]] if found and (found[1] >= SURE or _swapped(words, found[0])) else None


def _swapped(written: str, known: str) -> bool:
    """Tell whether two words hold the same letters: two of them changed places."""
    return sorted(written) == sorted(known)


def settled(columns: dict[int, Column], values: dict[int, list[str]]) -> dict[int, Column]:
    """Return the columns once they are seen side by side: what « Site », « N° », « Mercredi » and « De » mean there.

    `values` gives some texts of each column, for those that only their content tells.
    """
    found = dict(columns)
    names = {column.field for column in columns.values()}
    before = ""
    for at, column in sorted(columns.items()):
        found[at] = _settled_one(column, names, before, values.get(at, []))
        before = found[at].field
    if any(c == Column("hours", part="end") for c in found.values()):
        starts = any(c == Column("hours", part="start") for c in found.values())
        found = {
            at: Column("hours", part="start") if c == Column("hours") and not starts else c for at, c in found.items()
        }
    return found


def _settled_one(column: Column, names: set[str], before: str, values: list[str]) -> Column:
    if column.field == "site":
        is_web = any("www" in text or "http" in text or text.endswith((".be", ".com")) for text in values)
        return replace(column, field="website" if is_web else "place")
    if column.field == "rank" and before == "street":
        return replace(column, field="street_number")
    if column.field == "rank" and "operator" in names and not names & {"place", "school", "site"}:
        return replace(column, field="operator_ref")
    if column.weekday is not None and not column.kind and column.field != "hours":
        kind = CarePeriodKind.WEDNESDAY_AFTERNOON if column.weekday == 2 else CarePeriodKind.WEEKEND
        return replace(column, kind=kind.value) if column.weekday in {2, 5, 6} else column
    return column


EXPECTED = listed(f"« {words} »" for words in ("Opérateur", "Lieu", "Adresse", "Matin", "Soir", "Mercredi", "Tarif"))
