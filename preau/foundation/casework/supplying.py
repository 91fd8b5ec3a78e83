"""Giving a piece from the page of a case."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.access import can_supply
from preau.foundation.casework.engine import locked
from preau.foundation.casework.models import Case, Piece
from preau.foundation.casework.pieces import act_wanting, give_piece, present_piece
from preau.foundation.documents.api import PAPERS, ReceivedFile, receive
from preau.foundation.journal.api import record

PURPOSE = "casework.piece"


def supply(actor: Actor, case_id: int, need_id: str, upload: UploadedFile | None = None, kept_at: str = "") -> Piece:
    """Give a piece from the page of the case; the very same one a second time changes nothing.

    Raises Http404, Forbidden, FileRefused. Must not run inside a transaction: the file is received by itself first.
    """
    case = Case.objects.visible_to(actor).filter(pk=case_id).first()
    if case is None or need_id not in {need.id for need in case.procedure.needs if need.kind == "document"}:
        raise Http404("piece")
    require(can_supply(actor, case, act_wanting(case, need_id)))
    received = receive(actor, upload, PURPOSE, kinds=PAPERS) if upload is not None else None
    with transaction.atomic():
        case = locked(actor, case_id)
        require(can_supply(actor, case, act_wanting(case, need_id)))
        present = present_piece(case, need_id)
        if present is not None and _same(present, received, kept_at):
            return present
        made = give_piece(actor, case, need_id, received=received, kept_at=kept_at)
        words = {"name": received.original_name, "sha256": received.sha256} if received else {"kept_at": kept_at}
        record(actor, "casework.give_piece", case, {"piece": made.pk, "need": need_id, **words})
    return made


def _same(present: Piece, received: ReceivedFile | None, kept_at: str) -> bool:
    if present.file is None or received is None:
        return present.file is None and received is None and present.kept_at == kept_at
    return present.file.sha256 == received.sha256
