"""Questions that somebody broke, by mistake or on purpose, sent to every rule: an answer or a refusal, no fault."""

import copy
import json
import re

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.law.asking import LONGEST_LINE, ask
from preau.law.catalogue import RULES, known_rule

ENGLISH = re.compile(r"`|\b(Expected|Invalid|Object|None|True|False|Traceback|array|null,)\b")
DAYS = ["0001-01-01", "9999-12-31", "1900-01-01", "2100-12-31", "2004-02-29", "2013-08-31", "2022-11-15", "2027-01-01"]
NUMBERS = [-1, 0, 1, 10**18, -(10**20), 1.5, 1e308, "NaN", "-Infinity", "1e-999999", "1e999999", "0e999999", "9" * 5000]
TEXTS = ["", "\u0000", "💥" * 10, "é" * 201, "\u202e", "{0}", "%s"]
OTHERS = [None, True, False, [], {}, [[[]]], {"a": 1}, {"": 1}]
RAW = [
    b"",
    b"{",
    b"null",
    b"NaN",
    b"\xff\xfe",
    b"[" * 50_000,
    b'{"day":' * 20_000,
    b"9" * 50_000,
    b'{"day":1e99999999999}',
    b'{"day":"\\ud83d"}',
    b"[" + b"1," * 50_000 + b"1]",
    b" " * (LONGEST_LINE + 1),
]


def paths(value, way=()):
    yield way
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in below:
        yield from paths(one, (*way, key))


def place(value, way):
    for key in way:
        value = value[key]
    return value


def is_day(value):
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


@st.composite
def broken(draw, example):
    """Draw the example of a rule with one to three things dropped, swapped, doubled or replaced."""
    question = copy.deepcopy(example)
    for _ in range(draw(st.integers(1, 3))):
        ways = [way for way in paths(question) if way]
        if not ways:
            break
        *before, last = draw(st.sampled_from(ways))
        around = place(question, before)
        value = around[last]
        days = [way for way in ways if is_day(place(question, way))]
        kind = draw(st.sampled_from(["drop", "day", "swap", "double", "other"]))
        if kind == "drop":
            del around[last]
        elif kind == "day" and is_day(value):
            around[last] = draw(st.sampled_from(DAYS))
        elif kind == "swap" and is_day(value):
            *there, name = draw(st.sampled_from(days))
            around[last], place(question, there)[name] = place(question, there)[name], value
        elif kind == "double" and isinstance(value, list):
            around[last] = [copy.deepcopy(one) for one in value * draw(st.sampled_from([2, 20]))]
        else:
            around[last] = copy.deepcopy(draw(st.sampled_from(NUMBERS + TEXTS + OTHERS)))
    return json.dumps(question)


def check(rule, reply):
    """Check that a reply is whole and can travel, and that a refusal is in French and names a field of the question."""
    msgspec.json.encode(reply)
    if reply.ok:
        assert reply.steps
        return
    assert reply.error.message.endswith((".", "?")), reply.error
    assert not ENGLISH.search(reply.error.message), reply.error
    root = re.split(r"[.\[]", reply.error.field)[0]
    known = {field.encode_name for field in msgspec.structs.fields(rule.question)}
    assert root in {"", "rule", "limit"} | known or reply.error.code == "unknown_field", reply.error


@pytest.mark.parametrize("rule_id", RULES)
def test_a_broken_question_is_answered_or_refused(rule_id):
    rule = known_rule(rule_id)

    @settings(max_examples=15, deadline=2000, database=None, suppress_health_check=list(HealthCheck))
    @given(broken(rule.example))
    def every(written):
        check(rule, ask(rule_id, written))

    every()


@pytest.mark.parametrize("rule_id", RULES)
def test_what_is_hardly_json_is_refused(rule_id):
    for written in RAW:
        reply = ask(rule_id, written)
        assert not reply.ok
        check(known_rule(rule_id), reply)
