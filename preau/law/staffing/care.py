"""How many care workers a period of care needs (decree of 3 July 2003, art. 16, § 1).

One worker per started slice of 18 children when the care lasts less than three hours, or follows the lessons until
19:00; otherwise, beyond three hours, one per started slice of 8 children under six and of 12 children of six and over.
Exactly three hours is in neither: the stricter norm is kept, the other is an option. `norms.workers_needed` is
the bare number; `care_staffing` the same with its explanation.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from preau.law.ages import ages_on, is_of_age
from preau.law.calendar import SATURDAY, school_holiday
from preau.law.catalogue import rule
from preau.law.hours_of_day import minute_of
from preau.law.inputs import Children, Count, Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.staffing.norms import GapReading, Norms, norms_on, started_slices
from preau.law.staffing.parts import CHILD, LONG, WORKER, Case, StaffingPart, parts_of
from preau.law.staffing.scope import (
    DECREE,
    PROJECT_LEADER_OWED,
    RATIO,
    TWO_ADULTS,
    Operator,
    is_bound,
    owes_project_leader,
)
from preau.law.texts import text
from preau.law.words import counted, listed

FLEXIBLE = text("order").cite("art. 26/10, § 1er, 7°")

Hour = Annotated[int | str, Meta(description="heure, « 13:00 », ou minutes depuis minuit")]


class SecondAdult(StrEnum):
    """Where the second adult is."""

    PRESENT = "present"
    ON_CALL = "on_call"
    NONE = "none"


class CareStaffingQuestion(Question, frozen=True, kw_only=True):
    """A period of care on a day, and the children: either two counts, or the birth days to count by age that day."""

    day: Day
    starts: Hour
    ends: Hour
    after_school: Annotated[bool, Meta(description="la période suit immédiatement les heures de cours")]
    under_six: Annotated[Children | None, Meta(description="enfants de moins de six ans ce jour-là")] = None
    six_and_over: Annotated[Children | None, Meta(description="enfants de six ans ou plus ce jour-là")] = None
    births: (
        Annotated[
            tuple[Day, ...], Meta(max_length=5000, description="ou bien : jours de naissance des enfants présents")
        ]
        | None
    ) = None
    staff: Annotated[Count | None, Meta(description="accueillants présents")] = None
    last_year: Annotated[Count | None, Meta(description="accueillants présents l’année précédente, même période")] = (
        None
    )
    second_adult: Annotated[
        SecondAdult | None, Meta(description="second adulte : present, on_call (joignable) ou none")
    ] = None
    operator: Annotated[Operator | None, Meta(description="l’opérateur ; absent : tenu au taux")] = None
    flexible: Annotated[bool, Meta(description="période d’accueil flexible subventionné")] = False
    gap_reading: Annotated[GapReading, Meta(description="norme pour trois heures exactement")] = GapReading.STRICTER


class CareStaffing(Answer, frozen=True, kw_only=True):
    """`workers` the norm (None when the operator is not bound), `pooled` what one count of all ages would give.

    `norm_met`, `last_year_met` (never below last year's staffing) and `second_adult_met` are None when not known or
    not asked of this operator.
    """

    under_six: int
    six_and_over: int
    bound: bool
    workers: int | None
    pooled: int | None
    parts: tuple[StaffingPart, ...]
    second_adult_needed: bool
    norm_met: bool | None
    last_year_met: bool | None
    second_adult_met: bool | None


@rule(
    title="Combien d’accueillants pour ces enfants ?",
    articles=(RATIO, TWO_ADULTS),
    example={
        "day": "2026-11-20",
        "starts": "13:00",
        "ends": "18:30",
        "after_school": False,
        "under_six": 7,
        "six_and_over": 16,
    },
)
def care_staffing(question: CareStaffingQuestion) -> CareStaffing:
    """Return the care workers a period needs, part by part, and whether those present are enough.

    Raises Refused for impossible hours or births, CannotCompute when the children or the operator are not known.
    """
    case = _read(question)
    steps: list[Step] = [*_births_steps(question), *_calendar_steps(question)]
    bound = _bound(question, steps)
    parts: tuple[StaffingPart, ...] = ()
    workers = pooled = None
    if bound:
        parts = parts_of(case, steps)
        workers, pooled = max(part.workers for part in parts), max(part.pooled for part in parts)
        workers = max(workers, _flexible(question, case, steps))
        steps.append(_total(workers))
        steps += _pooled_steps(case, pooled)
        steps += _last_year_steps(question, workers)
        steps += _staff_steps(question, workers)
    needed = case.children > case.norms.alone
    steps += _second_adult_steps(case, question, needed)
    if question.operator is None or owes_project_leader(question.operator, question.day):
        steps.append(PROJECT_LEADER_OWED)
    return CareStaffing(
        under_six=case.under_six,
        six_and_over=case.six_and_over,
        bound=bound,
        workers=workers,
        pooled=pooled,
        parts=parts,
        second_adult_needed=needed,
        norm_met=None if workers is None or question.staff is None else question.staff >= workers,
        last_year_met=_last_year_met(question) if bound else None,
        second_adult_met=_second_adult_met(question, needed),
        steps=tuple(steps),
    )


def _read(question: CareStaffingQuestion) -> Case:
    starts, ends = minute_of(question.starts, "starts"), minute_of(question.ends, "ends")
    if ends <= starts:
        raise Refused(
            "ends", "La fin doit suivre le début, le même jour ; coupez à minuit un accueil qui passe la nuit."
        )
    norms = norms_on(question.day)
    younger, older = _counts(question, norms)
    return Case(norms, starts, ends, question.after_school, question.gap_reading, younger, older)


def _counts(question: CareStaffingQuestion, norms: Norms) -> tuple[int, int]:
    if question.births is not None:
        if question.under_six is not None or question.six_and_over is not None:
            raise Refused("births", "Donnez les jours de naissance, ou bien les deux nombres d’enfants, pas les deux.")
        return ages_on(question.births, question.day, norms.age)
    for field, words in (("under_six", "de moins de six ans"), ("six_and_over", "de six ans ou plus")):
        if getattr(question, field) is None:
            raise CannotCompute(f"Impossible à calculer : le nombre d’enfants {words} n’est pas donné.", field)
    return question.under_six or 0, question.six_and_over or 0


def _births_steps(question: CareStaffingQuestion) -> tuple[Step, ...]:
    if question.births is None:
        return ()
    out = sum(not is_of_age(born, question.day) for born in question.births)
    counted_on = Step("L’âge de chaque enfant est compté ce jour-là, de date à date.", LONG, question.day)
    if not out:
        return (counted_on,)
    verb = "a" if out == 1 else "ont"
    words = (
        f"{counted(out, *CHILD)} {verb} moins de deux ans et demi, ou douze ans et plus : vérifiez qu’ils sont visés."
    )
    return counted_on, Step(words, DECREE.cite("art. 2"), kind="warning")


def _calendar_steps(question: CareStaffingQuestion) -> tuple[Step, ...]:
    if not question.after_school:
        return ()
    closed = school_holiday(question.day)
    if question.day.weekday() < SATURDAY and not closed:
        return ()
    why = closed or "fin de semaine"
    return (
        Step(f"Il n’y a pas cours ce jour-là ({why}) : vérifiez « après l’école ».", RATIO, question.day, "warning"),
    )


def _bound(question: CareStaffingQuestion, steps: list[Step]) -> bool:
    if question.operator is None:
        steps.append(Step("L’opérateur est supposé tenu par les taux d’encadrement.", RATIO))
        return True
    bound = is_bound(question.operator, question.day)
    if bound is None:
        field = "operator.approved" if question.operator.approved is None else "operator.kind"
        raise CannotCompute("Impossible à calculer : il n’est pas dit si l’opérateur est tenu par les taux.", field)
    said = "est tenu" if bound else "n’est pas tenu"
    steps.append(Step(f"L’opérateur {said} par les taux d’encadrement.", DECREE.cite("art. 16, § 1er, al. 2 à 4")))
    return bound


def _flexible(question: CareStaffingQuestion, case: Case, steps: list[Step]) -> int:
    if not question.flexible:
        return 0
    most = parameter("staffing.children_per_worker_flexible").whole(question.day)
    workers = started_slices(case.children, most)
    steps.append(
        Step(
            f"Accueil flexible subventionné, un accueillant pour {most} enfants présents dans le lieu : "
            f"{counted(workers, *WORKER)}.",
            FLEXIBLE,
        )
    )
    return workers


def _total(workers: int) -> Step:
    return Step(f"L’opérateur tend à assurer la présence de {counted(workers, *WORKER)}.", RATIO)


def _pooled_steps(case: Case, pooled: int) -> tuple[Step, ...]:
    if not (case.long and case.under_six and case.six_and_over):
        return ()
    norms = case.norms
    sum_of = listed((f"{case.under_six}/{norms.under_six}", f"{case.six_and_over}/{norms.six_and_over}"))
    return (
        Step(
            f"Lecture retenue : chaque âge a ses tranches. En additionnant {sum_of}, puis en arrondissant une fois, "
            f"on aurait {counted(pooled, *WORKER)}.",
            LONG,
            kind="reading",
        ),
    )


def _last_year_steps(question: CareStaffingQuestion, workers: int) -> tuple[Step, ...]:
    last_year = question.last_year
    if last_year is None:
        words = "L’encadrement de l’année précédente n’est pas donné : il ne peut pas baisser."
        return (Step(words, RATIO, kind="warning"),)
    lowest = Step(
        f"L’encadrement ne peut pas descendre sous celui de l’année précédente : {counted(last_year, *WORKER)}.", RATIO
    )
    if last_year <= workers:
        return (lowest,)
    reading = "Lecture retenue : un nombre d’accueillants pour la même période, même s’il y a moins d’enfants."
    return lowest, Step(reading, RATIO, kind="reading")


def _staff_steps(question: CareStaffingQuestion, workers: int) -> tuple[Step, ...]:
    if question.staff is None:
        return ()
    words = f"Présents : {counted(question.staff, *WORKER)}"
    if _last_year_met(question) is False:
        return (Step(f"{words}, moins que l’année précédente : ce n’est pas permis.", RATIO, kind="warning"),)
    if question.staff < workers:
        words = f"{words}. Il en manque {workers - question.staff} pour le minimum vers lequel l’opérateur tend."
        return (Step(words, RATIO, kind="warning"),)
    return (Step(f"{words}. Le minimum est assuré.", RATIO),)


def _last_year_met(question: CareStaffingQuestion) -> bool | None:
    if question.last_year is None or question.staff is None:
        return None
    return question.staff >= question.last_year


def _second_adult_steps(case: Case, question: CareStaffingQuestion, needed: bool) -> tuple[Step, ...]:
    alone = case.norms.alone
    if not needed:
        return (Step(f"Avec {alone} enfants ou moins, le décret ne demande pas de second adulte.", TWO_ADULTS),)
    asked = Step(
        f"Plus de {alone} enfants : deux adultes présents, ou le second joignable et là dans un délai raisonnable.",
        TWO_ADULTS,
    )
    met = _second_adult_met(question, needed)
    if met is None:
        return asked, Step("Il n’est pas dit où est le second adulte.", TWO_ADULTS, kind="warning")
    return (asked,) if met else (asked, Step("Il n’y a pas de second adulte.", TWO_ADULTS, kind="warning"))


def _second_adult_met(question: CareStaffingQuestion, needed: bool) -> bool | None:
    if not needed:
        return None
    if question.staff is not None and question.staff >= 2:
        return True
    return None if question.second_adult is None else question.second_adult is not SecondAdult.NONE
