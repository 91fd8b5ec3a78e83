"""What leaves Préau: minutes and notice as PDF, the meeting in an agenda, the letters, the links of subjects."""

import io

import pytest
from django.core import mail
from icalendar import Calendar
from pypdf import PdfReader

from preau.commissions import api, calendar, notices
from preau.commissions.acts import meetings, sitting, votes
from preau.commissions.minutes import item_views, minutes_pdf, notice_pdf
from preau.commissions.models import Attendance, CcaMember
from preau.commissions.subjects import _subjects
from preau.foundation.notifications.messages import send_notice
from preau.foundation.notifications.models import Notice
from tests.commissions.meetings.made import (
    EVENING,
    NOW,
    convened,
    in_session,
    make_house,
    planned,
    put_to_vote,
    values,
    voted,
)

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_minutes_say_who_sat_what_was_said_and_decided():
    house = make_house()
    meeting = in_session(house)
    actor = house.actor(now=EVENING)
    rows = {row.seat.full_name: row for row in meeting.attendances.select_related("seat")}
    sitting.mark_presence(actor, meeting.pk, rows["Membre 3-1"].pk, "substitute")
    sitting.mark_presence(actor, meeting.pk, rows["Membre 4-1"].pk, "excused")
    sitting.save_item_minutes(actor, meeting.pk, meeting.agenda.get().pk, 1, "Le plan est relu.")
    sitting.save_notes(actor, meeting.pk, meeting.version, "Merci à l’école.")
    decision = voted(house, meeting, 8, 5, 1)
    votes.add_minority_note(house.actor("member", now=EVENING), meeting.pk, decision.pk, "Trop peu de places.")
    meeting.refresh_from_db()
    draft = text_of(minutes_pdf(meeting, EVENING))
    for words in (
        "Suppléant 3-1, remplace Membre 3-1",
        "Excusés",
        "14 sièges représentés sur 15",
        "Le plan est relu.",
        "Vote : Adopté",
        "8 pour, 5 contre, 1 abstention",
        "il faut 7 voix",
        "Note de minorité de Membre 2-1",
        "Trop peu de places.",
        "Merci à l’école.",
        "Projet, à approuver par la CCA",
    ):
        assert words in draft.replace("\u00a0", " "), words
    assert "@" not in draft
    sitting.close_sitting(actor, meeting.pk)
    sitting.approve_minutes(actor, meeting.pk, EVENING.date())
    meeting.refresh_from_db()
    assert "Approuvé par la CCA le 1er décembre 2026" in text_of(minutes_pdf(meeting, EVENING)).replace("\u00a0", " ")


def test_the_notice_lists_the_points_and_the_method():
    house = make_house()
    meeting = convened(house, method="- En trois tables\n- Puis ensemble")
    text = text_of(notice_pdf(meeting, NOW)).replace("\u00a0", " ")
    for words in ("Convocation : Plan de l’année", "Approuver le plan", "Décision", "En trois tables", "19 h 00"):
        assert words in text, words


def events_of(meeting) -> list:
    meeting.refresh_from_db()
    return Calendar.from_ical(calendar.ics_of(meeting)).walk("VEVENT")


