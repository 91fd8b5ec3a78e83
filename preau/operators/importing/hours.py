"""Days and hours as a list writes them: « 7h-8h30 », « lu-ma-je-ve de 15h30 à 18h ; mercredi 12h-18h »."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from preau.foundation.documents.workbooks.words import folded
from preau.law.hours_of_day import MIDNIGHT
from preau.law.words import fold
from preau.operators.importing.headings import LEXICON, WHOLE, Words
from preau.operators.importing.unread import Unread
from preau.operators.offer.hours import typed_minute

EXAMPLE = "« 7h-8h30 » ou « 15h30 à 18h »"
_TIME = r"(?:\d{1,2}\s*(?:h(?:eures?|rs?)?|u|:|\.|,)?\s*(?:[0-5]\d)?(?!\d)|midi)"
_RANGE = re.compile(rf"({_TIME})\s*(?:-+>?|>|→|/|\ba\b|\bau\b|\bjusqu'a\b|\bjusque\b)\s*({_TIME})")
_CLOCK = re.compile(r"\d")
_DAY_NAMES = {fold(name): int(day) for day, names in LEXICON["weekdays"].items() for name in names}
_DAY = r"\b(?:" + "|".join(sorted(_DAY_NAMES, key=len, reverse=True)) + r")s?\b\.?"
_JOINED = re.compile(rf"{_DAY}(?:\s*(?:-|\ba\b|\bau\b)\s*{_DAY})*")
_BETWEEN_DAYS = re.compile(r"-|\ba\b|\bau\b")
_PHRASES = sorted(
    ((fold(phrase), tuple(map(int, days.split(",")))) for days, found in LEXICON["days"].items() for phrase in found),
    key=lambda pair: -len(pair[0]),
)
_NOTHING_SAID = frozenset(
    [
        "de",
        "du",
        "le",
        "la",
        "les",
        "et",
        "puis",
        "ou",
        "ouvert",
        "ouverte",
        "accueil",
        "garderie",
        "horaire",
        "a",
        "des",
    ]
)
_AROUND = re.compile(r"^(?:[\s:;,()./-]|\b(?:les?|de|du|des)\b)+|(?:[\s:;,()./-]|\b(?:les?|de|du|des|entre)\b)+$")
_UNTIL = re.compile(r"\b(?:jusqu'a|jusque|jusqu'au)\b")


class Stretch(NamedTuple):
    """Hours read in a cell: minutes since midnight, the weekdays and the period written beside them, if any."""

    starts: int
    ends: int
    weekdays: tuple[int, ...] = ()
    kind: str = ""


def became_a_day(value: Any) -> bool:
    """Tell whether the spreadsheet turned what was typed (« 7-8 », « 3-12 ») into a day of the calendar."""
    return isinstance(value, date) and not (isinstance(value, datetime) and value.year < 1901)


def clock(value: Any, text: str) -> int:
    """Return the minutes since midnight of one time: text, a time of the spreadsheet, a share of the day.

    Raises Unread.
    """
    if became_a_day(value):
        raise turned_into_a_day("une heure", "« 7h30 »")
    match value:
        case datetime() | time():
            return value.hour * 60 + value.minute
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            if 0 <= minutes <= MIDNIGHT:
                return minutes
        case bool():
            pass
        case int() | float() if 0 < value < 1:
            return round(value * MIDNIGHT)
        case int() | float() if value == int(value) and 0 <= value <= 24:
            return int(value) * 60
        case str():
            try:
                return typed_minute(re.sub(r"^(?:de|des|a|jusqu'a)\s+", "", fold(text)))
            except ValueError:
                pass
    raise Unread(f"« {text} » n’est pas une heure. Écrivez-la comme « 7h30 ».", "une heure, comme « 7h30 »")


def turned_into_a_day(what: str, example: str) -> Unread:
    """Return what to do with a cell that the spreadsheet turned into a day."""
    return Unread(
        f"le tableur a changé ce qui était écrit en une date. Mettez la cellule au format « Texte », puis écrivez "
        f"{what}, comme {example}.",
        f"{what}, comme {example}",
    )


@lru_cache(maxsize=4096)
def stretches(text: str) -> tuple[Stretch, ...]:
    """Return the stretches of hours of a cell, in order. Raises Unread for anything but days and hours."""
    line = fold(text)
    found = list(_RANGE.finditer(line))
    if not found:
        raise _no_range(line, text)
    contexts = [line[at.end() if at else 0 : to.start()] for at, to in zip([None, *found], found, strict=False)]
    after = line[found[-1].end() :]
    if not _words_left(contexts[0]) and (days_follow := [*contexts[1:], after]) and any(map(_says, days_follow)):
        contexts, after = days_follow, ""
    if _words_left(after) and (_CLOCK.search(after) or _said(after, text) != ((), "")):
        raise _not_understood(text)
    told: list[Stretch] = []
    days: tuple[int, ...] = ()
    kind = ""
    for at, context in zip(found, contexts, strict=True):
        if _CLOCK.search(context):
            raise _not_understood(text)
        new_days, new_kind = _said(context, text)
        days, kind = new_days or days, new_kind or (kind if not new_days else "")
        told.append(_stretch(at, days, kind, text))
    return tuple(told)


def _stretch(at: re.Match[str], days: tuple[int, ...], kind: str, text: str) -> Stretch:
    try:
        starts, ends = typed_minute(at[1].strip()), typed_minute(at[2].strip())
    except ValueError:
        sentence = f"« {at[0].strip()} » : une de ces heures n’existe pas. Écrivez par exemple {EXAMPLE}."
        raise Unread(sentence, f"des heures comme {EXAMPLE}") from None
    if ends <= starts:
        sentence = f"« {at[0].strip()} » : la fin vient avant le début. Écrivez le début, puis la fin."
        raise Unread(sentence, "un début, puis une fin plus tardive")
    return Stretch(starts, ends, days, kind)


def _no_range(line: str, text: str) -> Unread:
    expected = f"des heures comme {EXAMPLE}"
    if _CLOCK.search(line):
        if _UNTIL.search(line):
            return Unread(f"« {text} » : donnez aussi l’heure du début, comme {EXAMPLE}.", expected)
        return Unread(f"« {text} » : donnez aussi l’heure de la fin, comme {EXAMPLE}.", expected)
    return _not_understood(text)


def _not_understood(text: str) -> Unread:
    return Unread(
        f"« {text} » n’a pas été compris. Écrivez seulement les jours et les heures, comme {EXAMPLE}.",
        f"des heures comme {EXAMPLE}",
    )


def _words_left(text: str) -> list[str]:
    return [word for word in folded(text).split() if word not in _NOTHING_SAID]


def _says(context: str) -> bool:
    return bool(_words_left(context))


def _said(context: str, text: str) -> tuple[tuple[int, ...], str]:
    """Return the weekdays and the period said beside hours. Raises Unread for words that say neither."""
    if not _words_left(context):
        return (), ""
    try:
        return days_in(context), ""
    except Unread:
        pass
    words = tuple(_words_left(context))
    for name, known in _kinds():
        if words == known:
            return (), name
    raise _not_understood(text)


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, Words], ...]:
    return tuple((column.kind, tuple(_words_left(" ".join(words)))) for words, column in WHOLE.items() if column.kind)


@lru_cache(maxsize=1024)
def days_in(text: str) -> tuple[int, ...]:
    """Return the weekdays (Monday 0) of « lu-ve », « lundi, mardi et jeudi », « tous les jours ». Raises Unread."""
    line = _AROUND.sub("", fold(text))
    for phrase, days in _PHRASES:
        if line == phrase:
            return days
    found: set[int] = set()
    rest = _JOINED.sub(lambda joined: _take(joined[0], found), line)
    if not found or _words_left(rest):
        raise Unread(
            f"« {text.strip()} » n’est pas un jour connu. Écrivez « lundi », « lu-ve » ou « tous les jours ».",
            "des jours, comme « lu-ve »",
        )
    return tuple(sorted(found))


def _take(joined: str, found: set[int]) -> str:
    days = list(_each(joined))
    if len(days) == 2 and days[0] < days[1]:  # « lu-ve » is from one to the other, « lu-ma-je-ve » these four
        found.update(range(days[0], days[1] + 1))
    else:
        found.update(days)
    return " "


def _each(joined: str) -> Iterator[int]:
    for piece in _BETWEEN_DAYS.split(joined):
        word = piece.strip(" .")
        day = _DAY_NAMES.get(word)
        yield _DAY_NAMES[word[:-1]] if day is None else day
