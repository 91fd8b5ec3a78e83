"""The forms of the meetings."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from preau.commissions.models import AgendaItem, Attendance, Cca, CcaMember, Meeting, SubCommittee
from preau.commissions.seats import seats_in_office
from preau.foundation.ui.dates import clock
from preau.foundation.ui.fields import DateField3
from preau.foundation.ui.forms import set_choices, set_rows

_HOUR = re.compile(r"(\d{1,2})(?:\s*[h:.]\s*(\d{2})?)?\s*")

FIRST_YEAR, LAST_YEAR = 2003, 2100  # the decree is of 2003


class HourField(forms.Field):
    """An hour as people write it: « 18 h 30 », « 18:30 », « 18h »."""

    def __init__(self, **options: Any) -> None:
        more = {"autocomplete": "off", "class": "w-num"}
        super().__init__(widget=forms.TextInput(attrs=more), **options)

    def to_python(self, value: Any) -> time | None:
        """Return the hour; raises ValidationError for what is none."""
        text = str(value or "").replace("\u00a0", " ").strip().lower()
        if not text:
            return None
        found = _HOUR.fullmatch(text)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise forms.ValidationError("Donnez une heure, comme 18 h 30.")
        return time(int(found[1]), int(found[2] or 0))


class MeetingForm(forms.Form):
    """When, where and why a meeting is held."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)
    purpose = forms.CharField(
        label="Objet",
        max_length=200,
        help_text="En une ligne, comme « Évaluation du plan et points de l’année qui vient ».",
        error_messages={"required": "Donnez l’objet de la réunion."},
    )
    day = DateField3(label="Jour", error_messages={"required": "Donnez le jour de la réunion, comme 17 12 2026."})
    starts = HourField(label="Début", error_messages={"required": "Donnez l’heure du début, comme 18 h 30."})
    ends = HourField(label="Fin", error_messages={"required": "Donnez l’heure de la fin, comme 20 h 30."})
    place = forms.CharField(
        label="Lieu",
        max_length=300,
        help_text="Salle, rue et numéro, ou « en ligne » avec l’adresse.",
        error_messages={"required": "Donnez le lieu de la réunion."},
    )
    method = forms.CharField(
        label="Méthode de travail (facultatif)",
        max_length=5_000,
        required=False,
        help_text="Comment on travaillera : en tables, en plénière, ce qu’il faut avoir lu.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sub_committee = forms.ModelChoiceField(
        SubCommittee.objects.none(),
        label="Qui se réunit",
        required=False,
        empty_label="Toute la CCA",
        help_text="Les réunions d’une sous-commission ne comptent pas parmi les deux de l’année.",
    )

    def __init__(self, data: Any = None, *, cca: Cca, meeting: Meeting | None = None, purpose: str = "") -> None:
        super().__init__(data, initial=_initial(meeting) if meeting else _as_last_time(cca, purpose))
        at_work = SubCommittee.objects.filter(cca=cca, ended_on__isnull=True)
        set_rows(self, "sub_committee", at_work)

    def clean_day(self) -> date:
        """Refuse a day nobody meets on."""
        day: date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Donnez un jour entre {FIRST_YEAR} et {LAST_YEAR}.")
        return day

    def clean(self) -> dict[str, Any]:
        """Check that the meeting ends after it starts."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "La fin vient après le début.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the meeting."""
        found = self.cleaned_data
        return {
            "purpose": found["purpose"],
            "starts_at": timezone.make_aware(datetime.combine(found["day"], found["starts"])),
            "ends_at": timezone.make_aware(datetime.combine(found["day"], found["ends"])),
            "place": found["place"],
            "method": found["method"],
            "sub_committee_id": found["sub_committee"].pk if found["sub_committee"] else None,
        }


def _initial(meeting: Meeting) -> dict[str, Any]:
    return {
        "version": meeting.version,
        "purpose": meeting.purpose,
        "day": meeting.day,
        "starts": clock(meeting.starts_at),
        "ends": clock(meeting.ends_at),
        "place": meeting.place,
        "method": meeting.method,
        "sub_committee": meeting.sub_committee_id,
    }


def _as_last_time(cca: Cca, purpose: str) -> dict[str, Any]:
    """Return what a new meeting starts from: its purpose when known, the place and the hours of the last one."""
    last = cca.meetings.filter(sub_committee__isnull=True).order_by("-starts_at").first()
    if last is None:
        return {"purpose": purpose}
    usual = _initial(last)
    return {"purpose": purpose, **{name: usual[name] for name in ("starts", "ends", "place")}}


