"""The answer of a person: yes or no, nothing else."""

from django import forms


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
