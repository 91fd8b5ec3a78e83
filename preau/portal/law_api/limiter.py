"""At most so many questions a minute from one address, so that nobody keeps the others waiting.

The count lives in the shared cache and starts anew each minute. Two questions at the same instant may count as one:
that is close enough, and costs nobody a lock.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from preau.foundation.clock import now
from preau.law.asking import Reply
from preau.law.refusals import Refusal
from preau.portal.law_api.replies import written

PER_MINUTE = 240
MINUTE = 60  # seconds
TOO_MANY = Reply(
    ok=False,
    error=Refusal("too_many", "", f"Plus de {PER_MINUTE} questions en une minute : attendez la minute qui vient."),
)


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 429 with Retry-After beyond `PER_MINUTE` requests in the running minute."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        moment = int(now().timestamp())
        key = f"law-api:{get_adapter().get_client_ip(request)}:{moment // MINUTE}"
        if not cache.add(key, 1, timeout=MINUTE) and cache.incr(key) > PER_MINUTE:
            refused = written(TOO_MANY, status=429)
            refused["Retry-After"] = str(MINUTE - moment % MINUTE)
            return refused
        return view(request, *args, **kwargs)

    return counted
