"""The forms of the care project: its words, the points it deals with, its files; two versions to compare."""

from typing import Any

from django import forms

from preau.foundation.ui.form_pages import version_field
from preau.foundation.ui.forms import day_field, set_choices, words_field
from preau.law.document_lists import Item
from preau.operators.models import CareProject
from preau.operators.project.points import known_points

LONGEST = 60_000  # characters: some thirty pages
CHOOSE = "Choisissez dans la liste."


class ProjectForm(forms.Form):
    """One version of a care project. Text or files, or both."""

    version = version_field()
    text = words_field(
        "Texte du projet",
        LONGEST,
        "Écrivez-le ici, collez-le, ou joignez plus bas le document que vous avez.",
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    points = forms.MultipleChoiceField(
        label="Points traités",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHOOSE},
    )
    adopted_on = day_field("Adopté le", "Par votre pouvoir organisateur, si c’est fait.")
    kept = forms.MultipleChoiceField(
        label="Fichiers gardés",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHOOSE},
    )
    file = forms.FileField(
        label="Joindre un fichier",
        help_text="Un PDF, ou une photo en JPEG ou PNG.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": "Ce fichier est vide : choisissez-en un autre", "invalid": "Choisissez un fichier"},
    )

    def __init__(self, *args: Any, latest: CareProject | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = [(str(file.pk), file.original_name) for file in latest.files.all()] if latest else []
        set_choices(self, "points", [(item.id, item.name) for item in known_points()])
        set_choices(self, "kept", files)
        if not files:
            del self.fields["kept"]

    @property
    def listed(self) -> list[tuple[Item, bool]]:
        """Return each point of the list, and whether it is ticked on the form."""
        ticked = self["points"].value() or []
        return [(item, item.id in ticked) for item in known_points()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = (cleaned.get("text") or "").strip() or cleaned.get("file") or cleaned.get("kept")
        if not given and not {"text", "file"} & set(self.errors):
            self.add_error("text", "Écrivez le texte du projet, ou joignez un fichier")
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what a version holds: its text with plain line ends, its points in the order of the list."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"].replace("\r\n", "\n"),
            "adopted_on": cleaned["adopted_on"],
            "points": [item.id for item in known_points() if item.id in cleaned["points"]],
            "kept": cleaned.get("kept", []),
        }


class CompareForm(forms.Form):
    """Two versions to read side by side."""

    de = forms.TypedChoiceField(label="De", coerce=int, error_messages={"invalid_choice": CHOOSE, "required": CHOOSE})
    a = forms.TypedChoiceField(label="À", coerce=int, error_messages={"invalid_choice": CHOOSE, "required": CHOOSE})

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("de", "a"):
            set_choices(self, name, [(number, f"version {number}") for number in numbers])
