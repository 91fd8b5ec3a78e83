"""The offer of a place of care: its periods, its hours by weekday, what families pay (decree, art. 15, § 2).

The words the rules, the tables, the workbooks and the pages share. Hours are minutes since midnight.
"""

from enum import StrEnum

from preau.law.texts import text

DECREE = text("decree")
OFFER = DECREE.cite("art. 15, § 2, 6°")
FEES = DECREE.cite("art. 32")


class CarePeriodKind(StrEnum):
    """When children are cared for, as the decree tells the periods apart (art. 14 and 15)."""

    BEFORE_SCHOOL = "before_school"
    AFTER_SCHOOL = "after_school"
    WEDNESDAY_AFTERNOON = "wednesday_afternoon"
    WEEKEND = "weekend"
    SHORT_HOLIDAYS = "short_holidays"
    LONG_HOLIDAYS = "long_holidays"

    @property
    def words(self) -> str:
        """Return the period in French: « Après l’école »."""
        return KIND_WORDS[self]

    @property
    def in_school_weeks(self) -> bool:
        """Tell whether the period falls on days of lessons."""
        return self in SCHOOL_WEEK_KINDS


KIND_WORDS = {
    CarePeriodKind.BEFORE_SCHOOL: "Avant l’école",
    CarePeriodKind.AFTER_SCHOOL: "Après l’école",
    CarePeriodKind.WEDNESDAY_AFTERNOON: "Mercredi après-midi",
    CarePeriodKind.WEEKEND: "Week-end",
    CarePeriodKind.SHORT_HOLIDAYS: "Petits congés scolaires",
    CarePeriodKind.LONG_HOLIDAYS: "Vacances d’été",
}
SCHOOL_WEEK_KINDS = frozenset(
    {CarePeriodKind.BEFORE_SCHOOL, CarePeriodKind.AFTER_SCHOOL, CarePeriodKind.WEDNESDAY_AFTERNOON}
)
# The weekdays (Monday 0) on which each kind can fall.
WEEKDAYS_OF: dict[CarePeriodKind, frozenset[int]] = {
    CarePeriodKind.BEFORE_SCHOOL: frozenset({0, 1, 2, 3, 4}),
    CarePeriodKind.AFTER_SCHOOL: frozenset({0, 1, 3, 4}),
    CarePeriodKind.WEDNESDAY_AFTERNOON: frozenset({2}),
    CarePeriodKind.WEEKEND: frozenset({5, 6}),
    CarePeriodKind.SHORT_HOLIDAYS: frozenset(range(7)),
    CarePeriodKind.LONG_HOLIDAYS: frozenset(range(7)),
}
# The breaks of the school calendar, by the kind each belongs to.
BREAKS = {
    "automne": "Congé d’automne",
    "hiver": "Vacances d’hiver",
    "détente": "Congé de détente",
    "printemps": "Vacances de printemps",
}


class FeeUnit(StrEnum):
    """What an amount is asked for."""

    FREE = "free"
    PER_HALF_HOUR = "per_half_hour"
    PER_HOUR = "per_hour"
    PER_DAY = "per_day"
    PER_WEEK = "per_week"
    PER_MONTH = "per_month"
    PER_TERM = "per_term"
    PER_YEAR = "per_year"

    @property
    def words(self) -> str:
        """Return the unit in French: « par jour d’accueil »."""
        return UNIT_WORDS[self]


UNIT_WORDS = {
    FeeUnit.FREE: "gratuit",
    FeeUnit.PER_HALF_HOUR: "par demi-heure commencée",
    FeeUnit.PER_HOUR: "par heure commencée",
    FeeUnit.PER_DAY: "par jour d’accueil",
    FeeUnit.PER_WEEK: "par semaine",
    FeeUnit.PER_MONTH: "par mois",
    FeeUnit.PER_TERM: "par trimestre scolaire",
    FeeUnit.PER_YEAR: "par année scolaire",
}
