"""What people type of a place, understood as it is written: ages, coordinates. Pure text in, plain values out."""

import re
from decimal import Decimal
from itertools import pairwise

from preau.law.words import NUMBERS, fold

OLDEST = 18 * 12  # months: beyond, it is no longer the care of children
_YEARS_WITHOUT_UNIT = 18  # a bare number beyond these can only be months
_HALF = frozenset({"demi", "1/2", "1⁄2"})
_AGE = re.compile(
    r"(?:des |a partir de |jusqu'a |de |l'age de )*(\d{1,3}(?:[.,]\d{1,2})?) ?(ans?|mois)?"
    r"(?: ?(?:et )?(?:(demi|1[/⁄]2)e?|(\d{1,2}) ?mois))?",
    re.ASCII,
)
_WORDS = {fold(word): str(number) for number, word in enumerate(NUMBERS)} | {"une": "1"}

NORTH, EAST = (Decimal(49), Decimal(52)), (Decimal(2), Decimal(7))  # around the country
_POINTS = re.compile(r"(?<![\d.])\d{1,2}\.\d{2,}")
_COMMAS = re.compile(r"(?<![\d,])\d{1,2},\d{2,}")
_FIVE_PLACES = Decimal("0.00001")  # a metre


def months_of(written: str) -> int:
    """Return an age in whole months: « 2 ans et demi », « 2,5 », « 30 mois », « 12 ans ». Raises ValueError.

    A number alone is in years up to eighteen, in months beyond.
    """
    text = " ".join(_WORDS.get(word, word) for word in fold(written).split())
    found = _AGE.fullmatch(text)
    if found is None:
        raise ValueError(written)
    number, unit, half, extra = Decimal(found[1].replace(",", ".")), found[2] or "", found[3], found[4]
    if unit == "mois" or (not unit and not half and not extra and number > _YEARS_WITHOUT_UNIT):
        months = number
    else:
        months = number * 12
    months += 6 if half else int(extra or 0)
    whole = int(months.to_integral_value())
    if (unit == "mois" and (whole != months or half or extra)) or not 0 <= whole <= OLDEST:
        raise ValueError(written)
    return whole


def age_words(months: int | None) -> str:
    """Return an age in French: « 2 ans et demi », « 12 ans », « 20 mois »; "" when it is not known."""
    if months is None:
        return ""
    years, rest = divmod(months, 12)
    if months < 24 and rest:
        return f"{months} mois"
    named = f"{years} an{'s' if years > 1 else ''}"
    return {0: named, 6: f"{named} et demi"}.get(rest, f"{named} et {rest} mois")


def ages_words(youngest: int | None, oldest: int | None) -> str:
    """Return both ages in a few words: « de 2 ans et demi à 12 ans », « dès 3 ans »; "" when neither is known."""
    if youngest is not None and oldest is not None:
        return f"de {age_words(youngest)} à {age_words(oldest)}"
    if youngest is not None:
        return f"dès {age_words(youngest)}"
    return f"jusqu’à {age_words(oldest)}" if oldest is not None else ""


def coordinates_of(written: str) -> tuple[Decimal, Decimal]:
    """Return latitude and longitude of « 50,454; 3,952 », or of the address of a map. Raises ValueError.

    The first two numbers that fall within the country, in either order: what a map puts around them is passed over.
    """
    numbers = [Decimal(one) for one in _POINTS.findall(written)]
    if len(numbers) < 2:
        numbers = [Decimal(one.replace(",", ".")) for one in _COMMAS.findall(written)]
    for first, second in pairwise(numbers):
        for north, east in ((first, second), (second, first)):
            if NORTH[0] <= north <= NORTH[1] and EAST[0] <= east <= EAST[1]:
                return north.quantize(_FIVE_PLACES), east.quantize(_FIVE_PLACES)
    raise ValueError(written)
