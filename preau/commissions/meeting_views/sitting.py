"""The sitting, made for a telephone: who is here, point by point, the notes kept as they are typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from preau.commissions.access_meetings import ORGANISERS
from preau.commissions.acts import sitting as acts
from preau.commissions.acts.frame import NotNow, Stale
from preau.commissions.meeting_forms import ItemForm, NotesForm
from preau.commissions.meeting_views.common import organised, tells, to_meeting
from preau.commissions.minutes import item_views, seat_rows
from preau.commissions.models import Attendance, Meeting, MeetingStatus
from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.dates import clock
from preau.foundation.ui.messages import done

SITTING = "commissions:sitting"
Presence = Attendance.Presence
BOTH = "Une autre personne a écrit ici en même temps. Voici les deux textes : gardez ce qu’il faut."


@require_POST
@who_may(ORGANISERS)
@tells("commissions:meeting")
def open_sitting(request: Request, meeting_id: int) -> HttpResponse:
    """Open the sitting; a second click finds it open."""
    meeting = organised(request, meeting_id)
    if meeting.status != MeetingStatus.SITTING:
        acts.open_sitting(request.actor, meeting.pk)
    return to_meeting(meeting.pk, route=SITTING)


@require_safe
@who_may(ORGANISERS)
def sitting(request: Request, meeting_id: int) -> HttpResponse:
    """Show the sitting; asked by htmx, only what changes by itself."""
    meeting = organised(request, meeting_id)
    editable = meeting.status in {MeetingStatus.SITTING, MeetingStatus.HELD} and not meeting.minutes_approved_on
    if not editable:
        return redirect("commissions:meeting", meeting.pk)
    context = presence_context(meeting)
    if request.htmx:
        return render(request, "commissions/meetings/state.html", context)
    context |= {"items": item_views(meeting), "item_form": ItemForm()}
    return render(request, "commissions/meetings/sitting.html", context)


def presence_context(meeting: Meeting) -> dict[str, Any]:
    """Return what the list of presences and the count show."""
    rows = seat_rows(meeting)
    present = sum(row.attendance.presence == Presence.PRESENT for row in rows)
    cca = meeting.cca
    quorum = cca.quorum if cca.house_rules_adopted_on and meeting.counts else None
    return {
        "meeting": meeting,
        "sitting_now": meeting.status == MeetingStatus.SITTING,
        "rows": rows,
        "present": present,
        "rules": cca.house_rules_adopted_on,
        "no_rules": cca.without_house_rules,
        "announced": sum(_is_announced(row.attendance) for row in rows),
        "quorum": quorum,
        "reached": quorum is not None and present >= quorum,
    }


def _is_announced(attendance: Attendance) -> bool:
    return attendance.presence == Presence.EXPECTED and attendance.reply != Attendance.Reply.NONE


@require_POST
@who_may(ORGANISERS)
@tells(SITTING)
def presence(request: Request, meeting_id: int, attendance_id: int) -> HttpResponse:
    """Note one seat present, replaced, excused or absent."""
    meeting = organised(request, meeting_id)
    try:
        acts.mark_presence(request.actor, meeting.pk, attendance_id, request.POST.get("presence", ""))
    except NotNow as reason:
        if not request.htmx:
            raise
        context = presence_context(meeting) | {"refused": str(reason)}
        return render(request, "commissions/meetings/presences.html", context, status=422)
    if request.htmx:
        return render(request, "commissions/meetings/presences.html", presence_context(meeting))
    return to_meeting(meeting.pk, f"siege-{attendance_id}", SITTING)


@require_POST
@who_may(ORGANISERS)
@tells(SITTING)
def as_answered(request: Request, meeting_id: int) -> HttpResponse:
    """Note in one press whoever answered the notice as he answered; the others stay expected."""
    meeting = organised(request, meeting_id)
    acts.mark_as_answered(request.actor, meeting.pk)
    if request.htmx:
        return render(request, "commissions/meetings/presences.html", presence_context(meeting))
    return to_meeting(meeting.pk, "presences", SITTING)


def save_notes(request: Request, meeting: Meeting, save: Callable[[int, str], int], anchor: str) -> HttpResponse:
    """Keep notes and answer: to the page's script in JSON, else back to the page; both texts when two people wrote."""
    background = request.headers.get("X-Preau-Autosave") == "1"
    form = NotesForm(request.POST)
    told = {"mine": request.POST.get("text", ""), "theirs": "", "version": request.POST.get("version", "")}
    if not form.is_valid():
        told["refused"] = " ".join(str(sentence) for found in form.errors.values() for sentence in found)
        return _not_saved(request, meeting, told, 422)
    try:
        kept = save(form.cleaned_data["version"], form.cleaned_data["text"].replace("\r\n", "\n"))
    except Stale as stale:
        told |= {"refused": BOTH, "theirs": stale.theirs, "version": str(stale.version)}
        return _not_saved(request, meeting, told, 409)
    if background:
        return JsonResponse({"version": kept, "saved": f"Enregistré à {clock(request.actor.now)}"})
    return to_meeting(meeting.pk, anchor, SITTING)


def _not_saved(request: Request, meeting: Meeting, told: dict[str, str], status: int) -> HttpResponse:
    if request.headers.get("X-Preau-Autosave") == "1":
        return JsonResponse({name: told[name] for name in ("refused", "theirs", "version")}, status=status)
    return render(request, "commissions/meetings/both_texts.html", {"meeting": meeting, **told}, status=status)


@require_POST
@who_may(ORGANISERS)
@tells(SITTING)
def item_notes(request: Request, meeting_id: int, item_id: int) -> HttpResponse:
    """Keep what was said on a point."""
    meeting = organised(request, meeting_id)

    def save(version: int, text: str) -> int:
        return acts.save_item_minutes(request.actor, meeting.pk, item_id, version, text)

    return save_notes(request, meeting, save, f"point-{item_id}")


@require_POST
@who_may(ORGANISERS)
@tells(SITTING)
def notes(request: Request, meeting_id: int) -> HttpResponse:
    """Keep the notes that belong to no point."""
    meeting = organised(request, meeting_id)

    def save(version: int, text: str) -> int:
        return acts.save_notes(request.actor, meeting.pk, version, text)

    return save_notes(request, meeting, save, "divers")


@require_POST
@who_may(ORGANISERS)
@tells("commissions:meeting")
def close_sitting(request: Request, meeting_id: int) -> HttpResponse:
    """Close the sitting: the meeting counts as held."""
    meeting = organised(request, meeting_id)
    try:
        acts.close_sitting(request.actor, meeting.pk)
    except NotNow as reason:
        if meeting.status != MeetingStatus.SITTING:
            raise
        messages.warning(request, str(reason))
        return to_meeting(meeting.pk, route=SITTING)
    done(request, "Séance levée. Le procès-verbal est prêt, à relire puis à approuver.")
    return to_meeting(meeting.pk)
