"""The forms of the catalogue: a body, a module, what is added, merged, opened again or answered."""

from decimal import Decimal
from typing import Any

from django import forms

from preau.foundation.ui.form_pages import version_field
from preau.foundation.ui.forms import choice_field, day_field, set_choices, words_field
from preau.training.models import GROUNDS, ProgrammeTheme, ProviderName, TrainingModule, TrainingProvider
from preau.training.queue.alike import Alike

ROWS = 3  # grounds a body may have at once
LONGEST = 200
# The names of a body, by kind: what to write there.
NAME_HINTS = {
    ProviderName.Kind.ACRONYM: "Sigles",
    ProviderName.Kind.FORMER: "Anciens noms",
    ProviderName.Kind.VARIANT: "Autres graphies",
    ProviderName.Kind.TRAINER: "Formatrices et formateurs",
    ProviderName.Kind.PLACE: "Lieux de formation",
}


def _lines(label: str) -> forms.CharField:
    return words_field(label, 10_000, "Un par ligne", widget=forms.Textarea(attrs={"rows": 2}))


def lines_of(text: str, longest: int) -> list[str]:
    """Return the lines written, spaces put right, each once, cut to what is kept."""
    return list(dict.fromkeys(" ".join(line.split())[:longest] for line in text.splitlines() if line.strip()))


class ProviderForm(forms.Form):
    """A body: its name, its number, its other names, why and when its hours count."""

    version = version_field()
    name = words_field("Nom", LONGEST, required="Donnez le nom de l’organisme")
    enterprise_number = words_field(
        "Numéro d’entreprise", 14, "Dix chiffres, comme 0123.456.789 ; vide s’il n’est pas connu"
    )

    def __init__(self, *args: Any, accepted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in NAME_HINTS.items():
            self.fields[f"names_{kind}"] = _lines(label)
        for row in range(ROWS if accepted else 0):
            self.fields[f"ground_{row}"] = choice_field(f"Motif {row + 1}", [])
            set_choices(self, f"ground_{row}", [("", "Aucun"), *((str(key), words) for key, words in GROUNDS.items())])
            self.fields[f"since_{row}"] = day_field("Depuis")
            self.fields[f"until_{row}"] = day_field("Jusqu’au")
        self._rows = ROWS if accepted else 0

    @staticmethod
    def initial_of(provider: TrainingProvider, held: dict[str, Any]) -> dict[str, Any]:
        """Return what the form shows at first."""
        said = {"version": provider.version, "name": held["name"], "enterprise_number": held["enterprise_number"]}
        said |= {f"names_{kind}": "\n".join(texts) for kind, texts in held["names"].items()}
        for row, (ground, since, until) in enumerate(held["days"][:ROWS]):
            said |= {f"ground_{row}": ground, f"since_{row}": since, f"until_{row}": until}
        return said

    def clean_enterprise_number(self) -> str:
        from stdnum.be import vat

        written = self.cleaned_data["enterprise_number"]
        if written and not vat.is_valid(written):
            raise forms.ValidationError("Donnez un numéro d’entreprise qui existe, comme 0403.019.261")
        return vat.compact(written) if written else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in range(self._rows):
            since, until = cleaned.get(f"since_{row}"), cleaned.get(f"until_{row}")
            if since and until and until < since:
                self.add_error(f"until_{row}", "Ce jour vient avant le premier")
        if self._rows and not self.errors and not self._days(cleaned):
            self.add_error(
                "ground_0", "Un organisme validé garde au moins un motif : rouvrez la décision pour le retirer"
            )
        return cleaned

    def _days(self, cleaned: dict[str, Any]) -> list[Any]:
        rows = (
            (cleaned.get(f"ground_{row}"), cleaned.get(f"since_{row}"), cleaned.get(f"until_{row}"))
            for row in range(self._rows)
        )
        return [one for one in rows if one[0]]

    def held(self, before: dict[str, Any]) -> dict[str, Any]:
        """Return what to write, in the shape of `editing.provider_held`."""
        said = self.cleaned_data
        names = {str(kind): lines_of(said[f"names_{kind}"], LONGEST) for kind in NAME_HINTS}
        return {
            "name": said["name"],
            "enterprise_number": said["enterprise_number"],
            "names": names,
            "days": self._days(said) if self._rows else before["days"],
        }


# Art. 19 asks for the basics of the function itself; the programme of art. 20 is that of both.
HINT = "Décide des cent heures de l’article 19 ; indicatif pour les cinquante heures."


class ModuleForm(forms.Form):
    """A module: its title and other titles, its usual length, its theme, for which functions it counts."""

    version = version_field()
    title = words_field("Intitulé", 300, required="Donnez l’intitulé du module")
    titles = _lines("Autres intitulés")
    hours = forms.DecimalField(
        label="Durée habituelle en heures",
        required=False,
        min_value=Decimal("0.25"),
        max_value=Decimal(999),
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-num"}),
        error_messages={"invalid": "Donnez un nombre d’heures, comme 7,5"},
    )
    theme = forms.ModelChoiceField(ProgrammeTheme.objects.none(), label="Thème du programme", required=False)
    early_childhood = forms.BooleanField(label="Programme de l’ONE pour les moins de six ans", required=False)
    for_care_workers = forms.BooleanField(label="Pour les accueillants", required=False, help_text=HINT)
    for_project_leaders = forms.BooleanField(label="Pour les responsables de projet", required=False, help_text=HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = ProgrammeTheme.objects.select_related("programme")  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(module: TrainingModule, held: dict[str, Any]) -> dict[str, Any]:
        """Return what the form shows at first."""
        return held | {"version": module.version, "titles": "\n".join(held["titles"])}

    def held(self) -> dict[str, Any]:
        """Return what to write, in the shape of `editing.module_held`."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return said | {"titles": lines_of(said["titles"], 300)}


class NewProviderForm(forms.Form):
    """A body that ONE knows."""

    name = words_field("Nom de l’organisme", LONGEST, required="Donnez le nom de l’organisme")


class NewModuleForm(forms.Form):
    """A module that ONE knows."""

    title = words_field("Intitulé du module", 300, required="Donnez l’intitulé du module")


class WordsForm(forms.Form):
    """A few words: an answer, a reason."""

    step = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = forms.Textarea(attrs={"rows": 4})
        self.fields["words"] = words_field(label, 2000, required=missing, widget=area)


class StepForm(forms.Form):
    """Nothing to write: a confirmation."""

    step = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MergeForm(StepForm):
    """The row that stays, among those searched."""

    target = choice_field("C’est la même chose que", [], required="Choisissez celui qui reste")

    def __init__(self, *args: Any, found: list[Alike], searched: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.searched = searched
        self._found = {one.code: one for one in found}
        self.fields["target"].widget = forms.RadioSelect()
        set_choices(self, "target", [(one.code, str(one.decided)) for one in found])

    def chosen(self) -> Alike:
        """Return what was chosen."""
        return self._found[self.cleaned_data["target"]]
