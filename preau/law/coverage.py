"""Does an offer cover what the decree asks: until 17:30 after school, two or four hours a day (art. 14, 27, 35).

What is not told stays unknown: a period without hours may cover everything or nothing.
"""

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta, Struct

from preau.law.care_offer import WEEKDAYS_OF, CarePeriodKind
from preau.law.catalogue import rule
from preau.law.hours_of_day import duration, hour, minute_of
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Refused, Step
from preau.law.subsidies.presences import clock_words
from preau.law.texts import text
from preau.law.words import WEEKDAYS, listed

Verdict = Literal["met", "not_met", "unknown"]
PROGRAMME = text("decree").cite("art. 14, al. 2")
SUBSIDY = text("decree").cite("art. 35, § 1er")
APPROVAL = text("decree").cite("art. 27, § 1er, al. 1er")
AFTER_LESSONS = (CarePeriodKind.AFTER_SCHOOL, CarePeriodKind.WEDNESDAY_AFTERNOON)
BEFORE_AND_AFTER = (CarePeriodKind.BEFORE_SCHOOL, *AFTER_LESSONS)
HOLIDAYS = (CarePeriodKind.SHORT_HOLIDAYS, CarePeriodKind.LONG_HOLIDAYS)
SCHOOL_WEEKDAYS = range(5)
WEDNESDAY = 2
Hour = Annotated[int | str, Meta(description="heure, « 13:00 », ou minutes depuis minuit")]


class OpeningSlot(Question, frozen=True, kw_only=True):
    """From when to when, on one weekday."""

    weekday: Annotated[int, Meta(ge=0, le=6, description="jour de la semaine, lundi 0")]
    starts: Hour
    ends: Hour


class OpeningPeriod(Question, frozen=True, kw_only=True):
    """One period of care. Without hours, they are unknown; without holidays, a period in the holidays is for all."""

    kind: Annotated[CarePeriodKind, Meta(description="période")]
    hours: Annotated[tuple[OpeningSlot, ...], Meta(max_length=200, description="horaires ; absents : inconnus")] = ()
    holidays: Annotated[
        tuple[Annotated[str, Meta(max_length=20)], ...],
        Meta(max_length=20, description="congés visés, s’ils ne le sont pas tous"),
    ] = ()


class CareCoverageQuestion(Question, frozen=True, kw_only=True):
    """What a place offers on a day, period by period. No period at all: the offer is not known."""

    day: Day
    periods: Annotated[tuple[OpeningPeriod, ...], Meta(max_length=200, description="périodes d’accueil")]


class Run(Struct, frozen=True, order=True):
    """A stretch of care without a break, in minutes since midnight."""

    starts: int
    ends: int


class _Offer(Struct, frozen=True):
    """The runs of each kind and weekday, and the kinds of which some hours are unknown."""

    runs: dict[tuple[CarePeriodKind, str, int], tuple[Run, ...]]
    untold: frozenset[CarePeriodKind]


class CoveredDay(Struct, frozen=True):
    """One weekday of lessons (Monday 0) after school: the hour care lasts to, « 18:00 »; "" if none.

    `interrupted`: care stops and starts again before 17:30, which only the end of the lessons can explain.
    """

    weekday: int
    until: str
    interrupted: bool
    verdict: Verdict


class CareCoverage(Answer, frozen=True, kw_only=True):
    """`until_evening`: after school until 17:30, Monday to Friday; `without_wednesday`: on the four other days.

    `school_weeks` and `days_off`: every planned day lasts two, or four hours; `long_enough`: one of both, which the
    approval asks. `not_met` too where no such day is planned.
    """

    until_evening: Verdict
    without_wednesday: Verdict
    evenings: tuple[CoveredDay, ...]
    school_weeks: Verdict
    days_off: Verdict
    long_enough: Verdict


EXAMPLE = {
    "day": "2026-11-20",
    "periods": [
        {
            "kind": "after_school",
            "hours": [{"weekday": weekday, "starts": "15:30", "ends": "18:00"} for weekday in (0, 1, 3, 4)],
        },
        {"kind": "wednesday_afternoon", "hours": [{"weekday": 2, "starts": "12:30", "ends": "17:00"}]},
    ],
}


