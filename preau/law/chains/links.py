"""The engine of a chain of time limits: each link waits for the act of another, which starts its count.

A link that has no actual date yet is taken to end on its last day, so that the chain shows the latest end of the road;
such a day is marked `assumed` and a step says so. Nothing is guessed about the sittings of a council.
"""

from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from msgspec import Meta, Struct

from preau.law.clocks import ActDates
from preau.law.dates import DATES
from preau.law.results import CannotCompute, Refused, Step
from preau.law.time_limits import Facts, Moment, TimeLimit, Unit, due, limit
from preau.law.words import full_date, long_date

NO_SITTINGS = "Dates des séances du conseil communal inconnues."
ORDER = ("adopted", "sent", "received")


class LinkActs(ActDates, frozen=True, kw_only=True):
    """The dates on which the act of a link really happened, and the day its limit started when nothing else says it."""

    started: (
        Annotated[
            date,
            Meta(
                description="jour de départ de ce délai, quand l’acte d’un autre maillon ne le donne pas : "
                "transmission à la CCA (D12), saisine de la CCA (D17), effet de l’agrément (D20)"
            ),
        ]
        | None
    ) = None


class LinkState(StrEnum):
    """Where a link stands."""

    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    DONE = "done"  # done, and whether in time is not established
    DUE = "due"  # the clock runs
    WAITS = "waits"  # the act that starts the clock has not happened: its dates are the latest ones
    CANNOT_COMPUTE = "cannot_compute"


class LinkPlan(Struct, frozen=True, kw_only=True):
    """One link of a chain: its limit, the link it waits for and which day of it, the date that fulfils it.

    `takes`: a date of the act of `after`, its last day (DUE_DATE) or the day it started itself (EVENT). `after` "": the
    day given with the question. `supposed` says why that day is only a supposition. `done` None: nothing to do (a
    validity, a right).
    """

    limit: str
    waits_for: str
    after: str = ""
    takes: Moment = Moment.EVENT
    supposed: str = ""
    done: Literal["sent", "adopted"] | None = "sent"


class ChainLink(Struct, frozen=True, kw_only=True):
    """One link computed. `assumed`: the start, hence the dates, rest on a day that has not happened or is not known."""

    id: str
    title: str
    waits_for: str
    state: LinkState
    starts_on: date | None = None
    assumed: bool = False
    raw: date | None = None
    due: date | None = None
    safe: date | None = None
    done_on: date | None = None
    why: str = ""
    owed_by: str = ""
    consequence: str = ""
    soft: bool = False
    steps: tuple[Step, ...] = ()


class Start(Struct, frozen=True):
    """The day a link starts (None: unknown, and why), and how it was found when it is not a fact."""

    day: date | None
    assumed: bool = False
    why: str = ""
    steps: tuple[Step, ...] = ()


class Council(Struct, frozen=True):
    """The sittings known, and the days between two sittings if the question asks to suppose more of them."""

    sittings: tuple[date, ...] = ()
    assumed_every: int | None = None

    def after(self, start: date, needed: int) -> tuple[tuple[date, ...], tuple[Step, ...]]:
        """Return the sittings after `start`, with supposed ones up to `needed` if asked, and the line that says so."""
        known = sorted({day for day in self.sittings if day > start})
        if self.assumed_every is None or len(known) >= needed:
            return tuple(known), ()
        last = known[-1] if known else start
        for rank in range(1, needed - len(known) + 1):
            known.append(last + timedelta(days=rank * self.assumed_every))
        said = f"Hypothèse demandée : une séance du conseil communal tous les {self.assumed_every} jours"
        return tuple(known), (Step(f"{said} après le {full_date(last)}.", kind="warning"),)


def check_acts(acts: dict[str, LinkActs], plans: tuple[LinkPlan, ...]) -> None:
    """Raise Refused for the act of a link that the chain does not have, or whose dates are in the wrong order."""
    known = {plan.limit for plan in plans}
    for link_id, act in acts.items():
        if link_id not in known:
            raise Refused(f"done.{link_id}", f"« {link_id[:60]} » n’est pas un maillon de cette chaîne.")
        dated = [(name, day) for name in ORDER if (day := getattr(act, name))]
        for (_, before), (name, day) in pairwise(dated):
            if day < before:
                said = "Un acte est adopté, puis envoyé, puis reçu : "
                raise Refused(f"done.{link_id}.{name}", f"{said}{DATES[name]} ne peut pas précéder les autres.")


def chain(
    plans: tuple[LinkPlan, ...],
    first_day: date | None,
    acts: dict[str, LinkActs],
    council: Council,
    why: str = "",
) -> tuple[ChainLink, ...]:
    """Return every link computed, in order. `why` says what is missing when `first_day` is None."""
    check_acts(acts, plans)
    found: dict[str, ChainLink] = {}
    for plan in plans:
        start = _start(plan, found, acts) if plan.after else _given(plan, first_day, acts, why)
        found[plan.limit] = _link(plan, start, acts.get(plan.limit, LinkActs()), council)
    return tuple(found.values())


def _given(plan: LinkPlan, first_day: date | None, acts: dict[str, LinkActs], why: str) -> Start:
    started = acts[plan.limit].started if plan.limit in acts else None
    return Start(started or first_day, why=why)


