"""French words for rules: text folded for comparison, dates and numbers written out."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NUMBERS = (
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
)
_SPECIAL = {
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "´": "'",
    "`": "'",
    "–": "-",
    "—": "-",
    "‑": "-",
    "−": "-",
    "…": "...",
}


def fold(text: str) -> str:
    """Return `text` ready for comparison: lower case, no accents, ' and - plain, ligatures opened, spaces single."""
    return " ".join("".join(map(_folded, text)).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the place in `text` it comes from (plus one at the end).

    The folded text is `fold(text)`: offsets let a rule quote the words as they were typed.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(text):
        for letter in _folded(character):
            if letter == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(letter)
            offsets.append(place)
    if folded and folded[-1] == " ":
        folded.pop()
        offsets.pop()
    offsets.append(offsets[-1] + 1 if offsets else 0)
    return "".join(folded), offsets


@lru_cache(maxsize=2048)
def _folded(character: str) -> str:
    """Return one character folded, until folding it again changes nothing."""
    before, after = "", character
    while after != before:
        before, after = after, "".join(map(_folded_once, after))
    return after


def _folded_once(character: str) -> str:
    if character.isspace():
        return " "
    letters = unicodedata.normalize("NFKD", _SPECIAL.get(character, character).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def full_date(day: date) -> str:
    """Return the date as written in a sentence: 1er septembre 2020."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def long_date(day: date) -> str:
    """Return the date with its weekday: jeudi 31 décembre 2020."""
    return f"{WEEKDAYS[day.weekday()]} {full_date(day)}"


def cardinal(number: int) -> str:
    """Return the number in letters up to sixteen, in figures beyond: « quatre », « 24 »."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def listed(items: Iterable[str]) -> str:
    """Return the items as a French list: « 1, 2 et 3 »."""
    words = list(items)
    return " et ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def number(value: int | Decimal) -> str:
    """Return a number as written in French: « 1 939 », « 0,40 », « 1,6807 »; the space does not break."""
    written = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    whole, _, decimals = written.partition(".")
    return whole.replace(",", "\N{NARROW NO-BREAK SPACE}") + (f",{decimals}" if decimals else "")


def euros(amount: Decimal) -> str:
    """Return an amount of money with its cents: « 63 867,00 € »; no rounding happens here beyond the cent shown."""
    return f"{number(amount.quantize(Decimal('0.01')))}\N{NO-BREAK SPACE}€"


def counted(count: int | Decimal, one: str, several: str) -> str:
    """Return a count with its noun: « 1 enfant », « 23 enfants »; below two is singular in French."""
    return f"{number(count)} {one if -2 < count < 2 else several}"
