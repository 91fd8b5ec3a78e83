"""Reading a received file, by those who may."""

from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import SIGNED_IN, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.models import ReceivedFile


@who_may(SIGNED_IN)
@require_safe
def download(request: Request, key: UUID) -> FileResponse:
    """Send a file of one's own organisation, to be saved and never shown inside the site."""
    received = get_object_or_404(ReceivedFile.objects.visible_to(request.actor), pk=key)
    response = FileResponse(
        received.file.open("rb"),
        as_attachment=True,
        filename=received.original_name,
        content_type=received.mime_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
