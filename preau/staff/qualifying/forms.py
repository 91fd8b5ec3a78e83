"""What is typed to ask for a qualification, to answer, to decide."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from preau.foundation.casework.api import Case
from preau.foundation.ui.forms import day_field, set_choices, words_field
from preau.foundation.ui.tables import Filters
from preau.law.procedures import procedure
from preau.staff.models import QualificationRequest
from preau.staff.qualifying.choosing import EXPERIENCE, NEW, Option, title_choices
from preau.staff.qualifying.reading import PROCEDURE

COPY = {"accept": ".pdf,.jpg,.jpeg,.png"}
EMPTY_FILE = {"empty": "Ce fichier est vide : choisissez-en un autre.", "invalid": "Choisissez un fichier."}


def paper_field(label: str, hint: str) -> forms.FileField:
    """Return a paper to send, left out when there is none; what is in it is checked when it is received."""
    return forms.FileField(
        label=label, help_text=hint, required=False, widget=forms.FileInput(attrs=COPY), error_messages=EMPTY_FILE
    )


class QualifyForm(forms.Form):
    """What is asked for one function: a title of the file or a new one, the experience, the training."""

    use_required_attribute = False

    choice = forms.ChoiceField(
        label="Ce que vous envoyez",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que vous envoyez", "invalid_choice": "Choisissez dans la liste"},
    )
    title = forms.ChoiceField(
        label="Titre à ajouter", required=False, error_messages={"invalid_choice": "Choisissez dans la liste"}
    )
    label = words_field("Intitulé exact", 200, "Comme il est écrit sur le document.")
    obtained_on = day_field("Obtenu le", "Laissez vide si vous ne le savez pas.")
    experience_years = forms.DecimalField(
        label="Années d’expérience utile",
        required=False,
        min_value=0,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-num"}),
        error_messages={
            "invalid": "Donnez un nombre d’années, comme 3,5",
            "max_decimal_places": "Donnez un nombre d’années, comme 3,5",
            "max_value": "Donnez un nombre d’années jusqu’à 60",
            "min_value": "Donnez un nombre d’années à partir de 0",
        },
    )
    paper = paper_field("Copie du titre, ou attestation", "Un PDF, ou une photo en JPEG ou PNG, bien lisible.")
    note = words_field("Précision pour l’ONE", 2000, "Facultatif.", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, options: Iterable[Option], function: str, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {option.value: option for option in options}
        self.today = today
        set_choices(self, "choice", [(option.value, option.words) for option in self.options.values()])
        set_choices(self, "title", [("", "Choisir"), *title_choices(function, today)])
        if EXPERIENCE not in self.options:
            del self.fields["experience_years"]
        ready = (one.value for one in self.options.values() if one.is_ready)
        self.fields["choice"].initial = next(ready, NEW if len(self.options) == 1 else None)

    @property
    def chosen(self) -> Option:
        """Return what was chosen; for a form that is valid."""
        return self.options[self.cleaned_data["choice"]]

    def clean(self) -> dict[str, Any]:
        """Ask for what goes with the choice."""
        typed = super().clean() or self.cleaned_data
        option = self.options.get(typed.get("choice", ""))
        if option is None:
            return typed
        if option.value == NEW and not typed.get("title") and "title" not in self.errors:
            self.add_error("title", "Choisissez le titre à ajouter")
        obtained = typed.get("obtained_on")
        if option.value == NEW and obtained and obtained > self.today:
            self.add_error("obtained_on", "Ce jour n’est pas encore venu")
        if (option.value == NEW or option.without_copy) and not typed.get("paper") and "paper" not in self.errors:
            self.add_error("paper", "Joignez une copie du titre : l’ONE doit pouvoir le lire")
        if option.value == EXPERIENCE:
            self._experience(typed)
        return typed

    def _experience(self, typed: dict[str, Any]) -> None:
        if typed.get("experience_years") is None and "experience_years" not in self.errors:
            self.add_error("experience_years", "Donnez le nombre d’années d’expérience utile")
        if not typed.get("paper") and "paper" not in self.errors:
            self.add_error("paper", "Joignez l’attestation de cette expérience")


class AnswerForm(forms.Form):
    """What the house answers, with a better copy of the title."""

    use_required_attribute = False
    answer = words_field(
        "Votre réponse", 2000, required="Écrivez votre réponse", widget=forms.Textarea(attrs={"rows": 4})
    )
    paper = paper_field("Une autre copie du titre", "Elle remplace la première.")


class AskForm(forms.Form):
    """What ONE asks."""

    use_required_attribute = False
    question = words_field(
        "Ce que vous demandez", 2000, required="Écrivez ce que vous demandez", widget=forms.Textarea(attrs={"rows": 3})
    )


class EquivalenceForm(forms.Form):
    """Why a title is equivalent."""

    use_required_attribute = False
    reason = words_field(
        "Ce qui rend ce titre équivalent",
        2000,
        required="Écrivez pourquoi ce titre est équivalent",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefusalForm(forms.Form):
    """Why a title is not recognised, and what would be."""

    use_required_attribute = False
    refusal = words_field(
        "Le motif", 2000, required="Écrivez le motif du refus", widget=forms.Textarea(attrs={"rows": 3})
    )
    would_accept = words_field(
        "Ce qui serait accepté",
        2000,
        "Un titre, une copie lisible, une attestation : la personne et son employeur le lisent.",
        required="Écrivez ce qui serait accepté",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RequestFilters(Filters):
    """Which requests to show: by state and by road."""

    etat = forms.ChoiceField(label="État")
    voie = forms.ChoiceField(label="Voie")

    def __init__(self, data: Any, day: date, *, of_one: bool) -> None:
        super().__init__(data, auto_id="filtre_%s")
        told = "authority" if of_one else "applicant"
        states = [(state.id, getattr(state.words, told)) for state in procedure(PROCEDURE, day).states]
        set_choices(self, "etat", [("", "À examiner" if of_one else "Tous"), *states])
        set_choices(self, "voie", [("", "Toutes"), *QualificationRequest.Road.choices])
        self.of_one = of_one

    def apply(self, rows: Any) -> Any:
        asked = self.cleaned_data
        state = asked.get("etat") or ("to_check" if self.of_one else "")
        if state:  # found from the cases, whose index holds the state: most requests are settled
            cases = Case.objects.filter(procedure_id=PROCEDURE, state_id=state)
            rows = rows.filter(pk__in=cases.values("subject_id"))
        if asked.get("voie"):
            rows = rows.filter(road=asked["voie"])
        return rows
