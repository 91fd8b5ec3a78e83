"""The hours of the hundred of art. 19, for Mon Équipe: the same days as the ledger, in the time the law gives."""

from collections import defaultdict
from collections.abc import Mapping

from preau.law.training.ledger import StaffFunction, TrainingRecord, add_hours
from preau.law.training.norms import Hours, Period
from preau.staff.api import HoursFollowed, register_hours
from preau.training.ledger.reading import plain
from preau.training.standing import days_of_people

Key = tuple[int, str]  # person, function


def hours_in(periods: Mapping[Key, Period]) -> dict[Key, HoursFollowed]:
    """Return the hours of each time; absent for who has no training entered at all, for then nobody knows hers.

    Two queries whatever their number.
    """
    days: dict[int, list[TrainingRecord]] = defaultdict(list)
    for one in days_of_people({person_id for person_id, _ in periods}):
        days[one.person_id].append(one.asked())
    return {
        key: _followed(add_hours(days[key[0]], period, StaffFunction(key[1])))
        for key, period in periods.items()
        if key[0] in days
    }


def _followed(hours: Hours) -> HoursFollowed:
    return HoursFollowed(plain(hours.recognised), plain(hours.pending))


def register() -> None:
    """Have Mon Équipe read hours here; called once, when the application starts."""
    register_hours(hours_in)
