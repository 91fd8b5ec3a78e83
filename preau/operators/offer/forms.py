"""The forms of the offer: a period with its week of hours, its activities, its copy elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from preau.foundation.ui.form_pages import version_field
from preau.foundation.ui.forms import count_field, day_field, set_choices, set_rows, words_field
from preau.law.care_offer import BREAKS, KIND_WORDS, WEEKDAYS_OF, CarePeriodKind
from preau.law.hours_of_day import hour
from preau.law.words import WEEKDAYS
from preau.operators.description import ActivityText, HoursText, PeriodText, PlaceText
from preau.operators.models import CareActivity, CarePlace
from preau.operators.offer.checking import (
    MOST_STRETCHES,
    Finding,
    TypedHours,
    check_period,
    field_name,
    read_week,
)
from preau.operators.offer.hours import typed_minute
from preau.operators.places.fields import AgeField
from preau.operators.places.forms import check_ages
from preau.operators.places.reading import ages_words

SUMMER_WEEKS = range(1, 10)
HOLIDAY_HINTS = {
    CarePeriodKind.SHORT_HOLIDAYS: "Aucune case cochée : tous.",
    CarePeriodKind.LONG_HOLIDAYS: "Aucune case cochée : tout l’été. La première commence le premier lundi.",
}
# What a period page writes; fees and staffing have their own pages.
OWN = ("label", "is_new", "first_day", "last_day", "holidays", "capacity", "youngest_months", "oldest_months", "hours")
_IN_PASSING = frozenset({"half"})  # not worth saying while one is typing


class HourField(forms.CharField):
    """An hour as it is typed; `offer.checking` reads it, with the whole week."""

    def __init__(self, label: str) -> None:
        attrs = {"class": "w-hour", "inputmode": "text", "autocomplete": "off", "aria-label": label}
        super().__init__(label=label, required=False, max_length=12, widget=forms.TextInput(attrs=attrs))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _minute(initial) != _minute(data)


def _stretches(initial: Mapping[str, Any]) -> int:
    """Return how many stretches a day the form asks: what came from elsewhere may hold more than people type."""
    ranks = {rank for weekday in range(7) for rank in range(24) if field_name(weekday, rank, "from") in initial}
    return max(MOST_STRETCHES, len(ranks))


def _minute(written: Any) -> Any:
    try:
        return typed_minute(str(written or ""))
    except ValueError:
        return str(written or "").strip()


@dataclass(frozen=True)
class DayRow:
    """One weekday of the week being typed: its fields, stretch by stretch."""

    name: str
    stretches: tuple[tuple[forms.BoundField, forms.BoundField], ...]

    @property
    def later(self) -> list[forms.BoundField]:
        """The fields of the stretches after the first."""
        return [bound for stretch in self.stretches[1:] for bound in stretch]

    @property
    def later_wrong(self) -> bool:
        return any(bound.errors for bound in self.later)


class PeriodForm(forms.Form):
    """A period: when in the year, which hours of the week, for whom. `questions` are what may be right and is odd."""

    label = words_field("Précision", 100, "Pour la distinguer d’une autre de la même sorte : maternelles, primaires.")
    holidays = forms.MultipleChoiceField(
        label="Congés",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    first_day = day_field("Depuis le", "Vide : chaque année.")
    last_day = day_field("Jusqu’au", "Vide : sans fin prévue.")
    is_new = forms.BooleanField(
        label="C’est une offre nouvelle",
        help_text="Elle n’existait pas lors de l’état des lieux.",
        required=False,
    )
    capacity = count_field("Nombre de places")
    youngest_months = AgeField("Dès l’âge de")
    oldest_months = AgeField("Jusqu’à l’âge de")
    version = version_field()

    def __init__(
        self, *args: Any, kind: CarePeriodKind, place: PlaceText, others: Sequence[PeriodText], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.others = kind, others
        self.weekdays = sorted(WEEKDAYS_OF[kind])
        self.ranks = range(_stretches(self.initial))
        self.questions: list[Finding] = []
        self.readable: tuple[HoursText, ...] = ()
        for weekday, rank, end in self._names():
            words = f"{WEEKDAYS[weekday]}, {'de' if end == 'from' else 'à'}"
            self.fields[field_name(weekday, rank, end)] = HourField(words if not rank else f"{words}, plage {rank + 1}")
        choices = _holiday_choices(kind)
        if choices:
            set_choices(self, "holidays", choices)
            self.fields["holidays"].help_text = HOLIDAY_HINTS[kind]
        else:
            del self.fields["holidays"]
        _hint_of_place(self.fields, place)

    def _names(self) -> Iterator[tuple[int, int, str]]:
        return ((weekday, rank, end) for rank in self.ranks for weekday in self.weekdays for end in ("from", "to"))

    @property
    def days(self) -> list[DayRow]:
        """The week as it is typed, day by day."""
        return [
            DayRow(
                WEEKDAYS[weekday].capitalize(),
                tuple(
                    (self[field_name(weekday, rank, "from")], self[field_name(weekday, rank, "to")])
                    for rank in self.ranks
                ),
            )
            for weekday in self.weekdays
        ]

    @property
    def second(self) -> bool:
        """Tell whether more than one stretch a day is in use."""
        return any(bound.value() for day in self.days for bound in day.later)

    @property
    def later_ranks(self) -> range:
        return self.ranks[1:]

    @property
    def when(self) -> list[forms.BoundField]:
        """The fields of when in the year."""
        return [self[name] for name in ("holidays", "first_day", "last_day", "is_new") if name in self.fields]

    @property
    def whom(self) -> list[forms.BoundField]:
        """The fields of for whom."""
        return [self[name] for name in ("capacity", "youngest_months", "oldest_months")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        check_ages(self, cleaned)
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Le dernier jour vient après le premier.")
        self.readable, findings = read_week(self._typed(cleaned))
        findings += check_period(self.text(), self._others())
        self.questions = [one for one in findings if not one.blocks]
        self.unfinished = {one.field for one in findings if one.code in _IN_PASSING}
        for one in findings:
            if one.blocks:
                self.add_error(one.field if one.field in self.fields else None, one.sentence)
        return cleaned

    def _others(self) -> Sequence[PeriodText]:
        """Return the other periods; a new one sent twice is not held against itself: the act finds it."""
        if self.initial:
            return self.others
        text = self.text()
        return [one for one in self.others if any(getattr(one, name) != getattr(text, name) for name in ("kind", *OWN))]

    def _typed(self, cleaned: dict[str, Any]) -> list[TypedHours]:
        return [
            TypedHours(
                weekday,
                rank,
                cleaned.get(field_name(weekday, rank, "from")) or "",
                cleaned.get(field_name(weekday, rank, "to")) or "",
            )
            for weekday in self.weekdays
            for rank in self.ranks
        ]

    def text(self) -> PeriodText:
        """Return the period as far as it can be read."""
        said = self.cleaned_data
        return PeriodText(
            kind=self.kind.value,
            label=said.get("label") or "",
            is_new=bool(said.get("is_new")),
            first_day=said.get("first_day"),
            last_day=said.get("last_day"),
            holidays=tuple(said.get("holidays") or ()),
            capacity=said.get("capacity"),
            youngest_months=said.get("youngest_months"),
            oldest_months=said.get("oldest_months"),
            hours=self.readable,
        )

    @property
    def said_while_typing(self) -> list[str]:
        """What to say of the hours while they are typed; half a stretch is not said, the other half is coming."""
        week = {field_name(*names) for names in self._names()} - self.unfinished
        told = [str(sentence) for name in self.errors if name in week for sentence in self.errors[name]]
        return [*self.non_field_errors(), *dict.fromkeys(told)]


def _holiday_choices(kind: CarePeriodKind) -> list[tuple[str, str]]:
    if kind is CarePeriodKind.SHORT_HOLIDAYS:
        return list(BREAKS.items())
    if kind is CarePeriodKind.LONG_HOLIDAYS:
        return [(str(week), f"Semaine {week}") for week in SUMMER_WEEKS]
    return []


def _hint_of_place(fields: dict[str, forms.Field], place: PlaceText) -> None:
    """Say beside the fields left empty what the place says."""
    if place.capacity is not None:
        fields["capacity"].help_text = f"Vide : comme le lieu, {place.capacity}."
    ages = ages_words(place.youngest_months, place.oldest_months)
    if ages:
        fields["youngest_months"].help_text = f"Vides : comme le lieu, {ages}."


def initial_of(period: PeriodText, version: int) -> dict[str, Any]:
    """Return what the form of a period shows of it."""
    held: dict[str, Any] = {name: getattr(period, name) for name in OWN if name != "hours"}
    ranks: dict[int, int] = {}
    for one in period.hours:
        rank = ranks.get(one.weekday, 0)
        ranks[one.weekday] = rank + 1
        held[field_name(one.weekday, rank, "from")] = hour(one.starts)
        held[field_name(one.weekday, rank, "to")] = hour(one.ends)
    return {**held, "holidays": list(period.holidays), "version": version}


def same_each_day(data: QueryDict, kind: CarePeriodKind) -> QueryDict:
    """Return what was typed with the hours of the first day told on every other weekday (never on the weekend)."""
    filled = data.copy()
    days = sorted(WEEKDAYS_OF[kind])
    told = next((day for day in days if data.get(field_name(day, 0, "from"), "").strip()), None)
    if told is None:
        return filled
    for day in days:
        if day < 5 or told >= 5:
            for rank in range(MOST_STRETCHES):
                for end in ("from", "to"):
                    filled[field_name(day, rank, end)] = data.get(field_name(told, rank, end), "")
    return filled


class ActivityForm(forms.Form):
    """One activity of a period; without title it is taken away."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = words_field("Activité", 200)
    subject = forms.ChoiceField(
        label="Domaine", choices=CareActivity.Subject.choices, required=False, initial=CareActivity.Subject.OTHER
    )
    is_new = forms.BooleanField(label="Nouvelle", required=False)

    def text(self) -> ActivityText:
        """Return the activity, of no particular subject when none was chosen."""
        held = self.cleaned_data
        return ActivityText(
            title=held["title"], subject=held["subject"] or CareActivity.Subject.OTHER.value, is_new=held["is_new"]
        )


