"""The actor: a person acting through one mandate, in one session, at one moment."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from preau.foundation.accounts.models import Mandate, Person


@dataclass(frozen=True)
class Actor:
    """Who acts, as what, and how surely we know it. Every access rule and every act takes one.

    `strong` tells that the session was opened or confirmed with a second factor. `mandates` are all those in
    force today, for the switcher; `mandate` is the one acted through (None for a visitor without any).
    """

    now: datetime
    person: Person | None = None
    mandate: Mandate | None = None
    mandates: tuple[Mandate, ...] = field(default=())
    strong: bool = False
    label: str = ""

    @property
    def is_system(self) -> bool:
        """Tell whether nobody acts in person: a command or a nightly task, named by its label."""
        return self.person is None and bool(self.label)

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def someone(self) -> Person:
        """The person, where only people signed in come. Raises LookupError for a visitor."""
        if self.person is None:
            raise LookupError("nobody is signed in")
        return self.person

    @property
    def email(self) -> str:
        return self.person.email if self.person else ""

    @property
    def organisation_id(self) -> int | None:
        return self.mandate.organisation_id if self.mandate else None

    @property
    def zone_id(self) -> int | None:
        """The zone of the organisation acted for; None for bodies without territory and visitors."""
        return self.mandate.organisation.zone_id if self.mandate else None

    @property
    def role(self) -> str:
        return self.mandate.role if self.mandate else ""

    @property
    def acting_as(self) -> str:
        """The words of the journal: the role and organisation, or the name of the system act."""
        return str(self.mandate) if self.mandate else self.label

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def system(now: datetime, label: str) -> Actor:
    """Return the actor of an act nobody performs in person: an import on the command line, a nightly task."""
    return Actor(now=now, label=label)
