"""The pages of the meetings: constant cost, what is refused says why, nothing typed is lost, no address leaks."""

import pytest
from django.test import Client
from django.urls import reverse

from preau.commissions.acts import agenda, meetings
from preau.commissions.models import Attendance, CcaMember, Decision, Meeting, SubCommittee
from preau.commissions.notices import reply_token
from preau.foundation.journal.models import Entry
from tests.commissions.meetings.made import (
    EVENING,
    House,
    convened,
    in_session,
    make_house,
    planned,
    put_to_vote,
    voted,
)
from tests.factories import MandateFactory, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(at):
    at("2026-12-01T19:30")


def browser(house: House, who: str = "coordinator", strong: bool = True) -> Client:
    mandate = getattr(house, who)
    return sign_in(Client(), mandate.person, strong, mandate)


def address(name: str, *args) -> str:
    return reverse(f"commissions:{name}", args=args)


def words(answer) -> str:
    return answer.content.decode().replace("\xa0", " ")


def test_the_list_costs_the_same_whatever_it_holds(counted_queries):
    house = make_house()
    client = browser(house)
    in_session(house)
    with counted_queries() as one:
        client.get(address("meetings"))
    for number in range(12):
        convened(house, purpose=f"Réunion {number}")
    with counted_queries() as many:
        page = client.get(address("meetings"))
    assert "Réunion 11" in words(page)
    assert len(many) == len(one) <= 15, many.sql


@pytest.mark.parametrize("route", ["meeting", "sitting", "vote", "decision"])
def test_a_page_costs_the_same_for_3_points_and_for_15_and_for_any_number_of_seats(counted_queries, route):
    costs = []
    for size, points in ((3, 3), (9, 15)):
        house = make_house(size, communes=3 if size > 5 else 1)
        meeting = in_session(house)
        for number in range(points):
            item = {"kind": "decision", "title": f"Point {number}", "text": ""}
            agenda.add_item(house.actor(now=EVENING), meeting.pk, item)
        for _ in range(points):
            decision = voted(house, meeting, 3, 2)
        client = browser(house, "member")
        args = (meeting.pk, decision.pk) if route == "decision" else (meeting.pk,)
        who = "chair" if route == "vote" else "coordinator"
        client = browser(house, who)
        client.get(address(route, *args))
        with counted_queries() as counted:
            assert client.get(address(route, *args)).status_code == 200
        costs.append(len(counted))
    assert costs[0] == costs[1] <= 30, counted.sql


def test_one_reads_held_meetings_of_every_commune_at_a_constant_cost_and_no_address(counted_queries):
    house = make_house()
    officer = MandateFactory(approval_officer=True)
    client = sign_in(Client(), officer.person, mandate=officer)
    costs = []
    for count in (1, 11):
        for _ in range(count):
            Meeting.objects.create(
                cca=house.cca, status="held", opened_at=EVENING, closed_at=EVENING,
                starts_at=EVENING.replace(hour=9), ends_at=EVENING, place="Ici", purpose="Tenue",
            )  # fmt: skip
        with counted_queries() as counted:
            page = client.get(address("meetings"))
        costs.append(len(counted))
    assert costs[0] == costs[1], counted.sql
    assert words(page).count("Tenue") >= 12
    one = client.get(address("meeting", Meeting.objects.filter(status="held").first().pk))
    assert one.status_code == 200
    assert "@" not in words(one).split("<main")[1].split("</main>")[0]
    convened_one = convened(house, starts_at=EVENING.replace(day=20), ends_at=EVENING.replace(day=20, hour=20))
    assert client.get(address("meeting", convened_one.pk)).status_code == 404


def test_a_form_to_correct_keeps_what_was_typed():
    house = make_house()
    page = browser(house).post(
        address("meeting_prepare"),
        {"purpose": "Objet gardé", "day_day": "31/02/2026", "starts": "25 h", "ends": "", "place": ""},
    )
    assert page.status_code == 422
    for found in ("Objet gardé", "Cette date n’existe pas", "comme 18 h 30", "Donnez le lieu"):
        assert found in words(page), found
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("typed", "hour"), [("18 h 30", 18), ("18h", 18), ("7:05", 7), ("23.59", 23), ("24 h", None), ("soir", None)]
)
def test_an_hour_as_people_write_it(typed, hour):
    house = make_house()
    form = {"purpose": "Réunion", "day_day": "15/12/2026", "starts": typed, "ends": "23 h 59", "place": "Ici"}
    answer = browser(house).post(address("meeting_prepare"), form)
    made = Meeting.objects.first()
    assert answer.status_code == (302 if hour and typed != "23.59" else 422)
    assert (made is not None) == (answer.status_code == 302)


def test_two_people_change_the_same_meeting_and_the_second_compares():
    house = make_house()
    meeting = planned(house)
    form = {"day_day": "15/12/2026", "starts": "18 h", "ends": "20 h", "purpose": "Réunion", "version": "1"}
    first = browser(house).post(address("meeting_change", meeting.pk), {**form, "place": "À l’école"})
    second = browser(house, "chair").post(address("meeting_change", meeting.pk), {**form, "place": "À la mairie"})
    assert (first.status_code, second.status_code) == (302, 409)
    assert "À la mairie" in words(second)
    assert 'name="version" value="2"' in words(second)
    meeting.refresh_from_db()
    assert meeting.place == "À l’école"


