"""The ledger of people as the law reads it: one question, built in one place, and its answer or why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from msgspec.structs import replace

from preau.law.results import CannotCompute, Refused
from preau.law.training.alerts import TrainingAlerts, alerts_of
from preau.law.training.ledger import (
    TrainingLedger,
    TrainingLedgerQuestion,
    TrainingWindow,
    WindowState,
    training_ledger,
)
from preau.law.training.ledger import TrainingRecord as Followed
from preau.training.ledger.facts import Facts, facts_of
from preau.training.standing import DayFollowed, days_of_people

LONGEST_TITLE = 200  # of the question of the law
NO_FUNCTION = (
    "Ni accueillante ou accueillant, ni responsable de projet : aucun nombre d’heures n’est exigé, et ce qui est suivi "
    "se voit ici. Pour la coordination ATL, l’employeur assure la formation continue."
)
UNDATED = (
    "Impossible de compter : la date d’obtention de son titre n’est pas connue. Elle dit depuis quand compter, et si "
    "les cent heures de l’article 19 sont dues."
)


@dataclass(frozen=True)
class Reading:
    """What is read of one person on a day. `ledger` is None when nothing can be counted, and `why` says so.

    `voluntary`: her functions ask for no hours; nothing is missing, and nothing is red.
    """

    person_id: int
    day: date
    days: tuple[DayFollowed, ...]
    facts: Facts | None = None
    ledger: TrainingLedger | None = None
    why: str = ""
    beside: TrainingLedger | None = None  # as a care worker, of who leads a project too

    @property
    def voluntary(self) -> bool:
        return self.facts is None

    @property
    def running(self) -> TrainingWindow | None:
        """Return the period that runs on that day."""
        return self.ledger.windows[-1] if self.ledger else None

    @cached_property
    def alerts(self) -> TrainingAlerts | None:
        """Return what is lacking in the running period whatever ONE decides, and when it is told."""
        return alerts_of(self.running, self.day) if self.running else None

    @property
    def unmet(self) -> tuple[TrainingWindow, ...]:
        """Return the periods that ended without enough hours, waiting ones presumed to count."""
        return tuple(one for one in self.ledger.windows if one.state is WindowState.NOT_MET) if self.ledger else ()


def question_of(days: Iterable[DayFollowed], facts: Facts, day: date) -> TrainingLedgerQuestion:
    """Return what the law is asked of a person: the one place where it is put together."""
    return TrainingLedgerQuestion(
        day=day,
        function=facts.function,
        entry=facts.entry,
        qualified=facts.qualified,
        assimilated=facts.assimilated,
        records=tuple(map(_asked, days)),
    )


def _asked(one: DayFollowed) -> Followed:
    return replace(one.asked(), hours=plain(one.hours), module=one.module[:LONGEST_TITLE])


def plain(hours: Decimal) -> Decimal:
    """Return hours without the zeros of the database: 6 for 6.00, 7.5 for 7.50."""
    whole = hours.to_integral_value()
    return whole if hours == whole else hours.normalize()


def read_people(person_ids: Iterable[int], day: date) -> dict[int, Reading]:
    """Return the reading of each person on a day. Six queries whatever their number."""
    ids = list(person_ids)
    facts = facts_of(ids, day)
    followed: dict[int, tuple[DayFollowed, ...]] = {
        key: tuple(days) for key, days in groupby(days_of_people(ids), lambda one: one.person_id)
    }
    return {key: read_one(key, followed.get(key, ()), facts, day) for key in ids}


def read_one(person_id: int, days: tuple[DayFollowed, ...], facts: Mapping[int, Facts], day: date) -> Reading:
    """Return the reading of one person whose days and facts are known."""
    known = facts.get(person_id)
    if known is None:
        return Reading(person_id, day, days, why=NO_FUNCTION)
    if known.undated:
        return Reading(person_id, day, days, known, why=UNDATED)
    try:
        ledger = training_ledger(question_of(days, known, day))
        other = known.beside if known.beside and not known.beside.undated else None
        beside = training_ledger(question_of(days, other, day)) if other else None
        return Reading(person_id, day, days, known, ledger, beside=beside)
    except (CannotCompute, Refused) as reason:
        return Reading(person_id, day, days, known, why=str(reason))
