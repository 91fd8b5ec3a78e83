"""The acts of a case as a person finds them: which she may do now, what each still lacks, which are another's."""

from dataclasses import dataclass
from datetime import date

from preau.foundation.accounts.access import Decision
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.access import can_do
from preau.foundation.casework.bindings import Finding, Moment, binding_of, subject_of
from preau.foundation.casework.checking import Ask, asks, missing
from preau.foundation.casework.models import Case, CaseClock
from preau.law.procedures import Act, Procedure
from preau.law.procedures.roles import Role


@dataclass(frozen=True)
class Offer:
    """One act possible in the state of a case.

    `may`: whether this person may do it; `missing`: what it lacks before anybody can; `asks`: what its form asks;
    `from_day`: the first day it can be done; `page`: where it is done when its room has a page for it; `forward`: it
    leads on, so that somebody owes it.
    """

    act: Act
    may: Decision
    missing: tuple[Finding, ...]
    asks: tuple[Ask, ...]
    forward: bool
    from_day: date | None = None
    page: str = ""

    @property
    def ready(self) -> bool:
        return bool(self.may) and not self.missing


def offers(actor: Actor, case: Case) -> tuple[Offer, ...]:
    """Return every act that the state of the case allows a person to do, those that lead on first."""
    subject = subject_of(case)
    moment = Moment(actor, case, subject, actor.today)
    acts = [act for act in case.procedure.acts_from(case.state_id) if set(act.by) != {Role.SYSTEM}]
    found = (_offer(moment, act) for act in acts)
    return tuple(sorted(found, key=lambda offer: not offer.forward))


def _offer(moment: Moment, act: Act) -> Offer:
    lacking = missing(moment, act, None)
    days = [finding.from_day for finding in lacking if finding.from_day]
    binding = binding_of(moment.case.procedure_id)
    page = binding.pages.get(act.id) if binding else None
    return Offer(
        act=act,
        may=can_do(moment.actor, moment.case, act),
        missing=lacking,
        asks=asks(moment, act),
        forward=leads_on(moment.case, act),
        from_day=max(days, default=None),
        page=page(moment.case) if page else "",
    )


def leads_on(case: Case, act: Act) -> bool:
    """Tell whether an act brings the case to a later state, in the order in which its procedure declares them."""
    return leads_between(case.procedure, case.state_id, act)


def leads_between(procedure: Procedure, state_id: str, act: Act) -> bool:
    """Tell whether an act done in a state leads to a later one."""
    order = [state.id for state in procedure.states]
    return act.to is not None and not act.opening and order.index(act.to) > order.index(state_id)


def expected(case: Case) -> tuple[Act, ...]:
    """Return the acts somebody owes in the present state: those that lead on, the portal's own left out."""
    acts = case.procedure.acts_from(case.state_id)
    return tuple(act for act in acts if leads_on(case, act) and set(act.by) != {Role.SYSTEM})


def next_due(case: Case) -> CaseClock | None:
    """Return the running clock of the case that runs out first; None when no day is known. Uses prefetched clocks."""
    running = [clock for clock in case.clocks.all() if clock.running and clock.due_on]
    return min(running, key=lambda clock: clock.due_on or date.max, default=None)