def test_notes_are_saved_in_the_background_and_both_texts_shown():
    house = make_house()
    meeting = in_session(house)
    item = meeting.agenda.get()
    client = browser(house)
    there = address("item_notes", meeting.pk, item.pk)
    saved = client.post(there, {"version": "1", "text": "On en parle."}, headers={"X-Preau-Autosave": "1"})
    assert saved.json() == {"version": 2, "saved": "Enregistré à 19\xa0h\xa030"}
    stale = client.post(there, {"version": "1", "text": "Autre."}, headers={"X-Preau-Autosave": "1"})
    assert stale.status_code == 409
    assert stale.json()["theirs"] == "On en parle."
    page = client.post(there, {"version": "1", "text": "Autre."})
    assert page.status_code == 409
    assert "On en parle." in words(page)
    assert "Autre." in words(page)
    long = client.post(there, {"version": "2", "text": "x" * 20_001}, headers={"X-Preau-Autosave": "1"})
    assert long.status_code == 422
    general = client.post(address("sitting_notes", meeting.pk), {"version": "1", "text": "Divers."})
    assert general.status_code == 302


def test_a_second_click_says_so_and_journals_nothing():
    house = make_house()
    meeting = convened(house)
    client = browser(house)
    for route in ("meeting_convene", "meeting_convene"):
        answer = client.post(address(route, meeting.pk), follow=True)
        assert "est convoquée" in words(answer)
    client.post(address("sitting_open", meeting.pk))
    client.post(address("sitting_open", meeting.pk))
    assert Entry.objects.filter(act="commissions.open_sitting").count() == 1
    assert Entry.objects.filter(act="commissions.convene_meeting").count() == 1


def test_the_same_meeting_is_prepared_once():
    house = make_house()
    form = {"purpose": "Réunion", "day_day": "15/12/2026", "starts": "18 h", "ends": "20 h", "place": "Ici"}
    client = browser(house)
    client.post(address("meeting_prepare"), form)
    again = client.post(address("meeting_prepare"), form, follow=True)
    assert "déjà préparée" in words(again)
    assert Meeting.objects.count() == Entry.objects.filter(act="commissions.prepare_meeting").count() == 1


def test_presence_by_one_tap_answers_the_list():
    house = make_house()
    meeting = convened(house)
    client = browser(house)
    client.post(address("sitting_open", meeting.pk))
    row = meeting.attendances.first()
    page = client.post(
        address("presence", meeting.pk, row.pk), {"presence": "substitute"}, headers={"HX-Request": "true"}
    )
    assert "<b>1</b> sur 15" in words(page)
    CcaMember.objects.filter(component__number=2).exclude(substitute_of=None).delete()
    other = meeting.attendances.filter(seat__component__number=2).first()
    refused = client.post(
        address("presence", meeting.pk, other.pk), {"presence": "substitute"}, headers={"HX-Request": "true"}
    )
    assert refused.status_code == 422
    assert "pas de suppléant" in words(refused)


def test_who_answered_the_notice_is_noted_in_one_press_as_announced():
    house = make_house()
    meeting = convened(house)
    rows = list(meeting.attendances.all())
    for row, reply in zip(rows, ["yes", "yes", "substitute", "no"], strict=False):
        Attendance.objects.filter(pk=row.pk).update(reply=reply)
    client = browser(house)
    client.post(address("sitting_open", meeting.pk))
    assert "Noter comme annoncé : 4 réponses" in words(client.get(address("sitting", meeting.pk)))
    there = address("presences_answered", meeting.pk)
    page = words(client.post(there, headers={"HX-Request": "true"}))
    assert "<b>3</b> sur 15" in page and "Noter comme annoncé" not in page
    client.post(there)  # a second press finds nothing more to note
    found = [one.presence for one in meeting.attendances.all()]
    assert (found.count("present"), found.count("excused"), found.count("expected")) == (3, 1, 11)
    assert Entry.objects.filter(act="commissions.mark_as_answered").count() == 1


def test_a_vote_left_unknown_says_what_to_note_then_takes_the_result_again():
    house = make_house(without_house_rules=False)
    decision = voted(house, meeting := in_session(house), 8, 5)
    client = browser(house)
    there = address("decision", meeting.pk, decision.pk)
    assert "Noter le règlement" in words(client.get(there))
    house.cca.without_house_rules = True
    house.cca.save()
    assert "Redemander le résultat" in words(client.get(there))
    client.post(address("vote_settle", meeting.pk, decision.pk))
    decision.refresh_from_db()
    assert decision.verdict == "adopted"


