"""The form of a key."""

from datetime import date
from typing import Any

from django import forms

from preau.foundation.ui.forms import day_field, words_field


class KeyForm(forms.Form):
    """Which software, what it may do, until when."""

    label = words_field(
        "Logiciel",
        100,
        "Son nom, comme il sera montré à côté de ce qu’il envoie.",
        required="Donnez le nom du logiciel",
    )
    can_write = forms.BooleanField(
        label="Cette clé peut écrire", help_text="Sans cette case, le logiciel lit seulement.", required=False
    )
    expires_on = day_field("Valable jusqu’au", "Au plus un an. Une clé se refait avant ce jour.", required=True)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if day < self.today:
            raise forms.ValidationError("Donnez un jour à venir")
        return day
