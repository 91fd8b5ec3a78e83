"""The rules that can be asked: what each answers, its fields, an example with its explanation."""

import json
from typing import Any

import msgspec

from preau.law.asking import ask
from preau.law.catalogue import Rule, rules
from scripts.law_pages import MADE_BY


def page() -> str:
    """Return the page."""
    lines = ["# Rules", "", MADE_BY, "", "`preau law list` gives the same with the JSON schema of each question.", ""]
    for one in rules():
        lines += _rule(one)
    return "\n".join(lines).rstrip() + "\n"


def _rule(one: Rule) -> list[str]:
    question = json.dumps(one.example, ensure_ascii=False)
    found = ask(one.id, msgspec.json.encode(one.example))
    lines = [f"## `{one.id}`", "", f"{one.title}. {' ; '.join(one.articles)}.", ""]
    lines += ["```", f"echo '{question}' | preau law ask {one.id}", "```", ""]
    lines += [f"1. {line}" for line in found.steps or ()]
    return [*lines, "", *_fields(one.schema), ""]


def _fields(schema: dict[str, Any]) -> list[str]:
    definitions = schema["$defs"]
    top = definitions[schema["$ref"].rpartition("/")[2]]
    lines = ["| champ | ce qu’il dit | obligatoire |", "|---|---|---|"]
    for name, node in top.get("properties", {}).items():
        needed = "oui" if name in top.get("required", ()) else ""
        lines.append(f"| `{name}` | {_description(node)} | {needed} |")
    return lines


def _description(node: dict[str, Any]) -> str:
    for branch in (node, *node.get("anyOf", ()), node.get("items", {})):
        if "description" in branch:
            return str(branch["description"])
    return ""
