"""Votes: open one, each member's ballot from a telephone, the secretary's entries, close with the verdict."""

from dataclasses import fields
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.commissions.access_meetings import ORGANISERS, READERS, SEAT_ROLES, SEATED, can_organise, can_vote
from preau.commissions.acts import votes as acts
from preau.commissions.acts.agenda import item_of
from preau.commissions.acts.frame import NotNow
from preau.commissions.meeting_forms import HandedNoteForm, HandsForm, MinorityNoteForm, VoteForm
from preau.commissions.meeting_views.common import organised, readable, tells, to_meeting
from preau.commissions.minutes import decision_view, item_views, seat_rows
from preau.commissions.models import Attendance, Ballot, Decision, Meeting
from preau.foundation.accounts.access import NeedsSecondFactor, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done
from preau.law.results import Refused

GET_POST = ["GET", "HEAD", "POST"]
SITTING = "commissions:sitting"


def _to_decision(decision: Decision, meeting: Meeting) -> HttpResponse:
    answer = HttpResponse(status=302)
    answer.headers["Location"] = reverse("commissions:decision", args=[meeting.pk, decision.pk])
    return answer


@require_http_methods(GET_POST)
@who_may(ORGANISERS)
@tells(SITTING)
def open_vote(request: Request, meeting_id: int, item_id: int) -> HttpResponse:
    """Put a proposal to the vote."""
    meeting = organised(request, meeting_id)
    item = item_of(meeting, item_id)
    form = VoteForm(request.POST or None, initial={"proposal": item.title})
    if request.method == "POST" and form.is_valid():
        by_name = form.cleaned_data["how"] == "by_name"
        decision = acts.open_vote(request.actor, meeting.pk, item.pk, form.cleaned_data["proposal"], by_name=by_name)
        return _to_decision(decision, meeting)
    status = 422 if request.method == "POST" else 200
    context = {"meeting": meeting, "item": item, "form": form, "rules_unknown": acts.rules_of(meeting) is None}
    return render(request, "commissions/meetings/vote_open.html", context, status=status)


@require_safe
@who_may(READERS)
def decision(request: Request, meeting_id: int, decision_id: int) -> HttpResponse:
    """Show a vote: while it is open, who has voted and the entries for the others; then its verdict and why."""
    meeting = readable(request, meeting_id)
    row = acts.decision_of(meeting, decision_id)
    context = _decision_context(request, meeting, row)
    if request.htmx:
        return render(request, "commissions/meetings/ballots.html", context)
    return render(request, "commissions/meetings/decision.html", context)


def _decision_context(request: Request, meeting: Meeting, row: Decision) -> dict[str, Any]:
    may = can_organise(request.actor, meeting.cca.zone_id)
    entered = dict(row.ballots.values_list("seat_id", "choice")) if may else {}
    here = [one for one in seat_rows(meeting) if one.attendance.presence == Attendance.Presence.PRESENT] if may else []
    return {
        "meeting": meeting,
        "view": decision_view(row),
        "may_organise": may,
        "seated": request.actor.role in SEAT_ROLES,
        "rules_unknown": acts.rules_of(meeting) is None,
        "voters": [(one, entered.get(one.attendance.seat_id, "")) for one in here],
        "voted": len(entered),
        "choices": Ballot.Choice.choices,
    }


@require_POST
@who_may(ORGANISERS)
@tells(SITTING)
def enter(request: Request, meeting_id: int, decision_id: int, attendance_id: int) -> HttpResponse:
    """Enter the vote of a member without telephone."""
    meeting = organised(request, meeting_id)
    choice = request.POST.get("choice", "")
    acts.enter_ballot(request.actor, meeting.pk, decision_id, attendance_id, choice)
    row = acts.decision_of(meeting, decision_id)
    if request.htmx:
        return render(request, "commissions/meetings/ballots.html", _decision_context(request, meeting, row))
    return _to_decision(row, meeting)


@require_http_methods(GET_POST)
@who_may(ORGANISERS)
@tells(SITTING)
def close(request: Request, meeting_id: int, decision_id: int) -> HttpResponse:
    """Close a vote: the law says whether it is adopted. It decides: it needs a second factor."""
    meeting = organised(request, meeting_id)
    row = acts.decision_of(meeting, decision_id)
    if row.verdict != Decision.Verdict.OPEN:
        done(request, f"Ce vote est déjà clos : {row.get_verdict_display().lower()}.")
        return _to_decision(row, meeting)
    if not request.actor.strong:
        raise NeedsSecondFactor
    form = None if row.by_name else HandsForm(request.POST or None)
    refused, status = "", 200
    if request.method == "POST":
        status = 422
        if form is None or form.is_valid():
            try:
                acts.close_vote(request.actor, meeting.pk, row.pk, acts.Hands(**form.cleaned_data) if form else None)
            except Refused as reason:
                refused = str(reason)
                if form is not None:
                    named = reason.field in {one.name for one in fields(acts.Hands)}
                    form.add_error(reason.field if named else None, refused)
            else:
                return _to_decision(row, meeting)
    context = _decision_context(request, meeting, row) | {"form": form, "refused": "" if form else refused}
    return render(request, "commissions/meetings/vote_close.html", context, status=status)


