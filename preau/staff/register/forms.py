"""The forms of the register: somebody new, her identity, contract, functions, titles, extract seen, absences."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.ui import numbers as contact_numbers
from preau.foundation.ui.form_pages import Kept
from preau.foundation.ui.forms import choice_field, day_field, email_field, set_choices, set_rows, words_field
from preau.law.qualification.titles import labels
from preau.operators.api import places_of
from preau.staff.models import EmploymentContract, FunctionCode, StaffLeave
from preau.staff.register import numbers

ASK, ANOTHER = "ask", "another"
LATER = "Le dernier jour vient après le premier"
_SHARE_HINT = "En pourcentage d’un temps plein : 50 pour un mi-temps. Laissez vide si vous ne le savez pas."
_NUMBER_HINT = "Facultatif. Il évite d’inscrire deux fois la même personne ; il n’est plus jamais montré en entier."
_OLDEST = date(1920, 1, 1)
_HUNDRED = Decimal(100)
# What a share of time is refused for, all in the same words.
_REFUSED = ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")


class ShareField(forms.DecimalField):
    """A share of a full time, asked in percent and kept as a fraction; None: not known."""

    def __init__(self, label: str, hint: str = _SHARE_HINT) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=False,
            max_digits=5,
            decimal_places=1,
            min_value=Decimal("0.1"),
            max_value=_HUNDRED,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-num"}),
        )
        wrong = "Donnez un pourcentage entre 0,1 et 100, comme 50 ou 63,2"
        self.error_messages |= dict.fromkeys(_REFUSED, wrong)

    def clean(self, value: Any) -> Decimal | None:
        share = super().clean(value)
        return None if share is None else share / _HUNDRED

    def prepare_value(self, value: Any) -> Any:
        return typed_share(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except forms.ValidationError:
            return True


def typed_share(share: Decimal) -> str:
    """Return a fraction of a full time in percent, as it is typed: « 63,2 »."""
    return format((share * _HUNDRED).normalize(), "f").replace(".", ",")


def _number_field() -> contact_numbers.ReadField:
    return contact_numbers.ReadField(
        numbers.national_number, "Numéro de registre national", _NUMBER_HINT, inputmode="numeric", autocomplete="off"
    )


def _birth_field() -> forms.DateField:
    return day_field("Date de naissance", "Facultative. Elle distingue deux personnes du même nom.")


def _phone() -> contact_numbers.ReadField:
    return contact_numbers.ReadField(contact_numbers.phone, "Téléphone", inputmode="tel", autocomplete="off")


class _Identity(Kept):
    """Who somebody is."""

    given_name = words_field("Prénom", 80, required="Donnez le prénom")
    family_name = words_field("Nom", 80, required="Donnez le nom")
    birth_date = _birth_field()
    national_number = _number_field()
    email = email_field(hint="La sienne : c’est là qu’elle reçoit ce qui la concerne.")

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born and not _OLDEST <= born < self.today:
            raise forms.ValidationError("Donnez une date de naissance, comme 17/12/1990")
        return born

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not numbers.fits_birth(cleaned.get("national_number", ""), cleaned.get("birth_date")):
            self.add_error("national_number", numbers.UNFIT)
        return cleaned


class IdentityForm(_Identity):
    """The identity of somebody already known; her number is only replaced."""

    phone = _phone()

    def __init__(self, today: date, has_number: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(today, *args, **kwargs)
        if has_number:
            number = self.fields["national_number"]
            number.label, number.help_text = "Remplacer le numéro de registre national", "Laissez vide pour le garder."


class PersonForm(_Identity):
    """Somebody new: who she is, since when, as what, where. One short page."""

    starts_on = day_field("Premier jour du contrat", required=True)
    status = choice_field("Statut", EmploymentContract.Status.choices)
    fte = ShareField("Temps de travail")
    function = choice_field("Fonction", FunctionCode.choices, required="Choisissez la fonction")
    place: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="Lieu",
        required=False,
        empty_label="Tous les lieux",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    known = forms.ChoiceField(
        label="Est-ce la même personne ?",
        choices=[
            (ASK, "Sans doute : lui demander son accord pour reprendre son dossier, avec ses heures et ses titres"),
            (ANOTHER, "Non, c’est une autre personne du même nom : l’inscrire"),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor.today, *args, **kwargs)
        set_places(self, actor)
        if not self.data.get("known"):
            self.fields["known"].widget = forms.HiddenInput()

    def ask_who_it_is(self) -> None:
        """Show the question whether this is somebody Préau may know, above what was typed."""
        self.fields["known"].widget = forms.RadioSelect(choices=self.fields["known"].choices)  # type: ignore[attr-defined]
        self.order_fields(["known"])
        self.add_error("known", "Dites si c’est la même personne")


class ReturnForm(forms.Form):
    """Somebody who left comes back: from when, as what; she is asked first."""

    starts_on = day_field("Premier jour du contrat", required=True)
    function = choice_field("Fonction", FunctionCode.choices, required="Choisissez la fonction")


class ContractForm(Kept):
    """The one contract of a person with a house."""

    aside = Kept.aside | {"document"}
    starts_on = day_field("Premier jour", required=True)
    ends_on = day_field("Dernier jour", "Laissez vide pour un contrat sans fin. Ses fonctions finissent avec lui.")
    status = choice_field("Statut", EmploymentContract.Status.choices)
    fte = ShareField("Temps de travail")
    document = forms.FileField(
        label="Le contrat",
        help_text="Demandé pour une coordination ATL. Un PDF, ou une photo en JPEG ou PNG.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": "Ce fichier est vide : choisissez-en un autre", "invalid": "Choisissez un fichier"},
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        house = actor.mandate.organisation if actor.mandate else None
        if house is None or house.kind != OrganisationKind.COORDINATION:
            del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        return in_order(self)


class FunctionForm(Kept):
    """A function in a place, with its share of working time."""

    function = choice_field("Fonction", FunctionCode.choices, required="Choisissez la fonction")
    place: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="Lieu",
        required=False,
        empty_label="Tous les lieux",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    fte = ShareField("Temps de cette fonction")
    is_estimate = forms.BooleanField(
        label="C’est une estimation : le contrat ne partage pas le temps entre les fonctions", required=False
    )
    starts_on = day_field("Premier jour", required=True)
    ends_on = day_field("Dernier jour", "Laissez vide si elle dure autant que le contrat.")

    def __init__(self, actor: Actor, open_on: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_places(self, actor, open_on)

    def clean(self) -> dict[str, Any]:
        return in_order(self)


class CredentialForm(Kept):
    """A title of the lists, or another one."""

    aside = Kept.aside | {"file"}
    title = forms.ChoiceField(
        label="Titre",
        help_text="Celui de la liste qui s’en approche ; « autre » s’il n’y est pas.",
        error_messages={"required": "Choisissez le titre", "invalid_choice": "Choisissez dans la liste."},
    )
    label = words_field("Intitulé exact", 200, "Comme il est écrit sur le document.")
    issuer = words_field("École ou organisme", 150)
    obtained_on = day_field("Obtenu le", "Laissez vide si vous ne le savez pas.")
    file = forms.FileField(
        label="Copie du titre",
        help_text="Un PDF, ou une photo en JPEG ou PNG. L’ONE la lit pour reconnaître la qualification.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": "Ce fichier est vide : choisissez-en un autre", "invalid": "Choisissez un fichier"},
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        set_choices(self, "title", [("", "Choisissez"), *((str(code), words) for code, words in labels().items())])

    def clean_obtained_on(self) -> date | None:
        obtained: date | None = self.cleaned_data["obtained_on"]
        if obtained and obtained > self.today:
            raise forms.ValidationError("Un titre s’inscrit une fois obtenu : donnez une date passée")
        return obtained

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("title") == "other" and not cleaned.get("label"):
            self.add_error("label", "Donnez l’intitulé de ce titre, comme il est écrit")
        return cleaned


class ConductForm(Kept):
    """An extract was seen: its date, when, and whether it lets her work with children. Nothing else."""

    extract_on = day_field("Date de l’extrait", "Celle qui est écrite dessus.", required=True)
    seen_on = day_field("Vu le", required=True)
    cleared = forms.TypedChoiceField(
        label="L’extrait permet-il de travailler avec des enfants ?",
        choices=[("yes", "Oui, rien ne l’empêche"), ("no", "Non")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Répondez par oui ou par non", "invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        written, seen = cleaned.get("extract_on"), cleaned.get("seen_on")
        if seen and seen > self.today:
            self.add_error("seen_on", "Donnez le jour où vous l’avez vu, aujourd’hui au plus tard")
        elif written and seen and written > seen:
            self.add_error("extract_on", "Un extrait est vu le jour de sa date, ou après")
        return cleaned


class LeaveForm(Kept):
    """Days away under a contract."""

    kind = choice_field("Sorte d’absence", StaffLeave.Kind.choices, required="Choisissez la sorte d’absence")
    starts_on = day_field("Premier jour d’absence", required=True)
    ends_on = day_field("Dernier jour d’absence", "Laissez vide tant que le retour n’est pas connu.")

    def clean(self) -> dict[str, Any]:
        return in_order(self)


def in_order(form: Kept) -> dict[str, Any]:
    """Refuse a last day before the first; return what was read."""
    cleaned = forms.Form.clean(form) or form.cleaned_data
    first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
    if first and last and last < first:
        form.add_error("ends_on", LATER)
    return cleaned


def set_places(form: forms.BaseForm, actor: Actor, day: date | None = None) -> None:
    """Offer the places of the house acted for, open on a day; leave the question out where there are none."""
    rows = places_of(actor.organisation_id or 0, day or actor.today)
    set_rows(form, "place", rows)
    if not rows.exists():
        form.fields["place"].widget = forms.HiddenInput()
