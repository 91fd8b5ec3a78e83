"""The days a certificate names, in all the shapes French gives a date: 12/03/2026, du 12 au 14 mars, les 12, 13 et 14.

A day of birth is no day of training, nor is the day the certificate was written: both are left out.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz import fuzz

from preau.law.words import MONTHS, fold

LONGEST = 14  # days of a span that names its days; a longer one (a school year) only says between when
LOOK_BACK = 120  # letters around a date that tell what it is
NEAR_MONTH = 74  # of 100: « rnars », « avri1 »
FULL_NAMES = tuple(fold(name) for name in MONTHS)

_SHORT = {"janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_NUMBERS = {name: place for place, name in enumerate(FULL_NAMES, start=1)} | _SHORT

_DAY = r"(?:[0-3]?\d)(?:er)?"
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s? (?:le |et )?)?"
_YEAR = r"(?:20\d\d)"
_BETWEEN = r"(?:[ ,&/+;\-]|et\b){1,6}(?:les? )?"
_DAYS = rf"{_WEEKDAY}{_DAY}(?:{_BETWEEN}{_WEEKDAY}{_DAY}){{0,15}}"
_MONTH = r"[a-z0-9|]{3,10}"
_WRITTEN = re.compile(rf"\b({_DAYS}) ({_MONTH})\.?(?:,? (?:de )?({_YEAR}))?(?![\d/])")
_SPAN_WRITTEN = re.compile(
    rf"\b(?:du|entre le|de) {_WEEKDAY}({_DAY})(?: ({_MONTH})\.?)?(?: ({_YEAR}))? (?:au|et le|a) "
    rf"{_WEEKDAY}({_DAY}) ({_MONTH})\.?(?: ({_YEAR}))?"
)
_NUMERIC = r"([0-3]?\d) ?[/.\-] ?([01]?\d)(?: ?[/.\-] ?(20\d\d|\d\d))?"
_SPAN_NUMERIC = re.compile(rf"\b(?:du|entre le|de) {_WEEKDAY}{_NUMERIC} (?:au|et le|a) {_WEEKDAY}{_NUMERIC}(?!\d)")
_SPAN_DAY = re.compile(rf"\b(?:du|de) {_WEEKDAY}([0-3]?\d) (?:au|a) {_WEEKDAY}{_NUMERIC}(?!\d)")
_DAY_NUMERIC = re.compile(r"(?<![\d/.,])([0-3]?\d) ?([/.\-]) ?([01]?\d) ?\2 ?(20\d\d|\d\d)(?!\d)")
_LIST_NUMERIC = re.compile(r"\b((?:[0-3]?\d(?:[ ,&+]|et\b){1,4}){1,15}[0-3]?\d)/([01]?\d)/(20\d\d|\d\d)(?!\d)")
_ISO = re.compile(r"\b(20\d\d)-([01]\d)-([0-3]\d)\b")
_MONTH_DAY = re.compile(r"\b([0-3]?\d)/([01]?\d)\b(?![/\d])")

_BIRTH = re.compile(r"\b(?:nee?s?|ne\(e\)|nee? \(e\)|date de naissance|naissance)\b[^\n\d]{0,40}$")
_ISSUED = re.compile(
    r"(?:\bfaite? (?:a|le|en)\b|\b(?:delivree?|etablie?|signee?|redigee?|imprimee?|emise?|editee?)\b"
    r"|\bdate (?:de delivrance|d'emission|du document|de (?:la )?signature)\b)"
    r"(?:(?!formation|suivi|particip)[^\n]){0,40}(?:\nle )?$"
)
_PLACE = re.compile(r" ?(?:a )?(?!.*\b(?:formation|module|atelier)\b)[a-z'-]{2,25}(?: [a-z'-]{2,25}){0,2}, ?(?:le )?")
_CONFUSED = re.compile(r"(?<![a-z0-9])[0-9oil|]{1,4}(?![a-z])")


@dataclass(frozen=True)
class NamedDays:
    """`days` named one by one; `spans` too long to name days; `yearless` (month, day); `issued`: of the paper."""

    days: frozenset[date] = frozenset()
    spans: tuple[tuple[date, date], ...] = ()
    yearless: frozenset[tuple[int, int]] = frozenset()
    issued: frozenset[date] = frozenset()


@dataclass(frozen=True)
class _Found:
    """One mention: its days as (year or None, month, day), or the two ends of a span."""

    start: int
    end: int
    parts: tuple[tuple[int | None, int, int], ...]
    span: bool = False


def named_days(text: str) -> NamedDays:
    """Return the days the text names. `text`: as read, lines kept."""
    folded = "\n".join(map(_plain, text.splitlines()))
    days: set[date] = set()
    issued: set[date] = set()
    spans: list[tuple[date, date]] = []
    loose: set[tuple[int, int]] = set()
    found = _found(folded)
    years = {year for one in found for year, _, _ in one.parts if year and not _is_birth(folded, one)}
    only = years.pop() if len(years) == 1 else None
    for one in found:
        if _is_birth(folded, one):
            continue
        dated = [_day(year or only, month, day) for year, month, day in one.parts]
        if _is_issue(folded, one):
            issued.update(day for day in dated if day)
        elif one.span and len(dated) == 2 and dated[0] and dated[1]:
            _add_span(dated[0], dated[1], days, spans)
        else:
            days.update(day for day in dated if day)
            loose.update((month, day) for year, month, day in one.parts if not (year or only))
    return NamedDays(frozenset(days), tuple(spans), frozenset(loose), frozenset(issued))


def _plain(line: str) -> str:
    """Fold a line, and give back to figures the letters a scan takes for them: « l2/O3 »."""
    return _CONFUSED.sub(_figures, fold(line))


def _figures(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(str.maketrans("oil|", "0111")) if any(map(str.isdigit, word)) else word


def _found(text: str) -> list[_Found]:
    """Return the mentions in order; a place of the text is read once, by the most telling shape."""
    found: list[_Found] = []
    for pattern, read in _READERS:
        covered = text
        for match in pattern.finditer(text):
            one = read(match)
            if one is not None and all(1 <= month <= 12 and 1 <= day <= 31 for _, month, day in one.parts):
                found.append(one)
                covered = covered[: one.start] + "#" * (one.end - one.start) + covered[one.end :]
        text = covered
    return sorted(found, key=lambda one: one.start)


def _is_birth(text: str, one: _Found) -> bool:
    return _BIRTH.search(text[max(one.start - LOOK_BACK, 0) : one.start].rsplit("\n", 1)[-1]) is not None


def _is_issue(text: str, one: _Found) -> bool:
    """Say whether a date is the one of the paper: « Fait à X, le... », or a line with only a place before it."""
    before, after = text[max(one.start - LOOK_BACK, 0) : one.start], text[one.end : one.end + LOOK_BACK]
    line, rest = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
    return bool(_ISSUED.search(before)) or (_PLACE.fullmatch(line) is not None and rest.strip(" .") == "")


def _add_span(first: date, last: date, days: set[date], spans: list[tuple[date, date]]) -> None:
    length = (last - first).days + 1
    if 0 < length <= LONGEST:
        days.update(first + timedelta(days=step) for step in range(length))
    elif length > LONGEST:
        spans.append((first, last))


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _month(word: str) -> int | None:
    if word in _NUMBERS:
        return _NUMBERS[word]
    if len(word) < 3 or word.isdigit():
        return None
    word = word.replace("rn", "m").replace("1", "i").replace("|", "i")
    near = {name: fuzz.ratio(word, name) for name in FULL_NAMES}
    best = max(near, key=lambda name: near[name])
    return _NUMBERS[best] if near[best] >= NEAR_MONTH else None


def _year(word: str | None) -> int | None:
    if not word:
        return None
    return int(word) + (2000 if len(word) == 2 else 0)


def _whole(word: str) -> int:
    return int(word.removesuffix("er"))


def _written(match: re.Match[str]) -> _Found | None:
    month = _month(match[2])
    if month is None:
        return None
    numbers = [_whole(one) for one in re.findall(rf"\b{_DAY}\b", match[1])]
    year = _year(match[3])
    return _Found(match.start(), match.end(), tuple((year, month, day) for day in numbers))


def _span_written(match: re.Match[str]) -> _Found | None:
    last_month = _month(match[5])
    first_month = _month(match[2]) if match[2] else last_month
    if last_month is None or first_month is None:
        return None
    last_year = _year(match[6])
    first_year = _year(match[3]) or (last_year - (first_month > last_month) if last_year else None)
    parts = ((first_year, first_month, _whole(match[1])), (last_year, last_month, _whole(match[4])))
    return _Found(match.start(), match.end(), parts, span=True)


def _span_numeric(match: re.Match[str]) -> _Found:
    day, month, year, last_day, last_month, last_year = match.groups()
    ends = ((_year(year or last_year), int(month), int(day)), (_year(last_year), int(last_month), int(last_day)))
    return _Found(match.start(), match.end(), ends, span=True)


def _span_day(match: re.Match[str]) -> _Found:
    first, last, month, year = match.groups()
    ends = ((_year(year), int(month), int(first)), (_year(year), int(month), int(last)))
    return _Found(match.start(), match.end(), ends, span=True)


def _list_numeric(match: re.Match[str]) -> _Found:
    numbers = [int(one) for one in re.findall(r"\d+", match[1])]
    return _Found(match.start(), match.end(), tuple((_year(match[3]), int(match[2]), day) for day in numbers))


def _day_numeric(match: re.Match[str]) -> _Found:
    day, _, month, year = match.groups()
    return _Found(match.start(), match.end(), ((_year(year), int(month), int(day)),))


def _iso(match: re.Match[str]) -> _Found:
    return _Found(match.start(), match.end(), ((int(match[1]), int(match[2]), int(match[3])),))


def _month_day(match: re.Match[str]) -> _Found:
    return _Found(match.start(), match.end(), ((None, int(match[2]), int(match[1])),))


_READERS = (
    (_ISO, _iso),
    (_LIST_NUMERIC, _list_numeric),
    (_SPAN_NUMERIC, _span_numeric),
    (_SPAN_DAY, _span_day),
    (_SPAN_WRITTEN, _span_written),
    (_DAY_NUMERIC, _day_numeric),
    (_WRITTEN, _written),
    (_MONTH_DAY, _month_day),
)
