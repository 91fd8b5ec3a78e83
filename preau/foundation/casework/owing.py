"""Who still owes what: computed from the cases as they stand, so that nobody is reminded of a thing done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Q

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.bindings import binding_of
from preau.foundation.casework.holders import actors_held_by
from preau.foundation.casework.models import Case, CaseClock
from preau.foundation.casework.offers import expected, leads_between, next_due
from preau.law.procedures import Act, procedures


@dataclass(frozen=True)
class Owed:
    """An act that somebody owes, the clock that runs meanwhile (None: no day), the first day it can be done."""

    case: Case
    act: Act
    clock: CaseClock | None
    from_day: date | None = None

    @property
    def due_on(self) -> date | None:
        return self.clock.due_on if self.clock else None

    def waits_on(self, day: date) -> bool:
        """Tell whether the act cannot be done yet on `day`."""
        return self.from_day is not None and day < self.from_day


def owed_by(actor: Actor, limit: int = 50) -> tuple[Owed, ...]:
    """Return what `actor` owes in the cases she reads, nearest day first; a few queries whatever their number.

    At most `limit` cases, those changed longest ago first: a queue longer than that has its own page.
    """
    held = actors_held_by(actor.role)
    states = states_owing(held)
    if not states:
        return ()
    cases = Case.objects.visible_to(actor).open().filter(states).prefetch_related("clocks").order_by("changed_at")
    found = owed_in(cases[:limit], held)
    return tuple(sorted(found, key=lambda owed: (owed.due_on is None, owed.due_on or date.max)))


def owed_in(cases: Iterable[Case], held: frozenset[str] | None = None) -> tuple[Owed, ...]:
    """Return the acts owed in these cases, by the actors `held` (None: by anybody); one query per kind of subject."""
    known = list(cases)
    subjects = _subjects(known)
    found = []
    for case in known:
        binding = binding_of(case.procedure_id)
        for act in expected(case):
            if held is not None and not held.intersection(act.by):
                continue
            wait = binding.not_before.get(act.id) if binding else None
            subject = subjects.get((case.subject_type, case.subject_id))
            from_day = wait(subject) if wait and subject is not None else None
            found.append(Owed(case, act, next_due(case), from_day))
    return tuple(found)


def clocks_met(procedure_id: str, subject_type: str, subject_ids: Iterable[int]) -> list[tuple[int, str, date]]:
    """Return the limits kept in the cases of these subjects: (subject, limit, day), in one query."""
    kept = CaseClock.objects.filter(
        case__procedure_id=procedure_id,
        case__subject_type=subject_type,
        case__subject_id__in=list(subject_ids),
        met_on__isnull=False,
    )
    rows = kept.order_by("pk").values_list("case__subject_id", "limit_id", "met_on")
    return [(subject_id, limit_id, met_on) for subject_id, limit_id, met_on in rows if met_on]


def _subjects(cases: list[Case]) -> dict[tuple[str, int], object]:
    keys = defaultdict(list)
    for case in cases:
        binding = binding_of(case.procedure_id)
        if binding and binding.not_before:
            keys[case.subject_type].append(case.subject_id)
    return {
        (label, key): row
        for label, wanted in keys.items()
        for key, row in apps.get_model(label)._default_manager.in_bulk(wanted).items()
    }


def states_owing(held: frozenset[str]) -> Q | None:
    """Return the states, of any procedure, in which one of these actors may act; None when there is none."""
    found = Q()
    for known in procedures():
        states = {
            state
            for act in known.acts
            for state in act.sources
            if held.intersection(act.by) and leads_between(known, state, act)
        }
        if states:
            found |= Q(procedure_id=known.id, state_id__in=states)
    return found or None
