"""The form of « Mes avis »: one choice for each kind of notice the law leaves to the person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from preau.foundation.accounts.models import Person
from preau.foundation.notifications.access import can_choose
from preau.foundation.notifications.models import Preference, When
from preau.foundation.notifications.registry import Kind, kinds


@dataclass(frozen=True)
class Group:
    """The notices of one subject: those that always come, those one chooses."""

    title: str
    legal: tuple[Kind, ...]
    fields: tuple[BoundField, ...]


class PreferencesForm(forms.Form):
    """A legal kind has no field: who sends one all the same is told why it is refused."""

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data)
        kept = dict(Preference.objects.filter(person=person).values_list("kind", "choice"))
        for kind in kinds.values():
            if can_choose(kind):
                self.fields[kind.id] = forms.ChoiceField(
                    label=kind.label,
                    choices=When.choices,
                    initial=kept.get(kind.id, When.NOW),
                    error_messages={"required": f"Dites quand, pour « {kind.label} »"},
                )

    def clean(self) -> dict[str, Any]:
        for kind in kinds.values():
            decision = can_choose(kind)
            if not decision and self.data.get(kind.id, When.NOW) != When.NOW:
                self.add_error(None, decision.reason)
        return self.cleaned_data

    def groups(self) -> Iterator[Group]:
        """Yield the kinds as the page shows them, group by group."""
        for title in dict.fromkeys(kind.group for kind in kinds.values()):
            of_group = [kind for kind in kinds.values() if kind.group == title]
            yield Group(
                title,
                tuple(kind for kind in of_group if kind.legal),
                tuple(self[kind.id] for kind in of_group if not kind.legal),
            )
