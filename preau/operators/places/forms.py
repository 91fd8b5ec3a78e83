"""The forms of a place, one per group of questions. They check words; acts check rights and states."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.form_pages import version_field
from preau.foundation.ui.forms import KnownField, choice_field, count_field, day_field, email_field, words_field
from preau.law.words import full_date
from preau.operators.models import CarePlace, Meals, PlaceAccess, Transfer
from preau.operators.places.fields import AgeField, CommuneField, CoordinatesField

ADDRESS = (
    "name",
    "street",
    "postal_code",
    "locality",
    "municipality",
    "coordinates",
    "phone",
    "email",
    "opened_on",
)
PREMISES = ("in_school", "school_name", "premises", "access", "outdoor", "meals")
CHILDREN = ("capacity", "youngest_months", "oldest_months")
_POSTAL_CODE = re.compile(r"[1-9]\d{3}", re.ASCII)
_MOST_YEARS_AHEAD = 2


def values_of(place: CarePlace) -> dict[str, Any]:
    """Return what the forms show of a place, its two coordinates as one."""
    point = (place.latitude, place.longitude) if place.latitude is not None else None
    names = (*ADDRESS, *PREMISES, *CHILDREN)
    held = {name: getattr(place, name) for name in names if name != "coordinates"}
    return {**held, "coordinates": point, "version": place.version}


def columns_of(values: dict[str, Any]) -> dict[str, Any]:
    """Return what to write of a place: the answers of a form, the point in its two columns."""
    written = {name: value for name, value in values.items() if name not in {"version", "coordinates"}}
    if "coordinates" in values:
        written["latitude"], written["longitude"] = values["coordinates"] or (None, None)
    return written


class NewPlaceForm(forms.Form):
    """The least to know of a place to write it down: its name and where it is."""

    name = words_field(
        "Nom du lieu", 200, "Celui que les parents connaissent.", required="Donnez le nom du lieu, comme Le Préau"
    )
    street = words_field("Rue et numéro", 150)
    postal_code = words_field(
        "Code postal", 4, widget=forms.TextInput(attrs={"class": "w-num", "inputmode": "numeric"})
    )
    locality = words_field("Localité", 80, widget=forms.TextInput(attrs={"class": "w-half"}))
    municipality = CommuneField()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = actor.today
        self.fields["municipality"].know(actor.today)  # type: ignore[attr-defined]

    def clean_postal_code(self) -> str:
        given: str = self.cleaned_data["postal_code"]
        if given and not _POSTAL_CODE.fullmatch(given):
            raise ValidationError("Donnez les quatre chiffres du code postal, comme 7000")
        return given


class AddressForm(NewPlaceForm):
    """Where the place is, and how to reach it."""

    coordinates = CoordinatesField()
    phone = words_field("Téléphone du lieu", 20, widget=forms.TextInput(attrs={"class": "w-half", "type": "tel"}))
    email = email_field("Adresse électronique du lieu")
    opened_on = day_field("Ouvert depuis le", "Vide si vous ne le savez pas.")
    version = version_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opened = cleaned.get("opened_on")
        if opened and opened.year > self.today.year + _MOST_YEARS_AHEAD:
            self.add_error("opened_on", "Donnez une date plus proche.")
        return cleaned


class PremisesForm(forms.Form):
    """What the place is like."""

    in_school = KnownField("Dans une école")
    school_name = words_field("Nom de l’école", 200, "Quand le lieu est dans une école.")
    premises = words_field(
        "Locaux",
        2_000,
        "Par exemple, deux locaux au rez-de-chaussée, la salle de gymnastique le mercredi.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    access = choice_field("Accès des personnes à mobilité réduite", list(PlaceAccess.choices))
    outdoor = KnownField("Espace extérieur")
    meals = choice_field("Repas et collations", list(Meals.choices))
    version = version_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("school_name") and cleaned.get("in_school") is False:
            self.add_error("school_name", "Effacez le nom de l’école, ou répondez Oui à « Dans une école »")
        return cleaned


class ChildrenForm(forms.Form):
    """How many children, of which ages."""

    capacity = count_field("Nombre de places", "Combien d’enfants peuvent être là en même temps.")
    youngest_months = AgeField("Dès l’âge de", "Comme 2 ans et demi, 2,5 ou 30 mois.")
    oldest_months = AgeField("Jusqu’à l’âge de", "Comme 12 ans.")
    version = version_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        check_ages(self, cleaned)
        return cleaned


def check_ages(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Add what to correct when the last age does not come after the first."""
    youngest, oldest = cleaned.get("youngest_months"), cleaned.get("oldest_months")
    if youngest is not None and oldest is not None and oldest <= youngest:
        form.add_error("oldest_months", "Donnez un âge plus grand que le premier")


class CloseForm(forms.Form):
    """The last day of a place."""

    closed_on = day_field("Dernier jour d’ouverture", "Passé ou à venir.", required=True)
    version = version_field()

    def __init__(self, *args: Any, place: CarePlace, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.today = place, actor.today

    def clean_closed_on(self) -> Any:
        given = self.cleaned_data["closed_on"]
        if self.place.opened_on and given < self.place.opened_on:
            raise ValidationError(f"Ce lieu est ouvert depuis le {full_date(self.place.opened_on)}.")
        if given.year > self.today.year + _MOST_YEARS_AHEAD:
            raise ValidationError("Donnez une date plus proche.")
        return given


class CopyForm(NewPlaceForm):
    """A place like another, elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "Donnez à ce lieu le nom que les parents connaissent."


class TransferForm(forms.Form):
    """How children come from a school, or go back to it."""

    school_name = words_field("École", 200, required="Donnez le nom de l’école")
    mode = choice_field(
        "Comment",
        [(str(value), str(words)) for value, words in Transfer._meta.get_field("mode").choices or ()],
        required="Choisissez comment les enfants se déplacent",
    )
    minutes = count_field("Durée prévisible, en minutes", "De porte à porte, attente comprise.", most=600)
    supervised = KnownField("Les enfants sont encadrés de manière adaptée")
    supervision = words_field("Par qui", 200, "Par exemple, deux accueillantes, gilets et chasubles.")
    inside_zone = KnownField("Le trajet reste dans la zone du programme CLE")
    consent = KnownField(
        "Les parents ont accepté une durée plus longue",
        "À remplir quand la durée dépasse le maximum : chaque personne qui confie un enfant l’a accepté.",
    )
    version = version_field()


class ClosureForm(forms.Form):
    """Days on which the place is closed."""

    first_day = day_field("Premier jour de fermeture", required=True)
    last_day = day_field("Dernier jour de fermeture", "Vide pour un seul jour.")
    reason = words_field("Raison", 150, "Par exemple, travaux ou journée pédagogique.")
    version = version_field()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = actor.today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first is None:
            return cleaned
        if "last_day" in cleaned:
            cleaned["last_day"] = last = last or first
        if not self.today.year - _MOST_YEARS_AHEAD <= first.year <= self.today.year + _MOST_YEARS_AHEAD:
            self.add_error("first_day", "Donnez une date plus proche d’aujourd’hui.")
        if last and last < first:
            self.add_error("last_day", "Le dernier jour vient après le premier.")
        elif last and (last - first).days > 366:
            self.add_error("last_day", "Une fermeture dure un an au plus. Pour de bon, fermez le lieu.")
        return cleaned
