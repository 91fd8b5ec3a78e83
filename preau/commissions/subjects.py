"""What a vote can be about: the rooms above declare their things, the decision is bound to the row they freeze."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from preau.commissions.models import AgendaItem
from preau.foundation.accounts.actors import Actor


@dataclass(frozen=True)
class Subject:
    """A kind of thing a point can be about: its words, where it is read, and the row frozen when the vote opens."""

    label: Callable[[Any], str]
    address: Callable[[Any], str]
    freeze: Callable[[Actor, Any], models.Model]


@dataclass(frozen=True)
class Shown:
    """A subject as a page shows it: its words, and where it is read."""

    label: str
    address: str


_subjects: dict[str, Subject] = {}


def register_subject(type_label: str, subject: Subject) -> None:
    """Declare what can be put to the vote, by the label of its model (`plans.planrevision`)."""
    _subjects[type_label] = subject


def frozen_subject(actor: Actor, item: AgendaItem) -> tuple[str, int | None]:
    """Return the label and key of the very row the vote is about, frozen now; nothing for a point about nothing."""
    row = _row(item.subject_type, item.subject_id)
    if row is None:
        return item.subject_type, item.subject_id
    frozen = _subjects[item.subject_type].freeze(actor, row)
    return frozen._meta.label_lower, frozen.pk


def shown(named: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int | None], Shown]:
    """Return the words and address of each subject named by its label and key; one query per kind of thing."""
    keys: dict[str, set[int]] = defaultdict(set)
    for label, pk in named:
        if pk is not None and label in _subjects:
            keys[label].add(pk)
    return {
        (label, row.pk): Shown(_subjects[label].label(row), _subjects[label].address(row))
        for label, wanted in keys.items()
        for row in apps.get_model(label)._default_manager.filter(pk__in=wanted)
    }


def _row(subject_type: str, subject_id: int | None) -> models.Model | None:
    if subject_id is None or subject_type not in _subjects:
        return None
    return apps.get_model(subject_type)._default_manager.filter(pk=subject_id).first()
