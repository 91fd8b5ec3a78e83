"""What one cell of a matrix says, in its heading or beside a name: days, hours, « x », and the words that are left."""

import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from preau.foundation.documents.workbooks.words import folded
from preau.training.importing.headings import LEXICON, heading, is_none
from preau.training.importing.values import DAY_SHAPE, Unread, days_of, hours_of

# What a heading may say of a training, with its name or without.
OF_HEADING = frozenset({"module", "provider", "trainer", "training_place", "day", "hours"})
SHAPE = "des heures, une date, « x », ou rien"
_MONTH = (
    r"(?:janv(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|sept(?:embre)?|oct(?:obre)?"
    r"|nov(?:embre)?|d[ée]c(?:embre)?)\.?"
)
_NUMBER = r"\d{1,2}(?:er)?"
_LOOSE = rf"{_NUMBER}(?:\s?[/.]\s?\d{{1,2}}|\s+{_MONTH})?"
_WHOLE = rf"{_NUMBER}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?(?:\d{{4}}|\d{{2}})(?!\d)|{_NUMBER}\s+{_MONTH}\s+\d{{4}}"
_ISO = r"(?:19|20)\d\d-\d\d-\d\d"
_AND = r"\s*(?:,|;|&|-|\bet\b|\bau\b|\bà\b)\s*(?:le\s+)?"
_DAYS = re.compile(rf"(?<![\d/])(?:\b(?:du|les?)\s+)?(?:{_ISO}|(?:(?:{_WHOLE}|{_LOOSE}){_AND})*(?:{_WHOLE}))", re.I)
_YEARLESS = re.compile(rf"(?:du\s+|les?\s+)?{_NUMBER}(?:\s?/\s?\d{{1,2}}|\s+{_MONTH})", re.I)
_HOURS = re.compile(
    r"(?:^|\s|[-–,:])((?:\d{1,2}\s*[x*]\s*)?\d{1,3}(?:[.,]\d{1,2})?\s*(?:h(?:eures?|rs?)?\.?(?:\s?[0-5]\d)?|min(?:utes)?))\s*$",
    re.I,
)
_LINES = re.compile(r"[\n()\[\]]")
_SAID = re.compile(r"^([^:\d]{2,40}?)\s*:\s*(\S.*)$")
_AROUND = " \t-–—:,;|/."


@dataclass
class Pieces:
    """What a heading says: `words` by field of a training when it names it, `texts` when it does not."""

    words: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    days: tuple[date, ...] = ()
    hours: Decimal | None = None

    def read(self, text: str) -> None:
        """Add what a text says. Raises Unread for a day nobody can tell."""
        for line in _LINES.split(text):
            self._line(line.strip(_AROUND))

    def take(self, name: str, value: Any, text: str) -> None:
        """Add what a cell says of the field it is named for. Raises Unread."""
        if name == "day":
            self.days = tuple(sorted({*self.days, *days_of(value, text)}))
        elif name == "hours":
            self.hours = hours_of(value, text)
        elif not is_none(text):
            self.words[name] = text

    def _line(self, line: str) -> None:
        named = _SAID.match(line)
        known = heading(named[1]) if named else None
        if named and known is not None and known.field in OF_HEADING:
            self.take(known.field, "", named[2])
            return
        if _YEARLESS.fullmatch(line):
            raise Unread(f"« {line} » : dites aussi l’année. Écrivez {DAY_SHAPE}.", DAY_SHAPE)
        for found in _DAYS.finditer(line):
            self.take("day", "", found[0])
        line = _DAYS.sub(" ", line).rstrip(_AROUND)
        hours = _HOURS.search(line)
        if hours:
            self.take("hours", "", hours[1])
            line = line[: hours.start()]
        left = " ".join(line.split()).strip(_AROUND)
        about = heading(left)
        if left and (about is None or about.group or about.field not in OF_HEADING):
            self.texts.append(left)


@dataclass(frozen=True)
class Mark:
    """A cell that says somebody followed a training. `one`: it holds a 1, which may be an hour or a cross."""

    days: tuple[date, ...] = ()
    hours: Decimal | None = None
    one: bool = False


def mark_of(value: Any, text: str) -> Mark | None:
    """Return what a cell of somebody says of a training; None when she did not follow it. Raises Unread."""
    if isinstance(value, bool):
        return Mark() if value else None
    if isinstance(value, date):
        return Mark(days=days_of(value, text))
    if isinstance(value, int | float):
        return None if value == 0 else Mark(hours=hours_of(value, text), one=value == 1)
    if isinstance(value, time | timedelta):
        return Mark(hours=hours_of(value, text))
    return _mark_in(text)


@lru_cache(maxsize=4096)
def _mark_in(text: str) -> Mark | None:
    said = folded(text)
    if is_none(text) or said in _words("absent"):
        return None
    if said in _words("present"):
        return Mark()
    if said == "1":
        return Mark(hours=Decimal(1), one=True)
    pieces = Pieces()
    pieces.read(text)
    if all(folded(one) in _words("present") for one in pieces.texts) and (pieces.days or pieces.hours):
        return Mark(pieces.days, pieces.hours)
    try:
        return Mark(hours=hours_of(text, text))
    except Unread:
        raise Unread(f"« {text} » n’a pas été compris : écrivez {SHAPE}.", SHAPE) from None


def is_no_training(title: str) -> bool:
    """Tell whether a heading is one of those that are never a training: « Total », « Âge »."""
    said = folded(title)
    return said in _words("never_trainings") or said.startswith("total")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(folded, LEXICON[name]))
