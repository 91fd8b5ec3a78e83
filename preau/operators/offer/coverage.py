"""The question of coverage asked to the law, from the periods of a place: until 17:30, two or four hours a day."""

from collections.abc import Iterable
from datetime import date

from preau.foundation.ui.patterns import CountStep
from preau.law.care_offer import CarePeriodKind
from preau.law.coverage import CareCoverage, CareCoverageQuestion, OpeningPeriod, OpeningSlot, care_coverage
from preau.law.hours_of_day import hour
from preau.operators.description import PeriodText

HOLIDAYS = frozenset({CarePeriodKind.SHORT_HOLIDAYS, CarePeriodKind.LONG_HOLIDAYS})


def coverage_question(periods: Iterable[PeriodText], day: date) -> CareCoverageQuestion:
    """Return the question `care_coverage` for these periods, those that ended before `day` left out.

    Those that have not begun are counted: what is prepared is judged before it begins.
    """
    return CareCoverageQuestion(
        day=day, periods=tuple(_period(one) for one in periods if one.last_day is None or one.last_day >= day)
    )


def _period(period: PeriodText) -> OpeningPeriod:
    kind = CarePeriodKind(period.kind)
    return OpeningPeriod(
        kind=kind,
        hours=tuple(
            OpeningSlot(weekday=one.weekday, starts=hour(one.starts), ends=hour(one.ends)) for one in period.hours
        ),
        holidays=period.holidays if kind in HOLIDAYS else (),
    )


def coverage_of(periods: Iterable[PeriodText], day: date) -> CareCoverage:
    """Return the answer of the law for these periods. Raises Refused for hours that are impossible."""
    return care_coverage(coverage_question(periods, day))


def steps_of(answer: CareCoverage) -> tuple[CountStep, ...]:
    """Return the lines of an answer, as the pages draw them."""
    return tuple(CountStep(one.day, one.text_fr, one.article, one.kind) for one in answer.steps)
