"""One cell of a list, understood: ages, prices, days, yes or no, words of a list. Raises Unread with what to do.

What nobody knows (« ? », « à compléter ») is None or "", never nought and never « non ».
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any, NamedTuple

from preau.foundation.documents.workbooks.words import folded
from preau.law.care_offer import BREAKS, UNIT_WORDS, FeeUnit
from preau.law.words import fold, listed
from preau.operators.importing.headings import LEXICON
from preau.operators.importing.hours import became_a_day
from preau.operators.importing.unread import Unread
from preau.operators.places.reading import coordinates_of, months_of

MOST = 10_000  # places, euros
WEEKS = 9  # of the summer
_AGE = r"(?:\d{1,3}(?:[.,]\d{1,2})?(?:\s*(?:1[/⁄]2|½))?(?:\s*(?:ans?|mois))?(?:\s*et\s*(?:demie?|1[/⁄]2|½))?)"
_AGES = re.compile(rf"(?:de |des |entre )?({_AGE})\s*(?:-|\ba\b|\bet\b|\bjusqu'a\b|/|>)\s*({_AGE})")
_YOUNGEST = re.compile(rf"(?:des|a partir de|\+ ?de|plus de|des l'age de|>=?)\s*({_AGE})|({_AGE})\s*(?:et plus|\+)")
_OLDEST = re.compile(rf"(?:jusqu'a|jusque|maximum|max\.?|<=?)\s*({_AGE})")
_AMOUNT = re.compile(r"\d{1,5}(?:[.,]\d{1,2})?")
_EURO = re.compile(r"(?<![a-z])eur(?:os?)?\b")


@cache
def is_unknown(text: str) -> bool:
    """Tell whether a cell says that nobody knows."""
    return _said(text) in _folded_list("unknown")


@cache
def is_nothing(text: str) -> bool:
    """Tell whether a cell of hours or of a price says that there is none."""
    return _said(text) in _folded_list("nothing")


@cache
def _folded_list(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in LEXICON[name])


@lru_cache(maxsize=4096)
def _said(text: str) -> str:
    return fold(text).strip(" .:")


@cache
def is_yes(text: str) -> bool:
    """Tell whether a cell says yes, in a word or a cross."""
    return _said(text) in _folded_list("yes")


def yes_no(text: str) -> bool | None:
    """Return « oui », « x » as True, « non » as False, « ? » as None."""
    said = _said(text)
    if said in _folded_list("unknown") and said != "-":
        return None
    if said in _folded_list("yes"):
        return True
    if said in _folded_list("no") or said == "-":
        return False
    raise Unread(f"« {text} » : écrivez « oui » ou « non ».", "« oui » ou « non »")


def one_of(text: str, choices: Mapping[str, str], wordings: str = "") -> str:
    """Return the value whose words, key or wording of the lexicon the cell holds; "" for unknown."""
    if is_unknown(text):
        return ""
    found = _choices(tuple(choices.items()), wordings).get(folded(text))
    if found is not None:
        return found
    known = listed(f"« {words} »" for words in choices.values() if words)
    raise Unread(f"« {text} » n’est pas dans la liste. Écrivez {known.replace(' et ', ' ou ')}.", known)


@cache
def _choices(choices: tuple[tuple[str, str], ...], wordings: str) -> dict[str, str]:
    found = {folded(words): value for value, words in choices if value}
    for value, words in (LEXICON[wordings] if wordings else {}).items():
        found.update({folded(word): value for word in words})
    return found


@lru_cache(maxsize=4096)
def whole(text: str) -> int | None:
    """Return a whole number from nought; None for unknown. « 24 places », « +/- 24 » are not guessed at."""
    if is_unknown(text):
        return None
    said = re.sub(r"\s*(?:places?|enfants?|pl\.?)$", "", fold(text)).replace(" ", "")
    if re.fullmatch(r"\d{1,5}", said, re.ASCII) and int(said) <= MOST:
        return int(said)
    raise Unread(f"« {text} » : écrivez un nombre entier, comme « 24 ».", "un nombre entier, comme « 24 »")


AGES_EXPECTED = "deux âges, comme « 2,5-12 ans » ou « 3 à 12 ans »"


@lru_cache(maxsize=4096)
def _ages(text: str) -> tuple[int | None, int | None]:
    said = fold(text).replace(" ans et demie", " ans et demi").strip(" .")
    if folded(text) in _age_words():
        return _age_words()[folded(text)]
    if found := _AGES.fullmatch(said):
        youngest, oldest = found[1], found[2]
        unit = re.search(r"(?:ans?|mois)\b", oldest)
        if unit and unit[0] == "mois" and not re.search(r"ans?|mois", youngest):
            youngest = f"{youngest} mois"
        pair = months(youngest), months(oldest)
        if pair[1] <= pair[0]:
            raise Unread(
                f"« {text} » : le second âge doit être plus grand que le premier, comme « 3-12 ans ».", AGES_EXPECTED
            )
        return pair
    if found := _YOUNGEST.fullmatch(said):
        return months(found[1] or found[2]), None
    if found := _OLDEST.fullmatch(said):
        return None, months(found[1])
    raise Unread(f"« {text} » n’a pas été compris. Écrivez {AGES_EXPECTED}.", AGES_EXPECTED)


def ages(value: Any, text: str) -> tuple[int | None, int | None]:
    """Return the youngest and the oldest age in months; None for what is not said."""
    if became_a_day(value):
        raise Unread(
            "le tableur a changé ces âges en une date. Mettez la cellule au format « Texte », puis écrivez "
            "« 3 à 12 ans ».",
            AGES_EXPECTED,
        )
    return (None, None) if is_unknown(text) else _ages(text)


def ages_in_words(text: str) -> bool:
    """Tell whether ages are said by the school (« maternelle »): read by convention, and said so."""
    return folded(text) in _age_words()


@cache
def _age_words() -> dict[str, tuple[int, int]]:
    return {
        folded(words): (int(pair.split("-")[0]), int(pair.split("-")[1]))
        for pair, found in LEXICON["ages"].items()
        for words in found
    }


def months(text: str) -> int:
    """Return an age in months: « 2,5 » and « 2 ½ » are 30."""
    try:
        return months_of(re.sub(r"\s*(?:½|1[/⁄]2)", " et demi", text) if re.search(r"½|1[/⁄]2", text) else text)
    except ValueError:
        sentence = f"« {text} » n’est pas un âge. Écrivez-le comme « 3 », « 2,5 » ou « 30 mois »."
        raise Unread(sentence, "un âge, comme « 2,5 »") from None


def age(value: Any, text: str) -> int | None:
    """Return one age in months, None for unknown."""
    if became_a_day(value):
        raise Unread(
            "le tableur a changé cet âge en une date. Mettez la cellule au format « Texte », puis écrivez « 3 ».",
            "un âge, comme « 2,5 »",
        )
    return None if is_unknown(text) else months(text)


class Price(NamedTuple):
    """A price read: `unit` is "" when the cell does not say what it is asked for."""

    amount: Decimal
    unit: str


FEE_EXPECTED = "un prix, comme « 2 €/jour », « 0,50 €/h » ou « gratuit »"


@lru_cache(maxsize=4096)
def price(text: str) -> Price | None:
    """Return a price; None for unknown. « 0 » is free of charge."""
    if is_unknown(text):
        return None
    said = _EURO.sub("€", fold(text))
    if said.strip(" .") in _folded_list_of_units("free"):
        return Price(Decimal(0), FeeUnit.FREE.value)
    without_unit, unit = said, ""
    for phrase, name in _units():
        found = re.search(rf"(?:^|[\s/€(\d]){re.escape(phrase)}(?:$|[\s.)/])", said)
        if found:
            without_unit = said[: found.start()] + found[0][0] + " " + said[found.end() :]
            unit = name
            break
    amounts = _AMOUNT.findall(without_unit)
    rest = re.sub(r"\s*(?:/|par|enfants?|€|forfait|prix|unique|\(|\)|-|:)+\s*", " ", _AMOUNT.sub(" ", without_unit))
    if len(amounts) > 1:
        sentence = f"« {text} » : plusieurs montants dans une cellule. Gardez-en un, et mettez l’autre sur sa ligne."
        raise Unread(sentence, FEE_EXPECTED)
    if not amounts or rest.strip(" .") not in {"", "le", "la", "l'", "et"}:
        raise Unread(f"« {text} » n’a pas été compris. Écrivez {FEE_EXPECTED}.", FEE_EXPECTED)
    amount = Decimal(amounts[0].replace(",", "."))
    if amount == 0:
        return Price(amount, FeeUnit.FREE.value)
    if amount >= MOST:
        raise Unread(f"« {text} » : ce montant est trop élevé pour un accueil. Vérifiez-le.", FEE_EXPECTED)
    return Price(amount, unit)


@cache
def _folded_list_of_units(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in LEXICON["units"][name])


@cache
def _units() -> tuple[tuple[str, str], ...]:
    pairs = {(fold(word), name) for name, words in LEXICON["units"].items() for word in words if name != "free"}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def unit(text: str) -> str:
    """Return what a price is asked for; "" for unknown."""
    if is_unknown(text):
        return ""
    said = fold(text).strip(" ./€")
    found = dict(_units()) | {fold(words): str(name) for name, words in UNIT_WORDS.items()}
    if said in found:
        return found[said]
    known = listed(f"« {words} »" for words in UNIT_WORDS.values()).replace(" et ", " ou ")
    raise Unread(f"« {text} » n’est pas une unité connue. Écrivez {known}.", known)


def money(text: str) -> Decimal | None:
    """Return an amount of euros, None for unknown."""
    if is_unknown(text):
        return None
    said = re.sub(r"\s|€|euros?|eur", "", fold(text)).replace(",", ".")
    if re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", said, re.ASCII):
        return Decimal(said)
    raise Unread(f"« {text} » : écrivez un montant, comme « 1,50 ».", "un montant, comme « 1,50 »")


def percent(text: str) -> Decimal | None:
    """Return a share of a hundred, None for unknown."""
    if is_unknown(text):
        return None
    try:
        found = Decimal(fold(text).replace("%", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        found = Decimal(0)
    if 0 < found <= 100:
        return found.quantize(Decimal("0.01"))
    raise Unread(f"« {text} » : écrivez un pourcentage de plus de 0 à 100, comme « 50 ».", "un pourcentage")


def day(value: Any, text: str) -> date | None:
    """Return a day: a date of the spreadsheet, or « 01/09/2026 »; None for unknown."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if is_unknown(text):
        return None
    found = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text.strip(), re.ASCII)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text.strip())
    except ValueError:
        sentence = f"« {text} » n’est pas une date. Écrivez-la comme « 01/09/2026 »."
        raise Unread(sentence, "une date, comme « 01/09/2026 »") from None


