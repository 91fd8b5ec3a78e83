"""The rules that can be asked from outside, each with the module it lives in: a rule is imported only when asked.

A rule is a function marked with `@rule`: one Struct in (`inputs.Question`), one Struct out (`results.Answer`). Its id
is the name of the function.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, TypeVar, get_type_hints

import msgspec
from msgspec import Struct

from preau.law.inputs import Question
from preau.law.results import Answer

RULES = {
    "due_date": "dates",
    "care_staffing": "staffing",
    "staffing_bound": "staffing_scope",
    "eligible_child": "ages",
    "travel_limits": "travel",
    "care_worker_qualification": "qualification",
    "project_leader_qualification": "qualification",
    "atl_coordinator_qualification": "qualification",
    "training_ledger": "training_hours",
    "training_countable": "training_countable",
    "suspended_clock": "clocks",
    "cle_programme_chain": "chains",
    "cle_amendment_chain": "chains",
    "annual_plan_chain": "chains",
}


class Rule(Struct, frozen=True):
    """One rule: its title and what it answers in French, the articles it applies, an example of a question."""

    id: str
    title: str
    articles: tuple[str, ...]
    example: dict[str, Any]
    function: Callable[[Any], Answer]
    question: type[Question]
    answer: type[Answer]

    @property
    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of the question."""
        return msgspec.json.schema(self.question)


F = TypeVar("F", bound=Callable[[Any], Answer])


def rule(*, title: str, articles: tuple[str, ...], example: dict[str, Any]) -> Callable[[F], F]:
    """Mark a function as a rule that can be asked. `example` is a whole question, as JSON would hold it."""

    def mark(function: F) -> F:
        function.rule = (title, articles, example)  # type: ignore[attr-defined]
        return function

    return mark


@cache
def known_rule(rule_id: str) -> Rule:
    """Return the rule of that id; raises KeyError."""
    function = getattr(import_module(f"preau.law.{RULES[rule_id]}"), rule_id)
    hints = get_type_hints(function)
    answer = hints.pop("return")
    (question,) = hints.values()
    title, articles, example = function.rule
    return Rule(rule_id, title, articles, example, function, question, answer)


def rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the catalogue; imports them all."""
    return tuple(known_rule(rule_id) for rule_id in RULES)
