"""The hours of a team for the approval file: every period that ended since the last check, and the one that runs."""

from dataclasses import dataclass
from datetime import date

from preau.foundation.accounts.actors import Actor
from preau.law.calendar import add_months
from preau.law.training.ledger import DutyKind, TrainingWindow
from preau.operators.models import Recognition
from preau.staff.api import team_of
from preau.training.ledger.presenting import CHECKED_EVERY
from preau.training.ledger.reading import Reading
from preau.training.ledger.team import Member, read_members


@dataclass(frozen=True)
class PersonPeriods:
    """A person and the periods the file shows; none when nothing is counted, and `why` says so."""

    member: Member
    windows: tuple[TrainingWindow, ...]

    @property
    def why(self) -> str:
        return self.member.reading.why


@dataclass(frozen=True)
class Summary:
    """What the approval file says of the training of a house on a day; `since` is the day of the last check."""

    house: str
    day: date
    author: Actor
    since: date
    approved: bool
    people: tuple[PersonPeriods, ...]

    @property
    def counted(self) -> tuple[PersonPeriods, ...]:
        """Return those who owe hours, as far as that can be counted."""
        return tuple(one for one in self.people if one.windows)

    @property
    def apart(self) -> tuple[PersonPeriods, ...]:
        """Return those of whom nothing is counted."""
        return tuple(one for one in self.people if not one.windows)


def summary_of(actor: Actor) -> Summary:
    """Return the summary of the house acted for, today. Nine queries whatever the size of the team."""
    house = actor.mandate.organisation if actor.mandate else None
    since, approved = last_check(actor)
    members = read_members(team_of(actor.organisation_id or 0, actor.today), actor.today)
    people = sorted(members, key=lambda one: one.colleague.name)
    return Summary(
        str(house),
        actor.today,
        actor,
        since,
        approved,
        tuple(PersonPeriods(one, shown_windows(one.reading, since)) for one in people),
    )


def last_check(actor: Actor) -> tuple[date, bool]:
    """Return the first day of the approval in force, and whether there is one; five years ago without. One query."""
    rows = Recognition.objects.filter(
        operator__body__organisation_id=actor.organisation_id or 0,
        kind=Recognition.Kind.ATL_APPROVAL,
        valid_from__lte=actor.today,
    )
    day = rows.order_by("-valid_from").values_list("valid_from", flat=True).first()
    return (day, True) if day else (add_months(actor.today, -CHECKED_EVERY), False)


def shown_windows(reading: Reading, since: date) -> tuple[TrainingWindow, ...]:
    """Return the periods that ended since a day, and the one that runs, oldest first."""
    if reading.ledger is None:
        return ()
    return tuple(one for one in reading.ledger.windows if one.last_day >= since)


NAMES = {
    DutyKind.UNTITLED_START: "100 h sans titre (art. 19)",
    DutyKind.ASSIMILATION: "100 h après assimilation (art. 19)",
    DutyKind.CONTINUING: "50 h (art. 20)",
}
