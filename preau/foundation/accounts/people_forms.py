"""The forms of people and access: a name, an account opened by invitation, an invitation, a delegation, an end."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password

from preau.foundation.accounts.acts import Offer
from preau.foundation.accounts.acts.mandates import colleagues_of
from preau.foundation.accounts.forms import NEW_PASSWORD_HINT
from preau.foundation.accounts.models import Invitation, Mandate, Organisation, Person
from preau.foundation.accounts.roles import ROLES_OF, Role


def _day(label: str, hint: str = "", required: bool = True, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
        error_messages={"required": "Donnez la date", "invalid": "Donnez une date qui existe, comme 17/12/2026"},
        **options,
    )


def _name(label: str = "Prénom et nom", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=150,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Donnez le prénom et le nom"},
    )


def _email(required: bool = True, hint: str = "") -> forms.EmailField:
    return forms.EmailField(
        label="Adresse électronique",
        help_text=hint,
        required=required,
        error_messages={
            "required": "Donnez l’adresse électronique",
            "invalid": "Donnez une adresse électronique, comme nom@commune.be",
        },
    )


class NameForm(forms.Form):
    full_name = _name()


class OpenAccountForm(forms.Form):
    """Name and password of the account an invitation opens; the address is the invitation's."""

    full_name = _name()
    password = forms.CharField(
        label="Mot de passe",
        help_text=NEW_PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choisissez un mot de passe"},
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].initial = invitation.full_name
        self.invitation = invitation

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, Person(email=self.invitation.email, full_name=self.data.get("full_name", "")))
        return password


class Dated(forms.Form):
    """Two dates, both included."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Le dernier jour vient après le premier")
        return cleaned


class InviteForm(Dated):
    """Whom to invite, to which role of this organisation, for how long."""

    email = _email(hint="Celle avec laquelle la personne se connectera.")
    full_name = _name(required=False)
    role = forms.ChoiceField(label="Rôle", error_messages={"required": "Choisissez un rôle"})
    manages_users = forms.BooleanField(
        label="Gère les accès", help_text="Invite d’autres personnes et met fin aux mandats.", required=False
    )
    valid_from = _day("Premier jour")
    valid_to = _day("Dernier jour", "Laissez vide si le mandat n’a pas de fin prévue.", required=False)

    def __init__(self, organisation: Organisation, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = today
        allowed = [role for role in Role if role in ROLES_OF[organisation.kind]]
        cast(forms.ChoiceField, self.fields["role"]).choices = [("", "Choisissez un rôle")] + [
            (role.value, role.label) for role in allowed
        ]

    def offer(self) -> Offer:
        return Offer(**self.cleaned_data)


class DelegateForm(Dated):
    """To whom one lends a mandate, a colleague or somebody to invite, and from when to when."""

    colleague = forms.ModelChoiceField(
        Person.objects.none(), label="Collègue", required=False, empty_label="Quelqu’un d’autre"
    )
    email = _email(required=False, hint="Pour quelqu’un d’autre : une invitation partira.")
    full_name = _name("Prénom et nom de cette autre personne", required=False)
    valid_from = _day("Premier jour")
    valid_to = _day("Dernier jour")
    manages_users = forms.BooleanField(label="Confier aussi la gestion des accès", required=False)

    def __init__(self, mandate: Mandate, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = today
        self.mandate = mandate
        cast(forms.ModelChoiceField, self.fields["colleague"]).queryset = colleagues_of(mandate, today)
        if not mandate.manages_users:
            del self.fields["manages_users"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("colleague") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("colleague", "Choisissez un ou une collègue, ou donnez une adresse")
        if cleaned.get("colleague") and cleaned.get("email"):
            self.add_error("email", "Un ou une collègue, ou une adresse : pas les deux")
        return cleaned

    def offer(self) -> Offer:
        data = self.cleaned_data
        colleague = data["colleague"]
        return Offer(
            email=colleague.email if colleague else data["email"],
            full_name=colleague.full_name if colleague else data["full_name"],
            role=self.mandate.role,
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            manages_users=data.get("manages_users", False),
        )


class EndForm(forms.Form):
    """When a mandate ends: at once, or after a last day."""

    when = forms.ChoiceField(
        label="Quand",
        choices=[("now", "Tout de suite"), ("day", "Après un dernier jour")],
        initial="now",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites quand"},
    )
    last_day = _day("Dernier jour", "Si vous avez choisi un dernier jour.", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("when") == "day" and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", "Donnez le dernier jour, comme 17/12/2026")
        return cleaned

    def last(self) -> date | None:
        """Return the last day, or None for at once."""
        return self.cleaned_data["last_day"] if self.cleaned_data["when"] == "day" else None
