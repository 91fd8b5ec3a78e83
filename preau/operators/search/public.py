"""What every public page of the offer shares: answered from memory when nothing changed, for those without account."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from preau.foundation.accounts.requests import Request
from preau.foundation.ui.storage import asset

_SHEETS = ("preau/tokens.css", "preau/preau.css", "preau/patterns.css", "preau/maps.css", "operators/search.css")


def fresh(request: Request, made_from: object, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the page, or 304 to a visitor who has it as it is; `made_from` is all that it depends on.

    Signed in, the band shows who one is: such a page is never answered from memory. A page names its style sheets by
    their hashed names: it is as old as they are.
    """
    tag = None
    if request.actor.person is None:
        parts = (_version(), [asset(name) for name in _SHEETS], request.actor.today, made_from)
        tag = '"' + hashlib.sha256(repr(parts).encode()).hexdigest()[:32] + '"'

    def view(request: Any) -> HttpResponse:
        return answer()

    response = condition(lambda request: tag)(view)(request)
    patch_cache_control(response, no_cache=True)
    return response


@cache
def _version() -> str:
    return version("preau")
