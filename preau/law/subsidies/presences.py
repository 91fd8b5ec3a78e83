"""What makes a presence day: type 1, type 2 and flexible care (order, art. 23, 26/2 and 26/9).

Each criterion is yes, no or unknown; one "no" settles it, an unknown never counts as yes.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Refused, Step
from preau.law.texts import text
from preau.law.words import number

Verdict = Literal["yes", "no", "unknown"]
ART_23 = text("order").cite("art. 23")
ART_26_2 = text("order").cite("art. 26/2")
ART_26_9 = text("order").cite("art. 26/9")
ART_35 = text("decree").cite("art. 35, § 1er")

Minutes = Annotated[int, Meta(ge=0, le=1440)]
ClockTime = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class PresenceDay(Answer, frozen=True, kw_only=True):
    """Whether a presence counts as a presence day: yes, no, or unknown while something is missing."""

    counts: Verdict


def minutes_of(clock_time: str) -> int:
    """Return a time of the day in minutes since midnight: "17:30" is 1050."""
    hours, minutes = clock_time.split(":")
    return int(hours) * 60 + int(minutes)


def clock_words(minutes: int) -> str:
    """Return minutes since midnight as a time in a sentence: « 17 h 30 »."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def _limit(name: str, day: date) -> int:
    """Return a parameter in hours as minutes."""
    return int(parameter(name).amount(day) * 60)


class PresenceDayType1Question(Question, frozen=True, kw_only=True):
    """One child on one school day; None is unknown."""

    day: Day
    registered: Annotated[bool, Meta(description="inscrit et pris en charge par le personnel")] | None = None
    minutes_after_classes: Annotated[Minutes, Meta(description="minutes de présence après la fin des cours")] | None = (
        None
    )
    fetched_at_end: Annotated[bool, Meta(description="repris par ses parents à la fin des cours")] | None = None
    led_home: Annotated[bool, Meta(description="reconduit par le rang")] | None = None
    already_counted: Annotated[bool, Meta(description="déjà compté ce jour-là")] | None = None
    counted_elsewhere: (
        Annotated[bool, Meta(description="compté pour un milieu d’accueil subventionné par l’ONE")] | None
    ) = None
    open_until: Annotated[ClockTime, Meta(description="heure de fermeture de l’accueil, HH:MM")] | None = None


@rule(
    title="Journée de présence de type 1",
    articles=(ART_23, ART_35),
    example={
        "day": "2026-03-02",
        "registered": True,
        "minutes_after_classes": 20,
        "fetched_at_end": False,
        "led_home": False,
        "already_counted": False,
        "counted_elsewhere": False,
        "open_until": "17:30",
    },
)
def presence_day_type_1(question: PresenceDayType1Question) -> PresenceDay:
    """Return whether the presence of a child counts for the subsidy of type 1.

    Raises CannotCompute before 2015, when the definition is not known.
    """
    least = parameter("subsidies.type_1.least_minutes").whole(question.day)
    until = _limit("subsidies.type_1.cover_until", question.day)
    closes = None if question.open_until is None else minutes_of(question.open_until) >= until
    checks = [
        _wanted(question.registered, "inscrit et pris en charge par le personnel", ART_23),
        _lasts(question.minutes_after_classes, least, "après la fin des cours", ART_23),
        _unwanted(question.fetched_at_end, "repris par ses parents à la fin des cours", ART_23),
        _unwanted(question.led_home, "reconduit par le rang", ART_23),
        _unwanted(question.already_counted, "déjà compté ce jour-là", ART_35),
        _unwanted(question.counted_elsewhere, "compté pour un milieu d’accueil subventionné", ART_35),
        _wanted(closes, f"ouvert au moins jusqu’à {clock_words(until)}", ART_35),
    ]
    said = (
        f"Lecture retenue : l’accueil est ouvert jusqu’à {clock_words(until)} au moins, l’enfant ne doit rester que "
        f"{least} minutes."
    )
    return _presence(checks, Step(said, ART_35, kind="reading"))


class PresenceDayType2Question(Question, frozen=True, kw_only=True):
    """One child on one day: a school day, or a holiday; None is unknown."""

    day: Day
    holiday: Annotated[bool, Meta(description="jour de vacances scolaires")]
    registered: Annotated[bool, Meta(description="inscrit et pris en charge par le personnel")] | None = None
    minutes_before_classes: Annotated[Minutes, Meta(description="minutes avant le début des cours")] | None = None
    minutes_after_classes: Annotated[Minutes, Meta(description="minutes après la fin des cours")] | None = None
    fetched_at_end: Annotated[bool, Meta(description="repris par ses parents à la fin des cours")] | None = None
    led_home: Annotated[bool, Meta(description="reconduit par le rang")] | None = None
    holiday_minutes: Annotated[Minutes, Meta(description="minutes de présence un jour de vacances")] | None = None


