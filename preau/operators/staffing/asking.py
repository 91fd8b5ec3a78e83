"""How many care workers a period needs: the question put to the law, built in one place, and its answer (art. 16).

The question is about the ordinary day of the period, the next one that comes: a day of lessons, or one of the break.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from msgspec import structs

from preau.foundation.ui.patterns import CountStep
from preau.law.calendar import ONE_DAY
from preau.law.care_offer import CarePeriodKind
from preau.law.hours_of_day import hour, minute_of
from preau.law.results import CannotCompute
from preau.law.staffing.care import CareStaffing, CareStaffingQuestion, SecondAdult, care_staffing
from preau.law.staffing.norms import GapReading
from preau.law.staffing.scope import Operator, OperatorKind
from preau.law.words import WEEKDAYS, counted
from preau.operators.description import PeriodText, PlaceText, period_text
from preau.operators.explained import count_steps_of, law_address
from preau.operators.fees.hourly import ordinary_day
from preau.operators.models import CareOperator, CarePeriod, CarePlace, Recognition
from preau.operators.offer.days import open_on
from preau.operators.offer.hours import said_from_to

AFTER_LESSONS = frozenset({CarePeriodKind.AFTER_SCHOOL, CarePeriodKind.WEDNESDAY_AFTERNOON})
NO_HOURS = "Impossible à calculer : donnez les heures d’ouverture de cette période."
LOOKED_AHEAD = 400  # days: a summer comes back within


@dataclass(frozen=True)
class Staffed:
    """What the law says of the staffing of a period, or what is missing to ask it (`about_operator`: of what it is).

    `others`: the weekdays that need another number, `others_lack` when those planned are too few on one of them.
    `looser`: what the other reading of exactly three hours would ask, None where both come to the same.
    """

    day_words: str = ""
    question: CareStaffingQuestion | None = None
    answer: CareStaffing | None = None
    missing: str = ""
    about_operator: bool = False
    others: tuple[str, ...] = ()
    others_lack: bool = False
    looser: int | None = None

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Return the verdicts in words, each with the kind of its tag."""
        if self.answer is None:
            return [("Impossible à calculer", "wait")]
        if not self.answer.bound:
            return [("Pas tenu au taux", "quiet"), *self._second_adult()]
        norm = [_NORM[self.answer.norm_met], *([OTHER_DAY] if self.others_lack else [])]
        return [*norm, *_LAST_YEAR.get(self.answer.last_year_met, []), *self._second_adult()]

    def _second_adult(self) -> list[tuple[str, str]]:
        if self.answer is None or not self.answer.second_adult_needed:
            return []
        return [_SECOND[self.answer.second_adult_met]]

    @property
    def faulty(self) -> bool:
        """Tell whether something asked for is not there."""
        found = self.answer
        verdicts = {found.norm_met, found.last_year_met, found.second_adult_met} if found else set()
        return False in verdicts or self.others_lack

    @property
    def unsure(self) -> bool:
        """Tell whether something asked for is not known: it is neither met nor missing."""
        found = self.answer
        if found is None:
            return True
        asked = {found.norm_met, found.last_year_met} if found.bound else set()
        return None in asked or (found.second_adult_needed and found.second_adult_met is None)

    @property
    def mixed(self) -> str:
        """Return both ways to count children of mixed ages, "" where they come to the same."""
        if self.answer is None or self.answer.workers is None or self.answer.pooled is None:
            return ""
        if self.answer.workers == self.answer.pooled or not (self.answer.under_six and self.answer.six_and_over):
            return ""
        return (
            f"Âges comptés à part : {counted(self.answer.workers, 'accueillant', 'accueillants')} (lecture retenue). "
            f"Ensemble : {self.answer.pooled}."
        )

    @property
    def gap(self) -> str:
        """Return both readings of exactly three hours, "" where they come to the same."""
        if self.answer is None or self.answer.workers is None or self.looser is None:
            return ""
        kept = counted(self.answer.workers, "accueillant", "accueillants")
        return (
            f"Trois heures exactement, que le décret ne vise pas : {kept} (lecture retenue, la plus stricte) ; l’autre "
            f"lecture donnerait {self.looser}. Faites confirmer par l’ONE."
        )

    @property
    def steps(self) -> tuple[CountStep, ...]:
        return count_steps_of(self.answer) if self.answer else ()

    @property
    def address(self) -> str:
        """Return where the same question is asked to the law, to be tried with other numbers."""
        return law_address("care_staffing", self.question) if self.question else ""


