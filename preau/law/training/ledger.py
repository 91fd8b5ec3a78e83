"""The training ledger of a care worker or a project leader (decree of 3 July 2003, art. 19 and 20).

Fifty hours per period of three years, in fixed consecutive periods from entry or qualification; before them, where they
are due, the hundred hours of the first three years without a title or after an assimilation. Hours recognised, waiting
and refused stay apart; an hour counts once.

The hundred hours bear on the basics of the function itself (art. 19, al. 1er and 3). The programme of the fifty deepens
those of both functions (art. 20, al. 3), and no text splits them: there an hour counts whichever function it serves.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.inputs import Day, Question, Text
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.training.countable import PROVIDERS, EarlyChildhood, Ground, InProgramme
from preau.law.training.norms import (
    IN_FORCE,
    MOST_A_DAY,
    Hours,
    Period,
    RecordState,
    check_hours,
    first_period,
    is_countable,
    periods,
    rolling_period,
)
from preau.law.words import counted, full_date, number

DECREE = text("decree")
CONTINUING = DECREE.cite("art. 20, al. 1er")
UNTITLED = DECREE.cite("art. 19, al. 1er")
ASSIMILATED = DECREE.cite("art. 19, al. 3")


class StaffFunction(StrEnum):
    """The two functions that owe continuing training."""

    CARE_WORKER = "care_worker"
    PROJECT_LEADER = "project_leader"


class DutyKind(StrEnum):
    """Why hours are due."""

    UNTITLED_START = "untitled_start"
    ASSIMILATION = "assimilation"
    CONTINUING = "continuing"


class WindowState(StrEnum):
    """Where a period stands on the day asked. `closed`: ended early by a title."""

    MET = "met"
    RUNNING = "running"
    PENDING = "pending"
    NOT_MET = "not_met"
    CLOSED = "closed"


class TrainingRecord(Question, frozen=True, kw_only=True):
    """A day of training: one line per day."""

    day: Day
    hours: Annotated[Decimal, Meta(description="heures suivies ce jour-là, deux décimales au plus")]
    state: Annotated[RecordState, Meta(description="validated, to_validate ou refused")]
    module: Annotated[Text, Meta(description="intitulé de la formation")] | None = None
    provider: Ground | None = None
    in_programme: InProgramme | None = None
    early_childhood: EarlyChildhood = False
    serves: Annotated[
        tuple[StaffFunction, ...],
        Meta(max_length=2, description="fonctions dont elle travaille les notions de base ; absent : les deux"),
    ] = tuple(StaffFunction)


class TrainingLedgerQuestion(Question, frozen=True, kw_only=True):
    """A person, her dates and the trainings she followed; the day asked about."""

    day: Day
    function: Annotated[StaffFunction, Meta(description="care_worker ou project_leader")]
    entry: Annotated[date, Meta(description="premier jour dans une fonction visée par l’art. 18, chez n’importe qui")]
    qualified: Annotated[date, Meta(description="jour d’obtention d’un titre qui qualifie ; absent : aucun")] | None = (
        None
    )
    assimilated: Annotated[date, Meta(description="responsable : jour où l’ONE a attesté l’expérience")] | None = None
    records: Annotated[tuple[TrainingRecord, ...], Meta(max_length=5000, description="formations suivies")] = ()


class TrainingWindow(Struct, frozen=True, kw_only=True):
    """A period, its hours by state, and what it lacks: `missing` counts recognised hours only. Due on `last_day`."""

    kind: DutyKind
    first_day: date
    last_day: date
    required: int
    recognised: Decimal
    pending: Decimal
    refused: Decimal
    missing: Decimal
    state: WindowState


class TrainingLedger(Answer, frozen=True, kw_only=True):
    """Every period until the day asked, the last one running; and the three years that end on that day."""

    windows: tuple[TrainingWindow, ...]
    missing: Decimal
    due: date
    rolling_from: date
    rolling: Hours


class _Duty(Struct, frozen=True):
    """A time during which hours are due."""

    kind: DutyKind
    period: Period
    closed: bool = False


def add_hours(records: Iterable[TrainingRecord], period: Period, function: StaffFunction | None = None) -> Hours:
    """Return the hours of the records whose day is in the period, by state.

    With a function, those that serve it alone: the hundred hours of art. 19.
    """
    sums = dict.fromkeys(RecordState, Decimal(0))
    for record in records:
        if record.day in period and (function is None or function in record.serves):
            sums[record.state] += record.hours
    return Hours(sums[RecordState.VALIDATED], sums[RecordState.TO_VALIDATE], sums[RecordState.REFUSED])


@rule(
    title="Les heures de formation sont-elles suffisantes ?",
    articles=(UNTITLED, ASSIMILATED, CONTINUING),
    example={
        "day": "2026-11-20",
        "function": "care_worker",
        "entry": "2024-09-02",
        "qualified": "2019-06-28",
        "records": [
            {"day": "2025-03-10", "hours": "14", "state": "validated"},
            {"day": "2026-02-16", "hours": "7.5", "state": "to_validate"},
        ],
    },
)
def training_ledger(question: TrainingLedgerQuestion) -> TrainingLedger:
    """Return the periods of a person with their hours. Raises Refused for impossible days or hours."""
    _check(question)
    steps: list[Step] = []
    duties = _duties(question, steps)
    known = tuple(record for record in question.records if record.day <= question.day)
    windows = tuple(_window(duty, known, question) for duty in duties)
    steps += map(_window_step, windows)
    steps += _other_function_steps(duties[0], known, question.function)
    steps.append(Step("Les heures à valider ne comptent ni pour ni contre, tant que l’ONE n’a pas décidé.", CONTINUING))
    rolling = rolling_period(question.day)
    hours = add_hours(known, rolling)
    steps.append(_rolling_step(rolling, hours))
    steps += _record_warnings(question, duties[0].period.first)
    return TrainingLedger(
        windows=windows,
        missing=windows[-1].missing,
        due=windows[-1].last_day,
        rolling_from=rolling.first,
        rolling=hours,
        steps=tuple(steps),
    )


def _check(question: TrainingLedgerQuestion) -> None:
    if question.day < IN_FORCE:
        raise CannotCompute("Impossible à calculer : le décret est en vigueur depuis le 1er janvier 2004.", "day")
    if question.entry > question.day:
        raise Refused("entry", f"L’entrée en fonction vient après le jour demandé, le {full_date(question.day)}.")
    if question.assimilated and question.function is StaffFunction.CARE_WORKER:
        raise Refused("assimilated", "Seul un responsable de projet est assimilé par son expérience.")
    a_day: dict[date, Decimal] = {}
    for rank, record in enumerate(question.records):
        field = f"records[{rank}].hours"
        check_hours(record.hours, field)
        a_day[record.day] = a_day.get(record.day, Decimal(0)) + record.hours
        if record.hours <= 0 or a_day[record.day] > MOST_A_DAY:
            raise Refused(field, f"Un jour compte plus de 0 et au plus {MOST_A_DAY} heures, toutes lignes réunies.")


def _duties(question: TrainingLedgerQuestion, steps: list[Step]) -> tuple[_Duty, ...]:
    """Return the times during which hours are due, until the day asked, and add their lines to `steps`."""
    day, entry = question.day, max(question.entry, IN_FORCE)
    titled = question.qualified if question.qualified and question.qualified <= day else None
    road = _road(question, entry, titled, steps)
    if road is None:
        start = max(entry, titled or entry)
        steps.append(_start_step(start, "entrée en fonction" if start == entry else "titre"))
    elif road.closed:
        start = road.period.last + timedelta(days=1)
        steps.append(_start_step(start, "titre"))
    else:
        start = road.period.last + timedelta(days=1)
        steps.append(_start_step(start, "fin des cent heures"))
    years = parameter("training.period_years").whole(day)
    continuing = tuple(_Duty(DutyKind.CONTINUING, period) for period in periods(start, day, years))
    return (*((road,) if road else ()), *continuing)


def _road(question: TrainingLedgerQuestion, entry: date, titled: date | None, steps: list[Step]) -> _Duty | None:
    """Return the time of the hundred hours, None for who owes none; a title ends it."""
    if question.function is StaffFunction.CARE_WORKER:
        kind, first, article = DutyKind.UNTITLED_START, entry, UNTITLED
        words = f"Sans titre le {full_date(first)} : cent heures sont dues en trois ans, une seule fois."
    elif question.assimilated and question.assimilated <= question.day:
        kind, first, article = DutyKind.ASSIMILATION, max(question.assimilated, IN_FORCE), ASSIMILATED
        words = f"Assimilé le {full_date(first)} : cent heures sont dues dans les trois ans."
    else:
        if titled is None:
            words = (
                "Ni titre ni assimilation : le responsable n’est pas qualifié ; ses heures sont comptées quand même."
            )
            steps.append(Step(words, DECREE.cite("art. 18"), kind="warning"))
        return None
    if titled and titled <= first:
        return None
    whole = first_period(first)
    steps.append(Step(words, article, first))
    steps.append(
        Step(
            "Lecture retenue : pendant ce temps, une heure ne compte que pour les cent ; les cinquante commencent "
            "après. L’autre lecture compte les mêmes heures deux fois.",
            article,
            kind="reading",
        )
    )
    if titled and titled <= whole.last:
        return _Duty(kind, Period(first, titled - timedelta(days=1)), closed=True)
    return _Duty(kind, whole)


def _start_step(start: date, event: str) -> Step:
    return Step(
        f"Lecture retenue : des périodes de trois ans qui se suivent depuis le {full_date(start)} ({event}) ; l’autre "
        "lecture regarde les trois dernières années.",
        CONTINUING,
        kind="reading",
    )


def _window(duty: _Duty, records: Iterable[TrainingRecord], question: TrainingLedgerQuestion) -> TrainingWindow:
    period, continuing = duty.period, duty.kind is DutyKind.CONTINUING
    required = parameter(f"training.{'continuing' if continuing else 'first'}_hours").whole(period.first)
    hours = add_hours(records, period, None if continuing else question.function)
    missing = max(Decimal(0), required - hours.recognised)
    return TrainingWindow(
        kind=duty.kind,
        first_day=period.first,
        last_day=period.last,
        required=required,
        recognised=hours.recognised,
        pending=hours.pending,
        refused=hours.refused,
        missing=missing,
        state=_state(duty, missing, hours.pending, question.day),
    )


def _state(duty: _Duty, missing: Decimal, pending: Decimal, day: date) -> WindowState:
    if not missing:
        return WindowState.MET
    if duty.closed:
        return WindowState.CLOSED
    if day <= duty.period.last:
        return WindowState.RUNNING
    return WindowState.PENDING if missing <= pending else WindowState.NOT_MET


ARTICLES = {
    DutyKind.UNTITLED_START: UNTITLED,
    DutyKind.ASSIMILATION: ASSIMILATED,
    DutyKind.CONTINUING: CONTINUING,
}


def _window_step(window: TrainingWindow) -> Step:
    last = full_date(window.last_day)
    conclusion = {
        WindowState.MET: "c’est assez",
        WindowState.RUNNING: f"il en manque {number(window.missing)}, à suivre pour le {last}",
        WindowState.PENDING: f"il en manque {number(window.missing)} ; la décision de l’ONE est attendue",
        WindowState.NOT_MET: f"il en a manqué {number(window.missing)}",
        WindowState.CLOSED: "le titre obtenu met fin à ce délai",
    }[window.state]
    return Step(
        f"Du {full_date(window.first_day)} au {last}, {_recognised(window.recognised)} sur "
        f"{window.required} ({number(window.pending)} à valider, {number(window.refused)} non reconnues) : "
        f"{conclusion}.",
        ARTICLES[window.kind],
    )


def _other_function_steps(first: _Duty, records: Iterable[TrainingRecord], function: StaffFunction) -> Iterable[Step]:
    """Yield how many recognised hours fall in the time of the hundred without bearing on the basics of the function."""
    if first.kind is DutyKind.CONTINUING:
        return
    known = tuple(records)
    whole, own = add_hours(known, first.period), add_hours(known, first.period, function)
    apart = whole.recognised - own.recognised
    if apart:
        words = (
            f"{_recognised(apart)} en plus, pour une autre fonction : les cent heures portent sur les notions de base "
            "de la fonction même."
        )
        yield Step(words, ARTICLES[first.kind])


def _recognised(hours: Decimal) -> str:
    return counted(hours, "heure reconnue", "heures reconnues")


def _rolling_step(period: Period, hours: Hours) -> Step:
    return Step(
        f"Pour information, les trois dernières années, depuis le {full_date(period.first)} : "
        f"{_recognised(hours.recognised)}, {number(hours.pending)} à valider, {number(hours.refused)} non "
        "reconnues.",
        CONTINUING,
    )


def _record_warnings(question: TrainingLedgerQuestion, first: date) -> list[Step]:
    """Return what is worth a look in the records: twice the same day, outside the periods, against the law's test."""
    found: list[Step] = []
    lines = Counter(record.day for record in question.records)
    for day in sorted(day for day, count in lines.items() if count > 1):
        words = f"{lines[day]} lignes le {full_date(day)} : vérifiez que rien n’est compté deux fois."
        found.append(Step(words, day=day, kind="warning"))
    later = sum(count for day, count in lines.items() if day > question.day)
    earlier = sum(count for day, count in lines.items() if day < first)
    if later:
        words = f"{counted(later, 'ligne suit', 'lignes suivent')} le jour demandé : ces heures ne sont pas comptées."
        found.append(Step(words, kind="warning"))
    if earlier:
        words = f"{counted(earlier, 'ligne précède', 'lignes précèdent')} la première période : heures non comptées."
        found.append(Step(words, CONTINUING, kind="warning"))
    found += [_doubt(record) for record in question.records if _is_doubtful(record)]
    return found


def _is_doubtful(record: TrainingRecord) -> bool:
    """Say whether the Office validated what the law's test refuses, as far as it is described."""
    countable = is_countable(record.provider, record.in_programme, record.day, early_childhood=record.early_childhood)
    return record.state is RecordState.VALIDATED and countable is False


def _doubt(record: TrainingRecord) -> Step:
    words = f"La formation du {full_date(record.day)} est validée, mais ne semble pas remplir les conditions."
    return Step(words, PROVIDERS, record.day, "warning")
