"""The law counts in no float and reads no clock. That it imports nothing of ours is for import-linter."""

import ast

import msgspec
import pytest

from tests.house.tree import ROOT, ours, tree_of

LAW = [path for path in ours(".py") if "preau/law/" in path.as_posix()]
DATA = [path for path in ours(".json") if "preau/law/" in path.as_posix()]


def test_the_law_is_looked_at():
    assert len(LAW) > 50
    assert len(DATA) > 10


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_float_in_the_law(path):
    found = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert found == []


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_law_reads_no_clock(path):
    found = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "time_ns", "monotonic"}
    ]
    assert found == []


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_float_in_the_data_of_the_law(path):
    assert list(floats(msgspec.json.decode(path.read_bytes()))) == []


def floats(node):
    if isinstance(node, float):
        yield node
    elif isinstance(node, dict | list):
        for below in node.values() if isinstance(node, dict) else node:
            yield from floats(below)