def test_the_counts_the_law_refuses_come_back_with_their_field():
    house = make_house()
    meeting = in_session(house)
    decision = put_to_vote(house, meeting)
    there = address("vote_close", meeting.pk, decision.pk)
    counts = {"in_favour": "14", "against": "5", "abstentions": "0", "blank": "0"}
    page = browser(house).post(there, counts)
    assert page.status_code == 422
    assert "19 votes pour 15 votants au plus" in words(page)
    assert 'value="14"' in words(page)
    assert browser(house).post(there, {**counts, "in_favour": "huit"}).status_code == 422
    assert browser(house).post(there, {**counts, "in_favour": "8"}).status_code == 302
    assert Decision.objects.get().verdict == "adopted"


def test_the_page_of_a_member_says_nothing_new_until_something_is():
    house = make_house()
    meeting = in_session(house)
    client = browser(house, "member", strong=False)
    there = address("vote", meeting.pk)
    page = client.get(there)
    state = page.context["state"]
    assert client.get(f"{there}?vu={state}", headers={"HX-Request": "true"}).status_code == 204
    decision = put_to_vote(house, meeting, by_name=True)
    part = client.get(f"{there}?vu={state}", headers={"HX-Request": "true"})
    assert "Vous n’avez pas encore voté" in words(part)
    assert client.post(there, {"decision": decision.pk, "choice": "for"}).status_code == 302
    assert 'aria-pressed="true">Pour' in words(client.get(there))


def test_a_link_shows_no_name_but_the_holder_s_and_dies_with_his_mandate():
    house = make_house()
    meeting = convened(house, starts_at=EVENING.replace(day=20), ends_at=EVENING.replace(day=20, hour=20))
    seat = CcaMember.objects.get(component__number=3, rank=2, substitute_of=None)
    there = address("answer", reply_token(meeting, seat.pk))
    page = Client().get(there)
    others = [name for name in CcaMember.objects.values_list("full_name", flat=True) if name in words(page)]
    assert others == ["Membre 3-2"]
    assert page.headers["Referrer-Policy"] == "same-origin"  # its own POST still says where it comes from
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert Client().post(there, {"reply": "no"}).status_code == 200
    assert Attendance.objects.get(seat=seat).reply == "no"
    assert Client().post(there, {"reply": "bof"}).status_code == 422
    CcaMember.objects.filter(component__number=3, rank=2).update(left_on="2026-12-02")
    assert Client().get(there).status_code == 404


def test_a_link_is_closed_once_the_meeting_began_and_says_when_it_is_cancelled():
    house = make_house()
    meeting = convened(house)
    there = address("answer", reply_token(meeting, meeting.attendances.first().seat_id))
    page = Client().post(there, {"reply": "yes"})
    assert page.status_code == 422
    assert "closes" in words(page)
    meetings.cancel(house.actor(now=EVENING), meeting.pk, "La salle est inondée.")
    assert "La salle est inondée." in words(Client().get(there))


def test_too_short_a_notice_warns_and_does_not_prevent():
    house = make_house(house_rules_adopted_on="2025-06-01", notice_days=30)
    meeting = planned(house, starts_at=EVENING.replace(day=20), ends_at=EVENING.replace(day=20, hour=20))
    client = browser(house)
    assert "Le délai du règlement est plus long" in words(client.get(address("meeting_convene", meeting.pk)))
    client.post(address("meeting_convene", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.status == "convened"


def test_a_sub_committee_is_made_changed_and_ended():
    house = make_house()
    client = browser(house)
    seats = list(CcaMember.objects.filter(substitute_of=None).values_list("pk", flat=True)[:3])
    there = address("sub_committees")
    assert client.post(there, {"name": "Vacances"}).status_code == 422
    assert client.post(there, {"name": "Vacances", "members": seats}).status_code == 302
    assert "existe déjà" in words(client.post(there, {"name": "Vacances", "members": seats}, follow=True))
    made = SubCommittee.objects.get()
    client.post(address("sub_committee", made.pk), {"name": "Congés", "members": seats[:1]})
    client.post(address("sub_committee_end", made.pk))
    made.refresh_from_db()
    assert (made.name, made.members.count(), str(made.ended_on)) == ("Congés", 1, "2026-12-01")
    assert "est terminée" in words(client.get(address("sub_committee", made.pk), follow=True))


def test_without_a_composition_there_is_no_meeting_to_prepare():
    mandate = MandateFactory()
    client = sign_in(Client(), mandate.person, mandate=mandate)
    assert "n’est pas encore composée" in words(client.get(address("meetings")))
    refused = client.get(address("meeting_prepare"))
    assert refused.status_code == 403
    assert "Composez d’abord la CCA" in words(refused)


def test_before_a_first_meeting_the_commission_is_to_be_informed_and_unknown_rules_are_not_said_to_be_missing():
    house = make_house(first_meeting_on=None, commission_informed_on=None)
    page = words(browser(house).get(address("meeting_convene", planned(house).pk)))
    assert "La commune informe d’abord la commission d’agrément" in page
    assert "Aucun règlement d’ordre intérieur n’est noté ici" in page
    house = make_house(house_rules_adopted_on="2025-06-01")
    page = words(browser(house).get(address("meeting_convene", planned(house).pk)))
    assert "La commune informe d’abord" not in page
    assert "règlement d’ordre intérieur" not in page
