"""The forms of the year of a plan. They check words and choices; acts check rights and states."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from preau.foundation.accounts.models import Mandate, MandateQuerySet
from preau.foundation.ui.forms import set_choices, set_rows
from preau.plans.forms import Words
from preau.plans.in_charge import name_of
from preau.plans.models import MAX_TEXT, AnnualActionPlan, ObjectiveEvaluation, PriorityObjective
from preau.plans.presentation import objective_label

_TOO_LONG = "Raccourcissez ce texte : %(limit_value)d caractères au plus, il en a %(show_value)d."
_A_DATE = {"invalid": "Donnez une date, comme 08/09/2026."}
_FIRST_DAY, _LAST_DAY = date(2003, 1, 1), date(2101, 12, 31)  # of the plans that can be
_IMPLAUSIBLE = "Donnez un jour entre 2003 et 2101."
LATE, NOBODY = "oui", "personne"
BY_OBJECTIVE, BY_STATE = "objectif", "etat"


def day(label: str, **options: Any) -> forms.DateField:
    """Return an optional date."""
    widget = forms.DateInput(attrs={"type": "date", "class": "w-date"}, format="%Y-%m-%d")
    plausible = [MinValueValidator(_FIRST_DAY, _IMPLAUSIBLE), MaxValueValidator(_LAST_DAY, _IMPLAUSIBLE)]
    return forms.DateField(
        label=label, required=False, widget=widget, error_messages=_A_DATE, validators=plausible, **options
    )


def long_words(label: str, limit: int = MAX_TEXT, required: str = "", rows: int = 4, **options: Any) -> Words:
    """Return a text of several lines; `required` is what to say when it is empty."""
    errors = {"max_length": _TOO_LONG, "required": required}
    widget = forms.Textarea(attrs={"rows": rows})
    return Words(
        label=label, max_length=limit, required=bool(required), widget=widget, error_messages=errors, **options
    )


class RowForm(forms.Form):
    """A row of the year being written: `version` is the one the person read, 0 when nothing was written yet."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """Return what to write."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MandateChoice(forms.ModelChoiceField):
    """A person of the zone, with her role and organisation."""

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class FactsForm(RowForm):
    """When a planned action is due and who is in charge of it."""

    starts_on = day("Commence le")
    due_on = day("Échéance", help_text="Le jour où l’action doit être faite. Les rappels partent de cette date.")
    in_charge = MandateChoice(
        queryset=Mandate.objects.none(),
        required=False,
        label="Personne en charge",
        empty_label="Personne n’est désigné",
        help_text="De la coordination ou d’un opérateur de la zone. Elle reçoit les rappels.",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, *args: Any, people: MandateQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "in_charge", people)


class ObjectiveChoice(forms.ModelChoiceField):
    """An objective of the plan, by its number and first words."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} : {objective_label(obj.title, obj.text)}"


class UnplannedForm(RowForm):
    """An action the plan did not foresee."""

    text = long_words("Ce qui est fait", required="Décrivez l’action.", rows=3)
    objective = ObjectiveChoice(
        queryset=PriorityObjective.objects.none(),
        required=False,
        label="Objectif servi",
        empty_label="Aucun objectif du plan",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    due_on = day("Échéance")

    def __init__(self, *args: Any, plan: AnnualActionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "objective", plan.objectives.all())


class DropForm(RowForm):
    """Why an action is abandoned."""

    reason = forms.CharField(
        label="Pourquoi l’action est abandonnée",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Dites pourquoi cette action est abandonnée : le rapport le reprend.",
            "max_length": _TOO_LONG,
        },
    )


class NoteForm(forms.Form):
    """A note on an action, with a file or not."""

    text = long_words("Note", 5_000, rows=2)
    file = forms.FileField(label="Fichier à joindre", required=False, help_text="Un PDF, une photo ou un classeur.")


class EvaluationForm(RowForm):
    """What the CCA says of one objective."""

    result = forms.ChoiceField(
        label="Résultat",
        required=False,
        choices=[*ObjectiveEvaluation.Result.choices, ("", "Pas encore dit")],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    why = long_words("Pourquoi", help_text="Ce qui montre ce résultat : un fait, un nombre, une parole.")
    helped = long_words("Ce qui a aidé")
    hindered = long_words("Ce qui a freiné")


class SectionForm(RowForm):
    """One section of the activity report."""

    text = long_words("Texte", rows=12)


class LeadForm(forms.Form):
    """A lead for the year to come."""

    text = long_words("Piste", 5_000, required="Écrivez la piste : une phrase suffit.", rows=2)


class BoardFilters(forms.Form):
    """What the board shows, in the address."""

    objectif = forms.TypedChoiceField(label="Objectif", required=False, coerce=int, empty_value=None)
    charge = forms.ChoiceField(label="En charge", required=False)
    retard = forms.ChoiceField(label="Échéance", required=False, choices=[("", "Toutes"), (LATE, "En retard")])
    par = forms.ChoiceField(
        label="Grouper", required=False, choices=[(BY_OBJECTIVE, "Par objectif"), (BY_STATE, "Par état")]
    )

    def __init__(self, *args: Any, objectives: list[tuple[int, str]], people: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kw})
        set_choices(self, "objectif", [("", "Tous"), *objectives])
        set_choices(
            self,
            "charge",
            [
                ("", "Tout le monde"),
                (NOBODY, "Personne n’est désigné"),
                *people,
            ],
        )

    @property
    def used(self) -> bool:
        """Tell whether something is filtered: a wrong value in the address filters nothing."""
        return any(self.asked(name) for name in ("objectif", "charge", "retard"))

    def asked(self, name: str) -> Any:
        """Return what is asked for, or nothing."""
        return self.cleaned_data.get(name) if self.is_valid() or name in self.cleaned_data else None
