"""What the ledger must know of somebody besides her trainings: her function, since when, and what qualifies her."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from preau.law.qualification.titles import Function, HeldTitle, entries
from preau.law.training.ledger import StaffFunction
from preau.staff.api import TRAINED, refused_titles_of, titles_of
from preau.staff.models import Assignment, Qualification

# Of two functions held together, the ledger of who leads the project: it asks for the higher title.
_RANK = {StaffFunction.PROJECT_LEADER: 1, StaffFunction.CARE_WORKER: 0}


@dataclass(frozen=True, slots=True)
class Facts:
    """The dates of one person, as the rule of the ledger asks for them.

    `undated` tells that she holds a title that qualifies, obtained on a day nobody knows: then nothing can be counted.
    `beside` are her facts as a care worker when she leads a project and cares at once: each function has its own hours.
    """

    function: StaffFunction
    entry: date
    qualified: date | None = None
    assimilated: date | None = None
    undated: bool = False
    beside: "Facts | None" = None


def facts_of(person_ids: Iterable[int], day: date) -> dict[int, Facts]:
    """Return by person what is known of those who have a function of art. 18 on a day; the others are absent.

    Four queries whatever their number. A title ONE did not recognise for her function is none.
    """
    ids = list(person_ids)
    held = _functions(ids, day)
    titles = titles_of(held)
    refused = refused_titles_of(held)
    recognised = _recognised(held, day)
    found = {}
    for key, (functions, entry) in held.items():
        each = [
            _facts(
                function,
                entry,
                [one for one in titles.get(key, ()) if (str(function), one) not in refused.get(key, ())],
                recognised.get(key, ()),
            )
            for function in functions
        ]
        found[key] = replace(each[0], beside=each[1]) if len(each) > 1 else each[0]
    return found


def _functions(ids: list[int], day: date) -> dict[int, tuple[list[StaffFunction], date]]:
    """Return by person the functions of art. 18 she holds on a day, the leader's first, and her first day in one."""
    # Asked for the function as well, the database would walk everybody who ever held it.
    rows = Assignment.objects.filter(contract__person_id__in=ids, starts_on__lte=day)
    columns = ("contract__person_id", "function", "starts_on", "ends_on")
    held: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    for key, function, *dates in rows.order_by().values_list(*columns):
        if function in TRAINED:
            held[key].append((function, *dates))
    found = {}
    for key, lines in held.items():
        running = {StaffFunction(function) for function, _, last in lines if last is None or last >= day}
        if running:
            ranked = sorted(running, key=_RANK.__getitem__, reverse=True)
            found[key] = (ranked, min(first for _, first, _ in lines))
    return found


def _recognised(ids: Iterable[int], day: date) -> dict[int, list[Qualification]]:
    in_force = Q(to_day__isnull=True) | Q(to_day__gte=day)
    found: dict[int, list[Qualification]] = defaultdict(list)
    for row in Qualification.objects.filter(in_force, person_id__in=list(ids)):
        found[row.person_id].append(row)
    return found


def _facts(
    function: StaffFunction, entry: date, titles: Iterable[HeldTitle], recognised: Iterable[Qualification]
) -> Facts:
    """Return the dates of one person. A title of the list counts from the day it was obtained, asked about or not:
    what ONE has not decided is never against anybody."""
    listed = entries(Function(function))
    known = [(one.obtained, listed[one.title].since) for one in titles if one.title in listed]
    days = [max(obtained, since) for obtained, since in known if obtained is not None]
    by_experience = [row.from_day for row in recognised if row.attested_years is not None]
    others = [row for row in recognised if row.attested_years is None]
    days += [row.from_day for row in others if row.function == function or row.title in listed]
    assimilated = min(by_experience, default=None) if function is StaffFunction.PROJECT_LEADER else None
    undated = not days and any(obtained is None for obtained, _ in known)
    return Facts(function, entry, min(days, default=None), assimilated, undated)
