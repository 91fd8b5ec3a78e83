"""What a card asks of who decides: the ground of a body, the theme of a module, the reason of a refusal."""

from datetime import date, timedelta
from typing import Any

from django import forms

from preau.foundation.ui.forms import choice_field, day_field, set_choices, words_field
from preau.law.training.norms import RECOGNITION_FROM, ProviderGround
from preau.law.training.refusals import Refusable, reasons_for, refusal_reason
from preau.training.catalogue.deciding import Accepted
from preau.training.models import ProgrammeTheme, TrainingModule
from preau.training.queue.alike import Alike
from preau.training.queue.opened import Opened, suggested_theme

EARLY = "early"
LATER = "later"
BOTH = "both"
LAST_APPROVED = RECOGNITION_FROM - timedelta(days=1)
GROUND_CHOICES = [
    (str(ProviderGround.RECOGNISED), "Reconnu selon le décret ONE, depuis le 16 juillet 2024"),
    (BOTH, "Agréé par le Gouvernement, puis reconnu depuis le 16 juillet 2024"),
    (str(ProviderGround.APPROVED_BY_GOVERNMENT), "Agréé par le Gouvernement, jusqu’au 15 juillet 2024"),
    (str(ProviderGround.TITLE_BODY), "Délivre un titre de l’article 18"),
    (str(ProviderGround.ONE), "L’ONE lui-même"),
]


def acceptances(ground: str, since: date | None, until: date | None) -> list[Accepted]:
    """Return the grounds of a body with their days, none beyond what the law lets count: art. 20, al. 4."""
    approved: Accepted = (str(ProviderGround.APPROVED_BY_GOVERNMENT), since, min(until or LAST_APPROVED, LAST_APPROVED))
    recognised: Accepted = (str(ProviderGround.RECOGNISED), max(since or RECOGNITION_FROM, RECOGNITION_FROM), until)
    known: dict[str, list[Accepted]] = {
        BOTH: [approved, recognised],
        str(ProviderGround.APPROVED_BY_GOVERNMENT): [approved],
        str(ProviderGround.RECOGNISED): [recognised],
    }
    return known.get(ground, [(ground, since, until)])


class GroundForm(forms.Form):
    """Why a body is accepted, and on which days."""

    ground = choice_field("Pourquoi ses heures comptent", GROUND_CHOICES, required="Choisissez le motif du décret")
    since = day_field("Depuis", "Laissez vide sans limite")
    until = day_field("Jusqu’au", "Laissez vide sans limite")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        written = acceptances(cleaned.get("ground", ""), cleaned.get("since"), cleaned.get("until"))
        if any(first and last and last < first for _, first, last in written):
            self.add_error("until", "Ces dates ne laissent aucun jour pour ce motif : corrigez-les")
        return cleaned

    def accepted(self) -> list[Accepted]:
        """Return the grounds chosen, with their days."""
        said = self.cleaned_data
        return acceptances(said["ground"], said["since"], said["until"])


class AcceptForm(GroundForm):
    """Accept a card: the ground of its body, the theme of each module that waits."""

    care_workers = forms.BooleanField(label="pour les accueillants", required=False, initial=True)
    project_leaders = forms.BooleanField(label="pour les responsables de projet", required=False, initial=True)

    def __init__(self, *args: Any, card: Opened, themes: list[ProgrammeTheme], **kwargs: Any) -> None:
        kwargs["initial"] = _suggested(card, themes) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.card = card
        self._themes = {str(theme.pk): theme for theme in themes}
        choices = [(key, str(theme)) for key, theme in self._themes.items()]
        choices.append((EARLY, "Programme de l’ONE pour les moins de six ans"))
        if card.is_provider:
            for name in ("care_workers", "project_leaders"):
                del self.fields[name]
            choices.append((LATER, "Décider plus tard"))
        else:
            for name in ("ground", "since", "until"):
                del self.fields[name]
        for key, title in _modules(card):
            label = f"Thème de « {title} »" if card.is_provider else "Thème du programme"
            self.fields[f"theme_{key}"] = choice_field(label, [], required="Choisissez le thème du programme")
            set_choices(self, f"theme_{key}", [("", "Choisissez"), *choices])

    def theme_of(self, key: int) -> tuple[ProgrammeTheme | None, bool] | None:
        """Return the theme chosen for a module and whether it is for the under-sixes; None: to decide later."""
        chosen = self.cleaned_data[f"theme_{key}"]
        return None if chosen == LATER else (self._themes.get(chosen), chosen == EARLY)

    @property
    def days(self) -> list[forms.BoundField]:
        """Return the days of a ground, which are seldom needed."""
        return [self[name] for name in ("since", "until") if name in self.fields]

    @property
    def days_are_given(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.days)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Return the fields shown at once."""
        return [self[name] for name in self.fields if name not in ("since", "until")]

    @property
    def functions(self) -> dict[str, bool]:
        """Return for which functions the module counts, when the card asks it."""
        said = self.cleaned_data
        names = {"care_workers": "for_care_workers", "project_leaders": "for_project_leaders"}
        return {column: said[name] for name, column in names.items() if name in self.fields}


def _modules(card: Opened) -> list[tuple[int, str]]:
    if card.is_provider:
        return [(line.module.pk, line.module.title) for line in card.modules]
    return [(card.row.pk, str(card.row))]


def _suggested(card: Opened, themes: list[ProgrammeTheme]) -> dict[str, Any]:
    """Return what is chosen at first: the ground that covers the days waiting, the theme nearest to each title."""
    ground = BOTH if card.spans_the_change else str(ProviderGround.RECOGNISED)
    near = {line.module.pk: line.theme for line in card.modules}
    if isinstance(card.row, TrainingModule):
        near[card.row.pk] = suggested_theme(card.row, themes)
    return {"ground": ground} | {f"theme_{key}": theme.pk for key, theme in near.items() if theme}


class RefuseForm(forms.Form):
    """Refuse: the reason of the law, the words added, what would be accepted."""

    reason_code = choice_field("Motif", [], required="Choisissez le motif")
    reason = words_field("Précisez, en quelques mots", 2000, widget=forms.Textarea(attrs={"rows": 2}))
    would_accept = words_field(
        "Ce qui serait accepté",
        2000,
        "Laissez vide pour le texte du motif",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, about: Refusable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(one.code, one.words) for one in reasons_for(about)]
        set_choices(self, "reason_code", [("", "Choisissez"), *reasons])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        code = cleaned.get("reason_code")
        if code and refusal_reason(code).own_words and not cleaned.get("reason"):
            self.add_error("reason", "Écrivez le motif en quelques mots")
        return cleaned


class AskForm(forms.Form):
    """Ask the houses concerned for something."""

    question = words_field(
        "Votre question aux maisons concernées",
        2000,
        required="Écrivez votre question",
        widget=forms.Textarea(attrs={"rows": 3}),
        initial="Envoyez le programme de la formation et dites qui l’a donnée.",
    )


class MergeForm(forms.Form):
    """Choose the row of the catalogue that stays."""

    target = choice_field("C’est la même chose que", [], required="Choisissez celui qui reste, ou cherchez-le")

    def __init__(self, *args: Any, found: list[Alike], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found = {one.code: one for one in found}
        set_choices(self, "target", [(one.code, str(one.decided)) for one in found])

    def chosen(self) -> Alike:
        """Return what was chosen."""
        return self._found[self.cleaned_data["target"]]
