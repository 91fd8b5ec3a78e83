"""The forms of a case: an act, a piece, what one says; and the filters of the list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.access import parties
from preau.foundation.casework.bindings import Supplied
from preau.foundation.casework.checking import Ask
from preau.foundation.casework.holders import actors_held_by
from preau.foundation.casework.models import MAX_WORDS, Case, CaseClock
from preau.foundation.casework.owing import states_owing
from preau.foundation.ui.dates import full_date
from preau.foundation.ui.fields import DateField3
from preau.foundation.ui.forms import set_choices
from preau.foundation.ui.tables import Filters
from preau.law.procedures import procedure_ids, versions
from preau.law.procedures.roles import Role


def _text(label: str, required: str, help_text: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MAX_WORDS,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": required},
    )


class ActForm(forms.Form):
    """What an act asks: the facts in words, what nobody but the actor can attest, the day it took place."""

    use_required_attribute = False

    def __init__(self, asks: tuple[Ask, ...], actor: Actor, case: Case, data: Any = None) -> None:
        super().__init__(data, initial={"day": actor.today})
        self._actor, self._case = actor, case
        for ask in asks:
            if ask.kind == "fact":
                words = ask.words[0].upper() + ask.words[1:]
                self.fields[f"fact_{ask.id}"] = _text(words, f"Donnez {ask.words}")
            else:
                self.fields[f"attested_{ask.id}"] = forms.BooleanField(
                    label=ask.words,
                    help_text=ask.article,
                    error_messages={"required": f"Cochez ce que vous confirmez : {ask.words}"},
                )
        self.fields["day"] = DateField3(label="Jour où l’acte a eu lieu", help_text="Par exemple, 17 12 2026")

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day and day > self._actor.today:
            raise ValidationError("Donnez le jour où l’acte a eu lieu, pas un jour à venir")
        if day and day < self._case.opened_on:
            raise ValidationError(f"Le dossier s’ouvre le {full_date(self._case.opened_on)} : donnez un jour d’après")
        return day

    def supplied(self) -> Supplied:
        """Return what was given, as the engine takes it."""
        given = self.cleaned_data
        facts = {name.removeprefix("fact_"): given[name] for name in given if name.startswith("fact_")}
        attested = frozenset(
            name.removeprefix("attested_") for name in given if name.startswith("attested_") and given[name]
        )
        return Supplied(facts, attested)

    def answers(self) -> list[tuple[str, Any]]:
        """Return each question with its answer, to be read again before the act."""
        return [(str(self.fields[name].label), self.cleaned_data[name]) for name in self.fields]


class PieceForm(forms.Form):
    """A piece: a file, or where the signed paper is kept. One of the two."""

    use_required_attribute = False
    file = forms.FileField(label="Le document", help_text="PDF, JPEG ou PNG.", required=False)
    kept_at = forms.CharField(
        label="Ou bien : où le papier signé est conservé, sous quelle référence",
        help_text="Par exemple : secrétariat communal, farde CCA 2026, n° 12",
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("file")) == bool(given.get("kept_at")):
            self.add_error("file", "Joignez un document, ou dites où le papier est conservé : l’un des deux")
        return given


class RemarkForm(forms.Form):
    use_required_attribute = False
    field = forms.ChoiceField(label="Sur quoi", error_messages={"required": "Dites sur quoi porte la remarque"})
    text = _text("Votre remarque", "Écrivez votre remarque", rows=3)

    def __init__(self, fields: Any, data: Any = None) -> None:
        super().__init__(data, auto_id="remarque_%s")
        set_choices(self, "field", [(key, label[0].upper() + label[1:]) for key, label in fields.items()])


class AnswerForm(forms.Form):
    use_required_attribute = False
    answer = forms.CharField(max_length=MAX_WORDS, required=False)


class MessageForm(forms.Form):
    use_required_attribute = False
    text = _text("Votre message", "Écrivez votre message", rows=3)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="message_%s")


class TaskForm(forms.Form):
    """Something asked of a party of the case."""

    use_required_attribute = False
    what = forms.CharField(
        label="Ce que vous demandez",
        help_text="Par exemple : joindre la délibération signée",
        max_length=300,
        error_messages={"required": "Dites ce que vous demandez"},
    )
    role = forms.ChoiceField(label="À qui", error_messages={"required": "Dites à qui vous le demandez"})
    due_on = DateField3(label="Pour le", help_text="Si la date compte. Par exemple, 17 12 2026", required=False)

    def __init__(self, actor: Actor, case: Case, data: Any = None) -> None:
        super().__init__(data, auto_id="tache_%s")
        self._today = actor.today
        choices = [(role, Role(role).words[0].upper() + Role(role).words[1:]) for role in parties(case)]
        set_choices(self, "role", choices)

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day and day < self._today:
            raise ValidationError("Donnez un jour à venir")
        return day


MINE, LATE, OPEN, CLOSED = "mine", "late", "open", "closed"


class CaseFilters(Filters):
    """What to keep of the cases: by procedure, by state, those that wait for me, those that are late."""

    procedure = forms.ChoiceField(label="Procédure")
    etat = forms.ChoiceField(
        label="État",
        choices=[
            ("", "Tous"),
            (MINE, "Attendent mon acte"),
            (LATE, "Échéance dépassée"),
            (OPEN, "En cours"),
            (CLOSED, "Clos"),
        ],
    )

    def __init__(self, actor: Actor, data: Any) -> None:
        super().__init__(data, auto_id="filtre_%s")
        self._actor = actor
        titles = sorted((versions(one)[-1].title, one) for one in procedure_ids())
        choices = [("", "Toutes"), *((one, title) for title, one in titles)]
        set_choices(self, "procedure", choices)

    def apply(self, rows: QuerySet) -> QuerySet:
        asked = self.cleaned_data
        if asked.get("procedure"):
            rows = rows.filter(procedure_id=asked["procedure"])
        state = asked.get("etat")
        if state in {MINE, OPEN}:
            rows = rows.filter(closed_at=None)
        elif state == CLOSED:
            rows = rows.filter(closed_at__isnull=False)
        if state == MINE:
            states = states_owing(actors_held_by(self._actor.role))
            rows = rows.filter(states) if states else rows.none()
        elif state == LATE:
            over = CaseClock.objects.filter(
                case=OuterRef("pk"), met_on=None, dropped_on=None, due_on__lt=self._actor.today
            )
            rows = rows.filter(Exists(over))
        return rows