def point(text: str) -> tuple[Decimal, Decimal] | None:
    """Return latitude and longitude, None for unknown."""
    if is_unknown(text):
        return None
    try:
        return coordinates_of(text)
    except ValueError:
        sentence = f"« {text} » : écrivez deux nombres dans le pays, comme « 50,4542 ; 3,9523 »."
        raise Unread(sentence, "« 50,4542 ; 3,9523 »") from None


def degrees(text: str) -> Decimal | None:
    """Return a latitude or a longitude, None for unknown."""
    if is_unknown(text):
        return None
    try:
        found = Decimal(text.replace(",", ".").strip())
    except InvalidOperation:
        found = Decimal(0)
    if 2 <= found <= 52:
        return found.quantize(Decimal("0.00001"))
    raise Unread(f"« {text} » : écrivez des degrés, comme « 50,4542 ».", "des degrés, comme « 50,4542 »")


def breaks(text: str) -> tuple[str, ...]:
    """Return breaks and weeks of summer: « automne, hiver », « semaines 1, 2 et 3 »."""
    if is_unknown(text):
        return ()
    found: list[str] = []
    names = {folded(words): name for name in BREAKS for words in (name, BREAKS[name], *LEXICON["kinds"][name])}
    for piece in re.split(r"[,;/\n]|\bet\b", fold(text)):
        said = re.sub(r"^(?:semaines?|sem\.?)\s*|\s*d'ete$", "", piece.strip())
        if folded(said) in names:
            found.append(names[folded(said)])
        elif said.isdecimal() and 1 <= int(said) <= WEEKS:
            found.append(str(int(said)))
        elif span := re.fullmatch(r"(\d)\s*(?:-|a)\s*(\d)", said):
            found += [str(week) for week in range(int(span[1]), int(span[2]) + 1)]
        elif said:
            known = listed(BREAKS)
            sentence = f"« {text} » : écrivez des congés ({known}) ou des semaines d’été de 1 à 9."
            raise Unread(sentence, known)
    return tuple(dict.fromkeys(found))
