"""How a page of the operators shows an answer of the law: its lines, and the address where the same is asked."""

from urllib.parse import urlencode

import msgspec
from django.urls import reverse

from preau.foundation.ui.patterns import CountStep
from preau.law.inputs import Question
from preau.law.results import Answer


def count_steps_of(answer: Answer) -> tuple[CountStep, ...]:
    """Return the lines of an answer for `{% count_steps %}`."""
    return tuple(CountStep(step.day, step.text_fr, step.article, step.kind) for step in answer.steps)


def law_address(rule_id: str, question: Question) -> str:
    """Return the page that asks a rule this very question, to change it and see."""
    plain = {name: value for name, value in msgspec.to_builtins(question).items() if value not in (None, (), "")}
    asked = urlencode({"question": msgspec.json.encode(plain).decode()})
    return f"{reverse('law:rule', args=[rule_id])}?{asked}"
