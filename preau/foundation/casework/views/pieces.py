"""Giving a piece of a case, and reading one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import SIGNED_IN, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.access import can_read_pieces, can_speak, can_supply
from preau.foundation.casework.forms import PieceForm
from preau.foundation.casework.pieces import act_wanting
from preau.foundation.casework.supplying import supply
from preau.foundation.casework.views.common import readable_case, to_case
from preau.foundation.documents.api import FileRefused, serve
from preau.foundation.ui.messages import done


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(SIGNED_IN)
def give(request: Request, case_id: int, need_id: str) -> HttpResponse:
    """Give a document that an act needs: a file, or where the signed paper is kept."""
    case = readable_case(request, case_id)
    need = next((one for one in case.procedure.needs if one.id == need_id and one.kind == "document"), None)
    if need is None:
        raise Http404("need")
    require(can_supply(request.actor, case, act_wanting(case, need_id)))
    form = PieceForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                supply(request.actor, case.pk, need_id, form.cleaned_data["file"], form.cleaned_data["kept_at"].strip())
            except FileRefused as refused:
                form.add_error("file", str(refused))
            else:
                done(request, f"C’est donné : {need.words}.")
                return to_case(case.pk, "pieces")
        status = 422
    return render(request, "casework/piece.html", {"case": case, "need": need, "form": form}, status=status)


@require_safe
@who_may(SIGNED_IN)
def download(request: Request, case_id: int, piece_id: int) -> HttpResponse:
    """Send the file of a piece to whoever reads the papers of the case; one replaced, to those who act in it."""
    case = readable_case(request, case_id)
    require(can_read_pieces(request.actor, case))
    piece = next((one for one in case.pieces.all() if one.pk == piece_id), None)
    if piece is None or piece.file is None or (piece.replaced_at and not can_speak(request.actor, case)):
        raise Http404("piece")
    return serve(piece.file)
