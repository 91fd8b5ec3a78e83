"""The forms of a declaration: the day it takes effect, its end, a correction asked, a day of the past."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from preau.foundation.territory.models import Zone
from preau.foundation.ui.forms import day_field, set_choices, words_field
from preau.foundation.ui.tables import Filters
from preau.law.procedures import procedure
from preau.law.words import fold, full_date
from preau.operators.declaring.acts import PROCEDURE
from preau.operators.models import OperatorDeclaration
from preau.operators.procedure import day_refused, earliest


def number_of(text: str) -> int:
    """Return a step or a version as a form or an address gives it; -1 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


class _Effective(forms.Form):
    """A day from which something is in force: not before what is in force now, at most a year ahead."""

    use_required_attribute = False
    effective_on = day_field("Prend effet le", required=True)

    def __init__(self, declaration: OperatorDeclaration, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"effective_on": today})
        self._declaration, self._today = declaration, today

    def clean_effective_on(self) -> date:
        day: date = self.cleaned_data["effective_on"]
        refused = day_refused(self._declaration, day, self._today)
        if refused:
            raise ValidationError(refused)
        return day


class DeclareForm(_Effective):
    """When what is declared takes effect."""

    def __init__(self, declaration: OperatorDeclaration, today: date, data: Any = None) -> None:
        super().__init__(declaration, today, data)
        first = full_date(earliest(declaration, today))
        self.fields[
            "effective_on"
        ].help_text = f"Aujourd’hui, ou le jour où ce qui change a changé ou changera : du {first} à un an d’ici."


class EndForm(_Effective):
    """From when the operator cares for no child any more in this zone, and why."""

    reason = words_field(
        "Pourquoi",
        1_000,
        "Lu par la coordination et l’ONE.",
        "Dites en quelques mots pourquoi l’accueil prend fin",
        widget=forms.Textarea({"rows": 4}),
    )


class CorrectionForm(forms.Form):
    """What is asked of the operator; each remark says it of one part."""

    use_required_attribute = False
    reason = words_field(
        "Ce que vous demandez",
        1_000,
        "Les remarques que vous avez laissées partent avec.",
        "Dites en quelques mots ce qui est à corriger",
        widget=forms.Textarea({"rows": 3}),
    )


class DayForm(forms.Form):
    """A day of the past, or to come."""

    use_required_attribute = False
    jour = day_field("L’offre déclarée au", required=True)


class DeclarationFilters(Filters):
    """What to keep of the declarations: by state, and by zone for those who read several."""

    etat = forms.ChoiceField(label="État")
    zone = forms.ChoiceField(label="Commune ou zone")

    def __init__(self, data: Any, day: date, *, everywhere: bool) -> None:
        super().__init__(data, auto_id="filtre_%s")
        states = [(state.id, state.words.authority) for state in procedure(PROCEDURE, day).states]
        set_choices(self, "etat", [("", "Tous"), *states])
        if everywhere:
            zones = Zone.objects.filter(declarations__isnull=False).distinct().values_list("slug", "name")
            set_choices(self, "zone", [("", "Toutes"), *sorted(zones, key=lambda zone: fold(zone[1]))])
        else:
            del self.fields["zone"]

    def apply(self, rows: QuerySet) -> QuerySet:
        asked = self.cleaned_data
        if asked.get("etat"):
            rows = rows.filter(state=asked["etat"])
        if asked.get("zone"):
            rows = rows.filter(zone__slug=asked["zone"])
        return rows
