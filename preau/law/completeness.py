"""The questions « is this file complete? » and « does this change of an annex change the programme? ».

The lists themselves are data (`document_lists`). A condition that nobody told is unknown: what depends on it is neither
there nor missing.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.citing import cited
from preau.law.document_lists import Case, Checklist, Item, checklist, document_ids
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.words import counted, full_date, listed

ANNEX = "operator_annex"
MODIFICATION = cited("decree art. 31")
Name = Annotated[str, Meta(min_length=1, max_length=60)]


class Verdict(StrEnum):
    """What a file is worth."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    INADMISSIBLE = "inadmissible"
    UNKNOWN = "unknown"


class CompletenessQuestion(Question, frozen=True, kw_only=True):
    """What a file holds on a day. A piece received after `day` is not there yet."""

    document: Annotated[str, Meta(description="document : cle_programme, edd_recognition…", max_length=60)]
    day: Day
    present: Annotated[tuple[Name, ...], Meta(max_length=200, description="éléments présents, par leur numéro")] = ()
    received: Annotated[
        dict[Name, date], Meta(max_length=200, description="éléments présents, avec le jour où ils sont arrivés")
    ] = {}
    facts: Annotated[
        dict[Name, bool | None], Meta(max_length=50, description="faits : true, false, ou null quand on ne sait pas")
    ] = {}


class Piece(Struct, frozen=True):
    """One item or warning in the answer: its id, what to do, its article, what its absence does."""

    id: str
    sentence: str
    article: str
    effect: str = ""


class Completeness(Answer, frozen=True, kw_only=True):
    """The verdict and its reasons.

    `undetermined`: pieces that may be needed, as the facts in `facts_needed` are not told. `unchecked`: warnings that
    could not be looked at, for the same reason. `complete_on`: the day the last piece came, None when not known.
    """

    document: str
    title: str
    verdict: Verdict
    missing: tuple[Piece, ...]
    undetermined: tuple[Piece, ...]
    facts_needed: tuple[str, ...]
    warnings: tuple[Piece, ...]
    unchecked: tuple[str, ...]
    complete_on: date | None


class _Sorted(Struct, frozen=True):
    """The items of a list: surely asked, perhaps asked, and those of both that are not there."""

    asked: tuple[Item, ...]
    perhaps: tuple[Item, ...]
    missing: tuple[Item, ...]
    undetermined: tuple[Item, ...]

    @property
    def verdict(self) -> Verdict:
        if any(item.effect == "inadmissible" for item in self.missing):
            return Verdict.INADMISSIBLE
        if self.missing:
            return Verdict.INCOMPLETE
        return Verdict.UNKNOWN if self.undetermined else Verdict.COMPLETE


@rule(
    title="Un dossier est-il complet ?",
    articles=("décret du 3 juillet 2003, art. 15", "décret EDD du 28 avril 2004, art. 4 et 17"),
    example={
        "document": "edd_cessation",
        "day": "2026-11-21",
        "received": {"cessation_date": "2026-10-01", "accounting_pieces": "2026-10-12"},
    },
)
def completeness(question: CompletenessQuestion) -> Completeness:
    """Return what a file still lacks on a day, and what it is worth.

    Raises Refused for an unknown document, item or fact; CannotCompute before the list is known.
    """
    known = _known(question.document, question.day)
    _check_names(known, question)
    items = _sorted(known, question)
    warnings = [(one, _all(question.facts.get(fact) for fact in one.when)) for one in known.warnings]
    shown = tuple(
        Piece(one.id, one.sentence, cited(one.article) if one.article else "") for one, true in warnings if true
    )
    complete_on = _complete_on(items, question.received)
    return Completeness(
        document=known.id,
        title=known.title,
        verdict=items.verdict,
        missing=tuple(map(_piece, items.missing)),
        undetermined=tuple(map(_piece, items.undetermined)),
        facts_needed=_facts_needed(items.undetermined, question),
        warnings=shown,
        unchecked=tuple(one.id for one, true in warnings if true is None),
        complete_on=complete_on,
        steps=(
            *_verdict_steps(known, items, complete_on),
            *_item_steps(known, items, question),
            *(Step(one.sentence, one.article, kind="warning") for one in shown),
            *_readings(known),
        ),
    )