MOST_ACTIVITIES, BLANK_ROWS = 60, 2
ActivityFormSet = forms.formset_factory(
    ActivityForm, extra=BLANK_ROWS, max_num=MOST_ACTIVITIES, validate_max=True, absolute_max=MOST_ACTIVITIES
)


def told_activities(formset: Any) -> list[tuple[int | None, ActivityText]]:
    """Return the activities that have a title, each with the row it corrects."""
    return [(one.cleaned_data.get("key"), one.text()) for one in formset if one.cleaned_data.get("title")]


def initial_activities(rows: Iterable[CareActivity]) -> list[dict[str, Any]]:
    """Return what the form of the activities shows of them."""
    return [{"key": one.pk, "title": one.title, "subject": one.subject, "is_new": one.is_new} for one in rows]


class CopyPeriodForm(forms.Form):
    """Where a period is copied to, and as which kind."""

    place = forms.ModelChoiceField(
        label="Lieu", queryset=CarePlace.objects.none(), empty_label=None, error_messages={"required": "Choisissez"}
    )
    kind = forms.ChoiceField(
        label="Période",
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        help_text="Les jours où cette période ne tombe pas sont laissés.",
        error_messages={"required": "Choisissez la période", "invalid_choice": "Choisissez dans la liste."},
    )
    label = words_field("Précision", 100, "Pour la distinguer d’une autre de la même sorte : maternelles, primaires.")
    with_fees = forms.BooleanField(label="Avec ses tarifs", required=False, initial=True)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "place", places)
