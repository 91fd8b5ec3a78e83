"""A clock: a length of time that an act starts, that may stand still and may begin anew.

A suspension moves the end by the days that it takes from the clock; a restart throws away the days already run. The
texts give no general rule of suspension: who suspends, and why, is told in the question.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from preau.law.calendar import ONE_DAY, add_working_days, is_working_day, previous_working_day
from preau.law.catalogue import rule
from preau.law.counting import ANALOGY, NOUNS, RULES, Length, Shift, check_length, count, shifted
from preau.law.dates import DATES, known_limit
from preau.law.inputs import Day, Question, Text
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.time_limits import DEFINES_DAYS, Facts, Moment, TimeLimit, due
from preau.law.words import counted, full_date, long_date


class ActDates(Question, frozen=True, kw_only=True):
    """The dates of one act, never mixed: adopted, sent, received, and notified for a decision. None: unknown."""

    sent: Annotated[date, Meta(description="jour de l’envoi")] | None = None
    received: Annotated[date, Meta(description="jour de la réception")] | None = None
    adopted: Annotated[date, Meta(description="jour de l’adoption ou de la décision")] | None = None
    notified: Annotated[date, Meta(description="jour de la notification d’une décision")] | None = None

    def on(self, moment: Moment) -> date | None:
        """Return the date that a limit of this `moment` counts from; None when unknown or when it takes another."""
        return getattr(self, moment) if moment in DATES else None


class Suspension(Question, frozen=True, kw_only=True):
    """A stretch of days during which the clock stands still, first and last included."""

    first_day: Annotated[date, Meta(description="premier jour suspendu")]
    last_day: Annotated[date, Meta(description="dernier jour suspendu ; absent : cela dure")] | None = None
    reason: Annotated[Text, Meta(description="le motif, en quelques mots")]


class Restart(Question, frozen=True, kw_only=True):
    """A day on which the count begins anew; it is not counted itself."""

    day: Annotated[date, Meta(description="jour où le délai repart de zéro, lui-même non compté")]
    reason: Annotated[Text, Meta(description="le motif, en quelques mots")]


class SuspendedClockQuestion(Question, frozen=True, kw_only=True):
    """Either a `limit` of the table or a free `length` and `unit`; the day it starts; what stopped or restarted it."""

    limit: Annotated[str, Meta(description="délai de la table : D18, T2…")] | None = None
    length: Annotated[int, Meta(description="longueur libre, ou fixée par l’ONE")] | None = None
    unit: Length | None = None
    start: Day | None = field(default=None, name="from")
    act: Annotated[ActDates, Meta(description="les trois dates de l’acte qui fait courir le délai")] | None = None
    pauses: Annotated[tuple[Suspension, ...], Meta(max_length=200, description="suspensions")] = ()
    restarts: Annotated[tuple[Restart, ...], Meta(max_length=50, description="remises à zéro")] = ()


class ClockRun(Struct, frozen=True):
    """What a clock did: the start that counts, `raw` the last day, `due` after any shift, and the days.

    Days run and suspended are working days for a length in working days, calendar days otherwise.
    """

    start: date
    raw: date
    due: date
    days_run: int
    days_suspended: int
    steps: tuple[Step, ...]


class ClockAnswer(Answer, frozen=True, kw_only=True):
    """The run of a clock, and the day silence counts as a yes.

    `safe`: the last working day beyond dispute; None for a validity, where nothing is to be done.
    """

    limit: str | None
    title: str
    start: date
    raw: date
    due: date
    safe: date | None
    days_run: int
    days_suspended: int
    tacit_from: date | None = None


class Terms(Struct, frozen=True, kw_only=True):
    """How a clock counts: length, unit, shift; the article that fixes it, the act that starts it, the counting rule."""

    length: int
    unit: Length
    shift: Shift = Shift.FORWARD
    article: str = ""
    event: str = ""
    basis: str = ""

    @property
    def rule(self) -> str:
        return self.basis or RULES[self.unit]

    @property
    def source(self) -> str:
        return self.article or self.rule


@rule(
    title="Un délai suspendu ou remis à zéro",
    articles=("décret du 3 juillet 2003, art. 1er, 7° et 8°",),
    example={
        "length": 60,
        "unit": "CD",
        "from": "2026-11-02",
        "pauses": [{"first_day": "2026-12-21", "last_day": "2027-01-03", "reason": "dossier incomplet"}],
    },
)
def suspended_clock(question: SuspendedClockQuestion) -> ClockAnswer:
    """Return when a limit, or a free length, ends once its suspensions and restarts are counted.

    Raises Refused for a question that contradicts itself, CannotCompute when a day is missing or a suspension lasts.
    """
    if question.limit is None:
        return _free(question)
    if question.unit is not None:
        raise Refused("unit", "Un délai de la table a son unité : donnez soit « limit », soit « length » et « unit ».")
    known = _suspendable(question.limit)
    start = _start(question, known.moment)
    plain = due(known, start, Facts(length=question.length))
    length = question.length if known.length is None else known.length
    unit = Length(known.unit)
    dated = unit is Length.CALENDAR_DAYS or unit is Length.YEARS
    terms = Terms(
        length=length or 0,
        unit=unit,
        shift=known.shift,
        article=known.citation,
        event=known.trigger,
        basis=ANALOGY if dated and known.text not in DEFINES_DAYS else "",
    )
    readings = tuple(step for step in plain.steps if step.kind == "reading")
    return _answer(clock(start, terms, question.pauses, question.restarts), known, readings)


def _free(question: SuspendedClockQuestion) -> ClockAnswer:
    if question.length is None or question.unit is None:
        missing = "length" if question.length is None else "unit"
        raise Refused(missing, "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR).")
    check_length(question.length, question.unit)
    terms = Terms(length=question.length, unit=question.unit)
    return _answer(clock(_start(question, Moment.EVENT), terms, question.pauses, question.restarts))


def _answer(run: ClockRun, known: TimeLimit | None = None, readings: tuple[Step, ...] = ()) -> ClockAnswer:
    steps = readings + run.steps
    tacit_from = run.due + ONE_DAY if known and known.tacit else None
    if known and tacit_from:
        said = f"Sans réponse, la décision est acquise dès le {long_date(tacit_from)}."
        steps = (*steps, Step(said, known.citation, tacit_from))
    return ClockAnswer(
        limit=known.id if known else None,
        title=known.title if known else "Délai libre",
        start=run.start,
        raw=run.raw,
        due=run.due,
        safe=previous_working_day(min(run.raw, run.due)) if known is None or known.nature == "act" else None,
        days_run=run.days_run,
        days_suspended=run.days_suspended,
        tacit_from=tacit_from,
        steps=steps,
    )


def _suspendable(limit_id: str) -> TimeLimit:
    known = known_limit(limit_id)
    if known.unit not in set(Length):
        raise Refused("limit", f"Le délai {known.id} n’est pas une durée en jours, en mois ou en ans : rien ne court.")
    if known.length is not None and known.length < 0:
        raise Refused("limit", f"Le délai {known.id} se compte en remontant : il ne peut pas être suspendu.")
    return known


def _start(question: SuspendedClockQuestion, moment: Moment) -> date:
    if question.start is not None:
        return question.start
    found = question.act.on(moment) if question.act else None
    if found is not None:
        return found
    if moment in DATES:
        said = f"Impossible à calculer : ce délai court depuis {DATES[moment]} ; donnez « act.{moment} »."
        raise CannotCompute(said, f"act.{moment}")
    raise Refused("from", "Donnez le jour de départ dans « from » (AAAA-MM-JJ).")


def clock(
    start: date, terms: Terms, pauses: tuple[Suspension, ...] = (), restarts: tuple[Restart, ...] = ()
) -> ClockRun:
    """Return how a clock started on `start` runs through its suspensions and restarts.

    Overlapping suspensions are counted once; what comes after the end changes nothing and is said. Raises Refused for
    days in the wrong order, CannotCompute for a suspension without an end that the clock meets.
    """
    _check(start, pauses, restarts)
    told: list[Step] = []
    run = _run(start, terms, pauses)
    for restart in sorted(restarts, key=lambda one: one.day):
        when = full_date(restart.day)
        if restart.day > run.due:
            said = f"Le délai a pris fin le {full_date(run.due)} : la remise à zéro du {when} ({restart.reason})"
            told.append(Step(f"{said} ne change rien.", terms.source, restart.day, "warning"))
            continue
        lost = _ran(run.start, min(restart.day, run.raw), terms.unit, pauses)
        size = counted(lost, *_day_nouns(terms.unit))
        said = f"Le {long_date(restart.day)}, le délai repart de zéro ({restart.reason})"
        told.append(Step(f"{said} : ce qui avait couru, {size}, est perdu.", terms.source, restart.day))
        run = _run(restart.day, terms, pauses)
    return ClockRun(run.start, run.raw, run.due, run.days_run, run.days_suspended, (*told, *run.steps))


def _check(start: date, pauses: tuple[Suspension, ...], restarts: tuple[Restart, ...]) -> None:
    for rank, pause in enumerate(pauses):
        if pause.last_day is not None and pause.last_day < pause.first_day:
            raise Refused(f"pauses[{rank}].last_day", "Une suspension finit au plus tôt le jour où elle commence.")
    for rank, restart in enumerate(restarts):
        if restart.day <= start:
            said = f"Une remise à zéro vient après le départ du délai ({full_date(start)})."
            raise Refused(f"restarts[{rank}].day", said)


def _run(start: date, terms: Terms, pauses: tuple[Suspension, ...]) -> ClockRun:
    """Return one run from `start`, without restarts."""
    plain = count(
        start,
        terms.length,
        terms.unit,
        shift=terms.shift,
        event=terms.event,
        article=terms.article,
        basis=terms.basis,
    )
    raw, suspended = plain.raw, 0
    stopped: list[Step] = []
    late: list[Step] = []
    for rank, first, pause in _apart(start, pauses):
        if first > raw:
            said = f"Le délai a pris fin le {full_date(raw)} : la suspension du {full_date(pause.first_day)}"
            late.append(Step(f"{said} ({pause.reason}) ne change rien.", terms.source, pause.first_day, "warning"))
            continue
        if pause.last_day is None:
            said = f"Impossible à calculer : la suspension commencée le {full_date(pause.first_day)} n’est pas finie."
            raise CannotCompute(said, f"pauses[{rank}].last_day")
        days = days_between(first - ONE_DAY, pause.last_day, terms.unit)
        suspended += days
        raw = add_working_days(raw, days) if terms.unit is Length.WORKING_DAYS else raw + days * ONE_DAY
        stopped.append(_stopped(first, pause.last_day, pause.reason, days, terms))
    ran = days_between(start, plain.raw, terms.unit)
    if not stopped:
        return ClockRun(start, raw, plain.due, ran, 0, (*plain.steps, *late))
    steps = [plain.steps[0], _without(plain.raw, terms), *stopped, _last_day(raw, suspended, terms)]
    final = shifted(raw, terms.shift, steps, terms.rule)
    return ClockRun(start, raw, final, ran, suspended, (*steps, *late))


def _apart(start: date, pauses: tuple[Suspension, ...]) -> list[tuple[int, date, Suspension]]:
    """Return each suspension with its rank and the first day it alone stops, after `start`, in order of days."""
    found: list[tuple[int, date, Suspension]] = []
    covered = start
    for rank, pause in sorted(enumerate(pauses), key=lambda one: one[1].first_day):
        first = max(pause.first_day, covered + ONE_DAY)
        if pause.last_day is None or first <= pause.last_day:
            found.append((rank, first, pause))
            covered = pause.last_day or date.max - ONE_DAY
    return found


def days_between(after: date, until: date, unit: Length) -> int:
    """Return the days that follow `after`, up to `until` included: working days for that unit, else calendar days."""
    days = (until - after).days
    if unit is not Length.WORKING_DAYS:
        return days
    return sum(is_working_day(after + rank * ONE_DAY) for rank in range(1, days + 1))


def _ran(start: date, day: date, unit: Length, pauses: tuple[Suspension, ...]) -> int:
    """Return the days run from `start` to `day`, suspensions left out."""
    stopped = sum(
        days_between(first - ONE_DAY, min(pause.last_day or day, day), unit)
        for _, first, pause in _apart(start, pauses)
        if first <= day
    )
    return days_between(start, day, unit) - stopped


def _day_nouns(unit: Length) -> tuple[str, str]:
    return NOUNS[unit] if unit is Length.WORKING_DAYS else NOUNS[Length.CALENDAR_DAYS]


def _without(raw: date, terms: Terms) -> Step:
    size = counted(terms.length, *NOUNS[terms.unit])
    return Step(f"Sans suspension, {size} mèneraient au {long_date(raw)}.", terms.source, raw)


def _stopped(first: date, last: date, reason: str, days: int, terms: Terms) -> Step:
    when = f"le {full_date(first)}" if first == last else f"du {full_date(first)} au {full_date(last)}"
    size = counted(days, *_day_nouns(terms.unit))
    return Step(f"Le délai ne court pas {when} ({reason}) : {size} de plus.", terms.source, last)


def _last_day(raw: date, suspended: int, terms: Terms) -> Step:
    size = counted(suspended, *_day_nouns(terms.unit))
    said = f"Avec {size} de suspension, le dernier jour est le {long_date(raw)}, compris jusqu’à minuit."
    return Step(said, terms.source, raw)
