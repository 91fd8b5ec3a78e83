"""What `preau nightly` does for notices: what is still owed is reminded of, what was lost is sent, days are told."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from preau.foundation.accounts.messages import WAITS
from preau.foundation.notifications.api import tell
from preau.foundation.notifications.messages import send_digest, send_notice
from preau.foundation.notifications.models import Delivery, Notice, Outcome
from preau.foundation.notifications.registry import Reminders, reminders
from preau.foundation.notifications.routing import route

T = TypeVar("T")
# By then, every try that was to come has come.
LOST_AFTER = sum(WAITS, timedelta()) + timedelta(minutes=5)


def send_nightly(now: datetime) -> None:
    """Remind, take up again what was lost on the way, and hand the worker the digests of the day.

    What fails of one room or one notice holds up no other; all that failed is raised at the end, together.
    """
    failures: list[Exception] = []
    _each(reminders, partial(_remind, now), failures)
    waiting_for_digest = Exists(Delivery.objects.filter(notice=OuterRef("pk"), outcome=Outcome.DIGEST))
    _each(Notice.objects.filter(Q(sent_at=None) | waiting_for_digest), partial(_route_again, now), failures)
    day = timezone.localdate(now).isoformat()
    for_digest = Delivery.objects.filter(outcome=Outcome.DIGEST).order_by("person")
    for person_id in for_digest.values_list("person", flat=True).distinct():
        send_digest.enqueue(person_id, day)
    if failures:
        raise ExceptionGroup("notifications", failures)


def forget_old(now: datetime, days: int) -> int:
    """Remove the notices written more than `days` days before `now`, with the addresses they went to; say how many."""
    removed, _ = Notice.objects.filter(created_at__lt=now - timedelta(days=days)).delete()
    return removed


def _each(things: Iterable[T], act: Callable[[T], None], failures: list[Exception]) -> None:
    for thing in things:
        try:
            act(thing)
        except Exception as failure:
            failures.append(failure)


def _remind(now: datetime, due: Reminders) -> None:
    for one in due(timezone.localdate(now), now):
        with transaction.atomic():
            tell(one.kind, one.audience, one.subject, key=one.key, words=one.words)


def _route_again(now: datetime, notice: Notice) -> None:
    """Find whom a notice concerns now: a delegate since this morning, too. Send it when its task was lost."""
    route(notice)
    if notice.sent_at is None:
        lost = notice.created_at <= now - LOST_AFTER
    else:
        lost = notice.deliveries.filter(outcome=Outcome.WAITING).exists()
        if lost:
            Notice.objects.filter(pk=notice.pk).update(sent_at=None)
    if lost:
        send_notice.enqueue(notice.pk)
