"""What the rooms above read of Mon Équipe: who works where, since when, with which titles.

Every function takes many people at once and asks the same few queries whatever their number.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min, Q, QuerySet

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import Case
from preau.law.qualification.titles import HeldTitle, Title
from preau.staff.access import keeps_a_register
from preau.staff.models import (
    Assignment,
    Credential,
    FunctionCode,
    Qualification,
    QualificationRequest,
    StaffPerson,
)
from preau.staff.moving.forgetting import forget_papers
from preau.staff.qualifying.followed import HoursFollowed, register_hours

# The functions of art. 18 of the decree: they ask for a title, and owe continuing training.
TRAINED = (FunctionCode.CARE_WORKER, FunctionCode.PROJECT_LEADER)

__all__ = [
    "TRAINED",
    "Colleague",
    "Held",
    "HoursFollowed",
    "first_day_in_function",
    "forget_papers",
    "functions_on",
    "person_of",
    "qualified_from",
    "refused_titles_of",
    "register_hours",
    "team_of",
    "team_options",
    "titles_of",
]


@dataclass(frozen=True, slots=True)
class Held:
    """A function somebody has on a day; `place` is None for the whole house, `fte` None when not known."""

    code: str
    words: str
    place_id: int | None
    place: str
    fte: Decimal | None
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of a team on a day, with her functions there: none while nobody gave her one."""

    person_id: int
    given_name: str
    family_name: str
    functions: tuple[Held, ...]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.code for one in self.functions)

    @property
    def place_ids(self) -> frozenset[int]:
        """Return the places she works in; empty for who works for the whole house."""
        return frozenset(one.place_id for one in self.functions if one.place_id is not None)


def team_of(organisation_id: int, day: date) -> list[Colleague]:
    """Return who is under contract with a house on a day, by name. Two queries."""
    people = StaffPerson.objects.at_work(organisation_id, day).order_by("family_name", "given_name", "pk")
    rows = list(people.values_list("pk", "given_name", "family_name"))
    held = _held([key for key, *_ in rows], day, organisation_id)
    return [Colleague(key, given, family, tuple(held[key])) for key, given, family in rows]


def team_options(actor: Actor) -> list[Colleague]:
    """Return the team of the house acted for today, for a list to tick; nobody for who reads no team."""
    if not keeps_a_register(actor) or actor.organisation_id is None:
        return []
    return team_of(actor.organisation_id, actor.today)


def person_of(actor: Actor) -> StaffPerson | None:
    """Return the file of who is signed in; None when no house wrote one, or it is not tied to this account."""
    if actor.person_id is None:
        return None
    return StaffPerson.objects.filter(account_id=actor.person_id).first()


def functions_on(person_ids: Iterable[int], day: date, organisation_id: int | None = None) -> dict[int, list[Held]]:
    """Return by person the functions held on a day: in one house, or with anybody (None). One query."""
    return _held(person_ids, day, organisation_id)


def first_day_in_function(person_ids: Iterable[int], day: date, functions: Iterable[str] = TRAINED) -> dict[int, date]:
    """Return by person the first day she held one of these functions with anybody, until `day`; absent: never.

    The day from which the hours of art. 19 and 20 are counted. One query.
    """
    # Asked for the function as well, the database would walk everybody who ever held it.
    wanted, found = set(functions), dict[int, date]()
    rows = Assignment.objects.filter(contract__person_id__in=list(person_ids), starts_on__lte=day).order_by()
    for key, function, first in rows.values_list("contract__person_id", "function", "starts_on"):
        if function in wanted:
            found[key] = min(first, found.get(key, first))
    return found


def qualified_from(person_ids: Iterable[int], function: str, day: date) -> dict[int, date]:
    """Return by person the first day of a qualification ONE recognised for a function, in force on `day`. One query."""
    rows = Qualification.objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gte=day),
        person_id__in=list(person_ids),
        function=function,
        from_day__lte=day,
    )
    return dict(rows.order_by().values_list("person_id").annotate(first=Min("from_day")))


def titles_of(person_ids: Iterable[int]) -> dict[int, tuple[HeldTitle, ...]]:
    """Return by person the titles she holds, as the rules of qualification ask for them. One query."""
    rows = Credential.objects.filter(person_id__in=list(person_ids), withdrawn_at=None)
    found: dict[int, list[HeldTitle]] = defaultdict(list)
    for key, title, obtained in rows.order_by("obtained_on", "pk").values_list("person_id", "title", "obtained_on"):
        found[key].append(HeldTitle(title=Title(title), obtained=obtained))
    return {key: tuple(titles) for key, titles in found.items()}


def refused_titles_of(person_ids: Iterable[int]) -> dict[int, set[tuple[str, HeldTitle]]]:
    """Return by person the titles ONE did not recognise, each with the function it was sent for. One query."""
    refused = Case.objects.filter(
        procedure_id="staff_qualification",
        subject_type=QualificationRequest._meta.label_lower,
        state_id="not_qualified",
    )
    rows = QualificationRequest.objects.filter(
        person_id__in=list(person_ids), credential__isnull=False, pk__in=refused.values("subject_id")
    )
    found: dict[int, set[tuple[str, HeldTitle]]] = defaultdict(set)
    columns = ("person_id", "function", "credential__title", "credential__obtained_on")
    for key, function, title, obtained in rows.order_by().values_list(*columns):
        found[key].add((function, HeldTitle(title=Title(title), obtained=obtained)))
    return found


def _held(person_ids: Iterable[int], day: date, organisation_id: int | None = None) -> dict[int, list[Held]]:
    rows: QuerySet[Assignment] = Assignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), contract__person_id__in=list(person_ids), starts_on__lte=day
    )
    if organisation_id is not None:
        rows = rows.filter(contract__organisation_id=organisation_id)
    found: dict[int, list[Held]] = defaultdict(list)
    columns = ("contract__person_id", "function", "place_id", "place__name", "fte", "is_estimate")
    for key, code, place_id, place, fte, is_estimate in rows.order_by("starts_on", "pk").values_list(*columns):
        words = str(FunctionCode(code).label)
        found[key].append(Held(code, words, place_id, place or "", fte, is_estimate))
    return found
