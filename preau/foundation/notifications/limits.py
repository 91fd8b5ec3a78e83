"""How often one agenda may be read: a program gone mad waits, and nobody else with it."""

from datetime import datetime

from django.core.cache import cache

MINUTE = 60  # seconds
PER_MINUTE = 30


def seconds_to_wait(name: str, now: datetime) -> int:
    """Count one more reading of `name` in the running minute; return the seconds to wait, 0 within the limit.

    Only for names that exist: the shared cache also counts failed sign-ins, and forgets when it is full.
    """
    moment = int(now.timestamp())
    key = f"agenda:{name}:{moment // MINUTE}"
    cache.add(key, 0, timeout=MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache forgot it in between, or could not write
        return 0
    return MINUTE - moment % MINUTE if count > PER_MINUTE else 0
