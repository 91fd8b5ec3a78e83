"""What a page was asked: its form, the question as the law takes it, the answer or refusal, the address to share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import msgspec
from django import forms
from django.http import QueryDict

from preau.law.asking import answer
from preau.law.refusals import Refusal, in_french
from preau.law.results import Answer, CannotCompute, Refused
from preau.portal.law.fields import ChoicesField, LinesField, TickField
from preau.portal.law.questionnaire import MINUS, MOST_ROWS, PLUS, Group, Leaf, Part, Reader, Rows, leaves
from preau.portal.law.simulators import Simulator

QUESTION = "question"
LONGEST_QUESTION = 6_000  # characters of a question in JSON: an address holds little more
TOO_MANY_ROWS = (
    f"Cette page lit au plus {MOST_ROWS} lignes par liste : au-delà, passez par l’interface pour programmes."
)
REQUIRED = {"DayField": "Donnez la date, comme 17 12 2026", "ChoiceField": "Choisissez dans la liste"}


@dataclass
class Asked:
    """One visit of a simulator: everything its page, its PDF and its calendar need."""

    simulator: Simulator
    data: QueryDict
    problems: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.data, self.simulator.labels_for(self.data), self.simulator.choices())

    @cached_property
    def parts(self) -> Group:
        return self.reader.question(self.simulator.question)

    @cached_property
    def form(self) -> forms.Form:
        made = forms.Form(self.data if self.asked else None, use_required_attribute=False)
        made.fields = {leaf.path: leaf.field for leaf in leaves(self.parts)}
        for leaf in leaves(self.parts):
            leaf.field.initial = leaf.default
        return made

    @property
    def asked(self) -> bool:
        """Tell whether the address asks anything of the form."""
        return any(name not in {QUESTION, PLUS, MINUS} for name in self.data) or self.editing

    @property
    def editing(self) -> bool:
        """Tell whether only rows are added or taken away: nothing is computed yet."""
        return PLUS in self.data or MINUS in self.data

    @property
    def written(self) -> str:
        """The question as JSON typed whole, "" when the form is used."""
        return self.data.get(QUESTION, "")

    @cached_property
    def question(self) -> dict[str, Any]:
        """The question of the form, as JSON would hold it. What is missing is added to `problems`."""
        valid = self.form.is_valid()
        if self.reader.cut:
            self.problems.append(("", TOO_MANY_ROWS))
        if not valid or self.reader.cut:
            return {}
        found = self._group(self.parts)
        self.problems += self.simulator.missing(found or {})
        return found or {}

    def _group(self, group: Group) -> dict[str, Any] | None:
        """Return the values of a group by name; None for one that is optional and empty."""
        found: dict[str, Any] = {}
        missing: list[Leaf] = []
        said = False
        for part in group.parts:
            value = self._value(part)
            if value is not None:
                found[part.shape.rpartition(".")[2]] = value
                said = said or _says(part, value)
            elif isinstance(part, Leaf) and part.required:
                missing.append(part)
        if group.optional and not said:
            return None
        self.problems += [
            (leaf.path, REQUIRED.get(type(leaf.field).__name__, "Donnez cette information")) for leaf in missing
        ]
        return found

    def _value(self, part: Part) -> Any:
        if isinstance(part, Group):
            return self._group(part)
        if isinstance(part, Rows):
            return self._rows(part)
        value = self.form.cleaned_data.get(part.path)
        if value in (None, "", []):
            return None
        if isinstance(value, str) and value in {"true", "false"}:
            return value == "true"
        if isinstance(part.field, TickField) and not value and not part.required:
            return False if part.default is None else None
        return value

    def _rows(self, rows: Rows) -> Any:
        kept = [found for row in rows.rows if (found := self._group(row)) is not None]
        if not kept:
            return None
        if not rows.keyed:
            return kept
        values = {}
        for row in kept:
            key = str(row.pop("key", ""))
            values[key] = row.get("value") if rows.single else row
        return values

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The question as the shortest address that asks it."""
        return list(pairs_of(self.parts, self.question))

    @property
    def query(self) -> str:
        """The query of the address to share."""
        return urlencode([(QUESTION, self.written)] if self.written else self.pairs)

    @property
    def canonical(self) -> bool:
        """Tell whether the address is already the one to share."""
        given = [(name, value) for name, values in self.data.lists() for value in values]
        return sorted(given) == sorted(self.pairs)

    @cached_property
    def outcome(self) -> Answer | Refusal | None:
        """The answer of the law, its refusal, or None when nothing can be asked yet. Never raises."""
        if self.written:
            return ask_law(self.simulator, self.written)
        if not self.asked or self.editing or self.form.errors or self.problems_found:
            return None
        return ask_law(self.simulator, msgspec.json.encode(self.simulator.translate(self.question)))

    @property
    def problems_found(self) -> list[tuple[str, str]]:
        """What the form itself misses, once it was read."""
        _ = self.question
        return self.problems

    @property
    def answer(self) -> Answer | None:
        return self.outcome if isinstance(self.outcome, Answer) else None

    @property
    def refusal(self) -> Refusal | None:
        return self.outcome if isinstance(self.outcome, Refusal) else None

    @cached_property
    def corrected(self) -> forms.Form:
        """The form with every problem beside its field: what is missing, what the law refuses."""
        if self.asked and not self.editing:
            for name, words in self.problems_found:
                self.form.add_error(name if name in self.form.fields else None, words)
            refused = self.refusal
            if refused and refused.code != "cannot_compute" and not self.written:
                self.form.add_error(self.field_of(refused.field), self.in_words(refused.message))
        if self.editing:
            self.form.errors.clear()
        return self.form

    def field_of(self, path: str) -> str | None:
        """Return the field a refusal is about: its own, or the first below or above it."""
        path = self.simulator.field_of(path)
        names = list(self.form.fields)
        if path in names:
            return path
        below = [name for name in names if path and name.startswith((f"{path}.", f"{path}[", f"{path}_"))]
        return below[0] if below else None

    def in_words(self, message: str) -> str:
        """Return a message with the labels of the page for the names of programs: « received » is « Réception »."""
        for name, one in self.form.fields.items():
            message = message.replace(f"« {name} »", f"« {one.label} »")
        return message


