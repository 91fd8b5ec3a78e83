"""The forms of fees and reductions. They check words and choices; acts check rights and states."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from preau.foundation.ui.form_pages import version_field
from preau.foundation.ui.forms import KnownField, choice_field, day_field, set_choices, words_field
from preau.law.care_offer import FeeUnit
from preau.operators.models import CareActivity, CarePeriod, FeeReduction

UNITS = [(unit.value, unit.words[:1].upper() + unit.words[1:]) for unit in FeeUnit]
NO_DIFFERENCE = "Aucune différence selon la résidence n’est permise (décret, art. 32, al. 2)."
CHOOSE = "Choisissez dans la liste."
CHOOSE_HINT = "Choisissez"


def euros_field(label: str, hint: str = "") -> forms.DecimalField:
    """Return an amount in euros, with a comma or a point; empty is not known."""
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=Decimal(0),
        max_digits=8,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-num"}),
        error_messages={
            "invalid": "Donnez un montant en euros, comme 2,50",
            "min_value": "Donnez un montant à partir de 0",
            "max_decimal_places": "Donnez au plus deux décimales, comme 2,50",
            "max_digits": "Donnez un montant plus petit que 1 000 000",
            "max_whole_digits": "Donnez un montant plus petit que 1 000 000",
        },
    )


class FeeForm(forms.Form):
    """What a family is asked for a period, or for one activity of it."""

    version = version_field()
    activity = choice_field("Pour quoi", [])
    unit = choice_field("Par quoi se compte le prix", UNITS, required=CHOOSE)
    amount = euros_field("Montant, en euros", "Rien si c’est gratuit.")
    same = KnownField("Le même montant est demandé aux enfants d’autres communes", NO_DIFFERENCE)
    elsewhere = euros_field("Sinon, montant demandé aux enfants d’autres communes")
    includes = words_field("Ce que ce prix comprend", 200, "Par exemple : collation, matériel.")
    derogation = euros_field(
        "Plafond accordé par dérogation",
        "Seulement si le Gouvernement en a accordé un, après l’accord de la CCA (arrêté, art. 20).",
    )
    derogation_on = day_field("Dérogation accordée le")

    def __init__(self, *args: Any, activities: Iterable[CareActivity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = [("", "Toute la période")]
        set_choices(self, "unit", [("", CHOOSE_HINT), *UNITS])
        set_choices(self, "activity", [*whole, *((str(one.pk), one.title) for one in activities)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._clean_amounts(cleaned)
        if (cleaned.get("derogation") is None) != (cleaned.get("derogation_on") is None):
            missing = "derogation" if cleaned.get("derogation") is None else "derogation_on"
            if missing not in self.errors:
                self.add_error(missing, "Donnez ensemble le plafond accordé et le jour de la dérogation.")
        return cleaned

    def _clean_amounts(self, cleaned: dict[str, Any]) -> None:
        unit, amount = cleaned.get("unit"), cleaned.get("amount")
        if unit == FeeUnit.FREE and amount:
            self.add_error("amount", "C’est gratuit : laissez le montant vide, ou choisissez une autre unité.")
        if unit and unit != FeeUnit.FREE and amount is None and "amount" not in self.errors:
            self.add_error("amount", "Donnez le montant, comme 2,50")
        if cleaned.get("same") is False and cleaned.get("elsewhere") is None and "elsewhere" not in self.errors:
            self.add_error("elsewhere", "Donnez le montant demandé aux enfants d’autres communes, comme 3,00")
        cleaned["amount"] = amount or Decimal(0)
        if cleaned.get("same"):
            cleaned["elsewhere"] = cleaned["amount"]
        elif cleaned.get("same") is None:
            cleaned["elsewhere"] = None

    def values(self) -> dict[str, Any]:
        """Return the columns of the fee; `activity_id` is None for the whole period."""
        kept = ("unit", "amount", "elsewhere", "includes", "derogation", "derogation_on")
        chosen = self.cleaned_data["activity"]
        return {"activity_id": int(chosen) if chosen else None, **{name: self.cleaned_data[name] for name in kept}}


class PeriodChoices(forms.Form):
    """Periods of a place to copy fees to."""

    periods = forms.MultipleChoiceField(
        label="Vers quelles périodes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une période.", "invalid_choice": CHOOSE},
    )
    version = version_field()

    def __init__(self, *args: Any, periods: Iterable[CarePeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "periods", [(str(one.pk), one.words) for one in periods])


class ReductionForm(forms.Form):
    """Who pays less at a place, and how much."""

    version = version_field()
    ground = choice_field("Pour qui", list(FeeReduction.Ground.choices), required=CHOOSE)
    words = words_field("Condition, en mots", 200, "Par exemple : dès le deuxième enfant présent le même jour.")
    percent = forms.DecimalField(
        label="Réduction en %",
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-num"}),
        error_messages={
            "invalid": "Donnez un pourcentage, comme 50",
            "min_value": "Donnez un nombre plus grand que 0",
            "max_value": "Donnez un nombre jusqu’à 100",
            "max_digits": "Donnez un pourcentage, comme 33,33",
            "max_decimal_places": "Donnez au plus deux décimales, comme 33,33",
            "max_whole_digits": "Donnez un nombre jusqu’à 100",
        },
    )
    amount = euros_field("Ou réduction en euros", "L’un ou l’autre ; rien si le montant dépend de chaque situation.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "ground", [("", CHOOSE_HINT), *FeeReduction.Ground.choices])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("percent") is not None and cleaned.get("amount") is not None:
            self.add_error("amount", "Donnez un pourcentage, ou un montant, pas les deux.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the columns of the reduction."""
        return {name: self.cleaned_data[name] for name in ("ground", "words", "percent", "amount")}
