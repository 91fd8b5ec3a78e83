"""The form of any rule, read from the type of its question: one field for each value, rows for lists of things.

A field is named by the path the law itself uses (`records[0].hours`), so that a refusal finds its field and the
address of the page is the question.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
from django import forms
from msgspec import inspect

from preau.portal.law import fields
from preau.portal.law.wording import choice_words

MOST_ROWS = 200  # of one list
MOST_FIELDS = 2_000  # of a page: Django would read no more of them back, and drawing them takes a second
LONGEST_PATH = 200  # characters of the name of a field
PLUS, MINUS = "plus", "moins"
_RANK = re.compile(r"\[(\d{1,9})\]")
_LISTS = (inspect.VarTupleType, inspect.ListType, inspect.SetType, inspect.FrozenSetType)
_LINES = {
    inspect.DateType: "day",
    inspect.IntType: "whole",
    inspect.DecimalType: "number",
    inspect.StrType: "text",
    inspect.BoolType: "yes",
}
_FIELDS = {
    inspect.BoolType: fields.TickField,
    inspect.IntType: fields.WholeField,
    inspect.DecimalType: fields.NumberField,
}
Labels = Mapping[str, tuple[str, str]]


@dataclass
class Leaf:
    """One value: its field, whether it must be given, and what it is worth when nothing is said."""

    path: str
    shape: str
    field: forms.Field
    required: bool
    default: Any = None


@dataclass
class Group:
    """Several values together. `optional`: a group left empty is not given at all."""

    path: str
    shape: str
    label: str
    parts: "list[Part]"
    optional: bool = False


@dataclass
class Rows:
    """A list of groups. `keyed`: each has a key, and together they make an object."""

    path: str
    shape: str
    label: str
    rows: list[Group]
    keyed: bool = False
    single: bool = False


Part = Leaf | Group | Rows


@dataclass
class Reader:
    """Builds the parts of a question; the address says how many rows there are.

    `labels` gives, by the shape of a path (`records[].hours`), other words for a field and its hint.
    """

    data: Mapping[str, Any]
    labels: Labels
    choices: Mapping[str, Any] = field(default_factory=dict)
    cut: bool = False  # some rows of the address were left out
    _made: int = 0

    def question(self, question: type[msgspec.Struct]) -> Group:
        """Return the parts of a whole question."""
        known = inspect.type_info(question)
        if not isinstance(known, inspect.StructType):
            raise TypeError(question)
        return Group("", "", "", self._parts(known, "", ""))

    def _parts(self, struct: Any, path: str, shape: str) -> list[Part]:
        found = []
        for one in struct.fields:
            name = one.encode_name
            here, form = (f"{path}.{name}", f"{shape}.{name}") if path else (name, name)
            default = None if one.default is msgspec.NODEFAULT else one.default
            found.append(self._part(one.type, here, form, one.required, default))
        return found

    def _part(self, given: inspect.Type, path: str, shape: str, required: bool, default: Any) -> Part:
        words = _described(given)
        known, optional = _plain(given)
        words = words or _described(known)
        known = _bare(known)
        label, hint = self.labels.get(shape) or (_sentence(words) or path.rpartition(".")[2], "")
        if isinstance(known, inspect.StructType):
            return Group(path, shape, label, self._parts(known, path, shape), optional or not required)
        if isinstance(known, inspect.DictType):
            return self._keyed(known, path, shape, label)
        if isinstance(known, _LISTS) and isinstance(_bare(_plain(known.item_type)[0]), inspect.StructType):
            return self._rows(known, path, shape, label)
        made = self._field(known, shape, optional, default)
        self._made += 1
        made.label, made.help_text, made.required = label, hint, False
        return Leaf(path, shape, made, required and not isinstance(made, fields.TickField), default)

    def _rows(self, known: Any, path: str, shape: str, label: str) -> Rows:
        item = _bare(_plain(known.item_type)[0])
        rows = [
            Group(f"{path}[{rank}]", f"{shape}[]", "", self._parts(item, f"{path}[{rank}]", f"{shape}[]"), True)
            for rank in self._ranks(path)
        ]
        return Rows(path, shape, label, rows)

    def _keyed(self, known: inspect.DictType, path: str, shape: str, label: str) -> Rows:
        rows, form = [], f"{shape}[]"
        value = _bare(_plain(known.value_type)[0])
        for rank in self._ranks(path):
            here = f"{path}[{rank}]"
            parts = [self._part(known.key_type, f"{here}.key", f"{form}.key", True, None)]
            if isinstance(value, inspect.StructType):
                parts += self._parts(value, here, form)
            else:
                parts.append(self._part(known.value_type, f"{here}.value", f"{form}.value", True, None))
            rows.append(Group(here, form, "", parts, True))
        return Rows(path, shape, label, rows, keyed=True, single=not isinstance(value, inspect.StructType))

    def _ranks(self, path: str) -> list[int]:
        """Return the numbers of the rows the address holds, and of one more when it is asked for or none is there."""
        gone = self.data.get(MINUS, "")
        found = sorted(self._said.get(path, ()))
        most = MOST_ROWS if self._made < MOST_FIELDS else 1
        self.cut = self.cut or len(found) > most
        known = [rank for rank in found[:most] if f"{path}[{rank}]" != gone]
        if self.data.get(PLUS) == path or not known:
            known.append(max(known, default=-1) + 1)
        return known

    @cached_property
    def _said(self) -> dict[str, set[int]]:
        """The numbers of the rows of each list, as the names of the address say them."""
        said: dict[str, set[int]] = {}
        for name in self.data:
            for hit in _RANK.finditer(name[:LONGEST_PATH]):
                said.setdefault(name[: hit.start()], set()).add(int(hit[1]))
        return said

    def _field(self, known: inspect.Type, shape: str, optional: bool, default: Any) -> forms.Field:
        values = self.choices.get(shape) or _values(known)
        if values or (isinstance(known, inspect.BoolType) and (optional or default is True)):
            return _choice(known, values or fields.YES_NO, optional and shape not in self.choices, default)
        if isinstance(known, _LISTS):
            return self._several(_bare(_plain(known.item_type)[0]))
        if isinstance(known, inspect.DateType):
            return fields.RowDayField() if "[" in shape else fields.DayField()
        made = _FIELDS.get(type(known))
        return made() if made else forms.CharField(max_length=200)

    def _several(self, item: inspect.Type) -> forms.Field:
        values = _values(item)
        return fields.ChoicesField(choices=values) if values else fields.LinesField(_LINES.get(type(item), "text"))


def _choice(known: inspect.Type, values: Any, optional: bool, default: Any) -> forms.Field:
    """Return a list to choose from; its first line says what choosing nothing means, when one may."""
    whole = isinstance(known, inspect.LiteralType) and all(isinstance(one, int) for one in known.values)
    first = [] if default is not None else [("", "Pas connu" if optional else "Choisissez")]
    kind = fields.WholeChoiceField if whole else fields.ChoiceField
    return kind(choices=[*first, *values])


def _values(known: inspect.Type) -> list[tuple[str, str]]:
    """Return the values of an enumeration with their French words, in the order they are declared."""
    if isinstance(known, inspect.EnumType):
        return [(str(one.value), choice_words(known.cls.__name__, str(one.value))) for one in known.cls]
    if isinstance(known, inspect.LiteralType):
        return [(str(one), choice_words("", str(one))) for one in known.values]
    return []


def _bare(known: inspect.Type) -> inspect.Type:
    return known.type if isinstance(known, inspect.Metadata) else known


def _plain(known: inspect.Type) -> tuple[inspect.Type, bool]:
    """Return the type without its « or null », and whether it had one; of several types, the richest."""
    bare = _bare(known)
    if not isinstance(bare, inspect.UnionType):
        return known, False
    others = [one for one in bare.types if not isinstance(one, inspect.NoneType)]
    rich = [one for one in others if isinstance(_bare(one), inspect.StructType | inspect.StrType)]
    return (rich or others)[0], len(others) < len(bare.types)


def _described(known: inspect.Type) -> str:
    if isinstance(known, inspect.Metadata):
        return (known.extra_json_schema or {}).get("description", "") or _described(known.type)
    if isinstance(known, inspect.UnionType):
        return next(filter(None, map(_described, known.types)), "")
    return ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def leaves(part: Part) -> Iterator[Leaf]:
    """Yield every field of a part."""
    if isinstance(part, Leaf):
        yield part
    else:
        for below in part.parts if isinstance(part, Group) else part.rows:
            yield from leaves(below)
