"""The forms that take a list of members: an import, a renewal of all."""

from datetime import date
from typing import Any

from django import forms

from preau.commissions.forms import checked_start, day_field, size_field, words_field


class ListForm(forms.Form):
    """A list of members: pasted, or in a workbook."""

    mandate_from = day_field("Mandat depuis le", required=True)
    text = words_field(
        "Liste collée depuis un tableur",
        40_000,
        "Une ligne par membre : composante (1 à 5), nom, adresse, organisation, suppléant, adresse du suppléant."
        " Colonnes séparées par une tabulation ou un point-virgule.",
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )
    file = forms.FileField(
        label="Ou un classeur",
        help_text="La première feuille, les mêmes colonnes.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods"}),
        error_messages={"empty": "Ce fichier est vide : choisissez-en un autre."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_mandate_from(self) -> date:
        return checked_start(self.cleaned_data["mandate_from"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("text", "").strip() and not cleaned.get("file"):
            self.add_error("text", "Collez une liste, ou choisissez un classeur.")
        return cleaned


class RenewForm(forms.Form):
    """The day of the designation of the new members, and the size of the new CCA."""

    day = day_field("Nouveaux membres désignés le", "Les anciens restent en fonction jusqu’à ce jour.", required=True)
    text = words_field(
        "Nouveaux membres, collés depuis un tableur",
        40_000,
        "Une ligne par membre : composante (1 à 5), nom, adresse, organisation, suppléant, adresse du suppléant.",
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )

    def __init__(self, *args: Any, today: date, communes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields.pop("day")
        self.fields = {"day": day, "seats_each": size_field(today, communes), **self.fields}
