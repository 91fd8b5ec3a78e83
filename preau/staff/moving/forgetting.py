"""Papers of consent received and never given in: forgotten after a while, since they bear a name."""

from datetime import datetime

from preau.foundation.documents.api import discard_old
from preau.staff.models import PaperConsent
from preau.staff.models.consents import PURPOSE


def forget_papers(now: datetime, days: int) -> int:
    """Remove the papers received more than `days` days before `now` that no consent holds; return how many."""
    return discard_old(now, days, PURPOSE, PaperConsent.objects.values("file"))
