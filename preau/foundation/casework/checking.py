"""What an act lacks: each need and guard it declares, looked at through the room's binding or asked of a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from preau.foundation.casework.bindings import MET, NOTHING, Finding, Moment, Supplied, binding_of
from preau.law.citing import cited
from preau.law.procedures import Act, Guard, Need


@dataclass(frozen=True)
class Ask:
    """Something the form of an act asks for: words for a fact, a tick for what nobody but the actor can attest."""

    id: str
    kind: Literal["fact", "attestation"]
    words: str
    article: str = ""


def asks(moment: Moment, act: Act) -> tuple[Ask, ...]:
    """Return what the form of the act asks the person who acts."""
    binding = binding_of(moment.case.procedure_id)
    known = moment.case.procedure
    facts = tuple(
        Ask(need.id, "fact", need.words)
        for need in map(known.need, act.needs)
        if need.kind == "fact" and not (binding and need.id in binding.needs)
    )
    attestations = tuple(
        Ask(guard.id, "attestation", guard.words, _article(guard))
        for guard in map(known.guard, act.guards)
        if not (binding and guard.id in binding.guards)
    )
    return facts + attestations


def missing(moment: Moment, act: Act, supplied: Supplied | None) -> tuple[Finding, ...]:
    """Return what the act lacks, in the order of its declaration.

    With `supplied` None nothing was given yet: what the form will ask for is not counted as missing.
    """
    return tuple(finding for finding in _findings(moment, act, supplied) if finding.met is not True)


def _findings(moment: Moment, act: Act, supplied: Supplied | None) -> Iterator[Finding]:
    binding = binding_of(moment.case.procedure_id)
    known = moment.case.procedure
    needs = [known.need(need_id) for need_id in act.needs]
    documents = any(need.kind == "document" for need in needs)
    given = {piece.need_id for piece in moment.case.pieces.all() if piece.replaced_at is None} if documents else set()
    for need in needs:
        if need.kind == "document" and need.id in given:
            yield MET
        elif binding and need.id in binding.needs:
            found = binding.needs[need.id](moment)
            yield found if found.met or need.kind == "fact" else _piece(moment, need, found)
        elif need.kind == "document":
            yield _piece(moment, need, None)
        elif supplied is not None:
            words = supplied.facts.get(need.id, "").strip()
            yield MET if words else Finding(False, f"Donnez {need.words}.")
    for guard in map(known.guard, act.guards):
        if binding and guard.id in binding.guards:
            yield binding.guards[guard.id](moment)
        elif supplied is not None and guard.id not in supplied.attested:
            yield Finding(False, f"Confirmez : {guard.words}", article=_article(guard))


def _piece(moment: Moment, need: Need, found: Finding | None) -> Finding:
    address = reverse("casework:piece", args=[moment.case.pk, need.id]) if moment.case.pk else ""
    return found or Finding(False, f"Joignez {need.words}.", address)


def _article(guard: Guard) -> str:
    return cited(guard.article) if guard.article else ""


__all__ = ["NOTHING", "Ask", "asks", "missing"]
