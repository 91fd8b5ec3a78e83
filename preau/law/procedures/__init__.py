"""Procedures as data: one YAML file each, `<id>.yaml`, or `<id>.<since>.yaml` when regimes follow one another.

    id: convention
    title: …                      # in French
    article: order art. 2/1       # see `citing`
    valid_from: 2009-10-26        # both days included; absent: unknown or open
    private: true                 # its cases are each about one person: only those who act in it read them
    states:
      - id: draft
        code: CONV_BROUILLON      # the code in use among lawyers, when there is one
        initial: true             # final: nothing more is awaited, though acts may remain possible
        words: {applicant: …, authority: …, public: …}
    needs:                        # what an act asks for: documents and facts
      - {id: proposal, kind: document, words: …, checklist: convention}
    guards:                       # what must be true
      - {id: agreed_annex, words: …}
    acts:
      - id: send
        title: Envoyer …          # an infinitive
        from: [draft]             # no `from`: the act opens the case
        to: submitted             # no `to`: the case stays where it is
        by: [municipality]        # `roles.Role`; any of them may act
        article: order art. 2/1
        needs, guards             # ids
        starts, meets, stops, suspends, resumes: [D06]   # clocks: ids of time limits; stops: the clock falls away
        on_expiry: D20            # the system acts when that clock runs out
        silence: …                # what no answer does; compulsory for an act that meets a clock
        effect, reading: …        # what else follows; how an unclear text is read
        tells: [one]              # who is told
        triggers: [situation_report.open]   # acts of linked cases that follow by themselves, where they are possible
        remedies: [appeal_council]          # procedures open to whoever disagrees
        signs: true                         # commits its author though it keeps no time limit

A case follows the version in force on the day it was opened. An act starts only the clocks whose limit is in force that
day, and meets those that run. Only the files asked for are read.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import yaml
from msgspec import Meta, Struct, field

from preau.law.citing import cited
from preau.law.procedures.roles import Role
from preau.law.results import CannotCompute
from preau.law.words import full_date

FOLDER = Path(__file__).parent
Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z")]
Sentence = Annotated[str, Meta(min_length=1)]
LimitId = Annotated[str, Meta(pattern=r"^([DT][0-9]+|EDD)(-[a-z0-9-]+)?\Z")]


class _Data(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One piece of a procedure, as its file holds it."""


class Words(_Data, frozen=True, kw_only=True):
    """The name of a state for who asks, who decides, and everybody else."""

    applicant: Sentence
    authority: Sentence
    public: Sentence


class State(_Data, frozen=True, kw_only=True):
    """Where a case may stand. `final`: nothing more is awaited from anybody."""

    id: Id
    words: Words
    code: str = ""
    initial: bool = False
    final: bool = False


class Need(_Data, frozen=True, kw_only=True):
    """A document or a fact that an act asks for; `checklist` is the id of what the document must contain."""

    id: Id
    words: Sentence
    kind: Literal["document", "fact"] = "document"
    checklist: str = ""


class Guard(_Data, frozen=True, kw_only=True):
    """What must be true for an act to be allowed."""

    id: Id
    words: Sentence
    article: str = ""


class Act(_Data, frozen=True, kw_only=True):
    """What somebody may do: the only way from one state to another."""

    id: Id
    title: Sentence
    sources: tuple[Id, ...] = field(default=(), name="from")
    to: Id | None = None
    by: Annotated[tuple[Role, ...], Meta(min_length=1)]
    article: Sentence
    needs: tuple[Id, ...] = ()
    guards: tuple[Id, ...] = ()
    starts: tuple[LimitId, ...] = ()
    meets: tuple[LimitId, ...] = ()
    stops: tuple[LimitId, ...] = ()
    suspends: tuple[LimitId, ...] = ()
    resumes: tuple[LimitId, ...] = ()
    on_expiry: LimitId | None = None
    silence: str = ""
    effect: str = ""
    reading: str = ""
    tells: tuple[Role, ...] = ()
    triggers: tuple[str, ...] = ()
    remedies: tuple[Id, ...] = ()
    signs: bool = False

    @property
    def opening(self) -> bool:
        return not self.sources

    def target(self, source: str) -> str:
        """Return the state the act leads to from `source`."""
        return self.to or source

    @property
    def citation(self) -> str:
        return cited(self.article)

    @property
    def signed(self) -> bool:
        """Tell whether the act commits its author: it `signs`, keeps a time limit, or opens a remedy."""
        return bool(self.signs or self.meets or self.remedies)

    @property
    def clocks(self) -> tuple[str, ...]:
        """Return every clock the act touches, each once."""
        expired = (self.on_expiry,) if self.on_expiry else ()
        touched = (*self.starts, *self.meets, *self.stops, *self.suspends, *self.resumes, *expired)
        return tuple(dict.fromkeys(touched))


