"""The points of an agenda: add, change, move, remove."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from preau.commissions.access_meetings import ORGANISERS
from preau.commissions.acts import agenda as acts
from preau.commissions.meeting_forms import ItemForm
from preau.commissions.meeting_views.common import organised, tells, to_meeting
from preau.commissions.models import MeetingStatus
from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done

FORM = "commissions/meetings/item.html"


def _back(status: str) -> str:
    return "commissions:sitting" if status == MeetingStatus.SITTING else "commissions:meeting"


@require_POST
@who_may(ORGANISERS)
@tells("commissions:meeting")
def add(request: Request, meeting_id: int) -> HttpResponse:
    """Put a point at the end of the agenda."""
    meeting = organised(request, meeting_id)
    form = ItemForm(request.POST)
    if not form.is_valid():
        return render(request, FORM, {"meeting": meeting, "form": form}, status=422)
    item = acts.add_item(request.actor, meeting.pk, form.cleaned_data)
    done(request, f"Point {item.number} ajouté.")
    return to_meeting(meeting.pk, f"point-{item.pk}", _back(meeting.status))


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(ORGANISERS)
@tells("commissions:meeting")
def edit(request: Request, meeting_id: int, item_id: int) -> HttpResponse:
    """Change a point."""
    meeting = organised(request, meeting_id)
    item = acts.item_of(meeting, item_id)
    initial = {"title": item.title, "kind": item.kind, "text": item.text}
    form = ItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        acts.save_item(request.actor, meeting.pk, item.pk, form.cleaned_data)
        return to_meeting(meeting.pk, f"point-{item.pk}", _back(meeting.status))
    status = 422 if request.method == "POST" else 200
    return render(request, FORM, {"meeting": meeting, "form": form, "item": item}, status=status)


@require_POST
@who_may(ORGANISERS)
@tells("commissions:meeting")
def move(request: Request, meeting_id: int, item_id: int) -> HttpResponse:
    """Put a point at the position sent (1 is the first; anything else counts as the first)."""
    meeting = organised(request, meeting_id)
    text = request.POST.get("position", "")
    position = int(text) if text.isdecimal() and len(text) < 4 else 1
    acts.move_item(request.actor, meeting.pk, item_id, position)
    return to_meeting(meeting.pk, f"point-{item_id}")


@require_POST
@who_may(ORGANISERS)
@tells("commissions:meeting")
def remove(request: Request, meeting_id: int, item_id: int) -> HttpResponse:
    """Take a point off the agenda."""
    meeting = organised(request, meeting_id)
    acts.remove_item(request.actor, meeting.pk, item_id)
    done(request, "Point retiré de l’ordre du jour.")
    return to_meeting(meeting.pk, "ordre-du-jour", _back(meeting.status))
