"""Lists sent long ago are forgotten: they hold names and addresses, and what was taken over of them stays."""

from datetime import datetime, timedelta

from preau.foundation.documents.acts import discard_old
from preau.operators.importing.acts import PURPOSE
from preau.operators.models import ListImport


def forget_old(now: datetime, days: int) -> int:
    """Remove the workbooks received more than `days` days before `now`, and what was read of them; return how many."""
    old = ListImport.objects.filter(created_at__lt=now - timedelta(days=days))
    old.exclude(file=None, proposal={}).update(file=None, proposal={}, answers={})
    return discard_old(now, days, PURPOSE)
