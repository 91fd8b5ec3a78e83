"""Votes: open, each seat's ballot, close with the verdict the law gives, withdraw; minority notes."""

from dataclasses import asdict, dataclass

import msgspec
from django.http import Http404

from preau.commissions.access_meetings import can_organise, can_vote
from preau.commissions.acts.agenda import item_of
from preau.commissions.acts.frame import NotNow, check_state, locked, organising, seats_called
from preau.commissions.acts.sitting import check_not_approved
from preau.commissions.models import (
    AgendaItem,
    Attendance,
    Ballot,
    CcaMember,
    Decision,
    Meeting,
    MeetingStatus,
    MinorityNote,
)
from preau.commissions.seats import is_actor, is_person
from preau.commissions.subjects import frozen_subject
from preau.foundation.accounts.access import NeedsSecondFactor, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.law.cca_vote import CcaVoteQuestion, HouseRules, Vote, cca_vote

Choice, Verdict = Ballot.Choice, Decision.Verdict


@dataclass(frozen=True)
class Hands:
    """The hands counted."""

    in_favour: int = 0
    against: int = 0
    abstentions: int = 0
    blank: int = 0


def open_vote(actor: Actor, meeting_id: int, item_id: int, proposal: str, *, by_name: bool) -> Decision:
    """Put a proposal to the vote. What it is about is frozen now: the decision is bound to what is on the table."""
    with organising(actor, meeting_id, MeetingStatus.SITTING) as meeting:
        item = item_of(meeting, item_id)
        if item.kind != AgendaItem.Kind.DECISION:
            raise NotNow("Ce point n’est pas à décider : changez sa sorte, puis ouvrez le vote.")
        if Decision.objects.filter(item__meeting=meeting, verdict=Verdict.OPEN).exists():
            raise NotNow("Un vote est déjà ouvert : clôturez-le avant d’en ouvrir un autre.")
        decision = Decision(item=item, proposal=proposal, by_name=by_name, opened_at=actor.now)
        decision.subject_type, decision.subject_id = frozen_subject(actor, item)
        _count(meeting, decision)
        decision.save()
        payload = {"item": item.pk, "decision": decision.pk, "proposal": proposal, "by_name": by_name}
        payload |= {"subject": f"{decision.subject_type}:{decision.subject_id or ''}"}
        record(actor, "commissions.open_vote", meeting, payload)
    return decision


def _count(meeting: Meeting, decision: Decision) -> None:
    """Note how many have a vote, and how many of them are here."""
    decision.members = len(seats_called(meeting))
    decision.present = meeting.attendances.filter(presence=Attendance.Presence.PRESENT).count()


def cast(actor: Actor, meeting_id: int, decision_id: int, choice: str) -> bool:
    """Vote for one's own seat, or change one's vote while it is open; returns whether anything changed."""
    with locked(actor, meeting_id) as meeting:
        attendance, _ = _own_place(actor, meeting)
        decision = _open_decision(meeting, decision_id)
        return _ballot(actor, meeting, decision, attendance, choice)


def enter_ballot(actor: Actor, meeting_id: int, decision_id: int, attendance_id: int, choice: str) -> bool:
    """Enter the vote of a seat whose member has no telephone; returns whether anything changed."""
    with organising(actor, meeting_id, MeetingStatus.SITTING) as meeting:
        attendance = meeting.attendances.select_related("sitting").filter(pk=attendance_id).first()
        if attendance is None:
            raise Http404("attendance")
        decision = _open_decision(meeting, decision_id)
        if _voted_himself(decision, attendance) and not can_vote(actor, attendance):
            raise NotNow("Ce membre a voté lui-même : lui seul change son vote tant qu’il est ouvert.")
        return _ballot(actor, meeting, decision, attendance, choice)


def _voted_himself(decision: Decision, attendance: Attendance) -> bool:
    """Tell whether the ballot of a seat was cast by whoever sits for it."""
    held = decision.ballots.filter(seat_id=attendance.seat_id).select_related("entered_by").first()
    if held is None or attendance.sitting is None:
        return False
    return is_person(attendance.sitting, held.entered_by_id, held.entered_by.email)


def own_attendance(actor: Actor, meeting: Meeting) -> Attendance | None:
    """Return the seat the actor sits for at this meeting, as effective member or as substitute."""
    rows = meeting.attendances.filter(sitting__isnull=False).select_related("sitting", "seat")
    return next((row for row in rows if row.sitting is not None and is_actor(row.sitting, actor)), None)


