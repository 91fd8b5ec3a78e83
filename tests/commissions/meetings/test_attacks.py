"""Who sits, answers and votes when somebody leaves or is replaced: nobody acts for a seat that is no longer hers."""

from datetime import timedelta

import pytest
from django.http import Http404

from preau.commissions.acts import answers, composition, seats, sitting, votes
from preau.commissions.acts.composing import NotPossible, mark_of
from preau.commissions.acts.frame import NotNow
from preau.commissions.members import roll_of, seats_on
from preau.commissions.minutes import minutes_data
from preau.commissions.models import Attendance, Ballot
from preau.commissions.notices import called_by_token, reply_token
from preau.foundation.accounts.access import Forbidden
from tests.commissions.composition.made import change, member, substitute
from tests.commissions.meetings.made import NOW, convened, in_session, make_house, put_to_vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


def test_the_secretary_does_not_change_a_vote_cast_by_the_member_himself(house):
    meeting = in_session(house)
    decision = put_to_vote(house, meeting, by_name=True)
    now = meeting.starts_at
    votes.cast(house.actor("member", now), meeting.pk, decision.pk, "against")
    seat = votes.own_attendance(house.actor("member", now), meeting)
    with pytest.raises(NotNow, match="voté lui-même"):
        votes.enter_ballot(house.actor(now=now), meeting.pk, decision.pk, seat.pk, "for")
    assert Ballot.objects.get(decision=decision).choice == "against"
    other = meeting.attendances.exclude(pk=seat.pk).first()
    assert votes.enter_ballot(house.actor(now=now), meeting.pk, decision.pk, other.pk, "for")
    assert votes.enter_ballot(house.actor(now=now), meeting.pk, decision.pk, other.pk, "against")
    assert votes.cast(house.actor("member", now), meeting.pk, decision.pk, "for")


def test_who_left_answers_no_more_his_successor_does(house):
    meeting = convened(house)
    first, second = member(house.cca, 2, 1), substitute(house.cca, 2, 1)
    old, new = reply_token(meeting, first.pk), reply_token(meeting, second.pk)
    answers.answer_by_link(old, NOW, "yes")
    seats.leave(house.actor(), first.pk, NOW.date(), "Déménagement")
    row = meeting.attendances.get(seat=first)
    assert row.reply == Attendance.Reply.NONE
    with pytest.raises(Http404):
        answers.answer_by_link(old, NOW, "no")
    assert called_by_token(new).seat.effective == second
    answers.answer_by_link(new, NOW, "yes")
    assert meeting.attendances.get(seat=first).reply == Attendance.Reply.YES
    assert meeting.attendances.exclude(reply=Attendance.Reply.NONE).count() == 1


def test_another_name_at_another_address_lets_the_account_go(house):
    meeting = convened(house)
    first = member(house.cca, 2, 1)
    change(first, person=house.member.person)

    def save(**words):
        seat = seats.seat_at(seats_on(roll_of(house.cca), NOW.date()), 2, 1)
        held = seats.values_of(seat)
        seats.save_seat(house.actor(), 2, 1, mark_of(held), {**held, **words})
        first.refresh_from_db()

    save(full_name="Membre 2-1 corrigé")
    save(email="autre@exemple.test")
    assert first.person == house.member.person
    save(full_name="Autre Personne", email="une-autre@exemple.test")
    assert first.person is None
    with pytest.raises(Forbidden):
        answers.answer_own(house.actor("member"), meeting.pk, "yes")


def test_the_minutes_go_on_naming_who_sat(house):
    """Nobody takes the row of one who sat, nor leaves, nor is renewed, before a meeting he was at."""
    meeting = in_session(house)
    now = meeting.starts_at
    sitting.close_sitting(house.actor(now=now), meeting.pk)
    named = minutes_data(meeting)["present"]
    seat = seats.seat_at(seats_on(roll_of(house.cca), now.date()), 2, 1)
    held = seats.values_of(seat)
    with pytest.raises(NotPossible, match="déjà siégé"):
        seats.save_seat(
            house.actor(now=now), 2, 1, mark_of(held), {**held, "full_name": "Autre", "email": "autre@exemple.test"}
        )
    with pytest.raises(NotPossible, match="donnez un jour d’après"):
        seats.leave(house.actor(now=now), seat.effective.pk, now.date(), "Démission")
    change(house.cca, last_election_on=now.date())
    with pytest.raises(NotPossible, match="donnez un jour d’après"):
        composition.install(house.actor(now=now), now.date(), 3, {seat.effective.pk}, [])
    tomorrow = now + timedelta(days=1)
    seats.leave(house.actor(now=tomorrow), seat.effective.pk, tomorrow.date(), "Démission")
    assert minutes_data(meeting)["present"] == named


def test_who_left_during_the_sitting_votes_no_more_and_stops_no_vote(house):
    meeting = in_session(house)
    now = meeting.starts_at
    decision = put_to_vote(house, meeting, by_name=True)
    first, second = member(house.cca, 2, 1), substitute(house.cca, 2, 1)
    votes.cast(house.actor("member", now), meeting.pk, decision.pk, "against")
    for gone in (second, first):
        seats.leave(house.actor(now=now), gone.pk, now.date(), "Démission")
    seat = meeting.attendances.get(seat=first)
    with pytest.raises(NotNow, match="ne siège plus"):
        votes.cast(house.actor("member", now), meeting.pk, decision.pk, "for")
    with pytest.raises(NotNow, match="Plus personne"):
        sitting.mark_presence(house.actor(now=now), meeting.pk, seat.pk, "present")
    assert sitting.mark_presence(house.actor(now=now), meeting.pk, seat.pk, "absent")
    for other in meeting.attendances.exclude(pk=seat.pk):
        votes.enter_ballot(house.actor(now=now), meeting.pk, decision.pk, other.pk, "for")
    closed = votes.close_vote(house.actor(now=now), meeting.pk, decision.pk)
    assert (closed.verdict, closed.in_favour, closed.against, closed.present, closed.members) == (
        "adopted", 14, 0, 14, 14,
    )  # fmt: skip
