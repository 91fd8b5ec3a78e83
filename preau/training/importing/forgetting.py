"""Lists of staff received: forgotten after a while, since they name people."""

from datetime import datetime, timedelta

from django.db import transaction

from preau.foundation.accounts.actors import system
from preau.foundation.documents.api import discard_old
from preau.foundation.journal.api import record
from preau.staff.models import StaffImport
from preau.training.importing.acts import PURPOSE

BY_NIGHT = "Oubli des listes reçues"


def forget_lists(now: datetime, days: int) -> int:
    """Remove the workbooks received more than `days` days before `now`, and what was read of them; return how many.

    The journal keeps that each list was forgotten.
    """
    old = StaffImport.objects.filter(created_at__lt=now - timedelta(days=days)).exclude(file=None, proposal={})
    author = system(now, BY_NIGHT)
    with transaction.atomic():
        for row in old.only("pk", "file_name").select_for_update(of=("self",), no_key=True):
            record(author, "staff.forget_list", row, {"file": row.file_name})
            StaffImport.objects.filter(pk=row.pk).update(file=None, proposal={}, answers={})
    return discard_old(now, days, PURPOSE)
