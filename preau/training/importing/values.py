"""One cell of a list, understood: names, days, hours, functions, titles. Raises Unread with what to do.

What nobody knows is None or "", never nought.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from preau.foundation.documents.workbooks.words import folded
from preau.law.qualification.titles import Title, labels
from preau.law.training.norms import MOST_A_DAY
from preau.staff.models import FunctionCode
from preau.staff.register.numbers import national_number
from preau.training.certificates.days import LONGEST, named_days
from preau.training.importing.headings import is_none, words_for

EARLIEST = date(1930, 1, 1)
FIRST_TRAINING = date(2000, 1, 1)
SURE = 90  # likeness, of 100, from which a function or a title misspelt is understood
CENT = Decimal("0.01")
_CIVIL = re.compile(r"^(?:mme|mlle|madame|monsieur|mr|m)\.?\s+", re.I)
_BETWEEN = re.compile(r"[\n;/+&]|\s+et\s+", re.I)
_CLOCK = re.compile(r"^(\d{1,3})\s*(?:h|heures?|:)\s*(\d{1,2})?\s*(?:min|mn|m)?$")
_NUMBER = re.compile(r"^(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|heures?|hrs?)?$")
_MINUTES = re.compile(r"^(\d{1,4})\s*(?:min|minutes|mn)$")
_TIMES = re.compile(r"^(\d{1,2})\s*(?:x|\*|jours? de|fois)\s*(.+)$")
_SHORT_SPAN = re.compile(r"^(\d{1,2})\s*(?:-|au|à)\s*(\d{1,2})([/.])(\d{1,2})\3(\d{2,4})$")
_PLAIN_DAY = re.compile(r"^(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})$")
_LAST_CENTURY = re.compile(r"\b19(\d\d)\b")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_SHARE = re.compile(r"^(\d{1,3}(?:[.,]\d{1,2})?)\s*%$")
_PER_WEEK = re.compile(r"^(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|heures?)?\s*/\s*(\d{2}(?:[.,]\d)?)\s*(?:h|e|ème|eme)?$")
DAY_SHAPE = "une date, comme « 12/03/2026 »"
HOURS_SHAPE = "des heures, comme « 7h30 » ou « 7,5 »"


class Unread(Exception):  # noqa: N818 - reads as the answer it becomes
    """A cell was not understood: the sentence says what to write, `expected` in what shape."""

    def __init__(self, sentence: str, expected: str) -> None:
        super().__init__(sentence)
        self.expected = expected


# -- names ------------------------------------------------------------------------------------------


def names_in(text: str) -> list[str]:
    """Return the people named in one cell: on lines, or with « ; », « / », « et », or commas between whole names."""
    parts = [part.strip(" ,.-•\t") for part in _BETWEEN.split(text)]
    found: list[str] = []
    for part in filter(None, parts):
        pieces = [piece.strip() for piece in part.split(",")]
        whole = len(pieces) > 1 and all(len(piece.split()) > 1 for piece in pieces)
        found += pieces if whole or len(pieces) > 2 else [part]
    return found


@lru_cache(maxsize=8192)
def split_name(text: str, given_first: bool | None) -> tuple[str, str]:
    """Return the given and the family name of « Dupont, Marie », « DUPONT Marie », « Marie Dupont ».

    `given_first` says in what order they stand; None is not known: Ambiguous is raised when the words do not tell.
    """
    said = " ".join(_CIVIL.sub("", text.strip()).split())
    family, comma, given = said.partition(",")
    if comma and family.strip() and given.strip():
        return given.strip(), _proper(family.strip())
    words = said.split()
    if len(words) < 2:
        raise Unread(f"« {text} » : écrivez le nom et le prénom.", "un nom et un prénom, comme « Dupont Marie »")
    upper = [word for word in words if word.isupper() and len(word) > 1]
    if upper and len(upper) < len(words):
        return " ".join(word for word in words if word not in upper), _proper(" ".join(upper))
    if given_first is None:
        raise Ambiguous(text)
    if given_first:
        return _proper(words[0]), _proper(" ".join(words[1:]))
    return _proper(words[-1]), _proper(" ".join(words[:-1]))


class Ambiguous(Exception):  # noqa: N818 - reads as the answer it becomes
    """A name of which nobody can tell which word is the family name."""


def _proper(name: str) -> str:
    return name.title() if name.isupper() else name


def name_key(given: str, family: str) -> str:
    """Return what tells a person from another: her words in any order, without accents."""
    return " ".join(sorted(folded(f"{given} {family}").split()))


# -- days and hours ---------------------------------------------------------------------------------


def day_of(value: Any, text: str, earliest: date = EARLIEST) -> date | None:
    """Return a day; None for unknown."""
    days = days_of(value, text, earliest)
    if len(days) > 1:
        raise Unread(f"« {text} » donne plusieurs jours : écrivez-en un seul.", DAY_SHAPE)
    return days[0] if days else None


def days_of(value: Any, text: str, earliest: date = FIRST_TRAINING) -> tuple[date, ...]:
    """Return the days a cell names, in order; none for unknown."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return (_possible(value, text, earliest),)
    if is_none(text):
        return ()
    return _days_in(text, earliest)


