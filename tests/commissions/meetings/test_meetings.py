"""Preparing, convening, answering, holding: who may when, once; those called are told while they are called."""

from datetime import timedelta

import pytest
from django.http import Http404

from preau.commissions import notices
from preau.commissions.acts import agenda, answers, meetings, sitting
from preau.commissions.acts.frame import NotNow, Stale
from preau.commissions.counting import count_of
from preau.commissions.models import AdvisoryMember, Attendance, CcaMember, Meeting, SubCommittee
from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.journal.models import Entry
from preau.foundation.notifications.models import Notice
from tests.commissions.meetings.made import EVENING, NOW, convened, in_session, make_house, planned, values

pytestmark = pytest.mark.django_db
POINT = {"kind": "debate", "title": "Divers", "text": ""}


def told(house, what: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=f"commissions.{what}").order_by("pk"))


def emails(notice: Notice, audience) -> set[str]:
    return {one.email for one in audience(notice)}


def test_a_meeting_without_point_or_already_past_is_not_convened():
    house = make_house()
    empty = meetings.prepare(house.actor(), house.cca, values())
    with pytest.raises(NotNow, match="au moins un point"):
        meetings.convene(house.actor(), empty.pk)
    past = planned(house, starts_at=NOW - timedelta(days=3), ends_at=NOW - timedelta(days=3, hours=-2))
    with pytest.raises(NotNow, match="passée"):
        meetings.convene(house.actor(), past.pk)


def test_convening_twice_calls_once():
    house = make_house()
    meeting = convened(house)
    with pytest.raises(NotNow, match="est convoquée"):
        meetings.convene(house.actor(), meeting.pk)
    assert meeting.attendances.count() == 15
    assert len(told(house, "convened")) == 1
    assert Entry.objects.filter(act="commissions.convene_meeting").count() == 1


def test_members_substitutes_and_advisers_in_office_are_called_each_holder_with_a_link():
    house = make_house()
    AdvisoryMember.objects.filter(kind="coordinator").update(email="secretaire@exemple.test")
    AdvisoryMember.objects.filter(kind="one_coordinator").update(email="parti@exemple.test", until="2026-11-30")
    convened(house)
    (notice,) = told(house, "convened")
    CcaMember.objects.filter(component__number=4, rank=1, substitute_of=None).update(left_on="2026-11-25")
    found = {one.email: one for one in notices.called(notice)}
    assert "membre4-1@exemple.test" not in found
    assert len(found) == 30
    assert found["membre3-1@exemple.test"].words["address"].startswith("/cca/reponse/")
    assert "address" not in found["suppleant3-1@exemple.test"].words
    assert found["suppleant4-1@exemple.test"].words["answers"]  # he finishes the mandate: he holds the seat
    assert "secretaire@exemple.test" in found
    assert "parti@exemple.test" not in found


def test_nobody_is_called_any_more_to_a_meeting_cancelled_and_all_are_told_so():
    house = make_house()
    meeting = convened(house)
    meetings.cancel(house.actor(), meeting.pk, "La salle est inondée.")
    assert not emails(told(house, "convened")[0], notices.called)
    (notice,) = told(house, "cancelled")
    assert len(emails(notice, notices.called_off)) == 30
    assert notice.words["reason"] == "La salle est inondée."
    with pytest.raises(NotNow, match="annulée"):
        meetings.cancel(house.actor(), meeting.pk, "Encore.")


def test_a_change_is_told_and_a_stale_form_changes_nothing():
    house = make_house()
    meeting = convened(house)
    assert meetings.change(house.actor(), meeting.pk, 1, values(place="À la bibliothèque"))
    assert not meetings.change(house.actor(), meeting.pk, 2, values(place="À la bibliothèque"))
    with pytest.raises(Stale):
        meetings.change(house.actor("chair"), meeting.pk, 1, values(place="Ailleurs"))
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence, meeting.version) == ("À la bibliothèque", 1, 2)
    assert [notice.words["place"] for notice in told(house, "changed")] == ["À la bibliothèque"]


def test_a_new_agenda_goes_out_when_the_coordination_sends_it_once():
    house = make_house()
    meeting = convened(house)
    agenda.add_item(house.actor(), meeting.pk, POINT)
    assert told(house, "changed") == []
    meetings.send_agenda(house.actor(), meeting.pk)
    with pytest.raises(NotNow, match="déjà parti"):
        meetings.send_agenda(house.actor(), meeting.pk)
    (notice,) = told(house, "changed")
    assert notice.words["points"][1]["line"] == "2. Divers (débat)"


