"""Whether the letters of a notice left: what a page shows as proof that somebody was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from preau.foundation.notifications.models import Delivery


@dataclass(frozen=True)
class Letter:
    """One letter of a notice: to which address, what became of it, when it left."""

    key: str
    email: str
    outcome: str
    sent_at: datetime | None


def letters_of(keys: Iterable[str]) -> list[Letter]:
    """Return the letters of these notices, by their keys, in order of address; one query."""
    found = Delivery.objects.filter(notice__key__in=list(keys)).select_related("notice").order_by("email", "pk")
    return [Letter(one.notice.key, one.email, one.get_outcome_display(), one.sent_at) for one in found]
