"""The frame of every act on a meeting: lock, may she, does the state allow it; what stands in the way, in French."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import Http404

from preau.commissions.access_meetings import can_organise
from preau.commissions.models import Meeting, MeetingStatus
from preau.commissions.seats import Seat, seats_in_office
from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor


class NotNow(Exception):  # noqa: N818 - a situation the page explains
    """The state of the meeting does not allow the act, or it is done already; the text says why, in French."""


class Stale(Exception):  # noqa: N818 - a situation between two people, not a fault
    """Someone else saved the same words in the meantime: `theirs` is what stands, `version` what to submit with."""

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__("someone else saved in the meantime")
        self.theirs = theirs
        self.version = version


@contextmanager
def locked(actor: Actor, meeting_id: int) -> Iterator[Meeting]:
    """Lock a meeting the actor may read, in one transaction; Http404 for any other."""
    with transaction.atomic():
        rows = Meeting.objects.visible_to(actor).select_related("cca__zone", "sub_committee")
        meeting = rows.select_for_update(of=("self",), no_key=True).filter(pk=meeting_id).first()
        if meeting is None:
            raise Http404("meeting")
        yield meeting


@contextmanager
def organising(actor: Actor, meeting_id: int, *states: MeetingStatus) -> Iterator[Meeting]:
    """Lock a meeting for an act of the coordination or the chair; NotNow when it is in none of `states`."""
    with locked(actor, meeting_id) as meeting:
        require(can_organise(actor, meeting.cca.zone_id))
        check_state(meeting, *states)
        yield meeting


_ALREADY = {
    MeetingStatus.PLANNED: "Cette réunion n’est pas encore convoquée.",
    MeetingStatus.CONVENED: "Cette réunion est convoquée, la séance n’est pas ouverte.",
    MeetingStatus.SITTING: "La séance est ouverte.",
    MeetingStatus.HELD: "La séance est levée.",
    MeetingStatus.CANCELLED: "Cette réunion est annulée.",
}


def check_state(meeting: Meeting, *states: MeetingStatus) -> None:
    """Raise NotNow, with the words of the present state, when it is none of `states`."""
    if meeting.status not in states:
        raise NotNow(f"{_ALREADY[MeetingStatus(meeting.status)]} Rien n’a changé.")


def seats_called(meeting: Meeting) -> list[Seat]:
    """Return the seats of the meeting on its day: those of the CCA, or of its sub-committee."""
    seats = seats_in_office(meeting.cca, meeting.day)
    if meeting.sub_committee is None:
        return seats
    kept = set(meeting.sub_committee.members.values_list("pk", flat=True))
    return [seat for seat in seats if kept & {seat.first.pk, seat.effective.pk}]
