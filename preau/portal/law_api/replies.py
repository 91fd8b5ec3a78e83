"""How an answer travels: compact JSON, a status that says how it went, kept by caches, readable from any site."""

import hashlib
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from preau.law.asking import Reply

MAX_AGE = 3600  # seconds; an answer changes only with a new version of Préau
STATUSES = {"unknown_rule": 404, "unknown_limit": 404, "not_json": 400, "too_many": 429, "too_long": 413}


def written(content: Any, status: int | None = None) -> HttpResponse:
    """Return `content` as JSON. A refused `Reply` is 422, or what its code says."""
    if status is None:
        status = 200
        if isinstance(content, Reply) and content.error:
            status = STATUSES.get(content.error.code, 422)
    response = HttpResponse(msgspec.json.encode(content), content_type="application/json", status=status)
    response["Access-Control-Allow-Origin"] = "*"  # public law, no cookie read: any site may ask
    return response


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let caches keep a good answer to a GET, and answer 304 when the asker has it already."""
    if request.method not in {"GET", "HEAD"} or response.status_code != 200:
        return response
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
