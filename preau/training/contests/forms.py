"""The forms of a contest: what is contested, the answer to a question, the decision."""

from typing import Any

from django import forms

from preau.foundation.ui.forms import set_choices, words_field

LONGEST = 5000
CHOOSE = "Choisissez ce que vous décidez."
UPHELD_NOW, UPHELD, REJECTED, ASKED = "validate", "uphold", "reject", "ask"


def _step() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


def _reason(label: str, required: str, hint: str = "") -> forms.CharField:
    return words_field(label, LONGEST, hint, required, widget=forms.Textarea(attrs={"rows": 5}))


class ContestForm(forms.Form):
    """Why a refusal is contested."""

    words = _reason(
        "Pourquoi ces heures devraient compter",
        "Écrivez pourquoi ces heures devraient compter.",
        "Le contenu, l’organisme, ce que l’attestation prouve. L’ONE lit ce texte ; n’y nommez aucun enfant.",
    )


class AnswerForm(forms.Form):
    """The answer to what ONE asks; `step` is that of the case the page was shown at."""

    step = _step()
    answer = _reason("Votre réponse", "Écrivez votre réponse.")


class DecisionForm(forms.Form):
    """What an officer decides of a contest, and why. To validate at once is offered when a module alone was refused."""

    step = _step()
    decision = forms.ChoiceField(
        label="Décision",
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    reason = _reason("Les raisons, ou la question", "Écrivez les raisons, ou la question.", "Qui conteste les lira.")

    def __init__(self, *args: Any, module_alone: bool, asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (UPHELD, "Accueillir : ce qui a refusé revient dans la file, à décider de nouveau"),
            (REJECTED, "Rejeter : le refus est maintenu"),
        ]
        if module_alone:
            now = (
                "Accueillir et valider tout de suite : le contenu entre dans le programme et approfondit les notions "
                "de base"
            )
            choices.insert(0, (UPHELD_NOW, now))
        if not asked:
            choices.append((ASKED, "Poser une question à qui conteste"))
        set_choices(self, "decision", choices)
