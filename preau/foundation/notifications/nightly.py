"""What `preau nightly` does for notices: what is still owed is reminded of, what was lost is sent, days are told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from preau.foundation.accounts.messages import WAITS
from preau.foundation.notifications.api import tell
from preau.foundation.notifications.messages import send_digest, send_notice
from preau.foundation.notifications.models import Delivery, Notice, Outcome
from preau.foundation.notifications.registry import reminders
from preau.foundation.notifications.routing import route

# By then, every try that was to come has come.
LOST_AFTER = sum(WAITS, timedelta()) + timedelta(minutes=5)


def send_nightly(now: datetime) -> None:
    """Remind, take up again what was lost on the way, and hand the worker the digests of the day."""
    day = timezone.localdate(now)
    _remind(now)
    waiting_for_digest = Exists(Delivery.objects.filter(notice=OuterRef("pk"), outcome=Outcome.DIGEST))
    for notice in Notice.objects.filter(Q(sent_at=None) | waiting_for_digest):
        _route_again(notice, now)
    for person_id in (
        Delivery.objects.filter(outcome=Outcome.DIGEST).order_by().values_list("person", flat=True).distinct()
    ):
        send_digest.enqueue(person_id, day.isoformat())


def _remind(now: datetime) -> None:
    day = timezone.localdate(now)
    for due in reminders:
        for one in due(day, now):
            with transaction.atomic():
                tell(one.kind, one.audience, one.subject, key=one.key, words=one.words)


def _route_again(notice: Notice, now: datetime) -> None:
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
