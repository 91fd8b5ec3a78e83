"""The words every result of the law shares.

A result never comes alone: it carries `steps`, the lines of its explanation in French, each with the article it rests
on and the day it is about when there is one. Pages, letters, the command and the interface for programs show the same
lines.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from msgspec import Struct

from preau.law.words import full_date

PlaceKind = Literal["plan", "objective", "action", "comment"]
StepKind = Literal["step", "reading", "warning"]


class Step(Struct, frozen=True):
    """One line of an explanation: the sentence, its article or source, the day it is about.

    A `reading` says how an unclear text is read here and what the other reading would give; a `warning` says what
    somebody must look at.
    """

    text_fr: str
    article: str = ""
    day: date | None = None
    kind: StepKind = "step"

    @property
    def line(self) -> str:
        """Return the step as one line of text: its day unless the sentence says it, the sentence, its article."""
        written = full_date(self.day) if self.day else ""
        day = f"{written} : " if written not in self.text_fr else ""
        article = f" ({self.article})" if self.article else ""
        return f"{day}{self.text_fr}{article}"


class Explained(Protocol):
    """What every result of a rule offers besides its value."""

    @property
    def steps(self) -> tuple[Step, ...]: ...


@dataclass(frozen=True)
class Place:
    """Where in a plan something stands, so that a page can link to it: the objective 2, the action 3."""

    kind: PlaceKind
    number: int = 0


@dataclass(frozen=True)
class Remark:
    """One thing said about one place of a document: a sentence that says what to do, and its article or source."""

    code: str
    sentence: str
    article: str
    where: Place

    @property
    def steps(self) -> tuple[Step, ...]:
        return (Step(self.sentence, self.article),)


class Missing(Remark):
    """What the law asks for and the document does not have yet."""


class Observation(Remark):
    """What is worth a look and prevents nothing."""


class Answer(Struct, frozen=True, kw_only=True):
    """What every rule asked from outside gives back: the fields of its subclass, and the lines that explain them.

    Money is a Decimal in euros, a day a date. None in a field means unknown, and a step says why.
    """

    steps: tuple[Step, ...]


class CannotCompute(ValueError):  # noqa: N818
    """Raised when an input is missing or unknown: the message says in French what is missing, `field` which input."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Refused(ValueError):  # noqa: N818
    """Raised when an input is impossible: `field` names it, the message says in French what to give instead."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def explanation(result: Explained) -> tuple[str, ...]:
    """Return the lines that explain a result, as plain text."""
    return tuple(step.line for step in result.steps)


def articles(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the articles and sources the steps rest on, each once, in order."""
    return tuple(dict.fromkeys(step.article for step in steps if step.article))