@require_POST
@who_may(ORGANISERS)
@tells("commissions:meeting")
def settle(request: Request, meeting_id: int, decision_id: int) -> HttpResponse:
    """Ask the law again about a vote left unknown, once the house rules are noted."""
    meeting = organised(request, meeting_id)
    row = acts.settle(request.actor, meeting.pk, decision_id)
    done(request, f"Résultat du vote : {row.get_verdict_display().lower()}.")
    return _to_decision(row, meeting)


@require_POST
@who_may(ORGANISERS)
@tells(SITTING)
def withdraw(request: Request, meeting_id: int, decision_id: int) -> HttpResponse:
    """Take back an open vote, without a result."""
    meeting = organised(request, meeting_id)
    row = acts.withdraw_vote(request.actor, meeting.pk, decision_id)
    done(request, "Vote retiré, sans résultat.")
    return to_meeting(meeting.pk, f"point-{row.item_id}", SITTING)


@require_http_methods(GET_POST)
@who_may(SEATED)
@tells("commissions:vote")
def member(request: Request, meeting_id: int) -> HttpResponse:
    """Show a member the vote that is open, and take his ballot: for, against, abstention, until it is closed."""
    meeting = readable(request, meeting_id)
    attendance = acts.own_attendance(request.actor, meeting)
    decision_ = can_vote(request.actor, attendance)
    if request.method == "POST":
        require(decision_)
        wanted = request.POST.get("decision", "")
        key = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0
        acts.cast(request.actor, meeting.pk, key, request.POST.get("choice", ""))
        return to_meeting(meeting.pk, route="commissions:vote")
    items = item_views(meeting)
    votes = [vote for item in items for vote in item.decisions]
    current = next((vote for vote in votes if vote.is_open), None)
    seat_id = attendance.seat_id if attendance else None
    mine = current.row.ballots.filter(seat_id=seat_id).first() if current else None
    state = f"{current.row.pk if current else 0}-{len(votes)}-{int(bool(decision_))}-{meeting.status}"
    if request.htmx and request.GET.get("vu") == state:
        return HttpResponse(status=204)
    context = {
        "meeting": meeting,
        "items": items,
        "decision": decision_,
        "sits_as": attendance.sitting if attendance else None,
        "current": current,
        "mine": mine.choice if mine else "",
        "closed": [vote for vote in votes if vote.is_settled],
        "choices": Ballot.Choice.choices,
        "state": state,
    }
    part = "member_state.html" if request.htmx else "member.html"
    return render(request, f"commissions/meetings/{part}", context)


@require_http_methods(GET_POST)
@who_may(SEATED)
@tells("commissions:vote")
def minority_note(request: Request, meeting_id: int, decision_id: int) -> HttpResponse:
    """Join a written divergence to a decision: a member who was present (decree, art. 9, al. 3)."""
    meeting = readable(request, meeting_id)
    row = acts.decision_of(meeting, decision_id)
    require(can_vote(request.actor, acts.own_attendance(request.actor, meeting)))
    if row.verdict in {Decision.Verdict.OPEN, Decision.Verdict.WITHDRAWN}:
        raise NotNow("Une note de minorité se joint à un vote clos.")
    form = MinorityNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.add_minority_note(request.actor, meeting.pk, row.pk, form.cleaned_data["text"])
        done(request, "Note de minorité jointe à la décision.")
        return to_meeting(meeting.pk, route="commissions:vote")
    status = 422 if request.method == "POST" else 200
    context = {"meeting": meeting, "view": decision_view(row), "form": form}
    return render(request, "commissions/meetings/minority_note.html", context, status=status)


@require_http_methods(GET_POST)
@who_may(ORGANISERS)
@tells(SITTING)
def handed_note(request: Request, meeting_id: int, decision_id: int) -> HttpResponse:
    """Join the divergence that a member present handed in on paper (decree, art. 9, al. 3)."""
    meeting = organised(request, meeting_id)
    row = acts.decision_of(meeting, decision_id)
    sitting = meeting.attendances.filter(sitting__isnull=False).select_related("sitting")
    form = HandedNoteForm(request.POST or None, sitting=sitting)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        acts.add_note_handed_in(request.actor, meeting.pk, row.pk, given["author"], given["text"])
        done(request, "Note de minorité jointe à la décision.")
        return _to_decision(row, meeting)
    status = 422 if request.method == "POST" else 200
    context = {"meeting": meeting, "view": decision_view(row), "form": form}
    return render(request, "commissions/meetings/minority_note.html", context, status=status)
