"""The question « who may do what now? »: a procedure, the state of a case, the day it was opened."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from preau.law import procedures
from preau.law.catalogue import rule
from preau.law.citing import cited
from preau.law.inputs import Question
from preau.law.procedures import Act, Procedure, Role, Words
from preau.law.procedures.roles import any_of
from preau.law.results import Answer, Refused, Step
from preau.law.time_limits import limit
from preau.law.words import full_date, listed


class ProcedureQuestion(Question, frozen=True, kw_only=True):
    """The procedure; the state of the case, none before it is opened; whose acts, everybody's when not said."""

    procedure: Annotated[str, Meta(description="procédure : convention, cle_programme…", max_length=60)]
    day: Annotated[date, Meta(description="jour où le dossier s’ouvre, AAAA-MM-JJ")]
    state: Annotated[str, Meta(description="étape du dossier ; aucune avant l’ouverture", max_length=60)] | None = None
    role: Annotated[Role, Meta(description="qui agit")] | None = None


class Clock(Struct, frozen=True):
    """A time limit that an act starts or meets."""

    id: str
    title: str
    owed_by: str
    consequence: str


class PossibleAct(Struct, frozen=True, kw_only=True):
    """One act open in a state. `to` is the state it leads to; `by` who may do it; `silence` what no answer does."""

    id: str
    title: str
    to: str
    to_words: Words
    by: tuple[Role, ...]
    article: str
    needs: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    starts: tuple[Clock, ...] = ()
    meets: tuple[Clock, ...] = ()
    on_expiry: Clock | None = None
    silence: str = ""
    effect: str = ""
    tells: tuple[Role, ...] = ()
    triggers: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


class PossibleActs(Answer, frozen=True, kw_only=True):
    """The version that applies, the words of the state, the acts open in it and who may do one of them."""

    id: str
    title: str
    article: str
    valid_from: date | None
    valid_to: date | None
    state: str | None
    code: str
    words: Words | None
    final: bool
    acts: tuple[PossibleAct, ...]
    next_actors: tuple[Role, ...]


@rule(
    title="Une procédure : qui peut faire quoi à cette étape, avec quels délais",
    articles=("décret du 3 juillet 2003", "décret EDD du 28 avril 2004"),
    example={"procedure": "convention", "day": "2026-11-21", "state": "submitted"},
)
def procedure(question: ProcedureQuestion) -> PossibleActs:
    """Return the acts possible in a state of a procedure, for a case opened on `day`.

    Raises Refused for an unknown procedure or state, CannotCompute when no version is in force that day.
    """
    known = _known(question)
    state = None
    if question.state is not None:
        try:
            state = known.state(question.state)
        except KeyError:
            ids = listed(one.id for one in known.states)
            raise Refused("state", f"Cette étape n’existe pas dans cette procédure. Étapes : {ids}.") from None
    acts = known.acts_from(question.state)
    shown = tuple(act for act in acts if question.role is None or question.role in act.by)
    return PossibleActs(
        id=known.id,
        title=known.title,
        article=known.citation,
        valid_from=known.valid_from,
        valid_to=known.valid_to,
        state=question.state,
        code=state.code if state else "",
        words=state.words if state else None,
        final=bool(state and state.final),
        acts=tuple(_possible(known, act, question) for act in shown),
        next_actors=tuple(dict.fromkeys(role for act in acts for role in act.by)),
        steps=tuple(_steps(known, acts, shown, question)),
    )


def _known(question: ProcedureQuestion) -> Procedure:
    try:
        return procedures.procedure(question.procedure, question.day)
    except KeyError:
        ids = listed(procedures.procedure_ids())
        raise Refused("procedure", f"Cette procédure n’existe pas. Procédures : {ids}.") from None


def _possible(known: Procedure, act: Act, question: ProcedureQuestion) -> PossibleAct:
    to = act.target(question.state or "")
    return PossibleAct(
        id=act.id,
        title=act.title,
        to=to,
        to_words=known.state(to).words,
        by=act.by,
        article=act.citation,
        needs=tuple(known.need(one).words for one in act.needs),
        guards=tuple(known.guard(one).words for one in act.guards),
        starts=_clocks(act.starts, question.day),
        meets=_clocks(act.meets, question.day),
        on_expiry=_clock(act.on_expiry) if act.on_expiry else None,
        silence=act.silence,
        effect=act.effect,
        tells=act.tells,
        triggers=act.triggers,
        remedies=tuple(one.id for one in _open_remedies(act, question.day)),
    )


def _clocks(ids: tuple[str, ...], day: date) -> tuple[Clock, ...]:
    """Return the clocks whose limit is in force on `day`."""
    return tuple(_clock(one) for one in ids if limit(one).in_force(day))


def _clock(limit_id: str) -> Clock:
    known = limit(limit_id)
    return Clock(known.id, known.title, known.owed_by, known.consequence)


def _open_remedies(act: Act, day: date) -> tuple[Procedure, ...]:
    """Return the procedures open on `day` to whoever disagrees."""
    return tuple(one for remedy in act.remedies for one in procedures.versions(remedy) if one.in_force(day))


def _steps(
    known: Procedure, acts: tuple[Act, ...], shown: tuple[Act, ...], question: ProcedureQuestion
) -> Iterator[Step]:
    yield Step(f"Procédure « {known.title} », {_validity(known)}.", known.citation)
    if question.state is None:
        yield Step("Le dossier n’est pas encore ouvert.")
    else:
        yield Step(f"Étape : « {known.state(question.state).words.public} ».")
    for act in shown:
        yield from _act_steps(known, act, question)
    if not acts:
        yield Step("Plus aucun acte n’est possible : la procédure est finie.")
    elif not shown and question.role is not None:
        others = listed(dict.fromkeys(role.words for act in acts for role in act.by))
        yield Step(f"Aucun acte n’est ouvert ici pour {question.role.words}. Peuvent agir : {others}.")
    if known.note:
        yield Step(known.note, kind="reading")


def _validity(known: Procedure) -> str:
    since = f"depuis le {full_date(known.valid_from)}" if known.valid_from else "en vigueur"
    return f"{since}, jusqu’au {full_date(known.valid_to)}" if known.valid_to else since


def _act_steps(known: Procedure, act: Act, question: ProcedureQuestion) -> Iterator[Step]:
    who = any_of(act.by)
    to = f" → « {known.state(act.to).words.public} »" if act.to else ""
    yield Step(f"{who[0].upper()}{who[1:]} : {act.title[0].lower()}{act.title[1:]}{to}.", act.citation)
    if act.needs:
        yield Step(f"Il faut : {' ; '.join(known.need(one).words for one in act.needs)}.")
    for one in act.guards:
        guard = known.guard(one)
        yield Step(f"Condition : {guard.words}", cited(guard.article) if guard.article else "")
    for words, ids in (("commence", act.starts), ("est tenu", act.meets)):
        for clock in _clocks(ids, question.day):
            yield Step(f"Le délai {clock.id} {words} : {clock.title}.")
    if act.on_expiry:
        yield Step(f"Cet acte suit de lui-même la fin du délai {act.on_expiry} : {limit(act.on_expiry).title}.")
    for sentence in (act.effect, act.silence and f"Silence : {act.silence[0].lower()}{act.silence[1:]}"):
        if sentence:
            yield Step(sentence)
    for remedy in _open_remedies(act, question.day):
        yield Step(f"Recours possible : {remedy.title}.", remedy.citation)
    if act.reading:
        yield Step(act.reading, act.citation, kind="reading")
