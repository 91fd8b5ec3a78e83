"""What the other rooms use of received files.

A room receives a file (`receive`, outside any transaction), ties it to a thing of its own, and decides who reads it:
whoever may read the thing may read the file. Its view answers with `serve`, once it has asked that question.
"""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from preau.foundation.documents.acts import discard, discard_old, receive
from preau.foundation.documents.findings import FileRefused, Finding
from preau.foundation.documents.limits import limits_in_words, paper_limits_in_words
from preau.foundation.documents.models import PAPERS, WORKBOOKS, FileKind, ReceivedFile

__all__ = [
    "PAPERS",
    "WORKBOOKS",
    "FileKind",
    "FileRefused",
    "Finding",
    "ReceivedFile",
    "discard",
    "discard_old",
    "limits_in_words",
    "paper_limits_in_words",
    "receive",
    "serve",
]


def serve(received: ReceivedFile) -> HttpResponse:
    """Return a received file to be saved, never shown inside the site. The caller has asked who reads."""
    return HttpResponse(
        received.content(),
        content_type=received.mime_type,
        headers={
            "Content-Disposition": content_disposition_header(True, received.original_name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
