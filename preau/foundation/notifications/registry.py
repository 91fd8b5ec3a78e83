"""What the rooms declare when the application starts: kinds of notices, audiences, feeds of dates, reminders."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor
    from preau.foundation.notifications.models import Notice


@dataclass(frozen=True)
class Kind:
    """A kind of notice, as « Mes avis » lists it under `group`; who must receive a `legal` one always does, at once.

    `subject` is the subject of the letter, `"Réunion de la CCA du {day}"` filled in with the words; `template` its
    text without greeting: what, why, until when, one link (`{{ link }}`, from the word `address`, a path).
    """

    id: str
    label: str
    legal: bool
    subject: str
    template: str
    group: str


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell, now. Without an account: no `person_id`. `words` are hers alone, added to the notice's."""

    email: str
    name: str
    person_id: int | None = None
    mandate_id: int | None = None
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reminder:
    """Something still owed that its audience is reminded of; `key` makes it come once."""

    kind: str
    audience: str
    subject: models.Model
    key: str
    words: Mapping[str, Any]


@dataclass(frozen=True)
class FeedEvent:
    """A date of an agenda. `uid` never changes, `sequence` grows with each change, made at `changed_at`.

    A `date` is a whole day, `end` its last one; a moment is aware. `address` is the path of the page about it.
    """

    uid: str
    sequence: int
    start: date | datetime
    end: date | datetime | None
    summary: str
    description: str
    address: str
    changed_at: datetime
    cancelled: bool = False
    place: str = ""


Audience = Callable[["Notice"], Iterable[Recipient]]
Feed = Callable[["Actor"], Iterable[FeedEvent]]
Reminders = Callable[[date, datetime], Iterable[Reminder]]

kinds: dict[str, Kind] = {}
audiences: dict[str, Audience] = {}
feeds: list[Feed] = []
reminders: list[Reminders] = []


def register_kind(kind: Kind) -> None:
    """Declare a kind of notice. Raises ValueError when the name is taken."""
    if kind.id in kinds:
        raise ValueError(f"notifications: la sorte {kind.id} existe déjà")
    kinds[kind.id] = kind


def register_audience(name: str, members: Audience) -> None:
    """Declare who is told under this name: `members(notice)` is asked at each sending, and again at each new try.

    It tells who still owes the act (or must know) at that moment; `holders` gives those who hold a role. A link of
    its own in `Recipient.words` must be the same each time it is asked (signed, not drawn).
    """
    if name in audiences:
        raise ValueError(f"notifications: les destinataires {name} existent déjà")
    audiences[name] = members


def register_feed(events: Feed) -> None:
    """Declare dates for the agendas: `events(actor)` gives those the actor may read, at a constant cost."""
    feeds.append(events)


def register_reminder(due: Reminders) -> None:
    """Declare what to remind: `due(day, now)` is asked each night by `preau nightly`."""
    reminders.append(due)
