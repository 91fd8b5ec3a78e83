"""When a homework school is open: enough for recognition (U4, art. 7, § 3) and for the subsidy (F5, art. 17, § 1er).

Recognition counts hours outside school, mornings and weekends included; the subsidy counts weekdays after class, each
place by itself when several places are one homework school.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.calendar import ONE_DAY, school_year
from preau.law.catalogue import rule
from preau.law.homework_schools.verdicts import Criterion, Tally, Verdict, all_of, decree, overall, tally, verdict
from preau.law.inputs import Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Refused, Step
from preau.law.words import counted

RECOGNITION, SUBSIDY = decree("art. 7, § 3"), decree("art. 17, § 1er")
DAY_LONG = 24 * 60
Minutes = Annotated[int, Meta(ge=0, le=DAY_LONG)]
"""Minutes of one day."""


class OpeningWeek(Question, frozen=True, kw_only=True):
    """One week of one place. A null among the minutes is a day whose hours are unknown."""

    monday: Annotated[date, Meta(description="lundi de la semaine")]
    after_school: Annotated[
        tuple[Minutes | None, ...],
        Meta(min_length=1, max_length=7, description="minutes d’ouverture après l’école, par jour depuis le lundi"),
    ]
    other_minutes: Annotated[
        int, Meta(ge=0, le=7 * DAY_LONG, description="autres minutes hors des heures scolaires : matins, week-ends")
    ] = 0
    school_week: (
        Annotated[bool, Meta(description="semaine de cours ; absent : d’après le calendrier scolaire")] | None
    ) = None


class OpeningPlace(Question, frozen=True, kw_only=True):
    """One place with its weeks."""

    weeks: Annotated[tuple[OpeningWeek, ...], Meta(max_length=60, description="semaines d’ouverture")]


class OpeningQuestion(Question, frozen=True, kw_only=True):
    """The weeks of one activity year, by place; several places are one homework school by derogation."""

    start: Annotated[int, Meta(ge=2013, le=2099, description="année civile où l’année d’activités commence")]
    places: Annotated[tuple[OpeningPlace, ...], Meta(min_length=1, max_length=20, description="lieux")]


class Opening(Answer, frozen=True, kw_only=True):
    """The verdicts U4 and F5, the weeks that count for U4, and for F5 those of each place."""

    u4: Verdict
    f5: Verdict
    u4_weeks: Tally
    f5_weeks: tuple[Tally, ...]


class WeekNorm(Struct, frozen=True):
    """What a week must reach to count for the subsidy."""

    day_minutes: int
    week_minutes: int
    days: int


EXAMPLE_WEEK = {"monday": "2026-10-05", "after_school": [100, 100, 0, 100, 0]}


@rule(
    title="École de devoirs : les semaines d’ouverture, pour la reconnaissance et pour la subvention",
    articles=(RECOGNITION, SUBSIDY),
    example={"start": 2026, "places": [{"weeks": [EXAMPLE_WEEK]}]},
)
def edd_opening(question: OpeningQuestion) -> Opening:
    """Return whether the weeks of an activity year reach the thresholds U4 and F5.

    Raises Refused for a week that is none or comes twice.
    """
    day = date(question.start, 9, 1)
    _check(question)
    several = len(question.places) > 1
    u4_weeks = _recognition_weeks(question, day)
    f5_weeks = tuple(_subsidy_weeks(place, question.start, day, several) for place in question.places)
    needed_u4 = parameter("homework_schools.recognition.weeks").whole(day)
    needed_f5 = parameter("homework_schools.opening.weeks").whole(day)
    u4 = Criterion(
        "U4",
        verdict(u4_weeks.reach(needed_u4)),
        f"semaines de 2 heures au moins hors des heures scolaires : {u4_weeks.words} ; il en faut {needed_u4}.",
        RECOGNITION,
    )
    by_place = [
        Criterion(
            f"F5, lieu {rank}" if several else "F5",
            verdict(weeks.reach(needed_f5)),
            f"semaines qui comptent du 1er septembre au 30 juin : {weeks.words} ; il en faut {needed_f5}.",
            SUBSIDY,
        )
        for rank, weeks in enumerate(f5_weeks, start=1)
    ]
    steps = (u4.step, _norm_step(week_norm(day, several)), *(one.step for one in by_place), *_notes(question, day))
    return Opening(
        u4=u4.verdict,
        f5=overall(one.verdict for one in by_place),
        u4_weeks=u4_weeks,
        f5_weeks=f5_weeks,
        steps=steps,
    )


def week_norm(day: date, several: bool) -> WeekNorm:
    """Return what a week must reach on `day`, less for each of several places that are one homework school."""
    reduced = "_reduced" if several else ""
    return WeekNorm(
        day_minutes=parameter("homework_schools.opening.day_minutes").whole(day),
        week_minutes=parameter(f"homework_schools.opening.week_minutes{reduced}").whole(day),
        days=parameter(f"homework_schools.opening.week_days{reduced}").whole(day),
    )


def week_ok(minutes: Sequence[int], norm: WeekNorm) -> bool:
    """Say whether a week counts for the subsidy; `minutes` are those open after school, day by day, at one place.

    A day shorter than the norm does not count at all.
    """
    long_enough = [one for one in minutes if one >= norm.day_minutes]
    return sum(long_enough) >= norm.week_minutes and len(long_enough) >= norm.days


def _check(question: OpeningQuestion) -> None:
    first, last = date(question.start, 8, 20), date(question.start + 1, 8, 31)
    for place_rank, place in enumerate(question.places):
        seen = set()
        for rank, week in enumerate(place.weeks):
            field = f"places[{place_rank}].weeks[{rank}].monday"
            if week.monday.weekday() != 0:
                raise Refused(field, "Une semaine se donne par son lundi.")
            if not first <= week.monday <= last:
                raise Refused(field, f"Cette semaine n’est pas de l’année d’activités {question.start}.")
            if week.monday in seen:
                raise Refused(field, "Cette semaine est donnée deux fois pour le même lieu.")
            seen.add(week.monday)


def _in_school(week: OpeningWeek, start: int) -> bool | None:
    """Say whether the week has lessons, by what the question says or else the school calendar; None when unknown."""
    if week.school_week is not None:
        return week.school_week
    calendar = school_year(start)
    if calendar is None:
        return None
    days = [week.monday + rank * ONE_DAY for rank in range(5)]
    return any(calendar.first_day <= day <= calendar.last_day and not calendar.day_off(day) for day in days)


def _recognition_weeks(question: OpeningQuestion, day: date) -> Tally:
    """Return the school weeks open long enough for U4.

    Hours of several places may overlap: a week is sure when one place reaches the norm, possible when all together do.
    """
    norm = parameter("homework_schools.recognition.week_minutes").whole(day)
    mondays: dict[date, list[OpeningWeek]] = {}
    for place in question.places:
        for week in place.weeks:
            mondays.setdefault(week.monday, []).append(week)
    found = []
    for weeks in mondays.values():
        one = max(_outside_school(week, unknown=0) for week in weeks) >= norm
        together = sum(_outside_school(week, unknown=DAY_LONG) for week in weeks) >= norm
        in_school = [_in_school(week, question.start) for week in weeks]
        lessons = True if True in in_school else None if None in in_school else False
        found.append(all_of(lessons, True if one else None if together else False))
    return tally(found)


def _outside_school(week: OpeningWeek, *, unknown: int) -> int:
    return week.other_minutes + sum(unknown if one is None else one for one in week.after_school)


def _subsidy_weeks(place: OpeningPlace, start: int, day: date, several: bool) -> Tally:
    """Return the weeks of one place that count for F5."""
    norm = week_norm(day, several)
    found = []
    for week in place.weeks:
        surely = week_ok(_after_school(week, start, unknown=0), norm)
        possibly = week_ok(_after_school(week, start, unknown=DAY_LONG), norm)
        found.append(all_of(_in_school(week, start), True if surely else None if possibly else False))
    return tally(found)


def _after_school(week: OpeningWeek, start: int, *, unknown: int) -> list[int]:
    """Return the minutes of the weekdays that lie between 1 September and 30 June."""
    first, last = date(start, 9, 1), date(start + 1, 6, 30)
    return [
        unknown if minutes is None else minutes
        for rank, minutes in enumerate(week.after_school[:5])
        if first <= week.monday + rank * ONE_DAY <= last
    ]


def _norm_step(norm: WeekNorm) -> Step:
    return Step(
        f"Une semaine compte pour la subvention avec {norm.week_minutes} minutes au moins sur "
        f"{norm.days} jours au moins ; un jour de moins de {norm.day_minutes} minutes ne compte pas.",
        SUBSIDY,
    )


def _notes(question: OpeningQuestion, day: date) -> list[Step]:
    """Return what was read and what to look at."""
    norm = week_norm(day, several=False)
    short = sum(
        minutes is not None and 0 < minutes < norm.day_minutes
        for place in question.places
        for week in place.weeks
        for minutes in week.after_school[:5]
    )
    notes = [
        Step(
            "« Après les heures scolaires » vise les jours de semaine après la classe, mercredi après-midi compris ; "
            "la reconnaissance compte aussi les matins et les week-ends.",
            SUBSIDY,
            kind="reading",
        ),
        Step(
            "Une semaine écourtée par un congé ou par le 1er septembre ou le 30 juin garde les mêmes seuils, sur ses "
            "jours restants.",
            SUBSIDY,
            kind="reading",
        ),
    ]
    if short:
        words = counted(short, "jour d’ouverture trop court", "jours d’ouverture trop courts")
        notes.append(Step(f"{words}, de moins de {norm.day_minutes} minutes.", SUBSIDY, kind="warning"))
    if len(question.places) > 1:
        notes.append(
            Step(
                "Plusieurs lieux comptés comme une école de devoirs : chacun atteint les seuils réduits, sans que tous "
                "ensemble doivent encore atteindre 5 heures sur 3 jours.",
                SUBSIDY,
                kind="reading",
            )
        )
    return notes
