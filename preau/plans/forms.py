"""The forms of the plan's work pages. They check words and choices; acts check rights and states."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from preau.foundation.ui.forms import set_choices
from preau.law.annual_plan import ASPECTS, AXES, MISSIONS
from preau.plans.models import (
    MAX_TEXT,
    AnnualActionPlan,
    PlannedAction,
    PriorityObjective,
    TopicKind,
    is_web_address,
)

_TOO_LONG = "Raccourcissez ce texte : %(limit_value)d caractères au plus, il en a %(show_value)d."


class Words(forms.CharField):
    """Text whose lines end as those of a workbook do: a browser sends other ends, which would count as a change."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def words(label: str, limit: int = MAX_TEXT, **options: Any) -> forms.CharField:
    """Return an optional text field; an empty draft is saved as it is, annex 4 says what is missing."""
    return Words(label=label, max_length=limit, required=False, error_messages={"max_length": _TOO_LONG}, **options)


class VersionedForm(forms.Form):
    """A row being edited: `version` is the one the person read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """Return the cleaned fields that were in the request: a field left out keeps its saved value."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version" and name in self.data}


class ObjectiveForm(VersionedForm):
    """An objective, as edited in its card."""

    text = words("Objectif", widget=forms.Textarea)
    title = words("Titre court", 120)
    programme_line = words("Besoin ou ligne du programme CLE servi", 500)
    cca_comment = words("Commentaire de la CCA sur le lien avec le programme CLE", widget=forms.Textarea)


class CommentForm(VersionedForm):
    """The free comment of the CCA."""

    comment = words("Commentaire libre de la CCA", widget=forms.Textarea)


class NumberedChoices(forms.TypedMultipleChoiceField):
    """Check boxes numbered as in the law."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choisissez dans la liste : %(value)s n’y est pas."},
            **options,
        )


class ActionForm(VersionedForm):
    """An action, on its own page or in its card."""

    text = words("Ce qui sera fait", widget=forms.Textarea, help_text="Une ligne par tâche, avec « - » devant.")
    axes = NumberedChoices(label="Axe de coordination", choices=[(a.number, a.text) for a in AXES])
    aspects = NumberedChoices(label="Aspect amélioré", choices=[(a.number, a.text) for a in ASPECTS])
    objectives = NumberedChoices(label="Objectif servi")
    missions = NumberedChoices(
        label="Missions de la coordination servies", choices=[(m.number, m.text) for m in MISSIONS]
    )
    other_mission = words("Autre mission prévue par la convention", 500)
    responsible = words(
        "Personne ou service en charge", 200, help_text="Une fonction ou un service, comme « Coordination ATL »."
    )
    period = words("Période", 200, help_text="Par exemple, de septembre à décembre 2026.")
    indicator = words(
        "Indicateur", 500, help_text="À quoi verra-t-on que c’est fait ? Par exemple, 12 accueillantes formées."
    )
    recurrent = forms.BooleanField(label="Cette action revient chaque année", required=False)
    comment = words("Commentaire libre", widget=forms.Textarea)
    link = words("Lien vers un autre dossier", 500, help_text="Une adresse web, comme https://www.exemple.be/dossier.")

    def __init__(self, *args: Any, plan: AnnualActionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "objectives", [(objective.pk, _label(objective)) for objective in plan.objectives.all()])

    def clean_link(self) -> str:
        """Accept a web address only, or the words already saved there: they must not hold back the other fields."""
        link = self.cleaned_data["link"].strip()
        if link and link != self.initial.get("link") and not is_web_address(link):
            raise ValidationError("Donnez une adresse web complète, comme https://www.exemple.be/dossier.")
        return link

    def values(self) -> dict[str, Any]:
        """Return the fields as `acts.save_action` takes them; unticked boxes count as emptied."""
        kept = {name: self.cleaned_data[name] for name in ACTION_TEXTS if name in self.data}
        if "ticks" in self.data:
            topics = [
                *((TopicKind.AXIS, number) for number in self.cleaned_data["axes"]),
                *((TopicKind.ASPECT, number) for number in self.cleaned_data["aspects"]),
                *((TopicKind.MISSION, number) for number in self.cleaned_data["missions"]),
            ]
            kept |= {
                "topics": [[str(kind), number] for kind, number in topics],
                "objectives": self.cleaned_data["objectives"],
                "recurrent": self.cleaned_data["recurrent"],
            }
        return kept

    @classmethod
    def initial_of(cls, action: PlannedAction) -> dict[str, Any]:
        """Return what the form shows of a saved action."""
        numbers: dict[str, list[int]] = {kind: [] for kind in TopicKind.values}
        for topic in action.topics.all():
            numbers[topic.kind].append(topic.number)
        return {
            **{name: getattr(action, name) for name in (*ACTION_TEXTS, "recurrent", "version")},
            "axes": numbers[TopicKind.AXIS],
            "aspects": numbers[TopicKind.ASPECT],
            "missions": numbers[TopicKind.MISSION],
            "objectives": [objective.pk for objective in action.objectives.all()],
        }


def _label(objective: PriorityObjective) -> str:
    words = objective.title or Truncator(objective.text).words(14)
    return f"{objective} : {words}" if words else str(objective)


ACTION_TEXTS = ("text", "comment", "other_mission", "responsible", "period", "indicator", "link")


class ApprovalForm(forms.Form):
    """A meeting of the CCA held on paper: its day, its minutes, and that it approved the plan."""

    approved_on = forms.DateField(
        label="Jour de la réunion de la CCA qui a approuvé le plan",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Donnez le jour de la réunion de la CCA.",
            "invalid": "Donnez une date, comme 08/09/2026.",
        },
    )
    kept_at = words(
        "Où le procès-verbal est conservé",
        300,
        help_text="Par exemple, « classeur de la CCA, maison communale ». Ou joignez-le ci-dessous.",
    )
    file = forms.FileField(label="Le procès-verbal, en PDF ou en photo", required=False)
    attested = forms.BooleanField(
        label="La CCA a vu le plan présenté, l’a débattu et l’a approuvé à la majorité absolue des votes émis",
        error_messages={"required": "Confirmez que la CCA a débattu du plan et l’a approuvé."},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the minutes, one way or the other."""
        given = super().clean() or {}
        if not given.get("kept_at", "").strip() and not given.get("file") and "kept_at" not in self.errors:
            self.add_error("kept_at", "Dites où le procès-verbal est conservé, ou joignez-le.")
        return given
