"""Where a training stands, read from its module, its body and its own decision: derived each time, kept nowhere.

A record counts when its body may give training on its days (decree of 3 July 2003, art. 20, al. 4), its module is in
the programme (al. 3) and nothing was decided against this very record.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from preau.law.training.ledger import StaffFunction
from preau.law.training.ledger import TrainingRecord as Followed
from preau.law.training.norms import ProviderGround, RecordState, is_countable, provider_counts
from preau.training.models import OPEN_STATUSES, Acceptance, RecordDay, Status, TrainingRecord

Grounds = Mapping[int, "list[Acceptance]"]
_MODULE = "record__entry__module__root__"
_PROVIDER = f"{_MODULE}provider__root__"
_COLUMNS = (
    "record_id",
    "record__person_id",
    "record__entry_id",
    "day",
    "hours",
    "record__outcome",
    f"{_MODULE}id",
    f"{_MODULE}title",
    f"{_MODULE}status",
    f"{_MODULE}in_programme",
    f"{_MODULE}early_childhood",
    f"{_MODULE}for_care_workers",
    f"{_MODULE}for_project_leaders",
    f"{_PROVIDER}id",
    f"{_PROVIDER}name",
    f"{_PROVIDER}status",
)
_DAY = _COLUMNS.index("day")
# The functions a module may be meant for, made once: a ledger asks thousands of times.
_SERVED = {
    (care, lead): tuple(
        one for one, meant in ((StaffFunction.CARE_WORKER, care), (StaffFunction.PROJECT_LEADER, lead)) if meant
    )
    for care in (True, False)
    for lead in (True, False)
}


@dataclass(frozen=True, slots=True)
class DayFollowed:
    """One day of one person's training, with what decides whether it counts.

    `ground` is why its body is accepted on that very day; None while nobody decided, `none` when nothing covers it.
    """

    record_id: int
    person_id: int
    entry_id: int
    day: date
    hours: Decimal
    outcome: str
    module_id: int
    module: str
    module_status: str
    in_programme: bool | None
    early_childhood: bool
    for_care_workers: bool
    for_project_leaders: bool
    provider_id: int
    provider: str
    provider_status: str
    ground: ProviderGround | None

    @property
    def state(self) -> RecordState:
        """Return where these hours stand. What ONE has not decided is never against anybody."""
        if self.outcome == TrainingRecord.Outcome.REFUSED or self._is_refused:
            return RecordState.REFUSED
        if self.outcome == TrainingRecord.Outcome.ASKED or self._waits:
            return RecordState.TO_VALIDATE
        counts = is_countable(self.ground, self.in_programme, self.day, early_childhood=self.early_childhood)
        if counts is None:
            return RecordState.TO_VALIDATE
        return RecordState.VALIDATED if counts else RecordState.REFUSED

    @property
    def _is_refused(self) -> bool:
        return Status.REFUSED in (self.module_status, self.provider_status)

    @property
    def _waits(self) -> bool:
        return self.module_status in OPEN_STATUSES or self.provider_status in OPEN_STATUSES

    def asked(self) -> Followed:
        """Return this day as the rules of the ledger ask for it."""
        return Followed(
            day=self.day,
            hours=self.hours,
            state=self.state,
            module=self.module,
            provider=self.ground,
            in_programme=self.in_programme,
            early_childhood=self.early_childhood,
            serves=_SERVED[self.for_care_workers, self.for_project_leaders],
        )


def days_of(records: "QuerySet[TrainingRecord]") -> list[DayFollowed]:
    """Return every day of some records, by person and day. Two queries."""
    return _read(RecordDay.objects.filter(record__in=records, record__removed_at=None))


def days_of_people(person_ids: Iterable[int]) -> list[DayFollowed]:
    """Return every day some people followed, by person and day. Two queries whatever their number."""
    return _read(RecordDay.objects.filter(record__person_id__in=list(person_ids), record__removed_at=None))


def _read(days: "QuerySet[RecordDay]") -> list[DayFollowed]:
    rows = list(days.order_by("record__person_id", "day", "pk").values_list(*_COLUMNS))
    grounds = grounds_of({row[-3] for row in rows})
    return list(_followed(rows, grounds))


def grounds_of(provider_ids: Iterable[int]) -> Grounds:
    """Return the acceptances of some bodies. One query."""
    found: dict[int, list[Acceptance]] = defaultdict(list)
    for one in Acceptance.objects.filter(provider_id__in=list(provider_ids)):
        found[one.provider_id].append(one)
    return found


def ground_on(acceptances: Iterable[Acceptance], status: str, day: date) -> ProviderGround | None:
    """Return why a body is accepted on a day; None while nobody decided, `none` when no acceptance covers the day.

    Of several, one that the law lets count on that day: approved without an end and recognised since, it is recognised.
    """
    if status in OPEN_STATUSES:
        return None
    covering = [ProviderGround(one.ground) for one in acceptances if status == Status.ACCEPTED and one.covers(day)]
    counting = (ground for ground in covering if provider_counts(ground, day))
    return next(counting, covering[0] if covering else ProviderGround.NONE)


def _followed(rows: Iterable[tuple[Any, ...]], grounds: Grounds) -> Iterator[DayFollowed]:
    for row in rows:
        *_, provider_id, _, status = row
        ground = ground_on(grounds.get(provider_id, ()), status, row[_DAY])
        yield DayFollowed(*(*row, ground))
