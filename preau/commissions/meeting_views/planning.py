"""Preparing a meeting: its page, its form, convening, cancelling."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.commissions.access_meetings import ORGANISERS, READERS, SEAT_ROLES, can_organise, can_see_addresses
from preau.commissions.acts import answers as answering
from preau.commissions.acts import meetings as acts
from preau.commissions.acts.frame import NotNow, Stale, seats_called
from preau.commissions.meeting_forms import CancelForm, ItemForm, MeetingForm
from preau.commissions.meeting_views.common import organised, own_cca, readable, tells, to_meeting
from preau.commissions.minutes import item_views, seat_rows
from preau.commissions.models import Attendance, Meeting, MeetingStatus
from preau.commissions.notices import advisers_of
from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done

GET_POST = ["GET", "HEAD", "POST"]
FORM = "commissions/meetings/form.html"


@require_http_methods(GET_POST)
@who_may(ORGANISERS)
@tells("commissions:meetings")
def prepare(request: Request) -> HttpResponse:
    """Write down a meeting; whoever came from a page that needs one goes back to it."""
    cca = own_cca(request)
    form = MeetingForm(request.POST or None, cca=cca, purpose=request.GET.get("objet", "")[:200])
    back = request.GET.get("retour", "")
    if request.method == "POST" and form.is_valid():
        made = acts.prepare(request.actor, cca, form.values)
        if back and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            done(request, "Réunion préparée. Choisissez-la ici, puis convoquez.")
            return redirect(back)
        done(request, "Réunion préparée. Mettez des points à l’ordre du jour, puis convoquez.")
        return redirect("commissions:meeting", made.pk)
    return render(request, FORM, {"form": form, "cca": cca}, status=422 if request.method == "POST" else 200)


@require_http_methods(GET_POST)
@who_may(ORGANISERS)
@tells("commissions:meeting")
def change(request: Request, meeting_id: int) -> HttpResponse:
    """Change when, where or why a meeting is held."""
    meeting = organised(request, meeting_id)
    if meeting.status not in acts.BEFORE:
        raise NotNow("Cette réunion ne se change plus.")
    form = MeetingForm(request.POST or None, cca=meeting.cca, meeting=meeting)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                acts.change(request.actor, meeting.pk, form.cleaned_data["version"] or 0, form.values)
            except Stale:
                form.add_error(None, "Une autre personne a changé cette réunion : comparez, puis renvoyez.")
                form.data = {**form.data.dict(), "version": str(meeting.version)}  # type: ignore[attr-defined]
                status = 409
            else:
                told = meeting.status == MeetingStatus.CONVENED
                done(request, "Réunion changée. Les personnes convoquées le lisent." if told else "Réunion changée.")
                return to_meeting(meeting.pk)
    return render(request, FORM, {"form": form, "cca": meeting.cca, "meeting": meeting}, status=status)


@require_safe
@who_may(READERS)
def meeting(request: Request, meeting_id: int) -> HttpResponse:
    """Show one meeting: when, its agenda, who is called, what was decided."""
    one = readable(request, meeting_id)
    actor = request.actor
    may = can_organise(actor, one.cca.zone_id)
    at_home = bool(can_see_addresses(actor, one))
    rows = seat_rows(one) if at_home else []
    mine = answering.own_seat(actor, one) if at_home and one.status == MeetingStatus.CONVENED else None
    own = next((row for row in rows if mine and row.attendance.seat_id == mine.first.pk), None)
    context: dict[str, Any] = {
        "meeting": one,
        "items": item_views(one),
        "may_organise": may,
        "seated": actor.role in SEAT_ROLES,
        "before": one.status in acts.BEFORE,
        "at_home": at_home,
        "rows": rows,
        "replies": _replies(rows),
        "own": own,
        "answers_open": own is not None and one.starts_at > actor.now,
        "item_form": ItemForm() if may and one.status in acts.BEFORE else None,
        "may_open": _may_open(one, request),
        "agenda_moved": one.status == MeetingStatus.CONVENED and one.sequence > 0,
    }
    return render(request, "commissions/meetings/meeting.html", context)


def _may_open(one: Meeting, request: Request) -> bool:
    if one.status == MeetingStatus.PLANNED:
        return one.starts_at <= request.actor.now
    return one.status == MeetingStatus.CONVENED and one.day <= request.actor.today


def _replies(rows: list[Any]) -> str:
    found = [row.attendance.reply for row in rows]
    reply = Attendance.Reply
    said = (("Viennent", reply.YES), ("envoient leur suppléant", reply.SUBSTITUTE), ("ne viennent pas", reply.NO))
    words = "".join(f"{label} : {found.count(one)}, " for label, one in said)
    return f"{words}sans réponse : {found.count(reply.NONE)}."


@require_http_methods(GET_POST)
@who_may(ORGANISERS)
@tells("commissions:meeting")
def convene(request: Request, meeting_id: int) -> HttpResponse:
    """Check the notice, then send it."""
    one = organised(request, meeting_id)
    if request.method == "POST":
        acts.convene(request.actor, one.pk)
        done(request, "Convocation envoyée. Les réponses arrivent sur cette page.")
        return to_meeting(one.pk)
    if one.status != MeetingStatus.PLANNED:
        raise NotNow("Cette réunion est déjà convoquée, ou n’a pas lieu.")
    seats = seats_called(one)
    people = [member for seat in seats for member in seat.people] + list(advisers_of(one))
    days = (one.day - request.actor.today).days
    wanted = one.cca.notice_days
    context = {
        "meeting": one,
        "items": one.agenda.all(),
        "seats": seats,
        "people": people,
        "unreachable": [person for person in people if not person.email],
        "days": days,
        "too_short": wanted is not None and days < wanted,
        "house_rules": one.cca.house_rules_adopted_on,
        "uninformed": one.cca.first_meeting_on is None and one.cca.commission_informed_on is None,
    }
    return render(request, "commissions/meetings/convene.html", context)


@require_http_methods(GET_POST)
@who_may(ORGANISERS)
@tells("commissions:meeting")
def cancel(request: Request, meeting_id: int) -> HttpResponse:
    """Call the meeting off, with the reason."""
    one = organised(request, meeting_id)
    if one.status not in acts.BEFORE:
        raise NotNow("Cette réunion ne s’annule plus.")
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.cancel(request.actor, one.pk, form.cleaned_data["reason"])
        messages.success(request, "Réunion annulée.")
        return to_meeting(one.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "commissions/meetings/cancel.html", {"meeting": one, "form": form}, status=status)


@require_POST
@who_may(ORGANISERS)
@tells("commissions:meeting")
def send_agenda(request: Request, meeting_id: int) -> HttpResponse:
    """Send the agenda as it stands now to those called."""
    one = organised(request, meeting_id)
    acts.send_agenda(request.actor, one.pk)
    done(request, "Ordre du jour envoyé aux personnes convoquées.")
    return to_meeting(one.pk)
