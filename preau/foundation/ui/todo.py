"""The words of a home page, whatever room says them: what to do, what is awaited of others, what was decided."""

from dataclasses import dataclass
from datetime import date

from preau.law.time_limits import DueDate


@dataclass(frozen=True)
class Task:
    """Something to do: a sentence that starts with its verb, why, where; its legal date, or the day somebody set."""

    title: str
    why: str
    address: str
    until: DueDate | None = None
    day: date | None = None

    @property
    def due(self) -> date | None:
        return self.until.due if self.until else self.day


@dataclass(frozen=True)
class Waiting:
    """Something another person has to do."""

    what: str
    who: str
    address: str = ""


@dataclass(frozen=True)
class Decided:
    """Something done: the word of the state, its day, what it is about, by whom (« par la CCA »)."""

    word: str
    day: date
    what: str
    address: str
    by: str = ""