def test_the_same_event_for_ever_updated_on_change_and_cancelled():
    house = make_house()
    meeting = convened(house)
    (first,) = events_of(meeting)
    assert calendar.ics_of(meeting) == calendar.ics_of(meeting)
    assert first["DTSTART"].dt == EVENING
    meetings.change(house.actor(now=NOW), meeting.pk, 1, values(place="À la bibliothèque"))
    (second,) = events_of(meeting)
    meetings.cancel(house.actor(now=NOW), meeting.pk, "Grève.")
    (third,) = events_of(meeting)
    assert first["UID"] == second["UID"] == third["UID"]
    assert [int(one["SEQUENCE"]) for one in (first, second, third)] == [0, 1, 2]
    assert second["LOCATION"] == "À la bibliothèque"
    assert [str(one["STATUS"]) for one in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_the_feed_holds_the_meetings_people_were_called_to(django_assert_num_queries):
    house, other = make_house(), make_house()
    planned(house, purpose="En préparation")
    convened(other)
    mine = convened(house)
    for number in range(10):
        convened(house, purpose=f"Réunion {number}")
    actor = house.actor("member")
    with django_assert_num_queries(2):
        found = list(calendar.events(actor))
    assert len(found) == 11
    assert str(mine.uid) in {event.uid for event in found}


def test_the_letter_carries_the_link_the_points_and_the_agenda():
    house = make_house()
    meeting = convened(house)
    send_notice.call(Notice.objects.get(kind="commissions.convened").pk)
    seat = CcaMember.objects.get(component__number=3, rank=1, substitute_of=None)
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert len(letters) == 30
    letter = letters[seat.email]
    assert f"/cca/reponse/{notices.reply_token(meeting, seat.pk)}/" in letter.body
    assert "1. Approuver le plan (décision)" in letter.body
    assert "reunion.ics" in letter.body
    assert "reponse" not in letters["suppleant3-1@exemple.test"].body
    assert "suppléant·e de Membre 3-1" in letters["suppleant3-1@exemple.test"].body


def test_a_vote_is_bound_to_the_row_frozen_when_it_opened(monkeypatch):
    house = make_house()
    meeting = in_session(house)
    seen = CcaMember.objects.first()
    frozen = CcaMember.objects.last()
    subject = api.Subject(label=str, address=lambda row: f"/membre/{row.pk}", freeze=lambda actor, row: frozen)
    monkeypatch.setitem(_subjects, "commissions.ccamember", subject)
    actor = house.actor(now=EVENING)
    item = api.put_on_agenda(actor, meeting.pk, "decision", "Un membre", "", seen)
    assert api.put_on_agenda(actor, meeting.pk, "decision", "Un membre", "", seen).pk == item.pk
    decision = votes.open_vote(actor, meeting.pk, item.pk, "Oui ?", by_name=False)
    assert api.adopted(frozen) is None
    votes.close_vote(actor, meeting.pk, decision.pk, votes.Hands(8, 7))
    assert api.adopted(frozen).pk == decision.pk
    assert api.adopted(seen) is None
    assert api.adopted(frozen, since=EVENING.date()).pk == decision.pk
    assert [one.pk for one in api.decisions_about(frozen)] == [decision.pk]


def test_what_the_other_rooms_ask_of_the_meetings():
    house = make_house()
    first = convened(house)
    assert api.next_meeting(house.cca.zone_id, NOW.date()).pk == first.pk
    assert api.next_meeting(house.cca.zone_id, EVENING.date().replace(day=2)) is None
    assert api.held_meetings(house.cca.zone_id, 2026) == []
    sitting.open_sitting(house.actor(now=EVENING), first.pk)
    first.attendances.update(presence=Attendance.Presence.EXCUSED)
    row = first.attendances.first()
    sitting.mark_presence(house.actor(now=EVENING), first.pk, row.pk, "present")
    assert put_to_vote(house, first).verdict == "open"
    votes.withdraw_vote(house.actor(now=EVENING), first.pk, first.agenda.get().decisions.get().pk)
    sitting.close_sitting(house.actor(now=EVENING), first.pk)
    assert [one.pk for one in api.held_meetings(house.cca.zone_id, 2026)] == [first.pk]


def test_the_subjects_of_an_agenda_are_read_at_once(monkeypatch, django_assert_num_queries):
    house = make_house()
    meeting = planned(house)
    subject = api.Subject(label=str, address=lambda row: f"/membre/{row.pk}", freeze=lambda actor, row: row)
    monkeypatch.setitem(_subjects, "commissions.ccamember", subject)
    for member in CcaMember.objects.all()[:8]:
        api.put_on_agenda(house.actor(), meeting.pk, "debate", str(member), "", member)
    with django_assert_num_queries(3):
        views = item_views(meeting)
    assert [view.subject.label for view in views[1:3]] == [views[1].row.title, views[2].row.title]
    assert views[0].subject is None
