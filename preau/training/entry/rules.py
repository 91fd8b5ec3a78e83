"""What must hold of the days and hours of an entry: within a day, not to come, entered once, not two at a time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from preau.law.training.norms import CENT, IN_FORCE, MOST_A_DAY
from preau.law.words import counted, full_date, listed, number
from preau.staff.models import EmploymentContract
from preau.training.certificates.comparing import bare
from preau.training.entry.typed import NewEntry, Parts, Problem
from preau.training.models import RecordDay

MOST_DAYS = 20
MOST_PEOPLE = 400
NAMED = 3  # people named in one sentence


@dataclass(frozen=True)
class Followed:
    """A day somebody already followed: of which module (its root), for how long."""

    person_id: int
    name: str
    day: date
    hours: Decimal
    module_id: int
    title: str


def days_problems(new: NewEntry, today: date) -> list[Problem]:
    """Return what is wrong with the days and hours themselves, without asking the database."""
    problems: list[Problem] = []
    if not new.parts or not new.days:
        return [Problem("people", "Cochez au moins une personne, et donnez au moins un jour avec ses heures.")]
    if len(new.days) > MOST_DAYS:
        problems.append(Problem("days", f"{len(new.days)} jours : {MOST_DAYS} au plus dans une fois."))
    if len(new.parts) > MOST_PEOPLE:
        problems.append(Problem("people", f"{len(new.parts)} personnes : {MOST_PEOPLE} au plus dans une fois."))
    late = [day for day in new.days if day > today]
    if late:
        words = f"Le {full_date(late[0])} n’est pas encore passé : une formation se saisit une fois suivie."
        problems.append(Problem("days", words))
    early = [day for day in new.days if day < IN_FORCE]
    if early:
        words = f"Le {full_date(early[0])} vient avant le décret : l’année est-elle la bonne ?"
        problems.append(Problem("days", words))
    every = [hours for one in new.parts.values() for hours in one.values()]
    if any(hours <= 0 or hours > MOST_A_DAY for hours in every):
        problems.append(Problem("hours", f"Un jour compte plus de 0 et au plus {MOST_A_DAY} heures."))
    elif any(hours != hours.quantize(CENT) for hours in every):
        problems.append(Problem("hours", "Donnez les heures avec deux décimales au plus, comme 6,5 ou 7,25."))
    return problems


def strangers(organisation_id: int, people: Iterable[int]) -> set[int]:
    """Return those of these people who never were under contract with a house. One query."""
    rows = EmploymentContract.objects.filter(organisation_id=organisation_id, person_id__in=list(people))
    return set(people) - set(rows.values_list("person_id", flat=True))


def after_leaving(organisation_id: int, parts: Parts, today: date) -> list[Problem]:
    """Return what is wrong with days on which somebody had left the house. One query.

    A house she left writes nothing of what she did since, and is not told of it either.
    """
    rows = EmploymentContract.objects.filter(organisation_id=organisation_id, person_id__in=list(parts))
    ends: dict[int, list[date]] = defaultdict(list)
    for key, last in rows.values_list("person_id", "ends_on"):
        ends[key].append(last or date.max)
    left = {key: max(days) for key, days in ends.items() if max(days) < today}
    late = sorted({day for key, last in left.items() for day in parts[key] if day > last})
    if not late:
        return []
    words = f"Le {full_date(late[0])}, une de ces personnes ne travaillait plus chez vous : elle ne peut y être cochée."
    return [Problem("days", words)]


def followed_on(parts: Parts, days: Iterable[date], but: int | None = None) -> list[Followed]:
    """Return what these people already followed on these days, in any entry `but` one. One query."""
    rows = RecordDay.objects.filter(
        record__person_id__in=list(parts), day__in=list(days), record__removed_at__isnull=True
    )
    if but is not None:
        rows = rows.exclude(record__entry_id=but)
    columns = (
        "record__person_id",
        "record__person__given_name",
        "record__person__family_name",
        "day",
        "hours",
        "record__entry__module__root_id",
        "record__entry__module__root__title",
    )
    found = rows.order_by("record__person__family_name", "record__person_id", "day", "pk").values_list(*columns)
    return [
        Followed(key, f"{given} {family}", day, hours, module, title)
        for key, given, family, day, hours, module, title in found
        if day in parts[key]
    ]


def clashes(new: NewEntry, module_id: int | None, known: list[Followed]) -> tuple[list[Problem], list[str]]:
    """Return what may not be, and what may be but is to be looked at, against what is `known` of these days.

    `module_id` is the root of the module entered, None while it is not in the catalogue.
    """
    twice = [one for one in known if one.module_id == module_id]
    others = [one for one in known if one.module_id != module_id]
    problems = [_twice(same) for same in _by_day(twice)]
    totals: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for one in others:
        totals[one.person_id, one.day] += one.hours
    over = [one for one in others if totals[one.person_id, one.day] + new.parts[one.person_id][one.day] > MOST_A_DAY]
    for one in {(one.person_id, one.day): one for one in over}.values():
        hours = totals[one.person_id, one.day]
        words = f"{one.name} a déjà {number(bare(hours))} heures le {full_date(one.day)} : cela dépasse un jour entier."
        problems.append(Problem("hours", words))
    return problems, [_same_day(one) for one in others]


def _by_day(found: list[Followed]) -> list[list[Followed]]:
    groups: dict[date, list[Followed]] = defaultdict(list)
    for one in found:
        groups[one.day].append(one)
    return [groups[day] for day in sorted(groups)]


def _twice(same: list[Followed]) -> Problem:
    names = tuple(dict.fromkeys(one.name for one in same))
    title, day = same[0].title, full_date(same[0].day)
    if len(names) > NAMED:  # on a phone, a list of names hides what to do
        words = f"« {title} » est déjà saisi le {day} pour {len(names)} personnes : la liste est sous leurs noms. "
        return Problem("people", f"{words}Retirez ce jour, ou décochez-les.", names)
    have, who = ("ont", "ces personnes") if len(names) > 1 else ("a", "cette personne")
    words = f"« {title} » est déjà saisi le {day} : {listed(names)} l’{have} déjà. Retirez ce jour, ou décochez {who}."
    return Problem("people", words)


def _same_day(one: Followed) -> str:
    hours = counted(bare(one.hours), "heure", "heures")
    return f"{one.name} a déjà {hours} le {full_date(one.day)} : « {one.title} »."
