"""What somebody looks for, read from the address: where, how old, when, at what price. Shown as a form, and kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.safestring import SafeString

from preau.foundation.ui.fields import render_field
from preau.law.ages import months_old
from preau.law.care_offer import CarePeriodKind
from preau.law.hours_of_day import hour
from preau.law.subsidies.presences import clock_words
from preau.law.words import WEEKDAYS, euros
from preau.operators.offer.hours import typed_minute
from preau.operators.places.reading import age_words, months_of
from preau.operators.search.where import LONGEST

ANY = "Peu importe"
PRICES = ("0", "0.5", "1", "1.5", "2", "3", "5")
YES, NO = "oui", "non"
AFTER, TO_CHECK = "apres", "verifier"
_LONGEST_TYPED = 30
_SHOWN = ("ou", "age", "quand")
_FOLDED = ("ne", "jour", "de", "a", "prix", "ecole", "acces")


@dataclass(frozen=True)
class Wanted:
    """What is asked of a place: None and "" ask nothing. Age in months, hours in minutes, price in euros per hour."""

    age: int | None = None
    kind: str = ""
    weekday: int | None = None
    starts: int | None = None
    ends: int | None = None
    price: Decimal | None = None
    accessible: bool = False
    in_school: bool | None = None

    @property
    def asks_when(self) -> bool:
        return bool(self.kind) or self.weekday is not None or self.starts is not None or self.ends is not None

    @property
    def asks_hours(self) -> bool:
        """Tell whether anything is asked of the hours, their ages or their price."""
        return self.asks_when or self.age is not None or self.price is not None

    @property
    def asks_nothing(self) -> bool:
        return self == Wanted()

    @property
    def words(self) -> list[str]:
        """Return what is asked, in words, in the order of the form."""
        parts = [f"pour un enfant de {age_words(self.age)}"] if self.age is not None else []
        if self.kind:
            parts.append(CarePeriodKind(self.kind).words.lower())
        if self.weekday is not None:
            parts.append(f"le {WEEKDAYS[self.weekday]}")
        if self.starts is not None:
            parts.append(f"ouvert à {clock_words(self.starts)}")
        if self.ends is not None:
            parts.append(f"ouvert jusqu’à {clock_words(self.ends)} au moins")
        if self.price is not None:
            parts.append(f"au plus {euros(self.price)} par heure" if self.price else "gratuit")
        if self.accessible:
            parts.append("accessible aux personnes à mobilité réduite")
        if self.in_school is not None:
            parts.append("dans une école" if self.in_school else "hors d’une école")
        return parts


class _Typed(forms.Field):
    """Words read by `read`, which raises ValueError; `say` is what to do then."""

    def __init__(self, read: Callable[[str], int], say: str, **options: Any) -> None:
        super().__init__(**options)
        self.read, self.say = read, say

    def to_python(self, value: Any) -> int | None:
        """Return what was read, None for nothing; raise ValidationError for what is not understood."""
        if not value:
            return None
        try:
            return self.read(str(value)[:_LONGEST_TYPED])
        except ValueError:
            raise ValidationError(self.say, code="invalid") from None


def _hour_field(label: str, hint: str) -> _Typed:
    widget = forms.TimeInput(attrs={"type": "time", "class": "w-date"})
    return _Typed(typed_minute, "Écrivez une heure, comme 18:00", label=label, help_text=hint, widget=widget)


def _choices(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [("", ANY), *pairs]


class SearchForm(forms.Form):
    """The question. Nothing is required; what is not understood asks nothing, and says so beside its field."""

    use_required_attribute = False

    ou = forms.CharField(
        label="Où ?",
        help_text="Une commune, un village, un code postal, ou le nom d’un lieu ou d’une école.",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    age = _Typed(
        months_of,
        "Écrivez un âge, comme 4, 2,5 ou 30 mois",
        label="Âge de l’enfant",
        help_text="Comme 4, ou 2,5 pour deux ans et demi.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-num", "autocomplete": "off"}),
    )
    quand = forms.ChoiceField(label="Quand ?", choices=_choices(*((kind.value, kind.words) for kind in CarePeriodKind)))
    ne = forms.DateField(
        label="Ou sa date de naissance",
        help_text="Elle est changée en âge, et ne reste pas dans l’adresse.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date", "autocomplete": "off"}),
        error_messages={"invalid": "Donnez une date qui existe, comme 17/12/2022"},
    )
    jour = forms.ChoiceField(
        label="Un jour précis", choices=_choices(*((str(n), word.capitalize()) for n, word in enumerate(WEEKDAYS)))
    )
    de = _hour_field("Ouvert dès", "À cette heure, le lieu est déjà ouvert.")
    a = _hour_field("Ouvert au moins jusqu’à", "À cette heure, il n’est pas encore fermé.")
    prix = forms.ChoiceField(
        label="Prix par heure",
        choices=_choices(
            *((price, f"{euros(Decimal(price))} au plus" if Decimal(price) else "Gratuit") for price in PRICES)
        ),
    )
    ecole = forms.ChoiceField(label="Dans une école", choices=_choices((YES, "Oui"), (NO, "Non, ailleurs")))
    acces = forms.BooleanField(label="Accessible aux personnes à mobilité réduite")

    def __init__(self, data: Mapping[str, str], today: date) -> None:
        asked = {name: data.get(name, "").replace("\0", " ").strip() for name in self.base_fields}
        super().__init__(asked | ({"acces": asked["acces"] == YES} if "acces" in asked else {}))
        self.today = today
        for field in self.fields.values():
            field.required = False
        acces = cast(forms.CheckboxInput, self.fields["acces"].widget)
        acces.attrs["value"] = YES
        self.full_clean()

    def clean_ne(self) -> int | None:
        """Return the age in months of who was born that day."""
        born = self.cleaned_data.get("ne")
        if born is None:
            return None
        if not 0 <= (self.today - born).days <= 18 * 366:
            raise ValidationError("Donnez la date de naissance d’un enfant", code="invalid")
        return months_old(born, self.today)

    @property
    def text(self) -> str:
        """Where, as it was typed; cut rather than refused."""
        return " ".join(str(self.data["ou"]).split())[:LONGEST]

    @property
    def wanted(self) -> Wanted:
        """What was understood."""
        got = self.cleaned_data
        return Wanted(
            age=got.get("age"),
            kind=got.get("quand") or "",
            weekday=int(got["jour"]) if got.get("jour") else None,
            starts=got.get("de"),
            ends=got.get("a"),
            price=Decimal(got["prix"]) if got.get("prix") else None,
            accessible=bool(got.get("acces")),
            in_school={YES: True, NO: False}.get(got.get("ecole", "")),
        )

    @property
    def chosen(self) -> int:
        """How many of the choices that are folded are used."""
        return sum(bool(self.data.get(name)) for name in _FOLDED)

    @property
    def opens_more(self) -> bool:
        """Tell whether one of the choices that are folded was not understood."""
        return any(name in self.errors for name in _FOLDED)

    @property
    def first(self) -> SafeString:
        """The fields that always show, drawn."""
        return SafeString("".join(self._drawn(name) for name in _SHOWN))

    @property
    def more(self) -> SafeString:
        """The folded fields, drawn; one that is not used is the same on every page, and drawn once."""
        return SafeString("".join(self._drawn(name) for name in _FOLDED))

    def _drawn(self, name: str) -> str:
        used = self.data.get(name) or name in self.errors
        return render_field(self[name]) if used else _unused_field(name)


@cache
def _unused_field(name: str) -> str:
    return render_field(SearchForm({}, date.min)[name])


def address_of(text: str, wanted: Wanted, **more: str) -> str:
    """Return the address of the search that asks this: only what is asked stands in it, never a date of birth."""
    said_as = {
        "ou": text,
        "age": _age_typed(wanted.age),
        "quand": wanted.kind,
        "jour": "" if wanted.weekday is None else str(wanted.weekday),
        "de": "" if wanted.starts is None else hour(wanted.starts),
        "a": "" if wanted.ends is None else hour(wanted.ends),
        "prix": "" if wanted.price is None else next(p for p in PRICES if Decimal(p) == wanted.price),
        "ecole": {True: YES, False: NO, None: ""}[wanted.in_school],
        "acces": YES if wanted.accessible else "",
        **more,
    }
    query = urlencode({name: value for name, value in said_as.items() if value})
    return search_address() + (f"?{query}" if query else "")


@cache
def search_address() -> str:
    """Return the address of the search, remembered."""
    return reverse("operators:search")


def _age_typed(months: int | None) -> str:
    if months is None:
        return ""
    if months % 12 == 0 and months <= 18 * 12:
        return str(months // 12)
    return f"{months // 12},5" if months % 12 == 6 and months > 18 else f"{months} mois"
