"""Which article is applied by which rule or time limit, and which tests show it."""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from preau.law.asking import answer
from preau.law.catalogue import RULES, rules
from preau.law.results import articles
from preau.law.time_limits import limits
from scripts.law_pages import MADE_BY

TESTS = Path(__file__).resolve().parent.parent.parent / "tests" / "law"
HEADER = "| article | règle ou délai | essais |\n|---|---|---|"


def page() -> str:
    """Return the page."""
    shown = tests_by_name()
    users: dict[str, set[str]] = defaultdict(set)
    for one in rules():
        applied = articles(answer(one.id, msgspec.json.encode(one.example)).steps)
        for article in (*one.articles, *applied):
            users[article].add(one.id)
    for limit in limits():
        users[limit.citation].add(limit.id)
    lines = ["# From the article to the rule and its tests", "", MADE_BY, ""]
    lines += ["Articles are those a rule declares and those its example cites. Tests are the test functions below"]
    lines += ["`tests/law` that name the rule, or hold the limit among their cases.", "", HEADER]
    for article in sorted(users, key=_natural):
        for name in sorted(users[article], key=_natural):
            lines.append(f"| {article} | `{name}` | {_cells(shown.get(name, {}))} |")
    return "\n".join(lines) + "\n"


def _cells(found: dict[str, int]) -> str:
    return ", ".join(f"`{file}` ({count})" for file, count in sorted(found.items())) or "aucun"


def _natural(words: str) -> list[tuple[int, int, str]]:
    """Order art. 9 before art. 10."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", words) if part]


@cache
def tests_by_name() -> dict[str, dict[str, int]]:
    """Return, for each rule and limit, how many test functions of each file name it (or cases of data hold it)."""
    known = {*RULES, *(limit.id for limit in limits())}
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for path in sorted(TESTS.rglob("test_*.py")):
        for names in _names_in_tests(path):
            for name in names & known:
                found[name][_place(path)] = found[name].get(_place(path), 0) + 1
    for path in sorted(TESTS.rglob("*cases*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            name = case.get("limit", "")
            if name in known:
                found[name][_place(path)] = found[name].get(_place(path), 0) + 1
    return found


def _place(path: Path) -> str:
    return path.relative_to(TESTS).with_suffix("").as_posix()


def _names_in_tests(path: Path) -> Iterator[set[str]]:
    """Yield the names and texts of each test function of a file, with those of the tables of cases it uses."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    tables = {
        target.id: set(_words(node.value))
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            words = set(_words(node))
            yield words.union(*(tables[name] for name in words & tables.keys()))


def _words(node: ast.AST) -> Iterator[str]:
    for below in ast.walk(node):
        if isinstance(below, ast.Name):
            yield below.id
        elif isinstance(below, ast.Constant) and isinstance(below.value, str):
            yield below.value
