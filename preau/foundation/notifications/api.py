"""What the other rooms use of notifications: tell, declare what may be told, say who holds a role, write a calendar."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from preau.foundation import clock
from preau.foundation.journal.api import check_payload
from preau.foundation.notifications.calendars import calendar_of
from preau.foundation.notifications.messages import send_notice
from preau.foundation.notifications.models import Notice
from preau.foundation.notifications.proof import Letter, letters_of
from preau.foundation.notifications.recipients import holders
from preau.foundation.notifications.registry import (
    FeedEvent,
    Kind,
    Recipient,
    Reminder,
    audiences,
    kinds,
    register_audience,
    register_feed,
    register_kind,
    register_reminder,
)

__all__ = [
    "FeedEvent",
    "Kind",
    "Letter",
    "Recipient",
    "Reminder",
    "calendar_of",
    "holders",
    "letters_of",
    "register_audience",
    "register_feed",
    "register_kind",
    "register_reminder",
    "tell",
]


def tell(kind: str, audience: str, subject: models.Model, *, key: str, words: Mapping[str, Any]) -> None:
    """Write down, in the transaction of the act, that `audience` is to be told; the worker sends it after commit.

    The same `key` a second time adds nothing. `words` are plain JSON. Raises LookupError for a kind or an audience
    nobody declared, RuntimeError outside a transaction: a letter about an act that was undone is a bug.
    """
    if kind not in kinds or audience not in audiences:
        raise LookupError(f"notifications: {kind} ou {audience} n’est pas déclaré")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"notifications: {kind} doit être écrit dans la transaction de l’acte")
    plain = dict(words)
    check_payload(plain, "words")
    notice, made = Notice.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "audience": audience,
            "subject_type": subject._meta.label_lower,
            "subject_id": subject.pk,
            "words": plain,
            "created_at": clock.now(),
        },
    )
    if made:
        transaction.on_commit(lambda: send_notice.enqueue(notice.pk))
