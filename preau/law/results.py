"""The words every result of the law shares.

A result never comes alone: it carries `steps`, the lines of its explanation in French, each with the article it rests
on and the day it is about when there is one. Pages, letters, the command and the interface for programs show the same
lines.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from preau.law.words import full_date

PlaceKind = Literal["plan", "objective", "action", "comment"]


@dataclass(frozen=True)
class Step:
    """One line of an explanation: the sentence, its article or source, the day it is about."""

    text_fr: str
    article: str = ""
    day: date | None = None

    @property
    def line(self) -> str:
        """Return the step as one line of plain text: day, sentence, article in brackets."""
        day = f"{full_date(self.day)} : " if self.day else ""
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


class CannotCompute(ValueError):  # noqa: N818
    """Raised when an input is missing or unknown: the message says in French what is missing."""


def explanation(result: Explained) -> tuple[str, ...]:
    """Return the lines that explain a result, as plain text."""
    return tuple(step.line for step in result.steps)
