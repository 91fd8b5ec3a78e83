"""Certificates sent for a training that was never saved: forgotten after a while, since they name people."""

from datetime import datetime

from preau.foundation.documents.api import discard_old
from preau.training.entry.acts import PURPOSE
from preau.training.models import TrainingEntry


def forget_drafts(now: datetime, days: int) -> int:
    """Remove the certificates received more than `days` days before `now` that no entry holds; return how many."""
    tied = TrainingEntry.objects.filter(certificate__isnull=False).values("certificate")
    return discard_old(now, days, PURPOSE, tied)
