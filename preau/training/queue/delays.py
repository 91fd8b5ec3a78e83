"""The page of the delays: how old the queue is, what comes in and goes out, when one's own trainings are decided."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.training.access import DELAYS
from preau.training.figures import figures, own_positions, sees_the_queue

SHOWN = 30


@require_safe
@who_may(DELAYS)
def queue_figures(request: Request) -> HttpResponse:
    """Show the figures of the queue; to a house, the places and expected dates of what it entered."""
    known = figures(request.actor)
    at_one = sees_the_queue(request.actor)
    own = [] if at_one else own_positions(request.actor, known)
    most = max((max(week.came, week.went) for week in known.weeks), default=0)
    context = {"figures": known, "own": own[:SHOWN], "more": max(0, len(own) - SHOWN), "at_one": at_one, "most": most}
    return render(request, "training/queue/delays.html", context)
