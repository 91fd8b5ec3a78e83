"""The clocks of a case: an act starts, meets, stops, suspends or resumes them; the law says when each runs out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from preau.foundation.casework.models import Case, CaseClock
from preau.law.clocks import ClockAnswer, SuspendedClockQuestion, Suspension, suspended_clock
from preau.law.procedures import Act
from preau.law.results import CannotCompute, Refused
from preau.law.time_limits import DueDate, due, limit

_SUSPENDED = "suspension inscrite au dossier"


def run_clocks(case: Case, act: Act, day: date, starts: dict[str, Callable[[Any], date]], subject: Any) -> list[Any]:
    """Move the clocks of a case as an act done on `day` says; return the limits it met too late, as plain data.

    What the act meets ends before what it starts begins: a quarter met opens the next one.
    """
    running = {clock.limit_id: clock for clock in case.clocks.all() if clock.running}
    late = []
    for limit_id in act.meets:
        clock = running.pop(limit_id, None)
        if clock is None:
            continue
        clock.met_on = day
        clock.save(update_fields=["met_on"])
        if clock.due_on and clock.late_on(day):
            late.append({"limit": limit_id, "due": clock.due_on.isoformat()})
    for limit_id in act.stops:
        _drop(running.pop(limit_id, None), day)
    for limit_id in act.suspends:
        _suspend(running.get(limit_id), day)
    for limit_id in act.resumes:
        _resume(running.get(limit_id), day)
    if act.on_expiry:
        _expired(running.pop(act.on_expiry, None), day)
    for limit_id in act.starts:
        _drop(running.pop(limit_id, None), day)
        start = starts[limit_id](subject) if limit_id in starts else day
        if limit(limit_id).in_force(start):
            clock = CaseClock(case=case, limit_id=limit_id, started_on=start)
            clock.due_on = _due_on(clock)
            clock.save(force_insert=True)
    return late


def counted(clock: CaseClock) -> DueDate | ClockAnswer | None:
    """Return the due date of a clock with its steps and articles; None when the law gives no day, or none yet."""
    try:
        if clock.pauses:
            return _with_pauses(clock)
        return due(limit(clock.limit_id), clock.started_on)
    except (CannotCompute, Refused):
        return None


def due_date(limit_id: str, start: date) -> date | None:
    """Return the day a limit that starts on `start` runs out; None when the law gives no day."""
    return _due_on(CaseClock(limit_id=limit_id, started_on=start))


def _due_on(clock: CaseClock) -> date | None:
    found = counted(clock)
    return found.due if found else None


def _with_pauses(clock: CaseClock) -> ClockAnswer:
    pauses = tuple(
        Suspension(
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last) if last else None,
            reason=_SUSPENDED,
        )
        for first, last in clock.pauses
    )
    return suspended_clock(SuspendedClockQuestion(limit=clock.limit_id, start=clock.started_on, pauses=pauses))


def _drop(clock: CaseClock | None, day: date) -> None:
    if clock is not None:
        clock.dropped_on = day
        clock.save(update_fields=["dropped_on"])


def _expired(clock: CaseClock | None, day: date) -> None:
    """End a clock that ran out: it was not met in time, and it waits for nobody any more."""
    if clock is not None:
        clock.met_on = day
        clock.save(update_fields=["met_on"])


def _suspend(clock: CaseClock | None, day: date) -> None:
    if clock is None or _paused(clock):
        return
    clock.pauses = [*clock.pauses, [day.isoformat(), None]]
    clock.due_on = None  # nobody knows when it runs out before it runs again
    clock.save(update_fields=["pauses", "due_on"])


def _resume(clock: CaseClock | None, day: date) -> None:
    if clock is None or not _paused(clock):
        return
    first, _ = clock.pauses[-1]
    last = max(date.fromisoformat(first), day - timedelta(days=1))
    clock.pauses = [*clock.pauses[:-1], [first, last.isoformat()]]
    clock.due_on = _due_on(clock)
    clock.save(update_fields=["pauses", "due_on"])


def _paused(clock: CaseClock) -> bool:
    return bool(clock.pauses) and clock.pauses[-1][1] is None
