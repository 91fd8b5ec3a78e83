"""Closed days: ranges that meet become one, the legal holidays a place would be open on. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from preau.law.calendar import ONE_DAY, school_year
from preau.law.words import full_date
from preau.operators.description import ClosureText, PlaceText
from preau.operators.offer.days import open_on, school_day, year_of

REASON_LIMIT = 150
HOLIDAY_REASON = "Jour férié"


def joined(new: ClosureText, known: Iterable[ClosureText]) -> tuple[ClosureText, list[ClosureText]]:
    """Return `new` widened over the known ranges it overlaps or touches for the same reason, and which those are."""
    met: list[ClosureText] = []
    left = list(known)
    while found := [one for one in left if _meet(new, one)]:
        met += found
        left = [one for one in left if one not in found]
        for one in found:
            new = _both(new, one)
    return new, met


def _meet(one: ClosureText, two: ClosureText) -> bool:
    if one.first_day <= two.last_day and two.first_day <= one.last_day:
        return True
    touch = one.last_day + ONE_DAY == two.first_day or two.last_day + ONE_DAY == one.first_day
    return touch and one.reason == two.reason


def _both(one: ClosureText, two: ClosureText) -> ClosureText:
    reasons = dict.fromkeys(reason for reason in (*two.reason.split(", "), *one.reason.split(", ")) if reason)
    return ClosureText(
        first_day=min(one.first_day, two.first_day),
        last_day=max(one.last_day, two.last_day),
        reason=", ".join(reasons)[:REASON_LIMIT],
    )


def open_holidays(place: PlaceText, since: date) -> list[tuple[date, str]]:
    """Return the legal holidays, from `since` to the end of its school year, on which the place would be open.

    Those without lessons close what follows the lessons by themselves: they are not asked about.
    """
    start = present_school_year(since)  # in summer the year to come: the end of the summer belongs to the one before
    days = [*(year_of(place, start - 1) or ()), *(year_of(place, start) or ())]
    return [(one.day, one.legal) for one in days if one.legal and one.openings and one.day >= since]


def holiday_closures(place: PlaceText, since: date) -> list[ClosureText]:
    """Return those holidays as closed days."""
    return [
        ClosureText(first_day=day, last_day=day, reason=f"{HOLIDAY_REASON} : {name}"[:REASON_LIMIT])
        for day, name in open_holidays(place, since)
    ]


def remarks_on(closure: ClosureText, place: PlaceText) -> list[str]:
    """Return what is worth knowing of closed days: a year whose calendar is not known, days closed anyway."""
    days = _days(closure)
    unknown = [day for day in days if school_day(day) is None]
    if unknown:
        sentence = f"Le calendrier scolaire du {full_date(unknown[0])} n’est pas connu : ce jour n’est pas vérifié."
        return [sentence]
    without = replace(place, closures=tuple(one for one in place.closures if one != closure))
    if place.periods and not any(open_on(without, day) for day in days):
        return ["Aucun horaire ne tombe ces jours-là : le lieu est fermé de toute façon."]
    return []


def _days(closure: ClosureText) -> Sequence[date]:
    count = (closure.last_day - closure.first_day).days + 1
    return [date.fromordinal(closure.first_day.toordinal() + after) for after in range(count)]


def present_school_year(day: date) -> int:
    """Return the civil year in which the school year of `day` begins: in summer, the next one."""
    known = school_year(day.year)
    begins = known.first_day if known else date(day.year, 9, 1)
    last = school_year(day.year - 1)
    ended = last.last_day if last else date(day.year, 6, 30)
    return day.year if day >= begins or day > ended else day.year - 1
