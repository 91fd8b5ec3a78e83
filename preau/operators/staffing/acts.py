"""What is done with the staffing of a period: lock, may, write, journal."""

from typing import Any

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal import api as journal
from preau.foundation.ui.versions import NotNow
from preau.operators.describing import describing_place
from preau.operators.models import CarePeriod


def save_staffing(
    actor: Actor, place_id: int, period_id: int, values: dict[str, Any], *, version: int | None = None
) -> CarePeriod:
    """Write whom a period expects and who cares for them.

    Raises NotNow when the period is gone, Stale when somebody wrote in the place since `version`.
    """
    with describing_place(actor, place_id, version) as place:
        period = place.periods.filter(pk=period_id).first()
        if period is None:
            raise NotNow("Cette période n’est plus dans la description du lieu.")
        before = {name: getattr(period, name) for name in values}
        for name, value in values.items():
            setattr(period, name, value)
        period.save(update_fields=list(values))
        payload = {"period": period.words, "before": before, "after": values}
        journal.record(actor, "operators.save_staffing", place, payload)
    return period