class Procedure(_Data, frozen=True, kw_only=True):
    """One procedure, in one of its versions. `private`: a case is about one person, whoever acts in it reads it."""

    id: Id
    title: Sentence
    article: Sentence
    states: tuple[State, ...]
    acts: tuple[Act, ...]
    needs: tuple[Need, ...] = ()
    guards: tuple[Guard, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    private: bool = False
    note: str = ""

    @property
    def citation(self) -> str:
        return cited(self.article)

    @property
    def actors(self) -> tuple[Role, ...]:
        """Return who acts, in the order of the acts."""
        return tuple(dict.fromkeys(role for act in self.acts for role in act.by))

    @property
    def initial(self) -> tuple[State, ...]:
        return tuple(state for state in self.states if state.initial)

    def state(self, state_id: str) -> State:
        """Return the state of that id; raises KeyError."""
        return _one(self.states, state_id)

    def act(self, act_id: str) -> Act:
        """Return the act of that id; raises KeyError."""
        return _one(self.acts, act_id)

    def need(self, need_id: str) -> Need:
        """Return the need of that id; raises KeyError."""
        return _one(self.needs, need_id)

    def guard(self, guard_id: str) -> Guard:
        """Return the guard of that id; raises KeyError."""
        return _one(self.guards, guard_id)

    def acts_from(self, state_id: str | None) -> tuple[Act, ...]:
        """Return the acts possible in a state; those that open the case when None."""
        if state_id is None:
            return tuple(act for act in self.acts if act.opening)
        return tuple(act for act in self.acts if state_id in act.sources)

    def in_force(self, day: date) -> bool:
        """Say whether a case opened on `day` follows this version."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


class WrongProcedure(ValueError):  # noqa: N818
    """Raised when declarations contradict themselves: `faults` are all of them, in English."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _one(items: tuple[Any, ...], item_id: str) -> Any:
    found = next((item for item in items if item.id == item_id), None)
    if found is None:
        raise KeyError(item_id)
    return found


def declared(written: str) -> Procedure:
    """Return the procedure that a YAML text declares, checked alone; raises WrongProcedure."""
    from preau.law.procedures.checks import faults_of

    try:
        found = msgspec.convert(yaml.load(written, Loader=yaml.CSafeLoader), Procedure)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise WrongProcedure((str(error),)) from None
    faults = faults_of(found)
    if faults:
        raise WrongProcedure(faults)
    return found


@cache
def _stems() -> tuple[str, ...]:
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def _file(stem: str) -> Procedure:
    return declared(FOLDER.joinpath(f"{stem}.yaml").read_text(encoding="utf-8"))


def procedure_ids() -> tuple[str, ...]:
    """Return the id of every procedure; reads no file."""
    return tuple(dict.fromkeys(stem.partition(".")[0] for stem in _stems()))


@cache
def versions(procedure_id: str) -> tuple[Procedure, ...]:
    """Return the versions of a procedure, oldest first; raises KeyError."""
    found = [_file(stem) for stem in _stems() if stem.partition(".")[0] == procedure_id]
    if not found:
        raise KeyError(procedure_id)
    return tuple(sorted(found, key=lambda version: version.valid_from or date.min))


def procedure(procedure_id: str, day: date) -> Procedure:
    """Return the version of a procedure that a case opened on `day` follows.

    Raises KeyError for an unknown id, CannotCompute when no version is in force that day.
    """
    known = versions(procedure_id)
    for version in known:
        if version.in_force(day):
            return version
    first = known[0].valid_from
    if first and day < first:
        why = f"n’est pas connue avant le {full_date(first)}"
    else:
        why = f"n’est pas ouverte le {full_date(day)}"
    raise CannotCompute(f"Impossible à calculer : la procédure « {known[0].title} » {why}.", "day")


@cache
def procedures() -> tuple[Procedure, ...]:
    """Return every version of every procedure, checked together; raises WrongProcedure with all the faults."""
    from preau.law.procedures.checks import faults_between

    found: list[Procedure] = []
    faults: list[str] = []
    for stem in _stems():
        try:
            found.append(_file(stem))
        except WrongProcedure as wrong:
            faults.extend(f"{stem}: {fault}" for fault in wrong.faults)
    faults.extend(faults_between(tuple(found)))
    if faults:
        raise WrongProcedure(tuple(faults))
    return tuple(found)


def clocks(known: tuple[Procedure, ...]) -> Iterator[tuple[str, str]]:
    """Yield each clock named by an act of these procedures, with where: (« D06 », « convention.send »)."""
    for one in known:
        for act in one.acts:
            for clock in act.clocks:
                yield clock, f"{one.id}.{act.id}"
