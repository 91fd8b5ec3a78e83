"""Reading a received file, by those who may."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import SIGNED_IN, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import serve
from preau.foundation.documents.models import ReceivedFile


@who_may(SIGNED_IN)
@require_safe
def download(request: Request, key: UUID) -> HttpResponse:
    """Send a file of one's own organisation, to be saved and never shown inside the site."""
    received = get_object_or_404(ReceivedFile.objects.visible_to(request.actor), pk=key)
    return serve(received)
