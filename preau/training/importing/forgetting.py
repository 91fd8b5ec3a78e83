"""Lists of staff received: forgotten after a while, since they name people."""

from datetime import datetime, timedelta

from preau.foundation.documents.api import discard_old
from preau.staff.models import StaffImport
from preau.training.importing.acts import PURPOSE


def forget_lists(now: datetime, days: int) -> int:
    """Remove the workbooks received more than `days` days before `now`, and what was read of them; return how many."""
    old = StaffImport.objects.filter(created_at__lt=now - timedelta(days=days))
    old.exclude(file=None, proposal={}).update(file=None, proposal={}, answers={})
    return discard_old(now, days, PURPOSE)
