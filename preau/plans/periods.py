"""Reading dates in the free words of an action's period: a proposal to accept, never written by itself."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from preau.law.annual_plan import SchoolYear
from preau.law.calendar import month_length
from preau.law.smart_dates import MONTH, MONTH_NUMBERS, mentions, without_false_dates
from preau.law.words import fold

_NO_YEAR = re.compile(rf"(?:\b(\d{{1,2}})(?:er)? )?\b({MONTH})\b")
_UNTIL = re.compile(r"\b(?:d'ici|pour|au plus tard|jusqu'(?:a|en|au)|fin)\b")
_A_YEAR = timedelta(days=364)  # « 2026-2027 » says nothing of when
_BEFORE = re.compile(r"\bavant\b")


@dataclass(frozen=True)
class Period:
    """What the words of a period seem to say: the day it begins, when they say one, and the day it is due."""

    starts_on: date | None
    due_on: date


def proposed(words: str, year: SchoolYear) -> Period | None:
    """Return the period the words seem to name in the school year; None when they do not name one surely."""
    text = without_false_dates(fold(words.replace("’", "'")))
    dated = [one for one in mentions(text)[0] if not one.loose]
    for one in dated:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    spans = [(one.first_day, one.last_day) for one in dated if one.last_day - one.first_day < _A_YEAR]
    spans += [span for match in _NO_YEAR.finditer(text) if (span := _in_year(match, year))]
    if not spans:
        return None
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if _BEFORE.search(text):
        # « avant le 31 janvier » is done by that day; « avant mars » the day before it begins.
        return _within(None, last if first == last else first - timedelta(days=1), year)
    return _within(None if _UNTIL.search(text) else first, last, year)


def _in_year(match: re.Match[str], year: SchoolYear) -> tuple[date, date] | None:
    month = MONTH_NUMBERS[match.group(2)]
    civil = year.start if month >= 9 else year.start + 1
    length = month_length(civil, month)
    if match.group(1) is None:
        return date(civil, month, 1), date(civil, month, length)
    day = int(match.group(1))
    return (date(civil, month, day),) * 2 if 1 <= day <= length else None


def _within(first: date | None, last: date, year: SchoolYear) -> Period | None:
    if not year.first_day <= last <= year.last_day or (first and first < year.first_day):
        return None
    return Period(None if first == last else first, last)