def _own_place(actor: Actor, meeting: Meeting) -> tuple[Attendance, CcaMember]:
    """Return the seat the actor sits for and who she is in it. Raises Forbidden when she does not sit there."""
    attendance = own_attendance(actor, meeting)
    require(can_vote(actor, attendance))
    if attendance is None or attendance.sitting is None:
        raise LookupError("can_vote lets in nobody without a seat")
    return attendance, attendance.sitting


def _ballot(actor: Actor, meeting: Meeting, decision: Decision, attendance: Attendance, choice: str) -> bool:
    check_state(meeting, MeetingStatus.SITTING)
    if not decision.by_name:
        raise NotNow("Ce vote se compte à main levée.")
    if choice not in Choice.values:
        raise NotNow("Choisissez pour, contre ou abstention.")
    if attendance.presence != Attendance.Presence.PRESENT or attendance.sitting is None:
        raise NotNow("Ce siège n’est pas noté présent : il ne vote pas.")
    if attendance.sitting.left_on is not None and attendance.sitting.left_on <= meeting.day:
        raise NotNow(f"{attendance.sitting} ne siège plus : notez qui est présent pour ce siège.")
    held = Ballot.objects.filter(decision=decision, seat_id=attendance.seat_id).first()
    if held is not None and held.choice == choice:
        return False
    before = held.choice if held else ""
    Ballot.objects.update_or_create(
        decision=decision,
        seat_id=attendance.seat_id,
        defaults={"choice": choice, "entered_by": actor.someone, "at": actor.now},
    )
    payload = {"decision": decision.pk, "seat": attendance.seat_id, "before": before, "after": choice}
    record(actor, "commissions.vote", meeting, payload)
    return True


def _open_decision(meeting: Meeting, decision_id: int) -> Decision:
    """Return the vote, locked while it is open; NotNow when it is closed, Http404 when it is another meeting's."""
    decision = decision_of(meeting, decision_id)
    if decision.verdict != Verdict.OPEN:
        raise NotNow(f"Ce vote est clos : {decision.get_verdict_display().lower()}. Rien n’a changé.")
    return decision


def decision_of(meeting: Meeting, decision_id: int) -> Decision:
    """Return a vote of this meeting; Http404 for another's."""
    found = Decision.objects.select_related("item").filter(item__meeting=meeting, pk=decision_id).first()
    if found is None:
        raise Http404("decision")
    return found


def close_vote(actor: Actor, meeting_id: int, decision_id: int, hands: Hands | None = None) -> Decision:
    """Count, ask the law, keep its verdict with its reasons. Deciding needs a second factor.

    `hands` are those counted, for a vote by show of hands. Raises NotNow when it is closed already, `Refused` (of the
    law, with the field) when the counts cannot be.
    """
    with organising(actor, meeting_id, MeetingStatus.SITTING) as meeting:
        decision = _open_decision(meeting, decision_id)
        if not (actor.strong or actor.is_system):
            raise NeedsSecondFactor
        counted = _ballots_counted(decision) if decision.by_name else hands or Hands()
        _count(meeting, decision)
        answer = verdict_of(meeting, decision, counted)
        decision.in_favour, decision.against = counted.in_favour, counted.against
        decision.abstentions, decision.blank = counted.abstentions, counted.blank
        decision.verdict, decision.steps = answer.verdict, msgspec.to_builtins(answer.steps)
        decision.closed_at = actor.now
        decision.save()
        payload = {"decision": decision.pk, "verdict": answer.verdict, **asdict(counted)}
        payload |= {"members": decision.members, "present": decision.present}
        record(actor, "commissions.close_vote", meeting, payload)
    return decision


def _ballots_counted(decision: Decision) -> Hands:
    choices = list(decision.ballots.values_list("choice", flat=True))
    return Hands(choices.count(Choice.FOR), choices.count(Choice.AGAINST), choices.count(Choice.ABSTENTION))


def verdict_of(meeting: Meeting, decision: Decision, counted: Hands) -> Vote:
    """Ask the law: the votes cast, those present, and the house rules in force that day. Raises Refused."""
    return cca_vote(
        CcaVoteQuestion(
            day=meeting.day,
            members=decision.members,
            present=decision.present,
            in_favour=counted.in_favour,
            against=counted.against,
            abstentions=counted.abstentions,
            blank=counted.blank,
            house_rules=rules_of(meeting),
        )
    )


