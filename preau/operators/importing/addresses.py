"""Where to find and to write to somebody, as a list writes it: streets, numbers, electronic addresses, sites."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from preau.foundation.ui import numbers
from preau.operators.importing.unread import Unread
from preau.operators.importing.values import is_unknown

_CITY = re.compile(r"^(.*?)[\s,;\n-]*\b(?:B\s?-\s?)?([1-9]\d{3})\s+([^\W\d][^\d]*)$", re.DOTALL | re.IGNORECASE)
_EMAIL = re.compile(r"[^\s;,<>()/]+@[^\s;,<>()/]+")
_PHONE = re.compile(r"(?:\+|00)?\(?\d[\d\s./()\-]{6,}\d")


def by(reader: Callable[[str], str]) -> Callable[[str], str]:
    """Return a reader of `ui.numbers` that raises Unread, and gives "" for unknown."""

    def read(text: str) -> str:
        if is_unknown(text):
            return ""
        try:
            return reader(text)
        except ValueError as wrong:
            raise Unread(f"« {text} » : {_lower(str(wrong))}", str(wrong)) from None

    return lru_cache(maxsize=4096)(read)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


phone = by(numbers.phone)
postal_code = by(numbers.postal_code)
enterprise_number = by(numbers.enterprise_number)


@lru_cache(maxsize=4096)
def email(text: str) -> str:
    """Return an electronic address, "" for unknown."""
    if is_unknown(text):
        return ""
    said = text.strip().removeprefix("mailto:")
    try:
        validate_email(said)
    except ValidationError:
        sentence = f"« {text} » n’est pas une adresse électronique. Écrivez-la comme « nom@commune.be »."
        raise Unread(sentence, "une adresse comme « nom@commune.be »") from None
    if len(said) > 254:
        raise Unread("cette adresse électronique est trop longue.", "au plus 254 caractères")
    return said


@lru_cache(maxsize=4096)
def website(text: str) -> str:
    """Return the address of a site with its « https:// », "" for unknown."""
    if is_unknown(text):
        return ""
    said = text.strip()
    said = said if said.lower().startswith(("http://", "https://")) else f"https://{said}"
    if re.fullmatch(r"https?://[^\s/@]+\.[a-z]{2,}(?:/\S*)?", said, re.IGNORECASE) and len(said) <= 200:
        return said
    raise Unread(f"« {text} » n’est pas l’adresse d’un site. Écrivez-la comme « www.commune.be ».", "www.commune.be")


class Contact(NamedTuple):
    """What a cell « Contact » holds: a name, telephone numbers and electronic addresses as they are written."""

    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]


@lru_cache(maxsize=4096)
def contact(text: str) -> Contact:
    """Return the parts of a cell that may hold a name, a telephone number and an address."""
    emails = tuple(_EMAIL.findall(text))
    rest = _EMAIL.sub(" ", text)
    phones = tuple(found.strip() for found in _PHONE.findall(rest))
    name = re.sub(r"\b(?:t[ée]l|gsm|mail|e-?mail|courriel)\b\.?\s*:?", " ", _PHONE.sub(" ", rest), flags=re.IGNORECASE)
    return Contact(" ".join(name.split()).strip(" ,;:/-–()"), phones, emails)


@lru_cache(maxsize=4096)
def address(text: str) -> tuple[str, str, str]:
    """Return street, postal code and locality of « rue Haute 5, 7000 Mons »; the last two "" when it has none."""
    line = ", ".join(part.strip(" ,") for part in text.split("\n") if part.strip(" ,"))
    found = _CITY.fullmatch(line)
    return (found[1].strip(" ,;-"), found[2], found[3].strip()) if found else (line, "", "")


@lru_cache(maxsize=4096)
def postal_locality(text: str) -> tuple[str, str]:
    """Return postal code and locality of « 7000 Mons », « B-7000 Mons », « Mons (7000) »."""
    found = re.fullmatch(r"(?:B\s?-\s?)?([1-9]\d{3})?\s*[-,]?\s*([^\d()]*)\s*(?:\(([1-9]\d{3})\))?", text.strip())
    if found is None or (found[1] and found[3]):
        raise Unread(f"« {text} » : écrivez le code postal et la localité, comme « 7000 Mons ».", "« 7000 Mons »")
    return found[1] or found[3] or "", found[2].strip(" -,")
