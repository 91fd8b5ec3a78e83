"""The fields of a question: a value typed by a person becomes the value the law is asked with, and back.

Each holds in the address as one plain word: an ISO day, a number with a point, « true ».
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from preau.foundation.ui.fields import DateField3, DateParts
from preau.law.words import fold

YES_NO = (("true", "Oui"), ("false", "Non"))
LONGEST_TEXT = 2_000  # characters of a list typed line by line


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


class DayParts(DateParts):
    """Day, month, year; an address may also hold the whole day, `from=2026-09-15`."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        whole = _day(data.get(name) or "")
        if whole:
            return self.decompress(whole)
        parts = super().value_from_datadict(data, files, name)
        return parts if any(parts) else [data.get(name) or "", "", ""]


class DayField(DateField3):
    """A day typed in three fields; its value is written AAAA-MM-JJ."""

    widget = DayParts

    def to_python(self, value: Any) -> str | None:  # type: ignore[override]
        if isinstance(value, str):
            return value
        found = super().to_python(value)
        return found.isoformat() if found else None


class RowDayField(forms.Field):
    """A day in a row, in one field: the browser's own calendar, or typed as 17/12/2026 or 2026-12-17."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)

    def to_python(self, value: Any) -> str | None:
        return _any_day(str(value or ""))


def _any_day(written: str) -> str | None:
    """Return a day typed in any of the usual ways as AAAA-MM-JJ; None for nothing. Raises ValidationError."""
    written = written.strip()
    if not written:
        return None
    known = _day(written)
    if known is None:
        known = DateField3().to_python([written, "", ""])
    return known.isoformat() if known else None


class WholeField(forms.Field):
    """A whole number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **options)

    def to_python(self, value: Any) -> int | None:
        return _whole(str(value or ""))


def _whole(written: str) -> int | None:
    plain = "".join(written.split()).replace("\u202f", "")
    if not plain:
        return None
    if len(plain) > 12 or not plain.removeprefix("-").isdecimal():
        raise ValidationError("Donnez un nombre entier, comme 24")
    return int(plain)


class NumberField(forms.Field):
    """A number that may have decimals, typed with a comma or a point."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options)

    def to_python(self, value: Any) -> str | None:
        return _number(str(value or ""))


def _number(written: str) -> str | None:
    plain = "".join(written.split()).replace(",", ".").removesuffix("€")
    if not plain:
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or len(plain) > 24:
        raise ValidationError("Donnez un nombre, comme 7,5")
    return plain


class TickField(forms.BooleanField):
    """Yes when ticked, no otherwise."""


class ChoiceField(forms.ChoiceField):
    """One of the values of a list; nothing chosen is None."""

    default_error_messages = {"invalid_choice": "Choisissez dans la liste"}

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


class WholeChoiceField(ChoiceField):
    """One of a list of whole numbers."""

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return int(found) if found else None


class ChoicesField(forms.MultipleChoiceField):
    """Several values of a list."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": "Choisissez dans la liste", "invalid_list": "Choisissez dans la liste"}


class LinesWidget(forms.Textarea):
    """Several values, one a line; an address holds each apart: `council=2026-10-15&council=2026-11-12`."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        found = data.getlist(name) if isinstance(data, QueryDict) else [data.get(name, "")]
        return "\n".join(found)

    def format_value(self, value: Any) -> str:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def _yes_or_no(written: str) -> bool | None:
    plain = fold(written)
    if plain in {"oui", "true", "non", "false"}:
        return plain in {"oui", "true"}
    if plain:
        raise ValidationError("Donnez « oui » ou « non », une réponse par ligne")
    return None


class LinesField(forms.CharField):
    """Several values, one a line, each read by `read`."""

    READERS = {
        "day": _any_day,
        "whole": _whole,
        "number": _number,
        "yes": _yes_or_no,
        "text": lambda written: written.strip() or None,
    }

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(widget=LinesWidget(attrs={"rows": 3}), max_length=LONGEST_TEXT, strip=True, **options)
        self.read = self.READERS[kind]
        self.separators = ",;\n" if kind != "number" else ";\n"

    def clean(self, value: Any) -> list[Any]:
        written = str(super().clean(value) or "")
        for separator in self.separators:
            written = written.replace(separator, "\n")
        return [found for line in written.splitlines() if (found := self.read(line)) is not None]
