"""The fields every room asks for in the same words: dates, texts, addresses, yes or no or not known."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet


def day_field(label: str, hint: str = "", required: bool = False, **options: Any) -> forms.DateField:
    """Return a date; empty when nobody knows it, unless `required`."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
        error_messages={"required": "Donnez la date", "invalid": "Donnez une date qui existe, comme 17/12/2026"},
        **options,
    )


def words_field(label: str, limit: int, hint: str = "", required: str = "", **options: Any) -> forms.CharField:
    """Return a text field; `required` is what to say when it is empty, which it may be without it."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=limit,
        required=bool(required),
        error_messages={
            "required": required,
            "max_length": "Raccourcissez ce texte : %(limit_value)d caractères au plus.",
        },
        **options,
    )


def email_field(label: str = "Adresse électronique", hint: str = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=hint,
        required=False,
        error_messages={"invalid": "Donnez une adresse électronique, comme nom@commune.be"},
    )


def workbook_field(label: str, hint: str) -> forms.FileField:
    """Return a workbook to send, XLSX or ODS; what is in it is checked when it is received."""
    return forms.FileField(
        label=label,
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods"}),
        error_messages={
            "required": "Choisissez un classeur XLSX ou ODS.",
            "empty": "Ce fichier est vide : choisissez-en un autre.",
        },
    )


def set_choices(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Say what a field of `form` is chosen among; for type checkers, `fields` holds fields of any sort."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def set_rows(form: forms.BaseForm, name: str, rows: QuerySet) -> None:
    """Say among which rows a field of `form` is chosen."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


class KnownField(forms.TypedChoiceField):
    """A fact: yes, no, or not known yet, which is None and never « no »."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint,
            choices=[("", "Pas encore su"), ("yes", "Oui"), ("no", "Non")],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": "Choisissez dans la liste."},
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def count_field(label: str, hint: str = "", most: int = 2_000, required: str = "") -> forms.IntegerField:
    """Return a whole number from nought; empty is not known. `required` is what to say when it is empty."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=bool(required),
        min_value=0,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "w-num"}),
        error_messages={
            "required": required,
            "invalid": "Donnez un nombre entier, comme 24",
            "min_value": "Donnez un nombre à partir de 0",
            "max_value": "Donnez un nombre jusqu’à %(limit_value)s",
        },
    )


def choice_field(label: str, choices: list[tuple[str, str]], hint: str = "", required: str = "") -> forms.ChoiceField:
    """Return a choice in a list; left out it is not known, unless `required`."""
    empty = [] if required else [("", "Pas encore su")]
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=[*empty, *(one for one in choices if one[0])],
        required=bool(required),
        error_messages={"required": required, "invalid_choice": "Choisissez dans la liste."},
    )


class Marked(forms.Form):
    """A form that carries the mark of what was read, to tell whether somebody wrote since."""

    mark = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """Return what to write."""
        return {name: value for name, value in self.cleaned_data.items() if name != "mark"}