OTHER_DAY = ("Trop peu un autre jour", "bad")
_NORM = {
    True: ("Norme assurée", "done"),
    False: ("Sous la norme", "bad"),
    None: ("Accueillants pas encore sus", "wait"),
}
_LAST_YEAR = {
    False: [("Moins que l’an dernier", "bad")],
    None: [("An dernier pas encore su", "wait")],
}
_SECOND = {
    True: ("Second adulte", "done"),
    False: ("Pas de second adulte", "bad"),
    None: ("Second adulte pas encore su", "wait"),
}


def law_operator(operator: CareOperator, day: date) -> Operator:
    """Return what decides whether the ratios bind an operator; its recognitions are best prefetched.

    Without any recognition known, whether it is approved is not known either.
    """
    held = list(operator.recognitions.all())
    approvals = [one for one in held if one.kind == Recognition.Kind.ATL_APPROVAL and _in_force(one, day)]
    return Operator(
        kind=OperatorKind(operator.kind) if operator.kind else None,
        approved=bool(approvals) if held else None,
        in_cle=operator.in_cle is not False,
    )


def _in_force(one: Recognition, day: date) -> bool:
    return (one.valid_from is None or one.valid_from <= day) and (one.valid_to is None or one.valid_to >= day)


def staffing_question(place: CarePlace, period: CarePeriod, weekday: int, day: date) -> CareStaffingQuestion:
    """Return what is asked of the law about a period on its next `weekday` from `day` on.

    Of several stretches of hours the longest is asked about. Raises CannotCompute without hours that day.
    """
    text = period_text(period)
    stretches = [one for one in text.hours if one.weekday == weekday]
    if not stretches:
        raise CannotCompute(NO_HOURS)
    longest = max(stretches, key=lambda one: one.ends - one.starts)
    return CareStaffingQuestion(
        day=next_day(text, weekday, day),
        starts=hour(longest.starts),
        ends=hour(longest.ends),
        after_school=CarePeriodKind(period.kind) in AFTER_LESSONS,
        under_six=period.expected_under_six,
        six_and_over=period.expected_six_and_over,
        staff=period.workers,
        last_year=period.workers_last_year,
        second_adult=SecondAdult(period.second_adult) if period.second_adult else None,
        operator=law_operator(place.operator, day),
    )


def next_day(period: PeriodText, weekday: int, day: date) -> date:
    """Return the first `weekday` from `day` on on which the period takes place, as far as the calendar is known."""
    first = day + timedelta(days=(weekday - day.weekday()) % 7)
    alone = PlaceText(name="", nis="", periods=(period,))
    weeks = (first + 7 * ONE_DAY * week for week in range(LOOKED_AHEAD // 7))
    return next((one for one in weeks if open_on(alone, one)), first)


def staffed(place: CarePlace, period: CarePeriod, day: date) -> Staffed:
    """Return the law's answer about a period from `day` on, never raising: what is missing is said."""
    usual = ordinary_day(period_text(period))
    if usual is None:
        return Staffed(missing=NO_HOURS)
    question = staffing_question(place, period, usual, day)
    words = _day_words(usual, question)
    try:
        answer = care_staffing(question)
    except CannotCompute as missing:
        return Staffed(words, question, missing=str(missing), about_operator=missing.field.startswith("operator"))
    others = _others(place, period, usual, answer, day)
    return Staffed(
        words,
        question,
        answer,
        others=tuple(said for said, _ in others),
        others_lack=period.workers is not None and any(period.workers < workers for _, workers in others),
        looser=_looser(question, answer),
    )


def _looser(question: CareStaffingQuestion, answer: CareStaffing) -> int | None:
    """Return the workers that the less strict reading of exactly three hours asks, None where it is the same."""
    workers = care_staffing(structs.replace(question, gap_reading=GapReading.LOOSER)).workers
    return workers if workers != answer.workers else None


def _day_words(weekday: int, question: CareStaffingQuestion) -> str:
    said = said_from_to(minute_of(question.starts, "starts"), minute_of(question.ends, "ends"))
    return f"{WEEKDAYS[weekday]} de {said}"


def _others(place: CarePlace, period: CarePeriod, usual: int, answer: CareStaffing, day: date) -> list[tuple[str, int]]:
    """Return the weekdays that need another number of workers than the ordinary one, in words, with that number."""
    found = []
    for weekday in sorted({one.weekday for one in period.hours.all()} - {usual}):
        question = staffing_question(place, period, weekday, day)
        workers = care_staffing(question).workers
        if workers is not None and workers != answer.workers:
            needed = counted(workers, "accueillant", "accueillants")
            found.append((f"{_day_words(weekday, question)} : {needed}", workers))
    return found
