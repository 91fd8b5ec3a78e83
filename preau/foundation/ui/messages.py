"""What was just done, said once on the next page: a toast with « Annuler », or a callout that lasts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo:"
_KINDS = {"success": "good", "info": "info", "warning": "", "error": "bad"}


@dataclass(frozen=True)
class Notice:
    """One message as base.html shows it: `kind` is the callout's class, `toast` a thing done, `undo` an address."""

    text: str
    kind: str
    toast: bool
    undo: str = ""


def done(request: HttpRequest, text: str, undo_url: str | None = None) -> None:
    """Say that an act is done; with `undo_url`, beside a button that posts there."""
    messages.success(request, text, extra_tags=_UNDO + undo_url if undo_url else "")


def notices(request: HttpRequest) -> Iterator[Notice]:
    """Yield the messages waiting for this person; reading them takes them away."""
    for message in messages.get_messages(request):
        tags = message.extra_tags or ""
        undo = tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
        level = message.level_tag
        yield Notice(str(message.message), _KINDS.get(level, ""), level == "success", undo)
