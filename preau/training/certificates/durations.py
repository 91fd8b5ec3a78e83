"""The hours a certificate states: « 6 heures », « 6h30 », « 2 jours de 6 h ». A time of the day is no duration.

What only follows from a timetable (« de 9h à 16h30 ») is left out: nobody knows how long the break was. So are the
fifty and the hundred hours of the law, of which a certificate often reminds.
"""

import re
from decimal import Decimal

from preau.law.words import NUMBERS, fold

MOST = Decimal(400)  # hours of a training: beyond, a number is something else

_WORDS = {fold(name): place for place, name in enumerate(NUMBERS) if place}
_HOUR = r"(?:heures?|hrs?|h)\b"
_AMOUNT = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_CLOCK = r"\d{1,2} ?(?:h|heures?|:)(?: ?\d\d)?(?:\b|(?<=h))"
_UNTIL = rf" ?(?:a|et|-|jusqu'a|>|/|au)+ ?{_CLOCK}"
_TIMETABLE = re.compile(
    rf"\b(?:de |entre |des )?{_CLOCK}{_UNTIL}"
    r"|\b(?:a|des|vers|avant|apres|jusqu'a|partir de|accueil|debut|fin|horaire|pause)(?: :| de)? ?"
    rf"{_CLOCK}(?:{_UNTIL})?"
)
_LAW = re.compile(
    r"\b(?:les|des|aux|ses|obligation(?:s)? de|minimum(?: de)?) (?:50|100|cinquante|cent) ?h(?:eures?)?\b"
    r"|\b(?:50|100|cinquante|cent) ?h(?:eures?)?[^\n]{0,40}\b(?:par|en|sur|/) (?:une |la )?(?:periode|3|trois)\b"
)
_TIMES = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_WORDS)}) ?(?:x|fois|(?:demi-)?(?:jours?|journees?|seances?|sessions?|modules?|soirees?)"
    rf"(?: (?:complets?|completes?))? (?:de|x|a raison de)) ?{_AMOUNT} ?{_HOUR}(?: ?([0-5]\d)\b)?"
)
_A_DAY = re.compile(rf"{_AMOUNT} ?{_HOUR}(?: ?([0-5]\d))? (?:par|/|chaque) ?(?:jour|journee|seance|session)\b")
_GLUED = re.compile(r"(?<![\d.,:])(\d{1,3}) ?h ?([0-5]\d)\b(?! ?h)")
_WITH_MINUTES = re.compile(r"(?<![\d.,])(\d{1,3}) ?(?:heures?|hrs?|h)(?: et)? ?([0-5]\d)(?: ?(?:minutes?|min|mn))?\b")
_HALF = re.compile(r"(?<![\d.,])(\d{1,3}) ?(?:heures?|h) et demie?\b")
_PLAIN = re.compile(rf"(?<![\d.,:/]){_AMOUNT} ?{_HOUR}")
_IN_LETTERS = re.compile(rf"\b({'|'.join(_WORDS)}) heures?\b")
_LABELLED = re.compile(
    r"\b(?:nombre d'heures?(?: de formation| suivies)?|duree(?: totale)?(?: en heures)?|volume horaire|"
    r"total(?: des)? heures|heures suivies)(?: \(h(?:eures)?\))? ?[:=] ?"
    rf"{_AMOUNT}\b(?! ?(?:jours?|journees?|mois|ans?|semaines?|min|h|seances?))"
)


def stated_hours(text: str) -> frozenset[Decimal]:
    """Return the durations the text states, in hours; empty when it states none. `text`: as read, lines kept."""
    folded = "\n".join(map(fold, text.splitlines()))
    folded = _LAW.sub(" ; ", _TIMETABLE.sub(" ; ", folded))
    found: set[Decimal] = set()
    for pattern, read in _READERS:
        found.update(read(match) for match in pattern.finditer(folded))
        folded = pattern.sub(" ; ", folded)
    return frozenset(hours for hours in found if 0 < hours <= MOST)


def daily_hours(text: str) -> frozenset[Decimal]:
    """Return the durations the text states for each day: « 6 heures par jour »."""
    folded = "\n".join(map(fold, text.splitlines()))
    return frozenset(_amount(match[1], match[2]) for match in _A_DAY.finditer(folded))


def _amount(whole: str, minutes: str | None = None) -> Decimal:
    hours = Decimal(whole.replace(",", "."))
    return (hours + Decimal(minutes) / 60).quantize(Decimal("0.01")) if minutes else hours


def _several(match: re.Match[str]) -> Decimal:
    times = _WORDS.get(match[1]) or int(match[1])
    return times * _amount(match[2], match[3])


_READERS = (
    (_A_DAY, lambda match: Decimal(0)),
    (_TIMES, _several),
    (_LABELLED, lambda match: _amount(match[1])),
    (_HALF, lambda match: _amount(match[1], "30")),
    (_GLUED, lambda match: _amount(match[1], match[2])),
    (_WITH_MINUTES, lambda match: _amount(match[1], match[2])),
    (_PLAIN, lambda match: _amount(match[1])),
    (_IN_LETTERS, lambda match: Decimal(_WORDS[match[1]])),
)