@lru_cache(maxsize=8192)
def _days_in(text: str, earliest: date) -> tuple[date, ...]:
    if plain := _PLAIN_DAY.match(text.strip()):
        return (_possible(_plain_day(plain, text), text, earliest),)
    if _LAST_CENTURY.search(text):  # the reader of certificates knows this century alone
        later = _days_in(_LAST_CENTURY.sub(r"20\1", text), earliest)
        return tuple(_possible(day.replace(year=day.year - 100), text, earliest) for day in later)
    span = _SHORT_SPAN.match(text.strip())
    said = f"du {span[1]} au {span[2]}/{span[4]}/{span[5]}" if span else text
    named = named_days(said)
    if named.spans:
        raise Unread(f"« {text} » : donnez chaque jour, une formation ne dure pas plus de {LONGEST} jours.", DAY_SHAPE)
    if not named.days:
        why = "dites aussi l’année" if named.yearless else "ce n’est pas une date qui existe"
        raise Unread(f"« {text} » : {why}. Écrivez {DAY_SHAPE}.", DAY_SHAPE)
    return tuple(_possible(day, text, earliest) for day in sorted(named.days))


def _plain_day(found: re.Match[str], text: str) -> date:
    day, month, year = (int(part) for part in found.groups())
    if year < 100:
        year += 2000 if year < 40 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        raise Unread(f"« {text} » : cette date n’existe pas. Écrivez {DAY_SHAPE}.", DAY_SHAPE) from None


def _possible(day: date, text: str, earliest: date) -> date:
    if day < earliest:
        raise Unread(f"« {text} » est trop ancien : vérifiez l’année.", DAY_SHAPE)
    return day


def year_or_day(value: Any, text: str) -> tuple[date | None, bool]:
    """Return the day a title was obtained, and whether only its year is told: no day is made up."""
    if (isinstance(value, int | float) and 1930 <= value <= 2100) or _YEAR.match(text.strip()):
        return None, True
    return day_of(value, text), False


