"""What an hour of care costs, so that a parent can compare what is asked by the half hour, the day or the year.

Pure: texts in, numbers out. An amount is divided by the hours it pays for as the place describes them; when those are
not known there is no price, and the reason is said: never zero. Rounded to the cent, half upwards: « environ ».
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from preau.law.annual_plan import SchoolYear
from preau.law.calendar import ONE_DAY, SchoolCalendar, known_school_years, school_year
from preau.law.care_offer import CarePeriodKind, FeeUnit
from preau.law.hours_of_day import duration
from preau.law.indexation import CENT, cents
from preau.law.results import CannotCompute
from preau.law.words import counted, euros, number
from preau.operators.description import FeeText, PeriodText, PlaceText
from preau.operators.offer.days import open_on

MONTHS_OF_SCHOOL = 10  # September to June: what a price per month is asked for
TERMS = 3
DAY = ("jour", "jours")


@dataclass(frozen=True)
class Hourly:
    """A price per hour in euros with the lines that explain it; None with the `reason` when it cannot be computed."""

    amount: Decimal | None
    steps: tuple[str, ...] = ()
    reason: str = ""

    @property
    def words(self) -> str:
        """Return the price as a parent reads it: « gratuit », « environ 1,60 € par heure », or why there is none."""
        if self.amount is None:
            return self.reason
        return f"environ {euros(self.amount)} par heure" if self.amount else "gratuit"


@dataclass(frozen=True)
class Paid:
    """How long an amount pays for, on how many days, and how that was counted."""

    minutes: Decimal
    days: Decimal
    said: str


def hourly_price(fee: FeeText, period: PeriodText, day: date | None = None) -> Hourly:
    """Return what an hour costs when `fee` is asked for `period`.

    `day` tells which school year is counted for a month, a term or a year (None: that of the period's first day, or
    else the last whose calendar is known). A day of the period is its most frequent one.
    """
    if not fee.amount:
        return Hourly(Decimal("0.00"), ("Rien n’est demandé.",))
    try:
        paid = paid_time(fee, period, day)
    except CannotCompute as missing:
        return Hourly(None, reason=str(missing))
    price = max(cents(fee.amount * 60 / paid.minutes), CENT)  # what is asked is never shown as free
    asked = f"{euros(fee.amount)} {FeeUnit(fee.unit).words}"
    return Hourly(price, (f"{asked}. {paid.said}", f"Arrondi au cent : environ {euros(price)} par heure."))


def lowest_hourly(period: PeriodText, day: date | None = None) -> Hourly:
    """Return the lowest price per hour among the fees asked for the period itself, not for one of its activities."""
    found = [hourly_price(fee, period, day) for fee in period.fees if not fee.activity]
    known = [one for one in found if one.amount is not None]
    if known:
        return min(known, key=lambda one: one.amount or Decimal(0))
    return found[0] if found else Hourly(None, reason="Tarif pas encore donné.")


def ordinary_day(period: PeriodText) -> int | None:
    """Return the weekday (Monday 0) most like the others by its hours of care, the shortest of two; None without."""
    lengths = minutes_by_weekday(period)
    if not lengths:
        return None
    usual = most_frequent(lengths.values())
    return min(weekday for weekday, minutes in lengths.items() if minutes == usual)


def paid_time(fee: FeeText, period: PeriodText, day: date | None = None) -> Paid:
    """Return the time one amount of `fee` pays for. Raises CannotCompute, saying what is missing."""
    unit = FeeUnit(fee.unit)
    if unit is FeeUnit.PER_HOUR:
        return Paid(Decimal(60), Decimal(1), "C’est déjà un prix par heure.")
    if unit is FeeUnit.PER_HALF_HOUR:
        return Paid(Decimal(30), Decimal(1), "Une heure compte deux demi-heures.")
    if fee.activity:
        raise CannotCompute("Prix par heure impossible à calculer : la durée de l’activité n’est pas décrite.")
    lengths = minutes_by_weekday(period)
    if not lengths:
        raise CannotCompute("Prix par heure impossible à calculer : il manque les heures d’ouverture.")
    return _COUNTED[unit](period, lengths, day)


def _a_day(period: PeriodText, lengths: dict[int, int], day: date | None) -> Paid:
    usual = most_frequent(lengths.values())
    which = "Un jour dure" if len(set(lengths.values())) == 1 else "Le jour le plus courant dure"
    return Paid(Decimal(usual), Decimal(1), f"{which} {duration(usual)}.")


def _a_week(period: PeriodText, lengths: dict[int, int], day: date | None) -> Paid:
    week, days = sum(lengths.values()), len(lengths)
    return Paid(Decimal(week), Decimal(days), f"Une semaine compte {duration(week)} en {counted(days, *DAY)}.")


def _a_month(period: PeriodText, lengths: dict[int, int], day: date | None) -> Paid:
    return _part_of_the_year(period, lengths, day, MONTHS_OF_SCHOOL, "un mois est le dixième de l’année scolaire")


def _a_term(period: PeriodText, lengths: dict[int, int], day: date | None) -> Paid:
    return _part_of_the_year(period, lengths, day, TERMS, "un trimestre est le tiers de l’année scolaire")


def _a_year(period: PeriodText, lengths: dict[int, int], day: date | None) -> Paid:
    calendar = _calendar(period, day)
    days = list(_days_of(period, calendar))
    minutes = sum(lengths[one.weekday()] for one in days)
    if not minutes:
        raise CannotCompute(
            f"Prix par heure impossible à calculer : aucun jour d’accueil de cette période en {calendar.year}."
        )
    said = (
        f"En {calendar.year}, {number(minutes // 60)} heures d’accueil en {counted(len(days), *DAY)} selon le "
        "calendrier scolaire, sans compter les jours de fermeture du lieu."
    )
    return Paid(Decimal(minutes), Decimal(len(days)), said)


_COUNTED: dict[FeeUnit, Callable[[PeriodText, dict[int, int], date | None], Paid]] = {
    FeeUnit.PER_DAY: _a_day,
    FeeUnit.PER_WEEK: _a_week,
    FeeUnit.PER_MONTH: _a_month,
    FeeUnit.PER_TERM: _a_term,
    FeeUnit.PER_YEAR: _a_year,
}


def _part_of_the_year(period: PeriodText, lengths: dict[int, int], day: date | None, parts: int, how: str) -> Paid:
    if not CarePeriodKind(period.kind).in_school_weeks and period.kind != CarePeriodKind.WEEKEND:
        raise CannotCompute(
            "Prix par heure impossible à calculer : pendant les vacances, un mois ou un trimestre ne dit pas combien "
            "de jours sont payés ; donnez un prix par jour ou par semaine."
        )
    year = _a_year(period, lengths, day)
    return Paid(year.minutes / parts, year.days / parts, f"{year.said} Lecture retenue : {how}.")


def minutes_by_weekday(period: PeriodText) -> dict[int, int]:
    """Return the minutes of care of each weekday (Monday 0) that has some."""
    lengths: Counter[int] = Counter()
    for one in period.hours:
        lengths[one.weekday] += one.ends - one.starts
    return dict(lengths)


def most_frequent(lengths: Iterable[int]) -> int:
    """Return the most frequent length, the shortest of two: the price is then never said lower than it is."""
    ranked = Counter(lengths).most_common()
    return min(length for length, times in ranked if times == ranked[0][1])


def _calendar(period: PeriodText, day: date | None) -> SchoolCalendar:
    known = known_school_years()
    wanted = day or period.first_day
    year = SchoolYear.containing(wanted) if wanted else known[-1]
    found = school_year(year.start)
    if found is None:
        raise CannotCompute(f"Prix par heure impossible à calculer : le calendrier scolaire de {year} n’est pas connu.")
    return found


def _days_of(period: PeriodText, calendar: SchoolCalendar) -> Iterator[date]:
    """Yield the days of a school year, its summer included, on which the period takes place."""
    alone = PlaceText(name="", nis="", periods=(period,))
    following = school_year(calendar.year.start + 1)
    end = following.first_day - ONE_DAY if following else calendar.year.last_day
    day = calendar.first_day
    while day <= end:
        if open_on(alone, day):
            yield day
        day += ONE_DAY
