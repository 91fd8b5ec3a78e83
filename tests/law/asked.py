"""Asking rules in tests as somebody outside would: a question as JSON, the reply, and small changes to an example."""

import copy
import json
import re
from datetime import date

from preau.law.asking import answer, ask
from preau.law.catalogue import known_rule


def example_of(rule, changes=None):
    """Return the example of a rule with some values changed, by path: {"components[0].members[1].end": "2026-01-01"}.

    A value of ... takes the key away.
    """
    question = copy.deepcopy(known_rule(rule).example)
    for path, value in (changes or {}).items():
        *way, last = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
        place = question
        for step in way:
            place = place[step]
        if value is ...:
            del place[last]
        else:
            place[last] = value
    return question


def replied(rule, question):
    """Return the result and the lines of a question that has an answer."""
    reply = ask(rule, json.dumps(question))
    assert reply.ok, reply.error
    return reply.result, list(reply.steps)


def refused(rule, question):
    """Return the code, the field and the message of a question that has none."""
    reply = ask(rule, json.dumps(question))
    assert not reply.ok
    return reply.error.code, reply.error.field, reply.error.message


def kinds(rule, question):
    """Return the kinds of the lines of an answer in one word: s a step, r a reading, w a warning."""
    steps = answer(rule, json.dumps(question)).steps
    return "".join({"step": "s", "reading": "r", "warning": "w"}[step.kind] for step in steps)


def day(written: str | None) -> date | None:
    """Return the day of « 2026-11-21 », none for none."""
    return date.fromisoformat(written) if written else None