def rules_of(meeting: Meeting) -> HouseRules | None:
    """Return the house rules in force on the day of a meeting, empty ones when there were none; None: not known."""
    cca = meeting.cca
    if cca.house_rules_adopted_on is None:
        return HouseRules() if cca.without_house_rules else None
    if cca.house_rules_adopted_on > meeting.day:
        return HouseRules()
    # The quorum of the rules is the CCA's own: a sub-committee has none.
    quorum = cca.quorum if meeting.counts else None
    return msgspec.convert({"quorum": quorum, "majority": cca.majority}, HouseRules)


def settle(actor: Actor, meeting_id: int, decision_id: int) -> Decision:
    """Ask the law again about a vote left unknown, the counts as they were, now that the house rules are noted.

    Raises NotNow when its result is known, when the rules still are not, or once the minutes are approved.
    """
    with organising(actor, meeting_id, MeetingStatus.SITTING, MeetingStatus.HELD) as meeting:
        check_not_approved(meeting)
        decision = decision_of(meeting, decision_id)
        if decision.verdict != Verdict.UNKNOWN:
            raise NotNow(f"Le résultat de ce vote est connu : {decision.get_verdict_display().lower()}.")
        if not (actor.strong or actor.is_system):
            raise NeedsSecondFactor
        counted = Hands(decision.in_favour, decision.against, decision.abstentions, decision.blank)
        answer = verdict_of(meeting, decision, counted)
        if answer.verdict == Verdict.UNKNOWN:
            raise NotNow("Le règlement de ce jour-là n’est pas encore noté : le résultat reste à vérifier.")
        decision.verdict, decision.steps = answer.verdict, msgspec.to_builtins(answer.steps)
        decision.save(update_fields=["verdict", "steps"])
        record(actor, "commissions.settle_vote", meeting, {"decision": decision.pk, "verdict": answer.verdict})
    return decision


def withdraw_vote(actor: Actor, meeting_id: int, decision_id: int) -> Decision:
    """Close an open vote without a result: it was opened by mistake, or the proposal is taken back."""
    with organising(actor, meeting_id, MeetingStatus.SITTING) as meeting:
        decision = _open_decision(meeting, decision_id)
        decision.verdict, decision.closed_at = Verdict.WITHDRAWN, actor.now
        decision.save(update_fields=["verdict", "closed_at"])
        record(actor, "commissions.withdraw_vote", meeting, {"decision": decision.pk})
    return decision


def add_minority_note(actor: Actor, meeting_id: int, decision_id: int, text: str) -> MinorityNote:
    """Join the written divergence of a member present (decree, art. 9, al. 3), until the minutes are approved."""
    with locked(actor, meeting_id) as meeting:
        _, author = _own_place(actor, meeting)
        return _join_note(actor, meeting, decision_id, author, text)


def add_note_handed_in(actor: Actor, meeting_id: int, decision_id: int, attendance_id: int, text: str) -> MinorityNote:
    """Join the note that a member present, without account here, handed in on paper to those who hold the sitting."""
    with locked(actor, meeting_id) as meeting:
        require(can_organise(actor, meeting.cca.zone_id))
        sitting = meeting.attendances.filter(sitting__isnull=False).select_related("sitting")
        attendance = sitting.filter(pk=attendance_id).first()
        if attendance is None or attendance.sitting is None:
            raise NotNow("Seul un membre noté présent peut joindre une note de minorité.")
        return _join_note(actor, meeting, decision_id, attendance.sitting, text)


def _join_note(actor: Actor, meeting: Meeting, decision_id: int, author: CcaMember, text: str) -> MinorityNote:
    check_state(meeting, MeetingStatus.SITTING, MeetingStatus.HELD)
    check_not_approved(meeting)
    decision = decision_of(meeting, decision_id)
    if decision.verdict in {Verdict.OPEN, Verdict.WITHDRAWN}:
        raise NotNow("Une note de minorité se joint à un vote clos.")
    if decision.minority_notes.filter(authors=author, text=text).exists():
        raise NotNow("Cette note est déjà jointe.")
    note = MinorityNote.objects.create(decision=decision, text=text, added_by=actor.someone, added_at=actor.now)
    note.authors.add(author)
    payload = {"decision": decision.pk, "note": note.pk, "author": author.pk, "text": text}
    record(actor, "commissions.minority_note", meeting, payload)
    return note
