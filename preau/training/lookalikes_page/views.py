"""The page « Ressemblances »: the scores from which the portal proposes and settles alone, and what they do."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.training.access import QUEUE
from preau.training.lookalikes import LEAST_PRECISION, Measure, measures, thresholds
from preau.training.models import Encoding

LOWEST = 0.8  # scores under it are never near what may be settled alone


@dataclass(frozen=True)
class Line:
    """One score of the table: what settling from it would do, and whether it may be the threshold."""

    measure: Measure
    in_force: bool

    @property
    def score(self) -> Decimal:
        return Decimal(str(self.measure.score))

    @property
    def precision(self) -> Decimal | None:
        return None if self.measure.precision is None else _percent(self.measure.precision, 2)

    @property
    def share(self) -> Decimal:
        return _percent(self.measure.share, 1)

    @property
    def wrong(self) -> int:
        return self.measure.settled - self.measure.right


def _percent(share: float, decimals: int) -> Decimal:
    """Return a share as a percentage, cut and not rounded: 99.996 % is never shown as certainty."""
    step = 10**decimals
    return Decimal(int(share * 100 * step + 1e-9)) / step


@require_safe
@who_may(QUEUE)
def lookalikes(request: Request) -> HttpResponse:
    """Show the thresholds with their measured precision, and how many encodings each way of tying holds. One query."""
    limits = thresholds()
    known = [one for one in measures() if one.score >= LOWEST]
    in_force = max((one.score for one in known if one.score <= limits.settle), default=None)
    counts = dict(Encoding.objects.order_by().values_list("linked_by").annotate(Count("pk")))
    context = {
        "lines": [Line(one, one.score == in_force) for one in known],
        "settle": Decimal(str(limits.settle)) if limits.settle <= 1 else None,
        "propose": Decimal(str(limits.propose)),
        "least": _percent(LEAST_PRECISION, 1),
        "tied": [(label, counts.get(value, 0)) for value, label in Encoding.LinkedBy.choices],
        "true": known[0].true if known else 0,
    }
    return render(request, "training/lookalikes/lookalikes.html", context)