@rule(
    title="Journée de présence de type 2",
    articles=(ART_26_2,),
    example={"day": "2026-03-02", "holiday": False, "registered": True, "minutes_before_classes": 25},
)
def presence_day_type_2(question: PresenceDayType2Question) -> PresenceDay:
    """Return whether the presence of a child counts for the subsidy of type 2; morning and afternoon count once.

    Raises CannotCompute before 2015, when the definition is not known.
    """
    least = parameter("subsidies.type_2.least_minutes").whole(question.day)
    registered = _wanted(question.registered, "inscrit et pris en charge par le personnel", ART_26_2)
    if question.holiday:
        minutes = parameter("subsidies.type_2.holiday_presence_minutes").whole(question.day)
        return _presence([registered, _lasts(question.holiday_minutes, minutes, "un jour de vacances", ART_26_2)])
    morning = _lasts(question.minutes_before_classes, least, "avant le début des cours", ART_26_2)
    afternoon = _worst(
        [
            _lasts(question.minutes_after_classes, least, "après la fin des cours", ART_26_2),
            _unwanted(question.fetched_at_end, "repris par ses parents à la fin des cours", ART_26_2),
            _unwanted(question.led_home, "reconduit par le rang", ART_26_2),
        ]
    )
    once = Step("Matin et après-midi ne comptent qu’une fois.", ART_26_2)
    parts = [morning, afternoon]
    one = next((part for wanted in ("yes", "unknown") for part in parts if part[0] == wanted), None)
    if one is None:
        return _presence([registered, morning, afternoon], once)
    return _presence([registered, one], once)


class PresenceDayFlexibleQuestion(Question, frozen=True, kw_only=True):
    """One child on one day of flexible care: its hours on a weekday, its minutes at the weekend."""

    day: Day
    arrives: Annotated[ClockTime, Meta(description="heure d’arrivée, HH:MM")] | None = None
    leaves: Annotated[ClockTime, Meta(description="heure de départ, HH:MM")] | None = None


@rule(
    title="Journée de présence en accueil flexible",
    articles=(ART_26_9,),
    example={"day": "2026-03-02", "arrives": "06:15", "leaves": "08:00"},
)
def presence_day_flexible(question: PresenceDayFlexibleQuestion) -> PresenceDay:
    """Return whether a presence counts for flexible care: before 7:00, after 18:00, or three hours at the weekend.

    Raises CannotCompute before 2015, Refused when a child leaves before it arrives.
    """
    minutes = parameter("subsidies.flexible.weekend_minutes").whole(question.day)
    arrives = None if question.arrives is None else minutes_of(question.arrives)
    leaves = None if question.leaves is None else minutes_of(question.leaves)
    if arrives is not None and leaves is not None and leaves <= arrives:
        raise Refused("leaves", "Le départ doit suivre l’arrivée.")
    if question.day.weekday() >= 5:
        stay = None if arrives is None or leaves is None else leaves - arrives
        return _presence([_lasts(stay, minutes, "un jour de week-end", ART_26_9)])
    early = _limit("subsidies.flexible.before", question.day)
    late = _limit("subsidies.flexible.after", question.day)
    before = None if arrives is None else arrives < early
    after = None if leaves is None else leaves > late
    if before or after:
        said = f"Présent {f'avant {clock_words(early)}' if before else f'après {clock_words(late)}'} en semaine."
        return PresenceDay(counts="yes", steps=(Step(said, ART_26_9), Step("La journée compte.", ART_26_9)))
    checks = [
        _wanted(before, f"présent avant {clock_words(early)}", ART_26_9),
        _wanted(after, f"présent après {clock_words(late)}", ART_26_9),
    ]
    return _presence([one for one in checks if one[0] == "unknown"] or checks)  # either is enough


Check = tuple[Verdict, Step]


def _wanted(fact: bool | None, words: str, article: str) -> Check:
    if fact is None:
        return "unknown", Step(f"À savoir : {words} ?", article, kind="warning")
    return ("yes", Step(f"Oui : {words}.", article)) if fact else ("no", Step(f"Non : pas {words}.", article))


def _unwanted(fact: bool | None, words: str, article: str) -> Check:
    if fact is None:
        return "unknown", Step(f"À savoir : {words} ?", article, kind="warning")
    return ("no", Step(f"Exclu : {words}.", article)) if fact else ("yes", Step(f"Pas {words}.", article))


def _lasts(minutes: int | None, least: int, when: str, article: str) -> Check:
    if minutes is None:
        return "unknown", Step(f"À savoir : combien de minutes {when} ?", article, kind="warning")
    enough = minutes >= least
    verb = "au moins" if enough else "moins de"
    said = f"{number(minutes)} minutes {when} : {verb} {least}."
    return ("yes" if enough else "no"), Step(said, article)


def _worst(checks: list[Check]) -> Check:
    """Return the check that settles several needed together: a "no", else an unknown, else the first."""
    return next((one for wanted in ("no", "unknown") for one in checks if one[0] == wanted), checks[0])


def _presence(checks: list[Check], *more: Step) -> PresenceDay:
    verdict = _worst(checks)[0]
    said = {"yes": "La journée compte.", "no": "La journée ne compte pas.", "unknown": "On ne peut pas encore le dire."}
    article = checks[0][1].article
    steps = (*(step for _, step in checks), *more, Step(said[verdict], article))
    return PresenceDay(counts=verdict, steps=steps)