def _known(document_id: str, day: date) -> Checklist:
    try:
        known = checklist(document_id)
    except KeyError:
        raise Refused("document", f"Ce document n’a pas de liste. Documents : {listed(document_ids())}.") from None
    if known.valid_from and day < known.valid_from:
        since = full_date(known.valid_from)
        raise CannotCompute(
            f"Impossible à calculer : la liste « {known.title} » n’est pas connue avant le {since}.", "day"
        )
    return known


def _check_names(known: Checklist, question: CompletenessQuestion) -> None:
    items = [item.id for item in known.items]
    for field, names in (("present", question.present), ("received", question.received)):
        for name in names:
            if name not in items:
                raise Refused(field, f"« {name} » n’est pas dans cette liste. Éléments : {listed(items)}.")
    facts = [fact.id for fact in known.facts]
    for name in question.facts:
        if name not in facts:
            can_be = f"Faits : {listed(facts)}." if facts else "Elle ne dépend d’aucun fait."
            raise Refused("facts", f"« {name} » n’est pas un fait de cette liste. {can_be}")


def _sorted(known: Checklist, question: CompletenessQuestion) -> _Sorted:
    there = {*question.present, *(one for one, came in question.received.items() if came <= question.day)}
    asked, perhaps = [], []
    for item in known.items:
        needed = False if item.optional else _any(_applies(case, question) for case in item.cases)
        if needed:
            asked.append(item)
        elif needed is None:
            perhaps.append(item)
    return _Sorted(
        tuple(asked),
        tuple(perhaps),
        tuple(item for item in asked if item.id not in there),
        tuple(item for item in perhaps if item.id not in there),
    )


def _applies(case: Case, question: CompletenessQuestion) -> bool | None:
    if not (case.since or question.day) <= question.day <= (case.until or question.day):
        return False
    told = [question.facts.get(fact) for fact in case.when]
    denied = [question.facts.get(fact) for fact in case.unless]
    return _all((*told, *(None if fact is None else not fact for fact in denied)))


def _all(truths: Iterable[bool | None]) -> bool | None:
    """Return whether all are true; None when that depends on one that is unknown."""
    known = list(truths)
    if False in known:
        return False
    return None if None in known else True


def _any(truths: Iterable[bool | None]) -> bool | None:
    """Return whether one is true; None when that depends on one that is unknown."""
    known = list(truths)
    if True in known:
        return True
    return None if None in known else False


def _facts_needed(undetermined: tuple[Item, ...], question: CompletenessQuestion) -> tuple[str, ...]:
    """Return the facts not told on which these items depend, each once."""
    facts = (
        fact
        for item in undetermined
        for case in item.cases
        if _applies(case, question) is None
        for fact in (*case.when, *case.unless)
        if question.facts.get(fact) is None
    )
    return tuple(dict.fromkeys(facts))


def _complete_on(items: _Sorted, received: dict[str, date]) -> date | None:
    """Return the day the last piece came; None when the file is not complete or that day depends on what is unknown."""
    if items.verdict is not Verdict.COMPLETE or not items.asked:
        return None
    if any(item.id not in received for item in (*items.asked, *items.perhaps)):
        return None
    last = max(received[item.id] for item in items.asked)
    return None if any(received[item.id] > last for item in items.perhaps) else last


def _piece(item: Item) -> Piece:
    return Piece(item.id, item.sentence, cited(item.article), item.effect)


