"""What the pages of the meetings share: finding the meeting, answering what cannot be done now."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from preau.commissions.access_meetings import can_organise
from preau.commissions.acts.frame import NotNow
from preau.commissions.models import Cca, Meeting
from preau.foundation.accounts.access import no, require
from preau.foundation.accounts.requests import Request

NO_CCA = "Composez d’abord la CCA : ses réunions viennent ensuite."


def readable(request: Request, meeting_id: int) -> Meeting:
    """Return the meeting if the actor may read it; Http404 otherwise."""
    rows = Meeting.objects.visible_to(request.actor).select_related("cca__zone", "sub_committee")
    meeting = rows.filter(pk=meeting_id).first()
    if meeting is None:
        raise Http404("meeting")
    return meeting


def organised(request: Request, meeting_id: int) -> Meeting:
    """Return the meeting if the actor prepares and holds it; Http404 or Forbidden otherwise."""
    meeting = readable(request, meeting_id)
    require(can_organise(request.actor, meeting.cca.zone_id))
    return meeting


def own_cca(request: Request) -> Cca:
    """Return the CCA of the zone acted for; Forbidden while it is not composed."""
    cca = Cca.objects.visible_to(request.actor).filter(zone_id=request.actor.zone_id).select_related("zone").first()
    if cca is None:
        require(no(NO_CCA))
        raise Http404("cca")
    return cca


def tells(to: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Answer what cannot be done now: its sentence, on the page of the route `to` of the same meeting."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def told(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except NotNow as reason:
                messages.warning(request, str(reason))
                return redirect(to, *([kwargs["meeting_id"]] if "meeting_id" in kwargs else []))

        return told

    return decorate


def to_meeting(meeting_id: int, anchor: str = "", route: str = "commissions:meeting") -> HttpResponseRedirect:
    """Send back to a page of the meeting, at the place concerned."""
    return HttpResponseRedirect(reverse(route, args=[meeting_id]) + (f"#{anchor}" if anchor else ""))
