"""Conditions checked one by one: each is met, not met or unknown, and the whole follows."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from preau.law.results import Step
from preau.law.words import number

Verdict = Literal["met", "not_met", "unknown"]


class Condition(Struct, frozen=True):
    """One condition: its code for programs, its words, the verdict, and what it rests on."""

    code: str
    words: str
    verdict: Verdict
    article: str

    @property
    def step(self) -> Step:
        """Return the condition as a line of an explanation."""
        start = {"met": "Remplie", "not_met": "Pas remplie", "unknown": "À vérifier"}[self.verdict]
        return Step(f"{start} : {self.words}.", self.article, kind="step" if self.verdict == "met" else "warning")


def at_least(code: str, words: str, found: int | Decimal | None, wanted: int | Decimal, article: str) -> Condition:
    """Return the condition that `found` is `wanted` or more; unknown when it is None."""
    return _compared(code, f"{words}, au moins {number(wanted)}", found, found is not None and found >= wanted, article)


def at_most(code: str, words: str, found: int | Decimal | None, wanted: int | Decimal, article: str) -> Condition:
    """Return the condition that `found` is `wanted` or less; unknown when it is None."""
    return _compared(code, f"{words}, au plus {number(wanted)}", found, found is not None and found <= wanted, article)


def _compared(code: str, words: str, found: int | Decimal | None, met: bool, article: str) -> Condition:
    if found is None:
        return Condition(code, words, "unknown", article)
    return Condition(code, f"{words} (ici {number(found)})", "met" if met else "not_met", article)


def stated(code: str, words: str, fact: bool | None, article: str) -> Condition:
    """Return the condition that a fact is true; unknown when it is None."""
    return Condition(code, words, "unknown" if fact is None else "met" if fact else "not_met", article)


def overall(conditions: Iterable[Condition]) -> Verdict:
    """Return the verdict of all: one that is not met settles it, one unknown leaves it open."""
    verdicts = {one.verdict for one in conditions}
    return "not_met" if "not_met" in verdicts else "unknown" if "unknown" in verdicts else "met"
