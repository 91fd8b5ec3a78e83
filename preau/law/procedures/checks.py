"""What a declaration must satisfy before anybody relies on it. Every check lists all its faults."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from preau.law.citing import cited
from preau.law.document_lists import document_ids
from preau.law.procedures import Act, Procedure, Role, clocks
from preau.law.time_limits import limits


def faults_of(known: Procedure) -> tuple[str, ...]:
    """Return what is wrong in one procedure taken alone."""
    checks = (_ids, _ends, _references, _openings, _reach, _dead_ends, _articles, _clock_words)
    return tuple(fault for check in checks for fault in check(known))


def _twice(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [one for one in ids if one in seen or seen.add(one)]  # type: ignore[func-returns-value]


def _ids(known: Procedure) -> Iterator[str]:
    for name in ("states", "acts", "needs", "guards"):
        for one in _twice(item.id for item in getattr(known, name)):
            yield f"{name}: {one} is declared twice"
    for code in _twice(state.code for state in known.states if state.code):
        yield f"states: the code {code} is given twice"
    if known.valid_from and known.valid_to and known.valid_from > known.valid_to:
        yield "it ends before it begins"


def _ends(known: Procedure) -> Iterator[str]:
    states = {state.id for state in known.states}
    for act in known.acts:
        for end in (*act.sources, act.to):
            if end is not None and end not in states:
                yield f"{act.id}: no state is called {end}"


def _references(known: Procedure) -> Iterator[str]:
    for name in ("needs", "guards"):
        defined = {item.id for item in getattr(known, name)}
        used = {one for act in known.acts for one in getattr(act, name)}
        for one in sorted(used - defined):
            yield f"{name}: {one} is used and not declared"
        for one in sorted(defined - used):
            yield f"{name}: {one} is declared and not used"


def _openings(known: Procedure) -> Iterator[str]:
    opened = {act.to for act in known.acts if act.opening and act.to}
    initial = {state.id for state in known.initial}
    if not initial:
        yield "no state is initial"
    for act in known.acts:
        if act.opening and not act.to:
            yield f"{act.id}: comes from nowhere and leads nowhere"
    for state in sorted(initial - opened):
        yield f"{state}: initial, and no act opens a case there"
    for state in sorted(opened - initial):
        yield f"{state}: an act opens a case there, and it is not initial"


def _reach(known: Procedure) -> Iterator[str]:
    reached = {state.id for state in known.initial}
    before = 0
    while len(reached) != before:
        before = len(reached)
        reached |= {act.to for act in known.acts if act.to and reached.intersection(act.sources)}
    for state in known.states:
        if state.id not in reached:
            yield f"{state.id}: cannot be reached"


def _dead_ends(known: Procedure) -> Iterator[str]:
    left = {source for act in known.acts for source in act.sources if source != act.target(source)}
    for state in known.states:
        if not state.final and state.id not in left:
            yield f"{state.id}: a dead end that is not final"


def _articles(known: Procedure) -> Iterator[str]:
    for where, article in (
        (known.id, known.article),
        *((act.id, act.article) for act in known.acts),
        *((guard.id, guard.article) for guard in known.guards if guard.article),
    ):
        try:
            cited(article)
        except ValueError as error:
            yield f"{where}: {error}"


def _clock_words(known: Procedure) -> Iterator[str]:
    for act in known.acts:
        if act.on_expiry and act.by != (Role.SYSTEM,):
            yield f"{act.id}: only the system acts when a clock expires"
        if act.meets and not act.silence:
            yield f"{act.id}: meets a clock and does not say what silence does"


def faults_between(known: tuple[Procedure, ...]) -> tuple[str, ...]:
    """Return what is wrong between procedures: versions, clocks, acts that bring one another about, remedies."""
    checks = (_versions, _limits, _checklists, _clocks, _triggers, _system_acts, _remedies)
    return tuple(fault for check in checks for fault in check(known))


def _versions(known: tuple[Procedure, ...]) -> Iterator[str]:
    for one in dict.fromkeys(version.id for version in known):
        same = sorted((version for version in known if version.id == one), key=lambda version: str(version.valid_from))
        for earlier, later in pairwise(same):
            if not (earlier.valid_to and later.valid_from and earlier.valid_to < later.valid_from):
                yield f"{one}: two versions are in force together"


def _limits(known: tuple[Procedure, ...]) -> Iterator[str]:
    ids = {one.id for one in limits()}
    for clock, where in clocks(known):
        if clock not in ids:
            yield f"{where}: no time limit is called {clock}"


def _checklists(known: tuple[Procedure, ...]) -> Iterator[str]:
    for one in known:
        for need in one.needs:
            if need.checklist and need.checklist not in document_ids():
                yield f"{one.id}.{need.id}: no document list is called {need.checklist}"


def _clocks(known: tuple[Procedure, ...]) -> Iterator[str]:
    acts = [act for one in known for act in one.acts]
    started = {clock for act in acts for clock in act.starts}
    ended = {clock for act in acts for clock in (*act.meets, act.on_expiry)}
    for clock, where in clocks(known):
        if clock not in started:
            yield f"{where}: no act starts the clock {clock}"
        elif clock not in ended:
            yield f"{where}: the clock {clock} is never met and never expires"


def _by_address(known: tuple[Procedure, ...]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = {}
    for one in known:
        for act in one.acts:
            found.setdefault(f"{one.id}.{act.id}", []).append(act)
    return found


def _triggers(known: tuple[Procedure, ...]) -> Iterator[str]:
    acts = _by_address(known)
    for where, found in acts.items():
        for target in dict.fromkeys(target for act in found for target in act.triggers):
            if target not in acts:
                yield f"{where}: there is no act {target}"
            elif not all(Role.SYSTEM in act.by for act in acts[target]):
                yield f"{where}: triggers {target}, which the system may not do"


def _system_acts(known: tuple[Procedure, ...]) -> Iterator[str]:
    triggered = {target for one in known for act in one.acts for target in act.triggers}
    for where, found in _by_address(known).items():
        for act in found:
            if Role.SYSTEM in act.by and not (act.on_expiry or act.guards or where in triggered):
                yield f"{where}: nothing makes the system do it"


def _remedies(known: tuple[Procedure, ...]) -> Iterator[str]:
    ids = {one.id for one in known}
    for where, found in _by_address(known).items():
        for remedy in dict.fromkeys(remedy for act in found for remedy in act.remedies):
            if remedy not in ids:
                yield f"{where}: there is no procedure {remedy}"
