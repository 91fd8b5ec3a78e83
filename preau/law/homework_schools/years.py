"""Activity years of homework schools (decree, art. 2, § 2) and the rule sets in force.

Since 29 August 2022 an activity year runs from the first day of the school year to the eve of the next; before, from
1 September to 31 August. The first days are those of the school calendar: where it is not known, neither is the limit.
"""

from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from preau.law.calendar import school_year
from preau.law.catalogue import rule
from preau.law.data import read
from preau.law.homework_schools.verdicts import decree
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Step
from preau.law.words import full_date, long_date

FIRST_OF_TODAY = 2022  # first activity year that follows the school year
DEFINITION = decree("art. 2, § 2")


class RuleSet(Struct, frozen=True):
    """The law of homework schools from a day on: what is new in it and which act brought it."""

    id: str
    since: date
    what: str
    source: str


class ActivityYear(Struct, frozen=True):
    """An activity year by the civil year it starts in; a limit is None when the school calendar is not known."""

    start: int
    first_day: date | None
    last_day: date | None

    @property
    def label(self) -> str:
        return f"{self.start}-{self.start + 1}"

    @property
    def days(self) -> int | None:
        """Return the number of calendar days, None when a limit is unknown."""
        if self.first_day is None or self.last_day is None:
            return None
        return (self.last_day - self.first_day).days + 1


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """Return every rule set, oldest first."""
    return tuple(
        RuleSet(one["id"], date.fromisoformat(one["since"]), one["what"], one["source"])
        for one in read("rule_sets.json", "homework_schools")
    )


def rule_set(day: date, field: str = "day") -> RuleSet:
    """Return the rule set in force on `day`; raises CannotCompute before the first one read."""
    found = next((one for one in reversed(rule_sets()) if one.since <= day), None)
    if found is None:
        raise CannotCompute(
            "Impossible à calculer : le droit des écoles de devoirs n’est pas connu avant le "
            f"{full_date(rule_sets()[0].since)}.",
            field,
        )
    return found


def activity_year(start: int) -> ActivityYear:
    """Return the activity year that starts in the civil year `start`."""
    next_first = _first_day(start + 1)
    return ActivityYear(start, _first_day(start), next_first and next_first - timedelta(days=1))


def activity_year_of(day: date, field: str = "day") -> ActivityYear:
    """Return the activity year of a day.

    Raises CannotCompute before the first rule set, and for a day of late August when the school calendar is not known:
    no school year has begun before 20 August nor after 1 September.
    """
    rule_set(day, field)
    first = _first_day(day.year)
    if first is None and (8, 20) < (day.month, day.day) < (9, 1):
        raise CannotCompute(
            f"Impossible à calculer : le premier jour de l’année scolaire {day.year}-{day.year + 1} n’est pas connu.",
            field,
        )
    begun = day >= (first or date(day.year, 9, 1))
    return activity_year(day.year if begun else day.year - 1)


def _first_day(start: int) -> date | None:
    if start < FIRST_OF_TODAY:
        return date(start, 9, 1)
    known = school_year(start)
    return known.first_day if known else None


class ActivityYearQuestion(Question, frozen=True, kw_only=True):
    """A day of the activity year."""

    day: Day


class ActivityYearAnswer(Answer, frozen=True, kw_only=True):
    """The activity year of the day; `first_day` or `last_day` None: the school calendar is not known."""

    activity_year: str
    first_day: date | None
    last_day: date | None
    rule_set: str


@rule(
    title="École de devoirs : l’année d’activités d’un jour et les règles en vigueur",
    articles=(DEFINITION,),
    example={"day": "2026-02-02"},
)
def edd_activity_year(question: ActivityYearQuestion) -> ActivityYearAnswer:
    """Return the activity year and the rule set of a day; raises CannotCompute where they are not known."""
    year, rules = activity_year_of(question.day), rule_set(question.day)
    steps = [
        Step(f"Le {long_date(question.day)} tombe dans l’année d’activités {year.label}.", DEFINITION),
        *limit_steps(year),
        *source_steps(year),
        Step(f"Règles {rules.id}, en vigueur depuis le {full_date(rules.since)} : {rules.what}.", rules.source),
    ]
    return ActivityYearAnswer(
        activity_year=year.label,
        first_day=year.first_day,
        last_day=year.last_day,
        rule_set=rules.id,
        steps=tuple(steps),
    )


def limit_steps(year: ActivityYear) -> tuple[Step, ...]:
    """Return the lines that give the first and the last day of an activity year, or say that they are unknown."""
    first = year.first_day and Step(f"Elle commence le {long_date(year.first_day)}.", DEFINITION)
    last = year.last_day and Step(f"Elle finit le {long_date(year.last_day)}.", DEFINITION)
    unknown = "n’est pas connu : il dépend du calendrier scolaire."
    return (
        first or Step(f"Son premier jour {unknown}", DEFINITION, kind="warning"),
        last or Step(f"Son dernier jour {unknown}", DEFINITION, kind="warning"),
    )


def source_steps(year: ActivityYear) -> tuple[Step, ...]:
    """Return the lines that say how sure the school calendars are that the limits of an activity year come from."""
    known = [school_year(start) for start in (year.start, year.start + 1) if start >= FIRST_OF_TODAY]
    return tuple(
        Step(f"Calendrier scolaire {calendar.year} : {calendar.certainty}.", DEFINITION)
        for calendar in known
        if calendar
    )
