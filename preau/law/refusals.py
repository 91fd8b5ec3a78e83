"""Says in French what msgspec says in English about a question, with the field it is about."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from preau.law.results import CannotCompute, Refused
from preau.law.words import listed


class Refusal(Struct, frozen=True):
    """Why a question got no result: a code for programs, the field, a sentence that says what to do."""

    code: str
    field: str
    message: str


KINDS = {
    "int": "un nombre entier",
    "float": "un nombre",
    "str": "un texte",
    "bool": "true ou false",
    "date": "une date AAAA-MM-JJ",
    "decimal": "un nombre",
    "array": "une liste",
    "object": "un objet { … }",
    "null": "rien (null)",
}
_AT = re.compile(r" - at (?P<key>`key` in )?`\$\.?(?P<path>[^`]*)`$")
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (r"Object missing required field `(?P<field>[^`]+)`", "missing_field", "Ce champ est obligatoire."),
    (r"Object contains unknown field `(?P<field>[^`]+)`", "unknown_field", "Ce champ n’existe pas."),
    (r"Invalid enum value .*", "wrong_value", "Cette valeur n’est pas dans la liste{choices}."),
    (r"Invalid RFC3339 encoded date", "wrong_type", "Écrivez une date qui existe, AAAA-MM-JJ."),
    (r"Invalid decimal string", "wrong_type", "Écrivez un nombre avec un point : 1234.56."),
    (r"Expected `int` >= (?P<a>\S+)", "out_of_range", "Le nombre doit être au moins {a}."),
    (r"Expected `int` <= (?P<a>\S+)", "out_of_range", "Le nombre doit être au plus {a}."),
    (
        r"Expected `(?:array|object)` of length >= (?P<a>\d+)",
        "out_of_range",
        "La liste est trop courte (minimum {a}).",
    ),
    (
        r"Expected `(?:array|object)` of length <= (?P<a>\d+)",
        "out_of_range",
        "La liste est trop longue (maximum {a}).",
    ),
    (r"Expected `str` of length >= (?P<a>\d+)", "out_of_range", "Le texte est trop court (minimum {a})."),
    (r"Expected `str` of length <= (?P<a>\d+)", "out_of_range", "Le texte est trop long (maximum {a})."),
    (r"Expected `str` matching regex .*", "wrong_value", "Le texte n’a pas la forme attendue{choices}."),
    (r"Expected `(?P<a>[^`]+)`, got `(?P<b>[^`]+)`", "wrong_type", "Écrivez {a}, pas {b}."),
)

_CODES = {"rule": "unknown_rule", "limit": "unknown_limit"}


def in_french(refusal: Exception, question: type[Struct] | None = None) -> Refusal:
    """Return a refusal in French. `question` gives the values that were possible, when its type is known."""
    if isinstance(refusal, CannotCompute):
        return Refusal("cannot_compute", refusal.field or _when(question), str(refusal))
    if isinstance(refusal, Refused):
        return Refusal(_CODES.get(refusal.field, "refused"), refusal.field, str(refusal))
    if not isinstance(refusal, msgspec.ValidationError):
        return Refusal("not_json", "", "Cette ligne n’est pas du JSON : elle doit contenir un objet { … } entier.")
    said = str(refusal)
    at = _AT.search(said)
    path = at["path"] if at else ""
    if at and at["key"]:
        return Refusal("wrong_value", path, "Une des clés de cet objet n’existe pas.")
    said = said[: at.start()] if at else said
    for pattern, code, sentence in _SENTENCES:
        found = re.fullmatch(pattern, said)
        if found:
            words = {name: _kind(value) for name, value in found.groupdict().items() if name != "field"}
            field = found.groupdict().get("field")
            where = ".".join(filter(None, (path, field)))
            choices = _choices(question, where) if "{choices}" in sentence else ""
            return Refusal(code, where, sentence.format(**words, choices=choices))
    return Refusal("wrong_type", path, "Cette valeur ne convient pas.")


def _when(question: type[Struct] | None) -> str:
    """Return the field that dates a question, or "": a value of the law that is not known is not known on a day."""
    fields = question.__struct_fields__ if question else ()
    return next((name for name in ("day", "year", "period") if name in fields), "")


def _kind(written: str) -> str:
    names = [KINDS.get(name, name) for name in written.split(" | ") if name != "null" or written == "null"]
    return " ou ".join(names)


def _choices(question: type[Struct] | None, path: str) -> str:
    """Return « : A, B et C » for a field whose values are listed, "" when the type of the question is not known."""
    if question is None:
        return ""
    whole = msgspec.json.schema(question)
    definitions = whole["$defs"]
    nodes = list(_opened(whole, definitions))
    for name in re.findall(r"\.\.\.|[^.\[\]]+", path):
        nodes = [one for node in nodes for below in _below(node, name) for one in _opened(below, definitions)]
    values = [str(value) for node in nodes for value in node.get("enum", ()) if value != ""]
    return f" : {listed(values)}" if values else ""


def _below(node: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the schema of one line of a list, of any entry of a free object (« ... »), or of a field.

    None in a branch that is something else, for what may be several things.
    """
    if name.isdigit():
        below = node.get("items")
    elif name == "...":
        below = node.get("additionalProperties")
    else:
        below = node.get("properties", {}).get(name)
    return [below] if below else []


def _opened(node: dict[str, Any], definitions: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schemas behind a reference, or behind « this, that or nothing »."""
    if "anyOf" in node:
        for branch in node["anyOf"]:
            yield from _opened(branch, definitions)
    elif "$ref" in node:
        yield from _opened(definitions[node["$ref"].rpartition("/")[2]], definitions)
    else:
        yield node
