"""The fields of a place that understand what people type: an age, coordinates, the name of a commune."""

from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from preau.foundation.territory.api import communes_of_postal_code, localities
from preau.foundation.territory.models import Municipality
from preau.law.words import fold, listed
from preau.operators.places.reading import age_words, coordinates_of, months_of

_LONGEST = 2_000  # characters read of what is typed
COMMUNES = "communes"  # the id of the list the browser proposes


class AgeField(forms.Field):
    """An age, in whole months; empty is not known."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=False,
            widget=forms.TextInput(attrs={"class": "w-half", "autocomplete": "off", "maxlength": "40"}),
        )

    def to_python(self, value: Any) -> int | None:
        written = str(value).strip() if value is not None else ""
        if not written:
            return None
        try:
            return months_of(written[:_LONGEST])
        except ValueError:
            raise ValidationError("Écrivez un âge comme 2 ans et demi, 30 mois ou 12 ans") from None

    def prepare_value(self, value: Any) -> Any:
        return age_words(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class CoordinatesField(forms.Field):
    """A point on a map as (latitude, longitude); empty is not known."""

    def __init__(self) -> None:
        super().__init__(
            label="Coordonnées sur la carte",
            help_text="Facultatif. Collez ce que donne une carte : 50,454; 3,952, ou l’adresse de sa page.",
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": str(_LONGEST)}),
        )

    def to_python(self, value: Any) -> tuple[Decimal, Decimal] | None:
        written = str(value).strip() if value is not None else ""
        if not written:
            return None
        try:
            return coordinates_of(written[:_LONGEST])
        except ValueError:
            raise ValidationError("Donnez la latitude et la longitude, comme 50,454; 3,952") from None

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return "; ".join(f"{one.normalize():f}".replace(".", ",") for one in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class CommuneWidget(forms.TextInput):
    """A text field beside the names of the communes, which the browser proposes while one types."""

    def __init__(self) -> None:
        super().__init__(attrs={"class": "w-half", "autocomplete": "off", "list": COMMUNES})
        self.names: list[str] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        proposed = format_html_join("", '<option value="{}">', ((one,) for one in self.names))
        field = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', field, COMMUNES, proposed)


class CommuneField(forms.Field):
    """A commune in force, by its name or by one of its localities; `Municipality` out."""

    def __init__(self) -> None:
        super().__init__(
            label="Commune",
            help_text="Tapez le début de son nom. Le nom d’une localité est compris aussi.",
            widget=CommuneWidget(),
            error_messages={"required": "Donnez la commune où se trouve ce lieu"},
        )
        self._known: dict[str, Municipality] = {}

    def know(self, day: date) -> None:
        """Read the communes in force on `day`: one query."""
        self._known = {one.nis: one for one in Municipality.objects.valid_on(day)}
        self.widget.names = [one.name for one in self._known.values()]

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Municipality):
            return value
        written = str(value or "").strip()
        return self._found(written) if written else None

    def _found(self, written: str) -> Municipality:
        asked = fold(written[:_LONGEST])
        named = {fold(one.name): one for one in self._known.values()}
        if asked in named:
            return named[asked]
        there = {one.nis for one in localities() if fold(one.name) == asked} | set(communes_of_postal_code(asked))
        found = [self._known[nis] for nis in sorted(there) if nis in self._known]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(f"Choisissez la commune : {listed(sorted(one.name for one in found))}")
        close = [named[one].name for one in get_close_matches(asked, named, n=3, cutoff=0.7)]
        ask = f" Est-ce {' ou '.join(close)} ?" if close else ""
        raise ValidationError(f"Cette commune n’est pas dans la liste.{ask}")

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Municipality) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return fold(str(data or "")) != fold(str(initial or ""))
