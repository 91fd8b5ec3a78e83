"""The rules of the house that no linter knows: one clock, small files, small functions, nothing left for later."""

import ast
import re

from tests.house.tree import name_of, ours, tree_of

CODE = ("preau", "tests", "scripts", "benchmarks")
MAX_FILE = 400
MAX_FUNCTION = 40
READS_THE_TIME = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}


def calls_without_argument(path):
    """Yield (object, method, line) of each call `object.method()`, the ways of reading the time of day."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield name, node.func.attr, node.lineno


def test_only_the_clock_reads_the_time():
    found = [
        f"{name_of(path)}:{line} {owner}.{method}()"
        for path in ours(".py")
        if name_of(path) != "preau/foundation/clock.py"
        for owner, method, line in calls_without_argument(path)
        if (owner, method) in READS_THE_TIME
    ]
    assert not found, "\n".join(found)


def test_no_file_is_two_things():
    found = [
        f"{name_of(path)}: {lines} lignes"
        for path in ours(".py", ".html", under=CODE)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_FILE
    ]
    assert not found, "\n".join(found)


def length_of(function):
    """Return the lines of a function without its docstring, which may be as long as it needs."""
    docstring = ast.get_docstring(function, clean=False)
    documented = function.body[0].end_lineno - function.body[0].lineno + 1 if docstring is not None else 0
    return function.end_lineno - function.lineno + 1 - documented


def test_no_function_is_two_things():
    found = [
        f"{name_of(path)}:{node.lineno} {node.name}: {length_of(node)} lignes"
        for path in ours(".py", under=CODE)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length_of(node) > MAX_FUNCTION
    ]
    assert not found, "\n".join(found)


def test_nothing_is_left_for_later():
    mark = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b")
    found = [
        f"{name_of(path)}: {hit.group()}"
        for path in ours(".py", ".html", ".css", ".js", ".sh", ".typ", ".yaml", under=CODE)
        for hit in mark.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_every_public_function_of_the_law_and_every_module_says_what_it_is():
    found = [
        name_of(path)
        for path in ours(".py", under=("preau", "scripts", "benchmarks"))
        if not (path.name in {"__init__.py", "apps.py"} or path.name.endswith("urls.py"))
        and "commands" not in path.parts  # a command says it in `help`
        and not ast.get_docstring(tree_of(path))
    ]
    found += [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in ours(".py")
        if name_of(path).startswith("preau/law/")
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not found, "\n".join(found)