def test_points_keep_their_order():
    house = make_house()
    meeting = planned(house)
    second = agenda.add_item(house.actor(), meeting.pk, POINT)
    third = agenda.add_item(house.actor(), meeting.pk, {**POINT, "title": "Budget"})
    assert agenda.move_item(house.actor(), meeting.pk, third.pk, 1)
    assert not agenda.move_item(house.actor(), meeting.pk, third.pk, 1)
    agenda.remove_item(house.actor(), meeting.pk, second.pk)
    assert [(item.number, item.title) for item in meeting.agenda.all()] == [(1, "Budget"), (2, "Approuver le plan")]
    with pytest.raises(Http404):
        agenda.remove_item(house.actor(), meeting.pk, second.pk)


def test_an_answer_by_link_until_the_meeting_begins():
    house = make_house()
    meeting = convened(house)
    seat = meeting.attendances.get(seat__component__number=3, seat__rank=1)
    token = notices.reply_token(meeting, seat.seat_id)
    assert token not in seat.reply_digest
    answers.answer_by_link(token, NOW, "no")
    answers.answer_by_link(token, NOW, "no")
    answers.answer_by_link(token, NOW, "substitute")
    seat.refresh_from_db()
    assert seat.reply == "substitute"
    assert Entry.objects.filter(act="commissions.answer_notice").count() == 2
    (notice,) = told(house, "replacing")
    assert emails(notice, notices.replacing) == {"suppleant3-1@exemple.test"}
    answers.answer_by_link(token, NOW, "yes")
    assert not emails(notice, notices.replacing)
    with pytest.raises(NotNow, match="closes"):
        answers.answer_by_link(token, EVENING, "no")
    with pytest.raises(NotNow, match="Choisissez"):
        answers.answer_by_link(token, NOW, "peut-être")
    with pytest.raises(Http404):
        answers.answer_by_link("0" * 40, NOW, "yes")


def test_only_who_has_not_answered_is_reminded_three_days_before():
    house = make_house()
    meeting = convened(house)
    day = (EVENING - timedelta(days=3)).date()
    assert list(notices.reminders(day - timedelta(days=1), NOW)) == []
    (reminder,) = notices.reminders(day, NOW)
    notice = Notice(subject_id=reminder.subject.pk, words=reminder.words)
    first = meeting.attendances.first()
    answers.answer_by_link(notices.reply_token(meeting, first.seat_id), NOW, "yes")
    found = {one.email for one in notices.silent(notice)}
    assert len(found) == 14
    assert first.seat.email not in found


def test_a_member_answers_for_her_own_seat():
    house = make_house()
    meeting = convened(house)
    answers.answer_own(house.actor("member"), meeting.pk, "yes")
    row = meeting.attendances.get(reply="yes")
    assert row.seat.component.number == 2
    with pytest.raises(Forbidden):
        answers.answer_own(house.actor("coordinator"), meeting.pk, "yes")


def test_the_sitting_opens_on_the_day_and_once():
    house = make_house()
    meeting = convened(house)
    with pytest.raises(NotNow, match="le jour de la réunion"):
        sitting.open_sitting(house.actor(), meeting.pk)
    sitting.open_sitting(house.actor(now=EVENING), meeting.pk)
    with pytest.raises(NotNow, match="La séance est ouverte"):
        sitting.open_sitting(house.actor(now=EVENING), meeting.pk)
    with pytest.raises(NotNow):
        meetings.cancel(house.actor(now=EVENING), meeting.pk, "Trop tard.")


def test_a_meeting_held_elsewhere_is_recorded_after_the_fact():
    house = make_house()
    then = NOW - timedelta(days=200)
    meeting = planned(house, starts_at=then, ends_at=then + timedelta(hours=2))
    sitting.open_sitting(house.actor(), meeting.pk)
    row = meeting.attendances.first()
    sitting.mark_presence(house.actor(), meeting.pk, row.pk, "present")
    sitting.close_sitting(house.actor(), meeting.pk)
    assert not Notice.objects.filter(kind__startswith="commissions.").exists()
    assert count_of(house.cca, Meeting.objects.all(), 2026, NOW.date()).answer.held == 1


def test_marking_the_same_presence_twice_is_noted_once():
    house = make_house()
    meeting = in_session(house, 0)
    row = meeting.attendances.first()
    actor = house.actor(now=EVENING)
    assert sitting.mark_presence(actor, meeting.pk, row.pk, "present")
    assert not sitting.mark_presence(actor, meeting.pk, row.pk, "present")
    assert sitting.mark_presence(actor, meeting.pk, row.pk, "excused")
    row.refresh_from_db()
    assert (row.presence, row.sitting) == ("excused", None)
    assert Entry.objects.filter(act="commissions.mark_presence").count() == 2


