"""Whether people are qualified, by the law: from what ONE recognised to them, and where what was asked stands.

Only what ONE recognised counts as a title here. A title of a file nobody asked for is a title to send.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from preau.foundation.casework.api import Case
from preau.law.qualification.staff import (
    AtlCoordinatorQualificationQuestion,
    CareWorkerQualificationQuestion,
    ProjectLeaderQualificationQuestion,
    Verdict,
    atl_coordinator_qualification,
    care_worker_qualification,
    project_leader_qualification,
)
from preau.law.qualification.staff import Qualification as Answer
from preau.law.qualification.titles import Function, HeldTitle, Title, coordinator_pairs
from preau.law.training.norms import IN_FORCE, Period, first_period
from preau.staff.api import TRAINED, titles_of
from preau.staff.models import Assignment, FunctionCode, Qualification, QualificationRequest
from preau.staff.qualifying.followed import HoursFollowed, hours_in

PROCEDURE = "staff_qualification"
# The functions that ask for a title, and the list of the law each is held against.
LISTS = {
    FunctionCode.CARE_WORKER: Function.CARE_WORKER,
    FunctionCode.PROJECT_LEADER: Function.PROJECT_LEADER,
    FunctionCode.ATL_COORDINATOR: Function.COORDINATOR,
}
# The functions whose first day starts what each asks for.
_STARTED_AS = {
    FunctionCode.CARE_WORKER: TRAINED,
    FunctionCode.PROJECT_LEADER: (FunctionCode.PROJECT_LEADER,),
    FunctionCode.ATL_COORDINATOR: (FunctionCode.ATL_COORDINATOR,),
}
RULES = {
    FunctionCode.CARE_WORKER: "care_worker_qualification",
    FunctionCode.PROJECT_LEADER: "project_leader_qualification",
    FunctionCode.ATL_COORDINATOR: "atl_coordinator_qualification",
}
GOOD = frozenset(
    {Verdict.QUALIFIED, Verdict.DEEMED_COMPLIANT, Verdict.COMPLIANT_BY_PRACTICE, Verdict.EXEMPT}
)  # what lets somebody be counted as qualified

Question = CareWorkerQualificationQuestion | ProjectLeaderQualificationQuestion | AtlCoordinatorQualificationQuestion


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of one person for one function; None is not known."""

    titles: tuple[HeldTitle, ...] = ()
    started: date | None = None
    attested: date | None = None
    attested_years: Decimal | None = None
    hours: HoursFollowed | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """A function somebody held with one house; no last day while it runs."""

    function: str
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Tell whether it was held on a day, once begun."""
        return self.last is None or self.last >= day


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands for one function: the answer of the law, and the last request made for it.

    `state` is that of the case of the request: to_check, asked, qualified, not_qualified, in_training, withdrawn,
    to_qualify; empty without request.
    """

    person_id: int
    function: str
    answer: Answer
    request_id: int | None = None
    road: str = ""
    state: str = ""

    @property
    def counts(self) -> bool | None:
        """Tell whether she may be counted as qualified; None when nobody can say."""
        if self.answer.verdict is Verdict.UNKNOWN:
            return None
        return self.answer.verdict in GOOD

    @property
    def waits(self) -> bool:
        """Tell whether ONE has to answer."""
        return self.state == "to_check"


def question_of(function: str, facts: Facts, day: date) -> Question:
    """Return what is asked of the law for a function, on a day. Raises KeyError for one that asks for no title."""
    if function == FunctionCode.CARE_WORKER:
        hours = facts.hours
        return CareWorkerQualificationQuestion(
            day=day,
            titles=facts.titles,
            started=facts.started,
            hours=hours.recognised if hours else None,
            pending_hours=hours.pending if hours else Decimal(0),
        )
    if function == FunctionCode.PROJECT_LEADER:
        hours = facts.hours
        return ProjectLeaderQualificationQuestion(
            day=day,
            titles=facts.titles,
            started=facts.started,
            attested=facts.attested,
            attested_years=facts.attested_years,
            hours=hours.recognised if hours else None,
            pending_hours=hours.pending if hours else Decimal(0),
        )
    if function == FunctionCode.ATL_COORDINATOR:
        return AtlCoordinatorQualificationQuestion(day=day, titles=facts.titles, recruited=facts.started)
    raise KeyError(function)


def answer_of(question: Question) -> Answer:
    """Return what the law answers."""
    if isinstance(question, CareWorkerQualificationQuestion):
        return care_worker_qualification(question)
    if isinstance(question, ProjectLeaderQualificationQuestion):
        return project_leader_qualification(question)
    return atl_coordinator_qualification(question)


def qualifications_of(
    person_ids: Iterable[int],
    day: date,
    *,
    hours: Mapping[int, HoursFollowed] | None = None,
    house: int | None = None,
) -> dict[int, dict[str, Standing]]:
    """Return by person, for each function that asks for a title and that she holds on `day` with anybody, her standing.

    `hours` are those of the hundred of art. 19, by person; left out they are asked of the training room.
    `house` keeps to the requests of one organisation; None reads those of all. The same queries whatever the number.
    """
    people = list(person_ids)
    spells = _spells(people, day)
    facts = _facts(people, day, spells, hours)
    asked = _requests(people, house)
    return {
        key: {
            function: _standing((key, function), facts, asked, day)
            for function in LISTS
            if any(one.function == function and one.covers(day) for one in spells[key])
        }
        for key in people
    }