def hours_of(value: Any, text: str) -> Decimal | None:
    """Return a number of hours, in hundredths; None for unknown."""
    if isinstance(value, timedelta):
        return _minutes(int(value.total_seconds()) // 60, text)
    if isinstance(value, time):
        return _minutes(value.hour * 60 + value.minute, text)
    if isinstance(value, date):
        raise Unread(f"« {text} » est une date. Écrivez {HOURS_SHAPE}.", HOURS_SHAPE)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _positive(Decimal(str(value)).quantize(CENT), text)
    return None if is_none(text) else _hours_in(text)


@lru_cache(maxsize=4096)
def _hours_in(text: str) -> Decimal:
    said = folded_hours(text)
    if times := _TIMES.match(said):
        return _positive(int(times[1]) * _hours_in(times[2]), text)
    if clock := _CLOCK.match(said):
        if int(clock[2] or 0) < 60:
            return _minutes(int(clock[1]) * 60 + int(clock[2] or 0), text)
    elif minutes := _MINUTES.match(said):
        return _minutes(int(minutes[1]), text)
    elif number := _NUMBER.match(said):
        return _positive(Decimal(number[1].replace(",", ".")), text)
    raise Unread(f"« {text} » n’a pas été compris. Écrivez {HOURS_SHAPE}.", HOURS_SHAPE)


def folded_hours(text: str) -> str:
    """Return a text of hours in small letters, its blanks made one."""
    return " ".join(text.lower().replace("\u00a0", " ").split()).strip(" .")


def _minutes(minutes: int, text: str) -> Decimal:
    return _positive((Decimal(minutes) / 60).quantize(CENT), text)


def _positive(hours: Decimal, text: str) -> Decimal:
    if not 0 < hours < 1000:
        raise Unread(f"« {text} » : écrivez {HOURS_SHAPE}.", HOURS_SHAPE)
    return hours


def shared(hours: Decimal, count: int, each: bool) -> tuple[Decimal, ...]:
    """Return the hours of each of `count` days: told for each, or shared out so that their sum is what was told.

    Raises Unread for more hours than a day has.
    """
    if each:
        parts: tuple[Decimal, ...] = (hours,) * count
    else:
        one = (hours / count).quantize(CENT)
        parts = (*(one,) * (count - 1), hours - one * (count - 1))
    if max(parts) > MOST_A_DAY:
        raise Unread(f"{max(parts)} heures en un jour : il n’y en a que {MOST_A_DAY}.", HOURS_SHAPE)
    return parts


# -- work -------------------------------------------------------------------------------------------


def fte_of(text: str) -> Decimal | None:
    """Return a share of a full time: « 0,5 », « 50 % », « mi-temps », « 19/38 »; None for unknown."""
    if is_none(text):
        return None
    said = folded(text)
    known = {"mi temps": "0.5", "temps plein": "1", "plein temps": "1", "4 5": "0.8", "3 4": "0.75", "1 2": "0.5"}
    share = _SHARE.match(text.strip())
    week = _PER_WEEK.match(text.strip().lower())
    plain = _NUMBER.match(text.strip())
    found: Decimal | None = None
    if said in known:
        found = Decimal(known[said])
    elif share:
        found = Decimal(share[1].replace(",", ".")) / 100
    elif week:
        found = Decimal(week[1].replace(",", ".")) / Decimal(week[2].replace(",", "."))
    elif plain:
        found = Decimal(plain[1].replace(",", "."))
    if found is None or not 0 < found <= 1:
        shape = "une part d’un temps plein, comme « 0,5 » ou « 50 % »"
        raise Unread(f"« {text} » : écrivez {shape}.", shape)
    return found.quantize(Decimal("0.001"))


@lru_cache(maxsize=2048)
def functions_in(text: str) -> tuple[str, ...] | None:
    """Return the codes of the functions a cell names; None when one of them is not understood."""
    if is_none(text):
        return ()
    whole = _coded(text, "functions", _function_labels())
    if whole:
        return (whole,)
    parts = [part for part in re.split(r"[/,;+&\n]|\bet\b", text) if part.strip()]
    found = [_coded(part, "functions", _function_labels()) for part in parts]
    return tuple(dict.fromkeys(code for code in found if code)) if found and all(found) else None


@lru_cache(maxsize=2048)
def title_in(text: str) -> str | None:
    """Return the code of a title; "" for none, None when it is not understood."""
    return "" if is_none(text) else _coded(text, "titles", _title_labels())


@cache
def _function_labels() -> dict[str, str]:
    return {folded(str(code.label)): str(code) for code in FunctionCode}


@cache
def _title_labels() -> dict[str, str]:
    return {folded(words): str(code) for code, words in labels().items() if code is not Title.OTHER}


def _coded(text: str, name: str, told: dict[str, str]) -> str | None:
    known = words_for(name) | told
    said = folded(text)
    if said in known:
        return known[said]
    if len(said) < 5:
        return None
    near = process.extract(said, list(known), scorer=fuzz.ratio, score_cutoff=SURE, limit=2)
    codes = {known[words] for words, *_ in near}
    return codes.pop() if len(codes) == 1 else None


def email_of(text: str) -> str:
    """Return an address; "" for unknown."""
    if is_none(text):
        return ""
    if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}", text):
        raise Unread(f"« {text} » : écrivez une adresse, comme nom@exemple.be.", "une adresse électronique")
    return text.lower()


def number_of(text: str) -> str:
    """Return the digits of a national number; "" for unknown, or for one that is wrong: it is not written anyway."""
    try:
        return "" if is_none(text) else national_number(text)
    except ValueError:
        return ""