def test_notes_of_two_people_are_both_kept():
    house = make_house()
    meeting = in_session(house)
    item = meeting.agenda.get()
    actor = house.actor(now=EVENING)
    assert sitting.save_item_minutes(actor, meeting.pk, item.pk, 1, "On en parle.") == 2
    assert sitting.save_item_minutes(actor, meeting.pk, item.pk, 1, "On en parle.") == 2
    with pytest.raises(Stale) as stale:
        sitting.save_item_minutes(house.actor("chair", now=EVENING), meeting.pk, item.pk, 1, "Autre texte.")
    assert (stale.value.theirs, stale.value.version) == ("On en parle.", 2)


def test_closing_leaves_nobody_expected_and_counts():
    house = make_house()
    meeting = in_session(house, 4)
    sitting.close_sitting(house.actor(now=EVENING), meeting.pk)
    assert meeting.attendances.filter(presence=Attendance.Presence.ABSENT).count() == 11
    with pytest.raises(NotNow, match="levée"):
        sitting.close_sitting(house.actor(now=EVENING), meeting.pk)


def test_an_empty_sitting_is_not_closed():
    house = make_house()
    meeting = in_session(house, 0)
    with pytest.raises(NotNow, match="Personne n’est noté présent"):
        sitting.close_sitting(house.actor(now=EVENING), meeting.pk)


def test_minutes_once_approved_do_not_change():
    house = make_house()
    meeting = in_session(house)
    actor = house.actor(now=EVENING)
    sitting.close_sitting(actor, meeting.pk)
    with pytest.raises(NeedsSecondFactor):
        sitting.approve_minutes(house.actor(now=EVENING, strong=False), meeting.pk, EVENING.date())
    with pytest.raises(NotNow, match="au plus tard aujourd’hui"):
        sitting.approve_minutes(actor, meeting.pk, EVENING.date() + timedelta(days=1))
    sitting.approve_minutes(actor, meeting.pk, EVENING.date())
    with pytest.raises(NotNow, match="approuvé"):
        sitting.approve_minutes(actor, meeting.pk, EVENING.date())
    with pytest.raises(NotNow, match="approuvé"):
        sitting.save_item_minutes(actor, meeting.pk, meeting.agenda.get().pk, 1, "Après coup.")


def held_on(house, *days: str, **more):
    """Note meetings as held on these days, without their sittings."""
    for day in days:
        at = EVENING.fromisoformat(f"{day}T18:00+00:00")
        Meeting.objects.create(
            cca=house.cca, status="held", opened_at=at, closed_at=at + timedelta(hours=2),
            starts_at=at, ends_at=at + timedelta(hours=2), place="Ici", purpose="Réunion", **more,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "year", "verdict", "held"),
    [
        (["2026-03-10", "2026-06-15"], 2026, "met", 2),
        (["2026-03-10"], 2026, "in_time", 1),
        (["2025-03-10"], 2025, "missed", 1),
        (["2026-03-10", "2026-03-10"], 2026, "in_time", 1),  # twice the same day is one meeting
        ([], 2026, "in_time", 0),
    ],
)
def test_the_two_meetings_of_the_year(days, year, verdict, held):
    house = make_house()
    held_on(house, *days)
    count = count_of(house.cca, Meeting.objects.all(), year, NOW.date())
    assert (count.answer.verdict, count.answer.held) == (verdict, held)
    assert count.at_risk is (verdict != "met")


def test_a_sub_committee_does_not_count_and_calls_its_members_alone():
    house = make_house()
    made = SubCommittee.objects.create(cca=house.cca, name="Vacances")
    made.members.set(CcaMember.objects.filter(component__number__in=[1, 2], substitute_of=None))
    held_on(house, "2026-03-10", "2026-06-15", sub_committee=made)
    assert count_of(house.cca, Meeting.objects.all(), 2026, NOW.date()).answer.held == 0
    meeting = convened(house, sub_committee_id=made.pk)
    assert meeting.attendances.count() == 6


def test_a_planned_meeting_takes_the_risk_away_and_a_forgotten_one_is_doubtful():
    house = make_house()
    held_on(house, "2026-03-10")
    convened(house)
    assert not count_of(house.cca, Meeting.objects.all(), 2026, NOW.date()).at_risk
    later = count_of(house.cca, Meeting.objects.all(), 2026, EVENING.date() + timedelta(days=5))
    assert later.answer.verdict == "unknown"


def test_members_do_not_organise():
    house = make_house()
    meeting = planned(house)
    for act in (
        lambda: meetings.convene(house.actor("member"), meeting.pk),
        lambda: agenda.add_item(house.actor("member"), meeting.pk, POINT),
        lambda: meetings.prepare(house.actor("member"), house.cca, values()),
    ):
        with pytest.raises(Forbidden):
            act()
