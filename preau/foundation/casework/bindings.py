"""What a room says of a procedure it owns: how its guards and needs are checked, and what an act writes in its tables.

A procedure without binding runs too: its guards are then attested by whoever acts, its needs given as pieces or words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.models import Case
from preau.foundation.documents.api import ReceivedFile
from preau.law.procedures import Act


@dataclass(frozen=True)
class Finding:
    """What is found of one guard or need: met or not; None when nobody knows, which is never « met ».

    `sentence` says in French what to do, `address` where; `from_day` is the day before which nothing can be done.
    """

    met: bool | None
    sentence: str = ""
    address: str = ""
    article: str = ""
    from_day: date | None = None


MET = Finding(True)


@dataclass(frozen=True)
class Moment:
    """What a check looks at: who asks, the case, its subject, the day of the act."""

    actor: Actor
    case: Case
    subject: Any
    day: date


@dataclass(frozen=True)
class Supplied:
    """What a person gives with an act: the facts it asks for (need id -> words), the guards she attests (ids).

    `pieces` are the documents given with the act itself, as an opening act does: a received file, or where it is kept.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    attested: frozenset[str] = frozenset()
    pieces: Mapping[str, ReceivedFile | str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)  # what the room's own form adds, for its effect

    def plain(self) -> dict[str, Any]:
        """Return the facts and attestations as plain JSON, for the journal and the history of the case."""
        facts = {name: words for name, words in self.facts.items() if words.strip()}
        return {"facts": facts, "attested": sorted(self.attested)}


NOTHING = Supplied()


@dataclass(frozen=True)
class Doing:
    """An act being done, inside its transaction: the case is locked."""

    moment: Moment
    act: Act
    supplied: Supplied

    @property
    def actor(self) -> Actor:
        return self.moment.actor

    @property
    def case(self) -> Case:
        return self.moment.case

    @property
    def subject(self) -> Any:
        return self.moment.subject

    @property
    def day(self) -> date:
        return self.moment.day


Check = Callable[[Moment], Finding]
Effect = Callable[[Doing], "dict[str, Any] | None"]


@dataclass(frozen=True)
class Binding:
    """How a room runs one procedure.

    `address` is the room's page of the subject that this person opens; empty when there is none. `effects` write in
    the transaction of the act and return what the journal keeps besides. `starts` gives the day a clock counts from,
    when it is not the day of the act. `not_before` gives the first day of an act that waits for one. `fields` are the
    places a remark can be tied to (key -> label). `hears` tells whether somebody of the house may read what is said
    of the subject: nobody hears of a text she may not read. `tells_itself`: the acts whose letters the room sends in
    its own way. `pages` are the acts done on a page of the room's own (act id -> address), because they ask for more
    than the engine's form.
    """

    procedure: str
    subject: type[models.Model]
    address: Callable[[Actor, Any], str]
    guards: Mapping[str, Check] = field(default_factory=dict)
    needs: Mapping[str, Check] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict)
    starts: Mapping[str, Callable[[Any], date]] = field(default_factory=dict)
    not_before: Mapping[str, Callable[[Any], date]] = field(default_factory=dict)
    fields: Callable[[Any], Mapping[str, str]] = lambda subject: {}
    hears: Callable[[Actor, Any], bool] = lambda actor, subject: True
    tells_itself: frozenset[str] = frozenset()
    pages: Mapping[str, Callable[[Case], str]] = field(default_factory=dict)


_bindings: dict[str, Binding] = {}


def register(binding: Binding) -> None:
    """Add the binding of a procedure; called once each, when the application starts."""
    _bindings[binding.procedure] = binding


def binding_of(procedure_id: str) -> Binding | None:
    """Return the binding of a procedure; None when no room owns it."""
    return _bindings.get(procedure_id)


def subject_of(case: Case) -> Any:
    """Return the row the case is about, read afresh; None when its room keeps none."""
    try:
        model = apps.get_model(case.subject_type)
    except (LookupError, ValueError):
        return None
    return model._default_manager.filter(pk=case.subject_id).first()