def facts_of(
    person_ids: Iterable[int], day: date, *, hours: Mapping[int, HoursFollowed] | None = None
) -> dict[tuple[int, str], Facts]:
    """Return what the rules ask, by person and function: the titles ONE recognised, the first day, what was attested.

    A title recognised for one function is held for all: the list of each says whether it names it. Three queries, and
    those of the hours when they are not given.
    """
    people = list(person_ids)
    return _facts(people, day, _spells(people, day), hours)


def _spells(people: list[int], day: date) -> Mapping[int, list[Spell]]:
    """Return by person every function she held with anybody, begun by a day. One query."""
    rows = Assignment.objects.filter(contract__person_id__in=people, starts_on__lte=day).order_by()
    found: dict[int, list[Spell]] = defaultdict(list)
    for key, function, first, last in rows.values_list("contract__person_id", "function", "starts_on", "ends_on"):
        found[key].append(Spell(function, first, last))
    return found


def _facts(
    people: list[int], day: date, spells: Mapping[int, list[Spell]], hours: Mapping[int, HoursFollowed] | None
) -> dict[tuple[int, str], Facts]:
    recognised: dict[int, list[Qualification]] = defaultdict(list)
    rows = Qualification.objects.filter(Q(to_day=None) | Q(to_day__gte=day), person_id__in=people, from_day__lte=day)
    for row in rows.order_by("from_day", "pk"):
        recognised[row.person_id].append(row)
    beside = titles_of(people)
    found = {
        (key, str(function)): Facts(
            _titles(function, recognised[key], beside.get(key, ())),
            min((one.first for one in spells[key] if one.function in _STARTED_AS[function]), default=None),
            *_attested(recognised[key]),
            (hours or {}).get(key),
        )
        for key in people
        for function in LISTS
    }
    return found if hours is not None else _with_hours(found, day)


def _with_hours(found: dict[tuple[int, str], Facts], day: date) -> dict[tuple[int, str], Facts]:
    starts = {key: _hundred_from(key[1], facts) for key, facts in found.items()}
    periods = {key: first_period(first) for key, first in starts.items() if first is not None and first <= day}
    known = hours_in({key: Period(one.first, min(one.last, day)) for key, one in periods.items()})
    return {key: replace(facts, hours=known.get(key)) for key, facts in found.items()}


def _hundred_from(function: str, facts: Facts) -> date | None:
    """Return the first day of the three years of the hundred hours, as the rules of qualification count them."""
    if function == FunctionCode.CARE_WORKER and facts.started is not None:
        return max(facts.started, IN_FORCE)
    if function == FunctionCode.PROJECT_LEADER and facts.attested is not None:
        return max(facts.attested, IN_FORCE)
    if function == FunctionCode.PROJECT_LEADER and facts.started is not None and facts.started <= IN_FORCE:
        return IN_FORCE
    return None


def _titles(function: str, rows: list[Qualification], files: tuple[HeldTitle, ...]) -> tuple[HeldTitle, ...]:
    titles = tuple(HeldTitle(title=Title(row.title), obtained=row.from_day) for row in rows if row.title)
    higher, certificates = coordinator_pairs()
    if function == FunctionCode.ATL_COORDINATOR and any(one.title in higher for one in titles):
        # A diploma recognised with one of the certificates beside it: both were read together.
        return (*titles, *(one for one in files if one.title in certificates))
    return titles


def _attested(rows: list[Qualification]) -> tuple[date | None, Decimal | None]:
    """Return the first attestation in force: the hundred hours are due once, whatever is attested again later."""
    first = next((row for row in rows if row.attested_years is not None), None)
    return (first.from_day, first.attested_years) if first else (None, None)


def _standing(
    key: tuple[int, str],
    facts: Mapping[tuple[int, str], Facts],
    asked: Mapping[tuple[int, str], tuple[int, str, str]],
    day: date,
) -> Standing:
    person_id, function = key
    answer = answer_of(question_of(function, facts[key], day))
    return Standing(person_id, str(function), answer, *asked.get(key, ()))


def _requests(people: list[int], house: int | None) -> dict[tuple[int, str], tuple[int, str, str]]:
    """Return the last request of each person and function: its key, its road, the state of its case. Two queries."""
    rows = QualificationRequest.objects.filter(person_id__in=people)
    if house is not None:
        rows = rows.filter(organisation_id=house)
    last = {(row.person_id, row.function): row for row in rows.order_by("asked_at", "pk")}
    states = states_of(row.pk for row in last.values())
    return {where: (row.pk, row.road, states.get(row.pk, "")) for where, row in last.items()}


def states_of(request_ids: Iterable[int]) -> dict[int, str]:
    """Return the state of the case of each request. One query."""
    cases = Case.objects.filter(
        procedure_id=PROCEDURE,
        subject_type=QualificationRequest._meta.label_lower,
        subject_id__in=list(request_ids),
    )
    return dict(cases.values_list("subject_id", "state_id"))
