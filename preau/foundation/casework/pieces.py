"""The pieces of a case: a checked file, or the place where the signed paper is kept; one present piece per need."""

from collections.abc import Iterator
from datetime import datetime

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.models import Case, Piece
from preau.foundation.documents.api import ReceivedFile
from preau.law.procedures import Act, Need


def wanted(case: Case) -> Iterator[tuple[Need, Act]]:
    """Yield each document that an act of the present state needs, once, with the first such act."""
    seen: set[str] = set()
    for act in case.procedure.acts_from(case.state_id):
        for need in map(case.procedure.need, act.needs):
            if need.kind == "document" and need.id not in seen:
                seen.add(need.id)
                yield need, act


def act_wanting(case: Case, need_id: str) -> Act | None:
    """Return an act of the present state that needs this document; None when none does."""
    return next((act for need, act in wanted(case) if need.id == need_id), None)


def give_piece(
    actor: Actor, case: Case, need_id: str, *, received: ReceivedFile | None = None, kept_at: str = ""
) -> Piece:
    """Give a case a document, or the place where the signed paper is kept; it replaces the one before.

    The caller has asked whether the actor may, holds the case locked, and writes the entry of the journal.
    """
    drop_piece(case, need_id, actor.now)
    return Piece.objects.create(
        case=case,
        need_id=need_id,
        file=received,
        kept_at="" if received else kept_at,
        given_by=actor.someone,
        given_as=actor.acting_as[:200],
        given_at=actor.now,
    )


def drop_piece(case: Case, need_id: str, now: datetime) -> None:
    """Set the present piece aside: what it was given for is no longer what the case is about."""
    case.pieces.filter(need_id=need_id, replaced_at__isnull=True).update(replaced_at=now)


def present_piece(case: Case, need_id: str) -> Piece | None:
    """Return the piece a need has now, with its file; None when it has none."""
    return case.pieces.filter(need_id=need_id, replaced_at__isnull=True).select_related("file").first()
