"""Reading the time in an objective: is there a period, does it fall in the plan's school year?

Works on folded text (`words.fold`). What only looks like a date (a birth year, the years in a document's name, an age,
an article) is covered with blanks of the same length first, so that places in the text stay true.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from preau.law.annual_plan import SchoolYear
from preau.law.words import MONTHS, NUMBERS, fold

MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, start=1)}
MONTH = "(?:" + "|".join(MONTH_NUMBERS) + ")"
YEAR = r"20\d\d"
NUMBER = r"(?:\d+|" + "|".join(map(fold, NUMBERS[1:])) + "|vingt|trente|quarante|cinquante|soixante|cent)"

_IN_A_NAME = re.compile(
    r"\b(?:programmes?(?: de)?(?: cle)?|cle|brochures?(?: \w+){0,4}|etats? des lieux|analyse des besoins|enquete|"
    r"rapports?(?: d'activite)?|plan d'action(?: annuel)?|evaluation|decision|bilan)"
    rf"((?: de| du)? {YEAR}(?: ?[-/] ?{YEAR})?)"
    rf"|\b(?:nee?s?|menees?|realisees?|effectuees?|conduites?|recoltee?s?)"
    rf"( (?:en|entre|depuis|apres|avant) (?:{MONTH} )?{YEAR}(?: (?:et|a) {YEAR})?)"
    rf"|\b(?:decret|arrete|loi|circulaire|accord)(?: \w+){{0,3}}( du \d+(?:er)? {MONTH} {YEAR})"
    rf"|\b({NUMBER}(?:[.,]\d)?(?: ?(?:-|a|et|/) ?{NUMBER}(?:[.,]\d)?)? ?ans)\b"
    r"|\b(?:articles?|art\.|annexe|objectif|axe|composante|phase|point|type|aes|n°|numero|p\.)( ?\d+(?:/\d+)?)"
)
_PERIOD = re.compile(
    rf"{YEAR}|\b{MONTH}\b|\b\d{{1,2}}[/.]\d{{1,2}}\b|\brentree\b|\bannee scolaire\b|\b(?:trimestre|semestre)\b"
    r"|\b(?:de|pendant|durant|dans|sur|pour|au cours de|fin de) (?:toute )?(?:l'|cette )annee\b"
    r"|\b(?:vacances|conges?) (?:scolaires|d'ete|d'hiver|d'automne|de (?:la )?\w+)|\bgrandes vacances\b"
    r"|\b(?:durant|pendant|pour|cet|de) (?:l')?ete\b|\b(?:a|avant|pour|d'ici|apres) (?:a )?(?:la )?"
    r"(?:paques|noel|toussaint|saint-nicolas|carnaval|pentecote)\b"
    r"|\b(?:par|chaque|tous les|toutes les) (?:jours?|semaines?|mois|ans?)\b|\bchaque \w+ \w+ du mois\b"
    r"|\b(?:mensuel|hebdomadaire|trimestriel|bimestriel|semestriel|annuel)(?:le)?(?:ment)?s?\b(?! des)"
    rf"|\b(?:dans les|sous|endeans|d'ici|en) {NUMBER} (?:jours|semaines|mois)\b"
)


@dataclass(frozen=True)
class Mention:
    """A date written in the text: its place, its first and last day; `loose` when only a whole year is named."""

    start: int
    end: int
    first_day: date
    last_day: date
    loose: bool = False

    def outside(self, year: SchoolYear) -> bool:
        """Say whether it falls, or ends, outside the school year."""
        if self.loose:
            return self.last_day < year.first_day or self.first_day > year.last_day
        return self.last_day < year.first_day or self.last_day > year.last_day


def without_false_dates(folded: str) -> str:
    """Return the text with what only looks like a date covered with blanks."""
    return _IN_A_NAME.sub(_blank_group, folded)


def has_period(text: str) -> bool:
    """Say whether a covered text names a date, a period or a rhythm."""
    return _PERIOD.search(text) is not None


def mentions(text: str) -> tuple[tuple[Mention, ...], str]:
    """Return the dated mentions of a covered text, and the text without them."""
    found: list[Mention] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            span = read(match)
            if span:
                found.append(Mention(match.start(), match.end(), *span))
        text = pattern.sub(_blank, text)
    return tuple(sorted(found, key=lambda one: one.start)), text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank_group(match: re.Match[str]) -> str:
    start, end = match.span(match.lastindex or 0)
    return match.string[match.start() : start] + " " * (end - start)


Span = tuple[date, date] | tuple[date, date, bool] | None


def _day(year: int, month: int, day: int) -> Span:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def _month(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _numeric(match: re.Match[str]) -> Span:
    day, month, year = (int(part) for part in match.groups())
    return _day(year, month, day)


def _iso(match: re.Match[str]) -> Span:
    year, month, day = (int(part) for part in match.groups())
    return _day(year, month, day)


def _written(match: re.Match[str]) -> Span:
    day, month, year = match.group(1), MONTH_NUMBERS[match.group(2)], int(match.group(3))
    return _day(year, month, int(day)) if day else _month(year, month, month)


def _school_year(match: re.Match[str]) -> Span:
    first, second = int(match.group(1)), int(match.group(2)) % 100
    if second <= first % 100:
        return None
    return date(first, 9, 1), date(first - first % 100 + second, 8, 31)


SEASONS = {
    "ete": (7, 8),
    "grandes vacances": (7, 8),
    "automne": (10, 11),
    "toussaint": (10, 11),
    "detente": (2, 3),
    "carnaval": (2, 3),
    "printemps": (3, 5),
    "paques": (3, 5),
    "noel": (12, 12),
    "rentree": (8, 9),
    "fin": (12, 12),
    "fin de": (12, 12),
    "fin de l'annee": (12, 12),
}


def _season(match: re.Match[str]) -> Span:
    first, last = SEASONS[match.group(1)]
    span = _month(int(match.group(2)), first, last)
    # The return to school may open in the last days of August: only its year tells whether it is the right one.
    return (*span, True) if span and match.group(1) == "rentree" else span


def _year(match: re.Match[str]) -> Span:
    year = int(match.group())
    return date(year, 1, 1), date(year, 12, 31), True


_READERS = (
    (re.compile(rf"\b(\d{{1,2}})[/.-](\d{{1,2}})[/.-]({YEAR})\b"), _numeric),
    (re.compile(rf"\b({YEAR})-(\d\d)-(\d\d)\b"), _iso),
    (re.compile(rf"(?:\b(\d{{1,2}})(?:er)? )?\b({MONTH}) ({YEAR})\b"), _written),
    (re.compile(rf"\b({YEAR}) ?[-/] ?({YEAR}|\d\d)\b"), _school_year),
    (re.compile(rf"\b({'|'.join(sorted(SEASONS, key=len, reverse=True))}) ({YEAR})\b"), _season),
    (re.compile(rf"\b\d{{1,2}}(?:er)? {MONTH}\b|\b\d{{1,2}}/\d{{1,2}}\b(?!\d)"), lambda match: None),
    (re.compile(rf"\b{YEAR}\b"), _year),
)


def outside(found: tuple[Mention, ...], year: SchoolYear) -> Iterator[Mention]:
    """Yield the mentions that fall, or end, outside the school year."""
    return (mention for mention in found if mention.outside(year))
