"""How long a page of the law is kept: its answer depends on its address alone."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from preau.foundation.accounts.requests import Request

MAX_AGE = 300  # seconds; after a new version, a page from memory would ask for style sheets that are gone


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let caches keep the page of a visitor, and answer 304 to who has it. Signed in, the band shows who one is.

    A page asked under another name than the public one holds links to that name: only its asker's browser keeps it.
    """

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        told = len(get_messages(request)) > 0  # what was just done is said once, to one person
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        if told or request.actor.person is not None:
            patch_cache_control(response, private=True, no_cache=True, no_store=True)
            return response
        ours = f"{request.scheme}://{request.get_host()}" == settings.PUBLIC_ADDRESS
        patch_cache_control(response, **{"public" if ours else "private": True}, max_age=MAX_AGE)
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return answer
