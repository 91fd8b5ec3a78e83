"""The dates in the life of an annual plan (D30 to D33), drawn from the table of time limits."""

from preau.law.annual_plan import SchoolYear
from preau.law.results import CannotCompute
from preau.law.time_limits import DueDate, due, limit

PLAN_LIMITS = ("D33-preparation", "D33-objectives", "D33-approval", "D33-two-months", "D31", "D32")


def dates_of_plan(school_year: SchoolYear) -> tuple[DueDate, ...]:
    """Return the dates in the life of one plan, in order: from the June before it to the report of the year after."""
    found = [one for one in (_known(limit_id, school_year) for limit_id in PLAN_LIMITS) if one]
    return tuple(sorted(found, key=lambda one: one.due))


def plan_dates(school_year: SchoolYear) -> tuple[DueDate, ...]:
    """Return what falls due from 1 September to 31 August of `school_year`, in order, for the line of the year.

    Three plans meet there: the year's own, the report of the plan before, the preparation of the plan after.
    """
    years = (SchoolYear(school_year.start + shift) for shift in (-1, 0, 1))
    found = [one for year in years for one in dates_of_plan(year)]
    within = [one for one in found if school_year.first_day <= one.due <= school_year.last_day]
    return tuple(sorted(within, key=lambda one: one.due))


def _known(limit_id: str, school_year: SchoolYear) -> DueDate | None:
    try:
        return due(limit(limit_id), school_year.first_day)
    except CannotCompute:
        return None  # before the law
