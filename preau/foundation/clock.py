"""The only place where Préau reads the time. Everything else is handed a date or a moment.

Tests and the demonstration freeze it; `law` never sees it at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_frozen: ContextVar[datetime | None] = ContextVar("preau_clock", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC (or the frozen one)."""
    return _frozen.get() or settings.FROZEN_CLOCK or timezone.now()


def today() -> date:
    """Return today's date in Brussels, the only time zone of the decree."""
    return timezone.localdate(now())


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) within the block."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
