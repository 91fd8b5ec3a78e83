"""Numbers as people paste them, read with python-stdnum: enterprise, account; and postal codes, telephones, sites.

Each reader takes text and returns the one form that is kept; ValueError says in French what to correct.
"""

import re
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError as Wrong
from stdnum import iban as any_iban
from stdnum.be import iban as belgian_iban
from stdnum.be import vat
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

ENTERPRISE_EXAMPLE = "0417.497.106"
IBAN_EXAMPLE = "BE68 5390 0754 7034"
PHONE_EXAMPLE = "065 12 34 56"
_SHORT_AREAS = frozenset({"02", "03", "04", "09"})  # seven digits follow; six after the other areas
_PREFIX = re.compile(r"^\W*(?:n°|num[ée]ro|tva|t\.v\.a\.?|btw|bce)\W*", re.IGNORECASE)
_SIGNS = 16  # of a Belgian account
_FEW, _MOST = 8, 15  # digits of a foreign number, its country included
_BELGIAN, _MOBILE = 9, 10  # digits, the first nought included


def enterprise_number(text: str) -> str:
    """Return the ten digits of an enterprise number (« BE 0417.497.106 » gives « 0417497106 »)."""
    try:
        return vat.validate(_PREFIX.sub("", text))
    except InvalidChecksum:
        raise ValueError(
            f"Ce numéro d’entreprise contient une faute de frappe : ses deux derniers chiffres ne vont pas avec les "
            f"autres. Recopiez-le, comme {ENTERPRISE_EXAMPLE}."
        ) from None
    except ValidationError:
        raise ValueError(
            f"Un numéro d’entreprise a dix chiffres et commence par 0 ou 1, comme {ENTERPRISE_EXAMPLE}."
        ) from None


def enterprise_words(number: str) -> str:
    """Return an enterprise number as it is written: « 0417.497.106 »; empty for none."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if number else ""


def account(text: str) -> str:
    """Return an IBAN without spaces. A Belgian one has its own check digits too; a bank not yet listed is taken."""
    known = any_iban.compact(text)
    belgian = known.startswith("BE")
    if not known[:2].isalpha() or (belgian and len(known) != _SIGNS):
        raise ValueError(
            f"Donnez le numéro de compte entier, pays compris : seize signes en Belgique, comme {IBAN_EXAMPLE}."
        )
    try:
        known = any_iban.validate(known, check_country=not belgian)
        return belgian_iban.validate(known) if belgian else known
    except InvalidComponent:
        if belgian:
            return known
        raise ValueError(f"Ce numéro de compte n’est pas un IBAN. Recopiez-le, comme {IBAN_EXAMPLE}.") from None
    except ValidationError:
        raise ValueError(
            f"Ce numéro de compte contient une faute de frappe. Recopiez-le, comme {IBAN_EXAMPLE}."
        ) from None


def account_words(iban: str) -> str:
    """Return an IBAN by groups of four; empty for none."""
    return any_iban.format(iban) if iban else ""


def account_end(iban: str) -> str:
    """Return what may be told of an account where it is not written in full: its last four signs."""
    return f"…{iban[-4:]}" if iban else ""


def postal_code(text: str) -> str:
    """Return the four digits of a Belgian postal code (« B-7000 » gives « 7000 »)."""
    found = re.fullmatch(r"(?:b(?:e)?\s*-?\s*)?([1-9]\d{3})", text.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError("Un code postal belge a quatre chiffres, comme 7000.")
    return found[1]


def phone(text: str) -> str:
    """Return a telephone number as it is written in Belgium (« 065 12 34 56 »), a foreign one with its country."""
    digits = re.sub(r"[\s./()\-–\u00a0\u202f]", "", text.replace("(0)", ""))
    digits = re.sub(r"^00(?=[1-9])", "+", digits)
    digits = re.sub(r"^\+32", "0", digits)
    if digits.startswith("+") and _is_number(digits[1:]) and _FEW <= len(digits) - 1 <= _MOST:
        return digits
    if not _is_number(digits) or not digits.startswith("0"):
        raise ValueError(f"Donnez le numéro de téléphone avec son préfixe, comme {PHONE_EXAMPLE}.")
    if len(digits) == _MOBILE and digits.startswith("04"):
        return _grouped(digits, 4, 2, 2, 2)
    if len(digits) != _BELGIAN:
        raise ValueError(
            f"Un numéro de téléphone belge a neuf chiffres, dix pour un mobile, comme {PHONE_EXAMPLE} ou 0470 12 34 56."
        )
    if digits[:4] in {"0800", "0900"}:
        return _grouped(digits, 4, 2, 3)
    return _grouped(digits, 2, 3, 2, 2) if digits[:2] in _SHORT_AREAS else _grouped(digits, 3, 2, 2, 2)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _grouped(digits: str, *sizes: int) -> str:
    groups, start = [], 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    return " ".join(groups)


class ReadField(forms.CharField):
    """A text read by one of the functions above; what is kept is what the function returns."""

    def __init__(self, reader: Callable[[str], str], label: str, hint: str = "", **attrs: str) -> None:
        super().__init__(
            label=label, help_text=hint, required=False, max_length=60, widget=forms.TextInput(attrs=attrs)
        )
        self.reader = reader
        self.error_messages["max_length"] = "Raccourcissez ce texte : %(limit_value)d caractères au plus."

    def clean(self, value: str | None) -> str:
        """Return the number in its one form, empty when nothing was given. Raises ValidationError with what to do."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return self.reader(text)
        except ValueError as wrong:
            raise Wrong(str(wrong)) from None

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        """Tell whether another number is meant, however both are written."""
        try:
            return self.clean(data) != self.clean(initial)
        except Wrong:
            return True


def site_field(label: str = "Site") -> forms.URLField:
    """Return the address of a site; « www.commune.be » is enough."""
    return forms.URLField(
        label=label,
        help_text="Par exemple www.commune.be",
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
        error_messages={
            "invalid": "Donnez l’adresse d’un site, comme www.commune.be",
            "max_length": "Raccourcissez cette adresse : %(limit_value)d caractères au plus.",
        },
    )
