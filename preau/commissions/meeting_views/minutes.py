"""The notice and the minutes as PDF, the meeting for an agenda, the approval of the minutes."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from preau.commissions.access_meetings import HOME, ORGANISERS, READERS
from preau.commissions.acts import sitting as acts
from preau.commissions.acts.frame import NotNow
from preau.commissions.calendar import ics_of
from preau.commissions.meeting_forms import ApprovalForm
from preau.commissions.meeting_views.common import organised, readable, tells, to_meeting
from preau.commissions.minutes import minutes_pdf, notice_pdf
from preau.commissions.models import Meeting, MeetingStatus
from preau.foundation.accounts.access import NeedsSecondFactor, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done

PDF, ICS = "application/pdf", "text/calendar; charset=utf-8"
WITH_MINUTES = (MeetingStatus.SITTING, MeetingStatus.HELD)


def _file(content: bytes, mime: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _named(what: str, meeting: Meeting, extension: str) -> str:
    return f"{what}-cca-{meeting.cca.zone.slug}-{meeting.day.isoformat()}.{extension}"


@require_safe
@who_may(HOME)
def notice(request: Request, meeting_id: int) -> HttpResponse:
    """Return the notice as PDF."""
    meeting = readable(request, meeting_id)
    return _file(notice_pdf(meeting, request.actor.now), PDF, _named("convocation", meeting, "pdf"))


@require_safe
@who_may(HOME)
def calendar(request: Request, meeting_id: int) -> HttpResponse:
    """Return the meeting for an agenda."""
    meeting = readable(request, meeting_id)
    return _file(ics_of(meeting), ICS, _named("reunion", meeting, "ics"))


@require_safe
@who_may(READERS)
def minutes(request: Request, meeting_id: int) -> HttpResponse:
    """Return the minutes as PDF, as they stand: a draft until they are approved."""
    meeting = readable(request, meeting_id)
    if meeting.status not in WITH_MINUTES:
        raise Http404("no minutes yet")
    return _file(minutes_pdf(meeting, request.actor.now), PDF, _named("proces-verbal", meeting, "pdf"))


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(ORGANISERS)
@tells("commissions:meeting")
def approve(request: Request, meeting_id: int) -> HttpResponse:
    """Record the day the CCA approved the minutes. It decides: it needs a second factor."""
    meeting = organised(request, meeting_id)
    if meeting.status != MeetingStatus.HELD or meeting.minutes_approved_on:
        raise NotNow("Ce procès-verbal est approuvé, ou la séance n’est pas levée.")
    if not request.actor.strong:
        raise NeedsSecondFactor
    form = ApprovalForm(request.POST or None, initial={"approved_on": request.actor.today})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                acts.approve_minutes(request.actor, meeting.pk, form.cleaned_data["approved_on"])
            except NotNow as reason:
                form.add_error("approved_on", str(reason))
            else:
                done(request, "Procès-verbal approuvé. Il ne se modifie plus.")
                return to_meeting(meeting.pk)
    return render(request, "commissions/meetings/approve.html", {"meeting": meeting, "form": form}, status=status)
