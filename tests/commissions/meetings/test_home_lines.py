"""What the CCA puts on a home: answer a notice, vote in a sitting, convene in time, send a notice."""

from datetime import timedelta

import pytest

from preau.commissions.acts import meetings, sitting
from preau.commissions.models import Attendance
from preau.commissions.todo import tasks_of
from tests.commissions.meetings.made import EVENING, NOW, convened, in_session, make_house, planned

pytestmark = pytest.mark.django_db
TOO_FEW = "Convoquer la CCA avant la fin de l’année"


def titles(house, who, now=NOW):
    return [task.title for task in tasks_of(house.actor(who, now))]


def test_a_member_answers_once_and_the_chair_too():
    house = make_house()
    meeting = convened(house)
    assert titles(house, "member") == ["Répondre à la convocation de la CCA"]
    Attendance.objects.filter(meeting=meeting).update(reply=Attendance.Reply.YES)
    assert titles(house, "member") == []


def test_a_member_is_led_to_the_vote_while_the_cca_sits():
    house = make_house()
    in_session(house)
    assert titles(house, "member", EVENING) == ["Suivre la séance et voter"]


def test_a_notice_still_to_send_is_asked_of_those_who_organise():
    house = make_house()
    planned(house)
    assert "Envoyer la convocation de la CCA" in titles(house, "coordinator")
    assert "Envoyer la convocation de la CCA" not in titles(house, "member")


def test_the_day_of_a_meeting_leads_its_organisers_to_the_sitting():
    house = make_house()
    meeting = convened(house)
    assert "Ouvrir la séance de la CCA" not in titles(house, "coordinator")
    assert "Ouvrir la séance de la CCA" in titles(house, "coordinator", EVENING)
    assert "Ouvrir la séance de la CCA" not in titles(house, "member", EVENING)
    sitting.open_sitting(house.actor(now=EVENING), meeting.pk)
    assert "Tenir la séance de la CCA" in titles(house, "chair", EVENING)
    assert "Lever la séance de la CCA" in titles(house, "chair", EVENING + timedelta(days=1))


@pytest.mark.parametrize("make", [planned, convened])
def test_a_meeting_whose_day_is_past_asks_whether_it_was_held(make):
    house = make_house()
    meeting = make(house)
    after = EVENING + timedelta(days=2)
    asked = titles(house, "coordinator", after)
    assert "Dire si la réunion de la CCA a eu lieu" in asked
    assert "Envoyer la convocation de la CCA" not in asked
    meetings.cancel(house.actor(now=after), meeting.pk, "Personne n’est venu.")
    assert "Dire si la réunion de la CCA a eu lieu" not in titles(house, "coordinator", after)


def test_the_second_meeting_of_the_year_is_asked_while_there_is_time():
    house = make_house()
    [asked] = [task for task in tasks_of(house.actor()) if task.title == TOO_FEW]
    assert asked.due.isoformat() == "2026-12-31"
    for days in (0, 7):
        convened(house, starts_at=EVENING + timedelta(days=days), ends_at=EVENING + timedelta(days=days, hours=2))
    assert TOO_FEW not in titles(house, "coordinator")


def test_a_cancelled_meeting_asks_nothing():
    house = make_house()
    meeting = convened(house)
    meetings.cancel(house.actor(), meeting.pk, "La salle est prise.")
    assert titles(house, "member") == []


def test_the_lines_of_a_home_cost_a_few_queries(counted_queries):
    house = make_house()
    with counted_queries() as counted:
        list(tasks_of(house.actor()))
    assert len(counted) <= 3
