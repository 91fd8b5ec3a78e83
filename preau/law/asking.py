"""Asks a rule from outside: JSON in, JSON out, and every refusal in French with the field it is about.

The command, the interface for programs and the pages all pass here, so that they say the same thing.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, DecimalException
from typing import Any

import msgspec
from msgspec import Struct

from preau.law.catalogue import RULES, Rule, known_rule
from preau.law.inputs import Question
from preau.law.refusals import Refusal, in_french
from preau.law.results import Answer, CannotCompute, Refused, articles

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
MOST_MONEY = Decimal(10) ** 12
MOST_DECIMALS = 20  # beyond, exact arithmetic would be slow and would mean nothing
LONGEST_LINE = 1_000_000  # characters


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came out: the result with its explanation, or the refusal."""

    ok: bool
    result: dict[str, Any] | None = None
    steps: tuple[str, ...] | None = None
    articles: tuple[str, ...] | None = None
    error: Refusal | None = None


def ask(rule_id: str, written: bytes | str) -> Reply:
    """Return the reply of a rule to a question written in JSON. Never raises for what somebody else typed."""
    try:
        return reply(answer(rule_id, written))
    except (msgspec.DecodeError, CannotCompute, Refused) as refusal:
        question = known_rule(rule_id).question if rule_id in RULES else None
        return Reply(ok=False, error=in_french(refusal, question))
    except OverflowError:
        return Reply(ok=False, error=Refusal("out_of_range", "", "Le résultat sort du calendrier connu."))


def answer(rule_id: str, written: bytes | str) -> Answer:
    """Return the answer of a rule to a question written in JSON.

    Raises Refused or CannotCompute, or msgspec's errors for a question that is not one.
    """
    rule = _rule(rule_id)
    if len(written) > LONGEST_LINE:
        raise Refused("", f"Une question compte au plus {LONGEST_LINE} caractères.")
    question = msgspec.json.decode(written, type=rule.question)
    check_ranges(question)
    try:
        return rule.function(question)
    except DecimalException:
        raise Refused("", "Le résultat est trop grand ou trop petit : vérifiez les nombres donnés.") from None


def _rule(rule_id: str) -> Rule:
    if rule_id not in RULES:
        raise Refused("rule", f"« {rule_id[:60]} » n’est pas une règle. La liste est donnée par « preau law list ».")
    return known_rule(rule_id)


def reply(answer: Answer) -> Reply:
    """Return an answer as it is shown outside: its fields, then the lines that explain them."""
    fields = msgspec.to_builtins(answer)
    del fields["steps"]
    return Reply(
        ok=True, result=fields, steps=tuple(step.line for step in answer.steps), articles=articles(answer.steps)
    )


def check_ranges(question: Question) -> None:
    """Raise Refused when a day or an amount of the question is out of what can be meant."""
    for path, value in _leaves(question, ""):
        if isinstance(value, date) and not FIRST_DAY <= value <= LAST_DAY:
            raise Refused(path, "La date doit être entre 1900 et 2100.")
        if isinstance(value, Decimal) and not (value.is_finite() and 0 <= value < MOST_MONEY):
            raise Refused(path, "Le nombre doit être positif ou nul, et plus petit que mille milliards.")
        if isinstance(value, Decimal) and not -MOST_DECIMALS <= _exponent(value) <= MOST_DECIMALS:
            raise Refused(path, f"Écrivez ce nombre avec {MOST_DECIMALS} décimales au plus.")


def _exponent(value: Decimal) -> int:
    """Return the power of ten of the last digit of a finite number."""
    return int(value.as_tuple().exponent)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Struct):
        for known in msgspec.structs.fields(value):
            name = f"{path}.{known.encode_name}" if path else known.encode_name
            yield from _leaves(getattr(value, known.name), name)
    elif isinstance(value, tuple | list):
        for rank, item in enumerate(value):
            yield from _leaves(item, f"{path}[{rank}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}")
    else:
        yield path, value
