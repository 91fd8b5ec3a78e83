"""Whether somebody typed is already known: the same national number, or the same name and day of birth."""

from dataclasses import dataclass
from typing import Any

from preau.law.words import fold
from preau.staff.models import StaffPerson


class UnfitNumber(Exception):  # noqa: N818 - a situation the page explains, without saying whose number it is
    """This number cannot be written for this person."""


@dataclass(frozen=True)
class Known:
    """Who it may be, the bearer of the number first."""

    people: tuple[StaffPerson, ...] = ()


def known_as(identity: dict[str, Any]) -> Known:
    """Return who this may be. Two queries. Raises UnfitNumber for a number held under another name."""
    number, born = identity["national_number"], identity["birth_date"]
    bearer = StaffPerson.objects.filter(national_number=number).first() if number else None
    if bearer is not None and not has_name(bearer, identity):
        raise UnfitNumber
    same_day = StaffPerson.objects.filter(birth_date=born) if born else StaffPerson.objects.none()
    others = (one for one in same_day.order_by("pk") if has_name(one, identity) and one != bearer)
    return Known((*([bearer] if bearer else ()), *others))


def has_name(person: StaffPerson, identity: dict[str, Any]) -> bool:
    """Tell whether a person bears the name typed, accents, capitals and hyphens aside."""
    return _name(person.given_name, person.family_name) == _name(identity["given_name"], identity["family_name"])


def refuse_taken(number: str, but: StaffPerson | None = None) -> None:
    """Raise UnfitNumber for a number somebody else bears."""
    taken = StaffPerson.objects.filter(national_number=number)
    if number and (taken.exclude(pk=but.pk) if but else taken).exists():
        raise UnfitNumber


def _name(given: str, family: str) -> tuple[str, ...]:
    return tuple(sorted(fold(f"{given} {family}").replace("-", " ").replace("’", " ").replace("'", " ").split()))
