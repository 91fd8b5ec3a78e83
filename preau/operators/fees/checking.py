"""Whether a fee is allowed: the question put to the law, built in one place, and its answer (decree, art. 32).

The law judges what is asked for one day of care. An amount by the half hour, the week or the year is brought to a day
first; of the days shorter than the capped hours the longest is asked about, for it is the dearest.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from preau.foundation.ui.patterns import CountStep
from preau.law.care_offer import FeeUnit
from preau.law.fees import FeeCheck, FeeCheckQuestion, fee_check
from preau.law.hours_of_day import duration
from preau.law.indexation import CENT, cents
from preau.law.parameters import parameter
from preau.law.results import CannotCompute
from preau.law.words import counted, euros, number
from preau.operators.description import FeeText, PeriodText
from preau.operators.explained import count_steps_of, law_address
from preau.operators.fees.hourly import minutes_by_weekday, most_frequent, paid_time

STARTED = {FeeUnit.PER_HALF_HOUR: (30, "demi-heure", "demi-heures"), FeeUnit.PER_HOUR: (60, "heure", "heures")}
TOLD = {
    ("cap", "met"): ("Plafond respecté", "done"),
    ("cap", "none"): ("Pas de plafond", "quiet"),
    ("cap", "not_met"): ("Au-dessus du plafond", "bad"),
    ("cap", "unknown"): ("Plafond impossible à calculer", "wait"),
    ("same", "met"): ("Même prix pour tous", "done"),
    ("same", "not_met"): ("Différence selon la commune", "bad"),
    ("same", "unknown"): ("Autres communes : pas encore su", "wait"),
}


@dataclass(frozen=True)
class Daily:
    """What a fee makes for one day of care: a factor for its amounts, and the words of it."""

    factor: Decimal
    said: str


@dataclass(frozen=True)
class Checked:
    """What the law says of a fee on a day, or what is missing to ask it."""

    question: FeeCheckQuestion | None = None
    answer: FeeCheck | None = None
    missing: str = ""
    said: str = ""

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Return the verdicts in words, each with the kind of its tag."""
        if self.answer is None:
            return [TOLD["cap", "unknown"]]
        capped = _is_capped(self.question)
        return [
            TOLD["cap", self.answer.under_cap if capped else "none"],
            TOLD["same", self.answer.same_for_all],
        ]

    @property
    def faulty(self) -> bool:
        """Tell whether the law forbids what is asked."""
        return self.answer is not None and "not_met" in {self.answer.under_cap, self.answer.same_for_all}

    @property
    def steps(self) -> tuple[CountStep, ...]:
        return count_steps_of(self.answer) if self.answer else ()

    @property
    def address(self) -> str:
        """Return where the same question is asked to the law, to be tried with an index of prices."""
        return law_address("fee_check", self.question) if self.question else ""


def fee_question(fee: FeeText, period: PeriodText, day: date) -> FeeCheckQuestion:
    """Return what is asked of the law about a fee on a day.

    Raises CannotCompute when what is asked per day of care cannot be told.
    """
    length = _day_asked_about(period, day)
    daily = _daily(fee, period, day, length)
    granted = fee.derogation is not None and fee.derogation_on is not None and fee.derogation_on <= day
    return FeeCheckQuestion(
        day=day,
        hours_per_day=None if length is None else (Decimal(length) / 60).quantize(CENT, ROUND_DOWN),
        derogation=fee.derogation if granted else None,
        asked=cents(fee.amount * daily.factor),
        asked_elsewhere=None if fee.elsewhere is None else cents(fee.elsewhere * daily.factor),
    )


def checked(fee: FeeText, period: PeriodText, day: date) -> Checked:
    """Return the law's answer about a fee on a day, never raising: what is missing is said."""
    try:
        question = fee_question(fee, period, day)
        said = _daily(fee, period, day, _day_asked_about(period, day)).said
    except CannotCompute as missing:
        return Checked(missing=str(missing))
    try:
        return Checked(question, fee_check(question), said=said)
    except CannotCompute as missing:
        return Checked(question, missing=str(missing), said=said)


def _is_capped(question: FeeCheckQuestion | None) -> bool:
    if question is None or question.hours_per_day is None:
        return True
    return question.hours_per_day < parameter("fees.capped_hours").amount(question.day)


def _day_asked_about(period: PeriodText, day: date) -> int | None:
    """Return the minutes of the day to judge: the longest of those under the cap, or else the most frequent."""
    lengths = minutes_by_weekday(period).values()
    limit = parameter("fees.capped_hours").amount(day) * 60
    short = [length for length in lengths if length < limit]
    return max(short) if short else most_frequent(lengths) if lengths else None


def _daily(fee: FeeText, period: PeriodText, day: date, length: int | None) -> Daily:
    unit = FeeUnit(fee.unit)
    if unit in {FeeUnit.FREE, FeeUnit.PER_DAY}:
        return Daily(Decimal(1), "")
    if fee.activity:
        raise CannotCompute(
            "Impossible à calculer : la durée de l’activité n’est pas décrite ; donnez un prix par jour d’accueil."
        )
    if length is None:
        raise CannotCompute("Impossible à calculer : donnez les heures d’ouverture de cette période.")
    asked = f"{euros(fee.amount)} {unit.words}"
    if unit in STARTED:
        slice_of, one, several = STARTED[unit]
        started = -(-length // slice_of)
        said = f"{asked}, {counted(started, one, several)} pour un jour de {duration(length)}"
        return Daily(Decimal(started), f"{said} : {euros(cents(fee.amount * started))} par jour.")
    days = paid_time(fee, period, day).days
    said = f"{asked}, réparti sur {number(days.quantize(Decimal(1)))} jours d’accueil"
    return Daily(1 / days, f"{said} : environ {euros(cents(fee.amount / days))} par jour.")
