"""The answer of a person: yes or no, nothing else; a consent given on paper, and whether it is hers."""

from datetime import date
from typing import Any

from django import forms

from preau.foundation.ui.forms import day_field, words_field


class AnswerForm(forms.Form):
    """Whether her file follows her."""

    answer = forms.TypedChoiceField(
        label="Votre dossier vous suit-il chez ce nouvel employeur ?",
        choices=[("yes", "Oui, il peut le lire"), ("no", "Non, il n’en lit rien")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Répondez par oui ou par non", "invalid_choice": "Répondez par oui ou par non"},
    )


class NothingForm(forms.Form):
    """A confirmation that asks nothing more."""


class PaperForm(forms.Form):
    """A consent signed on paper: its day, its picture, and who attests it."""

    signed_on = day_field("Signé le", "La date écrite à côté de la signature.", required=True)
    file = forms.FileField(
        label="Le papier signé",
        help_text="Un PDF, ou une photo en JPEG ou PNG, où la signature se voit.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": "Choisissez le papier signé",
            "empty": "Ce fichier est vide : choisissez-en un autre",
            "invalid": "Choisissez un fichier",
        },
    )
    attested = forms.BooleanField(
        label="J’atteste que cette personne a lu ce texte et l’a signé elle-même",
        error_messages={"required": "Cochez pour l’attester : sans cela, le papier n’est pas déposé"},
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_signed_on(self) -> date:
        signed: date = self.cleaned_data["signed_on"]
        if signed > self.today:
            raise forms.ValidationError("Un papier se dépose une fois signé : donnez une date passée")
        return signed


class ConfirmForm(forms.Form):
    """Whether a paper is hers; a no says why."""

    answer = forms.TypedChoiceField(
        label="Cette personne est-elle d’accord ?",
        help_text="Comparez la signature, ou demandez-le-lui.",
        choices=[("yes", "Oui, je le confirme"), ("no", "Non, je ne peux pas le confirmer")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Répondez par oui ou par non", "invalid_choice": "Répondez par oui ou par non"},
    )
    reason = words_field("Pourquoi, si c’est non", 300, "L’employeur qui demande le lira.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") is False and not cleaned.get("reason"):
            self.add_error("reason", "Dites pourquoi vous ne pouvez pas le confirmer")
        return cleaned
