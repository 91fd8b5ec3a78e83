"""The line of a case: the acts that brought it here, the one awaited now, the usual way ahead with its dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from preau.foundation.casework.clocks import due_date
from preau.foundation.casework.models import Case, CaseAct
from preau.foundation.casework.offers import leads_between
from preau.foundation.ui.dates import short_date
from preau.foundation.ui.patterns import Step
from preau.law.procedures import Act, Procedure
from preau.law.procedures.roles import Role, any_of


@dataclass(frozen=True)
class Ahead:
    """An act to come, and the day it is expected by; None when nothing tells it."""

    act: Act
    day: date | None


def road(case: Case, acts: Iterable[CaseAct], mine: frozenset[str], today: date) -> tuple[Step, ...]:
    """Return the steps of a case, done, now and to come. Uses prefetched acts and clocks."""
    done = [_done(case, act) for act in kept(acts)]
    now, *later = way_ahead(case, today) or (None,)
    if now is None:
        return tuple(done)
    by = "par vous" if mine.intersection(now.act.by) else f"par {any_of(_people(now.act))}"
    when = f"avant le {_day(now.day)}, {by}" if now.day else by
    ahead = [Step(one.act.title, "next", f"vers le {_day(one.day)}" if one.day else "") for one in later]
    return (*done, Step(now.act.title, "now", when), *ahead)


def kept(acts: Iterable[CaseAct]) -> list[CaseAct]:
    """Return the acts that led to the present state by the straight way.

    A case that comes back to a state it was in starts again from there: what was handed back is shown once.
    """
    path: list[CaseAct] = []
    for act in acts:
        if act.from_state == act.to_state:
            continue
        visited = next((i for i, known in enumerate(path) if known.to_state == act.to_state), None)
        if visited is None:
            path.append(act)
        else:
            path[visited:] = [act]
    return path


def way_ahead(case: Case, today: date) -> tuple[Ahead, ...]:
    """Return the acts of the usual way to an end, each with the day it is expected by.

    A running clock gives its own day; a clock that an act to come will start counts from the day of that act, or
    from today when nothing tells it.
    """
    days: dict[str, date | None] = {clock.limit_id: clock.due_on for clock in case.clocks.all() if clock.running}
    found, at = [], today
    for act in _usual(case):
        known = [day for limit_id in act.meets if (day := days.get(limit_id))]
        day = min(known, default=None)
        at = max(at, day) if day else at
        found.append(Ahead(act, day))
        days |= {limit_id: due_date(limit_id, at) for limit_id in act.starts}
    return tuple(found)


def _usual(case: Case) -> tuple[Act, ...]:
    """Return the acts that usually lead on from the present state, up to a final one.

    At each state, the first declared of those that lead to an end by more than one step, then of those that end the
    case at once (a refusal, an appeal that comes too late), then of those that will have to be handed back.
    """
    procedure, state_id = case.procedure, case.state_id
    found: list[Act] = []
    while not (found and procedure.state(state_id).final):
        acts = _onward(procedure, state_id)
        if not acts:
            break
        act = min(acts, key=lambda one: (not _ends(procedure, one.to or ""), procedure.state(one.to or "").final))
        state_id = act.target(state_id)
        found.append(act)
    return tuple(found)


def _onward(procedure: Procedure, state_id: str) -> list[Act]:
    acts = procedure.acts_from(state_id)
    return [act for act in acts if leads_between(procedure, state_id, act) and _people(act)]


def _ends(procedure: Procedure, state_id: str) -> bool:
    """Tell whether acts that lead on, one after the other, reach a final state; a later state each time, so it ends."""
    if procedure.state(state_id).final:
        return True
    return any(_ends(procedure, act.to or "") for act in _onward(procedure, state_id))


def _people(act: Act) -> tuple[Role, ...]:
    return tuple(role for role in act.by if role is not Role.SYSTEM)


def _done(case: Case, act: CaseAct) -> Step:
    """Return a step done: by the body the law names when it is one, else by whoever did it, in a few words."""
    declared = case.procedure.act(act.act_id)
    people = _people(declared) or declared.by
    one_body = len(people) == 1 and people[0] is not Role.ATL_COORDINATOR
    role = act.acting_as.partition(",")[0]
    by = Role.SYSTEM.words if act.person_id is None else people[0].words if one_body else ""
    return Step(declared.title, "done", f"{_day(act.day)}, {f'par {by}' if by else role}")


def _day(day: date) -> str:
    return f"{short_date(day)} {day.year}"
