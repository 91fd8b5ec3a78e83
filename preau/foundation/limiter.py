"""At most so many questions a minute from one address, or about one thing, so that nobody keeps the others waiting.

The count lives in the shared cache and starts anew each minute. Two questions at the same instant may count as one:
that is close enough, and costs nobody a lock.
"""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv4Address, ip_address
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from preau.foundation.clock import now

MINUTE = 60  # seconds
# A question is cheap, a PDF is not; whether somebody is known is not to be guessed by trying.
PER_MINUTE = {
    "law-api": 240,
    "operators-api": 240,
    "law-files": 60,
    "agenda": 30,
    "staff-known": 6,
    # Of one house: each takes a process of its own.
    "certificates": 12,
    "certificate-pictures": 30,
}
SITE_BITS = 64  # one household holds all the IPv6 addresses that begin alike
View = Callable[..., HttpResponse]


def limited(kind: str, refused: Callable[[HttpRequest], HttpResponse]) -> Callable[[View], View]:
    """Answer what `refused` makes, with Retry-After, beyond `PER_MINUTE[kind]` requests in the running minute."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            wait = seconds_to_wait(kind, asker_of(request))
            if not wait:
                return view(request, *args, **kwargs)
            response = refused(request)
            response["Retry-After"] = str(wait)
            return response

        return counted

    return decorate


def seconds_to_wait(kind: str, name: str) -> int:
    """Count one more request of `name` in the running minute; return the seconds to wait, 0 within the limit.

    The cache also counts failed sign-ins, and forgets when it is full: a `name` is an asker, or a thing that exists.
    """
    moment = int(now().timestamp())
    count = _count(f"{kind}:{name}:{moment // MINUTE}")
    return MINUTE - moment % MINUTE if count > PER_MINUTE[kind] else 0


def asker_of(request: HttpRequest) -> str:
    """Return who asks: an IPv4 address, or the site an IPv6 address belongs to."""
    found = ip_address(get_adapter().get_client_ip(request))
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or f"{int(found) >> SITE_BITS:x}")


def _count(key: str) -> int:
    """Return how many times this key was counted, this time included."""
    if cache.add(key, 1, timeout=MINUTE):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the cache forgot it in between, or could not write
        return 1
