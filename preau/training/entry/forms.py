"""The form of a training: who followed it, on which days, for how long; the words of an « Autre »; the certificate."""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from preau.foundation.ui.forms import day_field, set_choices, words_field
from preau.staff.api import Colleague
from preau.training.entry.rules import MOST_DAYS
from preau.training.entry.typed import NewEntry, OtherWords, Parts

HOURS = re.compile(r"(\d{1,2})(?:[.,](\d{1,2})| ?h(?:eures?)? ?([0-5]?\d)?)?")
LISTS = frozenset({"people", "groups"})
EVERYBODY = "tous"
WORDS = ("provider_text", "module_text", "trainer_text", "place_text")


class HoursField(forms.CharField):
    """A number of hours as people write it: 6, 6,5, 6.5, 6h30. Empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "w-num", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        words = (super().to_python(value) or "").strip().lower()
        if not words:
            return None
        found = HOURS.fullmatch(words)
        if found is None:
            raise ValidationError("Donnez les heures comme 6, 6,5 ou 6h30", code="invalid")
        whole, decimals, minutes = found.groups()
        if minutes:
            return (Decimal(whole) + Decimal(minutes) / 60).quantize(Decimal("0.01"))
        return Decimal(f"{whole}.{decimals or 0}")

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value.normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class Row:
    """One day of the form: its date and the hours everybody followed."""

    rank: int
    day: forms.BoundField
    hours: forms.BoundField


@dataclass(frozen=True)
class PersonRow:
    """The hours of one person, day by day."""

    name: str
    hours: tuple[forms.BoundField, ...]


class EntryForm(forms.Form):
    """All that is typed of one training; `other` when it is not in the catalogue.

    `rows` days are shown; with `each`, every person ticked has her own hours (an empty box: she was not there).
    """

    already: tuple[str, ...] = ()  # who has this training already, when they are too many for one sentence

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    rows = forms.IntegerField(min_value=1, max_value=MOST_DAYS, required=False, widget=forms.HiddenInput)
    each = forms.BooleanField(required=False, widget=forms.HiddenInput)
    paper = forms.CharField(required=False, max_length=60_000, widget=forms.HiddenInput)
    groups = forms.MultipleChoiceField(label="En un geste", required=False, widget=forms.CheckboxSelectMultiple)
    people = forms.MultipleChoiceField(label="Une à une", required=False, widget=forms.CheckboxSelectMultiple)
    certificate = forms.FileField(
        label="Fichier de l’attestation",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": "Ce fichier est vide : choisissez-en un autre."},
    )

    def __init__(self, team: list[Colleague], other: bool, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.team, self.other = team, other
        set_choices(self, "people", [(str(one.person_id), one.name) for one in team])
        set_choices(self, "groups", [(key, words) for key, words, _ in groups_of(team)])
        self.fields[
            "certificate"
        ].help_text = (
            "Un PDF, ou une photo ou un scan en JPEG ou PNG. Préau lit ce qu’elle dit et le compare avec votre saisie."
        )
        if other:
            self._ask_words()
        self.count = min(max(self._number("rows"), 1), MOST_DAYS)
        for rank in range(self.count):
            self.fields[f"day_{rank}"] = day_field(f"Jour {rank + 1}" if self.count > 1 else "Jour", required=rank == 0)
            self.fields[f"hours_{rank}"] = HoursField(label="Heures", required=False)
        self.is_each = bool(self._raw("each"))
        if self.is_each:
            for one in self.ticked():
                for rank in range(self.count):
                    label = f"{one.name}, jour {rank + 1}"
                    self.fields[f"h_{one.person_id}_{rank}"] = HoursField(label=label, required=False)

    def _ask_words(self) -> None:
        ask = {
            "provider_text": words_field(
                "L’organisme qui a donné la formation", 200, "Comme « Les Ateliers du Tilleul ». Pas une personne.",
                required="Donnez l’organisme, comme « Les Ateliers du Tilleul asbl »",
            ),
            "module_text": words_field(
                "L’intitulé de la formation", 300, "Tel qu’il est sur l’attestation, comme « Jouer dehors en hiver ».",
                required="Donnez l’intitulé, comme « Jouer dehors en hiver »",
            ),
            "trainer_text": words_field(
                "La formatrice ou le formateur", 200, "Comme « Odile Marchand ». Facultatif."
            ),
            "place_text": words_field("Le lieu", 200, "Comme « Salle communale de Valmagne ». Facultatif."),
        }  # fmt: skip
        self.fields = {**ask, **self.fields}

    def _raw(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def _number(self, name: str) -> int:
        said = str(self._raw(name) or "")
        return int(said) if said.isdecimal() and len(said) < 4 else 1

    def ticked(self) -> list[Colleague]:
        """Return who is ticked, one by one or in a group, by name."""
        people, groups = self._listed("people"), self._listed("groups")
        keys = {key for name, _, members in groups_of(self.team) if name in groups for key in members}
        return [one for one in self.team if str(one.person_id) in people or one.person_id in keys]

    @property
    def members(self) -> list[tuple[str, str]]:
        """Return who is in each group, for the page that ticks them at once."""
        return [(key, " ".join(map(str, people))) for key, _, people in groups_of(self.team)]

    def _listed(self, name: str) -> set[str]:
        if not self.is_bound:
            return set(map(str, self.initial.get(name, ())))
        return set(cast(QueryDict, self.data).getlist(name))

    def day_rows(self) -> Iterator[Row]:
        """Yield the days shown."""
        for rank in range(self.count):
            yield Row(rank, self[f"day_{rank}"], self[f"hours_{rank}"])

    def person_rows(self) -> Iterator[PersonRow]:
        """Yield the hours of each person ticked, when they differ."""
        for one in self.ticked() if self.is_each else ():
            yield PersonRow(one.name, tuple(self[f"h_{one.person_id}_{rank}"] for rank in range(self.count)))

    def redrawn(self, step: str) -> "EntryForm":
        """Return the form as typed, one step on, nothing judged yet: a day more, hours of each person or of all."""
        data = cast(QueryDict, self.data)
        said: dict[str, Any] = {name: data.getlist(name) if name in LISTS else data.get(name) for name in data}
        if step == "jour":
            said["rows"] = self.count + 1
        if step == "chacun":
            said["each"] = "1"
            for one in self.ticked():
                for rank in range(self.count):
                    said.setdefault(f"h_{one.person_id}_{rank}", said.get(f"hours_{rank}"))
        if step == "commun":
            said["each"] = ""
        return EntryForm(self.team, self.other, initial=said)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.ticked() and "people" not in self.errors:
            self.add_error("people", "Cochez qui a suivi cette formation")
        days = [cleaned.get(f"day_{rank}") for rank in range(self.count)]
        for rank, day in enumerate(days):
            if day is not None and day in days[:rank]:
                self.add_error(f"day_{rank}", "Ce jour est déjà donné plus haut")
            missing = not cleaned.get(f"hours_{rank}") and f"hours_{rank}" not in self.errors
            if day is not None and missing and not self.is_each:
                self.add_error(f"hours_{rank}", "Donnez le nombre d’heures de ce jour, comme 6 ou 6,5")
        return cleaned

    def parts(self) -> Parts:
        """Return the hours of each person on each day; an empty box or a zero of her own: she was not there."""
        cleaned = self.cleaned_data
        days: list[tuple[int, date]] = [
            (rank, cleaned[f"day_{rank}"]) for rank in range(self.count) if cleaned.get(f"day_{rank}")
        ]
        found: dict[int, dict[date, Decimal]] = {}
        for one in self.ticked():
            hours = {
                day: cleaned.get(f"h_{one.person_id}_{rank}" if self.is_each else f"hours_{rank}") for rank, day in days
            }
            there = {day: amount for day, amount in hours.items() if amount}
            if there:
                found[one.person_id] = there
        return found

    def words(self) -> OtherWords | None:
        """Return the words of an « Autre », None for a choice of the catalogue."""
        if not self.other:
            return None
        provider, module, trainer, place = (" ".join(self.cleaned_data[name].split()) for name in WORDS)
        return OtherWords(provider, module, trainer, place)

    def typed(self, module_id: int | None, **options: Any) -> NewEntry:
        """Return what is typed, once valid."""
        return NewEntry(
            self.parts(),
            module_id=None if self.other else module_id,
            other=self.words(),
            form_key=self.cleaned_data["form_key"],
            **options,
        )


def groups_of(team: list[Colleague]) -> list[tuple[str, str, list[int]]]:
    """Return the groups to tick in one gesture: key, words, people. Only those that spare a gesture."""
    found = [(EVERYBODY, "Toute l’équipe", [one.person_id for one in team])]
    functions = {held.code: held.words for one in team for held in one.functions}
    places = {held.place_id: held.place for one in team for held in one.functions if held.place_id is not None}
    found += [
        (f"f-{code}", words, [one.person_id for one in team if code in one.codes])
        for code, words in sorted(functions.items(), key=lambda pair: pair[1])
    ]
    found += [
        (f"l-{key}", name, [one.person_id for one in team if key in one.place_ids])
        for key, name in sorted(places.items(), key=lambda pair: pair[1])
    ]
    kept = _distinct(found)
    return [(key, f"{words} ({len(people)})", people) for key, words, people in kept]


def _distinct(groups: Iterable[tuple[str, str, list[int]]]) -> list[tuple[str, str, list[int]]]:
    seen: list[set[int]] = []
    kept = []
    for key, words, people in groups:
        if len(people) > 1 and set(people) not in seen:
            seen.append(set(people))
            kept.append((key, words, people))
    return kept


def fresh_key() -> str:
    """Return the key of a new form: a second click sends it again."""
    return str(uuid.uuid4())
