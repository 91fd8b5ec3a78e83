"""Answering a notice: by the secret link of the seat, without an account; or signed in, for one's own seat."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.commissions.access_meetings import SEATED
from preau.commissions.acts import answers as acts
from preau.commissions.acts.frame import NotNow
from preau.commissions.calendar import ics_of
from preau.commissions.meeting_views.common import readable, tells, to_meeting
from preau.commissions.models import MeetingStatus
from preau.commissions.notices import Called, called_by_token
from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done

ICS = "text/calendar; charset=utf-8"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@who_may(PUBLIC)
def answer(request: Request, token: str) -> HttpResponse:
    """Show what the seat of this link is called to, and take its answer: no name but the holder's own."""
    found = called_by_token(token)
    refused, status = "", 200
    if request.method == "POST":
        try:
            found = acts.answer_by_link(token, request.actor.now, request.POST.get("reply", ""))
        except NotNow as reason:
            refused, status = str(reason), 422
        found = called_by_token(token)
    context = {
        "token": token,
        "found": found,
        "meeting": found.meeting,
        "items": found.meeting.agenda.all(),
        "open": _is_open(found, request),
        "refused": refused,
        "saved": request.method == "POST" and not refused,
    }
    answered = render(request, "commissions/meetings/answer.html", context, status=status)
    answered.headers["X-Robots-Tag"] = "noindex"
    return answered


def _is_open(found: Called, request: Request) -> bool:
    return found.meeting.status == MeetingStatus.CONVENED and found.meeting.starts_at > request.actor.now


@never_cache
@require_safe
@who_may(PUBLIC)
def calendar(request: Request, token: str) -> HttpResponse:
    """Return the meeting of this link for an agenda."""
    meeting = called_by_token(token).meeting
    if meeting.status == MeetingStatus.PLANNED:
        raise Http404("not convened")
    return HttpResponse(ics_of(meeting, reverse("commissions:answer", args=[token])), content_type=ICS)


@require_POST
@who_may(SEATED)
@tells("commissions:meeting")
def answer_own(request: Request, meeting_id: int) -> HttpResponse:
    """Take the answer of a member signed in, for her own seat."""
    meeting = readable(request, meeting_id)
    acts.answer_own(request.actor, meeting.pk, request.POST.get("reply", ""))
    done(request, "Réponse notée.")
    return to_meeting(meeting.pk)