@rule(
    title="L’offre couvre-t-elle l’après-école jusqu’à 17 h 30, et dure-t-elle assez par jour ?",
    articles=(PROGRAMME, SUBSIDY, APPROVAL),
    example=EXAMPLE,
)
def care_coverage(question: CareCoverageQuestion) -> CareCoverage:
    """Return what an offer covers after school, and whether its days are long enough for the approval.

    Raises Refused for impossible hours, CannotCompute before 2015 (the two and four hours are not known earlier).
    """
    limit = parameter("opening.after_school_until").whole(question.day)
    offer = _offer(question)
    evenings = tuple(_evening(offer, weekday, limit) for weekday in SCHOOL_WEEKDAYS)
    until_evening = _worst(one.verdict for one in evenings)
    school_weeks, school_steps = _school_weeks(offer, parameter("opening.school_day_minutes").whole(question.day))
    days_off, off_steps = _days_off(offer, parameter("opening.day_off_minutes").whole(question.day))
    long_enough, approval_steps = _approval(school_weeks, days_off)
    return CareCoverage(
        until_evening=until_evening,
        without_wednesday=_worst(one.verdict for one in evenings if one.weekday != WEDNESDAY),
        evenings=evenings,
        school_weeks=school_weeks,
        days_off=days_off,
        long_enough=long_enough,
        steps=(*_evening_steps(evenings, until_evening, limit), *school_steps, *off_steps, *approval_steps),
    )


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs in order, those that touch or overlap made one."""
    found: list[Run] = []
    for run in sorted(runs):
        if found and run.starts <= found[-1].ends:
            found[-1] = Run(found[-1].starts, max(found[-1].ends, run.ends))
        else:
            found.append(run)
    return tuple(found)


def _offer(question: CareCoverageQuestion) -> _Offer:
    """Return the hours told, by kind, moment and weekday; a moment is one break, "" the breaks nobody named."""
    told = [(period, _runs(period, f"periods[{rank}]")) for rank, period in enumerate(question.periods)]
    moments: dict[CarePeriodKind, set[str]] = {}
    for period, _ in told:
        moments.setdefault(period.kind, set()).update(period.holidays or ("",))
    days: dict[tuple[CarePeriodKind, str, int], list[Run]] = {}
    for period, runs in told:
        for moment in period.holidays or sorted(moments[period.kind]):
            for weekday, run in runs:
                days.setdefault((period.kind, moment, weekday), []).append(run)
    untold = frozenset(period.kind for period, runs in told if not runs)
    return _Offer({key: merged(runs) for key, runs in days.items()}, untold if told else frozenset(CarePeriodKind))


def _runs(period: OpeningPeriod, field: str) -> list[tuple[int, Run]]:
    """Return the stretches of a period with their weekday; raises Refused for an impossible one."""
    found = []
    if period.holidays and period.kind not in HOLIDAYS:
        raise Refused(f"{field}.holidays", f"« {period.kind.words} » n’est pas une période de congé.")
    for rank, slot in enumerate(period.hours):
        if slot.weekday not in WEEKDAYS_OF[period.kind]:
            raise Refused(
                f"{field}.hours[{rank}].weekday",
                f"« {period.kind.words} » ne tombe pas le {WEEKDAYS[slot.weekday]} : choisissez une autre période.",
            )
        starts = minute_of(slot.starts, f"{field}.hours[{rank}].starts")
        ends = minute_of(slot.ends, f"{field}.hours[{rank}].ends")
        if ends <= starts:
            raise Refused(f"{field}.hours[{rank}].ends", "L’heure de fin vient après l’heure de début.")
        found.append((slot.weekday, Run(starts, ends)))
    return found


def _worst(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    return "not_met" if "not_met" in found else "unknown" if "unknown" in found else "met"


def _evening(offer: _Offer, weekday: int, limit: int) -> CoveredDay:
    (kind,) = (kind for kind in AFTER_LESSONS if weekday in WEEKDAYS_OF[kind])
    runs = [run for run in offer.runs.get((kind, "", weekday), ()) if run.starts < limit]
    lasts = bool(runs) and runs[-1].ends >= limit
    interrupted = lasts and len(runs) > 1
    verdict: Verdict = "unknown" if interrupted or kind in offer.untold else "not_met"
    if lasts and not interrupted:
        verdict = "met"
    return CoveredDay(weekday, hour(runs[-1].ends) if runs else "", interrupted, verdict)


def _evening_steps(evenings: tuple[CoveredDay, ...], verdict: Verdict, limit: int) -> list[Step]:
    until = clock_words(limit)
    steps = []
    for known, interrupted, words in (
        ("met", False, f"accueil jusqu’à {until} au moins."),
        ("not_met", False, f"pas d’accueil jusqu’à {until}."),
        ("unknown", True, f"accueil interrompu, puis repris avant {until} : à comparer à la fin des cours."),
        ("unknown", False, "les horaires ne sont pas tous donnés."),
    ):
        days = [one for one in evenings if (one.verdict, one.interrupted) == (known, interrupted)]
        if days:
            names = listed(map(_day_words, days))
            said = f"{names[0].upper()}{names[1:]} : {words}"
            steps.append(Step(said, PROGRAMME, kind="step" if known == "met" else "warning"))
    covered = {
        "met": f"L’après-école est couvert en semaine jusqu’à {until} au moins : c’est aussi ce que demande la "
        "subvention de type 1.",
        "not_met": f"L’après-école n’est pas couvert chaque jour de semaine jusqu’à {until}, ce que demande aussi la "
        "subvention de type 1.",
        "unknown": f"Impossible à dire si l’après-école est couvert jusqu’à {until}.",
    }
    steps.append(Step(covered[verdict], SUBSIDY, kind="step" if verdict == "met" else "warning"))
    reading = (
        "Lecture retenue : « en semaine » va du lundi au vendredi, mercredi compris, depuis l’accueil qui suit les "
        f"cours jusqu’à {until} sans interruption. L’autre lecture laisse le mercredi à part, car l’article 14 en fait "
        "une période distincte."
    )
    return [*steps, Step(reading, PROGRAMME, kind="reading")]


def _day_words(day: CoveredDay) -> str:
    """Return a weekday, with the hour care stops at when that is too early."""
    name = WEEKDAYS[day.weekday]
    stops = day.verdict == "not_met" and day.until
    return f"{name} (jusqu’à {clock_words(minute_of(day.until, 'until'))})" if stops else name


class _Planned(Struct, frozen=True):
    """A day on which care is planned, or may be (`growing`: hours that nobody told may lengthen it)."""

    words: str
    minutes: int
    growing: bool

    def verdict(self, norm: int) -> Verdict:
        return "met" if self.minutes >= norm else "unknown" if self.growing else "not_met"


def _long(days: list[_Planned], norm: int, what: str) -> tuple[Verdict, Step]:
    """Judge whether each planned day of `what` (« en semaine de cours ») lasts `norm` minutes."""
    if not days:
        return "not_met", Step(f"Aucun jour d’accueil n’est prévu {what}.", APPROVAL)
    verdict = _worst(day.verdict(norm) for day in days)
    asked = duration(norm)
    if verdict == "met":
        return verdict, Step(f"Chaque jour prévu {what} compte au moins {asked} d’accueil.", APPROVAL)
    if verdict == "unknown":
        said = f"Les horaires {what} ne sont pas tous donnés : impossible de vérifier {asked} par jour prévu."
        return verdict, Step(said, APPROVAL, kind="warning")
    short = [f"{day.words} ({duration(day.minutes)})" for day in days if day.verdict(norm) == "not_met"]
    return verdict, Step(f"Moins de {asked} par jour prévu {what} : {listed(short)}.", APPROVAL, kind="warning")


def _school_weeks(offer: _Offer, norm: int) -> tuple[Verdict, list[Step]]:
    days = []
    for weekday in SCHOOL_WEEKDAYS:
        runs = merged(run for kind in BEFORE_AND_AFTER for run in offer.runs.get((kind, "", weekday), ()))
        growing = any(weekday in WEEKDAYS_OF[kind] for kind in BEFORE_AND_AFTER if kind in offer.untold)
        if runs or growing:
            days.append(_Planned(WEEKDAYS[weekday], sum(run.ends - run.starts for run in runs), growing))
    verdict, step = _long(days, norm, "en semaine de cours")
    reading = (
        "Lecture retenue : l’accueil avant et après l’école du même jour s’additionne, chaque minute comptée une fois, "
        "et chaque jour prévu doit suffire."
    )
    return verdict, [step, Step(reading, APPROVAL, kind="reading")]


def _days_off(offer: _Offer, norm: int) -> tuple[Verdict, list[Step]]:
    days = [
        _Planned(
            f"{kind.words.lower()}{f' ({moment})' if moment else ''}, {WEEKDAYS[weekday]}",
            sum(run.ends - run.starts for run in runs),
            kind in offer.untold,
        )
        for (kind, moment, weekday), runs in offer.runs.items()
        if kind not in BEFORE_AND_AFTER
    ]
    days += [_Planned(kind.words, 0, growing=True) for kind in offer.untold if kind not in BEFORE_AND_AFTER]
    verdict, step = _long(days, norm, "le week-end ou en congé scolaire")
    return verdict, [step]


def _approval(school_weeks: Verdict, days_off: Verdict) -> tuple[Verdict, list[Step]]:
    verdicts = {school_weeks, days_off}
    verdict: Verdict = "met" if "met" in verdicts else "unknown" if "unknown" in verdicts else "not_met"
    words = {
        "met": "La durée permet de demander l’agrément.",
        "not_met": "La durée ne permet pas de demander l’agrément.",
        "unknown": "Impossible à dire si la durée permet de demander l’agrément.",
    }
    reading = "Lecture retenue : « et/ou » ; l’une des deux durées suffit pour demander l’agrément."
    return verdict, [
        Step(words[verdict], APPROVAL, kind="step" if verdict == "met" else "warning"),
        Step(reading, APPROVAL, kind="reading"),
    ]