def _start(plan: LinkPlan, found: dict[str, ChainLink], acts: dict[str, LinkActs]) -> Start:
    own, before = acts.get(plan.limit, LinkActs()), found[plan.after]
    if own.started is not None:
        return Start(own.started)
    if plan.takes is Moment.EVENT:
        steps = (Step(plan.supposed, day=before.starts_on, kind="warning"),) if plan.supposed else ()
        return Start(before.starts_on, before.assumed or bool(plan.supposed), before.why, steps)
    if plan.takes is Moment.DUE_DATE:
        return Start(before.due, before.assumed, before.why)
    return _from_act(plan, before, acts.get(plan.after, LinkActs()))


def _from_act(plan: LinkPlan, before: ChainLink, act: LinkActs) -> Start:
    name = plan.takes.value
    day = act.on(plan.takes)
    if day is not None:
        return Start(day)
    others = [other for one in ORDER if (other := getattr(act, one))]
    if others:
        said = f"{DATES[name].capitalize()} n’est pas connue : on compte comme si c’était le {long_date(others[-1])}."
        return Start(others[-1], True, steps=(Step(said, day=others[-1], kind="warning"),))
    if before.due is None:
        return Start(None, why=before.why)
    said = f"Pas encore de date pour {plan.waits_for} : on compte depuis le dernier jour de {before.id}"
    said = f"{said}, le {long_date(before.due)}."
    return Start(before.due, True, steps=(Step(said, day=before.due),))


def _link(plan: LinkPlan, start: Start, act: LinkActs, council: Council) -> ChainLink:
    known = limit(plan.limit)
    done_on, exact = _done(plan, act)
    _check_order(plan, start, done_on)
    counted, assumed, why, steps = None, start.assumed, start.why, start.steps
    if start.day is not None:
        sittings, supposed = _sittings(known, start.day, council)
        assumed, steps = assumed or bool(supposed), steps + supposed
        try:
            counted = due(known, start.day, Facts(council=sittings))
        except CannotCompute as missing:
            why = NO_SITTINGS if missing.field == "council" else str(missing)
    return ChainLink(
        id=known.id,
        title=known.title,
        waits_for=plan.waits_for,
        state=_state(counted.due if counted else None, start, done_on, exact=exact, assumed=assumed),
        starts_on=start.day,
        assumed=assumed,
        raw=counted.raw if counted else None,
        due=counted.due if counted else None,
        safe=counted.safe if counted else None,
        done_on=done_on,
        why="" if counted else why,
        owed_by=known.owed_by,
        consequence=known.consequence,
        soft=known.soft,
        steps=(*steps, *(counted.steps if counted else ())),
    )


def _sittings(known: TimeLimit, start: date, council: Council) -> tuple[tuple[date, ...], tuple[Step, ...]]:
    if known.unit is not Unit.COUNCIL_MEETINGS:
        return (), ()
    return council.after(start, known.length or 1)


def _check_order(plan: LinkPlan, start: Start, done_on: date | None) -> None:
    """Raise Refused for an act dated before the one that makes it possible."""
    if done_on is None or start.day is None or start.assumed or plan.takes is Moment.DUE_DATE:
        return
    if done_on < start.day:
        said = f"Cet acte ne peut pas précéder le {full_date(start.day)} : il attend {plan.waits_for}."
        raise Refused(f"done.{plan.limit}.{plan.done}", said)


def _done(plan: LinkPlan, act: LinkActs) -> tuple[date | None, bool]:
    """Return the day a link was done and whether it is that day: a later date of the same act says it was done then."""
    if plan.done is None:
        return None, False
    own = getattr(act, plan.done)
    later = ORDER[ORDER.index(plan.done) + 1 :]
    return own or next((day for name in later if (day := getattr(act, name))), None), own is not None


def _state(last: date | None, start: Start, done_on: date | None, *, exact: bool, assumed: bool) -> LinkState:
    """Return where a link stands: in time or late only when every day it rests on is known."""
    if done_on is None:
        if last is None:
            return LinkState.CANNOT_COMPUTE
        return LinkState.WAITS if assumed else LinkState.DUE
    known = last or start.day
    if assumed or known is None:
        return LinkState.DONE
    if done_on <= known:
        return LinkState.DONE_IN_TIME
    return LinkState.DONE_LATE if last and exact else LinkState.DONE


def told(link: ChainLink) -> Step:
    """Return the line that says where a link stands."""
    article = limit(link.id).citation
    return Step(f"{link.title} ({link.id}) : {_where(link)}.", article, link.due)


def _where(link: ChainLink) -> str:
    last = f"le dernier jour est le {long_date(link.due)}" if link.due else ""
    done = f"fait le {long_date(link.done_on)}" if link.done_on else ""
    why = f"{link.why[:1].lower()}{link.why[1:]}".rstrip(".")
    words = {
        LinkState.DONE_IN_TIME: f"{done}, à temps{f' ; {last}' if last else ''}",
        LinkState.DONE_LATE: f"{done}, en retard ; {last}".replace("est le", "était le"),
        LinkState.DONE: f"{done}{f' ; {last}' if last else ''} ; à temps ou non, ce n’est pas établi",
        LinkState.DUE: last,
        LinkState.WAITS: f"attend {link.waits_for} ; au plus tard, {last}",
        LinkState.CANNOT_COMPUTE: f"impossible à calculer : {why}",
    }
    return words[link.state]