def _verdict_steps(known: Checklist, items: _Sorted, complete_on: date | None) -> Iterator[Step]:
    missing = counted(len(items.missing), "élément manque", "éléments manquent")
    total = len(items.asked)
    asked = counted(total, "élément demandé", "éléments demandés") if total else "rien à déposer"
    words = {
        Verdict.COMPLETE: f"complet ({asked})",
        Verdict.INCOMPLETE: f"incomplet, {missing} sur {total}",
        Verdict.INADMISSIBLE: f"irrecevable, {missing} sur {total}",
        Verdict.UNKNOWN: "on ne peut pas encore dire s’il est complet",
    }
    yield Step(f"« {known.title} » : {words[items.verdict]}.", known.citation)
    if complete_on:
        yield Step("La dernière pièce est arrivée : le dossier est complet ce jour-là.", known.citation, complete_on)


def _item_steps(known: Checklist, items: _Sorted, question: CompletenessQuestion) -> Iterator[Step]:
    for item in items.missing:
        effect = " Sans cette pièce, le dossier est irrecevable." if item.effect == "inadmissible" else ""
        yield Step(f"{_code(item)}{item.sentence}{effect}", cited(item.article))
    for item in items.undetermined:
        facts = " et si ".join(known.fact(one).words for one in _facts_needed((item,), question))
        yield Step(f"{_code(item)}Dites d’abord si {facts}. {item.sentence}", cited(item.article), kind="warning")
    for item in (*items.asked, *items.perhaps):
        if item.reading:
            yield Step(f"{_code(item)}{item.reading}", cited(item.article), kind="reading")


def _code(item: Item) -> str:
    """Return the number of an item in the form it belongs to, when it has one: « E5 : »."""
    return f"{item.id} : " if item.id[0].isupper() else ""


def _readings(known: Checklist) -> Iterator[Step]:
    if known.note:
        yield Step(known.note, known.citation, kind="reading")


class AnnexChangeQuestion(Question, frozen=True, kw_only=True):
    """The points of an operator's annex that change."""

    changed: Annotated[
        tuple[Name, ...], Meta(min_length=1, max_length=20, description="points de l’annexe : care_project, places…")
    ]
    day: Day


class AnnexChange(Answer, frozen=True, kw_only=True):
    """Whether the change changes the programme (`amends_programme`), and by which points."""

    amends_programme: bool
    integral: tuple[str, ...]
    others: tuple[str, ...]


@rule(
    title="Changer l’annexe d’un opérateur change-t-il le programme CLE ?",
    articles=("décret du 3 juillet 2003, art. 15, § 2", "décret du 3 juillet 2003, art. 31"),
    example={"changed": ["places", "staffing_ratio"], "day": "2026-11-21"},
)
def annex_change(question: AnnexChangeQuestion) -> AnnexChange:
    """Return whether changing these points of an operator's annex follows article 31.

    Raises Refused for a point that does not exist, CannotCompute before the list is known.
    """
    known = _known(ANNEX, question.day)
    points = {item.id: item for item in known.items}
    for name in question.changed:
        if name not in points:
            raise Refused("changed", f"« {name} » n’est pas un point de l’annexe. Points : {listed(points)}.")
    changed = tuple(dict.fromkeys(question.changed))
    integral = tuple(one for one in changed if points[one].integral)
    steps = [
        Step(
            f"« {points[one].name} » fait partie intégrante du programme CLE."
            if points[one].integral
            else f"« {points[one].name} » ne fait pas partie intégrante du programme CLE.",
            cited(points[one].article),
        )
        for one in changed
    ]
    if integral:
        steps.append(Step("Ce changement modifie le programme : suivez la procédure de modification.", MODIFICATION))
    else:
        steps.append(Step("Ce changement ne modifie pas le programme.", MODIFICATION))
    steps.append(Step("Avertissez l’ONE par écrit, à l’avance, d’un changement important.", cited("order art. 27/2")))
    return AnnexChange(
        amends_programme=bool(integral),
        integral=integral,
        others=tuple(one for one in changed if one not in integral),
        steps=tuple(steps),
    )