def ask_law(simulator: Simulator, written: bytes | str) -> Answer | Refusal:
    """Return the answer of the rule, or its refusal in French."""
    if len(written) > LONGEST_QUESTION and isinstance(written, str):
        return Refusal("refused", "", f"Une question compte ici au plus {LONGEST_QUESTION} caractères.")
    try:
        return answer(simulator.rule.id, written)
    except (msgspec.DecodeError, CannotCompute, Refused) as refusal:
        return in_french(refusal, simulator.rule.question)
    except OverflowError:
        return Refusal("out_of_range", "", "Le résultat sort du calendrier connu.")


def pairs_of(part: Part, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the names and values of an address that hold `value`; what is worth its default is left out."""
    if isinstance(part, Group):
        for below in part.parts:
            yield from pairs_of(below, (value or {}).get(below.shape.rpartition(".")[2]))
    elif isinstance(part, Rows):
        yield from _pairs_of_rows(part, value)
    elif isinstance(value, list | tuple):
        yield from ((part.path, _plain(one)) for one in value)
    elif value is not None and _plain(value) != _plain(part.default) and not (value is False and _ticked(part)):
        yield part.path, _plain(value)


def _ticked(leaf: Leaf) -> bool:
    return isinstance(leaf.field, TickField)


def _pairs_of_rows(rows: Rows, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        value = [{"key": key, **({"value": one} if rows.single else one)} for key, one in value.items()]
    for rank, one in enumerate(value or ()):
        model = rows.rows[0]
        for below in model.parts:
            for name, word in pairs_of(below, one.get(below.shape.rpartition(".")[2])):
                yield name.replace(model.path, f"{rows.path}[{rank}]", 1), word


def _says(part: Part, value: Any) -> bool:
    """Tell whether a value was typed: what stands at its default says nothing."""
    if not isinstance(part, Leaf):
        return True
    if isinstance(part.field, TickField):
        return value is True
    return _plain(value) != _plain(part.default) or isinstance(part.field, LinesField | ChoicesField)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(getattr(value, "value", value))


def query_of(simulator: Simulator, question: Mapping[str, Any]) -> str:
    """Return the query of the address that asks this question of the form, `from=2026-09-15&limit=D10`.

    A question the form cannot say (an empty list that is not an unknown one) is asked whole, as JSON.
    """
    parts = Reader({}, {}, simulator.choices()).question(simulator.question)
    query = urlencode(list(pairs_of(parts, question)))
    if Asked(simulator, QueryDict(query)).question == question:
        return query
    return urlencode({QUESTION: msgspec.json.encode(simulator.translate(dict(question))).decode()})