class ItemForm(forms.Form):
    """A point of the agenda."""

    title = forms.CharField(
        label="Point",
        max_length=200,
        error_messages={"required": "Donnez le point, comme « Objectifs de l’année qui vient »."},
    )
    kind = forms.ChoiceField(
        label="Sorte",
        choices=AgendaItem.Kind,
        initial=AgendaItem.Kind.DEBATE,
        widget=forms.RadioSelect,
        help_text="Seul un point à décider peut être mis au vote.",
    )
    text = forms.CharField(
        label="Explication (facultatif)",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        help_text="Les personnes convoquées lisent cette phrase.",
        error_messages={"required": "Dites pourquoi la réunion n’a pas lieu."},
    )


class VoteForm(forms.Form):
    """What is put to the vote, and how it is counted."""

    proposal = forms.CharField(
        label="Proposition",
        max_length=5_000,
        help_text="La phrase sur laquelle on vote.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Écrivez la proposition, comme « La CCA approuve le plan 2026-2027 »."},
    )
    how = forms.ChoiceField(
        label="Comment on vote",
        choices=[
            ("by_name", "Chacun sur son téléphone ; vous entrez le vote des autres"),
            ("hands", "À main levée ; vous comptez"),
        ],
        initial="by_name",
        widget=forms.RadioSelect,
    )


class HandsForm(forms.Form):
    """The hands counted."""

    in_favour = forms.IntegerField(label="Pour", min_value=0, max_value=999)
    against = forms.IntegerField(label="Contre", min_value=0, max_value=999)
    abstentions = forms.IntegerField(label="Abstentions", min_value=0, max_value=999, initial=0)
    blank = forms.IntegerField(label="Blancs ou nuls", min_value=0, max_value=999, initial=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "w-num", "autocomplete": "off"})
            field.error_messages |= {
                "required": "Donnez un nombre, 0 s’il n’y en a pas.",
                "invalid": "Un nombre entier.",
            }


class NotesForm(forms.Form):
    """Words of the minutes, as they are typed."""

    text = forms.CharField(
        required=False,
        strip=False,
        max_length=20_000,
        error_messages={"max_length": "Ce texte est trop long : gardez 20 000 signes au plus."},
    )
    version = forms.IntegerField(min_value=0, max_value=1_000_000_000)


class ApprovalForm(forms.Form):
    """The day the CCA approved the minutes."""

    approved_on = DateField3(
        label="Jour de l’approbation", help_text="Le plus souvent, le jour de la réunion suivante."
    )


class MinorityNoteForm(forms.Form):
    """A written divergence."""

    text = forms.CharField(
        label="Votre note de minorité",
        max_length=10_000,
        help_text="Elle est jointe à la décision et au procès-verbal, avec votre nom.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Écrivez votre note."},
    )


class HandedNoteForm(MinorityNoteForm):
    """The written divergence that a member present handed in on paper: whose, and its words."""

    author = forms.TypedChoiceField(
        label="Remise par", coerce=int, error_messages={"required": "Dites qui a remis cette note."}
    )

    def __init__(self, *args: Any, sitting: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.pk, str(row.sitting)) for row in sitting]
        set_choices(self, "author", [("", "Choisissez"), *choices])
        self.fields["text"].label = "La note, mot pour mot"
        self.fields["text"].help_text = "Elle est jointe à la décision et au procès-verbal, avec le nom du membre."
        self.order_fields(("author", "text"))


class MemberChoices(forms.ModelMultipleChoiceField):
    """Members to tick; a key longer than any the database holds names nobody."""

    def clean(self, value: Any) -> Any:
        return super().clean([one for one in value or () if len(str(one)) < 19])


class SubCommitteeForm(forms.Form):
    """A sub-committee: its name, its mission, its members."""

    name = forms.CharField(label="Nom", max_length=120, error_messages={"required": "Donnez un nom."})
    purpose = forms.CharField(
        label="Mission (facultatif)", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    members = MemberChoices(
        CcaMember.objects.none(),
        label="Membres",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un membre."},
    )

    def __init__(self, data: Any = None, *, cca: Cca, day: Any, made: SubCommittee | None = None) -> None:
        initial = {}
        if made is not None:
            members = list(made.members.values_list("pk", flat=True))
            initial = {"name": made.name, "purpose": made.purpose, "members": members}
        super().__init__(data, initial=initial)
        seats = seats_in_office(cca, day)
        held = CcaMember.objects.filter(pk__in=[seat.effective.pk for seat in seats])
        set_rows(self, "members", held.order_by("component__number", "rank"))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "purpose")}
